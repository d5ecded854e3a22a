"""What was read of a case, kept in its store: found again where nothing has changed, forgotten where documents go."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence

from detente.app.actor_file import case_lexicon
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Dropped, Reading, Statement
from detente.evidence.read import EXTRACTOR_VERSION, read_documents
from detente.storage.store import Store


def read_statements(
    case: Case,
    documents: Sequence[Document],
    store: Store,
    progress: Callable[[int, int, str], None],
    file: ActorFile,
) -> Reading:
    """The statements of the documents in the case's terms, from the store where nothing has changed.

    ``file`` is the analyst's actor file.
    """
    key = reading_key(case, documents, file)
    kept = [store.reading(d.path, d.sha256, key) for d in documents]
    known = [r for r in kept if r is not None]
    if len(known) == len(documents):
        reading = Reading(
            statements=tuple(s for r in known for s in r.statements),
            dropped=tuple(d for r in known for d in r.dropped),
            notes=tuple(dict.fromkeys(n for r in known for n in r.notes)),
        )
        if not _is_latest(reading, store):  # a case or actor file changed back: reviews and exports look at the latest
            keep(store, documents, key, reading)
        return reading
    reading = read_documents(documents, case_lexicon(case, documents, file), progress)
    keep(store, documents, key, reading)
    return reading


def keep(store: Store, documents: Sequence[Document], key: str, reading: Reading) -> None:
    """Keep a reading, a document at a time, under ``key``."""
    store.save_documents(documents)
    statements: dict[str, list[Statement]] = {}
    dropped: dict[str, list[Dropped]] = {}
    for statement in reading.statements:
        statements.setdefault(statement.document, []).append(statement)
    for item in reading.dropped:
        dropped.setdefault(item.document, []).append(item)
    for document in documents:
        part = Reading(
            statements=tuple(statements.get(document.path, ())),
            dropped=tuple(dropped.get(document.path, ())),
            notes=reading.notes,
        )
        store.save_reading(document.path, document.sha256, key, part)


def forget_others(store: Store, documents: Sequence[Document]) -> None:
    """Forget the documents that are gone: their statements are no longer the case's, reviews of them are orphaned."""
    present = {d.path for d in documents}
    store.remove_documents([path for path in store.documents() if path not in present])


def reading_key(case: Case, documents: Sequence[Document], file: ActorFile, more: str = "") -> str:
    """Everything besides a document's own text that its reading depends on: rules, names, the other documents.

    ``more`` names what was added to what the rules read.
    """
    terms = case.model_dump(mode="json", include={"actors", "issues"})
    others = [(d.path, d.sha256, str(d.published), d.publisher) for d in documents]
    corrections = [] if file.empty else [file.model_dump(mode="json")]
    content = json.dumps([EXTRACTOR_VERSION, terms, others, *corrections], sort_keys=True, ensure_ascii=False)
    return f"{EXTRACTOR_VERSION}:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}{more}"


def _is_latest(reading: Reading, store: Store) -> bool:
    """Whether the store's latest statements are those of the reading, a model's proposals aside."""
    latest = {s.id: s for s in store.statements() if not s.proposed_by_model}
    return latest == {s.id: s for s in reading.statements}
