"""Tables as one XLSX workbook: a sheet a table; equal tables give equal bytes, and no text is ever a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.domain.errors import StorageError
from detente.storage.exports.cells import Tables, as_text, cell, columns
from detente.storage.files import atomic_write_bytes

# A workbook holds the time it was made; a fixed one keeps equal tables equal to the byte.
CREATED = dt.datetime(2000, 1, 1)
MAX_ROWS = 1_048_575  # of a sheet, below the header
MAX_CELL = 32_767  # characters; what is longer is cut, and says so
CUT = " … (cut: too long for a cell)"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_workbook(tables: Tables, path: Path) -> Path:
    """Write all tables into one workbook; returns its path. Raises StorageError."""
    import xlsxwriter  # half a second that only exports need

    for name, rows in tables.items():
        if len(rows) > MAX_ROWS:
            raise StorageError(f"Table '{name}' has {len(rows):,} rows, a sheet holds {MAX_ROWS:,}; export it as CSV.")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties({"title": "Détente tables", "created": CREATED})
    header = book.add_format({"bold": True, "bottom": 1})
    for sheet_name, rows in zip(_sheet_names(list(tables)), tables.values(), strict=True):
        _fill(book.add_worksheet(sheet_name), rows, header)
    if not tables:
        book.add_worksheet("empty")
    book.close()
    atomic_write_bytes(path, buffer.getvalue())
    return path


def _fill(sheet: Any, rows: Sequence[Mapping[str, Any]], header: Any) -> None:
    names = columns(rows)
    widths = [len(name) for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, _fitting(name), header)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate(names):
            value = cell(row.get(name))
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, int | float) and abs(value) < 1e15:
                sheet.write_number(number, column, value)
            elif value is not None and value != "":
                sheet.write_string(number, column, _fitting(as_text(value)))
            widths[column] = max(widths[column], len(as_text(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, 60))
    sheet.freeze_panes(1, 0)
    if names:
        sheet.autofilter(0, 0, len(rows), len(names) - 1)


def _fitting(text: str) -> str:
    # half of a character pair, from a broken document, has no place in a workbook
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return clean if len(clean) <= MAX_CELL else clean[: MAX_CELL - len(CUT)] + CUT


def _sheet_names(names: Sequence[str]) -> list[str]:
    """Names a workbook accepts: at most 31 characters, none of []:*?/\\, each once whatever the case."""
    found: list[str] = []
    for name in names:
        clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip("' ") or "table"
        base = "History_" if clean.lower() == "history" else clean  # Excel keeps that one for itself
        candidate, number = base[:31], 1
        while candidate.lower() in [other.lower() for other in found]:
            number += 1
            candidate = f"{base[: 30 - len(str(number))]} {number}"
        found.append(candidate)
    return found
