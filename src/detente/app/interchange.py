"""Cases in from other programs' files, and out to them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from detente.app.ledger import ledger_of
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
from detente.storage.exports.ledger import (
    export_actor_network,
    export_annotations,
    export_json_lines,
    export_provenance,
    ledger_tables,
)
from detente.storage.files import atomic_write_text, make_folder
from detente.storage.imports import import_case
from detente.storage.workspace import open_workspace

LEDGER_FORMATS = {
    "jsonl": lambda ledger: "".join(export_json_lines(ledger)),
    "jsonld": export_annotations,
    "prov": export_provenance,
    "graphml": export_actor_network,
}
FORMATS = ("csv", "xlsx", "parquet", *LEDGER_FORMATS, "bdm", "ktab", "exchange")
BY_ENDING = {
    ".xlsx": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl", ".jsonld": "jsonld", ".graphml": "graphml", "": "csv",
}  # fmt: skip


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
    """Write a case, and the statements read in it, as tables or in another program's format; returns what was written.

    Statements are those of the latest reading, with what people judged of them.
    """
    chosen = file_format or BY_ENDING.get(out.suffix.lower())
    if chosen not in FORMATS:
        got = f"'{file_format}'" if file_format else f"the ending '{out.suffix}', which several formats share"
        raise InputError("--format", f"one of {', '.join(FORMATS)}", got, did_you_mean(file_format or "", FORMATS))
    workspace = open_workspace(path)
    case = load_case(workspace.case_file).case
    if chosen in ("csv", "parquet", "xlsx"):
        ledger = ledger_of(workspace, case)
        tables = {**case_tables(case), **(ledger_tables(ledger) if ledger is not None else {})}
        if chosen == "xlsx":
            return [write_workbook(tables, out)]
        return write_tables(tables, out) if chosen == "csv" else write_parquet(tables, out)
    if chosen in LEDGER_FORMATS:
        ledger = ledger_of(workspace, case)
        if ledger is None:
            raise InputError(str(path), "statements to export", "none read yet", f"run 'detente analyze {path}' first")
        atomic_write_text(out, LEDGER_FORMATS[chosen](ledger))
        return [out]
    if chosen == "bdm":
        named = issue or (next(iter(case.issues)) if len(case.issues) == 1 else None)
        if named is None:
            raise InputError("--issue", "the one issue to write", "nothing", f"choose one of {', '.join(case.issues)}")
        text = export_bdm(case, named)
    else:
        text = export_ktab(case) if chosen == "ktab" else export_exchange(case)
    atomic_write_text(out, text)
    return [out]
