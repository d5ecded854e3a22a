"""Leave one source out: how far the answer leans on a single document.

A forecast that hangs on one document is only as good as that document; one planted text should not be able to move it
far. The model is solved again without the statements of each document in turn (the jackknife's question, Efron & Stein
1981, asked of documents rather than observations).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from detente.domain.forecast import SourceInfluence
from detente.domain.statement import Statement

# Probability that a zone exists, and the median outcome of each issue, from the statements given.
Solve = Callable[[Sequence[Statement]], tuple[float, Mapping[str, float]]]


def source_influence(
    documents: Sequence[str],
    statements: Sequence[Statement],
    solve: Solve,
    scale_ranges: Mapping[str, float],
) -> tuple[SourceInfluence, ...]:
    """How the answer changes without each document, the largest change first.

    Parameters
    ----------
    documents
        Paths of the documents, as in ``Statement.document``. One without statements changes nothing and is not solved.
    solve
        Solves again from the statements given; must use the same seed each time, or the change is mostly noise.
    scale_ranges
        Greatest minus least point of each issue's scale: shifts on different issues are compared as shares of it.

    Returns
    -------
    tuple of SourceInfluence
        Changes are "without the document" minus "with all", ``largest_shift`` in the units of that issue's scale; nan
        when without the document nothing can be said on that issue any more, which ranks before every other change.
        Documents that change equally much keep the order they were given in.
    """
    if not documents:
        return ()
    zone, outcomes = solve(statements)
    found = []
    for document in documents:
        kept = [statement for statement in statements if statement.document != document]
        left_out = len(statements) - len(kept)
        if left_out:
            zone_without, outcomes_without = solve(kept)
            issue, shift = _largest_shift(outcomes, outcomes_without, scale_ranges)
            found.append(SourceInfluence(document, left_out, zone_without - zone, shift, issue))
        else:
            found.append(SourceInfluence(document, 0, 0.0, 0.0, ""))
    return tuple(sorted(found, key=lambda entry: -_size(entry, scale_ranges)))


def _largest_shift(
    outcomes: Mapping[str, float], without: Mapping[str, float], scale_ranges: Mapping[str, float]
) -> tuple[str, float]:
    """The issue that shifts most for its scale, and its shift; no issue when none shifts."""
    issue, largest = "", 0.0
    for key, before in outcomes.items():
        if math.isnan(before):
            continue
        shift = without.get(key, math.nan) - before
        if _relative(shift, key, scale_ranges) > _relative(largest, issue, scale_ranges):
            issue, largest = key, shift
    return issue, largest


def _size(entry: SourceInfluence, scale_ranges: Mapping[str, float]) -> float:
    """The larger of the change of the zone's probability and the shift as a share of its scale."""
    return max(abs(entry.zone_change), _relative(entry.largest_shift, entry.largest_shift_issue, scale_ranges))


def _relative(shift: float, issue: str, scale_ranges: Mapping[str, float]) -> float:
    if not issue:
        return 0.0
    return math.inf if math.isnan(shift) else abs(shift) / scale_ranges[issue]
