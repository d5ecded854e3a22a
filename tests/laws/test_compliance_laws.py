"""Laws of what follows signature: what a price, an idle option and the order of writing must and must not change."""

from __future__ import annotations

import copy

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import draws_with
from detente.agreement.compliance import game_after, named_consequences
from detente.agreement.graph.stability import CONCEPTS, is_equilibrium, stable_for
from detente.domain.case import Case
from detente.domain.draws import Draws

ISSUES = ("tolls", "water")
KINDS = ("comply", "violate", "respond")
amounts = st.integers(-15, 15)


def option(actor: str) -> st.SearchStrategy:
    """An option with effects of its own issue each, so that the order in which two are applied cannot matter."""
    return st.fixed_dictionaries(
        {
            "actor": st.just(actor),
            "what": st.just("does it"),
            "kind": st.sampled_from(KINDS),
            "one_way": st.booleans(),
            "shifts": st.dictionaries(st.sampled_from(ISSUES), st.integers(-30, 30), max_size=2),
            "costs": st.dictionaries(st.sampled_from(("a", "b")), amounts, max_size=2),
            "resumes_cost": st.booleans(),
        }
    )


sections = st.fixed_dictionaries(
    {
        "options": st.fixed_dictionaries({"a1": option("a"), "a2": option("a"), "b1": option("b"), "b2": option("b")}),
        "effects": st.lists(
            st.fixed_dictionaries(
                {
                    "when": st.sampled_from(["a1 and b1", "not a2 and b2 and deal", "b1 or b2", "a1 and a2"]),
                    "costs": st.dictionaries(st.sampled_from(("a", "b")), amounts, max_size=2),
                }
            ),
            max_size=2,
        ),
    }
)
seeds = st.integers(0, 10_000)


def case_of(section: dict) -> Case:
    scale = {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 50}
    return Case.model_validate(
        {
            "case": {"id": "test", "title": "Test", "as_of": "2025-01-01"},
            "actors": {"a": {"name": "a", "required": True}, "b": {"name": "b", "required": True}},
            "issues": {"tolls": scale, "water": scale},
            "packages": {"deal": {"tolls": 30, "water": 60}},
            "compliance": section,
        }
    )


def draws_of(seed: int, n: int = 12) -> Draws:
    random = np.random.default_rng(seed)
    shape = (n, 2, 2)
    return draws_with(
        actors=("a", "b"),
        issues=ISSUES,
        position=random.uniform(0, 100, shape),
        salience=random.uniform(0.1, 1, shape),
        cost_of_continuing=random.uniform(0, 0.2, (n, 2)),
        reference_point=50.0,
    )


def game_of(section: dict, seed: int):
    case = case_of(section)
    draws = draws_of(seed)
    numbers = {
        (name, parameter, target): np.full(draws.n, quantity.mode)
        for name, consequence in named_consequences(case.compliance)
        for parameter, stated in (("shift", consequence.shifts), ("cost", consequence.costs))
        for target, quantity in stated.items()
    }
    return game_after(case, case.compliance, draws, numbers, case.packages["deal"], "deal", 1)


@settings(max_examples=60)
@given(sections, seeds)
def test_a_higher_price_never_makes_an_actor_leave_what_it_signed(section, seed):
    """Every option not as signed costs its owner more: where it had no move that paid, it has none now."""
    before = game_of(section, seed)
    dearer = copy.deepcopy(section)
    for key in ("a1", "a2"):
        costs = dearer["options"][key]["costs"]
        costs["a"] = costs.get("a", 0) + 3
    after = game_of(dearer, seed)
    signed = before.signed
    stayed = stable_for(before.graph, 0, "nash")[signed]
    stays = stable_for(after.graph, 0, "nash")[signed]
    assert (stayed <= stays).all()


@settings(max_examples=40)
@given(sections, seeds)
def test_an_option_that_only_costs_its_owner_changes_nothing(section, seed):
    before = game_of(section, seed)
    idle = copy.deepcopy(section)
    idle["options"]["b3"] = {"actor": "b", "what": "nothing of use", "costs": {"b": 1}}
    after = game_of(idle, seed)
    for concept in CONCEPTS[:4]:
        kept = is_equilibrium(before.graph, concept)[before.signed]
        np.testing.assert_array_equal(is_equilibrium(after.graph, concept)[after.signed], kept, err_msg=concept)


@settings(max_examples=40)
@given(sections, seeds)
def test_the_order_of_options_and_effects_does_not_matter(section, seed):
    before = game_of(section, seed)
    turned = {
        "options": dict(reversed(section["options"].items())),
        "effects": list(reversed(section["effects"])),
    }
    after = game_of(turned, seed)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(
            is_equilibrium(before.graph, concept)[before.signed],
            is_equilibrium(after.graph, concept)[after.signed],
            err_msg=concept,
        )


@settings(max_examples=40)
@given(sections, seeds)
def test_leaving_the_deal_is_no_deal_whatever_it_said(section, seed):
    """A withdrawal without a price, nothing else done: the margin over no deal is exactly nothing."""
    leaving = copy.deepcopy(section)
    leaving["effects"] = []
    leaving["options"]["b3"] = {"actor": "b", "what": "leaves", "kind": "withdraw"}
    game = game_of(leaving, seed)
    left = game.signed | 1 << 4
    for maker in ("a", "b"):
        np.testing.assert_allclose(game.points[maker][left], 0.0, atol=1e-9)
