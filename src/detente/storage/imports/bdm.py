"""BDM CSV: one issue, four columns ``Actor,Capability,Position,Salience``.

The usual form in which cases of the expected-utility model are handed around (Bueno de Mesquita, Newman and Rabushka
1985). Salience is a share or a percentage; the scale is as wide as the positions.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

from detente.domain.case import Actor, Case
from detente.storage.imports.parts import (
    SOURCE_ID,
    Input,
    Names,
    Row,
    build_case,
    in_percent,
    make_id,
    make_issue,
    read_input,
    span,
)

COLUMNS = ("actor", "capability", "position", "salience")


def read_bdm(path: Path, as_of: dt.date | None = None) -> Case:
    """The case in a BDM file; raises FormatError with the line."""
    source = read_input(path, as_of)
    issue = make_id(path.stem) or "issue"
    table = _table(source)
    names = Names("actor")
    actors: dict[str, Actor] = {}
    rows = []
    for line, cells in table:
        name = cells["actor"].strip()
        if not name:
            raise source.error(line, "the name of an actor", "nothing", "name the actor or delete the line")
        if name in names.ids:
            raise source.error(line, "each actor once", f"'{name}' a second time", "delete or rename one of the two")
        key = names.add(name)
        actors[key] = Actor(name=name, kind="group", at_table=True, source=(SOURCE_ID,), note=f"line {line}")
        rows.append(
            Row(
                key,
                issue,
                source.number(cells["position"], line, "position"),
                source.number(cells["salience"], line, "salience", 0, 100),
                source.number(cells["capability"], line, "capability", 0),
                line,
            )
        )
    if not rows:
        raise source.error(1, "a line for each actor", "the header alone", "add the actors")
    title = path.stem.replace("_", " ").strip() or "Imported case"
    issues = {issue: make_issue(title, f"Where does '{title}' end?", span(row.position for row in rows), 1)}
    return build_case(source, title, actors, issues, in_percent(rows, source), "BDM CSV")


def is_bdm(lines: list[tuple[int, str]]) -> bool:
    """Whether the first line that is not empty is the header of a BDM file."""
    first = next((text for _, text in lines if text.strip()), "")
    return sorted(_cells(first)) == sorted(COLUMNS)


def _table(source: Input) -> list[tuple[int, dict[str, str]]]:
    table = []
    header: list[str] | None = None
    for line, text in source.lines:
        if not text.strip().strip(",;"):
            continue
        if header is None:
            header = _cells(text)
            if sorted(header) != sorted(COLUMNS):
                raise source.error(
                    line, "the header 'Actor,Capability,Position,Salience'", f"'{text[:60]}'", "correct the first line"
                )
            continue
        cells = _split(text)
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if len(cells) != len(header):
            raise source.error(
                line, f"{len(header)} cells", f"{len(cells)}", "put names that contain a comma in quotes"
            )
        table.append((line, dict(zip(header, cells, strict=True))))
    return table


def _cells(text: str) -> list[str]:
    return [cell.strip().lower() for cell in _split(text) if cell.strip()]


def _split(text: str) -> list[str]:
    delimiter = ";" if text.count(";") > text.count(",") else ","
    return next(iter(csv.reader([text], delimiter=delimiter, skipinitialspace=True)), [])
