"""Trades between two parties on two issues: known rates, red lines, who else pays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import draws_with
from detente.agreement.margins import GAIN_TOLERANCE, loss_rates, margins
from detente.agreement.trades import effects_on_all, find_trades, sums, trade_in_draws
from detente.domain.draws import Draws


def draws_of(position, salience, *, required=(True, True), reference=50.0, low=-np.inf, high=np.inf) -> Draws:
    """Draws from positions (draw, actor, issue); who is not said to be required is not."""
    position = np.atleast_3d(np.asarray(position, dtype=float))
    _, actors, issues = position.shape
    return draws_with(
        position,
        actors="abcdefgh"[:actors],
        issues="klmnop"[:issues],
        salience=salience,
        red_line_low=low,
        red_line_high=high,
        reference_point=reference,
        required=[*required, *[False] * (actors - len(required))],
    )


PER_DRAW = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
OPPOSED = [[[100.0, 100.0], [0.0, 0.0]]]
"""Two parties that want opposite things on both issues."""


def test_each_gives_what_it_cares_less_about():
    """a cares 3:1 about k, b 3:1 about l: both gain at any rate between 1/3 and 3, the same at 1; all of it moves."""
    draws = draws_of(OPPOSED, [[0.9, 0.3], [0.3, 0.9]])
    (trade,), used, count = find_trades(draws)
    assert (trade.first, trade.second, trade.gets, trade.gives) == ("a", "b", "k", "l")
    assert (trade.rate_low.mid, trade.rate.mid, trade.rate_high.mid) == pytest.approx((1 / 3, 1.0, 3.0))
    assert (trade.move_gets.mid, trade.move_gives.mid) == pytest.approx((50, -50))
    # a gains 50 points of k at 3/4 of its range each hundred, and loses 50 of l at 1/4: 25 points.
    assert trade.gain.mid == pytest.approx(25.0)
    assert trade.joint == pytest.approx(50.0)
    assert (trade.pays.share, trade.stopped, trade.others, used, count) == (1.0, 0.0, {}, 1, 1)
    assert trade.required


def test_equal_weights_leave_nothing_to_trade():
    assert find_trades(draws_of(OPPOSED, [[0.5, 0.5], [0.8, 0.8]])) == ((), 1, 0)


def test_what_both_want_is_no_trade():
    assert find_trades(draws_of([[[100.0, 100.0], [90.0, 0.0]]], [[0.9, 0.3], [0.3, 0.9]]))[2] == 0


def test_a_red_line_stops_a_trade_and_is_named():
    line = np.full((1, 2, 2), np.inf)
    line[0, 1, 0] = 50.0  # b refuses anything above the reference point on k
    (never,), _, count = find_trades(draws_of(OPPOSED, [[0.9, 0.3], [0.3, 0.9]], high=line))
    assert (never.pays.share, never.stopped, never.lost, count) == (0.0, 1.0, pytest.approx(50.0), 0)
    assert (never.rate_low.mid, never.rate_high.mid) == pytest.approx((1 / 3, 3.0))
    some = draws_of(np.repeat(OPPOSED, 4, axis=0), [[0.9, 0.3], [0.3, 0.9]])
    some.red_line_high[0, 1, 0] = 50.0
    (trade,), _, _ = find_trades(some)
    assert (trade.pays.share, trade.stopped) == (0.75, 0.25)
    assert [(s.actor, s.issue, s.share) for s in trade.stops] == [("b", "k", 0.25)]


def test_a_red_line_on_the_way_makes_a_trade_smaller():
    line = np.full((1, 2, 2), np.inf)
    line[0, 1, 0] = 60.0
    (trade,), _, _ = find_trades(draws_of(OPPOSED, [[0.9, 0.3], [0.3, 0.9]], high=line))
    assert (trade.move_gets.mid, trade.move_gives.mid) == pytest.approx((10, -10))
    assert trade.gain.mid == pytest.approx(5.0)


def test_red_lines_of_required_parties_outside_the_trade_count_those_of_others_do_not():
    position = [[[100.0, 100.0], [0.0, 0.0], [50.0, 50.0]]]
    line = np.full((1, 3, 2), np.inf)
    line[0, 2, 0] = 50.0
    salience = [[0.9, 0.3], [0.3, 0.9], [0.5, 0.5]]
    free = find_trades(draws_of(position, salience, high=line))
    assert (free[0][0].first, free[0][0].second, free[0][0].pays.share) == ("a", "b", 1.0)
    bound = find_trades(draws_of(position, salience, high=line, required=[True, True, True]))
    assert not [t for t in bound[0] if (t.first, t.second) == ("a", "b") and t.pays.share]


def test_who_else_pays():
    """c wants both issues left where they are: it loses on both."""
    position = [[[100.0, 100.0], [0.0, 0.0], [50.0, 50.0]]]
    (trade, *_), _, _ = find_trades(draws_of(position, [[0.9, 0.3], [0.3, 0.9], [0.5, 0.5]]))
    assert trade.others["c"].mid == pytest.approx(-100.0)


sizes = {"actors": st.integers(2, 4), "issues": st.integers(2, 4), "seed": st.integers(0, 2**32)}


def some_draws(actors: int, issues: int, seed: int) -> Draws:
    numbers, n = np.random.default_rng(seed), 3
    position = numbers.integers(0, 11, (n, actors, issues)) * 10.0
    low = np.where(numbers.random(position.shape) < 0.2, np.minimum(position, 40.0), -np.inf)
    high = np.where(numbers.random(position.shape) < 0.2, np.maximum(position, 60.0), np.inf)
    draws = draws_of(position, numbers.integers(0, 5, position.shape) / 4, low=low, high=high)
    return replace(draws, reference_point=numbers.integers(0, 11, issues) * 10.0)


@settings(max_examples=40)
@given(**sizes)
def test_kernel_and_formula_agree_and_the_formula_is_what_utilities_say(actors, issues, seed):
    draws = some_draws(actors, issues, seed)
    rates = loss_rates(draws)
    joint, lost, pays = sums(draws, rates)
    for place in np.ndindex(joint.shape):
        if place[0] >= place[1] or place[2] == place[3]:
            assert (joint[place], pays[place]) == (0, 0)
            continue
        found = trade_in_draws(draws, rates, place)
        assert joint[place] == pytest.approx(2 * found.gain.sum(), abs=1e-12)
        assert lost[place] == pytest.approx(2 * (found.free - found.gain).sum(), abs=1e-12)
        assert pays[place] == found.pays.sum()
        effects = effects_on_all(draws, rates, place, found)
        for trader in place[:2]:
            assert effects[:, trader] == pytest.approx(found.gain, abs=1e-12)
        signed = np.broadcast_to(draws.reference_point, (draws.n, len(draws.issues))).copy()
        signed[:, place[2]] += found.move_gets
        signed[:, place[3]] += found.move_gives
        assert margins(draws, rates, signed) == pytest.approx(effects, abs=1e-12)
        ok = found.pays
        assert np.all((signed >= draws.scale_low - 1e-12) & (signed <= draws.scale_high + 1e-12))
        assert np.all(found.rate_low[ok] < found.rate[ok])
        assert np.all(found.rate[ok] < found.rate_high[ok])


@settings(max_examples=40)
@given(**sizes)
def test_no_other_size_or_rate_serves_the_worse_off_trader_better(actors, issues, seed):
    draws = some_draws(actors, issues, seed)
    rates = loss_rates(draws)
    place = (0, 1, 0, 1)
    found = trade_in_draws(draws, rates, place)
    steps = np.linspace(0, 1, 21)
    for n in np.flatnonzero(found.wanted):
        one = draws.block(int(n), int(n) + 1)
        wants, asks = (one.position[0, a, k] - one.reference_point[k] for a, k in ((0, 0), (1, 1)))
        points = np.array([[x * wants, y * asks] for x in steps for y in steps])
        at = one.reference_point + np.concatenate([points, np.zeros((len(points), len(one.issues) - 2))], axis=1)
        lines = [0, 1]  # both required
        moved = np.abs(points) > 0
        fits = np.all(~moved | ((at[:, :2] >= one.red_line_low[0, lines, :2].max(axis=0)) | (points > 0)), axis=1)
        fits &= np.all(~moved | ((at[:, :2] <= one.red_line_high[0, lines, :2].min(axis=0)) | (points < 0)), axis=1)
        many = replace(one, **{f: np.repeat(getattr(one, f), len(at), axis=0) for f in PER_DRAW})
        gains = margins(many, np.repeat(rates[[n]], len(at), axis=0), at)[:, :2].min(axis=1)
        assert gains[fits].max() <= found.gain[n] + GAIN_TOLERANCE + 1e-9
