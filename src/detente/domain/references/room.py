"""What must agree in the section ``room``: every actor named is one of the case, every share a share."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.errors import did_you_mean
from detente.domain.quantity import Quantity
from detente.domain.references.parts import Path, Problem, cited, known, within

INFINITY = float("inf")


def room_problems(case: Case) -> Iterator[Problem]:
    """All disagreements in ``room``, in the order of the file."""
    room = case.room
    if room is None:
        return
    for i, actor in enumerate(room.players):
        yield from known(case.actors, actor, ("room", "players", i), "actor")
        if actor in room.players[:i]:
            yield Problem(("room", "players", i), "each actor once", f"'{actor}' again", "remove one of the two")
    for key, table in room.formats.items():
        path: Path = ("room", "formats", key)
        for name in ("seats", "vetoes"):
            for i, actor in enumerate(getattr(table, name)):
                yield from known(case.actors, actor, (*path, name, i), "actor")
        yield from cited(case, table.source, path)
    for key, venue in room.venues.items():
        path = ("room", "venues", key)
        yield from known(case.actors, venue.host, (*path, "host"), "actor")
        yield from _stated(venue.bias, 1.0, (*path, "bias"))
        yield from cited(case, venue.source, path)
    for key, telling in room.told.items():
        path = ("room", "told", key)
        yield from known(case.actors, key, path, "actor")
        yield from _stated(telling.days, INFINITY, (*path, "days"))
        yield from _stated(telling.cost_per_day, 100.0, (*path, "cost_per_day"))
        yield from cited(case, telling.source, path)
    for key, precondition in room.preconditions.items():
        path = ("room", "preconditions", key)
        if precondition.holder is not None:
            yield from known(case.actors, precondition.holder, (*path, "holder"), "actor")
        yield from _stated(precondition.probability, 1.0, (*path, "probability"))
        yield from cited(case, precondition.source, path)
    if room.back_channel is not None:
        path = ("room", "back_channel")
        for i, actor in enumerate(room.back_channel.between):
            yield from known(case.actors, actor, (*path, "between", i), "actor")
        for i, move in enumerate(room.back_channel.moves):
            if move.actor not in room.back_channel.between:
                yield Problem(
                    (*path, "moves", i, "actor"), "one of the two parties in 'between'", f"'{move.actor}'",
                    did_you_mean(move.actor, list(room.back_channel.between)),
                )  # fmt: skip
            yield from cited(case, move.source, (*path, "moves", i))


def _stated(quantity: Quantity, high: float, path: Path) -> Iterator[Problem]:
    """A number of the analyst's: documents do not give it."""
    if quantity.from_statements:
        yield Problem(path, "a number or a range [low, mode, high]", "'from: statements'", "state it yourself")
    else:
        yield from within(quantity, 0, high, path)
