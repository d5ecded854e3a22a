"""The parts of the graph model: what can be, moves, preferences, probability, ways."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.agreement.graph import Graph, build_graph, equilibria
from detente.agreement.graph.coalitions import coalition_stable, every_group
from detente.agreement.graph.inverse import preferences_for
from detente.agreement.graph.model import ranked, submasks
from detente.agreement.graph.preferences import UNSEEN, holds, statements_payoff
from detente.agreement.graph.probability import equilibrium_probability, flips, uncertain_preferences
from detente.agreement.graph.stability import is_equilibrium, stability
from detente.agreement.graph.status_quo import Step, shortest_ways
from detente.domain.conflict import Conflict, ConflictOption, DecisionMaker, Direction, Ranking
from detente.domain.errors import InputError


def ranking(*tiers: int | tuple[int, ...]) -> Ranking:
    groups = [t if isinstance(t, tuple) else (t,) for t in tiers]
    return Ranking(
        np.array([s for g in groups for s in g], dtype=np.int32),
        np.array([i for i, g in enumerate(groups) for _ in g], dtype=np.int32),
    )


def dilemma(direction: Direction = "both") -> Conflict:
    """Each of two can cooperate (its option); both prefer that the other alone does."""
    return Conflict(
        decision_makers=(
            DecisionMaker("one", (0,), ranking(2, 3, 0, 1)),
            DecisionMaker("two", (1,), ranking(1, 3, 0, 2)),
        ),
        options=(ConflictOption("one cooperates", direction), ConflictOption("two cooperates", direction)),
    )


def test_submasks_are_all_and_only_those_within():
    assert list(submasks(0b1011)) == [1, 2, 3, 8, 9, 10, 11]
    assert list(submasks(0)) == []


def test_a_dilemma_is_held_together_by_foresight():
    found = equilibria(build_graph(dilemma()))
    assert found == {"nash": (0,), "gmr": (0, 3), "smr": (0, 3), "seq": (0, 3), "sim": (0, 3)}


def test_what_is_given_up_for_good_changes_what_can_be_threatened():
    graph = build_graph(dilemma("back"))
    assert [(s.tolist(), e.tolist()) for s, e in graph.moves(0)] == [([1, 3], [0, 2])]
    # defection cannot be taken back, but it can still be answered
    assert equilibria(graph, ["nash", "seq"]) == {"nash": (0,), "seq": (0, 3)}
    assert equilibria(build_graph(dilemma("fwd")), ["nash"]) == {"nash": (0, 1, 2, 3)}


def test_states_that_cannot_be_are_no_equilibria_and_no_targets():
    conflict = replace(dilemma(), infeasible=((((0, False), (1, False)),),))
    graph = build_graph(conflict)
    assert graph.states.tolist() == [1, 2, 3]
    # neither dares to be the second to defect: it cannot happen
    assert equilibria(graph, ["nash"])["nash"] == (1, 2)


def test_a_state_taken_for_impossible_is_not_moved_to_nor_from():
    conflict = dilemma()
    first = replace(conflict.decision_makers[0], misperceived=((((0, False), (1, True)),),))
    graph = build_graph(replace(conflict, decision_makers=(first, conflict.decision_makers[1])))
    nash = stability(graph, "nash")[0, :, 0]
    # one does not see state 2: it has no move to it from 3, and none from it
    assert nash.tolist() == [True, False, True, True]
    seen_by_all = stability(build_graph(conflict), "nash")[0, :, 0]
    assert seen_by_all.tolist() == [True, False, True, False]


def test_everything_tied_is_stable_everywhere():
    conflict = dilemma()
    same = tuple(replace(m, ranking=ranking((0, 1, 2, 3))) for m in conflict.decision_makers)
    found = equilibria(build_graph(replace(conflict, decision_makers=same)))
    assert set(found.values()) == {(0, 1, 2, 3)}


def test_a_more_important_statement_outweighs_all_below_it():
    first_taken = (((0, True),),)
    second_not, third_not = (((1, False),),), (((2, False),),)
    payoff = statements_payoff([first_taken, second_not, third_not], np.ones(8, dtype=np.bool_))
    assert sorted(range(8), key=lambda s: -payoff[s]) == [1, 5, 3, 7, 0, 4, 2, 6]


def test_alternatives_of_a_statement_are_an_or_of_ands():
    assert holds((((0, True), (1, False)), ((2, True),)), 8).tolist() == [s == 1 or s >= 4 for s in range(8)]
    assert not holds((), 8).any()


def test_any_number_of_statements_keeps_their_order():
    """A hundred idle statements between two that matter change nothing."""
    idle = [(((0, True),), ((0, False),))] * 100
    matter = [(((0, True),),), (((1, True),),)]
    every = np.ones(4, dtype=np.bool_)
    np.testing.assert_array_equal(
        statements_payoff([matter[0], *idle, matter[1]], every), statements_payoff(matter, every)
    )


def test_payoffs_of_what_cannot_be_are_marked():
    graph = build_graph(replace(dilemma(), infeasible=((((0, True), (1, True)),),)))
    assert (graph.payoff[:, 3] == UNSEEN).all()
    assert (graph.payoff[:, :3] > UNSEEN).all()


def test_rankings_written_out_say_the_same():
    conflict = Conflict(
        decision_makers=(
            DecisionMaker("one", (0, 1), statements=((((2, True),),), (((0, False),),))),
            DecisionMaker("two", (2,), statements=((((2, False),),), (((0, True),),))),
        ),
        options=tuple(map(ConflictOption, "abc")),
        infeasible=((((0, True), (1, True)),),),
    )
    written = ranked(conflict)
    assert all(maker.ranking is not None and not maker.statements for maker in written.decision_makers)
    before, after = build_graph(conflict), build_graph(written)
    np.testing.assert_array_equal(before.payoff, after.payoff)
    assert equilibria(before) == equilibria(after)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ranking": ranking(2, 3, 0)}, "state 1 not ranked"),
        ({"ranking": ranking(2, 3, 0, 1, 1)}, "state 1 ranked twice"),
        ({"ranking": ranking(2, 3, 0, 1, 7)}, "got 7"),
        ({"options": ()}, "one decision maker for option 0"),
        ({"options": (0, 1)}, "one decision maker for option 1"),
    ],
)
def test_a_conflict_that_makes_no_sense_is_refused(change, said):
    conflict = dilemma()
    first = replace(conflict.decision_makers[0], **change)
    with pytest.raises(InputError, match=said):
        build_graph(replace(conflict, decision_makers=(first, conflict.decision_makers[1])))


def test_nothing_can_be_is_refused():
    with pytest.raises(InputError, match="a state that can be, got none"):
        build_graph(replace(dilemma(), infeasible=(((),),)))


def test_unknown_names_are_refused():
    graph = build_graph(dilemma())
    with pytest.raises(InputError, match="one of the conflict, got 'three'"):
        graph.maker("three")
    with pytest.raises(InputError, match="a state that can be, got 4"):
        graph.index(4)
    with pytest.raises(InputError, match="did you mean 'nash'"):
        is_equilibrium(graph, "nsh")
    with pytest.raises(InputError, match="'sim'"):
        coalition_stable(graph, (0, 1), "sim")


def test_both_together_escape_the_dilemma():
    graph = build_graph(dilemma())
    assert every_group(2) == [(0,), (1,), (0, 1)]
    assert coalition_stable(graph, (0, 1), "nash")[:, 0].tolist() == [False, True, True, True]


def test_the_inverse_question_says_what_must_hold():
    found = preferences_for(build_graph(dilemma()), 0, 3, "seq")
    # to leave 3 for 2 must be no gain, or end in 0, which two brings about, and be no gain there
    assert [(r.move, r.alternatives) for r in found.requirements] == [(2, ((0,), (2,)))]
    assert (found.stable, found.rankings) == (16, 24)
    assert preferences_for(build_graph(dilemma("fwd")), 0, 3, "nash").stable == 24


def test_the_shaken_preferences_decide_how_often_a_state_holds():
    graph = build_graph(dilemma())
    drawn = uncertain_preferences(graph, 1.0, 4000, seed=3)
    again = uncertain_preferences(graph, 1.0, 4000, seed=3)
    np.testing.assert_array_equal(drawn.payoff, again.payoff)
    found = equilibrium_probability(drawn, "nash")
    # defection by both stays where neither thinks worse of it than of cooperating alone: independent errors
    one, two = (drawn.payoff[0, 0] >= drawn.payoff[0, 1]), (drawn.payoff[1, 0] >= drawn.payoff[1, 2])
    assert found[0].share == pytest.approx((one & two).mean())
    assert found[0].low < found[0].share < found[0].high
    assert found[0].n == 4000


def test_the_judgement_that_decides_is_named():
    drawn = uncertain_preferences(build_graph(dilemma()), 1.0, 4000, seed=3)
    strongest = flips(drawn, "nash", 0)[:2]
    assert {(f.maker, f.better, f.worse) for f in strongest} == {("one", 0, 1), ("two", 0, 2)}
    assert all(f.share_if_not == 0 and f.difference > 0.5 for f in strongest)
    assert flips(build_graph(dilemma()), "nash", 0) == ()


def test_without_error_all_draws_are_the_conflict_itself():
    graph = build_graph(dilemma())
    drawn = uncertain_preferences(graph, 0.0, 3, seed=0)
    np.testing.assert_array_equal(drawn.payoff, np.repeat(graph.payoff, 3, axis=2))
    with pytest.raises(InputError, match="at least 0"):
        uncertain_preferences(graph, float("nan"), 3, seed=0)


def test_the_way_down_is_willing_and_the_way_back_is_not():
    graph = build_graph(dilemma())
    down = shortest_ways(graph, 3, [0, 3])
    assert down == {0: (Step("one", 2), Step("two", 0)), 3: ()}
    assert shortest_ways(graph, 0, [3]) == {3: None}
    assert shortest_ways(graph, 0, [3], willing=False) == {3: (Step("one", 1), Step("two", 3))}


def test_draws_share_the_graph():
    graph = build_graph(dilemma())
    drawn: Graph = uncertain_preferences(graph, 2.0, 5, seed=1)
    assert drawn.payoff.shape == (2, 4, 5)
    np.testing.assert_array_equal(drawn.legal, graph.legal)
