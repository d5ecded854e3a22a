"""``detente stability``: which states of a conflict are stable, and would a case's deals be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def stability(
    file: Annotated[
        Path,
        typer.Argument(help="A .gmcr file, JSON with 'dms' or 'arcs' and rankings, or a case with 'compliance'."),
    ],
    concepts: Annotated[
        str | None, typer.Option(help="Some of nash,gmr,smr,seq,sim, by commas; else all (sim up to 16 options).")
    ] = None,
    game: Annotated[str | None, typer.Option(help="The id of one conflict, in a file with several.")] = None,
    coalitions: Annotated[bool, typer.Option("--coalitions", help="Also when some act together.")] = False,
    inverse: Annotated[
        int | None, typer.Option(metavar="STATE", help="Which preferences of --dm make this state stable for it.")
    ] = None,
    dm: Annotated[str | None, typer.Option(metavar="NAME", help="The decision maker of --inverse.")] = None,
    probability: Annotated[
        bool, typer.Option("--probability", help="How often a state is an equilibrium under uncertain preferences.")
    ] = False,
    spread: Annotated[
        float, typer.Option(min=0, help="With --probability: how unsure all rankings are, in ranks.")
    ] = 0.0,
    draws: Annotated[
        int, typer.Option(min=1, max=1_000_000, help="Draws of the preferences, or of the case.")
    ] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Equal seed and inputs give equal answers.")] = 1,
    from_: Annotated[
        int | None,
        typer.Option("--from", metavar="STATE", help="Where things stand: ways from it to each equilibrium."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the conflict as .json, its graph as .graphml, or a picture as .svg.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say which states of a conflict nobody moves away from, or whether a case's deals would be kept.

    States are option masks: bit i is option i.

    Example:

        detente stability cuban.gmcr --concepts nash,seq

        detente stability examples/nile-dam
    """
    from detente.storage.runs import canonical_json

    if file.is_dir() or file.suffix.lower() in (".yaml", ".yml"):
        from detente.app import keeping_deals
        from detente.app.cli.progress import shown_progress
        from detente.ensemble.design import Design

        given = {
            "--concepts": concepts, "--game": game, "--coalitions": coalitions, "--inverse": inverse, "--dm": dm,
            "--probability": probability, "--spread": spread or None, "--from": from_, "--out": out,
        }  # fmt: skip
        keeping_deals.refuse(file, [name for name, value in given.items() if value is not None and value is not False])
        with shown_progress(quiet=json_) as progress:
            analysis = keeping_deals.considered(file, Design(draws=draws, seed=seed), progress)
        typer.echo(canonical_json(keeping_deals.results(analysis)) if json_ else keeping_deals.text(analysis), nl=False)
        return

    from detente.app import stabilising

    asked = stabilising.Asked(
        concepts=None if concepts is None else [w.strip().lower() for w in concepts.split(",") if w.strip()],
        coalitions=coalitions,
        inverse=inverse,
        maker=dm,
        probability=probability,
        draws=draws,
        seed=seed,
        spread=spread,
        start=from_,
    )
    if out is not None:
        typer.echo(f"wrote {stabilising.export_into(file, out, asked, game)}", err=True)
    if json_:
        typer.echo(canonical_json(stabilising.find_equilibria(file, asked, game)), nl=False)
        return
    for line in stabilising.tell_equilibria(file, asked, game):
        typer.echo(line)
