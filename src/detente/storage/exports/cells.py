"""What one value of a table becomes in a cell; the rules all exports share."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.domain.errors import StorageError

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
Cell = str | float | int | bool | None


def columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """All fields of the rows, in the order in which they first come."""
    return list(dict.fromkeys(name for row in rows for name in row))


def cell(value: Any) -> Cell:
    """A number, text, true/false or nothing: lists joined by '; ', fields as JSON, dates as 2025-10-17."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps({str(k): cell(v) for k, v in value.items()}, ensure_ascii=False) if value else ""
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(as_text(item) for item in value)
    return str(value)


def as_text(value: Any) -> str:
    """A cell as text; an absent value is empty."""
    plain = cell(value)
    if plain is None:
        return ""
    return str(plain).lower() if isinstance(plain, bool) else str(plain)


def file_name(table: str) -> str:
    """A table's name as the stem of a file; StorageError when it would leave the folder."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]*", table):
        raise StorageError(f"'{table}' cannot name a table's file; use letters, digits, '_', '-' and '.'.")
    return table
