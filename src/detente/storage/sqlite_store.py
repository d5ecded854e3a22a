"""The store of a case as one SQLite file: write-ahead log, foreign keys, numbered migrations.

Killing the program at any moment leaves the file readable: each method is one transaction, and the write-ahead log
of SQLite is replayed or discarded when the file is next opened.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from detente.domain.document import Document
from detente.domain.errors import StorageError
from detente.domain.statement import Dropped, Reading, Review, Statement
from detente.storage.files import sha256_bytes, storage_error
from detente.storage.migrate import migrate
from detente.storage.runs import manifest_content
from detente.storage.store import DocumentRecord, RunRecord, other_manifest, unknown_run

BUSY_TIMEOUT_IN_MS = 5_000


class SqliteStore:
    """Implements ``Store`` in one file; several processes may use it at once, and threads share one connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(path, error) from error
        with self._refusals():
            self._connection = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_IN_MS / 1000, isolation_level=None, check_same_thread=False
            )
        try:
            with self._refusals():
                self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_IN_MS}")
                self._connection.execute("PRAGMA foreign_keys = ON")
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                migrate(self._connection, path)
        except BaseException:
            self._connection.close()
            raise

    def save_documents(self, documents: Iterable[Document]) -> None:
        records = [DocumentRecord.of(document) for document in documents]
        rows = [
            (r.path, r.sha256, r.title, r.published and r.published.isoformat(), r.publisher, r.media_type, r.language)
            for r in records
        ]
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def remove_documents(self, paths: Iterable[str]) -> None:
        with self._transaction() as connection:
            connection.executemany("DELETE FROM document WHERE path = ?", [(path,) for path in paths])

    def documents(self) -> dict[str, DocumentRecord]:
        rows = self._rows(
            "SELECT path, sha256, title, published, publisher, media_type, language FROM document ORDER BY path"
        )
        return {
            path: DocumentRecord(path, sha256, title, day and dt.date.fromisoformat(day), publisher, media, language)
            for path, sha256, title, day, publisher, media, language in rows
        }

    def save_reading(self, document: str, sha256: str, extractor: str, reading: Reading) -> None:
        records = [("statement", i, _text(s.to_dict())) for i, s in enumerate(reading.statements)]
        records += [("dropped", i, _text(asdict(d))) for i, d in enumerate(reading.dropped)]
        hashed = [(kind, i, sha256_bytes(text.encode("utf-8")), text) for kind, i, text in records]
        with self._transaction() as connection:
            connection.execute(
                "DELETE FROM reading WHERE document = ? AND sha256 = ? AND extractor = ?",
                (document, sha256, extractor),
            )
            number = connection.execute(
                "INSERT INTO reading (document, sha256, extractor, notes) VALUES (?, ?, ?, ?)",
                (document, sha256, extractor, _text(reading.notes)),
            ).lastrowid
            connection.executemany(
                "INSERT OR IGNORE INTO record VALUES (?, ?)", [(sha, text) for _, _, sha, text in hashed]
            )
            connection.executemany(
                "INSERT INTO reading_record VALUES (?, ?, ?, ?)", [(number, kind, i, sha) for kind, i, sha, _ in hashed]
            )

    def reading(self, document: str, sha256: str, extractor: str) -> Reading | None:
        found = self._rows(
            "SELECT number, notes FROM reading WHERE document = ? AND sha256 = ? AND extractor = ?",
            (document, sha256, extractor),
        )
        if not found:
            return None
        number, notes = found[0]
        rows = self._rows(
            "SELECT kind, content FROM reading_record JOIN record ON record.sha256 = reading_record.record "
            "WHERE reading = ? ORDER BY kind, position",
            (number,),
        )
        return Reading(
            tuple(Statement.from_dict(json.loads(content)) for kind, content in rows if kind == "statement"),
            tuple(Dropped(**json.loads(content)) for kind, content in rows if kind == "dropped"),
            tuple(json.loads(notes)),
        )

    def statements(self) -> list[Statement]:
        rows = self._rows(
            "SELECT content FROM document "
            "JOIN reading ON reading.number = (SELECT max(number) FROM reading AS r WHERE r.document = document.path) "
            "JOIN reading_record ON reading_record.reading = reading.number AND kind = 'statement' "
            "JOIN record ON record.sha256 = reading_record.record "
            "ORDER BY document.path, position"
        )
        return [Statement.from_dict(json.loads(content)) for (content,) in rows]

    def add_review(self, review: Review) -> None:
        row = (review.statement, review.verdict, review.by, review.at, _text(review.correction), review.note)
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO review (statement, verdict, by, at, correction, note, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*row, _text(review.seen)),
            )

    def reviews(self, statement: str | None = None) -> list[Review]:
        rows = self._rows(
            "SELECT statement, verdict, by, at, correction, note, seen FROM review "
            "WHERE ?1 IS NULL OR statement = ?1 ORDER BY number",
            (statement,),
        )
        return [
            Review(about, verdict, by, at, json.loads(correction), note, json.loads(seen))
            for about, verdict, by, at, correction, note, seen in rows
        ]

    def answer(self, key: str) -> str | None:
        rows = self._rows("SELECT content FROM answer WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def save_answer(self, key: str, content: str) -> None:
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO answer VALUES (?, ?)", (key, content))

    def begin_run(self, run_id: str, manifest: Mapping[str, Any]) -> None:
        text = json.dumps(manifest, sort_keys=True)
        with self._transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO run (id, manifest) VALUES (?, ?)", (run_id, text))
            (saved,) = connection.execute("SELECT manifest FROM run WHERE id = ?", (run_id,)).fetchone()
        if manifest_content(json.loads(saved)) != manifest_content(manifest):
            raise other_manifest(run_id)

    def finish_block(self, run_id: str, scenario: str, block: int) -> None:
        with self._transaction() as connection:
            self._known(connection, run_id)
            connection.execute("INSERT OR IGNORE INTO run_block VALUES (?, ?, ?)", (run_id, scenario, block))

    def blocks_done(self, run_id: str) -> tuple[tuple[str, int], ...]:
        rows = self._rows("SELECT scenario, block FROM run_block WHERE run = ? ORDER BY scenario, block", (run_id,))
        return tuple((scenario, block) for scenario, block in rows)

    def finish_run(self, run_id: str, results_sha256: str) -> None:
        with self._transaction() as connection:
            self._known(connection, run_id)
            connection.execute("UPDATE run SET results_sha256 = ? WHERE id = ?", (results_sha256, run_id))

    def runs(self) -> list[RunRecord]:
        rows = self._rows("SELECT id, manifest, results_sha256 FROM run ORDER BY number")
        return [RunRecord(key, json.loads(text), self.blocks_done(key), sha256) for key, text, sha256 in rows]

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @staticmethod
    def _known(connection: sqlite3.Connection, run_id: str) -> None:
        if connection.execute("SELECT 1 FROM run WHERE id = ?", (run_id,)).fetchone() is None:
            raise unknown_run(run_id)

    def _rows(self, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, self._refusals():
            return self._connection.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._refusals():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # SQLite itself rolls back on a full disk; a second time is refused, and that is fine
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        """What SQLite refuses, as one sentence with what to do."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise StorageError(
                f"{self.path}: text with a broken character cannot be saved ({error.reason})."
            ) from error
        except sqlite3.Error as error:
            raise StorageError(f"{self.path}: {_remedy(error)}") from error


def _text(value: Any) -> str:
    # escapes keep broken characters of a document, which UTF-8 could not
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _remedy(error: sqlite3.Error) -> str:
    message = str(error).lower()
    if "not a database" in message or "malformed" in message or "encrypted" in message:
        return (
            f"the database is damaged ({message}); move it away and run again: statements are read anew from the "
            "documents, case.yaml is untouched, and reviews may be rescued with the '.recover' command of sqlite3."
        )
    if "readonly" in message or "read-only" in message or "unable to open" in message:
        return f"the database cannot be written ({message}); check the permissions or choose another folder."
    if "full" in message or "disk i/o" in message:
        return f"the disk refused ({message}); free some space and try again. What was saved before is intact."
    if "locked" in message or "busy" in message:
        return "another program is writing to it; wait until it has finished and try again."
    if "closed" in message:
        return "it was closed already; open the store again."
    return f"the database refused ({message}). What was saved before is intact; try again."
