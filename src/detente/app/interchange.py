"""Cases in from other programs' files, and out to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from detente.domain.errors import InputError, StorageError, did_you_mean
from detente.storage.case_file import CASE_FILE, case_text, load_case
from detente.storage.exports import (
    case_tables,
    export_bdm,
    export_exchange,
    export_ktab,
    write_parquet,
    write_tables,
    write_workbook,
)
from detente.storage.files import atomic_write_text, make_folder
from detente.storage.imports import import_case
from detente.storage.workspace import open_workspace

FORMATS = ("csv", "xlsx", "parquet", "bdm", "ktab", "exchange")
BY_ENDING = {".xlsx": "xlsx", ".parquet": "parquet", "": "csv"}


def import_into(path: Path, folder: Path, file_format: str | None, as_of: dt.date | None = None) -> Path:
    """Write the case of another program's file as ``folder/case.yaml``; never over a case that is there."""
    if (folder / CASE_FILE).exists():
        raise StorageError(f"{folder / CASE_FILE} exists already; choose another folder with --out.")
    case = import_case(path, file_format, as_of)
    header = (
        f"Imported from {path.name}. Such files know no required actors, red lines or no-deal values: without them\n"
        "the engines say where a deal would land, but not whether there is one."
    )
    atomic_write_text(make_folder(folder) / CASE_FILE, case_text(case, header))
    return folder


def export_into(path: Path, out: Path, file_format: str | None, issue: str | None) -> list[Path]:
    """Write a case as tables or in another program's format; returns what was written."""
    chosen = file_format or BY_ENDING.get(out.suffix.lower())
    if chosen not in FORMATS:
        got = f"'{file_format}'" if file_format else f"the ending '{out.suffix}', which several formats share"
        raise InputError("--format", f"one of {', '.join(FORMATS)}", got, did_you_mean(file_format or "", FORMATS))
    case = load_case(open_workspace(path).case_file).case
    if chosen == "csv":
        return write_tables(case_tables(case), out)
    if chosen == "parquet":
        return write_parquet(case_tables(case), out)
    if chosen == "xlsx":
        return [write_workbook(case_tables(case), out)]
    if chosen == "bdm":
        named = issue or (next(iter(case.issues)) if len(case.issues) == 1 else None)
        if named is None:
            raise InputError("--issue", "the one issue to write", "nothing", f"choose one of {', '.join(case.issues)}")
        text = export_bdm(case, named)
    else:
        text = export_ktab(case) if chosen == "ktab" else export_exchange(case)
    atomic_write_text(out, text)
    return [out]
