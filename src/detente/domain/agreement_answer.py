"""What a search for a deal says beside the zone: drafts found, what one step by one party would open, lines that clash.

| object           | role                                                                              |
|------------------|-----------------------------------------------------------------------------------|
| AgreementAnswer  | all of it, for the case as it stands                                              |
| PackageSearch    | the drafts that can be put together from provisions, and the best of them         |
| FoundPackage     | one draft nobody wrote, with what it is best at                                   |
| FrontierPoint    | a draft that no other betters for one required party without costing another      |
| Unlock           | what one party could relax to reopen the zone by itself                           |
| Relaxation       | one red line, or the walk-away value, with how far it would have to give          |
| LineConflict     | two red lines that exclude each other                                             |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from detente.domain.forecast import Interval, PackageVerdict, Share

Criterion = Literal["most_acceptable", "worst_off", "egalitarian", "kalai_smorodinsky", "nash"]
"""What a found draft is best at, see ``PackageSearch``."""


@dataclass(frozen=True)
class FoundPackage:
    """A draft put together by the search: ``best_at`` is what it is best at, ``provisions`` are ids.

    ``values`` is the point of every issue it settles. ``tabled`` is each required party's expected gain, in points of
    its utility, when the draft is put on the table: its margin where all required parties accept, nothing elsewhere.
    """

    best_at: tuple[Criterion, ...]
    provisions: tuple[str, ...]
    values: dict[str, float]
    verdict: PackageVerdict
    tabled: dict[str, float]


@dataclass(frozen=True)
class FrontierPoint:
    """One draft of the Pareto frontier of the parties' expected gains when tabled, over all draws."""

    provisions: tuple[str, ...]
    acceptable: float
    tabled: dict[str, float]


@dataclass(frozen=True)
class PackageSearch:
    """The best of all drafts that can be put together from the provisions of a case.

    Drafts are compared on ``draws`` evenly spaced draws; ``compared`` of them, the best, their frontier and what is one
    choice away from the best, once more on all draws. With V_a the expected gain of required party a when a draft is
    tabled (see ``FoundPackage.tabled``), found are the drafts with

    most_acceptable: acceptable in the largest share of draws;
    worst_off: the largest expectation of the gain of whoever gains least in each draw;
    egalitarian: max min_a V_a (Kalai 1977); kalai_smorodinsky: max min_a V_a / (most any draft gives a) (1975);
    nash: max of the product of V_a (1950).

    method: ``all`` when every draft was tried; ``bounds`` for branch and bound.
    combinations: drafts there would be without ``requires`` and ``excludes``; ``drafts``: allowed and not empty, or
    None where they were not all counted.
    proven: the criteria by which nothing better exists on the draws searched; all of them where every draft was tried.
    size: share of drafts acceptable in a draw, over the draws, ``mean_size`` its mean; ``often``: share of drafts
    acceptable in at least half of the draws. Over all allowed drafts or, with branch and bound, a sample of ``seen``.
    reachable: share of the draws searched in which at least one draft is acceptable.
    frontier: what no other draft compared betters, best first for whoever gains least; ``frontier_complete`` False
    where the frontier on the draws searched was cut short or not searched.
    """

    method: Literal["all", "bounds"]
    draws: int
    combinations: int
    drafts: int | None
    proven: tuple[Criterion, ...]
    seen: int
    size: Interval
    mean_size: float
    often: float
    reachable: Share
    compared: int
    found: tuple[FoundPackage, ...]
    frontier: tuple[FrontierPoint, ...] = ()
    frontier_complete: bool = True
    frontier_size: int = 0


@dataclass(frozen=True)
class Relaxation:
    """One demand one party could relax: a red line on ``issue``, or, where that is "", its walk-away value.

    ``side`` is ``min`` or ``max`` of the red line. ``suffices`` is the share of draws without a zone in which relaxing
    it, and nothing else, opens one; ``cheapest`` the share in which it is also this party's cheapest way, each as a
    share of its scale. ``size`` is how far it has to give where it suffices: points of the scale, or of utility.
    ``line`` is where the red line runs in these draws, ``to`` where it would have to; None for a walk-away value.
    """

    issue: str
    side: Literal["min", "max", ""]
    suffices: Share
    cheapest: float
    size: Interval
    line: Interval | None = None
    to: Interval | None = None


@dataclass(frozen=True)
class Unlock:
    """What one required party could do alone where there is no zone; ``suffices``: by some one relaxation."""

    actor: str
    suffices: Share
    relaxations: tuple[Relaxation, ...]


@dataclass(frozen=True)
class LineConflict:
    """Two red lines on an issue that exclude each other: ``demander`` refuses less than ``refuser`` refuses to exceed.

    ``share`` is that of all draws; ``gap`` is how far apart the lines are where they clash, in points of the scale.
    """

    issue: str
    demander: str
    refuser: str
    share: Share
    gap: Interval


@dataclass(frozen=True)
class AgreementAnswer:
    """Beside ``Zone``: drafts found, the unlock table, and the matrix of red lines in conflict.

    ``without_zone`` is the number of draws without a zone; ``analysed`` of them went into the unlock table.
    """

    search: PackageSearch | None = None
    without_zone: int = 0
    analysed: int = 0
    unlocks: tuple[Unlock, ...] = ()
    conflicts: tuple[LineConflict, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """Titles of the provisions by id."""
