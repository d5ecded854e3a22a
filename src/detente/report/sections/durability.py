"""Will it hold: survival of each draft's peace, what each clause does, and when re-attack would pay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from detente.domain.consequence_answer import (
    Contribution,
    DurabilityAnswer,
    Figure,
    PackageDurability,
    PackageRegroup,
    SurvivalUnder,
)
from detente.report import words
from detente.report.consequence_figures import Line, Step, survival_figure, waterfall_figure
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.sections.citations import CitationRow, citation_rows, coefficient_href
from detente.report.sections.stated import StatedRow, stated_about_durability

BASELINE = "baseline"
MODELS = ("durability", "regroup")


@dataclass(frozen=True)
class RiskRow:
    """Five-year risk under one failure definition or one reading."""

    what: str
    n: str
    risk: Number
    asked: bool
    reading: bool = False


@dataclass(frozen=True)
class StepRow:
    """One clause or circumstance: what it does to the chance of five years, and what leaving it out would do."""

    name: str
    kind: str
    shift: Number
    dropped: str


@dataclass(frozen=True)
class DraftDurability:
    """One draft as the case stands."""

    key: str
    title: str
    clauses: tuple[str, ...]
    risk: Number
    holds: Number
    rows: tuple[RiskRow, ...]
    steps: tuple[StepRow, ...]
    lines: tuple[Line, ...]
    bars: tuple[Step, ...]

    @cached_property
    def survival(self) -> Markup:
        """Survival curves; drawn only when a page shows them."""
        return survival_figure(f"Chance that the peace still holds: {self.title}", self.lines)

    @cached_property
    def waterfall(self) -> Markup:
        """From comparable peaces to this draft."""
        return waterfall_figure(f"What makes up the chance of five years: {self.title}", self.bars, limits=(0.0, 1.0))


@dataclass(frozen=True)
class ClockRow:
    """When re-attack pays under one draft."""

    title: str
    chance: Number
    when: str
    threshold: Number
    peak: Number
    removes: str


@dataclass(frozen=True)
class ScenarioRow:
    """One draft under all scenarios: five-year chance of holding, chance that re-attack pays."""

    title: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DurabilitySection:
    """Everything the section shows; empty parts where the case does not ask."""

    failure: str
    drafts: tuple[DraftDurability, ...]
    variants: tuple[tuple[str, str], ...]
    reference: tuple[tuple[str, ...], ...]
    reference_years: tuple[float, ...]
    riser: str
    declining: str
    clocks: tuple[ClockRow, ...]
    scenarios: tuple[str, ...]
    by_scenario: tuple[ScenarioRow, ...]
    notes: tuple[str, ...]
    stated: tuple[StatedRow, ...]
    citations: tuple[CitationRow, ...]

    @property
    def asked(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.drafts or self.clocks)

    @property
    def other_failures(self) -> bool:
        """Whether another definition of failure is shown beside the one asked about."""
        return any(not (row.asked or row.reading) for draft in self.drafts for row in draft.rows)


def durability_section(lookup: Lookup) -> DurabilitySection:
    """Drafts in the order of the case."""
    answer = lookup.analysis.forecast.consequences
    held, clock = (answer.durability, answer.regroup) if answer is not None else (None, None)
    years = tuple(sorted({year for row in held.reference for year, _, _ in row.points})) if held else ()
    return DurabilitySection(
        failure=held.failure_words[held.failure] if held else "",
        drafts=tuple(_draft(lookup, held, p) for p in held.packages if p.scenario == BASELINE) if held else (),
        variants=tuple((_letter(held, key), words.sentence_case(text)) for key, text in held.variants.items())
        if held
        else (),
        reference=tuple(_reference(held, years)) if held else (),
        reference_years=years,
        riser=lookup.actor(clock.riser) if clock else "",
        declining=lookup.actor(clock.declining) if clock else "",
        clocks=tuple(_clock(lookup, p) for p in clock.packages if p.scenario == BASELINE) if clock else (),
        scenarios=_scenarios(lookup),
        by_scenario=tuple(_by_scenario(lookup)),
        notes=(*(held.notes if held else ()), *(clock.notes if clock else ())),
        stated=stated_about_durability(lookup),
        citations=citation_rows(lookup, MODELS),
    )


def figure_number(figure: Figure, text: str | None = None) -> Number:
    """A figure with its words, leading to the first coefficient it rests on, else to the analyst."""
    href = coefficient_href(figure.coefficients[0]) if figure.coefficients else "#how-analyst"
    return Number(text or words.shorter(figure.words), href, figure.words)


def _draft(lookup: Lookup, answer: DurabilityAnswer, package: PackageDurability) -> DraftDurability:
    asked = package.survival[0]
    title = lookup.package(package.package)
    held = next(
        p.clauses for p in lookup.analysis.forecast.consequences.clauses  # type: ignore[union-attr]
        if (p.scenario, p.package) == (package.scenario, package.package)
    )  # fmt: skip
    return DraftDurability(
        key=package.package,
        title=title,
        clauses=tuple(h.name if h.degree == 1 else f"{h.name} ({h.degree:.0%})" for h in held),
        risk=figure_number(asked.risk_5),
        holds=figure_number(package.result),
        rows=tuple(_risk(answer, u) for u in package.survival),
        steps=tuple(_step(c) for c in package.contributions),
        lines=tuple(_lines(answer, package)),
        bars=tuple(_steps(package)),
    )


def _risk(answer: DurabilityAnswer, under: SurvivalUnder) -> RiskRow:
    what = _letter(answer, under.variant) if under.variant else answer.failure_words[under.failure]
    count = f"{under.n}" if under.n else "none: a judgement"
    return RiskRow(
        words.sentence_case(what),
        count,
        figure_number(under.risk_5),
        under.asked and not under.variant,
        bool(under.variant),
    )


def _step(contribution: Contribution) -> StepRow:
    return StepRow(
        contribution.name,
        "clause" if contribution.kind == "clause" else "circumstance",
        figure_number(contribution.shift),
        contribution.dropped.words,
    )


def _letter(answer: DurabilityAnswer, variant: str) -> str:
    """A rival reading's short name: "reading A"."""
    return f"reading {'ABCDEFGH'[list(answer.variants).index(variant)]}"


def _lines(answer: DurabilityAnswer, package: PackageDurability) -> list[Line]:
    """The failure asked about with its band, the others as lines, the rival readings thin."""
    lines = []
    for under in sorted(package.survival, key=lambda u: (bool(u.variant), not u.asked)):
        name = _letter(answer, under.variant) if under.variant else f"until {answer.failure_words[under.failure]}"
        banded = under.asked and not under.variant
        lines.append(
            Line(
                name,
                under.curve.years,
                under.curve.mid,
                under.curve.low if banded else (),
                under.curve.high if banded else (),
                thin=bool(under.variant),
            )
        )
    return lines


def _steps(package: PackageDurability) -> list[Step]:
    like = "Comparable agreements" if package.survival[0].reference == "own" else "Comparable peaces"
    steps, at = [Step(like, 0.0, package.start.mean, total=True)], package.start.mean
    for contribution in package.contributions:
        if round(contribution.shift.mean, 3):
            steps.append(Step(contribution.name, at, at + contribution.shift.mean))
            at += contribution.shift.mean
    return [*steps, Step("This draft", 0.0, package.result.mean, total=True)]


def _reference(answer: DurabilityAnswer, years: tuple[float, ...]) -> Iterator[tuple[str, ...]]:
    for row in answer.reference:
        points = {year: f"{published:.2f} ({modelled:.2f})" for year, published, modelled in row.points}
        yield (
            words.sentence_case(row.name), answer.failure_words[row.failure], str(row.n),
            *(points.get(year, "") for year in years),
        )  # fmt: skip


def _clock(lookup: Lookup, package: PackageRegroup) -> ClockRow:
    share = words.percent(package.chance)
    when = f"{package.date} at the median" if package.date else "never"
    if package.year is not None and package.year.interval.low != package.year.interval.high:
        low, high = (words.number(v, 10.0) for v in (package.year.interval.low, package.year.interval.high))
        when += f", {low} to {high} years in"
    removes = package.removes
    said = words.sentence_case(removes.words) if removes else "No change needed" if package.chance <= 0.1 else "–"
    return ClockRow(
        title=lookup.package(package.package),
        chance=figure_number(package.threshold, share),
        when=when,
        threshold=figure_number(package.threshold, words.percent(package.threshold.interval.mid)),
        peak=figure_number(package.at_peak, words.percent(package.at_peak.interval.mid)),
        removes=said,
    )


def _scenarios(lookup: Lookup) -> tuple[str, ...]:
    return tuple(lookup.scenario(key) for key in lookup.analysis.case.scenarios)


def _by_scenario(lookup: Lookup) -> Iterator[ScenarioRow]:
    answer = lookup.analysis.forecast.consequences
    if answer is None or not lookup.analysis.case.scenarios:
        return
    holds = {(p.package, p.scenario): p.result for p in answer.durability.packages} if answer.durability else {}
    pays = {(p.package, p.scenario): p.chance for p in answer.regroup.packages} if answer.regroup else {}
    for package in lookup.analysis.case.packages:
        cells = []
        for scenario in (BASELINE, *lookup.analysis.case.scenarios):
            kept, attack = holds.get((package, scenario)), pays.get((package, scenario))
            cells.append(
                (
                    words.percent(kept.mean) if kept is not None else "–",
                    words.percent(attack) if attack is not None else "–",
                )
            )
        yield ScenarioRow(lookup.package(package), tuple(cells))
