from dataclasses import replace

import numpy as np
import pytest

from detente.agreement.line_conflicts import line_conflicts
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.margins import GAIN_TOLERANCE
from detente.agreement.relaxations import SIDES, relaxations
from detente.agreement.unlock import unlock_table
from detente.agreement.zone import reach, required_parties


def unlocks_of(draws):
    return unlock_table(draws, reach(required_parties(draws)).exists)


def test_two_red_lines_against_each_other_open_from_either_side(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[40.0], [np.inf]], low=[[-np.inf], [60.0]], cost=0.3)
    analysed, table = unlocks_of(draws)
    assert analysed == 1
    assert [(u.actor, u.suffices.share) for u in table] == [("a", 1.0), ("b", 1.0)]
    # a, worth 50 without a deal less its cost of 30, loses a point with each point; it gives 20 to meet b at 60
    (row,) = table[0].relaxations
    assert (row.issue, row.side, row.cheapest) == ("issue0", "max", 1.0)
    assert row.size.mid == pytest.approx(20.0)
    assert table[1].relaxations[0].size.mid == pytest.approx(20.0)


def test_a_walk_away_value_or_the_line_it_runs_into(make_draws):
    # b insists on 80; a, worth 50 - 10 without a deal, gets 20 there: it is 20 points short, and b 20 on the scale.
    draws = make_draws([[0.0], [100.0]], low=[[-np.inf], [80.0]], cost=0.1)
    _, table = unlocks_of(draws)
    (walk,), (line,) = (u.relaxations for u in table)
    assert (table[0].actor, walk.issue, walk.side) == ("a", "", "")
    assert walk.size.mid == pytest.approx(20.0, abs=1e-3)
    assert (table[1].actor, line.issue, line.side) == ("b", "issue0", "min")
    assert line.size.mid == pytest.approx(20.0, abs=1e-3)


def test_lines_against_each_other_on_two_issues_leave_no_single_step(make_draws):
    free = -np.inf
    draws = make_draws(
        [[0.0, 0.0], [100.0, 100.0]], high=[[40.0, 40.0], [np.inf] * 2], low=[[free] * 2, [60.0, 60.0]], cost=0.3
    )
    _, table = unlocks_of(draws)
    assert [(u.suffices.share, u.relaxations) for u in table] == [(0.0, ()), (0.0, ())]


def test_a_line_two_parties_share_is_no_single_step_for_either(make_draws):
    draws = make_draws(
        [[0.0], [100.0], [100.0]], high=[[40.0], [np.inf], [np.inf]], low=[[-np.inf], [60.0], [60.0]], cost=0.3
    )
    _, table = unlocks_of(draws)
    assert {u.actor: u.suffices.share for u in table} == {"a": 1.0, "b": 0.0, "c": 0.0}


def test_shares_and_the_cheapest_way_over_draws(make_draws):
    lows = np.array([[[-np.inf], [line]] for line in (60.0, 70.0, 45.0, -np.inf)])
    draws = make_draws([[[0.0], [100.0]]] * 4, low=lows, high=[[40.0], [np.inf]], cost=0.5)
    analysed, table = unlocks_of(draws)
    assert analysed == 3
    b = next(u for u in table if u.actor == "b")
    (row,) = b.relaxations
    assert (row.suffices.share, row.suffices.n, row.cheapest) == (1.0, 3, 1.0)
    assert row.size.mid == pytest.approx(20.0)


@pytest.mark.parametrize(("seed", "actors", "lines"), [(1, 2, 0.5), (2, 3, 0.5), (3, 4, 0.3), (4, 3, 0.9), (5, 1, 0.5)])
def test_every_single_relaxation_is_found_and_exact(random_draws, seed, actors, lines):
    """Against trying each demand alone with a general solver: removed, then a little less and a little more."""
    draws = random_draws(seed, 60, actors, 3, lines=lines, cost=0.02)
    parties = required_parties(draws)
    without = np.flatnonzero(~reach(parties).exists)
    found = relaxations(parties, without)
    got = {
        (int(n), int(a), int(k), SIDES[s]): float(size)
        for n, a, k, s, size in zip(found.draw, found.party, found.issue, found.side, found.size, strict=True)
    }
    expected = {
        (int(n), *demand) for n in without for demand in every_demand(parties, int(n)) if opens(parties, n, demand, 1e3)
    }
    assert set(got) == expected
    assert len(expected) > 20 or actors == 1
    for (n, *demand), size in got.items():
        assert opens(parties, n, demand, size + 1e-6)
        assert size < 1e-6 or not opens(parties, n, demand, size * (1 - 1e-6) - 1e-6)


def test_the_table_does_not_depend_on_how_draws_are_cut(random_draws, monkeypatch):
    from detente.agreement import relaxations as module

    draws = random_draws(6, 80, 3, 3, cost=0.02)
    whole = unlocks_of(draws)
    monkeypatch.setattr(module, "_CHUNK", 7)
    assert unlocks_of(draws) == whole


def test_nothing_to_unlock_where_every_draw_has_a_zone(make_draws):
    assert unlocks_of(make_draws([[0.0], [100.0]], cost=0.1)) == (0, ())


def test_line_conflicts_count_draws_and_measure_the_gap(make_draws):
    lows = np.array([[[-np.inf], [line]] for line in (60.0, 50.0, 40.0, -np.inf)])
    draws = make_draws([[[0.0], [100.0]]] * 4, low=lows, high=[[40.0], [np.inf]], cost=0.3)
    (conflict,) = line_conflicts(draws)
    assert (conflict.issue, conflict.demander, conflict.refuser) == ("issue0", "b", "a")
    assert conflict.share.share == 0.5
    assert conflict.gap.mid == pytest.approx(15.0)


def test_line_conflicts_leave_out_those_who_cannot_veto(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[40.0], [np.inf]], low=[[-np.inf], [60.0]])
    assert line_conflicts(draws)
    assert line_conflicts(replace(draws, required=np.array([True, False]))) == ()


def every_demand(parties, n):
    for a in range(len(parties.index)):
        yield a, parties.scale_low.size, ""
        for k in range(parties.scale_low.size):
            if parties.line_low[n, a, k] > parties.scale_low[k]:
                yield a, k, "min"
            if parties.line_high[n, a, k] < parties.scale_high[k]:
                yield a, k, "max"


def opens(parties, n, demand, size):
    party, issue, side = demand
    line_low, line_high = parties.line_low[n].copy(), parties.line_high[n].copy()
    ceiling = parties.ceiling[n].copy()
    if side == "min":
        line_low[party, issue] -= size
    elif side == "max":
        line_high[party, issue] += size
    else:
        ceiling[party] += size
    low = np.maximum(line_low.max(axis=0), parties.scale_low)
    high = np.minimum(line_high.min(axis=0), parties.scale_high)
    if (low > high).any():
        return False
    margin, _ = max_min_by_linear_program(parties.position[n], parties.rate[n], ceiling, low, high)
    return margin > GAIN_TOLERANCE
