"""What drafts are worth by each criterion, a few drafts at a time: what the kernels compute for all of them.

With V_a the sum over draws of party a's margin where every required party accepts, and nothing where one does not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.agreement.draft_tables import LEAST_GAIN, UNIT, DraftTables, Whole
from detente.domain.agreement_answer import Criterion

CRITERIA: tuple[Criterion, ...] = ("most_acceptable", "worst_off", "egalitarian", "kalai_smorodinsky", "nash")
"""In the order of the kernel's numbers."""
MOST_ACCEPTABLE, WORST_OFF, EGALITARIAN, KALAI_SMORODINSKY, NASH = range(5)
IDEAL = 5

_CHUNK = 200


def scores(tables: DraftTables, criterion: int, drafts: Whole, ideal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of drafts (draft, slot) as in the kernel; -inf for the empty draft."""
    parts = [_scores(tables, criterion, some, ideal) for some in _chunks(drafts)]
    return np.concatenate([np.zeros(0), *parts])


def accepted(tables: DraftTables, drafts: Whole) -> NDArray[np.bool_]:
    """(draft, draw): whether every required party accepts; the empty draft is never accepted."""
    return np.concatenate([_least(tables.totals(some), some) > 0 for some in _chunks(drafts)])


def margins_where_accepted(tables: DraftTables, drafts: Whole) -> tuple[Whole, Whole]:
    """Least margin (draft, draw), 0 where somebody refuses, and V (draft, party), in whole UNITs."""
    parts = []
    for some in _chunks(drafts):
        total = tables.totals(some)
        least = _least(total, some)
        parts.append((least, _gains(total, least).astype(np.int64)))
    return np.concatenate([least for least, _ in parts]), np.concatenate([gain for _, gain in parts])


def gains(tables: DraftTables, drafts: Whole) -> NDArray[np.float64]:
    """V: (draft, party)."""
    return np.concatenate([_gains(total := tables.totals(some), _least(total, some)) for some in _chunks(drafts)])


def allowed(tables: DraftTables, drafts: Whole) -> NDArray[np.bool_]:
    """Which drafts keep every rule."""
    fine = np.ones(drafts.shape[0], dtype=bool)
    for _, slot, option, forbids, begin, end in tables.rules.tolist():
        met = np.zeros(drafts.shape[0], dtype=bool)
        for s, o in tables.others[begin:end].tolist():
            met |= np.equal(drafts[:, s], o)
        fine &= np.not_equal(drafts[:, slot], option) | np.not_equal(met, bool(forbids))
    return fine


def _scores(tables: DraftTables, criterion: int, drafts: Whole, ideal: NDArray[np.float64]) -> NDArray[np.float64]:
    total = tables.totals(drafts)
    least = _least(total, drafts)
    gain, worst = _gains(total, least), least.sum(axis=1).astype(float)
    if criterion == MOST_ACCEPTABLE:
        found = np.count_nonzero(least, axis=1) + worst / (4.0 * UNIT * (tables.draws + 1))
    elif criterion == WORST_OFF:
        found = worst
    elif criterion == EGALITARIAN:
        found = gain.min(axis=1)
    elif criterion == KALAI_SMORODINSKY:
        known = np.where(ideal > 0, ideal, 1.0)
        found = np.where(ideal > 0, gain / known, 0.0).min(axis=1)
    elif criterion == NASH:
        found = np.ones(gain.shape[0])
        for a in range(gain.shape[1]):
            found = found * (gain[:, a] / (UNIT * tables.draws))
    else:
        found = gain[:, criterion - IDEAL]
    scored: NDArray[np.float64] = np.where(drafts.any(axis=1), found, -np.inf)
    return scored


def _least(total: Whole, drafts: Whole) -> Whole:
    """(draft, draw): what whoever gains least gains, 0 where somebody refuses."""
    least: Whole = total.min(axis=1)
    filled: NDArray[np.bool_] = np.asarray(np.any(drafts, axis=1))
    fine: NDArray[np.bool_] = np.logical_and(np.greater(least, LEAST_GAIN), filled[:, None])
    kept: Whole = np.where(fine, least, 0)
    return kept


def _gains(total: Whole, least: Whole) -> NDArray[np.float64]:
    gain: NDArray[np.float64] = np.where(np.greater(least, 0)[:, None], total, 0).sum(axis=2).astype(float)
    return gain


def _chunks(drafts: Whole) -> list[Whole]:
    return [drafts[i : i + _CHUNK] for i in range(0, drafts.shape[0], _CHUNK)]
