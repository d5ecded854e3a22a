"""What an analyst states about who talks where, in what order, and through which channels: the section ``room``.

| object       | role                                                                          |
|--------------|-------------------------------------------------------------------------------|
| Format       | who sits at the table, and whose consent the deal then needs                  |
| Venue        | where they meet: the host, and how far the host may pull the deal its way     |
| Telling      | how long after the first an actor hears of a deal, and what each day costs it |
| Precondition | something that must hold before they meet, and how likely it does             |
| ChannelMove  | one observed move of a party: it gave way, held, or hardened                  |
| BackChannel  | the two parties that may talk in secret, and their observed moves             |
| Room         | all of it                                                                     |
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from detente.domain.cited import Cited, Frozen, Identifier
from detente.domain.quantity import Quantity

MoveKind = Literal["concede", "hold", "harden"]


class Format(Cited):
    """A way of sitting together; ``vetoes`` are those whose consent it needs, all of ``seats`` where none is named."""

    title: str = ""
    seats: tuple[str, ...] = Field(min_length=1)
    vetoes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _vetoes_are_seated(self) -> Format:
        for actor in self.vetoes:
            if actor not in self.seats:
                raise ValueError(f"vetoes among the seats ('{actor}' has no seat)")
        return self


class Venue(Cited):
    """A place to meet. ``bias`` in [0, 1]: the share of the way the host can pull a deal towards what suits it best.

    No measured effect of a venue exists: the number is the analyst's, and is swept from 0 up to it.
    """

    title: str = ""
    host: str
    bias: Quantity


class Telling(Cited):
    """An actor told late: ``days`` after the first, each costing ``cost_per_day`` points of its utility (0 to 100)."""

    days: Quantity
    cost_per_day: Quantity


class Precondition(Cited):
    """Something that must hold before they meet; ``probability`` in [0, 1] is the analyst's."""

    what: str
    holder: str | None = Field(default=None, description="the actor who can bring it about")
    probability: Quantity


class ChannelMove(Cited):
    """One observed move."""

    date: dt.date
    actor: str
    move: MoveKind
    what: str = ""


class BackChannel(Cited):
    """The parties that may talk in secret, and what each was seen to do by itself.

    What both announced together is left out: it is coordinated in the open.
    """

    between: tuple[str, str]
    moves: tuple[ChannelMove, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _two_parties(self) -> BackChannel:
        if len(set(self.between)) != 2:
            raise ValueError("two different parties in 'between'")
        return self


class Room(Frozen):
    """Who talks, where, in what order; every part may be left out."""

    players: tuple[str, ...] = Field(
        default=(), description="whose participation is valued; else everybody required or at the table"
    )
    formats: dict[Identifier, Format] = {}
    venues: dict[Identifier, Venue] = {}
    told: dict[str, Telling] = Field(default={}, description="by actor, who hears of a deal late")
    preconditions: dict[Identifier, Precondition] = {}
    back_channel: BackChannel | None = None
