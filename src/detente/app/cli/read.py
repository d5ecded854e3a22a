"""``detente read``: the statements of a folder of documents, and what was dropped on the way."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer


def read(
    path: Annotated[Path, typer.Argument(help="A document, a table or feed of documents, a folder, or a case folder.")],
    case: Annotated[
        Path | None, typer.Option(help="Read with this case's actors and issues instead of the built-in vocabulary.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the statements as a JSON list.")] = False,
    dropped: Annotated[bool, typer.Option(help="Also list what was dropped, and why.")] = False,
    attributions: Annotated[
        bool,
        typer.Option(
            help="Print only who is said to have said, thought or wanted what: one JSON object a document, with the "
            'spans of content, source and cue. PATH may then be a JSONL file of {"id", "text"}.'
        ),
    ] = False,
    llm: Annotated[
        bool, typer.Option("--llm", help="Also ask the language model of DETENTE_LLM_URL; sends it the documents.")
    ] = False,
    llm_config: Annotated[
        Path | None, typer.Option(help="For --llm: a YAML file with url, model, key, prices.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write the statements to this file, one JSON object a line, and go on after a stop."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes for more than 200 documents. Default: every core.")
    ] = None,
) -> None:
    """Print who said or did what, verbatim, with its place, source and labels.

    Examples:

        detente read articles/ --json > statements.json

        detente read examples/nile-dam --dropped

        detente read articles.jsonl --attributions > attributions.jsonl

        detente read articles.csv --out statements.jsonl
    """
    if attributions:
        from detente.app.attributing import attribution_lines

        _refuse_beside_attributions(
            {"--out": out, "--case": case, "--llm": llm, "--llm-config": llm_config, "--dropped": dropped}
        )
        for line in attribution_lines(path, tell=lambda sentence: typer.echo(f"detente: {sentence}", err=True)):
            typer.echo(line)
        return
    from detente.app.cli.read_many import holds_many, read_many
    from detente.app.language_model import chosen_settings, refuse_silence, told

    settings = chosen_settings(llm, llm_config)
    if out is not None or holds_many(path):
        read_many(path, case, out, workers, settings, json_=json_, dropped=dropped)
        return
    from detente.app import pipeline
    from detente.app.cli.progress import shown_progress
    from detente.evidence.llm.cost import Account

    accounts: list[Account] = []
    try:
        with shown_progress() as progress:
            documents, reading, problems = pipeline.read(
                path, case_path=case, progress=progress, llm=settings, tell=accounts.append, spending=progress.note
            )
    except KeyboardInterrupt:
        from detente.app.at_once import stopped_at_once
        from detente.app.named import named
        from detente.domain.errors import StoppedError

        raise StoppedError(stopped_at_once(named(path, case), llm)) from None
    for line in (line for account in accounts for line in told(account)):
        typer.echo(f"detente: {line}", err=True)
    for problem in problems:
        typer.echo(f"detente: {problem}", err=True)
    stages = Counter((d.stage, d.reason) for d in reading.dropped)
    if json_:
        typer.echo(json.dumps([s.to_dict() for s in reading.statements], ensure_ascii=False, indent=1))
    else:
        for statement in reading.statements:
            who = statement.speaker or statement.source_type
            what = f"{statement.stance}{' (negated)' if statement.negated else ''}, {statement.modality}"
            typer.echo(f"{statement.id}  {statement.document}:{statement.start}-{statement.end}  {who}: {what}")
            typer.echo(f"    {', '.join(statement.actors) or '-'} on {', '.join(statement.issues) or '-'}")
            typer.echo(f"    {' '.join(statement.quote.split())}")
        typer.echo(f"{len(reading.statements)} statements in {len(documents)} documents.")
    if dropped or not reading.statements:
        typer.echo("Dropped on the way:" if stages else "No stage found a candidate: no quotation, reporting verb, "
                   "or known actor with a known issue.", err=json_)  # fmt: skip
        for (stage, reason), count in sorted(stages.items(), key=lambda item: (-item[1], item[0])):
            typer.echo(f"  {count:5d}  {stage}: {reason}", err=json_)
    for account in accounts:
        refuse_silence(account)


def _refuse_beside_attributions(options: dict[str, object]) -> None:
    """Options that attributions alone do not have are not passed over in silence."""
    from detente.domain.errors import InputError

    given = [name for name, value in options.items() if value]
    if given:
        remedy = f"leave {given[0]} out; attributions go to standard output: > FILE"
        raise InputError("--attributions", "no other option that says what to read", ", ".join(given), remedy)
