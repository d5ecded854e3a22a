"""What is concluded about the room: who is worth having in it, what format, venue and order change, what is hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.domain.forecast import Interval, Share


@dataclass(frozen=True)
class Participation:
    """What a seat with a veto is worth to an actor, in points of its own utility, and what it does to the zone.

    ``value`` is its Shapley value (``method`` "shapley") or, where the actors are many, what it loses when it alone is
    left out ("leave-one-out"). ``zone`` is the same of the chance of a zone, in [-1, 0]: a veto never enlarges it.
    """

    actor: str
    value: Interval
    mean: float
    zone: float
    method: str


@dataclass(frozen=True)
class FormatEffect:
    """A format against the case as it stands: chance of a zone, change of each party's margin and of each issue."""

    id: str
    title: str
    seats: tuple[str, ...]
    vetoes: tuple[str, ...]
    exists: Share
    zone_change: Interval
    margins: dict[str, Interval]
    issues: dict[str, Interval]


@dataclass(frozen=True)
class Proposer:
    """What tabling the draft is worth at most to an actor: its best point that all others prefer to no deal.

    ``gain`` in points over the deal that is best for the worst-off, where there is a zone; an upper bound.
    """

    actor: str
    gain: Interval
    draws: int


@dataclass(frozen=True)
class VenueEffect:
    """What a host's pull would change at most: each party's margin and each issue, at the analyst's bias.

    ``swept`` is the host's own gain by bias from 0 up to the analyst's highest: (bias, points).
    """

    id: str
    title: str
    host: str
    bias: Interval
    margins: dict[str, Interval]
    issues: dict[str, Interval]
    swept: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ToldLate:
    """An actor that hears late: what that costs it in points, and by package the share of draws it still gains in."""

    actor: str
    required: bool
    cost: Interval
    before: dict[str, float]
    after: dict[str, float]


@dataclass(frozen=True)
class Meeting:
    """Whether they meet: all preconditions must hold.

    ``independent`` supposes that they have nothing to do with each other; ``least`` and ``most`` hold whatever they
    have (Frechet 1935). ``each`` is (id, what, holder, probability), the least likely first.
    """

    independent: Interval
    least: Interval
    most: Interval
    each: tuple[tuple[str, str, str, Interval], ...]


@dataclass(frozen=True)
class ChannelCheck:
    """How much likelier the observed moves are with a hidden channel between the two than without.

    ``ratio`` above 1 speaks for a channel. ``auc`` is how well the ratio tells simulated runs of this length with a
    channel from those without (1 always, .5 never); ``by_chance`` is the share of runs without one that reach it.
    """

    between: tuple[str, str]
    moves: int
    periods: int
    together: int
    ratio: float
    auc: float
    by_chance: float
    words: str


@dataclass(frozen=True)
class RoomAnswer:
    """The room of the case as it stands, over ``draws`` of its draws."""

    draws: int
    participation: tuple[Participation, ...]
    formats: tuple[FormatEffect, ...] = ()
    proposers: tuple[Proposer, ...] = ()
    venues: tuple[VenueEffect, ...] = ()
    told: tuple[ToldLate, ...] = ()
    meeting: Meeting | None = None
    channel: ChannelCheck | None = None
    notes: tuple[str, ...] = field(default=())
