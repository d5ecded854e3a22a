"""Checks that need the other documents: a figure that is passed on, somebody "former" whom another has in office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.checking.figures import find_figures
from detente.evidence.checking.passed_on import MOST_SHOWN, ClaimLedger, Shared, claim_of, claims_of
from detente.evidence.checking.unsourced import OWN_FIGURE
from detente.evidence.vocabulary import roles


@dataclass(frozen=True)
class DocumentFacts:
    """What the checks of other documents need to know of one: its claims with figures, and who holds which office."""

    path: str
    figures: tuple[str, ...] = ()  # ``Claim.key``
    titles: tuple[tuple[str, str], ...] = ()  # (office, full name)


@dataclass
class CheckContext:
    """The facts of all documents together, added in the order of their paths; a few paths a fact are remembered."""

    ledger: ClaimLedger = field(default_factory=ClaimLedger)
    shared: dict[str, Shared] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, facts: DocumentFacts) -> None:
        """Take in the facts of the next document."""
        self.ledger.add(facts.path, facts.figures)
        for office, name in facts.titles:
            entries = self.titles.setdefault(office, [])
            # Two documents a name: a statement in one of them is compared with the other.
            if sum(known == name for _, known in entries) < 2:
                entries.append((facts.path, name))

    def only_shared(self) -> CheckContext:
        """The same without the figures that stand in one document alone."""
        return CheckContext(shared=self.ledger.shared(), titles=self.titles)

    def of(self, figures: Iterable[str]) -> CheckContext:
        """What documents with these figures must know of the others."""
        keys = sorted({f for f in figures if f in self.shared})
        return CheckContext(shared={key: self.shared[key] for key in keys}, titles=self.titles)


def document_facts(document: Document, statements: Sequence[Statement]) -> DocumentFacts:
    """The facts of a document; its figures count only where it has statements, which name their sources."""
    claims = claims_of(document, statements) if statements else []
    keys = dict.fromkeys(claim.key for claim in claims)
    return DocumentFacts(document.path, tuple(keys), tuple(dict.fromkeys(_sitting(document))))


def check_context(statements: Sequence[Statement], documents: Iterable[Document]) -> CheckContext:
    """The facts of all documents for ``check_statements``."""
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        by_document.setdefault(statement.document, []).append(statement)
    context = CheckContext()
    for document in sorted(documents, key=lambda d: d.path):
        context.add(document_facts(document, by_document.get(document.path, [])))
    return context.only_shared()


def circular_figures(
    statement: Statement, text: str, beside: Sequence[Statement], context: CheckContext
) -> list[ClaimCheck]:
    """Figures that stand with the same claim, or of the same source, in other documents."""
    if statement.source_type in OWN_FIGURE or not context.shared:
        return []
    checks = []
    for figure in find_figures(text, statement.start, statement.end):
        shared = context.shared.get(claim_of(text, figure, beside).key)
        others = [p for p in shared.paths if p != statement.document] if shared is not None else []
        if shared is not None and others:
            more = shared.documents - len(others[:MOST_SHOWN])
            where = ", ".join(others[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
            checks.append(
                ClaimCheck(
                    "circular_reporting",
                    figure.start,
                    figure.end,
                    f"the same figure {shared.what} stands in {where}: possibly one source passed on",
                )
            )
    return checks


def stale_status(
    statement: Statement, document: Document, titles: dict[str, list[tuple[str, str]]]
) -> list[ClaimCheck]:
    """ "Former" in an office that another document gives to the same name, or to anybody where none is named."""
    if not re.search(r"\b(?:former|ex-|then-)", statement.quote):
        return []
    pattern = re.compile(rf"\b(?:former|ex-|then-)\s?{_holder()}{_NAME}")
    checks = []
    for match in pattern.finditer(document.text, statement.start, statement.end):
        name = (match["name"] or "").strip()
        sitting = [(p, n) for p, n in titles.get(_office_key(match["who"]), []) if p != document.path]
        same = [(p, n) for p, n in sitting if not name or name == n]
        if same:
            path, holder = same[0]
            checks.append(
                ClaimCheck(
                    "stale_status",
                    match.start(),
                    match.end(),
                    f"“{match.group().strip()}” here, while {path} has {holder} in that office",
                )
            )
    return checks


_NAME = r"(?P<name>(?: [A-Z][\w’'\-]+){1,3})?"


@lru_cache(maxsize=1)
def _holder() -> str:
    """A state's demonym with an office: "US President"."""
    offices = "|".join(re.escape(r) for r in sorted(roles()["principal"], key=lambda r: (-len(r), r)))
    return rf"(?P<who>(?:U\.?S\.?|[A-Z][a-z]+(?:an|ish|ese|ch|i)) (?:{offices}))"


@lru_cache(maxsize=1)
def _sitting_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<before>\b\w+[\- ])?{_holder()}(?P<name>(?: [A-Z][\w’'\-]+){{2}})")


def _sitting(document: Document) -> list[tuple[str, str]]:
    """Offices with the full names of those whom the document has in them without "former"."""
    return [
        (_office_key(match["who"]), match["name"].strip())
        for match in _sitting_pattern().finditer(document.text)
        if (match["before"] or "").strip(" -").lower() not in ("former", "ex", "then", "previous")
    ]


def _office_key(words: str) -> str:
    return words.replace(".", "").lower()
