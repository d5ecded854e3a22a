"""What fields a place in a case file has, read off the case's types; nothing is listed by hand."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from detente.domain.case import Case
from detente.domain.quantity import Quantity


def fields_at(path: tuple[str | int, ...]) -> list[str]:
    """Names of the fields below ``path``, such as those of an actor for ("actors", "russia")."""
    model = _model_at(path)
    return [] if model is None else list(model.model_fields)


@cache
def fields_of_type(kind: Literal["bool", "date"]) -> frozenset[str]:
    """Names of all fields that take true or false, or a date."""
    wanted: type = bool if kind == "bool" else dt.date
    models: tuple[type[BaseModel], ...] = (Case, *case_models())
    return frozenset(
        name for model in models for name, field in model.model_fields.items() if wanted in _parts(field.annotation)
    )


@cache
def case_models() -> tuple[type[BaseModel], ...]:
    """Every type a case is made of."""
    found: dict[type[BaseModel], None] = {}
    queue: list[type[BaseModel]] = [Case]
    while queue:
        for field in queue.pop(0).model_fields.values():
            for part in _parts(field.annotation):
                if isinstance(part, type) and issubclass(part, BaseModel) and part not in found:
                    found[part] = None
                    queue.append(part)
    found.pop(Quantity, None)  # written as a number, a list or a phrase, never as fields
    return tuple(found)


def _model_at(path: tuple[str | int, ...]) -> type[BaseModel] | None:
    model: type[BaseModel] = Case
    rest = list(path)
    while rest:
        field = model.model_fields.get(str(rest.pop(0)))
        if field is None:
            return None
        parts = _parts(field.annotation)
        if rest and any(part in (dict, tuple, list) for part in parts):
            rest.pop(0)  # the id or the number of an entry
        below = [part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)]
        if not below:
            return None
        model = below[0]
    return model


def _parts(annotation: Any) -> list[Any]:
    return list(_walk(annotation))


def _walk(annotation: Any) -> Iterator[Any]:
    origin = typing.get_origin(annotation)
    if origin is None:
        yield annotation
        return
    if origin is typing.Annotated:
        yield from _walk(typing.get_args(annotation)[0])
        return
    if origin not in (typing.Union, types.UnionType, Literal):
        yield origin
    if origin is not Literal:
        for argument in typing.get_args(annotation):
            yield from _walk(argument)
