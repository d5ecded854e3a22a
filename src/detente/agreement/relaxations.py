"""How far one demand of one party has to give for the zone to open, exactly, for many draws at once.

A demand is one side of a red line or a walk-away value; everything else stays. How well the worst-off required party
can be made to fare is a concave function of how far the demand gives, so Newton's method from below on its tangents,
which the multipliers of each max-min programme provide, ends at the exact threshold after a few steps (Dinkelbach 1967,
Management Science 13:492, for the argument). Which demands are worth trying the same multipliers tell: they prove that
nothing opens as long as the demands with weight in them stay (weak duality).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.agreement.axes import ChosenDraws, DrawPartyIssue, SomeValues
from detente.agreement.egalitarian import Egalitarian, max_min
from detente.agreement.margins import GAIN_TOLERANCE
from detente.agreement.zone import Parties
from detente.domain.axes import DrawActorIssue, DrawIssue

Side = Literal["min", "max", ""]
SIDES: tuple[Side, ...] = ("min", "max", "")
WALK_AWAY = 2

_CLOSE = 1e-11
_MOST_STEPS = 200
_CHUNK = 20_000
_NO_WEIGHT = 1e-9


@dataclass(frozen=True)
class Relaxations:
    """Single relaxations that open the zone, one an entry: draw, party, issue (number of issues: walk-away), side.

    ``side`` is the place in SIDES; ``size`` is how far the demand gives at least, in points of the scale or shares of
    utility: anything more opens the zone, anything less does not.
    """

    draw: ChosenDraws
    party: ChosenDraws
    issue: ChosenDraws
    side: ChosenDraws
    size: SomeValues


@dataclass(frozen=True)
class _Tries:
    """Demands to relax, one an entry, with how far they must (``least``) and can (``most``) give to leave a box."""

    draw: ChosenDraws
    party: ChosenDraws
    issue: ChosenDraws
    side: ChosenDraws
    least: SomeValues
    most: SomeValues

    def __getitem__(self, chosen: ChosenDraws) -> _Tries:
        return _Tries(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def relaxations(parties: Parties, chosen: ChosenDraws) -> Relaxations:
    """All single relaxations that open the zone in the chosen draws, none of which has one."""
    found: list[tuple[_Tries, SomeValues]] = []
    for start in range(0, chosen.size, _CHUNK):
        tries = _worth_trying(parties, chosen[start : start + _CHUNK])
        for first in range(0, tries.draw.size, _CHUNK):
            some = tries[np.arange(first, min(first + _CHUNK, tries.draw.size))]
            opens, size = _thresholds(parties, some)
            found.append((some[np.flatnonzero(opens)], size[opens]))
    whole = np.zeros(0, dtype=np.int64)
    if not found:
        return Relaxations(whole, whole, whole, whole, np.zeros(0))
    named = {name: np.concatenate([getattr(t, name) for t, _ in found]) for name in ("draw", "party", "issue", "side")}
    return Relaxations(**named, size=np.concatenate([size for _, size in found]))


def _worth_trying(parties: Parties, chosen: ChosenDraws) -> _Tries:
    """Demands whose removal could open the zone: with lines that clash on one issue, those two; else the certificate's.

    Where lines clash on several issues no single step helps. A line two parties share is no single step either.
    """
    part = _part(parties, chosen)
    low, high = part.box()
    second_low, second_high = _seconds(part)
    clash: NDArray[np.bool_] = np.greater(low, high)
    clashes = clash.sum(axis=1)
    alone = clash & (clashes == 1)[:, None]
    lower: NDArray[np.bool_] = np.logical_and(alone, second_low <= high)
    upper: NDArray[np.bool_] = np.logical_and(alone, second_high >= low)
    walk = np.zeros(part.ceiling.shape, dtype=bool)
    open_ = np.flatnonzero(clashes == 0)
    if open_.size:
        best = _solve(_part(part, open_), low[open_], high[open_])
        certain = np.where(best.multipliers > _NO_WEIGHT, best.multipliers, 0.0)
        unproven: NDArray[np.bool_] = np.logical_not(np.any(certain, axis=1))
        walk[open_] = np.greater(certain, 0) | unproven[:, None]
        left, right = _medians(part.position[open_], certain[:, :, None] * part.rate[open_])
        lower[open_] = np.less_equal(right, low[open_]) | unproven[:, None]
        upper[open_] = np.greater_equal(left, high[open_]) | unproven[:, None]
    lower &= second_low < low
    upper &= second_high > high
    issues = low.shape[1]
    n, a = np.nonzero(walk)
    at_low, k_low = np.nonzero(lower)
    at_high, k_high = np.nonzero(upper)
    gap = np.maximum(low - high, 0.0)
    return _Tries(
        draw=np.concatenate([chosen[at_low], chosen[at_high], chosen[n]]),
        party=np.concatenate(
            [part.line_low.argmax(axis=1)[at_low, k_low], part.line_high.argmin(axis=1)[at_high, k_high], a]
        ),
        issue=np.concatenate([k_low, k_high, np.full(n.size, issues)]),
        side=np.repeat([0, 1, WALK_AWAY], [at_low.size, at_high.size, n.size]),
        least=np.concatenate([gap[at_low, k_low], gap[at_high, k_high], np.zeros(n.size)]),
        most=np.concatenate(
            [(low - second_low)[at_low, k_low], (second_high - high)[at_high, k_high], np.full(n.size, 4.0)]
        ),
    )


def _thresholds(parties: Parties, tries: _Tries) -> tuple[np.ndarray, SomeValues]:
    """Whether each demand opens the zone when it gives all it can, and how far it has to give at least."""
    opens = _given(parties, tries, tries.most)[0] > GAIN_TOLERANCE
    size = tries.least.copy()
    pending = np.flatnonzero(opens)
    for _ in range(_MOST_STEPS):
        if pending.size == 0:
            break
        some = tries[pending]
        margin, slope = _given(parties, some, size[pending])
        short = margin < GAIN_TOLERANCE - _CLOSE
        pending, margin, slope = pending[short], margin[short], slope[short]
        # the tangent lies above the curve, so the step never goes too far; half the way where rounding leaves none
        step = np.divide(GAIN_TOLERANCE - margin, slope, out=np.full(margin.size, np.inf), where=slope > 0)
        most = tries.most[pending]
        half = (size[pending] + most) / 2
        size[pending] = np.where(size[pending] + step <= most, size[pending] + step, half)
    return opens, size


def _given(parties: Parties, tries: _Tries, size: SomeValues) -> tuple[SomeValues, SomeValues]:
    """The worst-off party's best margin when each demand gives ``size``, and how fast that rises with it."""
    part = _part(parties, tries.draw)
    low, high = part.box()
    line = np.flatnonzero(tries.side != WALK_AWAY)
    walk = np.flatnonzero(tries.side == WALK_AWAY)
    down, up = line[tries.side[line] == 0], line[tries.side[line] == 1]
    low[down, tries.issue[down]] -= size[down]
    high[up, tries.issue[up]] += size[up]
    # rounding must not leave an empty box where a line gives exactly as far as another reaches
    low[down, tries.issue[down]] = np.minimum(low[down, tries.issue[down]], high[down, tries.issue[down]])
    high[up, tries.issue[up]] = np.maximum(high[up, tries.issue[up]], low[up, tries.issue[up]])
    ceiling = part.ceiling.copy()
    ceiling[walk, tries.party[walk]] += size[walk]
    part = replace(part, ceiling=ceiling)
    best = _solve(part, low, high)
    slope = np.zeros(size.size)
    slope[walk] = best.multipliers[walk, tries.party[walk]]
    for chosen, bound, below in ((down, low, True), (up, high, False)):
        k = tries.issue[chosen]
        at, place = bound[chosen, k][:, None], part.position[chosen, :, k]
        pull = best.multipliers[chosen] * part.rate[chosen, :, k]
        gains = place < at if below else place > at
        slope[chosen] = np.where(gains, pull, -pull).sum(axis=1)
    return best.margin, slope


def _part(parties: Parties, chosen: ChosenDraws) -> Parties:
    names = ("position", "rate", "line_low", "line_high", "ceiling")
    return replace(parties, **{name: getattr(parties, name)[chosen] for name in names})


def _solve(part: Parties, low: DrawIssue, high: DrawIssue) -> Egalitarian:
    return max_min(part.position, part.rate, part.ceiling, low, high, part.reference_point)


def _seconds(part: Parties) -> tuple[DrawIssue, DrawIssue]:
    """The box's bounds if the party that sets each gave way: the next line, or the end of the scale."""
    shape = part.line_low.shape
    if shape[1] == 1:
        return np.broadcast_to(part.scale_low, (shape[0], shape[2])), np.broadcast_to(
            part.scale_high, (shape[0], shape[2])
        )
    second_low = np.partition(part.line_low, -2, axis=1)[:, -2]
    second_high = np.partition(part.line_high, 1, axis=1)[:, 1]
    return np.maximum(second_low, part.scale_low), np.minimum(second_high, part.scale_high)


def _medians(position: DrawPartyIssue, pull: DrawActorIssue) -> tuple[DrawIssue, DrawIssue]:
    """Least and greatest weighted median on each issue; -inf and inf where nothing pulls: no bound holds it back."""
    order = np.argsort(position, axis=1, kind="stable")
    place = np.take_along_axis(position, order, axis=1)
    below = np.cumsum(np.take_along_axis(pull, order, axis=1), axis=1)
    half = below[:, -1:] / 2
    left = np.where(below >= half * (1 - 1e-12), place, np.inf).min(axis=1)
    right = np.where(below > half * (1 + 1e-12), place, np.inf).min(axis=1)
    idle = half[:, 0] <= 0
    return np.where(idle, -np.inf, left), np.where(idle, np.inf, np.maximum(left, right))
