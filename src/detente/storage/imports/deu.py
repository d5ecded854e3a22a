"""DEU III: issues of European legislation, with every party's position and salience and how each issue ended.

Reads the layout of the original (a line for each issue: ``prnr isnr proc counvte``, ``p`` and ``s`` with an actor's
letters, ``rp``, ``out``) and the same with a first column ``split``. Nothing of the data set is shipped. Positions are
what experts recalled afterwards, so every score on it is of a pseudo-forecast.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from detente.domain.concluded import Negotiation, Record
from detente.storage.imports.council_votes import CODECISION, COMMISSION, MEMBERS, PARLIAMENT, capability
from detente.storage.imports.parts import Input, read_input

TITLE = "DEU III: decisions of the European Union"
CITATION = (
    "Arregui & Perarnaud, DEU III, doi:10.34810/data53; Arregui & Perarnaud 2022, doi:10.1080/13501763.2021.1991983; "
    "Thomson et al. 2006, 2012"
)
WHERE = (
    "download the table from https://doi.org/10.34810/data53 (CORA, open access), save it as text (tab, comma or "
    "semicolon) and name the file: detente backtest deu3 FILE"
)
CAUTIONS = (
    "Positions and saliences are what experts recalled after the decision, so these are pseudo-forecasts.",
    "Capability is derived from the treaties' votes; the data set has none.",
    "Differences of less than about 3 points of mean absolute error cannot be told apart at this size.",
)
NEEDED = ("prnr", "isnr", "proc", "rp", "out")
# 999 is how the table marks a date that is missing.
MISSING = frozenset({"", ".", "na", "nan", "999"})
# Twelve positions have no salience: the middle of its scale.
UNKNOWN_SALIENCE = 50.0
UNANIMITY = "unan"


def read_deu(path: Path) -> Record:
    """The negotiations in a DEU III table; raises FormatError with line and column.

    A negotiation is a proposal (``prnr``). Required are the Commission, the Parliament under codecision, and every
    member that has a position where the Council decides unanimously. Issues without any position stay: a forecast is
    owed for them too.
    """
    source = read_input(path)
    table = _table(source)
    proposals: dict[str, list[tuple[int, dict[str, str]]]] = {}
    seen: dict[str, int] = {}
    for line, row in table:
        if not row["isnr"]:
            continue
        if row["isnr"] in seen:
            got = f"'{row['isnr']}' a second time (first on line {seen[row['isnr']]})"
            raise source.error(line, "each issue (isnr) once", got, "delete one of the two lines")
        seen[row["isnr"]] = line
        proposals.setdefault(row["prnr"], []).append((line, row))
    return Record(
        name="deu3",
        title=TITLE,
        sha256=source.sha256,
        citation=CITATION,
        negotiations=tuple(_negotiation(source, key, rows) for key, rows in proposals.items()),
        cautions=CAUTIONS,
        proposer=COMMISSION,
        coded=True,
    )


def is_deu(first_line: str) -> bool:
    """Whether a first line is the header of a DEU III table."""
    return {"prnr", "isnr", "pcom", "scom"} <= set(_header(first_line))


def _table(source: Input) -> list[tuple[int, dict[str, str]]]:
    first = source.lines[0][1]
    header = _header(first)
    absent = [name for name in NEEDED if name not in header]
    if absent or not is_deu(first):
        raise source.error(
            1,
            f"a header with {', '.join(NEEDED)} and a column pXX and sXX for each actor",
            f"none called {', '.join(absent) or 'pcom, scom'}",
            WHERE,
        )
    rows = []
    for line, text in source.lines[1:]:
        if not text.strip():
            continue
        cells = [cell.strip() for cell in next(csv.reader([text], delimiter=_delimiter(first)))]
        if len(cells) > len(header):
            raise source.error(
                line, f"{len(header)} cells", f"{len(cells)}", "put texts that hold separators in quotes"
            )
        rows.append((line, dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))))
    return rows


def _negotiation(source: Input, key: str, rows: list[tuple[int, dict[str, str]]]) -> Negotiation:
    line, first = rows[0]
    year = _year(source, line, key)
    procedure, unanimous = first["proc"].upper(), first.get("counvte", "").lower().startswith(UNANIMITY)
    there = [
        actor
        for actor in (COMMISSION, PARLIAMENT, *MEMBERS)
        if any(row.get(f"p{actor}", "").lower() not in MISSING for _, row in rows)
    ]
    # Nobody with a position is still a negotiation to forecast.
    there = there or [COMMISSION]
    position = _columns(source, rows, [f"p{actor}" for actor in there], "position", 0, 100)
    salience = _columns(source, rows, [f"s{actor}" for actor in there], "salience", 0, 100)
    salience = np.where(np.isfinite(salience), salience, UNKNOWN_SALIENCE) / 100
    return Negotiation(
        id=key,
        actors=tuple(there),
        issues=tuple(row["isnr"] for _, row in rows),
        position=position,
        salience=np.where(np.isfinite(position), salience, 0.0),
        capability=np.array([capability(actor, year, procedure) for actor in there]),
        scale_low=np.zeros(len(rows)),
        scale_high=np.full(len(rows), 100.0),
        reference_point=_columns(source, rows, ["rp"], "reference point", 0, 100)[0],
        outcome=_columns(source, rows, ["out"], "outcome")[0],
        required=np.array([_required(actor, procedure, unanimous) for actor in there], dtype=np.bool_),
        part=first.get("split", ""),
    )


def _required(actor: str, procedure: str, unanimous: bool) -> bool:
    if actor == PARLIAMENT:
        return procedure == CODECISION
    return actor == COMMISSION or unanimous


def _columns(
    source: Input,
    rows: list[tuple[int, dict[str, str]]],
    names: Iterable[str],
    what: str,
    low: float = -math.inf,
    high: float = math.inf,
) -> np.ndarray:
    """(column, issue), nan where the table is empty."""

    def number(line: int, text: str) -> float:
        return math.nan if text.lower() in MISSING else source.number(text, line, what, low, high)

    names = list(names)
    values = [[number(line, row.get(name, "")) for line, row in rows] for name in names]
    return np.array(values, dtype=float).reshape(len(names), len(rows))


def _year(source: Input, line: int, proposal: str) -> int:
    """The year in a proposal's number, n98092 or d05182: its dates are corrupted."""
    found = re.fullmatch(r"[A-Za-z](\d\d)\w*", proposal)
    if not found:
        raise source.error(line, "a proposal (prnr) such as n98092", f"'{proposal[:20]}'", "correct the cell")
    year = int(found[1])
    return 1900 + year if year > 90 else 2000 + year


def _header(first_line: str) -> list[str]:
    return [cell.strip().lower() for cell in next(csv.reader([first_line], delimiter=_delimiter(first_line)), [])]


def _delimiter(first_line: str) -> str:
    return max("\t;,", key=first_line.count)
