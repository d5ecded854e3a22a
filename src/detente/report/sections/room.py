"""The room: what a seat, a format, the first draft, the place, the timing and a back channel change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.domain.forecast import Interval
from detente.domain.room_answer import RoomAnswer
from detente.report import words
from detente.report.drawing import COLOURS, drawn, plain
from detente.report.lookup import Lookup
from detente.report.tabulated import Tabulated, tabulated_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_MOVED = 4
SET = "the analyst's number"


def room_section(lookup: Lookup) -> tuple[Tabulated, ...]:
    """Every part the case gives something to say about; empty where the room was not judged."""
    room = lookup.analysis.forecast.room
    if room is None:
        return ()
    parts = [_participation(lookup, room)]
    if room.formats:
        parts.append(_formats(lookup, room))
    if room.proposers:
        parts.append(_proposers(lookup, room))
    if room.venues:
        parts.append(_venues(lookup, room))
    if room.told:
        parts.append(_told(lookup, room))
    if room.meeting is not None:
        parts.append(_meeting(lookup, room))
    if room.channel is not None:
        parts.append(_channel(lookup, room))
    if room.notes:
        parts.append(Tabulated("What is not said of the room", "", sentences=room.notes))
    return tuple(parts)


def room_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    yield from tabulated_text(room_section(lookup))


def _participation(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    exact = all(p.method == "shapley" for p in room.participation)
    how = (
        "Each line is an actor's Shapley value: what its joining with a veto adds to its own margin over no deal, "
        "averaged over every order in which the actors could join."
        if exact
        else "Each line is what an actor loses when it alone is left out."
    )
    return Tabulated(
        "What a seat with a veto is worth",
        f"{how} In points of its own utility, over {words.counted(room.draws, 'draw')}; the second column is what its "
        "veto takes from the chance of a zone on the same average: a veto never adds to it.",
        ("Actor", "Worth to itself, points", "Mean", "Chance of a zone"),
        tuple(
            (lookup.actor(p.actor), words.compact_signed(p.value), words.signed(p.mean), words.points(p.zone))
            for p in room.participation
        ),
        figure=_ranges(
            "What a seat with a veto is worth, in points of each actor's own utility",
            [(lookup.actor(p.actor), p.value) for p in room.participation],
        ),
    )


def _formats(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    standing = lookup.analysis.forecast.baseline.zone.exists
    here = words.percent(room.formats[0].exists.share - room.formats[0].zone_change.mid)
    apart = here != words.percent(standing.share) and standing.n > 0
    return Tabulated(
        "Other ways of sitting together",
        "Each line supposes that those named must consent, instead of the parties the case requires. The change of the "
        "chance of a zone is given with its simulation error; margins are the change of the median, in points.",
        ("Format", "Consent of", "Chance of a zone", "Change, points", "Who gains or loses most"),
        tuple(
            (
                f.title,
                words.joined([lookup.actor(a) for a in f.vetoes]),
                words.percent(f.exists.share),
                _points(f.zone_change),
                _most_moved(lookup, f.margins),
            )
            for f in room.formats
        ),
        sentences=(
            f"Worked out on {words.counted(room.draws, 'draw')}, on which the chance of a zone as the case stands is "
            f"{here}; on all {standing.n:,} it is {words.percent(standing.share)}.",
        )
        if apart
        else (),
    )


def _proposers(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    return Tabulated(
        "What tabling the draft is worth at most",
        "Gain of an actor that makes a draft the others can only take or leave, over the deal that is best for the "
        "worst-off; in points, where there is a zone. An upper bound: an answer with a counter-draft lowers it.",
        ("Who tables it", "Gain at most, points", "Draws"),
        tuple((lookup.actor(p.actor), words.compact_signed(p.gain), f"{p.draws:,}") for p in room.proposers),
        figure=_ranges(
            "What tabling the draft is worth at most, in points",
            [(lookup.actor(p.actor), p.gain) for p in room.proposers],
        ),
        minor=True,
    )


def _venues(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    return Tabulated(
        "What a host could pull its way",
        "How far a deal would tilt if the host could pull it that share of the way towards what suits it best among "
        f"the deals all accept. The share is {SET}, not a measured effect; the host's own gain is given from no pull "
        "to the most.",
        (
            "Place",
            "Host",
            f"Share of the way ({SET})",
            "Host's gain from no pull to the most",
            "Who gains or loses most",
        ),
        tuple(
            (
                v.title,
                lookup.actor(v.host),
                f"{words.percent(v.bias.mid)} ({words.percent(v.bias.low)} to {words.percent(v.bias.high)})",
                ", ".join(f"{words.signed(gain, 4)} at {words.percent(share)}" for share, gain in v.swept),
                _most_moved(lookup, v.margins),
            )
            for v in room.venues
        ),
        minor=True,
    )


def _told(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    packages = tuple(room.told[0].before)
    return Tabulated(
        "Who hears late",
        f"The loss of hearing late is {SET} of days times cost a day. For each draft: the share of draws in which the "
        "actor still prefers it to no deal, before and after that loss; one number where the loss changes nothing.",
        ("Actor", "Consent needed", "Loss, points", *(lookup.package(p) for p in packages)),
        tuple(
            (
                lookup.actor(t.actor),
                "yes" if t.required else "no",
                words.compact(t.cost, 10),
                *(_before_after(t.before[p], t.after[p]) for p in packages),
            )
            for t in room.told
        ),
        minor=True,
    )


def _meeting(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    meeting = room.meeting
    assert meeting is not None  # noqa: S101 - the caller has looked
    return Tabulated(
        "Whether they meet",
        f"Every precondition must hold; each probability is {SET}.",
        ("Precondition", "In the hands of", "Probability"),
        tuple((what, lookup.actor(holder) if holder else "–", _chance(p)) for _, what, holder, p in meeting.each),
        sentences=(
            f"If the preconditions have nothing to do with each other, all of them hold with a chance of "
            f"{_chance(meeting.independent)}; however they hang together, it is at least {_chance(meeting.least)} "
            f"and at most {_chance(meeting.most)}.",
        ),
    )


def _channel(lookup: Lookup, room: RoomAnswer) -> Tabulated:
    found = room.channel
    assert found is not None  # noqa: S101 - the caller has looked
    first, second = (lookup.actor(a) for a in found.between)
    return Tabulated(
        "Is there a back channel",
        "",
        sentences=(
            f"{words.counted(found.moves, 'observed move')} of {first} and {second} over "
            f"{words.counted(found.periods, 'week')}, in {found.together} of which both made the same move: the moves "
            f"are {_ratio(found.ratio)} with a hidden channel as without one; {found.words}.",
            f"On simulated talks of the same length the ratio puts {words.percent(found.auc)} of pairs in the right "
            "order (50% is chance). It knows timing and direction only: it says where to look, not what was said. "
            "Moves that both announced together in public are no evidence of a hidden channel and belong left out.",
        ),
    )


def _before_after(before: float, after: float) -> str:
    first, second = words.percent(before), words.percent(after)
    return first if first == second else f"{first}, then {second}"


def _ratio(ratio: float) -> str:
    if ratio >= 1000:
        return "over 1,000 times as likely"
    return f"{ratio:.2g} times as likely" if ratio >= 0.01 else "under a hundredth as likely"


def _points(change: Interval) -> str:
    """A change of a chance with its simulation error, in points: "+42 to +51", "none"."""
    low, high = (words.signed(v * 100) for v in (change.low, change.high))
    return ("none" if low == "0" else low) if low == high else f"{low} to {high}"


def _chance(interval: Interval) -> str:
    low, mid, high = (words.percent(v) for v in (interval.low, interval.mid, interval.high))
    return mid if low == high else f"{mid} ({low} to {high})"


def _most_moved(lookup: Lookup, margins: dict[str, Interval]) -> str:
    moved = sorted(margins.items(), key=lambda item: (-abs(item[1].mid), item[0]))[:MOST_MOVED]
    told = [f"{lookup.actor(a)} {words.compact_signed(i, 4)}" for a, i in moved if abs(i.mid) >= 0.05]
    return "; ".join(told) or "nobody by a twentieth of a point"


def _ranges(title: str, rows: list[tuple[str, Interval]]) -> Markup | None:
    """Medians with their central 80%, one line an actor."""
    if not rows:
        return None

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        for place, (_, spread) in enumerate(reversed(rows)):
            axes.plot([spread.low, spread.high], [place, place], color=COLOURS[0], linewidth=2)
            axes.plot([spread.mid], [place], "o", color=COLOURS[3], markersize=5)
        axes.axvline(0, color="#5A5A5A", linewidth=0.8)
        axes.set_yticks(range(len(rows)), [name for name, _ in reversed(rows)])
        axes.set_xlabel("points of its own utility\ndot: median, line: central 80%")

    return drawn(title, draw, width=4.6, height=0.9 + 0.28 * len(rows))
