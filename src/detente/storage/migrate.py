"""Bring a database up to this version of the program, one numbered SQL file after another.

``PRAGMA user_version`` holds the number of the last file applied; all files run in one transaction, so that a
database is never half-way.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

from detente.domain.errors import StorageError

APPLICATION_ID = 0x44455445  # "DETE": tells this program's files from those of others
Migration = tuple[int, str]


def migrations() -> list[Migration]:
    """(number, SQL) of every migration, in order; files are named ``0001_what_it_does.sql``."""
    folder = resources.files("detente.storage") / "migrations"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(int(name[:4]), (folder / name).read_text("utf-8")) for name in names]


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration] | None = None) -> int:
    """Apply what is missing; returns the version reached. ``path`` is the database in messages."""
    steps = migrations() if steps is None else steps
    newest = steps[-1][0]
    if _number(connection, "user_version") == newest and _number(connection, "application_id") == APPLICATION_ID:
        return newest
    connection.execute("BEGIN IMMEDIATE")
    try:
        # asked again now that nobody else can write: another process may just have done it
        version = _number(connection, "user_version")
        if version > newest:
            raise StorageError(
                f"{path} was written by a newer version of detente (its format {version}, this program's {newest}); "
                "install the newer version, or use another folder."
            )
        is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not is_empty and _number(connection, "application_id") != APPLICATION_ID:
            raise StorageError(f"{path} is a database of another program; move it away or choose another folder.")
        for number, sql in steps:
            if number > version:
                for statement in _statements(sql):
                    connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return newest


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _statements(sql: str) -> Iterator[str]:
    """The statements of a script, triggers whole; ``executescript`` would end the transaction."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
