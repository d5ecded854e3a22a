"""What each side wants on every issue, as a heat table, and which trades between two issues would pay two sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.domain.bargaining_answer import Trade
from detente.domain.forecast import Interval
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table

SHADES = 5
LEAST_PAYING = 0.01
"""A trade that pays in fewer draws than this is not shown, unless a red line is what stops it."""
MOST_SHOWN = 8
MOST_CONTESTED = 6
MOST_OTHERS = 3
NOTICED = 0.05
"""Points of utility from which an effect on somebody else is named."""


@dataclass(frozen=True)
class HeatCell:
    """One actor on one issue; ``shade`` from 0 to SHADES - 1 by salience, None where it has no stance."""

    shade: int | None
    position: Number
    range: str
    salience: Number
    red_lines: tuple[Number, ...]
    guess: bool


@dataclass(frozen=True)
class HeatRow:
    """One issue with every actor's cell."""

    key: str
    issue: str
    reference: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class TradeRow:
    """One trade in words and numbers."""

    first: str
    second: str
    gets: str
    gives: str
    move_gets: Number
    move_gives: Number
    rate: Number
    rates: str
    gain: Number
    gain_range: str
    pays: Number
    others: tuple[tuple[str, Number], ...]
    stops: str


@dataclass(frozen=True)
class TradeGroup:
    """Trades of one kind of parties."""

    heading: str
    rows: tuple[TradeRow, ...]
    none: str


@dataclass(frozen=True)
class InterestsSection:
    """The heat table, and the trades in groups; ``known`` is False where no trades were looked for."""

    actors: tuple[tuple[str, bool], ...]
    rows: tuple[HeatRow, ...]
    contested: tuple[HeatRow, ...]
    groups: tuple[TradeGroup, ...]
    known: bool
    paying: int
    draws: int


def interests_section(lookup: Lookup) -> InterestsSection:
    """Required parties first, then those at the table, then the others; issues in the order of the case."""
    actors = _ordered(lookup)
    bargaining = lookup.analysis.forecast.bargaining
    trades = bargaining.trades if bargaining is not None else ()
    rows = tuple(_heat_row(lookup, issue, actors) for issue in lookup.analysis.case.issues)
    by_key = {row.key: row for row in rows}
    return InterestsSection(
        actors=tuple((lookup.actor(a), lookup.analysis.case.actors[a].required) for a in actors),
        rows=rows,
        contested=tuple(by_key[issue] for issue in most_contested(lookup)[:MOST_CONTESTED]),
        groups=tuple(_groups(lookup, trades)),
        known=bargaining is not None,
        paying=bargaining.trades_paying if bargaining is not None else 0,
        draws=bargaining.trade_draws if bargaining is not None else 0,
    )


def interests_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown: the required parties' and the seated actors' interests, and the trades."""
    section = interests_section(lookup)
    yield "What each side wants: position on the issue's scale (central 80%), salience out of 100, red lines."
    yield ""
    yield from table(
        ("Issue", "Without a deal", *(name + (" (required)" if needed else "") for name, needed in section.actors)),
        ((row.issue, row.reference, *(_cell_words(cell) for cell in row.cells)) for row in section.rows),
    )
    for group in section.groups:
        yield f"### {escaped(group.heading)}"
        yield ""
        if not group.rows:
            yield escaped(group.none)
        yield from table(
            ("Trade", "Exchange rate", "Each gains, points", "Pays in", "Others, points", "Red lines"),
            (
                (
                    f"{row.first} gets {row.gets} ({row.move_gets.text}), {row.second} gets {row.gives} "
                    f"({row.move_gives.text})",
                    f"{row.rate.text}; {row.rates}" if row.rates else row.rate.text,
                    f"{row.gain.text} ({row.gain_range})" if row.gain_range else row.gain.text,
                    row.pays.text,
                    "; ".join(f"{who} {number.text}" for who, number in row.others),
                    row.stops,
                )
                for row in group.rows
            ),
        )
        yield ""


def _ordered(lookup: Lookup) -> list[str]:
    held = {actor for actor, issue, name in lookup.estimates if issue and name == "position"}
    actors = [(key, actor) for key, actor in lookup.analysis.case.actors.items() if key in held]
    return [key for key, actor in sorted(actors, key=lambda item: (not item[1].required, not item[1].at_table))]


def _heat_row(lookup: Lookup, issue: str, actors: Sequence[str]) -> HeatRow:
    record = lookup.analysis.case.issues[issue]
    return HeatRow(
        key=issue,
        issue=lookup.issue(issue),
        reference=words.number(record.reference_point, lookup.span(issue)),
        cells=tuple(_cell(lookup, actor, issue) for actor in actors),
    )


def _cell(lookup: Lookup, actor: str, issue: str) -> HeatCell:
    position = lookup.estimates.get((actor, issue, "position"))
    if position is None:
        return HeatCell(None, Number(""), "", Number(""), (), guess=False)
    span = lookup.span(issue)
    cares = lookup.salience(actor, issue)
    return HeatCell(
        shade=min(SHADES - 1, max(0, int(cares * SHADES))),
        position=Number(
            words.number(position.interval.mid, span),
            lookup.basis_href(actor, issue, "position"),
            words.between(position.interval, span),
        ),
        range=_range(position.interval, span),
        salience=Number(words.number(cares * 100), lookup.basis_href(actor, issue, "salience")),
        red_lines=tuple(_lines(lookup, actor, issue)),
        guess=position.basis.kind == "guess",
    )


def _lines(lookup: Lookup, actor: str, issue: str) -> Iterator[Number]:
    for side, sign in (("low", "≥"), ("high", "≤")):
        line = lookup.estimates.get((actor, issue, f"red_line_{side}"))
        if line is not None and abs(line.interval.mid) != float("inf"):
            span = lookup.span(issue)
            yield Number(
                f"{sign} {words.number(line.interval.mid, span)}",
                lookup.basis_href(actor, issue, line.parameter),
                f"red line {words.between(line.interval, span)}, holds in {words.percent(line.firmness)} of draws",
            )


def _cell_words(cell: HeatCell) -> str:
    if cell.shade is None:
        return ""
    lines = "".join(f"; {line.text}" for line in cell.red_lines)
    position = f"{cell.position.text} ({cell.range})" if cell.range else cell.position.text
    return f"{position}, cares {cell.salience.text}{lines}" + (" (guess)" if cell.guess else "")


def _groups(lookup: Lookup, trades: Sequence[Trade]) -> Iterator[TradeGroup]:
    case = lookup.analysis.case

    def seated(trade: Trade) -> bool:
        return all(case.actors[a].at_table or case.actors[a].required for a in (trade.first, trade.second))

    paying = [t for t in trades if t.pays.share >= LEAST_PAYING]
    between = [t for t in paying if t.required]
    yield _group(
        lookup, "Trades between the parties whose consent is needed", between,
        "No pair of issues is valued differently enough by two required parties for both to gain by leaving the "
        "reference points.",
    )  # fmt: skip
    forgone = sorted((t for t in trades if t.required and t.lost > t.joint), key=lambda t: -t.lost)
    if forgone:
        yield _group(lookup, "Trades that red lines stop, or shorten most", forgone, "")
    yield _group(
        lookup, "Trades with others at the table", [t for t in paying if seated(t) and not t.required],
        "No such trade pays.",
    )  # fmt: skip
    yield _group(
        lookup, "Trades with actors outside the room", [t for t in paying if not seated(t)], "No such trade pays."
    )


def _group(lookup: Lookup, heading: str, trades: Sequence[Trade], none: str) -> TradeGroup:
    return TradeGroup(heading, tuple(_row(lookup, trade) for trade in trades[:MOST_SHOWN]), none)


def _row(lookup: Lookup, trade: Trade) -> TradeRow:
    how = "#how-trades"
    gets, gives = lookup.issue(trade.gets), lookup.issue(trade.gives)
    low, high = words.number(trade.rate_low.mid, 1.0), words.number(trade.rate_high.mid, 1.0)
    return TradeRow(
        first=lookup.actor(trade.first),
        second=lookup.actor(trade.second),
        gets=gets,
        gives=gives,
        move_gets=_moved(lookup, trade.gets, trade.move_gets),
        move_gives=_moved(lookup, trade.gives, trade.move_gives),
        rate=Number(f"{words.number(trade.rate.mid, 1.0)} for 1", how, f"units of {gets} for one of {gives}"),
        rates=f"both gain from {low} to {high}",
        gain=Number(words.number(trade.gain.mid, 1.0), how, words.between(trade.gain, 1.0)),
        gain_range=_range(trade.gain, 1.0),
        pays=Number(words.percent(trade.pays.share), how, f"simulation error {words.simulation_error(trade.pays)}"),
        others=tuple(_others(lookup, trade)),
        stops=_stops(lookup, trade),
    )


def _moved(lookup: Lookup, issue: str, move: Interval) -> Number:
    span = lookup.span(issue)
    if move.mid != move.mid:
        return Number("does not move", "#how-trades")
    return Number(words.compact_signed(move, span), "#how-trades", words.between_signed(move, span))


def _range(interval: Interval, span: float) -> str:
    """ "30 to 55", or "" where there is no width to show."""
    low, high = words.number(interval.low, span), words.number(interval.high, span)
    return "" if low == high or interval.mid != interval.mid else f"{low} to {high}"


def _others(lookup: Lookup, trade: Trade) -> Iterator[tuple[str, Number]]:
    """Who else pays most, then who gains most, the largest first."""
    noticed = sorted(
        ((actor, i) for actor, i in trade.others.items() if abs(i.mid) >= NOTICED), key=lambda item: item[1].mid
    )
    losers = [item for item in noticed if item[1].mid < 0][:MOST_OTHERS]
    winners = [item for item in noticed[::-1] if item[1].mid > 0][: MOST_OTHERS - 1]
    for actor, effect in (*losers, *winners):
        yield (
            lookup.actor(actor),
            Number(words.signed(effect.mid, 1.0), "#how-trades", words.between_signed(effect, 1.0)),
        )


def _stops(lookup: Lookup, trade: Trade) -> str:
    if not trade.stopped and trade.lost <= trade.joint * LEAST_PAYING:
        return "none in the way"
    if not trade.stopped:
        return f"shorten it, by {words.percent(trade.lost / (trade.joint + trade.lost))} of its worth"
    named = [
        f"{words.possessive(lookup.actor(s.actor))} on {lookup.issue(s.issue)} ({words.percent(s.share)})"
        for s in trade.stops
    ]
    return f"stop it in {words.percent(trade.stopped)} of draws" + (f": {words.joined(named)}" if named else "")
