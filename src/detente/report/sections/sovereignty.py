"""What each draft does to each actor's sovereignty: four dimensions side by side, never added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import get_args

from markupsafe import Markup

from detente.domain.case import Dimension
from detente.domain.forecast import SovereigntyCost
from detente.report import words
from detente.report.consequence_figures import Step, stacked_steps_figure
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.sections.basis import BasisLink, cited_links

DIMENSIONS: dict[str, str] = {key: words.sentence_case(words.readable(key)) for key in get_args(Dimension)}
DIMENSIONS["foreign_security_policy"] = "Foreign and security policy"


@dataclass(frozen=True)
class Effect:
    """One dimension: the effect in [-1, 1] and the clauses behind it."""

    dimension: str
    sense: str
    number: Number
    left: float
    width: float
    clauses: tuple[str, ...]
    floor: str = ""
    crosses: bool = False


@dataclass(frozen=True)
class SovereigntyRow:
    """One draft for one actor; ``effects`` in the order of DIMENSIONS, None where nothing is stated."""

    package: str
    effects: tuple[Effect | None, ...]
    title: str = ""
    parts: tuple[tuple[str, tuple[Step, ...], float | None], ...] = ()
    limits: tuple[float, float] = (-1.0, 1.0)

    @cached_property
    def waterfall(self) -> Markup:
        """Clause by clause, dimension below dimension; drawn only when a page shows it."""
        return stacked_steps_figure(self.title, self.parts, self.limits)


@dataclass(frozen=True)
class SovereigntyTable:
    """All drafts for one actor; ``floor_note`` is the analyst's word on its floors."""

    actor: str
    rows: tuple[SovereigntyRow, ...]
    floor_note: str = ""
    links: tuple[BasisLink, ...] = ()


def sovereignty_tables(lookup: Lookup) -> tuple[SovereigntyTable, ...]:
    """One table an actor with any stated effect, drafts in rows; whoever some draft costs most comes first.

    Waterfalls are drawn for the required actors and for those with a floor.
    """
    costs = lookup.analysis.forecast.sovereignty
    required, floors = lookup.analysis.case.required, lookup.analysis.case.sovereignty_floor
    tables = []
    worst = {a: min(c.effect for c in costs if c.actor == a) for a in dict.fromkeys(c.actor for c in costs)}
    for actor in sorted(worst, key=lambda a: worst[a]):
        mine = [c for c in costs if c.actor == actor]
        shown, floor = actor in required or actor in floors, floors.get(actor)
        rows = tuple(
            SovereigntyRow(
                lookup.package(package),
                tuple(
                    next((_effect(lookup, c) for c in mine if c.package == package and c.dimension == d), None)
                    for d in DIMENSIONS
                ),
                f"Sovereignty of {lookup.actor(actor)}, clause by clause: {lookup.package(package)}",
                tuple(_parts(lookup, [c for c in mine if c.package == package])) if shown else (),
                _limits(mine),
            )
            for package in dict.fromkeys(c.package for c in mine)
        )
        note, links = (floor.note, cited_links(lookup, floor.statements, floor.source)) if floor else ("", ())
        tables.append(SovereigntyTable(lookup.actor(actor), rows, note, links))
    return tuple(tables)


def _limits(costs: list[SovereigntyCost]) -> tuple[float, float]:
    """One axis for all drafts of an actor, wide enough for every sum of clauses, every floor, and the labels."""
    reached = [0.0, -0.1, 0.1, *(c.floor for c in costs if c.floor is not None and c.clauses)]
    for cost in costs:
        reached += accumulate(effect for _, effect, _ in cost.clauses)
    room = 0.24 * (max(reached) - min(reached))
    return min(reached) - room, max(reached) + room


def _parts(lookup: Lookup, costs: list[SovereigntyCost]) -> Iterator[tuple[str, tuple[Step, ...], float | None]]:
    """The dimensions a draft moves: its clauses one after the other, what they come to, and the floor."""
    for cost in costs:
        ends = list(accumulate((effect for _, effect, _ in cost.clauses), initial=0.0))
        steps = tuple(
            Step(lookup.issue(issue), start, end)
            for (issue, _, _), (start, end) in zip(cost.clauses, pairwise(ends), strict=True)
        )
        if steps:
            name = DIMENSIONS.get(cost.dimension, words.readable(cost.dimension))
            yield name, (*steps, Step("Together", 0.0, cost.effect, total=True)), cost.floor


def _effect(lookup: Lookup, cost: SovereigntyCost) -> Effect:
    size = min(1.0, abs(cost.effect))
    sense = "gain" if cost.effect > 0 else "loss" if cost.effect < 0 else "none"
    return Effect(
        dimension=DIMENSIONS.get(cost.dimension, words.readable(cost.dimension)),
        sense=sense,
        number=Number(words.signed(cost.effect, 1.0) if cost.effect else "0", "#how-sovereignty"),
        left=50.0 if cost.effect >= 0 else 50.0 - size * 50.0,
        width=size * 50.0,
        clauses=tuple(
            f"{lookup.issue(issue)} {words.signed(effect, 1.0)}, {_undone(reversibility)}"
            for issue, effect, reversibility in cost.clauses
        ),
        floor="" if cost.floor is None else words.signed(cost.floor, 1.0) if cost.floor else "0",
        crosses=cost.crosses,
    )


def _undone(reversibility: str) -> str:
    return "permanent" if reversibility == "permanent" else f"{reversibility} to undo"
