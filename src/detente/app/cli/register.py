"""``detente register``: forecasts put on record before the outcome, resolved and scored after it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

REGISTER = Path("register.jsonl")

app = typer.Typer(
    no_args_is_help=True,
    help="Put forecasts on record, resolve them, score them. "
    "Example: detente register add examples/nile-dam --issue drought_operation --by 2026-12-31 ...",
)
File = Annotated[Path, typer.Option("--file", help="The register; made where there is none.")]
Today = Annotated[str | None, typer.Option("--at", help="The date of the entry, YYYY-MM-DD. Default: today.")]
Json = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]


@app.command()
def add(
    case: Annotated[Path, typer.Argument(help="The case folder the forecast is made from.")],
    by: Annotated[str, typer.Option(help="The day on which the outcome is decided, YYYY-MM-DD.")],
    criterion: Annotated[str, typer.Option(help="How anybody can decide the outcome: what is read, where.")],
    issue: Annotated[str | None, typer.Option(help="Forecast where this issue lands, on its scale.")] = None,
    event: Annotated[str | None, typer.Option(help="Forecast whether this happens, with --probability.")] = None,
    probability: Annotated[float | None, typer.Option(help="For --event: your own probability, in [0, 1].")] = None,
    baseline: Annotated[float, typer.Option(help="For --event: the probability to beat.")] = 0.5,
    name: Annotated[str, typer.Option("--name", help="For --event: whose probability it is.")] = "",
    question: Annotated[str, typer.Option(help="The question in words. Default: the issue's, or the event.")] = "",
    draws: Annotated[int, typer.Option(min=1, help="Joint draws of the inputs.")] = 10_000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the run.")] = 1,
    file: File = REGISTER,
    at: Today = None,
    json_: Json = False,
) -> None:
    """Put a forecast on record: of an issue, as the case's distribution stands, or of an event, as you judge it.

    Examples:

        detente register add my-case --issue territory --by 2026-06-30 --criterion "text of the agreement, as published"

        detente register add my-case --event "a ceasefire is in force" --probability 0.2 --name "A. Analyst" --by 2026-06-30 --criterion "both sides announce it"
    """  # noqa: E501
    from detente.app import registering
    from detente.app.cli.progress import shown_progress
    from detente.ensemble.design import Design

    with shown_progress(quiet=json_) as progress:
        entry = registering.add(
            file, case, by=by, criterion=criterion, issue=issue, event=event, probability=probability,
            baseline=baseline, name=name, question=question, design=Design(draws=draws, seed=seed), at=at,
            progress=progress,
        )  # fmt: skip
    _print(entry.to_dict(), registering.entry_words(entry), json_)


@app.command()
def resolve(
    forecast: Annotated[str, typer.Argument(help="The forecast's id, as 'add' and 'list' print it.")],
    outcome: Annotated[str, typer.Option(help="What happened: a number on the scale, or yes or no.")],
    source: Annotated[str, typer.Option(help="Where that can be read.")],
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
    file: File = REGISTER,
    at: Today = None,
    json_: Json = False,
) -> None:
    """Put on record what happened; a later resolution of the same forecast corrects an earlier one.

    Example:

        detente register resolve f0123456789 --outcome 45 --source https://example.org/agreement
    """
    from detente.app import registering

    entry = registering.resolve(file, forecast, outcome=outcome, source=source, by=by, at=at)
    _print(entry.to_dict(), registering.entry_words(entry), json_)


@app.command()
def withdraw(
    forecast: Annotated[str, typer.Argument(help="The forecast's id.")],
    reason: Annotated[str, typer.Option(help="Why it should not be scored; it stays on record.")],
    file: File = REGISTER,
    at: Today = None,
    json_: Json = False,
) -> None:
    """Withdraw a forecast, for instance because its question turned out to have no answer.

    Example:

        detente register withdraw f0123456789 --reason "the talks were merged with others"
    """
    from detente.app import registering

    entry = registering.withdraw(file, forecast, reason=reason, at=at)
    _print(entry.to_dict(), registering.entry_words(entry), json_)


@app.command()
def score(file: File = REGISTER, at: Today = None, json_: Json = False) -> None:
    """Check the register's chain and score what is resolved, beside the baselines.

    Example:

        detente register score --json
    """
    from detente.app import registering

    card = registering.scorecard(file, at)
    _print(card.to_dict(), registering.scorecard_words(card), json_)


@app.command(name="list")
def list_(file: File = REGISTER, json_: Json = False) -> None:
    """Check the register's chain and list its entries.

    Example:

        detente register list
    """
    from detente.app import registering

    entries = registering.entries(file)
    _print([e.to_dict() for e in entries], [line for e in entries for line in registering.entry_words(e)], json_)


def _print(data: object, lines: list[str], json_: bool) -> None:
    if json_:
        from detente.storage.runs import canonical_json

        typer.echo(canonical_json(data), nl=False)
        return
    for line in lines:
        typer.echo(line)
