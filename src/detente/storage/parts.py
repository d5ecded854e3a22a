"""Work in parts: what a long reading has done so far, a few files a part, so that it can be gone on with.

A part is there whole or not at all; one that cannot be read (the machine lost power) counts as not there. Nothing in
the folder is needed once the work is done.
"""

from __future__ import annotations

import contextlib
import io
import json
import pickle
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.domain.errors import StorageError
from detente.storage.files import atomic_write_bytes, atomic_writer, make_folder, storage_error

# A folder with this file in it was made by us: nothing else is ever removed.
MARK = "parts-of-a-reading"
Kind = TypeVar("Kind")


@contextlib.contextmanager
def temporary_parts() -> Iterator[Path]:
    """A folder for parts that nobody will go on with; gone at the end of the block."""
    try:
        made = tempfile.TemporaryDirectory(prefix="detente-", ignore_cleanup_errors=True)
    except OSError as error:
        raise storage_error(Path(tempfile.gettempdir()), error) from error
    with made as folder:
        yield Path(folder)


def write_lines(path: Path, rows: Iterable[Any]) -> None:
    """Rows as JSON, one a line, the whole file in one step; never more than one row in memory."""
    with atomic_writer(path) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


class PartsFolder:
    """Named parts in one folder: records (JSON, compressed) and arrays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> None:
        """Make the folder where it is missing; StorageError when another one of that name is in the way."""
        if self.folder.is_dir() and any(self.folder.iterdir()) and not (self.folder / MARK).is_file():
            raise StorageError(f"{self.folder} is a folder of something else; choose another name for the output.")
        make_folder(self.folder)
        atomic_write_bytes(self.folder / MARK, b"", durable=False)

    def size(self, name: str) -> int:
        """The size of a part in bytes, -1 where it is missing: a part cut short by a power cut has another one."""
        try:
            return (self.folder / name).stat().st_size
        except OSError:
            return -1

    def save(self, name: str, records: Iterable[Any]) -> None:
        """Records as JSON, one a line."""
        lines = "".join(json.dumps(r, ensure_ascii=True, separators=(",", ":")) + "\n" for r in records)
        atomic_write_bytes(self.folder / name, zlib.compress(lines.encode("ascii"), 1), durable=False)

    def load(self, name: str) -> list[Any] | None:
        """The records of a part; None where it is missing or broken."""
        try:
            lines = zlib.decompress((self.folder / name).read_bytes()).decode("ascii")
            return [json.loads(line) for line in lines.splitlines()]
        except FileNotFoundError:
            return None
        except (zlib.error, ValueError):
            return None
        except OSError as error:
            raise storage_error(self.folder / name, error, doing="read") from error

    def save_array(self, name: str, array: NDArray[Any]) -> None:
        """An array as it is."""
        stream = io.BytesIO()
        np.save(stream, array, allow_pickle=False)
        atomic_write_bytes(self.folder / name, stream.getvalue(), durable=False)

    def load_array(self, name: str) -> NDArray[Any] | None:
        """The array of a part; None where it is missing or broken."""
        try:
            array: NDArray[Any] = np.load(self.folder / name, allow_pickle=False)
            return array
        except FileNotFoundError:
            return None
        except (ValueError, EOFError):
            return None
        except OSError as error:
            raise storage_error(self.folder / name, error, doing="read") from error

    def save_object(self, name: str, value: object) -> None:
        """A value of this program, for its own other processes: to be saved anew by each run that loads it."""
        atomic_write_bytes(self.folder / name, pickle.dumps(value, protocol=5), durable=False)

    def load_object(self, name: str, kind: type[Kind]) -> Kind:
        """The value that this run saved; StorageError when it is gone or of another kind."""
        try:
            value = pickle.loads((self.folder / name).read_bytes())  # noqa: S301 -- written by this very run
        except (OSError, pickle.UnpicklingError, EOFError) as error:
            raise StorageError(f"{self.folder / name} is gone; run the same command again.") from error
        if not isinstance(value, kind):
            raise StorageError(f"{self.folder / name} is not what was saved there; run the same command again.")
        return value

    def names(self) -> Iterator[str]:
        """The names of all parts, sorted."""
        yield from sorted(p.name for p in self.folder.iterdir() if p.is_file() and p.name != MARK)

    def remove(self) -> None:
        """Delete the folder and all in it, if it is one of ours."""
        if (self.folder / MARK).is_file():
            shutil.rmtree(self.folder, ignore_errors=True)
