"""The zone of possible agreement: how often there is one, the drafts before the parties, what empties it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.forecast import Interval, PackageVerdict, Zone
from detente.report import words
from detente.report.answer import block_words
from detente.report.figures import Number
from detente.report.landing import scale_words
from detente.report.lookup import Lookup


@dataclass(frozen=True)
class Margin:
    """One party's margin over no deal under one draft; ``sense`` is gain, loss or open (the interval has zero in it)."""

    sense: str
    symbol: str
    number: Number


@dataclass(frozen=True)
class PackageRow:
    """One draft deal before the parties."""

    key: str
    title: str
    provisions: tuple[tuple[str, str, str], ...]
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


@dataclass(frozen=True)
class ZoneSection:
    """Everything the section on the zone shows."""

    known: bool
    chance: str
    share: float
    number: Number
    error: Number
    required: tuple[str, ...]
    parties: tuple[tuple[str, bool], ...]
    packages: tuple[PackageRow, ...]
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
        chance=words.chance(share.share),
        share=share.share * 100.0,
        number=Number(words.percent(share.share), "#how-zone"),
        error=Number(words.simulation_error(share), "#how-zone"),
        required=tuple(lookup.actor(key) for key in zone.required),
        parties=tuple((lookup.actor(key), key in zone.required) for key in parties),
        packages=tuple(_package(lookup, p, parties) for p in packages),
        blocks=tuple(
            BlockRow(
                words.sentence_case(block_words(lookup, b)),
                Number(words.percent(b.share), "#how-blocks"),
                b.share * 100,
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
    number = Number(words.compact_signed(interval), "#how-margins", words.between_signed(interval))
    return Margin(sense, SENSES[sense], number)


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
                    lookup.basis_href(c.actor, c.issue, "red_line_low")
                    or lookup.basis_href(c.actor, c.issue, "red_line_high")
                    or "#how-acceptable",
                ),
            )
            for c in sorted(verdict.crossed, key=lambda c: -c.share)
        ),
    )


def _provisions(lookup: Lookup, key: str) -> tuple[tuple[str, str, str], ...]:
    """(issue, value, nearest described point) for what the draft names; silence is the reference point."""
    package = lookup.analysis.case.packages.get(key)
    if package is None:
        return ()
    return tuple(
        (
            lookup.issue(issue),
            words.number(value, lookup.span(issue)),
            scale_words(record, value) if (record := lookup.issue_record(issue)) is not None else "",
        )
        for issue, value in package.provisions.items()
    )
