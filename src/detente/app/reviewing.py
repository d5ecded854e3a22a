"""Judgements of a case's statements: given, and listed with where their words stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.app.actor_file import actor_file_of, terms_for
from detente.domain.errors import InputError, did_you_mean
from detente.domain.statement import Review, Statement
from detente.evidence.corrections import parse_corrections
from detente.evidence.following import Followed, follow
from detente.storage.case_file import load_case
from detente.storage.opening import open_store
from detente.storage.workspace import Workspace, open_workspace

VERDICTS = ("accepted", "corrected", "rejected", "vouched")


def add_review(
    case: Path, statement: str, verdict: str | None, by: str, note: str = "", settings: Sequence[str] = ()
) -> Review:
    """Judge one statement; with ``settings`` it is corrected unless another verdict is given."""
    workspace = open_workspace(case)
    chosen = verdict_of(verdict, bool(settings), "--verdict")
    check_name(by)
    with open_store(workspace.root) as store:
        known = {s.id: s for s in store.statements()}
        if statement not in known:
            raise InputError(
                "statement", "the id of a statement of this case", f"'{statement}'",
                did_you_mean(statement, list(known)) if known else "run 'detente analyze' on the case first",
            )  # fmt: skip
        actors, issues = known_ids(workspace)
        correction = parse_corrections(settings, known[statement], actors, issues)
        review = new_review(known[statement], chosen, by, note, correction)
        store.add_review(review)
    return review


def followed_reviews(case: Path) -> tuple[Followed, dict[str, Statement]]:
    """All reviews with the statements they are about now, and the case's statements by id."""
    with open_store(open_workspace(case).root) as store:
        statements = {s.id: s for s in store.statements()}
        return follow(store.reviews(), list(statements.values())), statements


def new_review(statement: Statement, verdict: str, by: str, note: str, correction: Mapping[str, Any]) -> Review:
    """A review of today that keeps the statement as it was seen."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Review(statement.id, verdict, by, at, dict(correction), note, seen=statement.to_dict())  # type: ignore[arg-type]


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
