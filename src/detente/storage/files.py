"""Files written whole or not at all, kept inside their folder, and known by their hash."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from detente.domain.errors import StorageError

REMEDIES = {
    errno.ENOENT: "there is nothing of that name: check the path",
    errno.ENOSPC: "the disk is full: free some space and try again",
    errno.EDQUOT: "your disk quota is used up: free some space and try again",
    errno.EFBIG: "a file size limit is set for this program: raise it and try again",
    errno.EROFS: "the disk is read-only: choose another folder",
    errno.EACCES: "you have no permission there: choose another folder or change its permissions",
    errno.EPERM: "you have no permission there: choose another folder or change its permissions",
    errno.ENOTDIR: "a part of the path is a file, not a folder: choose another folder",
    errno.EEXIST: "a file of that name is in the way: choose another folder",
    errno.EISDIR: "a folder of that name is in the way: choose another name",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}


def atomic_write_bytes(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace the content of ``path`` in one step; whatever happens, it holds the old bytes or the new ones.

    The bytes go to a temporary file in the same folder, are forced to the disk, and take the name at the end.
    ``durable=False`` leaves out the forcing, for a cache that can be made again.
    Raises StorageError when the disk refuses; the old file is then as it was.
    """
    with atomic_writer(path, durable=durable) as stream:
        stream.write(data)


def atomic_copy(source: Path, path: Path) -> None:
    """``path`` with the bytes of ``source``, in one step, whatever their size; not forced to the disk, as the source is
    still there."""
    try:
        reading = source.open("rb")
    except OSError as error:
        raise storage_error(source, error, doing="read") from error
    with reading, atomic_writer(path, durable=False) as stream:
        shutil.copyfileobj(reading, stream, 1 << 20)


@contextlib.contextmanager
def atomic_writer(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A stream whose bytes become ``path`` in one step when the block ends, and are gone when it fails."""
    # A link keeps pointing where it did: the file it names is what is replaced.
    target = Path(os.path.realpath(path))
    if _is_special(target):
        with _straight(target) as stream:
            yield stream
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise storage_error(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except OSError as error:
        raise storage_error(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    if durable:
        _sync_folder(target.parent)


def _is_special(target: Path) -> bool:
    """Whether a path is a terminal, a pipe or another device, which must not be replaced by a file."""
    try:
        return target.exists() and not target.is_file() and not target.is_dir()
    except OSError:
        return False


@contextlib.contextmanager
def _straight(target: Path) -> Iterator[BinaryIO]:
    """A stream that writes to a device as it comes."""
    try:
        with target.open("wb") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise storage_error(target, error) from error


def atomic_write_text(path: Path, text: str) -> None:
    """``atomic_write_bytes`` of UTF-8 text with the line ends it has."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StorageError(
            f"{path} was not written: the text holds a character that UTF-8 cannot hold "
            f"({text[error.start]!a} at {error.start}); remove it."
        ) from error
    atomic_write_bytes(path, data)


def refuse_unwritable(path: Path) -> None:
    """Say now that ``path`` cannot be written, by writing an empty file beside it; StorageError with what to do."""
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if _is_special(target):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".tmp", dir=target.parent)
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise storage_error(path, error) from error


def make_folder(path: Path) -> Path:
    """``path`` as an existing folder; StorageError when it cannot be made."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise storage_error(path, error) from error
    return path


def inside(root: Path, path: str | Path) -> Path:
    """The absolute path of ``path`` taken from ``root``, links followed; StorageError when that leads outside."""
    base = root.resolve()
    try:
        found = (base / path).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise StorageError(f"{path!s} cannot be used as a path below {root}: {error}; choose another name.") from error
    if found != base and base not in found.parents:
        raise StorageError(f"{path!s} leads outside {root}; move the file into that folder and name it from there.")
    return found


def sha256_bytes(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """SHA-256 of a file's bytes; StorageError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise storage_error(path, error, doing="read") from error


def storage_error(path: Path, error: OSError, doing: str = "written") -> StorageError:
    """What the operating system refused, as one sentence with what to do; what was saved before is intact."""
    remedy = REMEDIES.get(error.errno or 0, "check the disk and the folder's permissions")
    reason = (error.strerror or str(error)).lower()
    return StorageError(f"{path} could not be {doing} ({reason}); {remedy}. What was saved before is intact.")


def _mode(target: Path) -> int:
    """Permissions of the file that is replaced; those of an ordinary new file where there is none."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # The new name itself must reach the disk; not every system lets a folder be opened for that.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
