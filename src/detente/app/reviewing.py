"""Judgements of a case's statements: given, and listed with where their words stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.app.actor_file import actor_file_of, terms_for
from detente.domain.errors import InputError, did_you_mean
from detente.domain.statement import Review, Statement
from detente.evidence.reviewing.coders import judged
from detente.evidence.reviewing.corrections import FIELDS, parse_corrections
from detente.evidence.reviewing.following import Followed, follow
from detente.storage.case_file import load_case
from detente.storage.opening import open_store
from detente.storage.workspace import Workspace, open_workspace

VERDICTS = ("accepted", "corrected", "rejected", "vouched")


def add_review(
    case: Path, statement: str, verdict: str | None, by: str, note: str = "", settings: Sequence[str] = ()
) -> tuple[Review, bool]:
    """Judge one statement; with ``settings`` it is corrected unless another verdict is given.

    False with it where the same person had judged it the same way before: nothing is added then.
    """
    workspace = case_workspace(case)
    chosen = verdict_of(verdict, bool(settings), "--verdict")
    check_name(by)
    with open_store(workspace.root) as store:
        known = {s.id: s for s in store.statements()}
        followed = follow(store.reviews(), list(known.values()))
        about = statement_of(statement, known, case, followed)
        actors, issues = known_ids(workspace)
        correction = parse_corrections(settings, about, actors, issues)
        review = new_review(about, chosen, by, note, correction)
        given = [r for r in followed.by_statement.get(statement, ()) if r.by == review.by]
        if given and alike(about, given[-1], review):
            return given[-1], False
        store.add_review(review)
    return review, True


def still_unmoved(review: Review) -> str | None:
    """A sentence where an accepted or corrected statement is of a kind that only moves when vouched for."""
    (reading,) = judged(Statement.from_dict(review.seen), [review])
    if reading.statement is None or reading.moves:
        return None
    return "It moves no position all the same, being of a kind somebody must vouch for: --verdict vouched."


def case_workspace(case: Path) -> Workspace:
    """The workspace of a case folder; InputError for documents without a case, which have no statements to judge."""
    workspace = open_workspace(case)
    if workspace.documents is not None:
        remedy = f"make a case of them first: detente analyze {case} --out my-case"
        raise InputError(str(case), "a case folder", "documents without a case", remedy)
    return workspace


def statement_of(key: str, known: Mapping[str, Statement], case: Path, followed: Followed) -> Statement:
    """The statement of an id; InputError where there is none, with the id its words have now if they were judged."""
    if key in known:
        return known[key]
    now = next((new for new, given in followed.by_statement.items() if any(r.statement == key for r in given)), None)
    if now is not None:
        got = f"'{key}', whose document has changed"
        raise InputError("statement", "the id of a statement of this case", got, f"its words are {now} now")
    remedy = did_you_mean(key, list(known)) if known else f"run 'detente analyze {case}' first"
    if not remedy.startswith("did") and known:
        remedy = f"look it up with 'detente review {case} --open'"
    raise InputError("statement", "the id of a statement of this case", f"'{key}'", remedy)


def followed_reviews(case: Path) -> tuple[Followed, dict[str, Statement]]:
    """All reviews with the statements they are about now, and the case's statements by id."""
    with open_store(case_workspace(case).root) as store:
        statements = {s.id: s for s in store.statements()}
        return follow(store.reviews(), list(statements.values())), statements


def alike(statement: Statement, a: Review, b: Review) -> bool:
    """Whether two reviews say the same of a statement, however they are written."""
    return (a.verdict, a.note, _reading(statement, a)) == (b.verdict, b.note, _reading(statement, b))


def _reading(statement: Statement, review: Review) -> Sequence[Any]:
    seen = judged(statement, [review])[0].statement
    if seen is None:
        return ()
    return [*(getattr(seen, name) for name in FIELDS), {(i.actor, i.issue, i.level) for i in seen.indications}]


def new_review(statement: Statement, verdict: str, by: str, note: str, correction: Mapping[str, Any]) -> Review:
    """A review of today that keeps the statement as it was seen."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    who = " ".join(by.split())
    return Review(statement.id, verdict, who, at, dict(correction), note, seen=statement.to_dict())  # type: ignore[arg-type]


def verdict_of(verdict: str | None, has_correction: bool, where: str) -> str:
    """The verdict meant; InputError where it does not go with what else is given."""
    chosen = verdict or ("corrected" if has_correction else "accepted")
    if chosen not in VERDICTS:
        expected = "accepted, corrected, rejected or vouched"
        raise InputError(where, expected, f"'{chosen}'", did_you_mean(chosen, VERDICTS))
    if chosen == "corrected" and not has_correction:
        raise InputError(where, "a correction with it", "none", "add for example --set stance=rejects")
    if chosen in ("accepted", "rejected") and has_correction:
        raise InputError(where, "'corrected' or 'vouched' beside --set", f"'{chosen}'", "leave --verdict out")
    return chosen


def check_name(by: str) -> None:
    """Whoever judges has a name."""
    if not by.strip():
        raise InputError("--by", "the name of the person who judges", "nothing", "add --by NAME")


def known_ids(workspace: Workspace) -> tuple[Collection[str], Collection[str]]:
    """Ids an actor or issue may be corrected to: the case's own, and other known states and organisations."""
    case = load_case(workspace.case_file).case
    lexicon = terms_for(case, actor_file_of(workspace.root, case), None)
    return list(dict.fromkeys([*case.actors, *lexicon.actors])), list(case.issues)
