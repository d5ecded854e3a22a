"""Preferences drawn from what is not known of them; what is worth drawing of a graph; ways within a case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.agreement.graph import build_graph
from detente.agreement.graph.excerpt import excerpt
from detente.agreement.graph.play import played, reached_by_improvements, surest_move
from detente.agreement.graph.stability import stable_for
from detente.agreement.graph.uncertain import drawn_preferences
from detente.domain.conflict import Conflict, ConflictOption, DecisionMaker, Ranking, Uncertainty
from detente.domain.errors import InputError

N = 20_000


def ranking(*states: int) -> Ranking:
    return Ranking(np.array(states, dtype=np.int32), np.arange(len(states), dtype=np.int32))


def dilemma(uncertain: Uncertainty | None = None) -> Conflict:
    return Conflict(
        decision_makers=(
            DecisionMaker("one", (0,), ranking(2, 3, 0, 1), uncertain=uncertain),
            DecisionMaker("two", (1,), ranking(1, 3, 0, 2)),
        ),
        options=(ConflictOption("one cooperates"), ConflictOption("two cooperates")),
    )


def drawn(uncertain: Uncertainty | None, **other):
    conflict = dilemma(uncertain)
    return drawn_preferences(conflict, build_graph(conflict), other.pop("draws", N), 1, **other)


def test_nothing_known_is_every_ranking_alike():
    payoff = drawn(Uncertainty(unknown=True)).payoff
    orders, counts = np.unique(payoff[0], axis=1, return_counts=True)
    assert orders.shape == (4, 24)
    assert counts.min() > 0.8 * N / 24
    assert (payoff[1] == payoff[1][:, :1]).all()


def test_one_of_several_by_their_weights():
    payoff = drawn(Uncertainty(rankings=((3.0, ranking(2, 3, 0, 1)), (1.0, ranking(3, 2, 0, 1))))).payoff
    assert (payoff[0, 2] > payoff[0, 3]).mean() == pytest.approx(0.75, abs=0.02)
    assert np.unique(payoff[0], axis=1).shape[1] == 2


def test_swaps_are_as_likely_as_they_say_and_independent():
    payoff = drawn(Uncertainty(swaps=((2, 3, 0.4), (0, 1, 0.1)))).payoff[0]
    first, second = payoff[3] > payoff[2], payoff[1] > payoff[0]
    assert first.mean() == pytest.approx(0.4, abs=0.02)
    assert second.mean() == pytest.approx(0.1, abs=0.02)
    assert (first & second).mean() == pytest.approx(0.04, abs=0.01)
    assert drawn(Uncertainty(swaps=((2, 3, 1.0),))).payoff[0, 3].min() == 3


def test_a_spread_for_all_leaves_what_is_said_of_one_alone():
    payoff = drawn(Uncertainty(swaps=((2, 3, 0.5),)), spread=1.0).payoff
    assert np.unique(payoff[0], axis=1).shape[1] == 2
    assert np.unique(payoff[1], axis=1).shape[1] > 10


def test_equal_seeds_give_equal_draws_and_the_first_ones_do_not_depend_on_how_many():
    uncertain = Uncertainty(swaps=((2, 3, 0.5),), spread=0.4)
    np.testing.assert_array_equal(drawn(uncertain, draws=50).payoff, drawn(uncertain, draws=50).payoff)


@pytest.mark.parametrize(
    ("uncertain", "other", "said"),
    [
        (None, {}, "preferences of which something is uncertain"),
        (Uncertainty(swaps=((2, 9, 0.5),)), {}, "a state that can be, got 9"),
        (Uncertainty(rankings=((1.0, ranking(0, 1)),)), {}, "every state that can be, once"),
        (None, {"spread": -1.0}, "--spread"),
        (None, {"spread": 1.0, "draws": 0}, "--draws"),
        (None, {"spread": 1.0, "draws": 10**7}, "at most 6,250,000 for a conflict of this size, got 10,000,000"),
    ],
)
def test_what_cannot_be_drawn_is_said(uncertain, other, said):
    with pytest.raises(InputError, match=said):
        drawn(uncertain, **other)


def test_tied_states_cannot_be_swapped():
    tied = Ranking(np.array([2, 3, 0, 1], dtype=np.int32), np.array([0, 0, 1, 2], dtype=np.int32))
    conflict = dilemma(Uncertainty(swaps=((2, 3, 0.5),)))
    first = replace(conflict.decision_makers[0], ranking=tied)
    conflict = replace(conflict, decision_makers=(first, conflict.decision_makers[1]))
    with pytest.raises(InputError, match="which are tied"):
        drawn_preferences(conflict, build_graph(conflict), 10, 1)


def test_what_is_drawn_starts_where_things_stand():
    graph = build_graph(dilemma())
    shown = excerpt(graph, 3)
    assert shown.states == (3, 2, 1, 0)
    assert [(m.actor, m.start, m.end) for m in shown.moves] == [
        ("one", 3, 2), ("two", 3, 1), ("two", 2, 0), ("one", 1, 0),
    ]  # fmt: skip
    assert excerpt(graph, 0).states == (0, 1, 2, 3)
    small = excerpt(graph, 3, most=2)
    assert (small.states, small.left_out) == ((3, 2), 2)
    assert [(m.start, m.end) for m in small.moves] == [(3, 2)]


def test_beyond_what_is_readable_only_the_best_moves_are_drawn():
    """Six options of one side, more taken is better: 63 moves from nothing, but one of them the best."""
    options = tuple(ConflictOption(name) for name in "abcdef")
    states = np.arange(64, dtype=np.int32)
    most_first = np.argsort([-s.bit_count() for s in states.tolist()], kind="stable").astype(np.int32)
    conflict = Conflict(
        (DecisionMaker("one", tuple(range(6)), Ranking(most_first, np.arange(64, dtype=np.int32))),), options
    )
    shown = excerpt(build_graph(conflict), 0)
    assert shown.best_only
    assert (shown.states, shown.left_out) == ((0, 63), 62)
    assert [(m.start, m.end) for m in shown.moves] == [(0, 63)]


def test_the_surest_move_is_there_exactly_where_foresight_does_not_hold_it_back():
    random = np.random.default_rng(5)
    conflict = Conflict(
        decision_makers=(DecisionMaker("one", (0, 1)), DecisionMaker("two", (2,)), DecisionMaker("three", (3,))),
        options=tuple(ConflictOption(name) for name in "abcd"),
    )
    graph = build_graph(conflict).with_payoff(random.integers(0, 9, (3, 16, 200)).astype(np.int32))
    for maker in range(3):
        for start in (0, 5, 15):
            opening, left = surest_move(graph, maker, start)
            np.testing.assert_array_equal(opening == start, stable_for(graph, maker, "seq")[start])
            gains = opening != start
            assert (left[gains] > graph.payoff[maker, start, gains]).all()


def test_the_play_goes_on_until_all_pass():
    graph = build_graph(dilemma())
    assert reached_by_improvements(graph, 3)[:, 0].tolist() == [True, True, True, True]
    assert reached_by_improvements(graph, 0)[:, 0].tolist() == [True, False, False, False]
    # one defects from 3 to 2, two answers by 0, and there nobody moves
    steps, share = played(graph, 3, 0, np.array([2]), np.array([0]))
    assert (steps, share) == (((0, 2), (1, 0)), 1.0)
