"""``detente timeline``: what happened, who was in the room, who was told later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def timeline(
    path: Annotated[Path, typer.Argument(help="A case folder, a case.yaml, or documents without any case.")],
    proposed: Annotated[bool, typer.Option(help="Also what was only proposed.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print events, silences and conflicts as JSON.")] = False,
) -> None:
    """What happened, when and where, who was in the room, and who was told later.

    Example:

        detente timeline examples/ukraine-2025
    """
    from detente.app.cli.progress import shown_progress
    from detente.app.timeline import read_timeline

    with shown_progress(quiet=json_) as progress:
        found = read_timeline(path, progress)
    if json_:
        from detente.storage.runs import canonical_json

        typer.echo(canonical_json(found.to_dict()), nl=False)
        return
    from detente.report.timeline_text import plain_lines

    for line in plain_lines(found, proposed=proposed):
        typer.echo(line)
