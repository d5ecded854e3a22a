"""Leverage as a derivative: how far the settlement moves when one party's alternative or weight does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.domain.bargaining_answer import AssetWorth, Lever
from detente.domain.forecast import Interval
from detente.report import words
from detente.report.figures import Bar, Number, bar
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table

HOW = "#how-levers"
MOST_ISSUES, MOST_ASSETS = 3, 16
NOTICED = 0.001
"""Share of an issue's scale from which its move per step is named."""
SETTLEMENTS = {
    "nash": "Nash deal",
    "egalitarian": "equal-gain deal",
    "nash:asymmetric": "Nash deal with capability as power",
    "compromise": "compromise",
}


@dataclass(frozen=True)
class LeverRow:
    """One party's lever on one settlement; ``bar`` is its own change of utility on an axis from -reach to reach."""

    actor: str
    required: bool
    settlement: str
    own: Number
    bar: Bar | None
    others: tuple[tuple[str, Number], ...]
    issues: tuple[tuple[str, Number], ...]
    helps: str


@dataclass(frozen=True)
class WorthRow:
    """One asset's worth to its owner in the compromise; ``anchor`` is its row in the ledger."""

    actor: str
    asset: str
    kind: str
    anchor: str
    own: Number
    bar: Bar | None
    issues: tuple[tuple[str, Number], ...]


@dataclass(frozen=True)
class LeversSection:
    """Levers by what is moved: the value of no deal, and capability; and the assets capability is made of."""

    no_deal: tuple[LeverRow, ...]
    power: tuple[LeverRow, ...]
    weight: tuple[LeverRow, ...]
    step_no_deal: str
    step_capability: str
    draws: int
    undefined: str
    assets: tuple[WorthRow, ...]
    assets_left: int


def levers_section(lookup: Lookup) -> LeversSection | None:
    """None where no levers were computed."""
    bargaining = lookup.analysis.forecast.bargaining
    if bargaining is None or not bargaining.levers:
        return None
    levers = bargaining.levers
    no_deal = [x for x in levers if x.parameter == "no_deal"]
    capability = [x for x in levers if x.parameter == "capability"]
    weight = sorted(
        (x for x in capability if x.settlement == "compromise"), key=lambda x: -x.mean_utilities.get(x.actor, 0.0)
    )
    defined = min((x.defined for x in no_deal), default=1.0)
    return LeversSection(
        no_deal=_rows(lookup, no_deal),
        power=_rows(lookup, [x for x in capability if x.settlement != "compromise"]),
        weight=_rows(lookup, weight),
        step_no_deal=next((words.counted(round(x.step), "point") for x in no_deal), ""),
        step_capability=next((words.percent(x.step) for x in capability), ""),
        draws=bargaining.lever_draws,
        undefined="" if defined >= 0.9995 else words.percent(defined),
        assets=tuple(_worths(lookup, bargaining.assets[:MOST_ASSETS])),
        assets_left=max(0, len(bargaining.assets) - MOST_ASSETS),
    )


def levers_text(lookup: Lookup) -> Iterator[str]:
    """The same as tables."""
    section = levers_section(lookup)
    if section is None:
        return
    for heading, rows in (
        (f"What a better alternative is worth: no deal worth {section.step_no_deal} more", section.no_deal),
        (f"What more capability is worth among the required parties: {section.step_capability} more", section.power),
        (f"What more capability is worth in the compromise: {section.step_capability} more", section.weight),
    ):
        if rows:
            yield f"### {escaped(heading)}"
            yield ""
            yield from table(
                ("Who", "Settlement", "Own gain, points", "Others, points", "Issues that move most", "Helps in"),
                (
                    (
                        row.actor, row.settlement, row.own.text,
                        "; ".join(f"{who} {number.text}" for who, number in row.others),
                        "; ".join(f"{issue} {number.text}" for issue, number in row.issues) or "none worth naming",
                        row.helps,
                    )
                    for row in rows
                ),
            )  # fmt: skip
    if section.assets:
        yield "### What each asset is worth to its owner in the compromise"
        yield ""
        yield from table(
            ("Who", "Asset", "Kind", "Own gain, points", "Issues it moves most"),
            (
                (
                    row.actor, row.asset, row.kind, row.own.text,
                    "; ".join(f"{issue} {number.text}" for issue, number in row.issues) or "none worth naming",
                )
                for row in section.assets
            ),
        )  # fmt: skip


def _worths(lookup: Lookup, assets: Sequence[AssetWorth]) -> Iterator[WorthRow]:
    reach = max((abs(v) for x in assets for v in (x.gain.low, x.gain.high)), default=1.0) or 1.0
    for x in assets:
        yield WorthRow(
            actor=lookup.actor(x.actor),
            asset=x.asset,
            kind=x.kind,
            anchor=f"#asset-{x.place + 1}",
            own=_number(x.mean_gain, x.gain),
            bar=bar(Interval(x.gain.low, x.mean_gain, x.gain.high), -reach, reach),
            issues=tuple(_issues(lookup, x.means, x.issues)),
        )


def _rows(lookup: Lookup, levers: list[Lever]) -> tuple[LeverRow, ...]:
    reach = max(
        (abs(v) for x in levers for i in (x.utilities[x.actor],) for v in (i.low, i.high) if v == v), default=1.0
    )
    return tuple(_row(lookup, lever, reach or 1.0) for lever in levers)


def _row(lookup: Lookup, lever: Lever, reach: float) -> LeverRow:
    own = lever.utilities[lever.actor]
    record = lookup.actor_record(lever.actor)
    mean = lever.mean_utilities[lever.actor]
    return LeverRow(
        actor=lookup.actor(lever.actor),
        required=record is not None and record.required,
        settlement=SETTLEMENTS.get(lever.settlement, words.readable(lever.settlement)),
        own=_number(mean, own),
        bar=bar(Interval(own.low, mean, own.high), -reach, reach) if mean == mean else None,
        others=tuple(
            (lookup.actor(actor), _number(lever.mean_utilities[actor], interval))
            for actor, interval in lever.utilities.items()
            if actor != lever.actor
        ),
        issues=tuple(_issues(lookup, lever.means, lever.issues)),
        helps=words.percent(lever.helps) + " of draws" if lever.helps == lever.helps else "no deal to move",
    )


def _issues(
    lookup: Lookup, means: Mapping[str, float], intervals: Mapping[str, Interval]
) -> Iterator[tuple[str, Number]]:
    """The issues that move most for their scales, by the mean."""
    moved = {issue: mean for issue, mean in means.items() if mean == mean}
    ranked = sorted(moved, key=lambda issue: -abs(moved[issue]) / lookup.span(issue))
    for issue in ranked[:MOST_ISSUES]:
        span = lookup.span(issue)
        if abs(moved[issue]) / span >= NOTICED:
            fine = span / 50  # a step is small: two digits more than the scale itself is read with
            yield lookup.issue(issue), _number(moved[issue], intervals[issue], fine)


def _number(mean: float, interval: Interval, span: float = 1.0) -> Number:
    if mean != mean:
        return Number("not known", HOW)
    low, high = words.signed(interval.low, span), words.signed(interval.high, span)
    shown = words.signed(mean, span)
    return Number(
        shown if low == high == shown else f"{shown} ({low} to {high})",
        HOW,
        f"mean {shown}, central 80% from {low} to {high}",
    )
