"""``detente review``: people's judgements of statements, kept beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def review(
    case: Annotated[Path, typer.Argument(help="The case folder.")],
    statement: Annotated[str | None, typer.Argument(help="The statement's id, as 'detente read' prints it.")] = None,
    verdict: Annotated[
        str | None, typer.Option(help="accepted, corrected, rejected or vouched; with --set, corrected.")
    ] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="A corrected label, FIELD=VALUE; repeat for several.")
    ] = None,
    by: Annotated[str, typer.Option(help="Who judges.")] = "",
    note: Annotated[str, typer.Option(help="Why.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="List all judgements, and those whose words are gone.")] = False,
    export: Annotated[Path | None, typer.Option(help="Write a form to work on offline: .csv or .jsonl.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Take in the judgements on a form.")] = None,
    agreement: Annotated[bool, typer.Option(help="How far the coders agree: Krippendorff's alpha by label.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the list or the agreement as JSON.")] = False,
) -> None:
    """Accept, correct, reject or vouch for a statement; without a statement, list the judgements so far.

    A statement that cannot move a position by itself (hearsay, an author's assessment, a number without a source) moves
    it once somebody vouches for it; one a language model proposed, once somebody accepts it. The statement itself is
    never changed. Fields of --set: actors, targets, issues (ids, separated by commas), stance, negated, modality,
    certainty, kind, source_type, and level: 0 (lowest fifth of the scale) to 4, or none; level.ISSUE or
    level.ACTOR.ISSUE for one of several.

    Examples:

        detente review my-case s0123456789ab --verdict vouched --by "A. Analyst" --note "checked the transcript"

        detente review my-case s0123456789ab --set stance=rejects --set level=1 --by "A. Analyst"

        detente review my-case --export form.csv --by "B. Coder"

        detente review my-case --import form.csv --by "B. Coder"

        detente review my-case --agreement
    """
    if export is not None:
        from detente.app.review_form import export_form

        typer.echo(
            f"Wrote {export_form(case, export, by)} statements to {export}; fill in verdict and labels, then run"
        )
        typer.echo(f"  detente review {case} --import {export} --by NAME")
    elif import_ is not None:
        from detente.app.review_form import import_form

        typer.echo(f"{import_form(case, import_, by)} new judgements by {by}; run 'detente analyze {case}'.")
    elif agreement:
        from detente.app.coder_agreement import agreement_of

        found = agreement_of(case)
        typer.echo(json.dumps(found.to_dict(), indent=1) if json_ else "\n".join(found.lines()))
    elif statement is None or list_:
        _list(case, json_)
    else:
        from detente.app.reviewing import add_review

        given = add_review(case, statement, verdict, by, note, settings or ())
        typer.echo(f"{statement} {given.verdict} by {by}; run 'detente analyze {case}' to see what changes.")


def _list(case: Path, json_: bool) -> None:
    from dataclasses import asdict

    from detente.app.reviewing import followed_reviews

    followed, statements = followed_reviews(case)
    placed = [(key, r) for key, given in followed.by_statement.items() for r in given]
    placed.sort(key=lambda entry: entry[1].at)
    if json_:
        rows = [{**asdict(r), "statement": key, "given_for": r.statement} for key, r in placed]
        orphans = [asdict(r) for r in followed.orphans]
        typer.echo(json.dumps({"reviews": rows, "orphaned": orphans}, ensure_ascii=False, indent=1))
        return
    if not placed and not followed.orphans:
        typer.echo("No judgements yet.")
    for key, given in placed:
        changes = "  ".join(f"{k}={_said(v)}" for k, v in given.correction.items())
        parts = [given.at, key, f"{given.verdict} by {given.by}", changes, given.note]
        typer.echo("  ".join(part for part in parts if part))
        typer.echo(f"    {' '.join(statements[key].quote.split())[:160]}")
    if followed.orphans:
        typer.echo("Orphaned: the words judged are no longer in the sources.")
    for given in followed.orphans:
        where = f"{given.seen.get('document', '')}: " if given.seen else ""
        typer.echo(f"{given.at}  {given.statement}  {given.verdict} by {given.by}  {given.note}".rstrip())
        typer.echo(f"    {where}{' '.join(str(given.seen.get('quote', '')).split())[:160]}")


def _said(value: object) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return ",".join(f"{k}:{v}" for k, v in value.items())
    return str(value)
