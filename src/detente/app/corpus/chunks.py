"""What to read, cut into chunks: some files together, or some rows of one table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.evidence.readers import READER_VERSION, DocumentProblem, files_of, is_collection, read_file

FEW = 200  # documents; up to so many are read at once in one process
CHUNK = 48  # documents


@dataclass(frozen=True)
class Chunk:
    """Documents that are worked on together; ``key`` is a hash of all that their texts depend on.

    ``files`` are relative to ``root`` and read by the process that takes the chunk in; rows of a table come as
    ``documents`` already read.
    """

    key: str
    root: Path
    files: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


def is_large(place: Path) -> bool:
    """Whether a file or folder holds more than FEW documents; no more of it is looked at than that takes."""
    if not place.exists():
        return False
    count = 0
    for file in files_of(place) if place.is_dir() else [place]:
        if not is_collection(file):
            count += 1
        elif file.is_file():
            try:
                count += sum(1 for _ in islice(read_file(file, _root(place)), FEW + 1 - count))
            except DocumentError:
                count += 1
        if count > FEW:
            return True
    return False


def chunks(place: Path) -> Iterator[Chunk]:
    """The chunks of a file or folder in their order; files by path, rows as they stand."""
    root = _root(place)
    waiting: list[str] = []
    for file in files_of(place) if place.is_dir() else [place]:
        if not is_collection(file):
            waiting.append(file.relative_to(root).as_posix())
            if len(waiting) == CHUNK:
                yield _of_files(root, waiting)
                waiting = []
            continue
        if waiting:
            yield _of_files(root, waiting)
            waiting = []
        yield from _of_rows(root, file)
    if waiting:
        yield _of_files(root, waiting)


def _of_files(root: Path, files: list[str]) -> Chunk:
    seen = []
    for name in files:
        try:
            found = (root / name).stat()
            seen.append([name, found.st_size, found.st_mtime_ns])
        except OSError:
            seen.append([name, -1, -1])
    return Chunk(_key(["files", seen]), root, files=tuple(files))


def _of_rows(root: Path, file: Path) -> Iterator[Chunk]:
    found = _rows(root, file)
    while part := list(islice(found, CHUNK)):
        documents = tuple(d for d in part if isinstance(d, Document))
        problems = tuple((p.path, p.sentence) for p in part if isinstance(p, DocumentProblem))
        seen = [[d.sha256, json.dumps(asdict(d) | {"text": ""}, default=str)] for d in documents]
        yield Chunk(_key(["rows", seen, problems]), root, documents=documents, problems=problems)


def _rows(root: Path, file: Path) -> Iterator[Document | DocumentProblem]:
    try:
        yield from read_file(file, root)
    except DocumentError as error:
        yield DocumentProblem(file.relative_to(root).as_posix(), str(error), error)


def _root(place: Path) -> Path:
    return place if place.is_dir() else place.parent


def _key(content: object) -> str:
    text = json.dumps([READER_VERSION, content], ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:24]
