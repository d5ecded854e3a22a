"""``detente backtest``: every forecaster beside each other on negotiations that are over."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def backtest(
    name_or_file: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="deu3, or a file of concluded negotiations.")
    ],
    file: Annotated[Path | None, typer.Argument(help="The file a named data set was saved in.")] = None,
    engines: Annotated[
        list[str] | None, typer.Option("--engines", help="An engine, or engine:reading; repeat; all without.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Score this part of the file only, such as dev.")] = None,
    forecasts: Annotated[
        Path | None, typer.Option(help="Write isnr, mean, q01 ... q99 of the shipped distribution, outcomes unseen.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="A folder for backtest.html and backtest.json.")] = None,
    fit: Annotated[
        Path | None, typer.Option(help="Fit the distribution to the part (else to train) and write its parameters.")
    ] = None,
    bootstrap: Annotated[int, typer.Option(min=1, max=1_000_000, help="Resamples of whole negotiations.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="Equal seed and file give equal bytes.")] = 1,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Score engines, baselines and the predictive distribution on negotiations that are over.

    Example:

        detente backtest own.csv --engines compromise --engines challenge
    """
    from detente.app.backtesting import run_backtest
    from detente.app.cli.progress import shown_progress
    from detente.report.backtest_text import backtest_text
    from detente.storage.runs import canonical_json

    with shown_progress(quiet=json_) as progress:
        done = run_backtest(
            name_or_file,
            file,
            engines=engines or ("all",),
            part=split,
            forecasts=forecasts,
            out=out,
            fit_to=fit,
            seed=seed,
            bootstrap=bootstrap,
            progress=progress,
        )
    if json_:
        said = done.scores.to_dict() if done.scores else {"scores": None}
        typer.echo(canonical_json(said), nl=False)
        return
    if done.scores:
        typer.echo(backtest_text(done.scores), nl=False)
    else:
        typer.echo(f"{done.record.title}: {' '.join(done.record.cautions)}")
    for path in done.written:
        typer.echo(f"Wrote {path}")
