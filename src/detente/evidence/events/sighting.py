"""One place in one document that tells of an event, before places are joined into events."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.timeline import Absent, EventReport, Moment, Participant, Status, Told
from detente.evidence.events.kinds import EventKind


@dataclass(frozen=True)
class Sighting:
    """``again`` marks "a second call", "another meeting": never the one just told of. ``paragraph`` counts in order."""

    kind: EventKind
    status: Status
    when: Moment
    venue: str
    people: tuple[Participant, ...]
    report: EventReport
    again: bool = False
    paragraph: int = 0
    told: tuple[Told, ...] = ()
    absent: tuple[Absent, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        """Parties that took part."""
        return frozenset(p.party for p in self.people if p.role not in ("target", "host"))
