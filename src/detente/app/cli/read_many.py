"""``detente read`` of more documents than fit on a screen: to a file, or as a stream."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from detente.evidence.llm.settings import ModelSettings


def holds_many(path: Path) -> bool:
    """Whether PATH is to be read in parts."""
    from detente.app.corpus import output

    return output.holds_many(path)


def read_many(
    path: Path,
    case: Path | None,
    out: Path | None,
    workers: int | None,
    llm: ModelSettings | None,
    *,
    json_: bool,
    dropped: bool,
) -> None:
    """Write or print the statements, then what was left out and why."""
    from detente.app.cli.progress import shown_progress
    from detente.app.corpus.output import statements_of
    from detente.app.language_model import refuse_silence, told

    with shown_progress(quiet=False) as progress:
        reading = statements_of(
            path, case_path=case, out=out, workers=workers, progress=progress, llm=llm, spending=progress.note
        )
        with reading as found:
            for line in told(found.account) if found.account is not None else ():
                typer.echo(f"detente: {line}", err=True)
            for problem in found.problems:
                typer.echo(f"detente: {problem}", err=True)
            if out is None and json_:
                typer.echo("[", nl=False)
                for number, row in enumerate(found.rows):
                    typer.echo(("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False), nl=False)
                typer.echo("\n]")
            elif out is None:
                for row in found.rows:
                    typer.echo(_line(row))
            quiet = json_ and out is None
            for note in found.notes:
                typer.echo(note, err=quiet)
            if dropped:
                typer.echo("Dropped on the way:", err=quiet)
                for (stage, reason), count in sorted(found.dropped.items(), key=lambda item: (-item[1], item[0])):
                    typer.echo(f"  {count:5d}  {stage}: {reason}", err=quiet)
            if out is not None:
                typer.echo(f"{found.statements:,} statements of {found.documents:,} documents in {out}")
            refuse_silence(found.account)  # inside, so that the parts stay to go on with


def _line(row: dict[str, object]) -> str:
    who = row["speaker"] or row["source_type"]
    what = f"{row['stance']}{' (negated)' if row['negated'] else ''}, {row['modality']}"
    place = f"{row['id']}  {row['document']}:{row['start']}-{row['end']}  {who}: {what}"
    return f"{place}\n    {' '.join(str(row['quote']).split())}"
