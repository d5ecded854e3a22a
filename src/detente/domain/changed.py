"""A changed copy of a frozen value, made many times faster than by ``dataclasses.replace``."""

from __future__ import annotations

from typing import Any, TypeVar

Value = TypeVar("Value")


def changed(value: Value, **fields: Any) -> Value:
    """The same value with these fields, which it must have.

    Nothing is checked or derived anew: a field that others are made of (as the id of a statement is) takes ``replace``.
    """
    copy = object.__new__(type(value))
    copy.__dict__.update(value.__dict__)
    unknown = fields.keys() - copy.__dict__.keys()
    if unknown:
        raise TypeError(f"{type(value).__name__} has no {', '.join(sorted(unknown))}")
    copy.__dict__.update(fields)
    return copy
