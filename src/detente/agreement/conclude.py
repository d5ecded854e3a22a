"""What all draws together say of the zone and the packages, as plain values for the forecast."""

from __future__ import annotations

import numpy as np

from detente.agreement.axes import SomeValues
from detente.agreement.blocks import find_blocks
from detente.agreement.judge import Judgement
from detente.agreement.margins import GAIN_TOLERANCE, POINTS
from detente.agreement.shares import wilson
from detente.domain.case import Case
from detente.domain.draws import Draws
from detente.domain.forecast import Crossing, Interval, PackageVerdict, Zone


def conclude(judgement: Judgement, draws: Draws, case: Case) -> Zone:
    """The zone over all draws: how often it exists, where its best deal lands, what blocks it, each package.

    ``judgement`` is that of all of ``draws``, in their order. Packages are sorted by the median margin of their
    worst-off required party, best first; equals stay in the order of the case.
    """
    judged = verdicts(judgement, draws, case)
    return Zone(
        exists=wilson(int(judgement.exists.sum()), draws.n),
        required=tuple(a for a, needed in zip(draws.actors, draws.required, strict=True) if needed),
        blocks=find_blocks(draws, judgement.exists),
        packages=tuple(sorted(judged, key=lambda v: -v.worst_margin.mid)),
        best={issue: _interval(judgement.best[judgement.exists, k]) for k, issue in enumerate(draws.issues)}
        if judgement.exists.any()
        else {},
    )


def verdicts(judgement: Judgement, draws: Draws, case: Case) -> list[PackageVerdict]:
    """Every package of the case before the parties, in the order of the case."""
    return [_verdict(judgement, draws, case, p, key) for p, key in enumerate(case.packages)]


def _verdict(judgement: Judgement, draws: Draws, case: Case, p: int, key: str) -> PackageVerdict:
    margin = judgement.margin[:, p]
    intervals = {actor: _interval(margin[:, a]) for a, actor in enumerate(draws.actors)}
    required = [actor for actor, needed in zip(draws.actors, draws.required, strict=True) if needed]
    worst = min(required, key=lambda actor: intervals[actor].mid)
    gains = (margin > GAIN_TOLERANCE * POINTS).mean(axis=0)
    return PackageVerdict(
        package=key,
        title=case.packages[key].title,
        acceptable=wilson(int(judgement.acceptable[:, p].sum()), draws.n),
        margins=intervals,
        gains={actor: float(gains[a]) for a, actor in enumerate(draws.actors)},
        crossed=_crossings(judgement, draws, p),
        worst_off=worst,
        worst_margin=intervals[worst],
    )


def _crossings(judgement: Judgement, draws: Draws, p: int) -> tuple[Crossing, ...]:
    """Red lines the package crosses in some draw, the most often crossed first."""
    share = judgement.crossed[:, p].mean(axis=0)
    found = [
        Crossing(actor, issue, float(share[a, k]))
        for a, actor in enumerate(draws.actors)
        for k, issue in enumerate(draws.issues)
        if share[a, k] > 0
    ]
    return tuple(sorted(found, key=lambda crossing: -crossing.share))


def _interval(values: SomeValues) -> Interval:
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Interval(float(low), float(mid), float(high))
