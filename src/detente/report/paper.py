"""What a reader of the printed report needs: a link cannot be followed there, so what it leads to has a number.

Document 3 is [3], its second statement [3.2], a source of the case [its id]; the list at the end says what each is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.domain.case import Source
from detente.report import words
from detente.report.lookup import Lookup, safe_url, source_anchor, statement_anchor
from detente.report.sections.statements import DocumentGroup, document_groups

QUOTED = 160
"""Characters of a statement's words in the list."""


@dataclass(frozen=True)
class PaperDocument:
    """One document of the list; ``used`` are the statements that an input rests on, with their words."""

    title: str
    facts: tuple[str, ...]
    path: str
    urls: tuple[str, ...]
    sources: str
    used: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """The list at the end, and the number each address on the page stands for."""

    references: Mapping[str, str]
    documents: tuple[PaperDocument, ...]
    elsewhere: tuple[tuple[str, str, tuple[str, ...], str], ...]
    """Sources that are in no document read: (id, title, facts, address)."""


def paper_of(lookup: Lookup) -> Paper:
    """Documents in the order read, statements in the order of the text, sources as the case lists them."""
    groups = document_groups(lookup)
    sources = lookup.analysis.case.sources
    known = {group.path for group in groups}
    references = {f"#{group.anchor}": str(n) for n, group in enumerate(groups, start=1)}
    references |= {
        f"#{card.anchor}": f"{n}.{m}"
        for n, group in enumerate(groups, start=1)
        for m, card in enumerate(group.statements, start=1)
    }
    references |= {f"#{source_anchor(key)}": key for key in sources}
    return Paper(
        references,
        tuple(_document(lookup, group, references) for group in groups),
        tuple(
            (key, source.title or key, _facts(source), safe_url(source.url))
            for key, source in sources.items()
            if source.document not in known
        ),
    )


def _document(lookup: Lookup, group: DocumentGroup, references: Mapping[str, str]) -> PaperDocument:
    mine = {k: s for k, s in lookup.analysis.case.sources.items() if s.document == group.path}
    statements = [lookup.statements[card.id] for card in group.statements if card.uses]
    document = lookup.documents.get(group.path)
    published = document.published.isoformat() if document is not None and document.published else ""
    return PaperDocument(
        title=group.title,
        facts=tuple(t for t in (document.publisher if document is not None else "", published) if t),
        path=group.path,
        urls=tuple(dict.fromkeys(url for s in mine.values() if (url := safe_url(s.url)))),
        sources=", ".join(mine),
        used=tuple((references[f"#{statement_anchor(s.id)}"], words.shortened(s.quote, QUOTED)) for s in statements),
    )


def _facts(source: Source) -> tuple[str, ...]:
    return tuple(t for t in (source.publisher, source.date.isoformat() if source.date else "") if t)
