"""The leverage ledger: who holds what over whom, how strong, how credible, since when; and capability estimated."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.domain.forecast import Estimate
from detente.domain.quantity import Quantity
from detente.report import words
from detente.report.figures import Bar, Number, bar
from detente.report.lookup import Lookup
from detente.report.sections.basis import BasisLink, cited_links, merged, where_words

HALF_LIFE_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}


@dataclass(frozen=True)
class Stated:
    """A number as the case states it; ``range`` is "" for a bare value."""

    number: Number
    range: str

    @property
    def text(self) -> str:
        """Number and range in one line."""
        return f"{self.number.text} ({self.range})" if self.range else self.number.text


@dataclass(frozen=True)
class AssetRow:
    """One entry of the ledger."""

    anchor: str
    actor: str
    asset: str
    kind: str
    issues: str
    strength: Stated
    credibility: Stated
    since: str
    until: str
    half_life: str
    guess: bool
    note: str
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class CapabilityRow:
    """One actor's capability as the engines took it."""

    actor: str
    where: str
    number: Number
    bar: Bar | None
    basis: str


@dataclass(frozen=True)
class LeverageSection:
    """The ledger as stated, and capability as estimated."""

    assets: tuple[AssetRow, ...]
    capabilities: tuple[CapabilityRow, ...]


def leverage_section(lookup: Lookup) -> LeverageSection:
    """Entries in the order of the case; capabilities, the greatest first."""
    return LeverageSection(_assets(lookup), _capabilities(lookup))


def _assets(lookup: Lookup) -> tuple[AssetRow, ...]:
    rows = []
    for i, asset in enumerate(lookup.analysis.case.leverage):
        links = cited_links(lookup, asset.statements, asset.source)
        anchor = f"asset-{i + 1}"
        rows.append(
            AssetRow(
                anchor=anchor,
                actor=lookup.actor(asset.actor),
                asset=asset.asset,
                kind=asset.kind,
                issues=words.joined([lookup.issue(key) for key in asset.issues]) or "all issues",
                strength=_number(asset.strength, links),
                credibility=_number(asset.credibility, links),
                since=asset.since.isoformat(),
                until=asset.until.isoformat() if asset.until else "",
                half_life=_half_life(asset.half_life),
                guess=asset.guess,
                note=asset.note,
                links=links,
            )
        )
    return tuple(rows)


def _capabilities(lookup: Lookup) -> tuple[CapabilityRow, ...]:
    found = [e for e in lookup.analysis.forecast.estimates if e.parameter == "capability"]
    top = max((e.interval.high for e in found if e.interval.high == e.interval.high), default=1.0) or 1.0
    return tuple(
        CapabilityRow(
            actor=lookup.actor(e.actor),
            where=where_words(lookup, same),
            number=Number(
                words.compact(e.interval, 1.0 if top < 10 else 100.0),
                lookup.basis_href(e.actor, e.issue, e.parameter),
                words.between(e.interval, 1.0 if top < 10 else 100.0),
            ),
            bar=bar(e.interval, 0.0, top),
            basis=e.basis.kind,
        )
        for same in _by_actor(found)
        for e in same[:1]
    )


def _by_actor(estimates: list[Estimate]) -> list[list[Estimate]]:
    """Actors by their greatest capability on any issue; within an actor, the greatest first."""
    greatest: dict[str, float] = {}
    for e in estimates:
        greatest[e.actor] = max(greatest.get(e.actor, -math.inf), e.interval.mid)
    order = list(greatest)
    return sorted(
        merged(estimates),
        key=lambda same: (-greatest[same[0].actor], order.index(same[0].actor), -same[0].interval.mid),
    )


def _number(quantity: Quantity, links: tuple[BasisLink, ...]) -> Stated:
    href = next((link.href for link in links if link.href), "#how-analyst")
    if quantity.kind == "statements":
        return Stated(Number("from statements", href), "")
    if quantity.kind == "value":
        return Stated(Number(words.number(quantity.mode, 1.0), href), "")
    low, mode, high = (words.number(v, 1.0) for v in (quantity.low, quantity.mode, quantity.high))
    return Stated(Number(mode, href, f"between {low} and {high}, most likely {mode}"), f"{low} to {high}")


def _half_life(text: str | None) -> str:
    """ "2y" as "2 years"."""
    if not text:
        return ""
    amount, unit = text[:-1], HALF_LIFE_UNITS[text[-1]]
    return f"{amount} {unit}{'' if float(amount) == 1 else 's'}"
