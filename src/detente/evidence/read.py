"""Reading: from documents to statements, with what was dropped and why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from detente.domain.document import Document
from detente.domain.statement import Dropped, Reading, Statement
from detente.evidence.checking.across_documents import CheckContext
from detente.evidence.checking.checks import check_statements
from detente.evidence.checking.contradictions import check_contradictions, opposition_notes
from detente.evidence.checking.independence import group_statements
from detente.evidence.checking.quantities import check_quantities
from detente.evidence.checking.quantity_ledger import QuantityLedger, quantities_of
from detente.evidence.lexicon import Lexicon
from detente.evidence.read_alone import LANGUAGE, read_alone
from detente.evidence.text.furniture import machine_translation_note

# Changes whenever the same document could give other statements: stored statements of another version are stale.
EXTRACTOR_VERSION = "7"


def read_documents(
    documents: Sequence[Document],
    lexicon: Lexicon,
    progress: Callable[[int, int, str], None] | None = None,
) -> Reading:
    """All statements of the documents, sorted by document and place, each span verified against the text.

    Parameters
    ----------
    documents : list of Document
        Read together: independence groups, circular figures and stale titles need all of them.
    lexicon : Lexicon
        What to look for.
    progress : callable, optional
        Called with (documents done, of how many, path) before each document and once at the end.

    Returns
    -------
    Reading
        ``dropped`` says at which stage and why a candidate did not become a statement; ``notes`` counts them.
    """
    ordered = sorted(documents, key=lambda d: d.path)
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    for number, document in enumerate(ordered):
        if progress is not None:
            progress(number, len(ordered), document.path)
        found, left = read_alone(document, lexicon)
        statements += found
        dropped += left
    if progress is not None:
        progress(len(ordered), len(ordered), "")
    checked = checked_together(statements, ordered, lexicon)
    grouped = group_statements(checked, ordered)
    grouped.sort(key=lambda s: (s.document, s.start, s.end, s.id))
    dropped.sort(key=lambda d: (d.document, d.start, d.end, d.stage))
    differences = (*opposition_notes(grouped, ordered, lexicon), *_quantity_notes(grouped, ordered))
    return Reading(tuple(grouped), tuple(dropped), (*_notes(ordered, grouped, dropped), *differences))


def checked_together(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    lexicon: Lexicon,
    context: CheckContext | None = None,
) -> list[Statement]:
    """The statements with all their checks; ``context`` where the documents are only some of those read together."""
    return check_quantities(check_contradictions(check_statements(statements, documents, lexicon, context)), documents)


def document_fingerprint(document: Document, lexicon: Lexicon) -> str:
    """Equal when reading the document alone again would give the same: text, lexicon and extractor are the same."""
    known = repr((sorted(lexicon.actors.items()), sorted(lexicon.issues.items()), sorted(lexicon.case_actors)))
    content = "\x1f".join([EXTRACTOR_VERSION, document.path, document.sha256, str(document.published), known])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _quantity_notes(statements: Sequence[Statement], documents: Sequence[Document]) -> list[str]:
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        by_document.setdefault(statement.document, []).append(statement)
    ledger = QuantityLedger()
    for document in documents:
        found = quantities_of(by_document.get(document.path, []), document.text)
        ledger.add(document.path, document.published, found)
    return ledger.notes()


def _notes(
    documents: Sequence[Document], statements: Sequence[Statement], dropped: Sequence[Dropped]
) -> tuple[str, ...]:
    by_stage: dict[str, int] = {}
    for item in dropped:
        by_stage[item.stage] = by_stage.get(item.stage, 0) + 1
    notes = [f"{len(documents)} documents read, {len(statements)} statements"]
    if by_stage:
        notes.append("left out: " + ", ".join(f"{n} {stage}" for stage, n in sorted(by_stage.items())))
    notes += [
        f"{d.path} says it was translated by a machine: its quotations are back-translations"
        for d in documents
        if machine_translation_note(d.text) is not None
    ]
    foreign = foreign_documents(dropped, {d.path: len(d.text) for d in documents})
    notes += language_notes(foreign)
    heard = {s.document for s in statements} | set(foreign)
    notes += [f"nothing found in {d.path}" for d in documents if d.path not in heard]
    return tuple(notes)


def foreign_documents(dropped: Sequence[Dropped], lengths: Mapping[str, int]) -> dict[str, str]:
    """The documents that were dropped whole for their language, and the reason, by path."""
    return {d.document: d.reason for d in dropped if d.stage == LANGUAGE and d.end - d.start == lengths[d.document]}


def language_notes(foreign: Mapping[str, str]) -> list[str]:
    """How many documents were not read for their language, a note a language, most first."""
    counts: dict[str, int] = {}
    for reason in foreign.values():
        counts[reason] = counts.get(reason, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"not read: {n} document{'' if n == 1 else 's'} {reason}" for reason, n in ranked]
