"""The zone of possible agreement: how often there is one, the drafts before the parties, what empties it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.forecast import Interval, PackageVerdict, Zone
from detente.report import words
from detente.report.answer import Unknown, block_words, what_is_unknown
from detente.report.figures import Number
from detente.report.landing import scale_words
from detente.report.lookup import Lookup
from detente.report.sections.basis import BasisLink, cited_links


@dataclass(frozen=True)
class Margin:
    """One party's margin over no deal under one draft; ``sense`` is gain, loss or open (zero is in the interval)."""

    sense: str
    symbol: str
    number: Number
    range: str


@dataclass(frozen=True)
class PackageRow:
    """One draft deal before the parties."""

    key: str
    title: str
    provisions: dict[str, tuple[Number, str]]
    guess: bool
    acceptable: Number
    worst: Number
    margins: tuple[Margin | None, ...]
    crossed: tuple[tuple[str, Number], ...]


@dataclass(frozen=True)
class BlockRow:
    """A smallest set of demands that empties the zone, in words."""

    words: str
    number: Number
    share: float
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class ZoneSection:
    """Everything the section on the zone shows."""

    known: bool
    unknown: Unknown
    chance: str
    share: float
    number: Number
    error: Number
    required: tuple[str, ...]
    parties: tuple[tuple[str, bool], ...]
    packages: tuple[PackageRow, ...]
    settled: tuple[tuple[str, str, Number], ...]
    blocks: tuple[BlockRow, ...]
    best: tuple[tuple[str, Number], ...]


SENSES = {"gain": "▲", "loss": "▼", "open": "◇"}


def zone_section(lookup: Lookup) -> ZoneSection:
    """The zone of the case as it stands; drafts sorted by how their worst-off party fares."""
    zone = lookup.analysis.forecast.baseline.zone
    parties = _parties(lookup, zone)
    packages = sorted(zone.packages, key=lambda p: (-p.worst_margin.mid, p.package))
    share = zone.exists
    return ZoneSection(
        known=share.n > 0,
        unknown=what_is_unknown(lookup),
        chance=words.chance(share.share),
        share=share.share * 100.0,
        number=Number(words.percent(share.share), "#how-zone"),
        error=Number(words.simulation_error(share), "#how-zone"),
        required=tuple(lookup.actor(key) for key in zone.required),
        parties=tuple((lookup.actor(key), key in zone.required) for key in parties),
        packages=tuple(_package(lookup, p, parties) for p in packages),
        settled=_settled(lookup, packages),
        blocks=tuple(
            BlockRow(
                words.sentence_case(block_words(lookup, b)),
                Number(words.percent(b.share), "#how-blocks"),
                b.share * 100,
                tuple(_demand_link(lookup, *demand) for demand in b.demands),
            )
            for b in zone.blocks
        ),
        best=tuple(
            (lookup.issue(key), Number(words.between(interval, lookup.span(key)), "#how-best"))
            for key, interval in zone.best.items()
        ),
    )


def margin(interval: Interval) -> Margin:
    """A margin with its sign as a symbol and as a word."""
    sense = "gain" if interval.low > 0 else "loss" if interval.high < 0 else "open"
    number = Number(words.signed(interval.mid), "#how-margins", words.between_signed(interval))
    return Margin(sense, SENSES[sense], number, f"{words.signed(interval.low)} to {words.signed(interval.high)}")


def _parties(lookup: Lookup, zone: Zone) -> tuple[str, ...]:
    """Everybody with a margin, the required parties first, then in the order of the case."""
    named = dict.fromkeys(actor for package in zone.packages for actor in package.margins)
    order = [*zone.required, *lookup.analysis.case.actors, *named]
    return tuple(actor for actor in dict.fromkeys(order) if actor in named)


def _package(lookup: Lookup, verdict: PackageVerdict, parties: tuple[str, ...]) -> PackageRow:
    return PackageRow(
        key=verdict.package,
        title=verdict.title or lookup.package(verdict.package),
        provisions=_provisions(lookup, verdict.package),
        guess=bool((package := lookup.analysis.case.packages.get(verdict.package)) and package.guess),
        acceptable=Number(
            words.percent(verdict.acceptable.share),
            "#how-acceptable",
            f"simulation error {words.simulation_error(verdict.acceptable)}",
        ),
        worst=Number(
            f"{lookup.actor(verdict.worst_off)} {words.compact_signed(verdict.worst_margin)}".strip(),
            "#how-margins",
            words.between_signed(verdict.worst_margin),
        ),
        margins=tuple(margin(verdict.margins[p]) if p in verdict.margins else None for p in parties),
        crossed=tuple(
            (
                f"{words.possessive(lookup.actor(c.actor))} red line on {lookup.issue(c.issue)}",
                Number(
                    words.percent(c.share),
                    _demand_link(lookup, c.actor, c.issue).href or "#how-acceptable",
                ),
            )
            for c in sorted(verdict.crossed, key=lambda c: -c.share)
        ),
    )


def _settled(lookup: Lookup, packages: list[PackageVerdict]) -> tuple[tuple[str, str, Number], ...]:
    """(issue, its name, what holds without a deal) for every issue that some draft names, in the order of the case."""
    named = {
        issue
        for verdict in packages
        if (package := lookup.analysis.case.packages.get(verdict.package)) is not None
        for issue in package.provisions
    }
    return tuple(
        (key, lookup.issue(key), Number(words.number(issue.reference_point, lookup.span(key)), f"#issue-{key}"))
        for key, issue in lookup.analysis.case.issues.items()
        if key in named
    )


def _demand_link(lookup: Lookup, actor: str, issue: str) -> BasisLink:
    """Link to what a red line, or where ``issue`` is "" a walk-away value, rests on."""
    names = ("red_line_low", "red_line_high", "red_line") if issue else ("cost_of_continuing",)
    href = next((h for name in names if (h := lookup.basis_href(actor, issue, name))), "")
    what = f"red line on {lookup.issue(issue)}" if issue else "cost of continuing"
    return BasisLink(f"{words.possessive(lookup.actor(actor))} {what}", href)


def _provisions(lookup: Lookup, key: str) -> dict[str, tuple[Number, str]]:
    """Value and nearest described point by issue, for what the draft names; silence is the reference point."""
    package = lookup.analysis.case.packages.get(key)
    if package is None:
        return {}
    stated = "#how-guess" if package.guess else "#how-analyst"
    links = cited_links(lookup, package.statements, package.source)
    href = next((link.href for link in links if link.href), stated)
    return {
        issue: (
            Number(words.number(value, lookup.span(issue)), href),
            scale_words(record, value) if (record := lookup.issue_record(issue)) is not None else "",
        )
        for issue, value in package.provisions.items()
    }
