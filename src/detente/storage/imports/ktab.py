"""KTAB CSV: the input of the Spatial Model of Politics (Wise, Lester and Efird 2015).

Line 1 is ``scenario, description, number of actors, number of dimensions``; line 2 the header ``Actor, Description,
Influence`` and a pair of columns, position and salience, for each dimension; then a line for each actor. Positions and
saliences are from 0 to 100. Trailing commas occur.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from pathlib import Path

from detente.domain.case import Actor, Case
from detente.storage.imports.parts import SOURCE_ID, Input, Names, Row, build_case, in_percent, make_issue, read_input

SCALE = {0.0: "the lowest point of the dimension", 100.0: "the highest point of the dimension"}
Lines = list[tuple[int, list[str]]]


def read_ktab(path: Path, as_of: dt.date | None = None) -> Case:
    """The case in a KTAB file; raises FormatError with the line."""
    source = read_input(path, as_of)
    lines = [(line, cells) for line, text in source.lines if (cells := split(text))]
    if len(lines) < 3:
        raise source.error(1, "a scenario line, a header and actors", f"{len(lines)} lines", "check the file")
    title, described, n_actors, n_dimensions = _scenario(source, *lines[0])
    dimensions = _dimensions(source, *lines[1], n_dimensions)
    body = lines[2:]
    if len(body) != n_actors:
        raise source.error(
            body[-1][0],
            f"{n_actors} actors, as the first line says",
            f"{len(body)}",
            "correct the number in the first line, or add the missing lines",
        )
    actors, rows = _rows(source, body, list(dimensions), dict(lines))
    issues = {
        key: make_issue(name, described or f"Where does '{name}' end?", SCALE, lines[1][0])
        for key, name in dimensions.items()
    }
    return build_case(source, title, actors, issues, in_percent(rows, source), "KTAB CSV")


def is_ktab(lines: list[tuple[int, str]]) -> bool:
    """Whether the second line that is not empty is the header of a KTAB file."""
    cells = [cells for _, text in lines[:10] if (cells := split(text))][:2]
    return len(cells) == 2 and [cell.lower() for cell in cells[1][:2]] == ["actor", "description"]


def split(text: str) -> list[str]:
    """The cells of a line without spaces around them and without empty ones at the end."""
    cells = [cell.strip() for cell in next(iter(csv.reader([text], skipinitialspace=True)), [])]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _scenario(source: Input, line: int, cells: list[str]) -> tuple[str, str, int, int]:
    for i in range(1, len(cells) - 1):
        # a description may hold commas: the counts are the first two whole numbers side by side
        if cells[i].isdecimal() and cells[i + 1].isdecimal():
            return cells[0] or source.path.stem, ", ".join(cells[1:i]), int(cells[i]), int(cells[i + 1])
    raise source.error(
        line,
        "scenario, description, number of actors, number of dimensions",
        f"'{', '.join(cells)[:60]}'",
        "add the two numbers to the first line",
    )


def _dimensions(source: Input, line: int, cells: list[str], number: int) -> dict[str, str]:
    """Id and name of each dimension."""
    if len(cells) != 3 + 2 * number or number < 1:
        raise source.error(
            line,
            f"Actor, Description, Influence and a position and salience for each of {number} dimensions",
            f"{len(cells)} columns",
            "correct the header or the number of dimensions in the first line",
        )
    names = Names("dimension")
    for i in range(number):
        name = re.sub(r"[\s_]*position$", "", cells[3 + 2 * i], flags=re.IGNORECASE) or f"Dimension {i + 1}"
        if name in names.ids:
            raise source.error(line, "each dimension once", f"'{name}' a second time", "rename one of the two")
        names.add(name)
    return {key: name for name, key in names.ids.items()}


def _rows(
    source: Input, body: Lines, dimensions: list[str], lines: dict[int, list[str]]
) -> tuple[dict[str, Actor], list[Row]]:
    width = 3 + 2 * len(dimensions)
    described = Counter(cells[1] for _, cells in body if len(cells) > 1)
    names = Names("actor")
    actors: dict[str, Actor] = {}
    rows = []
    for line, cells in body:
        if len(cells) != width:
            raise source.error(line, f"{width} cells", f"{len(cells)}", "put texts that contain a comma in quotes")
        name, description = cells[0], cells[1]
        if not name or name in names.ids:
            got = f"'{name}' a second time" if name else "nothing"
            raise source.error(line, "each actor once, by name", got, "name the actor or rename one of the two")
        key = names.add(name)
        # a description that several actors share is no name of any
        aliases = (description,) if description and description != name and described[description] == 1 else ()
        actors[key] = Actor(
            name=name, kind="group", aliases=aliases, at_table=True, source=(SOURCE_ID,), note=f"line {line}"
        )
        capability = source.number(cells[2], line, "influence", 0)
        for i, dimension in enumerate(dimensions):
            position = source.number(cells[3 + 2 * i], line, "position", 0, 100)
            salience = source.number(cells[4 + 2 * i], line, "salience", 0, 100)
            rows.append(Row(key, dimension, position, salience, capability, line))
    return actors, rows
