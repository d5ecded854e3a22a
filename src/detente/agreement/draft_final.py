"""The last choice among a few drafts: what a sample of the draws found best is compared again on all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.agreement.draft_scores import CRITERIA, accepted, allowed, margins_where_accepted
from detente.agreement.draft_space import DraftSpace
from detente.agreement.draft_tables import UNIT, DraftTables, Whole, draft_tables
from detente.agreement.zone import Parties

MOST_CANDIDATES = 600
_BLOCK = 1_000  # draws whose tables are held at once


@dataclass(frozen=True)
class Final:
    """drafts (draft, slot) compared; acceptable (draft,), shares of draws; gain (draft, party), expected when tabled.

    best (criterion,): the best draft by each criterion as its number, -1 where none is acceptable in any draw.
    frontier: numbers of the drafts that no other of them betters, best first for whoever gains least.
    """

    drafts: Whole
    acceptable: NDArray[np.float64]
    gain: NDArray[np.float64]
    best: Whole
    frontier: Whole


def compare_on_all(space: DraftSpace, parties: Parties, drafts: Whole) -> Final:
    """Compare drafts on all draws of ``parties``; gains in shares of a utility range."""
    count, worst = np.zeros(drafts.shape[0], dtype=np.int64), np.zeros(drafts.shape[0], dtype=np.int64)
    gain = np.zeros((drafts.shape[0], len(parties.index)), dtype=np.int64)
    for part in _blocks(parties):
        tables = draft_tables(space, part)
        least, gained = margins_where_accepted(tables, drafts)
        count += np.count_nonzero(least, axis=1)
        worst += least.sum(axis=1)
        gain += gained
    draws = parties.position.shape[0]
    expected = gain / (UNIT * draws)
    ideal = expected.max(axis=0)
    ratio = np.where(ideal > 0, expected / np.where(ideal > 0, ideal, 1.0), 0.0).min(axis=1)
    by: dict[str, NDArray[np.float64]] = {
        "most_acceptable": count.astype(float),
        "worst_off": worst.astype(float),
        "egalitarian": expected.min(axis=1),
        "kalai_smorodinsky": ratio,
        "nash": expected.prod(axis=1),
    }
    # equals: better for whoever gains least, then the draft that leaves more open
    filled = np.count_nonzero(drafts, axis=1)
    best = [int(np.lexsort((filled, -worst, -by[c]))[0]) if count.any() else -1 for c in CRITERIA]
    return Final(drafts, count / draws, expected, np.array(best, dtype=np.int64), _frontier(gain, filled))


def candidates(tables: DraftTables, best: Whole, frontier: Whole) -> Whole:
    """The best drafts and the frontier of a search, and every draft one choice away from one of the best."""
    if best.size == 0:
        return best.reshape(0, tables.options.size)
    around = [best]
    for slot, options in enumerate(tables.options.tolist()):
        for choice in range(options):
            step = best.copy()
            step[:, slot] = choice
            around.append(step)
    near = np.unique(np.concatenate(around), axis=0)
    near = near[allowed(tables, near) & accepted(tables, near).any(axis=1)]
    known = {tuple(draft) for draft in near.tolist()}
    more = [draft for draft in frontier.tolist() if tuple(draft) not in known]
    return np.array([*near.tolist(), *more[:MOST_CANDIDATES]], dtype=np.int64).reshape(-1, tables.options.size)


def _blocks(parties: Parties) -> Iterator[Parties]:
    for start in range(0, parties.position.shape[0], _BLOCK):
        cut = slice(start, start + _BLOCK)
        names = ("position", "rate", "line_low", "line_high", "ceiling")
        yield replace(parties, **{name: getattr(parties, name)[cut] for name in names})


def _frontier(gain: Whole, filled: NDArray[np.int64]) -> Whole:
    """Numbers of what nothing betters, one of each that are worth the same: the one that leaves more open."""
    keep: list[int] = []
    for i in np.lexsort((filled, *-gain.T, -gain.sum(axis=1))).tolist():
        if gain[i].any() and not (keep and (gain[keep] >= gain[i]).all(axis=1).any()):
            keep.append(i)
    return np.array(sorted(keep, key=lambda i: (-int(gain[i].min()), -int(gain[i].sum()), i)), dtype=np.int64)
