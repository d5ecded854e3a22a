"""What documents say has happened: events, who was there, who was told later, who was absent, who kept silent.

| object        | role                                                                             |
|---------------|----------------------------------------------------------------------------------|
| Moment        | when: the first and last day it may have been, and how that is known              |
| Participant   | who took part, by name as written and by the party spoken for                      |
| EventReport   | one place in one document that reports it, verbatim, with the statements there     |
| Told          | somebody who was not there and was told, by whom, with the words                   |
| Absent        | somebody who was not there: named so, or required by the case and not named        |
| ReportedEvent | one event with all of its reports, and why they are taken for the same             |
| Silence       | of whom no statement about an event was found within some days                     |
| Conflict      | two statements that cannot both hold at one time; or a position that changed       |
| Timeline      | all of it, in order of time                                                        |

All of it is observation: nothing here moves a position.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal

Status = Literal["happened", "planned", "proposed", "cancelled", "denied"]
Channel = Literal[
    "in_person", "call", "video", "letter", "public_statement", "back_channel", "vote", "field", "unknown"
]
MomentPrecision = Literal["day", "month", "year", "about", "range", "before", "unknown"]
AbsentWhy = Literal["named", "required", "at_table"]
ConflictKind = Literal["sources_disagree", "position_changed", "figures_differ", "figure_changed"]


@dataclass(frozen=True)
class Moment:
    """From ``first`` to ``last`` (either may be unknown); ``reason`` says by which words.

    ``precision`` "before" means only that it was reported by ``last``, the day of publication.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    precision: MomentPrecision = "unknown"
    reason: str = ""

    @property
    def dated(self) -> bool:
        """Whether the text itself gives a time."""
        return self.first is not None and self.precision not in ("before", "unknown")

    def may_be(self, other: Moment) -> bool:
        """Whether both can be the same time."""
        if not (self.dated and other.dated):
            return True
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Participant:
    """Who took part: ``actor`` and ``party`` are ids (a minister and the state), ``name`` is as written.

    ``role``: "took_part", "addressed" (a letter's or a call's receiver), "target" (of sanctions, an attack), "host".
    """

    actor: str
    party: str
    party_name: str
    name: str
    role: str = "took_part"


@dataclass(frozen=True)
class EventReport:
    """A place that reports an event: ``quote`` is the sentence, ``cue`` the words in it that name the event."""

    document: str
    start: int
    end: int
    quote: str
    cue_start: int
    cue_end: int
    cue: str
    published: dt.date | None = None
    statements: tuple[str, ...] = ()
    status: Status = "happened"


@dataclass(frozen=True)
class Told:
    """``party`` was not there and was told: ``quote`` are the words, ``by`` whoever told (ids, "" where not said)."""

    party: str
    party_name: str
    by: str
    by_name: str
    how: str
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Absent:
    """``why``: "named" in the text as not there; or by the case "required" or "at_table" and not named as there."""

    party: str
    party_name: str
    why: AbsentWhy
    document: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True)
class ReportedEvent:
    """What documents say has happened, is planned, or was called off.

    ``merged`` gives the reason each further report is taken for the same event. ``speaks`` says whether an event of
    this kind calls for a word from those it concerns (``Silence``).
    """

    id: str
    kind: str
    kind_name: str
    status: Status
    when: Moment
    channel: Channel
    venue: str
    participants: tuple[Participant, ...]
    reports: tuple[EventReport, ...]
    told: tuple[Told, ...] = ()
    absent: tuple[Absent, ...] = ()
    merged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    speaks: bool = False

    @property
    def documents(self) -> tuple[str, ...]:
        """Documents that report it, each once."""
        return tuple(dict.fromkeys(r.document for r in self.reports))

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of the parties that took part, each once."""
        return tuple(dict.fromkeys(p.party for p in self.participants if p.role != "target"))

    @property
    def statements(self) -> tuple[str, ...]:
        """Ids of the statements made from its reports."""
        return tuple(dict.fromkeys(s for r in self.reports for s in r.statements))


@dataclass(frozen=True)
class Silence:
    """No statement of ``party`` about an event was found from ``first`` to ``last``: an observation, no position.

    ``why`` it was expected to speak: it took part, or it is at the table. ``documents`` were published in those days.
    ``spoke_otherwise``: it was heard then, about something else. ``declined``: statements that say it declined.
    """

    event: str
    party: str
    party_name: str
    why: str
    first: dt.date
    last: dt.date
    documents: int
    spoke_otherwise: bool = False
    declined: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Two statements (ids) on one thing, with the words and days that set them apart; ``pairs``: how many do so."""

    kind: ConflictKind
    about: str
    first: str
    second: str
    first_words: str
    second_words: str
    first_when: str
    second_when: str
    first_document: str
    second_document: str
    pairs: int = 1


@dataclass(frozen=True)
class Timeline:
    """Events in order of time, silences in the order of their events, conflicts, and what was not looked at."""

    events: tuple[ReportedEvent, ...] = ()
    silences: tuple[Silence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    """Names of all parties by id."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON: days as text."""
        plain: dict[str, Any] = _plain(asdict(self))
        plain["names"] = dict(self.names)
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
