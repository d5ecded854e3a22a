"""Exchange text: the input of exchange models of collective decisions (Stokman and van Oosten 1994).

Each line starts with its kind: ``#A`` actor (id, name), ``#P`` issue (id, name), ``#M`` described point (issue,
position, meaning), ``#D`` data (actor, issue, position, salience, power), ``#O`` title, ``#/`` remark. Fields are
separated by tabs, with single quotes around texts, or by semicolons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from detente.domain.case import Actor, Case, Issue
from detente.domain.errors import did_you_mean
from detente.storage.imports.parts import (
    SOURCE_ID,
    Input,
    Names,
    Row,
    build_case,
    in_percent,
    make_issue,
    read_input,
    span,
)

KINDS = ("#A", "#P", "#M", "#D", "#O", "#/")


def read_exchange(path: Path, as_of: dt.date | None = None) -> Case:
    """The case in an exchange file; raises FormatError with the line."""
    source = read_input(path, as_of)
    lines = [(line, cells) for line, text in source.lines if (cells := split(text))]
    for line, cells in lines:
        if cells[0] not in KINDS:
            raise source.error(
                line, "a line that starts with #A, #P, #M, #D, #O or #/", f"'{cells[0][:30]}'", "correct the line"
            )
    title = next((cells[1] for _, cells in lines if cells[0] == "#O" and len(cells) > 1 and cells[1]), "")
    actors = _named(source, lines, "#A", "actor")
    issues = _named(source, lines, "#P", "issue")
    points = _points(source, lines, issues)
    rows = in_percent(_rows(source, lines, actors, issues), source)
    if not rows:
        raise source.error(len(source.lines), "data lines (#D)", "none", "check the file")
    return build_case(
        source,
        title or path.stem.replace("_", " "),
        {key: _actor(key, *actors[raw]) for raw, key in _ids(actors).items()},
        {key: _issue(source, key, issues[raw], points.get(key, {}), rows) for raw, key in _ids(issues).items()},
        rows,
        "exchange text",
    )


def is_exchange(lines: list[tuple[int, str]]) -> bool:
    """Whether the first line that is not empty starts with one of the kinds of line."""
    first = next((cells for _, text in lines if (cells := split(text))), [""])
    return first[0] in KINDS


def split(text: str) -> list[str]:
    """The fields of a line without quotes and spaces around them; empty for an empty line."""
    cells = text.split("\t") if "\t" in text else text.split(";")
    cells = [_unquoted(cell.strip()) for cell in cells]
    return cells if any(cells) else []


# id as written -> (id in the case, name, line)
Declared = dict[str, tuple[str, str, int]]


def _named(source: Input, lines: list[tuple[int, list[str]]], kind: str, what: str) -> Declared:
    names = Names(what)
    found: Declared = {}
    for line, cells in lines:
        if cells[0] != kind:
            continue
        raw = cells[1] if len(cells) > 1 else ""
        if not raw or raw in found:
            got = f"'{raw}' a second time" if raw else "nothing"
            raise source.error(line, f"each {what} once, by id", got, "correct the id")
        name = cells[2] if len(cells) > 2 and cells[2] else raw
        found[raw] = (names.add(raw), name, line)
    if not found:
        raise source.error(1, f"lines that start with {kind} and name each {what}", "none", "check the file")
    return found


def _ids(declared: Declared) -> dict[str, str]:
    return {raw: key for raw, (key, _, _) in declared.items()}


def _points(source: Input, lines: list[tuple[int, list[str]]], issues: Declared) -> dict[str, dict[float, str]]:
    points: dict[str, dict[float, str]] = {}
    for line, cells in lines:
        if cells[0] == "#M":
            issue = _known(source, line, cells, 1, issues, "issue")
            position = source.number(cells[2] if len(cells) > 2 else "", line, "position")
            points.setdefault(issue, {})[position] = cells[3] if len(cells) > 3 else ""
    return {issue: _described(found) for issue, found in points.items()}


def _described(points: dict[float, str]) -> dict[float, str]:
    low, high = min(points), max(points)
    ends = {low: "the lowest point", high: "the highest point"}
    return {at: points[at] or ends.get(at, "a point in between") for at in sorted(points)}


def _rows(source: Input, lines: list[tuple[int, list[str]]], actors: Declared, issues: Declared) -> list[Row]:
    rows = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        if cells[0] != "#D":
            continue
        if len(cells) < 6:
            raise source.error(
                line, "actor, issue, position, salience, power", f"{len(cells) - 1} fields", "add what is missing"
            )
        actor = _known(source, line, cells, 1, actors, "actor")
        issue = _known(source, line, cells, 2, issues, "issue")
        if (actor, issue) in seen:
            raise source.error(
                line,
                "one line for each actor and issue",
                f"a second one of '{cells[1]}' on '{cells[2]}' (first on line {seen[actor, issue]})",
                "delete one of the two",
            )
        seen[actor, issue] = line
        rows.append(
            Row(
                actor,
                issue,
                source.number(cells[3], line, "position"),
                source.number(cells[4], line, "salience", 0, 100),
                source.number(cells[5], line, "power", 0),
                line,
            )
        )
    return rows


def _known(source: Input, line: int, cells: list[str], at: int, declared: Declared, what: str) -> str:
    raw = cells[at] if len(cells) > at else ""
    if raw not in declared:
        kind = "#A" if what == "actor" else "#P"
        raise source.error(line, f"an {what} declared in a line {kind}", f"'{raw}'", did_you_mean(raw, list(declared)))
    return declared[raw][0]


def _actor(key: str, _: str, name: str, line: int) -> Actor:
    return Actor(name=name, kind="group", at_table=True, source=(SOURCE_ID,), note=f"line {line}")


def _issue(
    source: Input, key: str, declared: tuple[str, str, int], points: Mapping[float, str], rows: list[Row]
) -> Issue:
    _, name, line = declared
    positions = [(row.position, row.line) for row in rows if row.issue == key]
    if len(points) < 2:
        if not positions:
            raise source.error(line, "at least two points (#M) or some data (#D)", "neither", "add them")
        points = span(position for position, _ in positions)
    for position, at in positions:
        if not min(points) <= position <= max(points):
            raise source.error(
                at,
                f"a position from {min(points):g} to {max(points):g}, the points (#M) of the issue",
                f"{position:g}",
                "correct the position or add a point",
            )
    return make_issue(name, f"Where does '{name}' end?", points, line)


def _unquoted(cell: str) -> str:
    return cell[1:-1].strip() if len(cell) >= 2 and cell[0] == cell[-1] and cell[0] in "'\"" else cell
