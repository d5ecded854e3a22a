"""``detente new``, ``check``, ``import`` and ``export``: case files in and out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(name: Annotated[str, typer.Argument(help="Name of the case; a folder of that name is made here.")]) -> None:
    """Make a new case folder with a commented case.yaml to fill in.

    Example:

        detente new my-case
    """
    from detente.storage.case_file import new_case

    folder = new_case(Path.cwd(), name)
    typer.echo(f"Made {folder}: put documents into {folder / 'sources'}, edit {folder / 'case.yaml'}, then run")
    typer.echo(f"  detente analyze {folder}")


def check(case: Annotated[Path, typer.Argument(help="A case folder or case.yaml.")]) -> None:
    """Check a case: fields, names, numbers on their scales, and that every quotation stands in its document.

    Example:

        detente check examples/ukraine-2025
    """
    from detente.app.checking import check_case

    report = check_case(case)
    for problem in report.problems:
        typer.echo(f"detente: {problem}", err=True)
    if report.problems:
        raise typer.Exit(2)
    for line in report.lines:
        typer.echo(line)


def import_(
    path: Annotated[Path, typer.Argument(help="A KTAB CSV, a BDM CSV or an exchange file (#A/#P/#M/#D).")],
    out: Annotated[Path, typer.Option(help="The case folder to make.")],
    format_: Annotated[str | None, typer.Option("--format", help="ktab, bdm or exchange; else guessed.")] = None,
    as_of: Annotated[str | None, typer.Option(help="The date the data are seen from; else the file's.")] = None,
) -> None:
    """Make a case from a file of another program.

    Example:

        detente import data.csv --out my-case
    """
    from detente.app.interchange import import_into
    from detente.app.wiring import parse_date

    folder = import_into(path, out, format_, parse_date(as_of, "--as-of"))
    typer.echo(f"Made {folder / 'case.yaml'}; run 'detente analyze {folder}'.")


def export(
    case: Annotated[Path, typer.Argument(help="A case folder or case.yaml.")],
    out: Annotated[Path, typer.Option(help="The file (or, for csv, the folder) to write.")],
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="csv, xlsx, parquet; jsonl, jsonld, prov, graphml; bdm, ktab, exchange. Else by the ending.",
        ),
    ] = None,
    issue: Annotated[str | None, typer.Option(help="For bdm: the issue to write, as that format holds one.")] = None,
) -> None:
    """Write a case, with the statements read in it and their reviews, as tables or in another program's format.

    csv, xlsx and parquet hold the case and its statements; jsonl, jsonld (W3C Web Annotation), prov (W3C PROV-JSON) and
    graphml (who agrees with and opposes whom) the statements alone; bdm, ktab and exchange positions for other models.

    Examples:

        detente export examples/nile-dam --out nile.xlsx

        detente export examples/nile-dam --out statements.jsonl

        detente export examples/nile-dam --format prov --out provenance.json
    """
    from detente.app.interchange import export_into

    for written in export_into(case, out, format_, issue):
        typer.echo(f"Wrote {written}")
