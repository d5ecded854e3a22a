"""The sovereignty ledger: what each draft deal does to each actor's sovereignty, in four dimensions.

Territorial integrity, foreign and security policy, economic independence, political autonomy. A clause moves an issue
away from the reference point; what that does in each dimension is the issue's stated effect times the share of the
scale moved. Effects add up over clauses, never over dimensions: one dimension does not buy off another. Silence in a
draft is the reference point, so it costs nothing. Where the case states the least an actor could live with in a
dimension, a package below that floor is said to cross it, whatever it offers elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from detente.domain.case import Case, Dimension, Package
from detente.domain.forecast import SovereigntyCost

DIMENSIONS: tuple[str, ...] = get_args(Dimension)
TOLERANCE = 1e-9
"""An effect this near to its floor, in [-1, 1], keeps it: it is rounding."""


def sovereignty_costs(case: Case) -> tuple[SovereigntyCost, ...]:
    """One entry for each package, actor with a stated effect, and dimension, in the order of the case file.

    The effect is negative where the actor loses; each clause lies in [-1, 1], and so does the sum unless several
    clauses move the same dimension. Clauses list only what the package really moves. Every dimension of an actor is
    there, a zero too, so that what a package leaves alone can be read off.
    """
    affected = {actor for issue in case.issues.values() for actor in issue.sovereignty}
    return tuple(
        _cost(case, package_id, package, actor, dimension)
        for package_id, package in case.packages.items()
        for actor in case.actors
        if actor in affected
        for dimension in DIMENSIONS
    )


def _cost(case: Case, package_id: str, package: Package, actor: str, dimension: str) -> SovereigntyCost:
    clauses = tuple(_clauses(case, package, actor, dimension))
    effect = math.fsum(effect for _, effect, _ in clauses)
    stated = case.sovereignty_floor.get(actor)
    floor = None if stated is None else getattr(stated, dimension)
    return SovereigntyCost(
        package_id, actor, dimension, effect, clauses, floor, floor is not None and effect < floor - TOLERANCE
    )


def _clauses(case: Case, package: Package, actor: str, dimension: str) -> Iterator[tuple[str, float, str]]:
    for key, issue in case.issues.items():
        stated = issue.sovereignty.get(actor)
        if stated is None or key not in package.provisions:
            continue
        moved = (package.provisions[key] - issue.reference_point) / (issue.high - issue.low)
        effect = getattr(stated, dimension) * moved
        if effect:
            yield key, effect, stated.reversibility
