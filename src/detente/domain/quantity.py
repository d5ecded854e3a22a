"""A number an analyst may state: a value, a range, or "from: statements"."""

from __future__ import annotations

import math
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_serializer, model_validator

STATEMENTS = "from: statements"


class Quantity(BaseModel):
    """One uncertain number.

    Written in a case file as ``70`` (a value), ``[70, 90, 100]`` (low, mode, high of a PERT
    distribution) or ``from: statements`` (estimated from what the documents say).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["value", "range", "statements"]
    low: float = math.nan
    mode: float = math.nan
    high: float = math.nan

    @classmethod
    def value(cls, number: float) -> Quantity:
        """A number held to be known exactly."""
        return cls(kind="value", low=number, mode=number, high=number)

    @classmethod
    def range(cls, low: float, mode: float, high: float) -> Quantity:
        """A PERT range: the least, the most likely and the greatest value held possible."""
        return cls(kind="range", low=low, mode=mode, high=high)

    @classmethod
    def statements(cls) -> Quantity:
        """A number to be estimated from statements."""
        return cls(kind="statements")

    @property
    def from_statements(self) -> bool:
        """Whether the documents, not the analyst, give this number."""
        return self.kind == "statements"

    @model_validator(mode="before")
    @classmethod
    def _from_yaml(cls, data: Any) -> Any:
        if isinstance(data, Quantity) or (isinstance(data, dict) and "kind" in data):
            return data
        if data == STATEMENTS or data == {"from": "statements"}:
            return {"kind": "statements"}
        if isinstance(data, bool):
            raise ValueError("a number, a list [low, mode, high] or 'from: statements', not true or false")
        if isinstance(data, int | float):
            return {"kind": "value", "low": data, "mode": data, "high": data}
        if isinstance(data, list | tuple) and len(data) == 3 and all(_is_number(v) for v in data):
            return {"kind": "range", "low": data[0], "mode": data[1], "high": data[2]}
        raise ValueError("a number, a list [low, mode, high] or 'from: statements'")

    @model_validator(mode="after")
    def _in_order(self) -> Quantity:
        if self.kind != "statements":
            if not all(math.isfinite(v) for v in (self.low, self.mode, self.high)):
                raise ValueError("finite numbers (not nan or inf)")
            if not self.low <= self.mode <= self.high:
                raise ValueError("a range with low <= mode <= high")
        return self

    @model_serializer
    def _to_yaml(self) -> Any:
        if self.kind == "statements":
            return STATEMENTS
        if self.kind == "value":
            return _plain(self.mode)
        return [_plain(self.low), _plain(self.mode), _plain(self.high)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
