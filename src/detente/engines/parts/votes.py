"""Votes: who wins a pairwise vote between two positions, and the positions that lose none.

With weights w = capability x salience and utilities that fall with distance, actor i gives w_i (|x_i - k| - |x_i - j|)
votes to j over k (Bueno de Mesquita 1997, pp. 239-240). The sum over actors is never negative against any k exactly
when j minimises the weighted distance to all, which makes the Condorcet winner the weighted median (Black 1948).
"""

from __future__ import annotations

import numpy as np

from detente.domain.axes import DrawActorIssue, DrawIssue
from detente.engines.parts.ties import SHARE_TOLERANCE, exceeds, reaches


def votes_between(weight: DrawActorIssue, position: DrawActorIssue, first: DrawIssue, second: DrawIssue) -> DrawIssue:
    """Votes for ``first`` over ``second`` summed over actors, in units of weight x scale; positive if first wins."""
    for_first = np.abs(position - second[:, None]) - np.abs(position - first[:, None])
    votes: DrawIssue = np.where(weight > 0, weight * for_first, 0.0).sum(axis=1)
    return votes


def median_interval(weight: DrawActorIssue, position: DrawActorIssue) -> tuple[DrawIssue, DrawIssue]:
    """Lower and upper weighted median: the ends of the interval of positions that no other position beats.

    The two differ only where some position splits the weight exactly in half (within SHARE_TOLERANCE of the total);
    nan where nobody has weight.
    """
    order = np.argsort(position, axis=1, kind="stable")
    ranked = np.take_along_axis(position, order, axis=1)
    cumulated = np.cumsum(np.take_along_axis(weight, order, axis=1), axis=1)
    total = cumulated[:, -1:]
    somebody = total[:, 0] > 0
    share = cumulated / np.where(total > 0, total, np.nan)
    # Actors without weight never come first: the share is the same as before them.
    lower = np.argmax(reaches(share, 0.5, SHARE_TOLERANCE), axis=1, keepdims=True)
    upper = np.argmax(exceeds(share, 0.5, SHARE_TOLERANCE), axis=1, keepdims=True)
    return (
        np.where(somebody, np.take_along_axis(ranked, lower, axis=1)[:, 0], np.nan),
        np.where(somebody, np.take_along_axis(ranked, upper, axis=1)[:, 0], np.nan),
    )
