"""Concluded negotiations from a file, whatever its format, for the backtest."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.domain.case import Case
from detente.domain.concluded import Negotiation, Record
from detente.domain.errors import FormatError, InputError, did_you_mean
from detente.storage.imports.concluded_table import is_concluded, read_concluded
from detente.storage.imports.deu import CITATION, WHERE, is_deu, read_deu
from detente.storage.imports.parts import read_input
from detente.storage.imports.sniff import import_case

DATA_SETS = {"deu3": (read_deu, CITATION, WHERE)}
NO_OUTCOMES = "The file holds no outcomes: it can be forecast, not scored."


def read_record(name_or_file: str, file: Path | None = None) -> Record:
    """The negotiations of a known data set (its name and the file it was saved in) or of a file alone.

    A file is told by its first line: a DEU III table, a table of one's own, or, without outcomes, a KTAB, BDM or
    exchange file. Raises InputError that says where to get a data set that was named without its file.
    """
    known = name_or_file.lower()
    if known in DATA_SETS:
        reader, citation, where = DATA_SETS[known]
        if file is None:
            raise InputError(f"backtest {known}", f"the file it was saved in ({citation})", "its name alone", where)
        return reader(file)
    path = Path(name_or_file)
    if file is not None or not path.exists():
        remedy = did_you_mean(known, list(DATA_SETS))
        raise InputError("backtest", "a data set or a file that exists", f"'{name_or_file}'", remedy)
    first = read_input(path).lines[0][1]
    if is_deu(first):
        return read_deu(path)
    if is_concluded(first):
        return read_concluded(path)
    try:
        return record_of_case(import_case(path), path)
    except FormatError as error:
        if not error.where.endswith(":1"):
            raise
        raise FormatError(
            error.where,
            "a DEU III table, a table of one's own (negotiation, issue, actor, ...), or a KTAB, BDM or exchange file",
            error.got,
            "see docs/forecasts.md for the columns",
        ) from error


def record_of_case(case: Case, path: Path) -> Record:
    """An imported case as one negotiation nobody has concluded yet: its middle values, no outcome."""
    actors, issues = tuple(case.actors), tuple(case.issues)
    position = np.full((len(actors), len(issues)), np.nan)
    salience = np.zeros_like(position)
    for stance in case.stances:
        place = actors.index(stance.actor), issues.index(stance.issue)
        position[place] = np.nan if stance.position is None else stance.position.mode
        salience[place] = 0.5 if stance.salience is None else stance.salience.mode / 100
    strengths = [actor.capability for actor in case.actors.values()]
    described = [issue.guess for issue in case.issues.values()]
    reference = np.array([issue.reference_point for issue in case.issues.values()], dtype=float)
    negotiation = Negotiation(
        id=case.case.id,
        actors=actors,
        issues=issues,
        position=position,
        salience=salience,
        capability=np.array([1.0 if s is None else s.mode for s in strengths]),
        scale_low=np.array([float(min(issue.scale)) for issue in case.issues.values()]),
        scale_high=np.array([float(max(issue.scale)) for issue in case.issues.values()]),
        # These formats state none; what the import put in its place is no reference point.
        reference_point=np.where(described, np.nan, reference),
        outcome=np.full(len(issues), np.nan),
        required=np.array([actor.required for actor in case.actors.values()], dtype=np.bool_),
    )
    sha256 = read_input(path).sha256
    return Record("imported", case.case.title, sha256, path.name, (negotiation,), (NO_OUTCOMES,))
