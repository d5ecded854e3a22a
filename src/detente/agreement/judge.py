"""One block of draws judged: the zone and every package, as arrays that can be stored and put together again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.agreement.axes import DrawPackageActorIssueMask
from detente.agreement.margins import POINTS, loss_rates
from detente.agreement.packages import acceptable, judge_packages
from detente.agreement.zone import reach, required_parties
from detente.domain.axes import DrawIssue, DrawMask, DrawPackageActor, DrawPackageMask, PerDraw
from detente.domain.case import Case
from detente.domain.draws import Draws


@dataclass(frozen=True)
class Judgement:
    """What each draw says; margins in points of the actor's utility (100 = everything against its opposite).

    exists : (draw,), whether there is a zone.
    best : (draw, issue), the zone's point best for the worst-off required party; nan where there is no zone.
    best_margin : (draw,), the most the worst-off required party can get within all red lines, zone or not;
        -inf where the red lines alone leave nothing.
    margin : (draw, package, actor), over no deal.
    acceptable : (draw, package).
    crossed : (draw, package, actor, issue), firm red lines crossed, of required parties and others.
    Packages are in the order of the case, actors and issues in that of the draws.
    """

    exists: DrawMask
    best: DrawIssue
    best_margin: PerDraw
    margin: DrawPackageActor
    acceptable: DrawPackageMask
    crossed: DrawPackageActorIssueMask

    @classmethod
    def concatenate(cls, parts: Sequence[Judgement]) -> Judgement:
        """Blocks of draws put together in the order given (at least one)."""
        return cls(**{f.name: np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)})

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """As arrays by name, for an ``.npz`` file; ``crossed``, most of it all, as one bit each."""
        arrays = {f.name: getattr(self, f.name) for f in fields(self)}
        packed = np.packbits(self.crossed, axis=-1)
        return {**arrays, "crossed": packed, "issues": np.array(self.crossed.shape[-1])}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Judgement:
        """Inverse of ``to_arrays``; raises KeyError when an array is missing."""
        crossed = np.unpackbits(arrays["crossed"], axis=-1, count=arrays["issues"].item()).astype(np.bool_)
        return cls(**{**{f.name: arrays[f.name] for f in fields(cls)}, "crossed": crossed})


def judge(draws: Draws, case: Case) -> Judgement:
    """Judge one block of draws; a draw's answer does not depend on the other draws of the block.

    ``draws.required`` decides who can veto (scenarios change it); ``case`` gives ``packages`` and ``ended_by``.
    Raises CaseError when nobody is required.
    """
    rates = loss_rates(draws)
    best = reach(required_parties(draws, rates))
    drafts = judge_packages(draws, rates, case.packages, case.ended_by)
    return Judgement(
        exists=best.exists,
        best=np.where(best.exists[:, None], best.point, np.nan),
        best_margin=best.margin * POINTS,
        margin=drafts.margin * POINTS,
        acceptable=acceptable(draws, drafts),
        crossed=drafts.crossed,
    )
