"""A case's statements as a form for a coder to work on offline, and the judgements on it taken in."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from detente.app.reviewing import alike, case_workspace, check_name, known_ids, new_review, verdict_of
from detente.domain.errors import FormatError, InputError
from detente.domain.statement import Review, Statement
from detente.evidence.reviewing.coders import judged, latest_of_each
from detente.evidence.reviewing.corrections import FIELDS, LEVEL, NAMED, pairs_of, parse_corrections
from detente.evidence.reviewing.following import follow
from detente.storage.opening import open_store
from detente.storage.review_forms import FormRow, read_form, write_form

FORM_ENDINGS = (".csv", ".jsonl")


def export_form(case: Path, out: Path, by: str = "") -> int:
    """Write all statements as a form, with what ``by`` has judged so far filled in; returns how many.

    Never over a file that is there: it may be a form somebody has filled in.
    """
    by = " ".join(by.split())
    if out.suffix.lower() not in FORM_ENDINGS:
        got = f"'{out.suffix or out.name}'"
        raise FormatError(str(out), f"a name ending in {' or '.join(FORM_ENDINGS)}", got, "choose such a name")
    if out.exists():
        got = "a file of that name, perhaps a form somebody has filled in"
        raise FormatError(str(out), "a name nothing has yet", got, "choose another name, or remove that file")
    with open_store(case_workspace(case).root) as store:
        statements = store.statements()
        if not statements:
            raise InputError(str(case), "statements to judge", "none read yet", f"run 'detente analyze {case}' first")
        followed = follow([r for r in store.reviews() if r.by == by], statements)
    rows = []
    for statement in statements:
        given = latest_of_each(followed.by_statement.get(statement.id, ()))
        reading = judged(statement, given)[0].statement if given else None
        verdict, note = (given[0].verdict, given[0].note) if given else ("", "")
        rows.append({**_row(reading or statement), "verdict": verdict, "note": note})
    write_form(rows, out)
    return len(rows)


def import_form(case: Path, path: Path, by: str) -> int:
    """Add what a coder judged on a form; returns how many judgements were new.

    A row counts when it has a verdict or a changed label; a changed label without a verdict is a correction. All rows
    are checked before any is added. What the coder had judged the same way before is not added again.
    """
    workspace = case_workspace(case)
    check_name(by)
    by = " ".join(by.split())
    rows = read_form(path)
    with open_store(workspace.root) as store:
        statements = store.statements()
        by_id = {s.id: s for s in statements}
        actors, issues = known_ids(workspace)
        before = follow([r for r in store.reviews() if r.by == by], statements)
        new: list[Review] = []
        for row in rows:
            where = f"{path}, row {row.number}:"
            statement = _meant(row, by_id, where)
            given = latest_of_each(before.by_statement.get(statement.id, ()))
            review = _judgement(row, statement, by, actors, issues, where)
            if review is not None and not (given and alike(statement, given[0], review)):
                new.append(review)
        for review in new:
            store.add_review(review)
    return len(new)


def _row(statement: Statement) -> dict[str, Any]:
    """A statement as a row: where it stands, its labels, and the level for each actor on each issue."""
    levels = {(i.actor, i.issue): i.level for i in statement.indications}
    labels = {name: getattr(statement, name) for name in FIELDS}
    return {
        "statement": statement.id,
        "document": statement.document,
        "start": statement.start,
        "before": _one_line(statement.prefix),
        "quote": _one_line(statement.quote),
        "after": _one_line(statement.suffix),
        "speaker": statement.speaker,
        **{name: list(value) if isinstance(value, tuple) else value for name, value in labels.items()},
        LEVEL: [f"{a}.{i}={levels.get((a, i), 'none')}" for a, i in pairs_of(statement)],
    }


def _meant(row: FormRow, by_id: dict[str, Statement], where: str) -> Statement:
    """The statement a row is about: by id, or by its words where the sources changed since."""
    key = row.values.get("statement", "")
    if key in by_id:
        return by_id[key]
    place = (row.values.get("document"), _one_line(row.values.get("quote", "")))
    same = [s for s in by_id.values() if (s.document, _one_line(s.quote)) == place]
    if len(same) != 1:
        raise FormatError(
            where.rstrip(":"),
            "a statement of this case",
            f"'{key}', whose words are not in the sources",
            "export the form anew",
        )
    return same[0]


def _judgement(
    row: FormRow, statement: Statement, by: str, actors: Collection[str], issues: Collection[str], where: str
) -> Review | None:
    original = _row(statement)
    changed = [
        f"{name}={row.values[name].strip()}"
        for name in FIELDS
        if name in row.values and _tidy(name, row.values[name]) != _tidy(name, _said(original[name]))
    ]
    before = _levels(_said(original[LEVEL]))
    changed += [s for s in _levels(row.values.get(LEVEL, "")) if s not in before]
    verdict = row.values.get("verdict", "").strip().lower() or None
    if verdict is None and not changed:
        return None
    if verdict == "accepted" and changed:
        verdict = "corrected"
    if verdict == "corrected" and not changed:
        verdict = "accepted"
    if verdict == "rejected":
        changed = []  # whatever else stands on the row, it is not to count
    correction = parse_corrections(changed, statement, actors, issues, where)
    chosen = verdict_of(verdict, bool(correction), f"{where} verdict")
    return new_review(statement, chosen, by, row.values.get("note", ""), correction)


def _one_line(text: str) -> str:
    """Text for one cell: line breaks in cells are a nuisance in every spreadsheet."""
    return " ".join(text.split())


def _levels(text: str) -> list[str]:
    """The cell ``north.tolls=3, north.fish=none``, or ``3`` for all, as settings."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return [f"{LEVEL}.{part}" if "=" in part else f"{LEVEL}={part}" for part in parts]


def _tidy(name: str, text: str) -> str:
    if name in NAMED:
        return ", ".join(part.strip() for part in text.split(",") if part.strip() not in ("", "none"))
    return text.strip().lower()


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
