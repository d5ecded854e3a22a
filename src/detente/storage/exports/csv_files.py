"""Tables as CSV: one file a table, as spreadsheets and programs read them alike.

UTF-8 with a byte order mark, without which Excel takes the text for another encoding (read it as ``utf-8-sig``);
commas, quotes where needed, lines that end in CR LF (RFC 4180). Text that a spreadsheet would run as a formula
(starting with = + - @, also in their wide forms, tab or carriage return) gets a single quote in front: documents and
names come from others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.storage.exports.cells import Cell, Tables, as_text, cell, columns, file_name
from detente.storage.files import atomic_write_bytes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_tables(tables: Tables, folder: Path) -> list[Path]:
    """Write ``FOLDER/TABLE.csv`` for each table; returns the paths. Raises StorageError."""
    named = {file_name(name): csv_text(rows) for name, rows in tables.items()}
    written = []
    for name, text in named.items():
        path = folder / f"{name}.csv"
        atomic_write_bytes(path, text.encode("utf-8-sig", "replace"))
        written.append(path)
    return written


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """One table as CSV text, header first; empty for a table without rows."""
    names = columns(rows)
    if not names:
        return ""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([safe(name) for name in names])
    writer.writerows([safe(cell(row.get(name))) for name in names] for row in rows)
    return buffer.getvalue()


def safe(value: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value.replace("\0", "")
    return as_text(value) if value is None or isinstance(value, bool) else value
