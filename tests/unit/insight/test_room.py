"""The room: what seats, formats, drafts, places, timing and channels change."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from builders import draws_with
from detente.domain.draws import Draws
from detente.domain.quantity import Quantity
from detente.domain.room import BackChannel, ChannelMove, Format, Precondition, Telling, Venue
from detente.insight.room import back_channel
from detente.insight.room.formats import format_effect
from detente.insight.room.meeting import meeting
from detente.insight.room.participation import MOST_PLAYERS, shapley_weights, values_of_participation
from detente.insight.room.proposers import best_point, proposers
from detente.insight.room.settlement import Rooms
from detente.insight.room.telling import told_late
from detente.insight.room.venues import venue_effect


def make_draws(position, *, n=1, cost=0.3, lines=None, salience=1.0) -> Draws:
    """Draws from (actor, issue) positions, all alike."""
    position = np.asarray(position, dtype=float)
    actors, issues = position.shape
    shape = (n, actors, issues)
    low = np.full(shape, -np.inf)
    for (actor, issue), value in (lines or {}).items():
        low[:, actor, issue] = value
    return draws_with(
        actors=tuple("abcdefghij"[:actors]),
        position=np.broadcast_to(position, shape).copy(),
        salience=salience,
        red_line_low=low,
        cost_of_continuing=cost,
        reference_point=50.0,
        required=np.array([True] * 2 + [False] * (actors - 2)),
    )


def test_two_with_opposite_wishes_settle_in_the_middle_and_gain_the_cost():
    rooms = Rooms(make_draws([[0.0], [100.0]]))
    settled = rooms.settle(("a", "b"))
    assert settled.point[0, 0] == pytest.approx(50)
    assert settled.margin[0] == pytest.approx([30, 30])


def test_nobody_in_the_room_means_no_deal():
    settled = Rooms(make_draws([[0.0], [100.0]])).settle(())
    assert not settled.exists.any()
    assert not settled.margin.any()


def test_weights_of_the_orders_add_up_to_one_over_all_sets():
    from math import comb

    for others in range(6):
        weights = shapley_weights(others)
        assert sum(comb(others, k) * w for k, w in enumerate(weights)) == pytest.approx(1)


def test_the_value_of_a_seat_by_hand():
    # Alone a takes its own point: gain 50 x 1 + 30 = 80. With b: 30; b alone: a is at 0 by b's choice of 100: -20.
    # a's Shapley value: half of v({a}) - v({}) = 80, half of v({a, b}) - v({b}) = 30 + 20.
    rooms = Rooms(make_draws([[0.0], [100.0]]))
    values = {p.actor: p.mean for p in values_of_participation(rooms, ("a", "b"))}
    assert values == {"a": pytest.approx(65), "b": pytest.approx(65)}


def test_many_players_are_left_out_one_at_a_time():
    actors = MOST_PLAYERS + 1
    draws = make_draws([[10.0 * k] for k in range(actors)])
    found = values_of_participation(Rooms(draws), draws.actors)
    assert {p.method for p in found} == {"leave-one-out"}
    rooms = Rooms(draws)
    everybody, without = rooms.settle(draws.actors), rooms.settle(draws.actors[1:])
    first = next(p for p in found if p.actor == "a")
    assert first.mean == pytest.approx((everybody.margin - without.margin)[0, 0])


def test_a_format_with_another_veto_closes_the_zone():
    draws = make_draws([[0.0], [100.0], [100.0]], lines={(2, 0): 95.0})
    rooms = Rooms(draws)
    effect = format_effect(rooms, "all", Format(seats=("a", "b", "c")), ("a", "b"))
    assert rooms.settle(("a", "b")).exists.all()
    assert effect.exists.share == 0
    assert effect.zone_change.mid == pytest.approx(-1)


def test_the_proposer_takes_all_that_the_other_can_bear():
    # b prefers x to no deal while 100 - x < 50 + 30: a can push the deal down to 20.
    rooms = Rooms(make_draws([[0.0], [100.0]]))
    assert best_point(rooms, ("a", "b"), "a")[0, 0] == pytest.approx(20, abs=0.05)
    gains = {p.actor: p.gain.mid for p in proposers(rooms, ("a", "b"))}
    assert gains == {"a": pytest.approx(30, abs=0.05), "b": pytest.approx(30, abs=0.05)}


def test_a_host_pulls_its_share_of_the_way():
    rooms = Rooms(make_draws([[0.0], [100.0]]))
    stated = Venue(host="a", bias=Quantity.value(0.5))
    effect = venue_effect(rooms, "here", stated, ("a", "b"), seed=1)
    assert effect.issues["issue_0"].mid == pytest.approx(-15, abs=0.05)  # half of the way from 50 to 20
    assert effect.swept[0] == (0.0, pytest.approx(0))
    gains = [gain for _, gain in effect.swept]
    assert gains == sorted(gains)


def test_a_host_without_a_veto_cannot_push_a_veto_holder_below_no_deal():
    draws = make_draws([[0.0], [100.0], [40.0]], n=3)
    rooms = Rooms(draws)
    effect = venue_effect(rooms, "there", Venue(host="c", bias=Quantity.value(1.0)), ("a", "b"), seed=1)
    base = rooms.settle(("a", "b")).margin[0]
    assert all(effect.margins[actor].low + base[k] > 0 for k, actor in enumerate("ab"))


def test_hearing_late_costs_days_times_cost():
    draws = make_draws([[0.0], [100.0]], n=4)
    margin = np.full((4, 1, 2), 5.0)
    found = told_late(draws, margin, ("p",), "a", Telling(days=Quantity.value(3), cost_per_day=Quantity.value(2)), 1)
    assert found.cost.mid == pytest.approx(6)
    assert (found.before["p"], found.after["p"]) == (1.0, 0.0)


def test_preconditions_together_lie_between_their_bounds():
    found = meeting({"x": _precondition(0.8), "y": _precondition(0.5)}, draws=10, seed=1)
    assert found.independent.mid == pytest.approx(0.4)
    assert found.least.mid == pytest.approx(0.3)
    assert found.most.mid == pytest.approx(0.5)
    assert [key for key, *_ in found.each] == ["y", "x"]
    assert meeting({}, draws=10, seed=1) is None


def _precondition(probability):
    return Precondition(what="w", probability=Quantity.value(probability))


@pytest.mark.parametrize("periods", [20, 40])
def test_runs_with_a_channel_are_told_from_runs_without(periods):
    random = np.random.default_rng(3)
    rates = np.array([[0.25, 0.5, 0.25], [0.2, 0.6, 0.2]])
    within = back_channel.likelihood_ratios(back_channel.simulated(random, rates, periods, channel=True), rates)
    without = back_channel.likelihood_ratios(back_channel.simulated(random, rates, periods, channel=False), rates)
    assert back_channel.area_under_curve(within, without) > 0.8
    assert np.median(within) > 1 > np.median(without)


def test_two_that_always_move_together_speak_for_a_channel_and_two_that_take_turns_against():
    together = _channel([(week, actor, "concede") for week in range(0, 40, 4) for actor in "ab"])
    turns = _channel([(week, "ab"[week // 2 % 2], "concede") for week in range(0, 40, 2)])
    assert together.ratio > 100
    assert together.by_chance < 0.05
    assert "likelier with a hidden channel" in together.words
    assert turns.ratio < 1
    assert together == _channel([(week, actor, "concede") for week in range(0, 40, 4) for actor in "ab"])


def test_few_moves_are_said_to_be_too_few():
    found = _channel([(0, "a", "concede"), (1, "b", "concede")])
    assert "too few" in found.words


def _channel(moves):
    start = dt.date(2025, 1, 1)
    listed = tuple(
        ChannelMove(date=start + dt.timedelta(days=7 * week), actor=actor, move=move) for week, actor, move in moves
    )
    return back_channel.check_channel(BackChannel(between=("a", "b"), moves=listed), seed=1)


def test_area_under_the_curve_counts_ties_half():
    assert back_channel.area_under_curve(np.array([1.0, 3.0]), np.array([1.0, 2.0])) == pytest.approx(0.625)


def test_the_room_is_judged_on_draws_from_all_over_the_run():
    draws = make_draws([[0.0], [100.0]], n=600)
    later = replace(draws, position=np.concatenate([draws.position[:500], draws.position[500:] * 0.5]))
    assert Rooms(draws).draws.n == 500
    assert np.unique(Rooms(later).draws.position[:, 1, 0]).tolist() == [50.0, 100.0]
    assert values_of_participation(Rooms(draws), ("a", "b")) != values_of_participation(Rooms(later), ("a", "b"))
