"""The demands of the required parties in one draw, as a set that can be met or not; sets are bit masks.

Bits 0 to P-1 are the parties' walk-away values, the bits above them their red lines that bind within the scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.agreement.axes import PartyIssue, PerParty
from detente.agreement.egalitarian import max_min
from detente.agreement.margins import GAIN_TOLERANCE
from detente.agreement.zone import Parties
from detente.domain.axes import PerIssue

_NO_WEIGHT = 1e-9


@dataclass(frozen=True)
class Demands:
    """Demands of draw ``n``.

    lines : the (party, issue) of the red lines, in the order of their bits.
    bounds : for each line its bit, its issue, and what it leaves of the issue's scale.
    count : number of parties.
    """

    parties: Parties
    n: int
    lines: tuple[tuple[int, int], ...]
    bounds: tuple[tuple[int, int, float, float], ...]
    count: int

    @classmethod
    def of(cls, parties: Parties, n: int) -> Demands:
        """All demands of one draw; lines that leave the whole scale demand nothing."""
        low, high = parties.line_low[n], parties.line_high[n]
        binding = (low > parties.scale_low) | (high < parties.scale_high)
        lines = tuple((int(a), int(k)) for a, k in np.argwhere(binding))
        count = len(parties.index)
        bounds = tuple((1 << (count + i), k, float(low[a, k]), float(high[a, k])) for i, (a, k) in enumerate(lines))
        return cls(parties, n, lines, bounds, count)

    @property
    def everything(self) -> int:
        """The set of all demands."""
        return (1 << (self.count + len(self.lines))) - 1

    def pairs(self, members: int) -> list[tuple[int, int]]:
        """A set as (party, issue) pairs; a walk-away value has the number of issues for an issue."""
        walk_away = self.parties.scale_low.size
        named = [(a, walk_away) for a in range(self.count)] + list(self.lines)
        return [pair for i, pair in enumerate(named) if members >> i & 1]

    def line_conflicts(self) -> list[int]:
        """All minimal sets of red lines alone: by Helly's theorem on an issue's line, single lines and pairs."""
        alone = [bit for bit, k, _, _ in self.bounds if self._empty(bit, k)]
        sound = [bound for bound in self.bounds if bound[0] not in alone]
        pairs = [
            (bit | other, k) for j, (bit, k, _, _) in enumerate(sound) for other, issue, _, _ in sound[:j] if issue == k
        ]
        return alone + [pair for pair, k in pairs if self._empty(pair, k)]

    def conflict(self, members: int) -> int:
        """0 if some point of the scales meets all demands of the set; otherwise a subset that cannot be met either."""
        p, n = self.parties, self.n
        low, high = self._box(members)
        empty = np.flatnonzero(low > high)
        if empty.size:
            k = int(empty[0])
            return self._lower(members, k, low[k]) | self._upper(members, k, high[k])
        walking = [a for a in range(self.count) if members >> a & 1]
        if not walking:
            return 0
        position, rate, ceiling = p.position[n, walking], p.rate[n, walking], p.ceiling[n, walking]
        best = max_min(position[None], rate[None], ceiling[None], low[None], high[None], p.reference_point)
        if best.margin[0] > GAIN_TOLERANCE:
            return 0
        return self._certified(members, walking, best.multipliers[0], low, high)

    def _box(self, members: int) -> tuple[PerIssue, PerIssue]:
        low, high = self.parties.scale_low.tolist(), self.parties.scale_high.tolist()
        for bit, k, least, greatest in self.bounds:
            if members & bit:
                low[k] = max(low[k], least)
                high[k] = min(high[k], greatest)
        return np.array(low), np.array(high)

    def _empty(self, members: int, k: int) -> bool:
        low, high = self._box(members)
        return bool(low[k] > high[k])

    def _lower(self, members: int, k: int, low: float) -> int:
        """The first red line of the set that sets the lower bound of issue ``k``; 0 when the scale does."""
        return next((bit for bit, i, least, _ in self.bounds if i == k and members & bit and least == low), 0)

    def _upper(self, members: int, k: int, high: float) -> int:
        """The same for the upper bound."""
        return next((bit for bit, i, _, greatest in self.bounds if i == k and members & bit and greatest == high), 0)

    def _certified(self, members: int, walking: list[int], multipliers: PerParty, low: PerIssue, high: PerIssue) -> int:
        """The part of a conflict that its multipliers need: parties with weight, lines that hold an issue back.

        By weak duality no point does better for the worst-off than the weighted sum of margins at its best point;
        where that bound does not settle it (rounding), the whole set is returned.
        """
        p, n = self.parties, self.n
        weight = np.where(multipliers > _NO_WEIGHT, multipliers, 0.0)
        if not weight.any():
            return members
        weight /= weight.sum()
        position, pull = p.position[n, walking], weight[:, None] * p.rate[n, walking]
        left, right = _medians(position, pull)
        core = sum(1 << a for a, w in zip(walking, weight, strict=True) if w > 0)
        for k in np.flatnonzero(right < low):
            core |= self._lower(members, int(k), low[k])
        for k in np.flatnonzero(left > high):
            core |= self._upper(members, int(k), high[k])
        core_low, core_high = self._box(core)
        point = np.clip(left, core_low, core_high)
        bound = weight @ p.ceiling[n, walking] - (pull * np.abs(point - position)).sum()
        return core if bound <= GAIN_TOLERANCE else members


def _medians(position: PartyIssue, pull: PartyIssue) -> tuple[PerIssue, PerIssue]:
    """Least and greatest weighted median of each issue; -inf and inf where nothing pulls."""
    order = np.argsort(position, axis=0, kind="stable")
    place = np.take_along_axis(position, order, axis=0)
    below = np.cumsum(np.take_along_axis(pull, order, axis=0), axis=0)
    half = below[-1] / 2
    left = np.where(below >= half * (1 - 1e-12), place, np.inf).min(axis=0)
    right = np.where(below > half * (1 + 1e-12), place, np.inf).min(axis=0)
    idle = half <= 0
    return np.where(idle, -np.inf, left), np.where(idle, np.inf, np.maximum(left, right))
