"""``detente review``: a person's judgement of a statement, kept beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer


def review(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    statement: Annotated[str | None, typer.Argument(help="The statement's id, as 'detente read' prints it.")] = None,
    verdict: Annotated[str, typer.Option(help="accepted, rejected or vouched.")] = "accepted",
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """Accept, reject or vouch for a statement; without a statement, list the judgements so far.

    A statement that cannot move a position by itself (hearsay, an author's assessment, a number without a source) moves
    it once somebody vouches for it. The statement itself is never changed.

    Example:

        detente review my-case s0123456789ab --verdict vouched --by "A. Analyst" --note "checked the transcript"
    """
    from detente.domain.errors import InputError, did_you_mean
    from detente.domain.statement import Review
    from detente.storage.opening import open_store
    from detente.storage.workspace import open_workspace

    verdicts = ("accepted", "rejected", "vouched")
    if verdict not in verdicts:
        raise InputError("--verdict", "accepted, rejected or vouched", f"'{verdict}'", did_you_mean(verdict, verdicts))
    with open_store(open_workspace(case).root) as store:
        if statement is None:
            for given in store.reviews():
                typer.echo(f"{given.at}  {given.statement}  {given.verdict} by {given.by}  {given.note}")
            return
        known = [s.id for s in store.statements()]
        if statement not in known:
            raise InputError(
                "statement", "the id of a statement of this case", f"'{statement}'",
                did_you_mean(statement, known) if known else "run 'detente analyze' on the case first",
            )  # fmt: skip
        if not by:
            raise InputError("--by", "the name of the person who judges", "nothing", "add --by NAME")
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        store.add_review(Review(statement, verdict, by, at, note=note))  # type: ignore[arg-type]
    typer.echo(f"{statement} {verdict} by {by}; run 'detente analyze {case}' to see what changes.")
