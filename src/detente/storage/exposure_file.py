"""``exposure.csv`` and files of listed names: tables of the analyst's own, read with the line in every complaint.

exposure.csv: ``what, kind, country, sector, counterparty, annual_value, dependence, substitutes`` and, where wanted,
``id``. A list: a CSV with a column ``name`` and, where wanted, ``aliases`` (separated by ;), ``country``,
``programme``, ``listed_on``; or a text file with a name on each line. Comma, semicolon and tab separate alike.
"""

from __future__ import annotations

import csv
from pathlib import Path

from detente.domain.exposure import Holding, HoldingKind, ListedName
from detente.storage.files import inside
from detente.storage.imports.parts import Input, read_input

COLUMNS = ("what", "kind", "country", "annual_value")
KINDS: dict[str, HoldingKind] = {
    "sale": "sale", "sales": "sale", "purchase": "purchase", "purchases": "purchase", "supply": "purchase",
    "asset": "asset", "assets": "asset",
}  # fmt: skip
DETAILS = ("programme", "program", "list", "reason", "listed_on")
MOST_ROWS = 200_000


def read_exposure(root: Path, name: str) -> tuple[tuple[Holding, ...], str]:
    """The rows of a register in the case folder, and its SHA-256; FormatError with the line."""
    source = read_input(inside(root, name))
    found: dict[str, Holding] = {}
    for line, row in _rows(source, COLUMNS):
        kind = KINDS.get(row["kind"].lower())
        if kind is None:
            raise source.error(line, "sale, purchase or asset as kind", f"'{row['kind']}'", "write one of the three")
        if not row["what"]:
            raise source.error(line, "a word for what is exposed", "nothing", "fill in the column 'what'")
        key = row.get("id") or f"row-{line - 1}"
        if key in found:
            raise source.error(line, "an id of its own", f"'{key}' again", "give each row another id, or none")
        found[key] = Holding(
            key=key,
            what=row["what"],
            kind=kind,
            country=row["country"],
            sector=row.get("sector", ""),
            counterparty=row.get("counterparty", ""),
            value=source.number(row["annual_value"], line, "annual_value", 0),
            dependence=_share(source, line, row, "dependence", 1.0),
            substitutes=_share(source, line, row, "substitutes", 0.0),
        )
    if not found:
        raise source.error(1, "a line for each asset or flow", "the header alone", "add the lines")
    return tuple(found.values()), source.sha256


def read_listed(root: Path, name: str) -> tuple[tuple[ListedName, ...], str]:
    """The names of a list in the case folder, and its SHA-256."""
    source = read_input(inside(root, name))
    first = source.lines[0][1] if source.lines else ""
    if "name" not in _cells(first, _delimiter(first)):
        names = [text.strip() for _, text in source.lines if text.strip() and not text.startswith("#")]
        return tuple(ListedName(text, source.path.name) for text in names), source.sha256
    listed = []
    for line, row in _rows(source, ("name",)):
        if not row["name"]:
            raise source.error(line, "a name", "nothing", "fill in the column 'name' or remove the line")
        details = "; ".join(f"{column} {row[column]}" for column in DETAILS if row.get(column))
        aliases = tuple(alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip())
        listed.append(ListedName(row["name"], source.path.name, aliases, row.get("country", ""), details))
    return tuple(listed), source.sha256


def _share(source: Input, line: int, row: dict[str, str], column: str, default: float) -> float:
    text = row.get(column, "")
    return source.number(text, line, column, 0, 1) if text else default


def _rows(source: Input, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    if not source.lines:
        raise source.error(1, "a header and lines", "an empty file", f"write the columns {', '.join(needed)}")
    (_, first), *rest = source.lines
    delimiter = _delimiter(first)
    header = _cells(first, delimiter)
    for column in needed:
        if column not in header:
            raise source.error(1, f"a column '{column}'", ", ".join(header)[:80] or "nothing", "add the column")
    if len(rest) > MOST_ROWS:
        raise source.error(MOST_ROWS + 1, f"at most {MOST_ROWS:,} lines", f"{len(rest):,}", "split the file")
    found = []
    for line, text in rest:
        if not text.strip():
            continue
        cells = next(csv.reader([text], delimiter=delimiter))
        if len(cells) > len(header):
            raise source.error(line, f"{len(header)} cells", f"{len(cells)}", "put quotes around text with separators")
        found.append((line, dict(zip(header, (c.strip() for c in cells + [""] * len(header)), strict=False))))
    return found


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().lower().replace(" ", "_") for cell in next(csv.reader([line], delimiter=delimiter), [])]
