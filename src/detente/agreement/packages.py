"""Draft deals before the parties: margins, red lines crossed, acceptable or not.

A package is judged as signed. An issue it is silent on stays at the reference point, and a party whose red line
rules the reference point out refuses to sign that: silence has a price. The empty package is no deal at all: it is
worth exactly the no-deal value to everyone, crosses nothing and is never acceptable.

Signing ends the cost of continuing, unless the case names issues that must be settled for it to end (``ended_by``)
and the package names none of them; then the cost goes on on both sides and cancels out of the margins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.agreement.axes import DrawPackageActorIssueMask
from detente.agreement.margins import GAIN_TOLERANCE, margins
from detente.domain.axes import DrawActorIssue, DrawPackageActor, DrawPackageMask, PerIssue
from detente.domain.case import Package
from detente.domain.draws import Draws


@dataclass(frozen=True)
class Drafts:
    """Packages judged: margins in shares of the utility range, and the red lines crossed."""

    margin: DrawPackageActor
    crossed: DrawPackageActorIssueMask


def judge_packages(
    draws: Draws, rates: DrawActorIssue, packages: Mapping[str, Package], ended_by: Sequence[str]
) -> Drafts:
    """Every package before every actor, required or not."""
    count, actors, issues = draws.position.shape
    margin = np.zeros((count, len(packages), actors))
    crossed = np.zeros((count, len(packages), actors, issues), dtype=bool)
    for p, package in enumerate(packages.values()):
        if not package.provisions:
            continue
        point = signed_point(draws, package)
        cost_ends = not ended_by or any(issue in package.provisions for issue in ended_by)
        margin[:, p] = margins(draws, rates, point, cost_ends=cost_ends)
        crossed[:, p] = (point < draws.red_line_low) | (point > draws.red_line_high)
    return Drafts(margin, crossed)


def acceptable(draws: Draws, drafts: Drafts) -> DrawPackageMask:
    """Where every required party gains and no firm red line of a required party is crossed."""
    required = draws.required
    gains = np.all(drafts.margin[:, :, required] > GAIN_TOLERANCE, axis=2)
    vetoed = np.any(drafts.crossed[:, :, required], axis=(2, 3))
    accepted: DrawPackageMask = gains & ~vetoed
    return accepted


def signed_point(draws: Draws, package: Package) -> PerIssue:
    """Where every issue stands once the package is signed."""
    point = draws.reference_point.astype(float).copy()
    for issue, value in package.provisions.items():
        point[draws.issues.index(issue)] = value
    return point
