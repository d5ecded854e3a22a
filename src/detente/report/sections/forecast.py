"""Where a deal would land on each issue as a calibrated distribution, and how often such forecasts were right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.domain.predictive_answer import PointMass, PredictedIssue, PredictiveAnswer
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Bar, Number, Tick, bar, columns, place, ticks
from detente.report.landing import landing, medians_in_words, scale_words
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table

NAMED_MASSES = 5
"""Heaps marked on a strip; the rest are in the results. Actors in one place with one chance are one heap."""

SMALLEST_NAMED = 0.03
"""Places less likely than this are not marked."""

CAUTION = (
    "These are pseudo-forecasts: positions as experts recalled them after the decision, on issues of European "
    "legislation. A war, or a few parties with vetoes, is another kind of negotiation, and nobody has measured how far "
    "the record carries over. This forecast itself has not been scored against what happened."
)


@dataclass(frozen=True)
class MassMark:
    """A place where outcomes pile up: its letter on the strip, where it is, and what it is in words."""

    letter: str
    at: float
    words: str


@dataclass(frozen=True)
class PredictedRow:
    """One issue: its strip of probabilities, its heaps by letter, and its sentences."""

    key: str
    name: str
    points: tuple[Tick, ...]
    lanes: int
    reference: Tick
    columns: tuple[tuple[float, float, float], ...]
    bar: Bar | None
    marks: tuple[MassMark, ...]
    letters: tuple[Tick, ...]
    letter_lanes: int
    deal: Number
    nearest: str
    overall: str
    engines: str
    all_guessed: bool


@dataclass(frozen=True)
class Record:
    """How often such forecasts were right, with the figure of the baseline beside it."""

    within: str
    baseline: str
    held: str
    issues: int
    negotiations: int
    source: str
    bars: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class ForecastSection:
    """The section: the record, the chance of no deal, why it was widened, and every issue."""

    record: Record
    chance: str
    no_deal: str
    no_deal_share: float | None
    widened: tuple[str, ...]
    rows: tuple[PredictedRow, ...]
    caution: str = CAUTION


def forecast_section(lookup: Lookup) -> ForecastSection | None:
    """None where nothing was forecast this way."""
    found = lookup.analysis.forecast.baseline.predictive
    if found is None or not found.issues:
        return None
    predicted = [(key, found.get(key)) for key in most_contested(lookup)]
    return ForecastSection(
        record=_record(found),
        chance="" if found.chance_of_deal is None else words.percent(found.chance_of_deal),
        no_deal="" if found.chance_of_deal is None else words.percent(1 - found.chance_of_deal),
        no_deal_share=None if found.chance_of_deal is None else round((1 - found.chance_of_deal) * 100, 2),
        widened=tuple(dict.fromkeys(reason for one in found.issues for reason in one.widened)),
        rows=tuple(_row(lookup, key, one) for key, one in predicted if one is not None),
    )


def record_words(found: PredictiveAnswer) -> str:
    """How often such forecasts were right, in a phrase: "of 245 European legislative issues forecast this way, ..."."""
    track = found.track
    return (
        f"of {words.counted(track.issues, 'European legislative issue')} forecast this way, "
        f"{words.percent(track.within_ten)} ended within 10 points of the median (compromise model: "
        f"{words.percent(track.baseline_within_ten)})"
    )


def mass_words(lookup: Lookup, issue: str, mass: PointMass) -> str:
    """A heap in words: "12% at the reference point (40)", "9% at Russia's position (near 72)"."""
    at = words.number(mass.at, lookup.span(issue))
    where = (
        "the reference point" if mass.kind == "reference_point" else f"{words.possessive(lookup.actor(mass.actor))} "
    )
    return f"{words.percent(mass.probability)} at {where}" + (
        f" ({at})" if mass.kind == "reference_point" else f"position (near {at})"
    )


def forecast_text(lookup: Lookup) -> Iterator[str]:
    """The section as Markdown."""
    found = forecast_section(lookup)
    if found is None:
        return
    record = found.record
    yield (
        f"Of {words.counted(record.issues, 'European legislative issue')} in "
        f"{words.counted(record.negotiations, 'negotiation')} forecast this way, each from others, **{record.within}** "
        f"ended within 10 points of the forecast's median; of the compromise model's answers, **{record.baseline}** "
        f"did. The central 80% held {record.held}."
    )
    yield ""
    yield CAUTION
    yield ""
    if found.no_deal:
        yield (
            f"No deal: at least {found.no_deal} of draws have no room for one; then the reference points hold. "
            f"The chance of a deal, {found.chance}, is the most it can be."
        )
    else:
        yield "Whether there is a deal cannot be judged, so this says where one would land."
    yield ""
    if found.widened:
        yield f"Wider than that record alone makes it (a stated prior, not an estimate): {_reasons(found.widened)}."
        yield ""
    yield from table(
        ("Issue", "If there is a deal (80%)", "With the chance of none", "Where outcomes pile up", "The models"),
        (
            (row.name, row.deal.text, row.overall, "; ".join(m.words for m in row.marks), row.engines)
            for row in found.rows
        ),
    )
    yield escaped(f"The record is that of {record.source}.")


def _record(found: PredictiveAnswer) -> Record:
    track = found.track
    return Record(
        within=words.percent(track.within_ten),
        baseline=words.percent(track.baseline_within_ten),
        held=words.percent(track.coverage_80),
        issues=track.issues,
        negotiations=track.negotiations,
        source=track.source,
        bars=(
            ("This distribution's median", words.percent(track.within_ten), round(track.within_ten * 100, 2)),
            ("Compromise model", words.percent(track.baseline_within_ten), round(track.baseline_within_ten * 100, 2)),
        ),
    )


def _row(lookup: Lookup, key: str, one: PredictedIssue) -> PredictedRow:
    issue, span = lookup.analysis.case.issues[key], lookup.span(key)
    points = ticks(
        [(place(p, issue.low, issue.high), words.number(p, span), text) for p, text in sorted(issue.scale.items())]
    )
    marks = _marks(lookup, key, one.masses)
    letters = ticks([(mark.at, mark.letter, mark.words) for mark in marks])
    interval = one.deal.interval
    return PredictedRow(
        key=key,
        name=lookup.issue(key),
        points=points,
        lanes=max((p.lane for p in points), default=0) + 1,
        reference=Tick(place(issue.reference_point, issue.low, issue.high), words.number(issue.reference_point, span)),
        columns=columns(one.points),
        bar=bar(interval, issue.low, issue.high),
        marks=marks,
        letters=letters,
        letter_lanes=max((t.lane for t in letters), default=0) + 1,
        deal=Number(words.between(interval, span), "#how-predictive", words.compact(interval, span)),
        nearest=scale_words(issue, interval.mid) if issue.scale else "",
        overall=words.between(one.overall.interval, span),
        engines=_engines(lookup, key),
        all_guessed=lookup.all_guessed(key),
    )


def _marks(lookup: Lookup, key: str, masses: Sequence[PointMass]) -> tuple[MassMark, ...]:
    issue = lookup.analysis.case.issues[key]
    heaps: dict[tuple[float, str], list[PointMass]] = {}
    for mass in masses:
        if mass.probability >= SMALLEST_NAMED:
            at = place(mass.at, issue.low, issue.high)
            heaps.setdefault((round(at), words.percent(mass.probability)), []).append(mass)
    named = list(heaps.values())[:NAMED_MASSES]
    return tuple(
        MassMark(letter, place(heap[0].at, issue.low, issue.high), _heap_words(lookup, key, heap))
        for letter, heap in zip("abcdefghij", named, strict=False)
    )


def _heap_words(lookup: Lookup, key: str, heap: Sequence[PointMass]) -> str:
    """One place in words, with everybody who stands there."""
    others = [lookup.actor(mass.actor) for mass in heap[1:]]
    said = mass_words(lookup, key, heap[0])
    return f"{said}, where {words.joined(others)} {'stands' if len(others) == 1 else 'stand'} too" if others else said


def _engines(lookup: Lookup, key: str) -> str:
    """Where the models themselves land, as a spread."""
    found = landing(lookup, key)
    if found is None:
        return ""
    span = lookup.span(key)
    low, high = words.number(found.interval.low, span), words.number(found.interval.high, span)
    return f"{low} to {high} ({medians_in_words(found, span)})"


def _reasons(widened: Sequence[str]) -> str:
    return escaped("; ".join(widened))
