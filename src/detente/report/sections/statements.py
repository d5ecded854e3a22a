"""Every statement in the text it stands in: who said it through whom, its labels, whether it moves positions."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.document import Document
from detente.domain.forecast import Estimate
from detente.domain.statement import UNMOVING_KINDS, UNMOVING_SOURCES, Indication, Statement
from detente.report import words
from detente.report.lookup import Lookup, safe_url, source_anchor, statement_anchor
from detente.report.passages import Passage, passage, passage_of_quote

FIFTHS = ("lowest", "second lowest", "middle", "second highest", "highest")


@dataclass(frozen=True)
class Use:
    """An estimate that rests on a statement."""

    text: str
    href: str


@dataclass(frozen=True)
class StatementCard:
    """One statement."""

    anchor: str
    id: str
    passage: Passage
    chain: tuple[str, ...]
    labels: tuple[str, ...]
    when: str
    moves: bool
    vouched: bool
    why_not: str
    indications: tuple[str, ...]
    checks: tuple[tuple[str, str], ...]
    uses: tuple[Use, ...]
    extractor: str


@dataclass(frozen=True)
class DocumentGroup:
    """One document with its statements."""

    anchor: str
    title: str
    path: str
    facts: tuple[str, ...]
    notes: tuple[str, ...]
    statements: tuple[StatementCard, ...]


@dataclass(frozen=True)
class SourceCard:
    """A source the case names."""

    anchor: str
    id: str
    title: str
    facts: tuple[str, ...]
    url: str
    shown_url: str
    note: str
    passage: Passage | None


def document_groups(lookup: Lookup) -> tuple[DocumentGroup, ...]:
    """Documents in the order read, each with its statements in the order of the text."""
    by_document: dict[str, list[Statement]] = {d.path: [] for d in lookup.analysis.documents}
    for statement in lookup.analysis.reading.statements:
        by_document.setdefault(statement.document, []).append(statement)
    return tuple(
        _group(lookup, path, sorted(found, key=lambda s: (s.start, s.end, s.id))) for path, found in by_document.items()
    )


def source_cards(lookup: Lookup) -> tuple[SourceCard, ...]:
    """The case's own table of sources."""
    return tuple(
        SourceCard(
            anchor=source_anchor(key),
            id=key,
            title=source.title or key,
            facts=tuple(
                t for t in (source.publisher, source.date.isoformat() if source.date else "", source.document) if t
            ),
            url=safe_url(source.url),
            shown_url=source.url or "",
            note=source.note,
            passage=passage_of_quote(source.quote or "", lookup.documents.get(source.document or "")),
        )
        for key, source in lookup.analysis.case.sources.items()
    )


def why_not_moving(statement: Statement) -> str:
    """Why a statement moves no position by itself; "" where it may."""
    reasons = []
    if statement.kind in UNMOVING_KINDS:
        reasons.append(f"it is {_with_article(words.readable(statement.kind))}")
    if statement.source_type in UNMOVING_SOURCES:
        reasons.append(f"its source is {_with_article(words.readable(statement.source_type))}")
    if statement.certainty == "non_factual":
        reasons.append("it is not put as fact")
    if statement.checks:
        reasons.append("a claim check was found")
    if statement.proposed_by_model:
        reasons.append("a language model proposed it and nobody has accepted it")
    return words.joined(reasons)


def chain_words(statement: Statement) -> tuple[str, ...]:
    """Who passes the statement on, outermost first."""
    return tuple(
        link.name + (f", {detail}" if (detail := ", ".join(t for t in (link.role, link.organisation) if t)) else "")
        for link in statement.attribution
    ) or ((statement.speaker,) if statement.speaker else ())


def _group(lookup: Lookup, path: str, statements: list[Statement]) -> DocumentGroup:
    document = lookup.documents.get(path)
    return DocumentGroup(
        anchor=lookup.document_href(path).removeprefix("#"),
        title=lookup.document(path),
        path=path,
        facts=_document_facts(document),
        notes=document.notes if document is not None else ("the document is not among those given to the report",),
        statements=tuple(_card(lookup, s, document) for s in statements),
    )


def _document_facts(document: Document | None) -> tuple[str, ...]:
    if document is None:
        return ()
    published = document.published.isoformat() if document.published else "undated"
    return tuple(
        t for t in (document.publisher, published, document.language, f"{len(document.text):,} characters") if t
    )


def _card(lookup: Lookup, statement: Statement, document: Document | None) -> StatementCard:
    return StatementCard(
        anchor=statement_anchor(statement.id),
        id=statement.id,
        passage=passage(statement, document),
        chain=chain_words(statement),
        labels=_labels(lookup, statement),
        when=_when(statement),
        moves=statement.moves_position,
        vouched=not statement.moves_position and any(_of_a_position(e) for e in lookup.used_by.get(statement.id, ())),
        why_not=why_not_moving(statement),
        indications=tuple(_indication(lookup, i) for i in statement.indications),
        checks=tuple((words.readable(check.name), check.explanation) for check in statement.checks),
        uses=tuple(
            Use(
                f"{words.possessive(lookup.actor(e.actor))} {lookup.parameter(e)}",
                lookup.basis_href(e.actor, e.issue, e.parameter),
            )
            for e in lookup.used_by.get(statement.id, ())
        ),
        extractor=statement.extractor,
    )


def _of_a_position(estimate: Estimate) -> bool:
    return estimate.parameter.startswith(("position", "red_line"))


def _labels(lookup: Lookup, statement: Statement) -> tuple[str, ...]:
    stance = ("does not: " if statement.negated else "") + words.readable(statement.stance)
    about = [lookup.issue(issue) for issue in statement.issues]
    return (
        words.readable(statement.kind),
        f"{stance}" + (f" ({words.joined(about)})" if about else ""),
        words.readable(statement.modality),
        f"source: {words.readable(statement.source_type)}",
        f"reading confidence {words.percent(statement.confidence)}",
    )


def _when(statement: Statement) -> str:
    said = f"said {statement.time_said}" if statement.time_said else ""
    about = f"about {statement.time_about}" if statement.time_about else ""
    return ", ".join(t for t in (said, about) if t)


def _indication(lookup: Lookup, indication: Indication) -> str:
    fifth = FIFTHS[min(4, max(0, indication.level))]
    firm = ", as a line not to be crossed" if indication.firm else ""
    why = f" ({indication.reason})" if indication.reason else ""
    return f"{lookup.actor(indication.actor)}: {fifth} fifth of {lookup.issue(indication.issue)}{firm}{why}"


def _with_article(noun: str) -> str:
    if noun in ("hearsay", "speculation", "official silence"):
        return noun
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
