"""Forms on which a coder works without the program: a CSV for spreadsheets or a JSONL for scripts, out and in again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.domain.errors import FormatError
from detente.storage.exports.cells import as_text
from detente.storage.exports.csv_files import FORMULA_STARTS, csv_text
from detente.storage.files import atomic_write_bytes, storage_error

MAX_BYTES = 200_000_000
JSON_ENDINGS = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True)
class FormRow:
    """One row with its number, the header being row 1 of a CSV; every value is text, lists are joined by ', '."""

    number: int
    values: Mapping[str, str]


def write_form(rows: Sequence[Mapping[str, Any]], path: Path) -> Path:
    """Write a form: JSONL where the ending says so, else CSV; raises StorageError."""
    if path.suffix.lower() in JSON_ENDINGS:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
        atomic_write_bytes(path, "".join(lines).encode("utf-8", "replace"))
    else:
        plain = [{name: _joined(value) for name, value in row.items()} for row in rows]
        atomic_write_bytes(path, csv_text(plain).encode("utf-8-sig", "replace"))
    return path


def read_form(path: Path) -> list[FormRow]:
    """The rows of a form that came back; raises FormatError with the line, StorageError when it cannot be read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError(str(path), f"a form of at most {MAX_BYTES // 10**6} MB", "a larger file", "split it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise storage_error(path, error, doing="read") from error
    except UnicodeDecodeError as error:
        raise FormatError(
            str(path), "text in UTF-8", f"another encoding (at byte {error.start})", "save it as 'CSV UTF-8'"
        ) from error
    return _json_rows(path, text) if path.suffix.lower() in JSON_ENDINGS else _csv_rows(path, text)


def _csv_rows(path: Path, text: str) -> list[FormRow]:
    header = text.split("\n", 1)[0]
    # Spreadsheets of many countries write semicolons, some tabs.
    delimiter = max(",;\t", key=header.count)
    rows: list[FormRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    try:
        for count, cells in enumerate(reader, start=1):
            if not names:
                names = [name.strip() for name in cells]
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(names):
                    raise FormatError(
                        f"{path}, row {count}", f"{len(names)} cells as in the first row", str(len(cells)),
                        "put quotation marks around text that holds the separator",
                    )  # fmt: skip
                values = dict(zip(names, map(_unguarded, cells), strict=False))
                rows.append(FormRow(count, values))
    except csv.Error as error:
        raise FormatError(
            f"{path}, line {reader.line_num}", "a row of a CSV file", str(error), "correct the row"
        ) from error
    return rows


def _json_rows(path: Path, text: str) -> list[FormRow]:
    rows: list[FormRow] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise FormatError(
                f"{path}, row {number}", "one JSON object", str(error)[:80], "correct the line"
            ) from error
        if not isinstance(entry, dict):
            raise FormatError(
                f"{path}, row {number}", "one JSON object", type(entry).__name__, "write one object a line"
            )
        rows.append(FormRow(number, {str(k): _joined(v) for k, v in entry.items()}))
    return rows


def _joined(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(as_text(v) for v in value)
    return as_text(value)


def _unguarded(cell: str) -> str:
    """A cell without the quotation mark that keeps spreadsheets from running it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell
