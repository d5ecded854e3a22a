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
    list_: Annotated[
        bool,
        typer.Option("--list", help="List all judgements (with --by, one person's), and those whose words are gone."),
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="List the statements nobody has judged yet; with --by, those NAME has not.")
    ] = False,
    export: Annotated[Path | None, typer.Option(help="Write a form to work on offline: .csv or .jsonl.")] = None,
    import_: Annotated[Path | None, typer.Option("--import", help="Take in the judgements on a form.")] = None,
    agreement: Annotated[bool, typer.Option(help="How far the coders agree: Krippendorff's alpha by label.")] = False,
    json_: Annotated[
        bool, typer.Option("--json", help="Print the statement, the list or the agreement as JSON.")
    ] = False,
) -> None:
    """Accept, correct, reject or vouch for a statement; with its id alone show it, without any list the judgements.

    A statement that cannot move a position by itself (hearsay, an author's assessment, a number without a source) moves
    it once somebody vouches for it; one a language model proposed, once somebody accepts it. The statement itself is
    never changed. Fields of --set: actors, targets, issues (ids, separated by commas), stance, negated, modality,
    certainty, kind, source_type, and level: 0 (lowest fifth of the scale) to 4, or none; level.ISSUE or
    level.ACTOR.ISSUE for one of several.

    Examples:

        detente review my-case --open

        detente review my-case s0123456789ab

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
    elif list_ or open_ or statement is None:
        if verdict or settings or note:
            _refuse_without_statement()
        _list(case, by, json_, open_=open_)
    elif verdict is None and not settings and not note and not by:
        from detente.app.review_listing import statement_data, statement_lines

        if json_:
            typer.echo(json.dumps(statement_data(case, statement), ensure_ascii=False, indent=1))
            return
        for line in statement_lines(case, statement):
            typer.echo(line)
    else:
        from detente.app.reviewing import add_review, still_unmoved

        given, new = add_review(case, statement, verdict, by, note, settings or ())
        if new:
            typer.echo(f"{statement} {given.verdict} by {given.by}; run 'detente analyze {case}' to see what changes.")
            if (hint := still_unmoved(given)) is not None:
                typer.echo(hint)
        else:
            typer.echo(f"{statement} was {given.verdict} so by {given.by} already, on {given.at}; nothing added.")


def _list(case: Path, by: str, json_: bool, *, open_: bool) -> None:
    from dataclasses import asdict

    from detente.app.review_listing import of_person, open_lines, open_statements, placed, review_lines

    if json_ and open_:
        typer.echo(json.dumps([s.to_dict() for s in open_statements(case, by)], ensure_ascii=False, indent=1))
    elif json_:
        followed = of_person(case, by)
        rows = [{**asdict(r), "statement": key, "given_for": r.statement} for key, r in placed(followed)]
        orphans = [asdict(r) for r in followed.orphans]
        typer.echo(json.dumps({"reviews": rows, "orphaned": orphans}, ensure_ascii=False, indent=1))
    else:
        for line in open_lines(case, by) if open_ else review_lines(case, by):
            typer.echo(line)


def _refuse_without_statement() -> None:
    from detente.domain.errors import InputError

    raise InputError(
        "STATEMENT",
        "the id of the statement that is judged",
        "none",
        "give it behind the case, without --list or --open",
    )
