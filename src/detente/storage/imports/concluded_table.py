"""A plain CSV of one's own concluded negotiations: a line for each actor on each issue.

Columns ``negotiation, issue, actor, position, salience, capability, reference_point, outcome``, and, where wanted,
``scale_low, scale_high`` (0 and 100 without), ``required`` (yes or no) and ``part`` (train, dev, ...). What belongs to
the issue or to the actor may stand on each of its lines or on one; empty salience is the middle, empty capability 1.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np

from detente.domain.concluded import Negotiation, Record
from detente.storage.imports.parts import Input, read_input

COLUMNS = ("negotiation", "issue", "actor", "position", "salience", "capability", "reference_point", "outcome")
OPTIONAL = ("scale_low", "scale_high", "required", "part")
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n", ""})
CAUTIONS = (
    "A table of one's own: who coded it, when, and how the cases were chosen decide what its scores are worth.",
)
Rows = list[tuple[int, dict[str, str]]]


def read_concluded(path: Path) -> Record:
    """The negotiations in a table of one's own; raises FormatError with the line."""
    source = read_input(path)
    negotiations: dict[str, Rows] = {}
    rows = _rows(source)
    for line, row in rows:
        for column in ("negotiation", "issue", "actor"):
            if not row[column]:
                raise source.error(line, f"a name as {column}", "nothing", "fill in the cell")
        negotiations.setdefault(row["negotiation"], []).append((line, row))
    if not negotiations:
        raise source.error(1, "a line for each actor on each issue", "the header alone", "add the lines")
    shares = all(_number(source, line, row, "salience", 0, default=0.0) <= 1 for line, row in rows)
    return Record(
        name="own",
        title=path.stem.replace("_", " "),
        sha256=source.sha256,
        citation=f"{path.name}, a table of one's own",
        negotiations=tuple(
            _negotiation(source, key, some, 1.0 if shares else 100.0) for key, some in negotiations.items()
        ),
        cautions=CAUTIONS,
    )


def is_concluded(first_line: str) -> bool:
    """Whether a first line is the header of such a table."""
    return {"negotiation", "issue", "actor", "position", "outcome"} <= set(_cells(first_line, _delimiter(first_line)))


def _rows(source: Input) -> Rows:
    (_, first), *rest = source.lines
    delimiter = _delimiter(first)
    header = [cell.lower() for cell in _cells(first, delimiter)]
    unknown = [name for name in header if name not in COLUMNS + OPTIONAL]
    absent = [name for name in COLUMNS if name not in header]
    if unknown or absent:
        got = f"no column {', '.join(absent)}" if absent else f"a column '{unknown[0]}'"
        raise source.error(1, f"the columns {', '.join(COLUMNS)}", got, "correct the first line")
    rows = []
    for line, text in rest:
        if not text.strip().strip(",;\t"):
            continue
        cells = _cells(text, delimiter)
        if len(cells) > len(header):
            raise source.error(line, f"{len(header)} cells", f"{len(cells)}", "put names that hold a comma in quotes")
        rows.append((line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))))
    return rows


def _negotiation(source: Input, key: str, rows: Rows, full_salience: float) -> Negotiation:
    actors = list(dict.fromkeys(row["actor"] for _, row in rows))
    issues = list(dict.fromkeys(row["issue"] for _, row in rows))
    low, high = (
        _of_issues(source, rows, issues, column, at) for column, at in (("scale_low", 0.0), ("scale_high", 100.0))
    )
    for issue, bottom, top in zip(issues, low, high, strict=True):
        if not bottom < top:
            line = next(line for line, row in rows if row["issue"] == issue)
            raise source.error(line, "a scale_low below scale_high", f"{bottom:g} and {top:g}", "correct the scale")
    position = np.full((len(actors), len(issues)), math.nan)
    salience = np.zeros_like(position)
    seen: dict[tuple[int, int], int] = {}
    for line, row in rows:
        place = actors.index(row["actor"]), issues.index(row["issue"])
        if place in seen:
            got = f"a second one of '{row['actor']}' on '{row['issue']}' (first on line {seen[place]})"
            raise source.error(line, "one line for each actor on each issue", got, "delete one of the two")
        seen[place] = line
        bounds = float(low[place[1]]), float(high[place[1]])
        position[place] = _number(source, line, row, "position", *bounds)
        if math.isfinite(position[place]):
            half = full_salience / 2
            salience[place] = _number(source, line, row, "salience", 0, full_salience, default=half) / full_salience
    parts = [row["part"] for _, row in rows if row.get("part")]
    return Negotiation(
        id=key,
        actors=tuple(actors),
        issues=tuple(f"{key}/{issue}" for issue in issues),
        position=position,
        salience=salience,
        capability=np.array([_capability(source, rows, actor) for actor in actors]),
        scale_low=low,
        scale_high=high,
        reference_point=_of_issues(source, rows, issues, "reference_point", math.nan),
        outcome=_of_issues(source, rows, issues, "outcome", math.nan),
        required=np.array([_required(source, rows, actor) for actor in actors], dtype=np.bool_),
        part=parts[0] if parts else "",
    )


def _of_issues(source: Input, rows: Rows, issues: list[str], column: str, default: float) -> np.ndarray:
    """What each issue has in a column, wherever on its lines it stands; FormatError where two lines differ."""
    return np.array([_one(source, [r for r in rows if r[1]["issue"] == i], column, i, default) for i in issues])


def _capability(source: Input, rows: Rows, actor: str) -> float:
    value = _one(source, [r for r in rows if r[1]["actor"] == actor], "capability", actor, 1.0)
    if value < 0:
        line = next(line for line, row in rows if row["actor"] == actor and row["capability"])
        raise source.error(line, "a capability of at least 0", f"{value:g}", "correct the number")
    return value


def _one(source: Input, rows: Rows, column: str, whose: str, default: float) -> float:
    found: dict[float, int] = {}
    for line, row in rows:
        if row.get(column):
            found.setdefault(_number(source, line, row, column), line)
    if len(found) > 1:
        line = list(found.values())[1]
        got = " and ".join(f"{value:g}" for value in found)
        raise source.error(line, f"one {column} for '{whose}'", got, "write the same on each of its lines, or on one")
    return next(iter(found), default)


def _required(source: Input, rows: Rows, actor: str) -> bool:
    words = [(line, row.get("required", "").lower()) for line, row in rows if row["actor"] == actor]
    for line, word in words:
        if word not in YES | NO:
            raise source.error(line, "yes or no as required", f"'{word[:20]}'", "correct the cell")
    return any(word in YES for _, word in words)


def _number(
    source: Input,
    line: int,
    row: dict[str, str],
    column: str,
    low: float = -math.inf,
    high: float = math.inf,
    default: float = math.nan,
) -> float:
    text = row.get(column, "")
    return source.number(text, line, column.replace("_", " "), low, high) if text else default


def _cells(text: str, delimiter: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])]


def _delimiter(first_line: str) -> str:
    return max(",;\t", key=first_line.count)
