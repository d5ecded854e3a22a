"""After signature: what each state is worth, which states there are, and what follows, against plain definitions."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from detente.agreement.compliance import condition, game_after, named_consequences
from detente.agreement.keeping import at_medians, keeping, kept_share
from detente.domain.case import Case
from detente.domain.compliance import Compliance
from detente.domain.errors import InputError

SECTION = {
    "options": {
        "pays": {"actor": "a", "what": "pays", "kind": "comply", "sets": {"issue0": "no_deal"}, "costs": {"a": 2}},
        "raids": {"actor": "a", "what": "raids", "shifts": {"issue0": 8}, "resumes_cost": True, "one_way": True},
        "leaves": {"actor": "b", "what": "leaves", "kind": "withdraw", "costs": {"b": 1}},
        "jams": {"actor": "b", "what": "jams", "kind": "respond", "sets": {"issue1": 90}, "packages": ["both"]},
    },
    "infeasible": ["raids and leaves"],
    "effects": [{"when": "jams and deal and not raids", "costs": {"b": 5}}],
}
PAYS, RAIDS, LEAVES, JAMS = 1, 2, 4, 8
PACKAGES = {"both": {"issue0": 30, "issue1": 70}, "one": {"issue0": 20}}


def _oracle():
    path = Path(__file__).with_name("graph_oracle.py")
    specification = importlib.util.spec_from_file_location("graph_oracle", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules["graph_oracle"] = module
    specification.loader.exec_module(module)
    return module


oracle = _oracle()


def case_of(section=SECTION, ended_by=()) -> Case:
    scale = {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 50}
    return Case.model_validate(
        {
            "case": {"id": "test", "title": "Test", "as_of": "2025-01-01"},
            "actors": {key: {"name": key, "required": True} for key in ("a", "b")},
            "issues": {"issue0": scale, "issue1": scale},
            "packages": PACKAGES,
            "ended_by": list(ended_by),
            "compliance": section,
        }
    )


def numbers_of(section: Compliance, n: int) -> dict:
    """The most likely value of each number in every draw."""
    return {
        (name, parameter, target): np.full(n, quantity.mode)
        for name, consequence in named_consequences(section)
        for parameter, stated in (("shift", consequence.shifts), ("cost", consequence.costs))
        for target, quantity in stated.items()
    }


@pytest.fixture
def game(make_draws):
    def game(key="both", section=SECTION, ended_by=(), position=((0, 100), (100, 0)), cost=0.1, n=1):
        case = case_of(section, ended_by)
        draws = make_draws(np.repeat([position], n, axis=0), cost=cost)
        package = case.packages[key] if key else None
        return game_after(case, case.compliance, draws, numbers_of(case.compliance, n), package, key, 1)

    return game


def test_points_are_the_margin_of_where_the_state_leaves_the_issues(game):
    found = game()
    a, b = found.points["a"][:, 0], found.points["b"][:, 0]
    # a wants (0, 100), b (100, 0); each point moved on one of two issues is half a point; the reference is (50, 50)
    assert found.signed == PAYS
    assert (a[PAYS], b[PAYS]) == pytest.approx((20 + 10, -20 + 10))
    assert (a[0], b[0]) == pytest.approx((10 + 10 - 2, -10 + 10))  # issue0 back at 50, a bears the cost of its breach
    assert (a[PAYS | RAIDS], b[PAYS | RAIDS]) == pytest.approx((16, -16))  # issue0 at 38, the cost of no deal is back
    assert (a[PAYS | LEAVES], b[PAYS | LEAVES]) == pytest.approx((0, -1))  # exactly no deal, less what leaving costs
    assert (a[PAYS | JAMS], b[PAYS | JAMS]) == pytest.approx((30 + 10, -30 + 10 - 5))


def test_once_the_deal_is_off_promises_bind_no_more_but_what_was_done_has_cost(game):
    found = game()
    assert found.points["a"][LEAVES, 0] == pytest.approx(-2)
    # free responses still work, and the effect that asks for a deal does not
    assert found.points["b"][LEAVES | PAYS | JAMS, 0] == pytest.approx(-20 - 1)


def test_a_package_that_does_not_end_the_cost_leaves_it_out(game):
    found = game("both", ended_by=("issue1",))
    assert found.points["a"][PAYS, 0] == pytest.approx(30)
    assert game("one", ended_by=("issue1",)).points["a"][PAYS, 0] == pytest.approx(15)


def test_states_that_cannot_be_and_moves_that_cannot_be_undone(game):
    graph = game().graph
    assert not graph.legal[RAIDS | LEAVES]
    assert graph.legal.sum() == 12
    assert graph.forward == RAIDS
    assert (graph.own, graph.makers) == ((PAYS | RAIDS, LEAVES | JAMS), ("a", "b"))
    promise = {**SECTION["options"]["pays"], "one_way": True}
    assert game(section={**SECTION, "options": {**SECTION["options"], "pays": promise}}).graph.backward == PAYS


def test_options_of_another_package_and_without_a_deal_are_left_as_signed(game):
    assert game("one").graph.states.tolist() == [0, PAYS, RAIDS, PAYS | RAIDS, LEAVES, PAYS | LEAVES]
    nothing = game("")
    assert nothing.graph.states.tolist() == [PAYS, PAYS | JAMS]
    assert nothing.points["a"][:, 0][nothing.graph.states] == pytest.approx([0, 20])
    assert nothing.points["b"][PAYS | JAMS, 0] == pytest.approx(-20)  # no deal: the effect of one does not hold


def test_what_a_rule_about_the_deal_means():
    section = Compliance.model_validate(SECTION)
    assert condition(section, "raids and deal") == (((1, True), (2, False)),)
    assert condition(section, "raids and not deal") == (((1, True), (2, True)),)
    assert condition(section, "raids and deal", deal=False) == ()
    assert condition(section, "raids and not deal or jams", deal=False) == (((1, True),), ((3, True),))


def test_preferences_stated_by_hand(game):
    wishes = {"a": {"wishes": ["not leaves", "pays"]}}
    payoff = game(section={**SECTION, "preferences": wishes}).graph.payoff[0, :, 0]
    assert payoff[PAYS] == payoff[PAYS | JAMS] > payoff[0] > payoff[PAYS | LEAVES] > payoff[LEAVES]
    # a ranking may leave out only what cannot be; the reference lists everything for the package "one"
    every = [["pays"], [["raids"], ["pays", "raids"]], [], ["leaves"], ["pays", "leaves"]]
    found = game("one", section={**SECTION, "preferences": {"b": {"ranking": every}}})
    payoff = found.graph.payoff[1, :, 0]
    assert payoff[PAYS] > payoff[RAIDS] == payoff[PAYS | RAIDS] > payoff[0] > payoff[LEAVES] > payoff[PAYS | LEAVES]
    assert "b" not in found.points
    with pytest.raises(InputError, match=r"compliance\.preferences\.b: expected every state that can be, once"):
        game("one", section={**SECTION, "preferences": {"b": {"ranking": every[:-1]}}})


def test_a_spread_shakes_a_stated_preference_and_nothing_else(game):
    section = {**SECTION, "preferences": {"a": {"wishes": ["not leaves", "pays"], "spread": 1.0}}}
    graph = game(section=section, n=200).graph
    legal = graph.legal
    assert np.unique(graph.payoff[0][legal], axis=1).shape[1] > 50
    assert np.unique(graph.payoff[1][legal], axis=1).shape[1] == 1


def random_game(game, seed: int, n: int):
    """A package with random utilities: positions random in every draw."""
    rng = np.random.default_rng(seed)
    case = case_of()
    numbers = {key: rng.uniform(-6, 6, n) for key in numbers_of(case.compliance, n)}
    return case, rng.uniform(0, 100, (n, 2, 2)), rng.uniform(0, 0.1, (n, 2)), numbers


def test_what_is_kept_and_by_whom_is_as_the_textbook_says(make_draws):
    n = 40
    for seed in range(6):
        case, position, cost, numbers = random_game(None, seed, n)
        draws = make_draws(position, cost=cost)
        answer = keeping(case, case.compliance, draws, numbers, "both", np.arange(n) % 2 == 0, 1)
        found = game_after(case, case.compliance, draws, numbers, case.packages["both"], "both", 1)
        graph = found.graph
        books = [oracle.game_of(entry_of(graph, d)) for d in range(n)]
        for concept in ("nash", "gmr", "smr", "seq", "sim"):
            kept = [PAYS in book.equilibria(concept) for book in books]
            assert answer.kept[concept].share == pytest.approx(np.mean(kept)), (seed, concept)
        kept = np.array([PAYS in book.equilibria("seq") for book in books])
        assert answer.accepted_and_kept.share == pytest.approx(kept[::2].sum() / n)
        assert answer.kept_if_accepted.share == pytest.approx(kept[::2].mean())
        np.testing.assert_array_equal(kept_share(case, case.compliance, draws, numbers, "both", 1), kept)
        for breaker in answer.breakers:
            maker = graph.makers.index(breaker.actor)
            assert breaker.dares.share == pytest.approx(np.mean([not b.stable(maker, PAYS, "seq") for b in books]))
            assert breaker.wants.share == pytest.approx(np.mean([not b.stable(maker, PAYS, "nash") for b in books]))
            assert (breaker.gain is None) == (breaker.path == ()) == (breaker.dares.share == 0)
        for state in answer.equilibria:
            reached = [state.state == PAYS or state.state in b.reach([0, 1], PAYS, improving=True) for b in books]
            stable = [state.state in b.equilibria("seq") for b in books]
            assert state.reached.share == pytest.approx(np.mean(reached)), (seed, state)
            assert state.reached_and_stable.share == pytest.approx(np.mean(np.array(reached) & stable))


def entry_of(graph, draw: int) -> dict:
    """The conflict of one draw in the plain layout."""
    rankings = {}
    for m, name in enumerate(graph.makers):
        payoff = graph.payoff[m, :, draw]
        tiers = sorted({int(payoff[s]) for s in graph.states}, reverse=True)
        rankings[name] = [[int(s) for s in graph.states if payoff[s] == tier] for tier in tiers]
    return {
        "dms": {name: [i for i in range(4) if own >> i & 1] for name, own in zip(graph.makers, graph.own, strict=True)},
        "options": list("pqrs"),
        "feasible": graph.states.tolist(),
        "ranking_best_first": rankings,
        "irreversible": {str(i): "fwd" for i in range(4) if graph.forward >> i & 1},
    }


def test_no_deal_that_leaves_nothing_to_choose_has_no_answer(make_draws):
    section = {"options": {"raids": SECTION["options"]["raids"]}}
    case = case_of(section)
    draws = make_draws(np.zeros((3, 2, 2)))
    assert keeping(case, case.compliance, draws, numbers_of(case.compliance, 3), "", None, 1) is None


def test_the_commonest_play_starts_with_the_one_who_dares_and_ends_where_nobody_moves(game, make_draws):
    case = case_of()
    n = 30
    # a wants issue0 at 100: raiding is worth it, and so is not paying; b wants peace and leaves when raided
    draws = make_draws(np.repeat([[(100, 50), (0, 50)]], n, axis=0), cost=0.0)
    answer = keeping(case, case.compliance, draws, numbers_of(case.compliance, n), "one", None, 1)
    first = answer.breakers[0]
    assert (first.actor, first.dares.share, first.path_share) == ("a", 1.0, 1.0)
    assert [(m.actor, m.start, m.end) for m in first.path] == [("a", PAYS, RAIDS)]
    assert answer.breakers[1].dares.share == 0
    assert answer.central["nash"] == (RAIDS,)
    assert answer.graph.start == PAYS


def test_medians_are_those_of_each_payoff(game):
    found = game(n=3)
    drawn = found.graph.with_payoff(np.stack([found.graph.payoff[:, :, 0] + k for k in (0, 5, 100)], axis=2))
    middle = at_medians(type(found)(drawn, found.signed, {}))
    for one, other in zip(middle.payoff[..., 0], drawn.payoff[..., 1], strict=True):
        np.testing.assert_array_equal(np.diff(one[drawn.legal]), np.diff(other[drawn.legal]))


def test_a_flip_is_a_judgement_that_both_decides_and_is_open(make_draws):
    case = case_of()
    n = 200
    rng = np.random.default_rng(3)
    position = np.stack(
        [np.stack([rng.uniform(0, 100, n), np.full(n, 50.0)], axis=1), np.tile([20.0, 50.0], (n, 1))], axis=1
    )
    draws = make_draws(position, cost=0.05)
    answer = keeping(case, case.compliance, draws, numbers_of(case.compliance, n), "one", None, 1)
    assert 0.1 < answer.kept["seq"].share < 0.9
    strongest = answer.flips[0]
    assert strongest.actor == "a"
    assert strongest.kept_if - strongest.kept_if_not > 0.5
    named = {(f.what, f.target, f.parameter): f for f in answer.inputs}
    assert named["a", "issue0", "position"].kept_below > named["a", "issue0", "position"].kept_above
