"""The zone of possible agreement: how often there is one, the drafts before the parties, written or found."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.forecast import Interval, PackageVerdict, Zone
from detente.report import words
from detente.report.answer import Unknown, what_is_unknown
from detente.report.figures import Number
from detente.report.landing import scale_words
from detente.report.lookup import Lookup
from detente.report.sections.basis import cited_links
from detente.report.sections.blocks import demand_link
from detente.report.sections.found import SearchView, found_href, found_title, search_view


@dataclass(frozen=True)
class Margin:
    """One party's margin over no deal under one draft; ``sense`` is gain, loss or open (zero is in the interval)."""

    sense: str
    symbol: str
    number: Number
    range: str


@dataclass(frozen=True)
class PackageRow:
    """One draft deal before the parties; ``found`` marks what nobody wrote."""

    key: str
    title: str
    provisions: dict[str, tuple[Number, str]]
    guess: bool
    acceptable: Number
    worst: Number
    margins: tuple[Margin | None, ...]
    crossed: tuple[tuple[str, Number], ...]
    found: bool = False


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
    best: tuple[tuple[str, Number], ...]
    search: SearchView | None = None


SENSES = {"gain": "▲", "loss": "▼", "open": "◇"}


def zone_section(lookup: Lookup) -> ZoneSection:
    """The zone of the case as it stands; drafts sorted by how their worst-off party fares."""
    zone = lookup.analysis.forecast.baseline.zone
    agreement = lookup.analysis.forecast.agreement
    found = {f.verdict.package: f for f in agreement.search.found} if agreement and agreement.search else {}
    parties = _parties(lookup, zone)
    drafted = [(verdict, _written(lookup, verdict.package)) for verdict in zone.packages]
    drafted += [(f.verdict, f.values) for f in found.values()]
    drafted.sort(key=lambda draft: (-draft[0].worst_margin.mid, draft[0].package))
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
        packages=tuple(_package(lookup, verdict, parties, verdict.package in found) for verdict, _ in drafted),
        settled=_settled(lookup, {issue for _, values in drafted for issue in values}),
        best=tuple(
            (lookup.issue(key), Number(words.between(interval, lookup.span(key)), "#how-best"))
            for key, interval in zone.best.items()
        ),
        search=search_view(lookup),
    )


def margin(interval: Interval) -> Margin:
    """A margin with its sign as a symbol and as a word."""
    sense = "gain" if interval.low > 0 else "loss" if interval.high < 0 else "open"
    number = Number(words.signed(interval.mid), "#how-margins", words.between_signed(interval))
    return Margin(sense, SENSES[sense], number, f"{words.signed(interval.low)} to {words.signed(interval.high)}")


def _parties(lookup: Lookup, zone: Zone) -> tuple[str, ...]:
    """Everybody with a margin, the required parties first, then in the order of the case."""
    agreement = lookup.analysis.forecast.agreement
    found = agreement.search.found if agreement and agreement.search else ()
    judged = [*zone.packages, *(f.verdict for f in found)]
    named = dict.fromkeys(actor for package in judged for actor in package.margins)
    order = [*zone.required, *lookup.analysis.case.actors, *named]
    return tuple(actor for actor in dict.fromkeys(order) if actor in named)


def _package(lookup: Lookup, verdict: PackageVerdict, parties: tuple[str, ...], found: bool) -> PackageRow:
    return PackageRow(
        key=verdict.package,
        title=found_title(verdict.package) if found else verdict.title or lookup.package(verdict.package),
        provisions=_found_provisions(lookup, verdict.package) if found else _provisions(lookup, verdict.package),
        found=found,
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
                    demand_link(lookup, c.actor, c.issue).href or "#how-acceptable",
                ),
            )
            for c in sorted(verdict.crossed, key=lambda c: -c.share)
        ),
    )


def _written(lookup: Lookup, key: str) -> dict[str, float]:
    package = lookup.analysis.case.packages.get(key)
    return package.provisions if package is not None else {}


def _settled(lookup: Lookup, named: set[str]) -> tuple[tuple[str, str, Number], ...]:
    """(issue, its name, what holds without a deal) for every issue that some draft names, in the order of the case."""
    return tuple(
        (key, lookup.issue(key), Number(words.number(issue.reference_point, lookup.span(key)), f"#issue-{key}"))
        for key, issue in lookup.analysis.case.issues.items()
        if key in named
    )


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


def _found_provisions(lookup: Lookup, key: str) -> dict[str, tuple[Number, str]]:
    """The same for a draft found: each value leads to its clause in the case, or to the scale it is a point of."""
    agreement = lookup.analysis.forecast.agreement
    found = agreement.search.found if agreement and agreement.search else ()
    draft = next(f for f in found if f.verdict.package == key)
    by_issue = dict(zip(draft.values, draft.provisions, strict=True))
    return {
        issue: (
            Number(words.number(value, lookup.span(issue)), found_href(lookup, by_issue[issue], issue)),
            agreement.names.get(by_issue[issue], "") if agreement else "",
        )
        for issue, value in draft.values.items()
    }
