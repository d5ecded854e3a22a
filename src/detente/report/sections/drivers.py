"""What moves the answer: the uncertain inputs it is associated with, and the documents it leans on."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.forecast import Driver, Interval
from detente.report import words
from detente.report.figures import Bar, Number, bar
from detente.report.lookup import Lookup
from detente.report.movers import driver_name, told_from_zero

SHOWN_OF_ZONE = 8
SHOWN_OF_ISSUE = 3


@dataclass(frozen=True)
class DriverRow:
    """One uncertain input and its share of an answer's variance."""

    name: str
    number: Number
    words: str
    bar: Bar | None


@dataclass(frozen=True)
class DriverGroup:
    """The inputs that go with one answer; ``lost`` cannot be told from zero, ``more`` are smaller than those shown."""

    answer: str
    rows: tuple[DriverRow, ...]
    lost: int
    more: int


@dataclass(frozen=True)
class InfluenceRow:
    """One document left out."""

    document: str
    href: str
    statements: Number
    zone_change: Number
    shift: Number
    issue: str


@dataclass(frozen=True)
class DriversSection:
    """Inputs by answer, documents by influence."""

    groups: tuple[DriverGroup, ...]
    influence: tuple[InfluenceRow, ...]


def drivers_section(lookup: Lookup) -> DriversSection:
    """The zone first, then the issues in the order given; within each the largest share first."""
    drivers = lookup.analysis.forecast.drivers
    answers = sorted(dict.fromkeys(d.answer for d in drivers), key=lambda a: a != "zone")
    return DriversSection(
        groups=tuple(_group(lookup, answer, [d for d in drivers if d.answer == answer]) for answer in answers),
        influence=tuple(
            InfluenceRow(
                document=lookup.document(i.document),
                href=lookup.document_href(i.document),
                statements=Number(f"{i.statements:,}", lookup.document_href(i.document) or "#statements"),
                zone_change=Number(words.signed(i.zone_change * 100), "#how-influence"),
                shift=Number(words.signed(i.largest_shift, lookup.span(i.largest_shift_issue)), "#how-influence"),
                issue=lookup.issue(i.largest_shift_issue) if i.largest_shift_issue else "",
            )
            for i in lookup.analysis.forecast.influence
        ),
    )


def _group(lookup: Lookup, answer: str, drivers: list[Driver]) -> DriverGroup:
    shown = SHOWN_OF_ZONE if answer == "zone" else SHOWN_OF_ISSUE
    told = sorted((d for d in drivers if told_from_zero(d)), key=lambda d: -d.share)
    return DriverGroup(
        "whether there is a zone" if answer == "zone" else f"where {lookup.issue(answer)} lands",
        tuple(
            DriverRow(
                words.sentence_case(driver_name(lookup, d)),
                Number(words.percent(d.share), _driver_href(lookup, d.actor, d.issue, d.parameter)),
                d.words,
                bar(Interval(d.low, d.share, d.high), 0.0, 1.0),
            )
            for d in told[:shown]
        ),
        len(drivers) - len(told),
        max(0, len(told) - shown),
    )


def _driver_href(lookup: Lookup, actor: str, issue: str, parameter: str) -> str:
    """The basis of the input itself; how shares are measured is linked in the heading."""
    names = (parameter, f"{parameter}_low", f"{parameter}_high")
    return next((h for n in names for i in (issue, "") if (h := lookup.basis_href(actor, i, n))), "#how-drivers")
