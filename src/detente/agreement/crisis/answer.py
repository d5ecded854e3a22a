"""What the models of crisis bargaining say of a case, over all draws, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.agreement.crisis import (
    audience_costs,
    commitment,
    fearon,
    private_costs,
    rubinstein,
    self_enforcing,
    solutions,
    two_level,
)
from detente.agreement.crisis.values import Mask, Values
from detente.agreement.shares import wilson
from detente.domain.bargaining_answer import (
    Commitment,
    CrisisAnswer,
    CrisisInput,
    Patience,
    Room,
    Threat,
    WarRisk,
    WinSet,
)
from detente.domain.crisis_draws import CrisisDraws
from detente.domain.forecast import Interval, Share


def answer_crisis(draws: CrisisDraws, by: str = "") -> CrisisAnswer:
    """Everything the case states enough for; ``by`` says when or through what power shifts."""
    contest = _Contest(draws)
    win_sets, low, high = _win_sets(contest)
    signable = low <= high
    answer = CrisisAnswer(
        first=draws.first,
        second=draws.second,
        issue=draws.issue,
        inputs=tuple(
            CrisisInput(actor, parameter, _interval(values), draws.basis[actor, parameter])
            for (actor, parameter), values in draws.values.items()
        ),
        room=_room(contest),
        risks=tuple(_risks(contest)),
        commitment=_commitment(contest, by),
        threats=tuple(_threats(contest)),
        win_sets=win_sets,
        ratifiable=_share(signable) if win_sets else None,
        signable_low=_interval(low[signable]) if win_sets and signable.any() else None,
        signable_high=_interval(high[signable]) if win_sets and signable.any() else None,
        patience=tuple(_patience(contest)),
    )
    return _with_citations(answer)


class _Contest:
    """The two contenders' numbers with what the literature takes where the case is silent: neutrality towards risk."""

    def __init__(self, draws: CrisisDraws) -> None:
        self.draws = draws
        self.sides = (draws.first, draws.second)
        p = self.need("win_probability", "")
        self.wins = {draws.first: p, draws.second: 1 - p}
        self.cost = {side: self.need("war_cost", side) for side in self.sides}
        self.power = {side: self.stated("risk_exponent", side, 1.0) for side in self.sides}
        first, second = self.sides
        self.low, self.high = fearon.bargaining_range(
            p, self.cost[first], self.cost[second], self.power[first], self.power[second]
        )
        worth = {side: np.maximum(self.wins[side] - self.cost[side], 0.0) for side in self.sides}
        # In utilities: the worth of fighting is a lottery over all and nothing, whose utilities are 1 and 0.
        self.division = solutions.nash(self.power[first], self.power[second], worth[first], worth[second])
        self.division = np.where(np.isnan(self.division), self.low, self.division)  # no cost at all: a single point

    def need(self, parameter: str, side: str) -> Values:
        values = self.draws.get(parameter, side)
        assert values is not None, f"{parameter} of {side}"  # noqa: S101 - references of the case are checked before
        return values

    def stated(self, parameter: str, side: str, otherwise: float) -> Values:
        values = self.draws.get(parameter, side)
        return np.full(self.draws.n, otherwise) if values is None else values

    def other(self, side: str) -> str:
        return self.sides[1] if side == self.sides[0] else self.sides[0]

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield self.sides
        yield self.sides[1], self.sides[0]


def _room(contest: _Contest) -> Room:
    draws = contest.draws
    expected = dict(contest.wins)
    for side in draws.actors:
        own = draws.get("expects", side)
        if own is not None:
            expected[side] = own
    holding_out = {
        side: fearon.no_deal_value(share, contest.stated("war_cost", side, 0.0)) for side, share in expected.items()
    }
    missing = fearon.missing(np.stack(list(holding_out.values()), axis=-1))
    empty: Mask = missing > 0
    own_minds = any(draws.get("expects", side) is not None for side in expected)
    optimism = _interval(np.sum(list(expected.values()), axis=0) - 1) if own_minds else None
    return Room(
        low=_interval(contest.low),
        high=_interval(contest.high),
        width=_interval(contest.high - contest.low),
        low_point=_interval(draws.on_scale(contest.low)),
        high_point=_interval(draws.on_scale(contest.high)),
        division=_interval(contest.division),
        division_point=_interval(draws.on_scale(contest.division)),
        holding_out={side: _interval(values) for side, values in holding_out.items()},
        optimism=optimism,
        empty=_share(empty),
        missing=_interval(missing[empty]) if empty.any() else None,
    )


def _risks(contest: _Contest) -> Iterator[WarRisk]:
    for demander, other in contest.pairs():
        highest = contest.draws.get("cost_seen_highest", other)
        if highest is None:
            continue
        lowest = contest.stated("cost_seen_lowest", other, 0.0)
        found = private_costs.demand_against_uniform(
            contest.wins[demander], contest.cost[demander], highest, np.minimum(lowest, highest)
        )
        yield WarRisk(
            demander,
            other,
            demand=_interval(found.demand),
            war=_interval(found.war),
            chance=float(found.war.mean()),
            safe=_share(found.war == 0),
        )


def _commitment(contest: _Contest, by: str) -> Commitment | None:
    change, discount = contest.draws.get("change"), contest.draws.get("discount")
    if change is None or discount is None:
        return None
    first, second = contest.sides
    p = contest.wins[first]
    later = np.clip(p + change, 0.0, 1.0)
    rises = later >= p
    now_declining, later_declining = np.where(rises, 1 - p, p), np.where(rises, 1 - later, later)
    cost_declining = np.where(rises, contest.cost[second], contest.cost[first])
    cost_rising = np.where(rises, contest.cost[first], contest.cost[second])
    critical = commitment.critical_later(discount, now_declining, cost_declining, cost_rising)
    return Commitment(
        war=_share(
            commitment.no_settlement_lasts(discount, now_declining, later_declining, cost_declining, cost_rising)
        ),
        offers=_share(
            commitment.no_settlement_lasts_against_offers(discount, now_declining, later_declining, cost_declining)
        ),
        rising={first: float((later > p).mean()), second: float((later < p).mean())},
        claims=_interval(commitment.claims(discount, now_declining, later_declining, cost_declining, cost_rising)),
        change=_interval(np.abs(later - p)),
        critical=_interval(now_declining - critical),
        by=by,
    )


def _threats(contest: _Contest) -> Iterator[Threat]:
    for challenger, target in contest.pairs():
        cost = contest.draws.get("audience_cost", challenger)
        resolved = contest.draws.get("resolved", challenger)
        if cost is None or resolved is None:
            continue
        found = audience_costs.threats(
            resolved,
            contest.wins[challenger],
            contest.cost[target],
            cost,
            contest.stated("unresolved_war_value", challenger, -np.inf),
        )
        yield Threat(
            challenger,
            target,
            belief=_interval(np.minimum(found.belief, 1.0)),
            bluff=_interval(found.bluff),
            concede=_interval(found.concede),
            war=_interval(found.war),
            locked_in=_share(found.locked_in),
            certain=_share(found.concede == 1),
        )


def _win_sets(contest: _Contest) -> tuple[tuple[WinSet, ...], Values, Values]:
    """Each body's win-set, and the ends of what lies in all of them and in the bargaining range."""
    draws = contest.draws
    sets = []
    lows, highs = [draws.on_scale(contest.low)], [draws.on_scale(contest.high)]
    for actor in draws.actors:
        median, status_quo = draws.get("median", actor), draws.get("status_quo", actor)
        if median is None or status_quo is None:
            continue
        low, high = two_level.win_set(status_quo, median, draws.low, draws.high)
        covers = np.maximum(low, lows[0]) <= np.minimum(high, highs[0])
        sets.append(WinSet(actor, draws.bodies.get(actor, ""), _interval(low), _interval(high), _share(covers)))
        lows.append(low)
        highs.append(high)
    return tuple(sets), *two_level.overlap(np.stack(lows, axis=-1), np.stack(highs, axis=-1))


def _patience(contest: _Contest) -> Iterator[Patience]:
    for side, other in contest.pairs():
        own, others = contest.draws.get("patience", side), contest.draws.get("patience", other)
        gain = contest.draws.get("breach_gain", side)
        first_share = None if own is None or others is None else _interval(rubinstein.first_share(own, others))
        least, holds = None, None
        if gain is not None:
            share = contest.division if side == contest.sides[0] else 1 - contest.division
            reward = share ** contest.power[side]
            punishment = np.maximum(contest.wins[side] - contest.cost[side], 0.0)
            surplus = np.maximum(reward - punishment, 0.0)
            # Where the settlement is worth no more than fighting, no patience keeps it.
            needed = np.ones(contest.draws.n)
            kept = surplus > 0
            needed[kept] = self_enforcing.least_patience(
                (reward + gain)[kept], reward[kept], np.minimum(punishment, reward)[kept]
            )
            least = _interval(needed)
            holds = None if own is None else _share(own >= needed)
        if first_share is not None or least is not None:
            yield Patience(side, first_share, least, holds)


def _with_citations(answer: CrisisAnswer) -> CrisisAnswer:
    used = [fearon.CITATION, solutions.CITATION]
    used += [private_costs.CITATION] if answer.risks else []
    used += [commitment.CITATION] if answer.commitment is not None else []
    used += [audience_costs.CITATION] if answer.threats else []
    used += [two_level.CITATION] if answer.win_sets else []
    used += [rubinstein.CITATION] if any(p.first_share is not None for p in answer.patience) else []
    used += [self_enforcing.CITATION] if any(p.least is not None for p in answer.patience) else []
    return replace(answer, citations=tuple(used))


def _interval(values: Values) -> Interval:
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Interval(float(low), float(mid), float(high))


def _share(holds: Mask) -> Share:
    return wilson(int(np.count_nonzero(holds)), int(holds.size))
