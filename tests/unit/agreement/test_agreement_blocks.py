from itertools import combinations

import numpy as np
import pytest

from detente.agreement import blocks
from detente.agreement.blocks import evenly_spaced, find_blocks, minimal_sets
from detente.agreement.demands import Demands
from detente.agreement.zone import reach, required_parties


def test_two_red_lines_against_each_other(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[40.0], [np.inf]], low=[[-np.inf], [60.0]], cost=0.3)
    found = find_blocks(draws, reach(required_parties(draws)).exists)
    assert [(block.demands, block.share) for block in found] == [((("a", "issue0"), ("b", "issue0")), 1.0)]


def test_a_red_line_against_a_walk_away_value(make_draws):
    # b insists on 80 where a, at 0, has 50 without a deal and pays only 10 points for it.
    draws = make_draws([[0.0], [100.0]], low=[[-np.inf], [80.0]], cost=0.1)
    found = find_blocks(draws, reach(required_parties(draws)).exists)
    assert [block.demands for block in found] == [(("a", ""), ("b", "issue0"))]


def test_all_minimal_sets_of_a_draw_are_found(random_draws):
    """Against trying every subset of the demands."""
    draws = random_draws(2, 40, 3, 3, lines=0.6, cost=0.02)
    parties = required_parties(draws)
    several = 0
    for n in np.flatnonzero(~reach(parties).exists):
        demands = Demands.of(parties, int(n))
        expected = by_trying_every_subset(demands)
        assert minimal_sets(parties, int(n)) == sorted(expected)
        several += len(expected) > 1
    assert several > 3


def test_a_draw_with_a_zone_has_no_blocking_set(random_draws):
    parties = required_parties(random_draws(4, 10, 2, 3, lines=0.0))
    assert reach(parties).exists.all()
    assert minimal_sets(parties, 0) == []


def test_shares_count_the_draws_with_a_zone_too(make_draws):
    open_, shut = -np.inf, 60.0
    lows = np.array([[[-np.inf], [open_]]] * 3 + [[[-np.inf], [shut]]])
    draws = make_draws([[[0.0], [100.0]]] * 4, low=lows, high=[[40.0], [np.inf]], cost=0.3)
    found = find_blocks(draws, reach(required_parties(draws)).exists)
    assert [block.share for block in found] == [pytest.approx(0.25)]


def test_a_sample_of_the_draws_stands_for_all(make_draws, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_DRAWS", 10)
    lows = np.full((120, 2, 1), -np.inf)
    lows[::2, 1] = 60.0
    draws = make_draws([[[0.0], [100.0]]] * 120, low=lows, high=[[40.0], [np.inf]], cost=0.3)
    found = find_blocks(draws, reach(required_parties(draws)).exists)
    assert [block.share for block in found] == [pytest.approx(0.5)]


def test_the_most_frequent_sets_come_first_and_there_is_an_end(random_draws):
    draws = random_draws(7, 100, 3, 3)
    found = find_blocks(draws, reach(required_parties(draws)).exists)
    assert len(found) == blocks.MOST_BLOCKS
    assert [b.share for b in found] == sorted((b.share for b in found), reverse=True)


def test_of_equally_frequent_sets_the_smaller_comes_first(make_draws):
    # b's two lines at 64 cost a seven points each of the ten it has to gain; b and c exclude each other on issue2.
    free = -np.inf
    draws = make_draws(
        [[0.0, 0.0, 0.0], [100.0, 100.0, 100.0], [0.0, 0.0, 0.0]],
        salience=[[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 0.0, 1.0]],
        low=[[free] * 3, [64.0, 64.0, 60.0], [free] * 3],
        high=[[np.inf] * 3, [np.inf] * 3, [np.inf, np.inf, 40.0]],
        cost=[0.1, 0.1, 0.3],
    )
    found = find_blocks(draws, np.array([False]))
    assert [block.demands for block in found] == [
        (("b", "issue2"), ("c", "issue2")),
        (("a", ""), ("b", "issue0"), ("b", "issue1")),
    ]


def test_nothing_blocks_where_every_draw_has_a_zone(make_draws):
    assert find_blocks(make_draws([[0.0], [100.0]], cost=0.1), np.array([True])) == ()


def test_where_there_is_too_much_to_clear_what_is_found_still_blocks_and_is_minimal(random_draws, monkeypatch):
    draws = random_draws(8, 30, 4, 4, lines=0.8)
    parties = required_parties(draws)
    n = int(np.flatnonzero(~reach(parties).exists)[0])
    complete = minimal_sets(parties, n)
    monkeypatch.setattr(blocks, "MOST_REMOVALS", 2)
    partial = minimal_sets(parties, n)
    assert 0 < len(partial) < len(complete)
    assert set(partial) <= set(complete)


def test_evenly_spaced_draws_cover_the_whole_range():
    assert evenly_spaced(np.arange(5), 10).tolist() == [0, 1, 2, 3, 4]
    assert evenly_spaced(np.arange(10), 4).tolist() == [0, 2, 5, 7]


def by_trying_every_subset(demands):
    bits = [1 << i for i in range(demands.everything.bit_length())]
    found: list[int] = []
    for size in range(1, len(bits) + 1):
        for chosen in combinations(bits, size):
            members = sum(chosen)
            if not any(known & members == known for known in found) and demands.conflict(members):
                found.append(members)
    return [tuple(sorted(demands.pairs(members))) for members in found]
