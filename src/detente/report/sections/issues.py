"""Each issue: its question and scale, where everybody stands, what they refuse, and where the engines land."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.forecast import EngineOutcome, Estimate, Interval
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Bar, Number, Tick, bar, columns, place, ticks
from detente.report.landing import landing, medians_in_words
from detente.report.lookup import Lookup
from detente.report.sections.basis import cited_links


@dataclass(frozen=True)
class RedLineMark:
    """A red line of one actor: the side it refuses, how firm it is."""

    side: str
    bar: Bar
    number: Number
    holds: float
    guess: bool


@dataclass(frozen=True)
class PositionRow:
    """One actor on the strip."""

    actor: str
    required: bool
    bar: Bar | None
    number: Number
    basis: str
    salience: Number
    salience_share: float
    red_lines: tuple[RedLineMark, ...]


@dataclass(frozen=True)
class LandingRow:
    """Where one engine lands: a histogram and its interval."""

    engine: str
    reading: str
    columns: tuple[tuple[float, float, float], ...]
    bar: Bar | None
    number: Number
    defined: str


@dataclass(frozen=True)
class IssueSection:
    """One issue with its figure."""

    key: str
    name: str
    question: str
    guess: bool
    points: tuple[Tick, ...]
    lanes: int
    reference: Tick
    reference_href: str
    positions: tuple[PositionRow, ...]
    absent: tuple[str, ...]
    landings: tuple[LandingRow, ...]
    variance: str
    verdict: tuple[str, Number, str]
    all_guessed: bool
    best: Number | None


def issue_sections(lookup: Lookup) -> tuple[IssueSection, ...]:
    """All issues, the most contested first."""
    return tuple(_issue(lookup, key) for key in most_contested(lookup))


def _issue(lookup: Lookup, key: str) -> IssueSection:
    issue = lookup.analysis.case.issues[key]
    span = issue.high - issue.low
    points = ticks(
        [(place(p, issue.low, issue.high), words.number(p, span), text) for p, text in sorted(issue.scale.items())]
    )
    rows = _positions(lookup, key)
    held = {actor for actor, of, _ in lookup.estimates if of == key}
    best = lookup.analysis.forecast.baseline.zone.best.get(key)
    return IssueSection(
        key=key,
        name=lookup.issue(key),
        question=issue.question,
        guess=issue.guess,
        points=points,
        lanes=max((p.lane for p in points), default=0) + 1,
        reference_href=_reference_href(lookup, key),
        reference=Tick(place(issue.reference_point, issue.low, issue.high), words.number(issue.reference_point, span)),
        positions=rows,
        absent=tuple(actor.name for name, actor in lookup.analysis.case.actors.items() if name not in held),
        landings=tuple(_landing_row(lookup, o) for o in lookup.analysis.forecast.baseline.outcomes if o.issue == key),
        variance=variance_words(lookup, key),
        verdict=_verdict(lookup, key),
        all_guessed=lookup.all_guessed(key),
        best=Number(words.between(best, span), "#how-best") if best is not None else None,
    )


def variance_words(lookup: Lookup, key: str) -> str:
    """How much of the uncertainty lies in the inputs and how much in which model is asked; "" with one model."""
    baseline = lookup.analysis.forecast.baseline
    found = next((v for v in baseline.variance if v.issue == key), None)
    models = len({(o.engine, o.reading) for o in baseline.outcomes})
    if found is None or models < 2 or not found.total > 0:
        return ""
    inputs, mechanism, both = (
        words.percent(part / found.total) for part in (found.inputs, found.mechanism, found.both)
    )
    return (
        f"How far apart the answers lie depends for {inputs} on what is uncertain about the parties, for {mechanism} "
        f"on which of the {models} models is asked, and for {both} on both together (shares of the variance)."
    )


def _positions(lookup: Lookup, key: str) -> tuple[PositionRow, ...]:
    actors = dict.fromkeys(actor for actor, of, name in lookup.estimates if of == key and name != "salience")

    def middle(actor: str) -> float:
        estimate = lookup.estimates.get((actor, key, "position"))
        return estimate.interval.mid if estimate is not None else 0.0

    return tuple(_position(lookup, actor, key) for actor in sorted(actors, key=middle))


def _position(lookup: Lookup, actor: str, key: str) -> PositionRow:
    issue, span = lookup.analysis.case.issues[key], lookup.span(key)
    estimate = lookup.estimates.get((actor, key, "position"))
    record = lookup.actor_record(actor)
    salience = lookup.estimates.get((actor, key, "salience"))
    return PositionRow(
        actor=lookup.actor(actor),
        required=record is not None and record.required,
        bar=bar(estimate.interval, issue.low, issue.high) if estimate is not None else None,
        number=_number(lookup, estimate, span) if estimate is not None else Number("not known"),
        basis=estimate.basis.kind if estimate is not None else "guess",
        salience=_number(lookup, salience, 100.0, 100.0) if salience is not None else Number("not known"),
        salience_share=lookup.salience(actor, key) * 100.0,
        red_lines=tuple(
            mark
            for side in ("low", "high")
            if (line := lookup.estimates.get((actor, key, f"red_line_{side}"))) is not None
            and (mark := _red_line(lookup, line, side)) is not None
        ),
    )


def _red_line(lookup: Lookup, line: Estimate, side: str) -> RedLineMark | None:
    issue = lookup.analysis.case.issues[line.issue]
    where = bar(line.interval, issue.low, issue.high)
    if where is None or abs(line.interval.mid) == float("inf"):
        return None
    verb = "refuses anything below" if side == "low" else "refuses anything above"
    span = issue.high - issue.low
    return RedLineMark(
        side=side,
        bar=where,
        number=Number(
            f"{verb} {words.number(line.interval.mid, span)} (holds in {words.percent(line.firmness)} of draws)",
            lookup.basis_href(line.actor, line.issue, line.parameter),
            words.between(line.interval, span),
        ),
        holds=line.firmness,
        guess=line.basis.kind == "guess",
    )


def _number(lookup: Lookup, estimate: Estimate, span: float, factor: float = 1.0) -> Number:
    scaled = Interval(*(v * factor for v in (estimate.interval.low, estimate.interval.mid, estimate.interval.high)))
    href = lookup.basis_href(estimate.actor, estimate.issue, estimate.parameter)
    return Number(words.compact(scaled, span), href, words.between(scaled, span))


def _landing_row(lookup: Lookup, outcome: EngineOutcome) -> LandingRow:
    issue, interval = lookup.analysis.case.issues[outcome.issue], outcome.distribution.interval
    span = issue.high - issue.low
    return LandingRow(
        engine=lookup.engine(outcome.engine, outcome.reading),
        reading=outcome.reading,
        columns=columns(outcome.distribution.histogram),
        bar=bar(interval, issue.low, issue.high),
        number=Number(words.compact(interval, span), "#how-engines", words.between(interval, span)),
        defined="" if outcome.defined >= 0.9995 else f"says something in {words.percent(outcome.defined)} of draws",
    )


def _reference_href(lookup: Lookup, key: str) -> str:
    issue = lookup.analysis.case.issues[key]
    links = cited_links(lookup, issue.statements, issue.source)
    return next((link.href for link in links if link.href), "#how-guess" if issue.guess else "#how-analyst")


def _verdict(lookup: Lookup, key: str) -> tuple[str, Number, str]:
    """Where a deal would land as one sentence in three parts, the middle one its number."""
    found = landing(lookup, key)
    if found is None:
        return "No engine says where this issue would land.", Number(""), ""
    span = lookup.span(key)
    named = medians_in_words(found, span)
    predictive = lookup.analysis.forecast.baseline.predictive
    place_known = predictive.get(key) if predictive is not None else None
    predicted = (
        Number(words.between(place_known.deal.interval, span), f"#lands-{key}") if place_known is not None else None
    )
    if not found.agree:
        low, high = words.number(found.interval.low, span), words.number(found.interval.high, span)
        rest = f". The engines disagree ({named}): read the spread as the answer."
        if predicted is not None:
            return "A deal would land ", predicted, f". The models alone land between {low} and {high} ({named})."
        return "A deal would land ", Number(f"between {low} and {high}", "#how-engines"), rest
    agree = f"; the engines agree ({named})" if len(found.medians) > 1 else ""
    number = predicted or Number(words.between(found.interval, span), "#how-engines")
    return "A deal would land ", number, f", nearest to “{found.nearest}”{agree}."
