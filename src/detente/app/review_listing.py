"""Statements and judgements as lines: one statement with all that is known of it, what is judged, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from detente.app.reviewing import followed_reviews, statement_of
from detente.domain.statement import UNMOVING_KINDS, UNMOVING_SOURCES, Review, Statement
from detente.evidence.reviewing.coders import latest_of_each
from detente.evidence.reviewing.corrections import FIELDS
from detente.evidence.reviewing.following import Followed

WIDTH = 160


def statement_lines(case: Path, key: str) -> Iterator[str]:
    """One statement in full: its words where they stand, its labels with their reason, what keeps it from moving."""
    followed, statements = followed_reviews(case)
    s = statement_of(key, statements, case, followed)
    yield f"{s.id}  {s.document}:{s.start}-{s.end}"
    yield f"    ... {_one_line(s.prefix)} [ {_one_line(s.quote)} ] {_one_line(s.suffix)} ..."
    who = s.speaker or "the author"
    yield f"    said by {who}; read by {s.extractor}, {s.confidence:.2f} sure; {s.reason}"
    for name in FIELDS:
        yield f"    {name:<12} {said(getattr(s, name))}"
    for told in s.indications:
        yield f"    level        {told.actor}.{told.issue}={told.level}: {told.reason}"
    for check in s.checks:
        yield f"    check        {check.name}: {check.explanation}"
    yield f"    {standing(s)}"
    given = followed.by_statement.get(s.id, ())
    yield from _judgements(s, given) if given else ("    Nobody has judged it yet.",)


def statement_data(case: Path, key: str) -> dict[str, Any]:
    """One statement as JSON, with its judgements."""
    followed, statements = followed_reviews(case)
    found = statement_of(key, statements, case, followed)
    return {**found.to_dict(), "reviews": [asdict(r) for r in followed.by_statement.get(key, ())]}


def open_statements(case: Path, by: str = "") -> list[Statement]:
    """The statements nobody has judged, or ``by`` has not: proposals of a language model first, then those that move
    nothing by themselves, then the others, each in the order of the documents."""
    followed, statements = followed_reviews(case)
    by = " ".join(by.split())
    left = [
        s for s in statements.values() if not any(not by or r.by == by for r in followed.by_statement.get(s.id, ()))
    ]
    return sorted(left, key=lambda s: (not s.proposed_by_model, s.moves_position, s.document, s.start, s.end))


def open_lines(case: Path, by: str = "") -> Iterator[str]:
    """``open_statements`` as lines, with what keeps each from moving."""
    left = open_statements(case, by)
    for s in left:
        stance = f"{s.stance}{' (negated)' if s.negated else ''}, {s.modality}"
        yield f"{s.id}  {s.document}:{s.start}-{s.end}  {s.speaker or s.source_type}: {stance}"
        yield f"    {', '.join(s.actors) or '-'} on {', '.join(s.issues) or '-'}; {standing(s)}"
        yield f"    {_one_line(s.quote)[:WIDTH]}"
    yield f"{len(left):,} statements not judged{' by ' + ' '.join(by.split()) if by else ''} yet."


def review_lines(case: Path, by: str = "") -> Iterator[str]:
    """All judgements, or those of one person, the earliest first; those whose words are gone; how many are left."""
    followed, statements = _given_by(*followed_reviews(case), by)
    counting = {id(r) for given in followed.by_statement.values() for r in latest_of_each(given)}
    for key, review in placed(followed):
        replaced = "" if id(review) in counting else "(replaced by a later one)"
        parts = [review.at, key, f"{review.verdict} by {review.by}", _changes(review), review.note, replaced]
        yield "  ".join(part for part in parts if part)
        yield f"    {_one_line(statements[key].quote)[:WIDTH]}"
    if followed.orphans:
        yield "Orphaned: the words judged are no longer in the sources."
    for review in followed.orphans:
        where = f"{review.seen.get('document', '')}: " if review.seen else ""
        yield f"{review.at}  {review.statement}  {review.verdict} by {review.by}  {review.note}".rstrip()
        yield f"    {where}{_one_line(str(review.seen.get('quote', '')))[:WIDTH]}"
    if not followed.by_statement and not followed.orphans:
        yield "No judgements yet."
    if not statements:
        yield f"No statements either: run 'detente analyze {case}' first."
    else:
        judged = len(followed.by_statement)
        yield f"{judged:,} of {len(statements):,} statements judged; 'detente review {case} --open' lists the others."


def placed(followed: Followed) -> list[tuple[str, Review]]:
    """Every judgement with the id its statement has now, the earliest first."""
    found = [(key, review) for key, given in followed.by_statement.items() for review in given]
    return sorted(found, key=lambda entry: entry[1].at)


def of_person(case: Path, by: str = "") -> Followed:
    """All judgements, or those of one person."""
    return _given_by(*followed_reviews(case), by)[0]


def said(value: object) -> str:
    """A label as a person writes it."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return ",".join(f"{k}:{v}" for k, v in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _given_by(followed: Followed, statements: dict[str, Statement], by: str) -> tuple[Followed, dict[str, Statement]]:
    who = " ".join(by.split())
    if not who:
        return followed, statements
    own = {key: tuple(r for r in given if r.by == who) for key, given in followed.by_statement.items()}
    orphans = tuple(r for r in followed.orphans if r.by == who)
    return Followed({key: given for key, given in own.items() if given}, orphans, followed.moved), statements


def _judgements(statement: Statement, given: Sequence[Review]) -> Iterator[str]:
    counting = {id(r) for r in latest_of_each(given)}
    for review in given:
        replaced = "" if id(review) in counting else "(replaced by a later one)"
        parts = [f"{review.verdict} by {review.by} on {review.at}", _changes(review), review.note, replaced]
        yield "    " + "  ".join(part for part in parts if part)


def _changes(review: Review) -> str:
    return "  ".join(f"{name}={said(value)}" for name, value in review.correction.items())


def standing(statement: Statement) -> str:
    """Whether it moves a position, and if not, why."""
    if statement.moves_position:
        return "may move a position by itself"
    if statement.proposed_by_model and statement.moves_once_confirmed:
        return "proposed by a language model: moves nothing until somebody accepts it"
    why = [check.name for check in statement.checks]
    why += [statement.kind] if statement.kind in UNMOVING_KINDS else []
    why += [statement.source_type] if statement.source_type in UNMOVING_SOURCES else []
    why += [statement.certainty] if statement.certainty == "non_factual" else []
    return f"moves nothing until somebody vouches for it ({', '.join(dict.fromkeys(why))})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
