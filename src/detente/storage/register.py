"""The forecast register on disk: lines that can be added, and that betray it when one was changed.

A JSON object a line, each with the hash of the line before. Adding writes the file anew beside the old one and takes
its place in one step, so that it is never half-written; two programs that add at once wait for each other. Nothing
is ever removed: a forecast made in error is withdrawn by a line that says why. Who rewrites the whole chain is not
found out by the file alone: publish the head (the last line's hash) where others can see its date.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.domain.errors import FormatError, StorageError
from detente.domain.register import Entry, EntryKind
from detente.storage.files import atomic_write_text, make_folder, storage_error
from detente.storage.runs import canonical_json

KINDS = ("forecast", "resolution", "withdrawal")
MOST_BYTES = 256 << 20


def read_register(path: Path) -> tuple[Entry, ...]:
    """All entries in order, the chain checked from the first to the last; none where there is no file yet.

    Raises FormatError that names the first line that is not as it was written.
    """
    if not path.exists():
        return ()
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(str(path), f"at most {MOST_BYTES >> 20} MB", "a larger file", "name the register")
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(str(path), "UTF-8 text", f"byte {error.start}", "restore the register from a copy") from None
    except OSError as error:
        raise storage_error(path, error, doing="read") from error
    entries: list[Entry] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line or number == 1:
            entries.append(_checked(path, number, line, entries[-1].hash if entries else ""))
        elif number != text.count("\n") + 1:
            raise _broken(f"{path}:{number}", "an entry", "an empty line")
    if text and not text.endswith("\n"):
        raise _broken(f"{path}:{len(entries)}", "a line that ends", "one that breaks off")
    return tuple(entries)


def add_entry(path: Path, kind: EntryKind, forecast: str, at: str, body: Mapping[str, Any]) -> Entry:
    """Add one entry to the end; the lines before stay byte by byte. The file is made where there is none.

    ``forecast`` "" gives a new forecast an id of its own, taken from its content.
    """
    make_folder(path.parent)
    with _alone(path):
        entries = read_register(path)
        entry = Entry(
            number=len(entries) + 1,
            kind=kind,
            forecast=forecast,
            at=at,
            body=json.loads(canonical_json(dict(body))),
            previous=entries[-1].hash if entries else "",
        )
        if not forecast:
            entry = replace(entry, forecast="f" + hash_of(entry)[:10])
        entry = replace(entry, hash=hash_of(entry))
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        atomic_write_text(path, before + _line(entry) + "\n")
    return entry


def hash_of(entry: Entry) -> str:
    """SHA-256 of an entry without its own hash, as canonical JSON."""
    content = {key: value for key, value in entry.to_dict().items() if key != "hash"}
    return hashlib.sha256(_compact(content).encode("utf-8")).hexdigest()


def _checked(path: Path, number: int, line: str, previous: str) -> Entry:
    where = f"{path}:{number}"
    try:
        data = json.loads(line)
        entry = Entry(**data)
    except (ValueError, TypeError, RecursionError):
        raise _broken(where, "an entry of the register", f"'{line[:40]}'") from None
    if entry.kind not in KINDS or not isinstance(entry.body, dict) or _line(entry) != line:
        raise _broken(where, "an entry as it was written", "one that was edited")
    if entry.number != number or entry.previous != previous:
        raise _broken(where, f"entry {number} after the one before it", "a line added, removed or moved")
    if entry.hash != hash_of(entry):
        raise _broken(where, "the content that its hash was made from", "other content")
    return entry


def _broken(where: str, expected: str, got: str) -> FormatError:
    return FormatError(
        where, expected, got, "the register was changed after it was written: restore it from a copy you trust"
    )


def _line(entry: Entry) -> str:
    return _compact(entry.to_dict())


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Nobody else adds meanwhile; the lock goes with the process that holds it."""
    lock = path.with_name(f".{path.name}.lock")
    try:
        stream = lock.open("a+b")
    except OSError as error:
        raise storage_error(path, error) from error
    with stream:
        try:
            import fcntl
        except ImportError:  # Windows: the last writer of two wins, the file stays whole
            yield
            return
        try:
            fcntl.flock(stream, fcntl.LOCK_EX)
        except OSError as error:
            raise StorageError(f"{path} could not be locked ({error.strerror}); try again.") from error
        yield
