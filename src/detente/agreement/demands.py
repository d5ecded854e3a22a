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
from detente.domain.axes import DrawActorIssue, PerIssue

_NO_WEIGHT = 1e-9


@dataclass(frozen=True)
class Demands:
    """Demands of draw ``n``; ``lines`` are the (party, issue) of the red lines, in the order of their bits."""

    parties: Parties
    n: int
    lines: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, parties: Parties, n: int) -> Demands:
        """All demands of one draw; lines that leave the whole scale demand nothing."""
        low, high = parties.line_low[n], parties.line_high[n]
        binding = (low > parties.scale_low) | (high < parties.scale_high)
        return cls(parties, n, tuple((int(a), int(k)) for a, k in np.argwhere(binding)))

    @property
    def count(self) -> int:
        """Number of parties: the bit of the first red line."""
        return len(self.parties.index)

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
        first = self.count
        alone = [1 << (first + i) for i, line in enumerate(self.lines) if self._empty(1 << (first + i), line[1])]
        pairs = [
            1 << (first + i) | 1 << (first + j)
            for j, line in enumerate(self.lines)
            for i, other in enumerate(self.lines[:j])
            if other[1] == line[1]
        ]
        kept = [p for p in pairs if not p & sum(alone)]
        return alone + [p for p in kept if self._empty(p, self.lines[p.bit_length() - 1 - first][1])]

    def conflict(self, members: int) -> int:
        """0 if some point of the scales meets all demands of the set; otherwise a subset that cannot be met either."""
        p, n = self.parties, self.n
        low, high = self._box(members)
        empty = np.flatnonzero(low > high)
        if empty.size:
            k = int(empty[0])
            return self._setting(members, k, low[k], p.line_low) | self._setting(members, k, high[k], p.line_high)
        walking = [a for a in range(self.count) if members >> a & 1]
        if not walking:
            return 0
        position, rate, ceiling = p.position[n, walking], p.rate[n, walking], p.ceiling[n, walking]
        best = max_min(position[None], rate[None], ceiling[None], low[None], high[None], p.reference_point)
        if best.margin[0] > GAIN_TOLERANCE:
            return 0
        return self._certified(members, walking, best.multipliers[0], low, high)

    def _box(self, members: int) -> tuple[PerIssue, PerIssue]:
        low, high = self.parties.scale_low.astype(float), self.parties.scale_high.astype(float)
        for i, (a, k) in enumerate(self.lines):
            if members >> (self.count + i) & 1:
                low[k] = max(low[k], self.parties.line_low[self.n, a, k])
                high[k] = min(high[k], self.parties.line_high[self.n, a, k])
        return low, high

    def _empty(self, members: int, k: int) -> bool:
        low, high = self._box(members)
        return bool(low[k] > high[k])

    def _setting(self, members: int, k: int, bound: float, side: DrawActorIssue) -> int:
        """The first red line of the set that sets this bound of issue ``k``; 0 when the scale does."""
        for i, (a, issue) in enumerate(self.lines):
            if issue == k and members >> (self.count + i) & 1 and side[self.n, a, k] == bound:
                return 1 << (self.count + i)
        return 0

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
            core |= self._setting(members, int(k), low[k], p.line_low)
        for k in np.flatnonzero(left > high):
            core |= self._setting(members, int(k), high[k], p.line_high)
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
