"""Import a case from a file of another program, telling the format by its first lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from detente.domain.case import Case
from detente.domain.errors import FormatError, did_you_mean
from detente.domain.references import check_references
from detente.storage.imports.bdm import is_bdm, read_bdm
from detente.storage.imports.exchange import is_exchange, read_exchange
from detente.storage.imports.ktab import is_ktab, read_ktab
from detente.storage.imports.parts import read_input

Reader = Callable[[Path, dt.date | None], Case]
FORMATS: dict[str, Reader] = {"bdm": read_bdm, "exchange": read_exchange, "ktab": read_ktab}


def import_case(path: Path, format: str | None = None, as_of: dt.date | None = None) -> Case:
    """The case in a KTAB, BDM or exchange file.

    ``format`` is one of FORMATS, or None to tell it by the file. ``as_of`` is the date the data are from: by default
    one in the file's name, else that of the file's last change. Raises FormatError with the line.
    """
    name = format or sniff(path)
    if name not in FORMATS:
        raise FormatError(path.name, "a known format", f"'{name}'", did_you_mean(name, list(FORMATS)))
    case = FORMATS[name](path, as_of)
    problems = check_references(case)
    if problems:
        first = problems[0]
        where = f"{path.name}: {'.'.join(str(part) for part in first.path)}"
        raise FormatError(where, first.expected, first.got, first.remedy)
    return case


def sniff(path: Path) -> str:
    """The format of a file by its first lines; FormatError when it is none of those known."""
    lines = read_input(path).lines
    for name, is_format in (("exchange", is_exchange), ("bdm", is_bdm), ("ktab", is_ktab)):
        if is_format(lines):
            return name
    raise FormatError(
        f"{path.name}:1",
        "a KTAB, BDM (Actor,Capability,Position,Salience) or exchange (#A, #P, #M, #D) file",
        f"'{lines[0][1][:60]}'",
        "check the file or name its format",
    )
