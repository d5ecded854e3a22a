"""The actor file, ``actors.yaml``: who is who, as the analyst corrects it. Nothing in it is a position.

| object    | role                                                                              |
|-----------|-----------------------------------------------------------------------------------|
| ActorNote | a person, institution or state: names, names it does not bear, whom it speaks for   |
| Member    | who belongs to a bloc, since when and until when                                   |
| Bloc      | a coalition or bloc with its members                                               |
| ActorFile | both tables                                                                        |
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field, model_validator

from detente.domain.case import ActorKind
from detente.domain.cited import Frozen, Identifier


class _Dated(Frozen):
    since: dt.date | None = None
    until: dt.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Dated:
        if self.since and self.until and self.until < self.since:
            raise ValueError("an 'until' that is not before 'since'")
        return self

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether it holds on a day; always where no day is asked for."""
        return day is None or not ((self.since and day < self.since) or (self.until and day > self.until))


class ActorNote(_Dated):
    """An actor as the analyst knows it; ``represents`` holds from ``since`` to ``until``."""

    name: str = Field(default="", description="full name; needed for an actor no list knows")
    kind: ActorKind = "person"
    aliases: tuple[str, ...] = Field(default=(), description="other ways documents write it")
    not_aliases: tuple[str, ...] = Field(default=(), description="names that are taken for it and are not its own")
    represents: str | None = Field(default=None, description="the institution or state it speaks for")
    role: str = ""
    note: str = ""


class Member(_Dated):
    """A member of a bloc, by its id; written short as the id alone."""

    actor: str

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"actor": data} if isinstance(data, str) else data


class Bloc(Frozen):
    """A coalition or bloc: a statement of it may be asked of its members, and is never taken for theirs."""

    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    note: str = ""

    def members_on(self, day: dt.date | None) -> tuple[str, ...]:
        """Ids of its members on a day."""
        return tuple(dict.fromkeys(m.actor for m in self.members if m.holds_on(day)))


class ActorFile(Frozen):
    """What ``actors.yaml`` says."""

    actors: dict[Identifier, ActorNote] = {}
    blocs: dict[Identifier, Bloc] = {}

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.actors or self.blocs)
