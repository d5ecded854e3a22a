"""What of a case's inputs must be drawn anew since they differ from a case already drawn: a scenario, fewer sources."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.case import Case, Stance
from detente.measurement.posterior import PositionPosterior


@dataclass(frozen=True)
class Differing:
    """Stances and no-deal costs (by actor) that differ; everything else is drawn as before."""

    stances: tuple[Stance, ...]
    costs: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether all draws are as before."""
        return not self.stances and not self.costs


def differing(
    before: Case, case: Case, posterior_before: PositionPosterior, posterior: PositionPosterior
) -> Differing | None:
    """What differs between two cases and the posteriors of their statements; None where the cases are not alike.

    Alike are cases of the same actors with the same capabilities, the same issues, ledger and date, in which every
    actor that had a stance still has one.
    """
    if not _alike(before, case):
        return None
    stances_before, stances = _by_pair(before), _by_pair(case)
    if not stances_before.keys() <= stances.keys():
        return None
    read = not _same_reading(posterior_before, posterior)
    return Differing(
        tuple(
            stance
            for pair, stance in stances.items()
            if (read and _from_statements(stance)) or not _same(stances_before.get(pair), stance)
        ),
        tuple(actor for actor in case.actors if not _same(before.no_deal.get(actor), case.no_deal.get(actor))),
    )


def _alike(before: Case, case: Case) -> bool:
    return (
        list(before.actors) == list(case.actors)
        and all(_same(before.actors[key].capability, case.actors[key].capability) for key in case.actors)
        and _same(before.issues, case.issues)
        and _same(before.leverage, case.leverage)
        and before.case.as_of == case.case.as_of
    )


def _by_pair(case: Case) -> dict[tuple[str, str], Stance]:
    # the first of two stances of one actor on one issue counts
    return {(stance.actor, stance.issue): stance for stance in reversed(case.stances)}


def _same(before: object, now: object) -> bool:
    return before is now or before == now


def _same_reading(before: PositionPosterior, now: PositionPosterior) -> bool:
    return before.samples is now.samples and before.waiting == now.waiting


def _from_statements(stance: Stance) -> bool:
    line = stance.red_line
    sides = () if line is None else (line.min, line.max)
    numbers = (stance.position, stance.salience, *sides)
    return any(number is not None and number.from_statements for number in numbers)
