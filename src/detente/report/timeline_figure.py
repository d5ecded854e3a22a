"""Who was there when: dated marks on a line for each party."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.domain.timeline import ReportedEvent
from detente.report.drawing import COLOURS, MARKERS, drawn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BESIDE = 0.28  # of the distance between two lines: marks of those who were not there stand beside those who were
_SERIES: tuple[tuple[str, frozenset[str]], ...] = (
    ("meetings and talks", frozenset({"meeting", "summit", "talks", "hosting", "visit", "video", "debate"})),
    ("calls and contacts", frozenset({"call", "conversation", "back_channel", "letter"})),
    ("agreements and signings", frozenset({"signing", "agreement", "ratification"})),
    ("votes, statements, announcements", frozenset({"vote", "statement", "announcement"})),
    ("acts", frozenset()),
)  # fmt: skip


def timeline_figure(events: Sequence[ReportedEvent], parties: Sequence[tuple[str, str]]) -> Markup | None:
    """Marks of all dated events on the lines of ``parties`` (id, name); None where there is nothing to draw."""
    days = [(e, _middle(e)) for e in events if e.status in ("happened", "planned")]
    dated = _together([(e, day) for e, day in days if day is not None])
    if len(dated) < 2 or not parties:
        return None
    rows = {party: len(parties) - 1 - n for n, (party, _) in enumerate(parties)}

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", length=0)
        for row in rows.values():
            axes.axhline(row, color="#DDDDDD", linewidth=0.6, zorder=0)
        for number, (name, _) in enumerate(_SERIES):
            own = [(e, day) for e, day in dated if _series(e) == number]
            there = [
                (day.toordinal(), rows[p])
                for e, day in own
                for p in dict.fromkeys(q.party for q in e.participants)
                if p in rows
            ]
            if there:
                axes.scatter(
                    [x for x, _ in there],
                    [y for _, y in there],
                    marker=MARKERS[number],
                    color=COLOURS[number],
                    s=34,
                    label=name,
                )
        told = [
            (day.toordinal(), rows[t] + BESIDE)
            for e, day in dated
            for t in dict.fromkeys(t.party for t in e.told)
            if t in rows
        ]
        if told:
            axes.scatter(
                [x for x, _ in told],
                [y for _, y in told],
                marker="o",
                facecolors="none",
                edgecolors="#222222",
                s=52,
                label="told later",
            )
        absent = [
            (day.toordinal(), rows[a] - BESIDE)
            for e, day in dated
            for a in dict.fromkeys(a.party for a in e.absent)
            if a in rows
        ]
        if absent:
            axes.scatter(
                [x for x, _ in absent],
                [y for _, y in absent],
                marker="x",
                color="#5A5A5A",
                s=26,
                linewidths=1,
                label="not there",
            )
        axes.set_yticks([rows[p] for p, _ in parties], [name for _, name in parties])
        axes.set_ylim(-0.6, len(parties) - 0.4)
        first, last = min(day for _, day in dated), max(day for _, day in dated)
        places = _ticks(first, last)
        margin = max(4, (last - first).days * 0.03)
        axes.set_xlim(first.toordinal() - margin, last.toordinal() + margin)
        axes.set_xticks([d.toordinal() for d in places], [_named(d, first, last) for d in places])
        figure.legend(loc="outside lower center", ncols=3)

    return drawn("What happened when, and who was there", draw, height=1.6 + 0.27 * len(parties))


def _together(dated: list[tuple[ReportedEvent, dt.date]]) -> list[tuple[ReportedEvent, dt.date]]:
    """Without first events that alone would take half of the axis: the others could not be told apart beside them."""
    kept = sorted(dated, key=lambda pair: pair[1])
    while len(kept) > 3 and (kept[1][1] - kept[0][1]) > (kept[-1][1] - kept[1][1]):
        kept = kept[1:]
    return kept


def _middle(event: ReportedEvent) -> dt.date | None:
    first, last = event.when.first, event.when.last
    return None if first is None else first + ((last or first) - first) / 2


def _series(event: ReportedEvent) -> int:
    return next((n for n, (_, kinds) in enumerate(_SERIES) if event.kind in kinds), len(_SERIES) - 1)


def _ticks(first: dt.date, last: dt.date, most: int = 7) -> list[dt.date]:
    """At most so many first days of months or years."""
    months = [
        dt.date(y, m, 1)
        for y in range(first.year, last.year + 2)
        for m in range(1, 13)
        if first - dt.timedelta(days=31) <= dt.date(y, m, 1) <= last + dt.timedelta(days=31)
    ]
    for step in (1, 2, 3, 6):
        kept = [d for d in months if (d.month - 1) % step == 0]
        if len(kept) <= most:
            return kept
    years = [d for d in months if d.month == 1]
    step = -(-len(years) // most)
    return years[::step]


def _named(day: dt.date, first: dt.date, last: dt.date) -> str:
    return str(day.year) if (last - first).days > 1500 else f"{day:%b %Y}"
