"""Leverage as a derivative: how far the settlement moves when one party's no-deal value or capability does.

Two kinds of settlement. The Nash and the egalitarian point over the parties whose consent is needed depend on what no
deal is worth to each: a party that can live better without a deal gets a better one (disagreement point monotonicity:
Thomson 1987, Journal of Economic Theory 42(1): 50-58). Where an actor's consent is not needed its no-deal value moves
nothing. The compromise depends on everybody's capability and on no one's no-deal value; its derivative has a closed
form. All others are central differences between two solutions of the same draws, one half step below and one above.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.agreement.margins import POINTS, loss, loss_rates
from detente.domain.axes import DrawActor, DrawActorIssue, DrawIssue
from detente.domain.bargaining_answer import Lever
from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.engines.compromise import change_by_capability
from detente.ensemble.combine import interval

MOST_DRAWS = 500
"""Draws solved four times a party and settlement: enough for a mean and an interval."""

NO_DEAL_STEP = 1.0
"""Points of the actor's utility by which its no-deal value rises."""

CAPABILITY_STEP = 0.1
"""Share of the actor's capability by which it rises."""

TOLERANCE = 1e-6
"""Points of utility below which a change is none: the solvers' own precision."""

BY_NO_DEAL = ("nash", "egalitarian")
BY_CAPABILITY = ("nash", "asymmetric")


def find_levers(draws: Draws) -> tuple[tuple[Lever, ...], int]:
    """Every lever on every settlement, and the number of draws used."""
    used = draws.spread(MOST_DRAWS)
    rates = loss_rates(used)
    required = [a for a, needed in enumerate(used.required) if needed]
    found = [_by_no_deal(used, rates, a, engine) for engine in BY_NO_DEAL for a in required]
    found += [_by_power(used, rates, a) for a in required]
    found += [_by_weight(used, rates, a) for a in range(len(used.actors)) if used.present[a].any()]
    return tuple(found), used.n


def settlement_change_by_no_deal(draws: Draws, actor: int, engine: str) -> tuple[DrawIssue, DrawIssue]:
    """Where the settlement lands with the actor's no-deal value half a step lower, and half a step higher."""
    half = NO_DEAL_STEP / POINTS / 2

    def solved(change: float) -> DrawIssue:
        cost = np.array(draws.cost_of_continuing)
        cost[:, actor] += change
        return get_engine(engine).solve(replace(draws, cost_of_continuing=cost)).outcome

    return solved(half), solved(-half)  # what continuing costs more, no deal is worth less


def settlement_change_by_capability(draws: Draws, actor: int) -> tuple[DrawIssue, DrawIssue]:
    """The same for the Nash point with capabilities as powers, and the actor's capability."""

    def solved(times: float) -> DrawIssue:
        capability = np.array(draws.capability)
        capability[:, actor] *= times
        engine, reading = BY_CAPABILITY
        return get_engine(engine).solve(replace(draws, capability=capability), reading=reading).outcome

    return solved(1 - CAPABILITY_STEP / 2), solved(1 + CAPABILITY_STEP / 2)


def _by_no_deal(draws: Draws, rates: DrawActorIssue, actor: int, engine: str) -> Lever:
    before, after = settlement_change_by_no_deal(draws, actor, engine)
    gain = (loss(draws, rates, before) - loss(draws, rates, after)) * POINTS
    return _lever(draws, actor, "no_deal", engine, NO_DEAL_STEP, after - before, gain, exact=False)


def _by_power(draws: Draws, rates: DrawActorIssue, actor: int) -> Lever:
    before, after = settlement_change_by_capability(draws, actor)
    gain = (loss(draws, rates, before) - loss(draws, rates, after)) * POINTS
    name = ":".join(BY_CAPABILITY)
    return _lever(draws, actor, "capability", name, CAPABILITY_STEP, after - before, gain, exact=False)


def _by_weight(draws: Draws, rates: DrawActorIssue, actor: int) -> Lever:
    outcome = get_engine("compromise").solve(draws).outcome
    slope = change_by_capability(draws)[:, actor] * draws.capability[:, actor] * CAPABILITY_STEP
    towards = np.sign(draws.position - outcome[:, None, :])
    gain = np.where(np.isfinite(towards), rates * towards * np.where(np.isfinite(slope), slope, 0.0)[:, None, :], 0.0)
    return _lever(
        draws, actor, "capability", "compromise", CAPABILITY_STEP, slope, gain.sum(axis=2) * POINTS, exact=True
    )


def _lever(
    draws: Draws, actor: int, parameter: str, settlement: str, step: float, moved: DrawIssue, gain: DrawActor,
    *, exact: bool,
) -> Lever:  # fmt: skip
    there = np.isfinite(moved).any(axis=1) & np.isfinite(gain).all(axis=1)
    shown = [a for a, needed in enumerate(draws.required) if needed or a == actor]
    own = gain[there, actor]
    return Lever(
        actor=draws.actors[actor],
        parameter=parameter,
        settlement=settlement,
        step=step,
        issues={issue: interval(moved[there, k]) for k, issue in enumerate(draws.issues)},
        means={issue: _mean(moved[there, k]) for k, issue in enumerate(draws.issues)},
        utilities={draws.actors[a]: interval(gain[there, a]) for a in shown},
        mean_utilities={draws.actors[a]: _mean(gain[there, a]) for a in shown},
        helps=_mean((own > TOLERANCE).astype(np.float64)),
        hurts=_mean((own < -TOLERANCE).astype(np.float64)),
        defined=_mean(there.astype(np.float64)),
        exact=exact,
    )


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")
