"""``detente stability``: which states of a conflict are stable, by the graph model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def stability(
    file: Annotated[Path, typer.Argument(help="A .gmcr file, or JSON with 'dms' or 'arcs' and rankings.")],
    concepts: Annotated[
        str | None, typer.Option(help="Some of nash,gmr,smr,seq,sim, by commas; else all (sim up to 16 options).")
    ] = None,
    game: Annotated[str | None, typer.Option(help="The id of one conflict, in a file with several.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write conflict and equilibria as .json, or the graph as .graphml.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say which states of a conflict nobody moves away from, by five notions of foresight.

    Example:

        detente stability cuban.gmcr --concepts nash,seq
    """
    from detente.app import stabilising
    from detente.storage.runs import canonical_json

    chosen = None if concepts is None else [word.strip().lower() for word in concepts.split(",") if word.strip()]
    if out is not None:
        typer.echo(f"wrote {stabilising.export_into(file, out, game)}", err=True)
    if json_:
        typer.echo(canonical_json(stabilising.find_equilibria(file, chosen, game)), nl=False)
        return
    for line in stabilising.tell_equilibria(file, chosen, game):
        typer.echo(line)
