"""What one process does with one chunk. Each stage leaves its part in the folder and tells what the others need."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from detente.app.corpus.chunks import Chunk
from detente.domain.document import Document
from detente.domain.errors import DocumentError, StorageError
from detente.domain.statement import Dropped, Statement
from detente.evidence.actors.person_census import persons_of, small_words
from detente.evidence.checking.across_documents import CheckContext, DocumentFacts, document_facts
from detente.evidence.checking.contradictions import OppositionLedger
from detente.evidence.checking.independence import source_link
from detente.evidence.checking.near_duplicates import shingle_hashes, words_hash
from detente.evidence.checking.quantity_ledger import quantities_of
from detente.evidence.lexicon import Lexicon
from detente.evidence.read import checked_together
from detente.evidence.read_alone import read_alone
from detente.evidence.readers import read_document
from detente.evidence.text.furniture import machine_translation_note
from detente.storage.parts import PartsFolder


@dataclass(frozen=True)
class Finish:
    """What a chunk must know of all others to be finished; ``name`` is a hash of it."""

    name: str
    groups: Mapping[str, str]
    context: CheckContext


class Desk:
    """Where one process works: the folder of parts and, once it was asked for, the lexicon.

    ``reading`` is a hash of the lexicon and the rules, which is in the names of what they gave.
    """

    def __init__(self, folder: Path) -> None:
        self.parts = PartsFolder(folder)
        self._lexicon: tuple[str, Lexicon] | None = None

    def take_in(self, chunk: Chunk) -> str:
        """Documents of the chunk, with their persons and shingles; nothing where that is there already."""
        if not self._complete(taken(chunk.key), texts(chunk.key), shingles(chunk.key)):
            documents, problems = _documents(chunk)
            hashes = [shingle_hashes(d.text) for d in documents]
            joined = np.concatenate(hashes) if hashes else np.empty(0, dtype=np.uint64)
            english = [d.language in ("", "en") for d in documents]
            self.parts.save(texts(chunk.key), [_plain(d) for d in documents])
            self.parts.save_array(shingles(chunk.key), joined)
            facts = [
                {
                    "path": d.path,
                    "published": d.published and d.published.isoformat(),
                    "language": d.language,
                    "shingles": len(h),
                    "words": words_hash(d.text),
                    "persons": persons_of(d.text) if is_english else [],
                    "translated": machine_translation_note(d.text) is not None,
                }
                for d, h, is_english in zip(documents, hashes, english, strict=True)
            ]
            small = sorted(small_words(d.text for d, e in zip(documents, english, strict=True) if e))
            # Last, as its being there says that all of it is.
            sizes = [self.parts.size(name) for name in (texts(chunk.key), shingles(chunk.key))]
            row = {"sizes": sizes, "documents": facts, "problems": problems, "small_words": small}
            self.parts.save(taken(chunk.key), [row])
        return chunk.key

    def read(self, key: str, reading: str) -> str:
        """Statements of the chunk, each document by itself."""
        name = read_part(key, reading)
        if not self._complete(facts_part(key, reading), name):
            lexicon = self._lexicon_of(reading)
            statements: list[Statement] = []
            dropped: list[Dropped] = []
            facts: list[dict[str, Any]] = []
            for document in self.texts_of(key):
                found, left = _read_alone(document, lexicon)
                known = document_facts(document, found)
                links = [source_link(s) for s in found]
                facts.append(
                    {
                        "path": document.path,
                        "length": len(document.text),
                        "statements": len(found),
                        "figures": known.figures,
                        "titles": known.titles,
                        "dropped": _dropped(document, left),
                        "quantities": [q.to_row() for q in quantities_of(found, document.text)],
                        "links": [[k.source, [q.hex() for q in k.quotes]] for k in dict.fromkeys(links)],
                    }
                )
                statements += found
                dropped += left
            rows = [["s", s.to_dict()] for s in statements] + [["d", asdict(d)] for d in dropped]
            self.parts.save(name, rows)
            self.parts.save(facts_part(key, reading), [{"sizes": [self.parts.size(name)], "documents": facts}])
        return key

    def finish(self, key: str, reading: str, finish: Finish) -> tuple[str, OppositionLedger]:
        """Statements of the chunk with their checks and groups; and what they tell of oppositions."""
        documents = self.texts_of(key)
        rows = self.parts.load(done(key, finish.name))
        if rows is None:
            statements, _ = load_read(self.parts, key, reading)
            checked = checked_together(statements, documents, self._lexicon_of(reading), finish.context)
            finished = [replace(s, independence_group=finish.groups[source_link(s).source]) for s in checked]
            order = {d.path: n for n, d in enumerate(documents)}
            finished.sort(key=lambda s: (order[s.document], s.start, s.end, s.id))
            self.parts.save(done(key, finish.name), [s.to_dict() for s in finished])
        else:
            finished = [Statement.from_dict(row) for row in rows]
        ledger = OppositionLedger()
        days = {d.path: d.published for d in documents}
        for statement in finished:
            ledger.add(statement, days[statement.document])
        return key, ledger

    def _complete(self, last: str, *others: str) -> bool:
        """Whether a part is there, and the others with the sizes that it names."""
        found = self.parts.load(last)
        return found is not None and found[0]["sizes"] == [self.parts.size(name) for name in others]

    def _lexicon_of(self, reading: str) -> Lexicon:
        if self._lexicon is None or self._lexicon[0] != reading:
            self._lexicon = (reading, self.parts.load_object(lexicon_part(reading), Lexicon))
        return self._lexicon[1]

    def texts_of(self, key: str) -> list[Document]:
        """The documents of a chunk."""
        found = self.parts.load(texts(key))
        if found is None:
            raise StorageError(
                f"{self.parts.folder / texts(key)} is damaged; delete {self.parts.folder} and run again."
            )
        return [_document(row) for row in found]


def load_read(parts: PartsFolder, key: str, reading: str) -> tuple[list[Statement], list[Dropped]]:
    """What the second stage left of a chunk."""
    rows = parts.load(read_part(key, reading))
    if rows is None:
        raise StorageError(f"{parts.folder / read_part(key, reading)} is damaged; delete {parts.folder} and run again.")
    return (
        [Statement.from_dict(row) for kind, row in rows if kind == "s"],
        [Dropped(**row) for kind, row in rows if kind == "d"],
    )


def document_facts_of(row: Mapping[str, Any]) -> DocumentFacts:
    """The facts of a document as the second stage left them."""
    return DocumentFacts(row["path"], tuple(row["figures"]), tuple((office, name) for office, name in row["titles"]))


def texts(key: str) -> str:
    return f"{key}.documents"


def shingles(key: str) -> str:
    return f"{key}.shingles"


def taken(key: str) -> str:
    return f"{key}.taken"


def read_part(key: str, reading: str) -> str:
    return f"{key}.{reading}.read"


def facts_part(key: str, reading: str) -> str:
    return f"{key}.{reading}.facts"


def done(key: str, finish: str) -> str:
    return f"{key}.{finish}.done"


def lexicon_part(reading: str) -> str:
    return f"{reading}.lexicon"


def _read_alone(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    try:
        return read_alone(document, lexicon)
    except (Exception, RecursionError) as error:  # one document in a hundred thousand must not stop the others
        reason = f"the rules stopped with {type(error).__name__}: please report it with the document"
        return [], [Dropped(document.path, "failed", reason, 0, len(document.text), document.text[:120])]


def _documents(chunk: Chunk) -> tuple[list[Document], list[tuple[str, str]]]:
    documents: list[Document] = list(chunk.documents)
    problems: list[tuple[str, str]] = list(chunk.problems)
    for name in chunk.files:
        try:
            documents.append(read_document(chunk.root / name, chunk.root))
        except DocumentError as error:
            problems.append((name, str(error)))
    return documents, problems


def _dropped(document: Document, left: Sequence[Dropped]) -> list[tuple[str, str, int, bool]]:
    """(stage, reason, how many, whether it is the whole document), in the order of the text."""
    counts = Counter((d.stage, d.reason, d.end - d.start == len(document.text)) for d in left)
    return [(stage, reason, count, whole) for (stage, reason, whole), count in counts.items()]


def _plain(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(json.dumps(asdict(document), default=str))
    return row


def _document(row: Mapping[str, Any]) -> Document:
    published = row["published"]
    return Document(
        **{
            **row,
            "published": dt.date.fromisoformat(published) if published else None,
            "notes": tuple(row["notes"]),
        }
    )
