"""``detente analyze``: the main job, from a folder to a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def analyze(
    path: Annotated[Path, typer.Argument(help="A case folder, a case.yaml, or documents without any case.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where the report goes. Default: the case's runs/ID; for plain documents, NAME-case here."),
    ] = None,
    draws: Annotated[int, typer.Option(min=1, max=10_000_000, help="Joint draws of the inputs.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Equal seed and inputs give equal results to the byte.")] = 1,
    engine: Annotated[
        list[str] | None, typer.Option(help="An engine, or engine:reading; repeat for several; 'all' for all.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(help="For plain documents: the date the case is seen from, YYYY-MM-DD.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print results.json instead of the summary.")] = False,
    fresh: Annotated[bool, typer.Option(help="Compute everything anew instead of resuming a run.")] = False,
    llm: Annotated[
        bool,
        typer.Option("--llm", help="Also ask the language model of DETENTE_LLM_URL; sends it the documents."),
    ] = False,
    llm_config: Annotated[
        Path | None, typer.Option(help="For --llm: a YAML file with url, model, key, prices.")
    ] = None,
) -> None:
    """Read the sources, estimate what each side wants, simulate, judge the packages, and write the report.

    Examples:

        detente analyze examples/ukraine-2025

        detente analyze articles/ --out my-case

        detente analyze examples/nile-dam --engine compromise --engine challenge:scholz-text
    """
    from detente.app import pipeline
    from detente.app.cli.progress import shown_progress
    from detente.app.language_model import chosen_settings, refuse_silence, told
    from detente.app.wiring import parse_date
    from detente.ensemble.design import DEFAULT_ENGINES, Design
    from detente.ensemble.specification import expanded

    design = Design(draws=draws, seed=seed, engines=expanded(engine or DEFAULT_ENGINES))
    with shown_progress(quiet=json_) as progress:
        result = pipeline.analyze(
            path,
            design,
            out=out,
            as_of=parse_date(as_of, "--as-of"),
            fresh=fresh,
            progress=progress,
            llm=chosen_settings(llm, llm_config),
            spending=progress.note,
        )
    for line in told(result.account) if result.account is not None else ():
        typer.echo(f"detente: {line}", err=True)
    if json_:
        typer.echo(json.dumps(result.results, ensure_ascii=False, indent=2))
        refuse_silence(result.account)
        return
    from detente.report.summary import render_summary

    typer.echo(render_summary(result.analysis))
    typer.echo("")
    for line in result.written:
        typer.echo(line)
    refuse_silence(result.account)
