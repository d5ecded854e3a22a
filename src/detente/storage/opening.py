"""Which store a place means: a case folder, a database file, or memory alone."""

from __future__ import annotations

from pathlib import Path

from detente.domain.errors import StorageError
from detente.storage.memory_store import MemoryStore
from detente.storage.sqlite_store import SqliteStore
from detente.storage.store import DATABASE_FILE, Store


def open_store(place: str | Path) -> Store:
    """The store of a case folder, of a database file, or ``:memory:``.

    Raises StorageError when it cannot be opened, is damaged, or belongs to a newer version of the program.
    """
    text = str(place)
    if text == ":memory:":
        return MemoryStore()
    if "://" in text:
        raise StorageError(
            f"'{text.partition('://')[0]}://' is not a database this version can use; give a case folder or a file."
        )
    path = Path(place)
    return SqliteStore(path / DATABASE_FILE if path.is_dir() else path)
