"""``detente solve``: one engine on one file, without any case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def solve(
    file: Annotated[Path, typer.Argument(help="A KTAB or BDM CSV, an exchange file (#A/#P/#M/#D), or a case.")],
    engine: Annotated[str, typer.Option(help="The engine, as 'detente engines' lists it.")],
    reading: Annotated[str | None, typer.Option(help="A published reading of the engine.")] = None,
    rounds: Annotated[
        int | None, typer.Option(min=0, help="At most so many rounds; else the model's own rule.")
    ] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="Turn a switch: name=value; repeat for several.")
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="The dice of readings that throw any; exchange lists were published with 0.")
    ] = 0,
    trace: Annotated[bool, typer.Option(help="Say why each actor moved.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say where one published model lands on the numbers of a file.

    Example:

        detente solve emissions.csv --engine challenge --reading scholz-code --rounds 8
    """
    from detente.app import solving
    from detente.domain.errors import InputError
    from detente.storage.runs import canonical_json

    switches = {}
    for entry in set_ or ():
        name, separator, value = entry.partition("=")
        if not separator:
            raise InputError("--set", "name=value", f"'{entry}'", "write for example --set tie=lower")
        switches[name.strip()] = value.strip()
    solution = solving.solve(file, engine, reading=reading, rounds=rounds, switches=switches, trace=trace, seed=seed)
    if json_:
        typer.echo(canonical_json(solution), nl=False)
        return
    typer.echo(
        f"{solution['engine']} ({solution['reading']}), {len(solution['actors'])} actors, seed {solution['seed']}"
    )
    for issue in solution["issues"]:
        where = solution["outcome"][issue]
        typer.echo(f"{issue}: {'nothing predicted' if where is None else f'{where:.4f}'}")
        means = " ".join(_short(r["mean"][issue]) for r in solution["rounds"])
        medians = " ".join(_short(r["median"][issue]) for r in solution["rounds"])
        typer.echo(f"    weighted mean by round:   {means}\n    weighted median by round: {medians}")
        for entry in (solution["distribution"] or {}).get(issue, ()):
            typer.echo(f"    {entry['probability']:7.4f}  {entry['position']:10.4f}  {entry['actor']}")
    for made in solution.get("exchanges", ()):
        typer.echo(
            f"round {made['round']}: {made['demander']} gets {made['demand']} ({made['demand_move']:+.4f} by "
            f"{made['supplier']}) and gives {made['supply']} ({made['supply_move']:+.4f}), gain {made['gain']:.6f}"
        )
    for move in solution.get("trace", ()):
        typer.echo(move["sentence"])


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
