"""Scenarios side by side, levers apart from uncertainties, each against the case as it stands."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from detente.domain.case import Change, RedLine, Scenario
from detente.domain.forecast import Interval, ScenarioForecast
from detente.domain.quantity import Quantity
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Bar, Number, bar
from detente.report.lookup import Lookup
from detente.report.movers import zone_change
from detente.report.sections.basis import BasisLink, cited_links

MODELS = {
    "settlement": "whether a peace would hold",
    "regroup": "when re-attack would pay",
    "trust": "trust in guarantors",
    "audience": "how others react",
    "precedents": "later disputes",
    "sanctions": "sanctions",
    "energy": "the price of energy",
    "macro": "the wider economy",
    "minerals": "the fund",
    "exposure": "what is at risk for the organisation",
}
FACTS = {
    "regroup.riser_now": "the rising side's chance of winning now",
    "regroup.riser_after": "its chance of winning after a pause",
    "regroup.cost_riser": "what attacking costs it",
    "regroup.cost_declining": "what fighting costs the other side",
    "regroup.guarantor": "the guarantor",
    "sanctions.regimes": "the measures in force",
    "energy.taken": "supply taken off the market",
    "energy.returning": "supply that comes back",
    "exposure.conditions": "chances and sizes of its risks",
}
"""What a scenario changes of the models of consequences, in a reader's words."""


@dataclass(frozen=True)
class IssueChange:
    """Change of where one issue lands."""

    issue: str
    number: Number
    bar: Bar | None


@dataclass(frozen=True)
class ScenarioColumn:
    """One scenario: what is changed, and what follows."""

    key: str
    title: str
    kind: str
    chosen_by: str
    sets: tuple[str, ...]
    events: tuple[str, ...]
    zone: Number | None
    zone_change: Number | None
    zone_bar: Bar | None
    told: str
    links: tuple[BasisLink, ...]
    guess: bool
    issues: tuple[IssueChange, ...]
    unmoved: str


@dataclass(frozen=True)
class ScenariosSection:
    """All scenarios; ``reach`` and ``zone_reach`` are the ends of the common axes of change."""

    baseline: Number | None
    levers: tuple[ScenarioColumn, ...]
    uncertainties: tuple[ScenarioColumn, ...]
    reach: str
    zone_reach: str


def scenarios_section(lookup: Lookup) -> ScenariosSection:
    """Levers and uncertainties, each in the order of the case."""
    scenarios = lookup.analysis.forecast.scenarios[1:]
    exists = lookup.analysis.forecast.baseline.zone.exists
    reach = _reach([_relative(lookup, key, c) for s in scenarios for key, c in s.changes.items()])
    zone_reach = _reach([c for s in scenarios if (c := zone_change(lookup, s)) is not None])
    made = [_column(lookup, s, reach, zone_reach) for s in scenarios]
    return ScenariosSection(
        baseline=Number(words.percent(exists.share), "#how-zone") if exists.n else None,
        levers=tuple(c for c in made if c.kind == "lever"),
        uncertainties=tuple(c for c in made if c.kind != "lever"),
        reach=f"{reach * 100:.0f}",
        zone_reach=f"{zone_reach * 100:.0f}",
    )


def change_words(lookup: Lookup, change: Change) -> str:
    """What a scenario sets, in words: "Egypt's salience on Filling becomes 80"."""
    whose = words.possessive(lookup.actor(change.actor))
    on = f" on {lookup.issue(change.issue)}" if change.issue else ""
    said = []
    for name, value in (("position", change.position), ("salience", change.salience)):
        if value is not None:
            said.append(f"{whose} {name}{on} becomes {quantity_words(value)}")
    if change.red_line == "none":
        said.append(f"{whose} red line{on} is lifted")
    elif isinstance(change.red_line, RedLine):
        said.append(f"{whose} red line{on} becomes {_line_words(change.red_line)}")
    if change.capability_times is not None:
        said.append(f"{whose} capability is multiplied by {change.capability_times:g}")
    if change.cost_of_continuing is not None:
        said.append(f"{whose} cost of continuing without a deal becomes {quantity_words(change.cost_of_continuing)}")
    if change.required is not None:
        said.append(f"{whose} consent is {'needed' if change.required else 'no longer needed'}")
    if change.at_table is not None:
        said.append(f"{lookup.actor(change.actor)} {'sits' if change.at_table else 'no longer sits'} at the table")
    return "; ".join(said)


def quantity_words(quantity: Quantity) -> str:
    """A stated number in words: "70", "between 60 and 90, most likely 75", "what the statements give"."""
    if quantity.kind == "statements":
        return "what the statements give"
    if quantity.kind == "value":
        return f"{quantity.mode:g}"
    return f"between {quantity.low:g} and {quantity.high:g}, most likely {quantity.mode:g}"


def _line_words(line: RedLine) -> str:
    bounds = (("no lower than", line.min), ("no higher than", line.max))
    sides = [
        f"{word} {'a point ' if bound.kind == 'range' else ''}{quantity_words(bound)}"
        for word, bound in bounds
        if bound
    ]
    return f"{' and '.join(sides)} (firmness {line.firmness:g})"


def _column(lookup: Lookup, forecast: ScenarioForecast, reach: float, zone_reach: float) -> ScenarioColumn:
    stated = lookup.analysis.case.scenarios.get(forecast.id, Scenario())
    change = zone_change(lookup, forecast)
    known = [k for k in most_contested(lookup) if k in forecast.changes and not math.isnan(forecast.changes[k].mid)]
    moved = [k for k in known if _moves(_relative(lookup, k, forecast.changes[k]))]
    return ScenarioColumn(
        key=forecast.id,
        title=forecast.title or lookup.scenario(forecast.id),
        kind=forecast.kind,
        chosen_by=lookup.actor(stated.chosen_by) if stated.chosen_by else "",
        sets=(*(change_words(lookup, c) for c in stated.set), *consequence_change_words(lookup, stated)),
        events=tuple(f"{event.date.isoformat()}: {event.what}" for event in stated.events),
        zone=Number(words.percent(forecast.zone.exists.share), "#how-zone") if forecast.zone.exists.n else None,
        zone_change=Number(words.compact_signed(change, factor=100), "#how-change") if change is not None else None,
        zone_bar=bar(change, -zone_reach, zone_reach) if change is not None else None,
        told=words.direction(change) if change is not None else "",
        links=cited_links(lookup, stated.statements, stated.source),
        guess=stated.guess,
        issues=tuple(
            IssueChange(
                lookup.issue(key),
                Number(
                    words.compact_signed(forecast.changes[key], lookup.span(key)),
                    "#how-change",
                    words.between_signed(forecast.changes[key], lookup.span(key)),
                ),
                bar(_relative(lookup, key, forecast.changes[key]), -reach, reach),
            )
            for key in moved
        ),
        unmoved=words.joined([lookup.issue(key) for key in known if key not in moved]),
    )


def consequence_change_words(lookup: Lookup, stated: Scenario) -> Iterator[str]:
    """What a scenario changes for the models of consequences only: clauses of every draft, and facts."""
    answer = lookup.analysis.forecast.consequences
    names = answer.clause_names if answer is not None else {}
    for keys, what in ((stated.adds_clauses, "has"), (stated.drops_clauses, "lacks")):
        for key in keys:
            yield f"Every draft {what} the clause “{names.get(key, words.readable(key))}”"
    for section, facts in stated.facts.items():
        named = [FACTS.get(f"{section}.{key}", words.readable(str(key))) for key in facts]
        yield f"Other numbers for {MODELS.get(section, words.readable(section))}: {words.joined(named)}"


def _relative(lookup: Lookup, issue: str, change: Interval) -> Interval:
    """A change as a share of its issue's scale, so that issues can share an axis."""
    span = lookup.span(issue)
    return Interval(change.low / span, change.mid / span, change.high / span)


def _moves(change: Interval) -> bool:
    """Whether any of the central 80% of draws moves by at least 1% of the scale."""
    return max(abs(change.low), abs(change.high)) >= 0.01


def _reach(changes: list[Interval]) -> float:
    """The end of a common axis that holds all changes, in steps of 5%."""
    ends = [abs(v) for c in changes for v in (c.low, c.high) if math.isfinite(v)]
    return max(0.05, math.ceil(max(ends, default=0.0) * 20 - 1e-9) / 20)
