"""Fighting as the alternative to a deal: what it leaves to bargain over, and why it may come all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.domain.bargaining_answer import CrisisAnswer, CrisisInput
from detente.domain.crisis import NUMBER_WORDS
from detente.domain.forecast import Interval
from detente.report import words
from detente.report.figures import Bar, Number, Tick, bar, place, ticks
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.basis import BasisLink, cited_links
from detente.report.sections.crisis_findings import ON_THE_SCALE, Finding, between_ends, findings_of, point_of, scale_of


@dataclass(frozen=True)
class StripRow:
    """One range on the issue's scale."""

    name: str
    bar: Bar | None
    ends: tuple[float, float]
    number: Number
    kind: str


@dataclass(frozen=True)
class InputRow:
    """One number the crisis rests on."""

    who: str
    what: str
    value: str
    kind: str
    note: str
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class CrisisSection:
    """The strip on the issue's scale, the findings, and the inputs."""

    first: str
    second: str
    issue: str
    points: tuple[Tick, ...]
    lanes: int
    strip: tuple[StripRow, ...]
    findings: tuple[Finding, ...]
    inputs: tuple[InputRow, ...]
    guesses: int
    citations: tuple[str, ...]


def crisis_section(lookup: Lookup) -> CrisisSection | None:
    """None where the case says nothing of fighting, or it was not asked."""
    bargaining = lookup.analysis.forecast.bargaining
    crisis = bargaining.crisis if bargaining is not None else None
    if crisis is None:
        return None
    low, high = scale_of(lookup, crisis)
    record = lookup.issue_record(crisis.issue)
    described = record.scale if record is not None else {0.0: "all to the second", 1.0: "all to the first"}
    points = ticks([(place(p, low, high), words.number(p, high - low), text) for p, text in sorted(described.items())])
    return CrisisSection(
        first=lookup.actor(crisis.first),
        second=lookup.actor(crisis.second),
        issue=lookup.issue(crisis.issue) if crisis.issue else "the stake",
        points=points,
        lanes=max((p.lane for p in points), default=0) + 1,
        strip=tuple(_strip(lookup, crisis)),
        findings=tuple(findings_of(lookup, crisis)),
        inputs=tuple(_input(lookup, crisis, one) for one in crisis.inputs),
        guesses=sum(one.basis.kind == "guess" for one in crisis.inputs),
        citations=crisis.citations,
    )


def crisis_text(lookup: Lookup) -> Iterator[str]:
    """The findings as paragraphs, the ranges and the inputs as tables."""
    section = crisis_section(lookup)
    if section is None:
        yield "The case has no section 'crisis': it says nothing of fighting, or going it alone, as the alternative."
        return
    yield (
        f"The stake is {escaped(section.issue)}; {escaped(section.first)} gains as its scale rises, "
        f"{escaped(section.second)} as it falls. {section.guesses} of {len(section.inputs)} numbers are guesses."
    )
    yield ""
    for finding in section.findings:
        tag = " (rests on guesses)" if finding.guessed else ""
        yield f"- **{escaped(finding.question)}** {escaped(finding.text)}{tag} [{escaped(finding.citation)}]"
    yield ""
    yield from table(("On the scale", "Range"), ((row.name, row.number.text) for row in section.strip))
    yield from table(
        ("Who", "What", "Value", "Basis", "Note"),
        ((row.who, row.what, row.value, row.kind, row.note) for row in section.inputs),
    )


def _strip(lookup: Lookup, crisis: CrisisAnswer) -> Iterator[StripRow]:
    room = crisis.room
    first, second = lookup.actor(crisis.first), lookup.actor(crisis.second)
    yield _range_row(lookup, crisis, "Better for both than fighting", room.low_point, room.high_point, "room")
    low, high = scale_of(lookup, crisis)
    yield StripRow(
        f"Equal bargaining of {first} and {second}", bar(room.division_point, low, high), (0.0, 0.0),
        point_of(lookup, crisis, room.division_point), "analyst",
    )  # fmt: skip
    for one in crisis.win_sets:
        body = one.body or "those who ratify"
        yield _range_row(lookup, crisis, f"{lookup.actor(one.actor)}: {body} would accept", one.low, one.high, "ratify")
    if crisis.signable_low is not None and crisis.signable_high is not None:
        yield _range_row(
            lookup,
            crisis,
            "Better than fighting and ratified by all",
            crisis.signable_low,
            crisis.signable_high,
            "sign",
        )


def _range_row(lookup: Lookup, crisis: CrisisAnswer, name: str, low: Interval, high: Interval, kind: str) -> StripRow:
    bottom, top = scale_of(lookup, crisis)
    ends = place(low.mid, bottom, top), place(high.mid, bottom, top)
    return StripRow(name, None, ends, between_ends(lookup, crisis, low, high), kind)


def _input(lookup: Lookup, crisis: CrisisAnswer, one: CrisisInput) -> InputRow:
    low, high = scale_of(lookup, crisis)
    span = high - low if one.parameter in ON_THE_SCALE else 1.0
    what = NUMBER_WORDS.get(one.parameter, words.readable(one.parameter))
    return InputRow(
        who=lookup.actor(one.actor) if one.actor else "both",
        what=what.replace("the first side", lookup.actor(crisis.first)),
        value=words.compact(one.interval, span),
        kind=one.basis.kind,
        note=one.basis.reason,
        links=cited_links(lookup, one.basis.statements, one.basis.sources),
    )
