"""The room of the case as it stands: what participation, format, order, place, timing and channels change."""

from __future__ import annotations

from dataclasses import replace

from detente.domain.forecast import Forecast
from detente.domain.room import Room
from detente.domain.room_answer import RoomAnswer
from detente.ensemble.simulate import Simulated
from detente.insight.room.back_channel import check_channel
from detente.insight.room.formats import format_effect
from detente.insight.room.meeting import meeting
from detente.insight.room.participation import MOST_PLAYERS, values_of_participation
from detente.insight.room.proposers import proposers
from detente.insight.room.settlement import Rooms
from detente.insight.room.telling import told_late
from detente.insight.room.venues import venue_effect

NO_CONSENT = "Nobody's consent is required, so nothing can be said of formats, drafts or places."
NO_ROOM = "The case states nothing under 'room': formats, places, who is told late and back channels are left out."
MANY = (
    f"More than {MOST_PLAYERS} participants: what a seat is worth is what its holder loses when it alone is left out."
)


def with_room(forecast: Forecast, baseline: Simulated, seed: int) -> Forecast:
    """The forecast with what its first scenario says of the room."""
    return replace(forecast, room=room_answer(baseline, seed))


def room_answer(baseline: Simulated, seed: int) -> RoomAnswer:
    """Everything about the room; parts the case does not state are left out and noted."""
    case, draws = baseline.case, baseline.draws
    stated = case.room or Room()
    rooms = Rooms(draws)
    required = tuple(a for a, needed in zip(draws.actors, draws.required, strict=True) if needed)
    players = stated.players or tuple(
        a for a, needed, there in zip(draws.actors, draws.required, draws.at_table, strict=True) if needed or there
    )
    notes = [] if case.room is not None else [NO_ROOM]
    if len(players) > MOST_PLAYERS:
        notes.append(MANY)
    if not required:
        notes.append(NO_CONSENT)
    return RoomAnswer(
        draws=rooms.draws.n,
        participation=values_of_participation(rooms, players),
        formats=tuple(format_effect(rooms, k, f, required) for k, f in stated.formats.items()) if required else (),
        proposers=proposers(rooms, required) if required else (),
        venues=tuple(venue_effect(rooms, k, v, required, seed) for k, v in stated.venues.items()) if required else (),
        told=tuple(
            told_late(draws, baseline.judgement.margin, tuple(case.packages), actor, telling, seed)
            for actor, telling in stated.told.items()
        )
        if baseline.judgement is not None
        else (),
        meeting=meeting(stated.preconditions, draws.n, seed),
        channel=check_channel(stated.back_channel, seed) if stated.back_channel is not None else None,
        notes=tuple(notes),
    )
