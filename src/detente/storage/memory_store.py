"""A store that lives as long as the program: for tests, and for cases in folders that cannot be written to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from detente.domain.document import Document
from detente.domain.statement import Reading, Review, Statement
from detente.storage.runs import manifest_content
from detente.storage.store import DocumentRecord, RunRecord, other_manifest, unknown_run


class MemoryStore:
    """Implements ``Store`` without a disk."""

    def __init__(self) -> None:
        self._documents: dict[str, DocumentRecord] = {}
        self._readings: dict[tuple[str, str, str], Reading] = {}
        self._reviews: list[Review] = []
        self._answers: dict[str, str] = {}
        self._manifests: dict[str, str] = {}
        self._blocks: dict[str, set[tuple[str, int]]] = {}
        self._results: dict[str, str] = {}

    def save_documents(self, documents: Iterable[Document]) -> None:
        self._documents.update({document.path: DocumentRecord.of(document) for document in documents})

    def remove_documents(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._documents.pop(path, None)

    def documents(self) -> dict[str, DocumentRecord]:
        return dict(sorted(self._documents.items()))

    def save_reading(self, document: str, sha256: str, extractor: str, reading: Reading) -> None:
        key = (document, sha256, extractor)
        self._readings.pop(key, None)  # the latest saved comes last
        self._readings[key] = reading

    def reading(self, document: str, sha256: str, extractor: str) -> Reading | None:
        return self._readings.get((document, sha256, extractor))

    def statements(self) -> list[Statement]:
        latest = {document: reading for (document, _, _), reading in self._readings.items()}
        return [s for path in sorted(self._documents) if path in latest for s in latest[path].statements]

    def add_review(self, review: Review) -> None:
        self._reviews.append(review)

    def reviews(self, statement: str | None = None) -> list[Review]:
        return [r for r in self._reviews if statement is None or r.statement == statement]

    def answer(self, key: str) -> str | None:
        return self._answers.get(key)

    def save_answer(self, key: str, content: str) -> None:
        self._answers.setdefault(key, content)

    def begin_run(self, run_id: str, manifest: Mapping[str, Any]) -> None:
        begun = json.loads(self._manifests.setdefault(run_id, json.dumps(manifest, sort_keys=True)))
        if manifest_content(begun) != manifest_content(manifest):
            raise other_manifest(run_id)
        self._blocks.setdefault(run_id, set())

    def finish_block(self, run_id: str, scenario: str, block: int) -> None:
        if run_id not in self._manifests:
            raise unknown_run(run_id)
        self._blocks[run_id].add((scenario, block))

    def blocks_done(self, run_id: str) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self._blocks.get(run_id, ())))

    def finish_run(self, run_id: str, results_sha256: str) -> None:
        if run_id not in self._manifests:
            raise unknown_run(run_id)
        self._results[run_id] = results_sha256

    def runs(self) -> list[RunRecord]:
        return [
            RunRecord(key, json.loads(manifest), self.blocks_done(key), self._results.get(key))
            for key, manifest in self._manifests.items()
        ]

    def close(self) -> None:
        """Nothing to let go of."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
