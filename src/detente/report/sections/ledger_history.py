"""The leverage ledger over time: tangible and intangible assets stacked, with the events that changed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.domain.bargaining_answer import Ledger, LedgerCause, LedgerPoint
from detente.report import words
from detente.report.drawing import COLOURS, HATCHES, drawn
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.basis import BasisLink, cited_links

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_DRAWN = 6
SMALL = 0.005
"""Changes below this are not told: they would round to nothing."""
CAUSE_WORDS = {"began": "began", "ended": "ended", "faded": "faded"}


@dataclass(frozen=True)
class CauseRow:
    """Why an actor's ledger changed: ``mark`` is its number in the figure, "" for fading."""

    mark: str
    asset: str
    cause: str
    date: str
    change: Number
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class HistoryRow:
    """One actor's ledger a year ago, today and in a year, and what moved it."""

    actor: str
    figure: Markup | None
    before: str
    today: str
    tangible: str
    ahead: str
    change: Number
    direction: str
    causes: tuple[CauseRow, ...]


@dataclass(frozen=True)
class HistorySection:
    """All actors with assets, the greatest ledger of today first; None-like where there is no ledger."""

    since: str
    until: str
    rows: tuple[HistoryRow, ...]


def history_section(lookup: Lookup) -> HistorySection | None:
    """None where the ledger is empty or was not followed."""
    bargaining = lookup.analysis.forecast.bargaining
    ledger = bargaining.ledger if bargaining is not None else None
    if ledger is None:
        return None
    by_actor: dict[str, list[LedgerPoint]] = {}
    for point in ledger.points:
        by_actor.setdefault(point.actor, []).append(point)
    order = sorted(by_actor, key=lambda actor: -_total(_on(by_actor[actor], ledger.until)))
    top = max((_total(p) for actor in order[:MOST_DRAWN] for p in by_actor[actor]), default=1.0) or 1.0
    return HistorySection(
        since=ledger.since,
        until=ledger.until,
        rows=tuple(
            _row(lookup, ledger, actor, by_actor[actor], top, with_figure=place < MOST_DRAWN)
            for place, actor in enumerate(order)
        ),
    )


def history_text(lookup: Lookup) -> Iterator[str]:
    """The table of the figure, and what moved each ledger."""
    section = lookup.once(history_section)
    if section is None:
        return
    yield "### Which way it is moving"
    yield ""
    yield from table(
        ("Who", f"On {section.since}", f"On {section.until}", "of which tangible", "A year on, if nothing new happens",
         "Change", "Why"),
        (
            (
                row.actor, row.before, row.today, row.tangible, row.ahead, f"{row.change.text}, {row.direction}",
                "; ".join(f"{c.asset} {c.cause} {c.date} {c.change.text}" for c in row.causes),
            )
            for row in section.rows
        ),
    )  # fmt: skip
    yield escaped(
        "Each line's reasons add up to its change, but for what rounds to nothing. An asset counts from the day the "
        "case gives: one that only changed its form, or was renewed, shows as a beginning."
    )
    yield ""


def _row(
    lookup: Lookup, ledger: Ledger, actor: str, points: list[LedgerPoint], top: float, *, with_figure: bool
) -> HistoryRow:
    before, today, ahead = points[0], _on(points, ledger.until), points[-1]
    causes = sorted((c for c in ledger.causes if c.actor == actor), key=lambda c: -abs(c.change))
    marks = {key: str(n) for n, key in enumerate(_events(causes), start=1)}
    change = _total(today) - _total(before)
    told = [c for c in causes if abs(c.change) >= SMALL]
    name = lookup.actor(actor)
    return HistoryRow(
        actor=name,
        figure=_figure(name, points, ledger, marks, top) if with_figure else None,
        before=words.number(_total(before), 1.0),
        today=words.number(_total(today), 1.0),
        tangible=words.number(today.tangible, 1.0),
        ahead=words.number(_total(ahead), 1.0),
        change=Number(words.signed(change, 1.0), "#how-ledger"),
        direction="rising" if change >= SMALL else "falling" if change <= -SMALL else "steady",
        causes=tuple(
            CauseRow(
                mark=marks.get(_event(c), ""),
                asset=c.asset,
                cause=CAUSE_WORDS[c.cause],
                date=c.date if c.cause != "faded" else "",
                change=Number(words.signed(c.change, 1.0), "#how-ledger"),
                links=cited_links(lookup, c.statements, c.sources),
            )
            for c in told
        ),
    )


def _figure(
    actor: str, points: list[LedgerPoint], ledger: Ledger, marks: dict[tuple[str, str, str], str], top: float
) -> Markup:
    """Stacked areas over two years; paler after the case's date, where nothing new is assumed."""
    days = [dt.date.fromisoformat(p.date).toordinal() for p in points]
    today = dt.date.fromisoformat(ledger.until).toordinal()
    tangible = [p.tangible for p in points]
    total = [_total(p) for p in points]
    split = days.index(today)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for part, faint in ((slice(0, split + 1), 1.0), (slice(split, None), 0.4)):
            for low, high, series in (([0.0] * len(days), tangible, 0), (tangible, total, 1)):
                axes.fill_between(
                    days[part], low[part], high[part], facecolor=COLOURS[series], alpha=faint, linewidth=0,
                    hatch=HATCHES[series], edgecolor="white",
                    label=("tangible", "intangible")[series] if faint == 1.0 else None,
                )  # fmt: skip
        axes.axvline(today, color="#222222", linewidth=1.0, linestyle="--")
        for (_, cause, date), mark in marks.items():
            day = dt.date.fromisoformat(date).toordinal()
            axes.plot([day, day], [0, top * 1.02], color="#222222", linewidth=0.7)
            marker = "^" if cause == "began" else "v"
            axes.plot([day], [top * 1.02], marker=marker, markersize=4, color="#222222", linestyle="none")
            axes.text(day, top * 1.07, mark, fontsize=8, ha="center", va="bottom")
        axes.set_ylim(0, top * 1.22)
        axes.set_xlim(days[0], days[-1])
        ends = [days[0], today, days[-1]]
        axes.set_xticks(
            ends, [dt.date.fromordinal(d).isoformat() if d != today else f"{ledger.until}\ntoday" for d in ends]
        )
        axes.set_title(actor, loc="left", fontsize=10)
        axes.legend(loc="upper right", handlelength=1.4, bbox_to_anchor=(1.0, 1.0))

    return drawn(f"Leverage ledger of {actor} over time", draw, width=4.2, height=2.4)


def _event(cause: LedgerCause) -> tuple[str, str, str]:
    return cause.asset, cause.cause, cause.date


def _events(causes: list[LedgerCause]) -> list[tuple[str, str, str]]:
    """What the figure marks, in the order of time: beginnings and ends."""
    found = [_event(c) for c in causes if c.cause != "faded" and abs(c.change) >= SMALL]
    return sorted(found, key=lambda event: (event[2], event[0]))


def _on(points: list[LedgerPoint], date: str) -> LedgerPoint:
    return next(p for p in points if p.date == date)


def _total(point: LedgerPoint) -> float:
    return point.tangible + point.intangible
