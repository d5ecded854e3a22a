"""``detente actors``: who the documents name, what may be one name, and a proposal of the actor file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def actors(
    path: Annotated[Path, typer.Argument(help="A case folder, a case.yaml, or documents without any case.")],
    write: Annotated[bool, typer.Option("--write", help="Write a commented actors.yaml into the case folder.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Who is named, how often and how; near spellings and unknown names, as suggestions: nothing is joined.

    Example:

        detente actors examples/ukraine-2025
    """
    from detente.app.cli.progress import shown_progress
    from detente.app.who import find_actors, told

    with shown_progress(quiet=json_) as progress:
        who = find_actors(path, progress, write=write)
    if json_:
        from detente.storage.runs import canonical_json

        typer.echo(canonical_json(who.found.to_dict()), nl=False)
        if who.written is not None:
            typer.echo(f"wrote {who.written}", err=True)
        return
    for line in told(who):
        typer.echo(line)
