"""What every provision is worth to every required party in every draw, as the whole numbers the search adds up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.draft_space import LEFT_OPEN, DraftSpace
from detente.agreement.zone import Parties

Whole = NDArray[np.int64]

# As in draft_kernel, which loads numba.
UNIT = 10_000_000
REFUSED = -21_000_000
LEAST_GAIN = 10


@dataclass(frozen=True)
class DraftTables:
    """value (slot, option, party, draw); cost, start (party, draw); options, ends (slot,); rules and others flat.

    See ``draft_kernel`` for what the numbers mean.
    """

    value: Whole
    cost: Whole
    start: Whole
    options: Whole
    ends: NDArray[np.bool_]
    rules: Whole
    others: Whole

    @property
    def draws(self) -> int:
        """Draws the drafts are compared on."""
        return int(self.cost.shape[1])

    def totals(self, drafts: Whole) -> Whole:
        """Margins (draft, party, draw) of drafts (draft, slot), refused ones far below 0."""
        total = np.repeat(self.start[None], drafts.shape[0], axis=0)
        for slot in range(drafts.shape[1]):
            total += self.value[slot, drafts[:, slot]]
        ended = ((drafts != LEFT_OPEN) & self.ends).any(axis=1)
        total += np.where(ended[:, None, None], self.cost, 0)
        return total


def draft_tables(space: DraftSpace, parties: Parties) -> DraftTables:
    """Tables of a draft space in the draws of ``parties``."""
    count, party, _ = parties.position.shape
    slots = len(space.slots)
    most = max(len(options) for options in space.slots) + 1
    value = np.zeros((slots, most, party, count), dtype=np.int64)
    for s, options in enumerate(space.slots):
        k = options[0].issue
        reference = float(parties.reference_point[k])
        for o, at in enumerate((reference, *(option.at for option in options))):
            gained = np.abs(parties.position[:, :, k] - reference) - np.abs(parties.position[:, :, k] - at)
            value[s, o] = np.rint(parties.rate[:, :, k] * gained * UNIT).astype(np.int64).T
            value[s, o, 0, _crossed(parties, k, at)] = REFUSED
    cost = parties.ceiling - (parties.rate * np.abs(parties.reference_point - parties.position)).sum(axis=2)
    start = np.zeros((party, count), dtype=np.int64)
    offered = {options[0].issue for options in space.slots}
    for k in range(parties.scale_low.size):
        if k not in offered:
            start[0, _crossed(parties, k, float(parties.reference_point[k]))] = REFUSED
    others = [place for rule in space.rules for place in rule.others]
    ends = np.cumsum([0, *(len(rule.others) for rule in space.rules)])
    rules = [
        (rule.known_at, rule.slot, rule.option, int(rule.forbids), ends[r], ends[r + 1])
        for r, rule in enumerate(space.rules)
    ]
    return DraftTables(
        value=value,
        cost=np.ascontiguousarray(np.rint(cost * UNIT).astype(np.int64).T),
        start=start,
        options=np.array([len(options) + 1 for options in space.slots], dtype=np.int64),
        ends=np.array(space.ends, dtype=np.bool_),
        rules=np.array(rules, dtype=np.int64).reshape(-1, 6),
        others=np.array(others, dtype=np.int64).reshape(-1, 2),
    )


def _crossed(parties: Parties, k: int, at: float) -> NDArray[np.bool_]:
    """Draws in which some required party's red line on issue ``k`` refuses a point."""
    low, high = parties.line_low[:, :, k], parties.line_high[:, :, k]
    crossed: NDArray[np.bool_] = np.logical_or(np.greater(low, at).any(axis=1), np.less(high, at).any(axis=1))
    return crossed
