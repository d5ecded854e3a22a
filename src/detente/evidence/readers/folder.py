"""Files and folders to documents: the right reader for each file, and a sentence for each that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.evidence.readers.language import language_of
from detente.evidence.readers.markdown import MarkdownReader
from detente.evidence.readers.pdf import PdfReader
from detente.evidence.readers.plain_text import PlainTextReader
from detente.evidence.readers.port import LARGEST_TEXT, Content, DocumentProblem, Reader
from detente.evidence.readers.web import WebPageReader
from detente.evidence.readers.word import WordReader

READERS: tuple[Reader, ...] = (PlainTextReader(), MarkdownReader(), WebPageReader(), PdfReader(), WordReader())
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
FORMATS = ", ".join(_BY_SUFFIX)
# What a case folder holds beside its sources.
_OWN_FOLDERS = frozenset({"runs"})
_OWN_SUFFIXES = frozenset(
    {".yaml", ".yml", ".db", ".db-wal", ".db-shm", ".csv", ".json", ".xlsx", ".npy", ".parquet", ".lock"}
)


def read_document(path: Path, root: Path) -> Document:
    """One file as a document; its ``path`` is relative to ``root``.

    Raises
    ------
    DocumentError
        When the file lies outside ``root``, is of no known format, too large, empty, binary or broken.
    """
    where = _inside(path, root)
    reader = _BY_SUFFIX.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(
            where, f"a document ({FORMATS})", f"'{path.suffix or path.name}'", "convert it to one of them"
        )
    content = reader.read(_bytes(path, where, reader.largest), where)
    return _document(where, reader, content)


def read_folder(path: Path) -> tuple[list[Document], list[DocumentProblem]]:
    """All documents of a folder, or the one file given, by path; and the files that could not be read.

    Hidden files and what a case folder holds beside its sources (``case.yaml``, ``detente.db``, ``runs/``, tables) are
    passed over.

    Raises
    ------
    DocumentError
        When there is nothing to read, or nothing that can be read.
    """
    path = Path(path)
    if not path.exists():
        raise DocumentError(str(path), "a file or folder", "nothing there", "check the path")
    if not path.is_dir():
        return [read_document(path, path.parent)], []
    documents: list[Document] = []
    problems: list[DocumentProblem] = []
    failures: list[DocumentError] = []
    for file in _files(path):
        try:
            documents.append(read_document(file, path))
        except DocumentError as error:
            failures.append(error)
            problems.append(DocumentProblem(file.relative_to(path).as_posix(), str(error)))
    if not documents and not failures:
        raise DocumentError(str(path), f"documents ({FORMATS})", "a folder without any", "put the sources there")
    if not documents:
        first = failures[0]
        if len(failures) == 1:
            raise first
        raise DocumentError(
            str(path),
            "documents that can be read",
            f"{len(failures)} that cannot, the first being {first.where} ({first.got})",
            first.remedy,
        )
    return documents, problems


def _document(where: str, reader: Reader, content: Content) -> Document:
    if not content.text.strip():
        raise DocumentError(where, "a document with text", "an empty one", "remove it or save it again")
    if len(content.text) > LARGEST_TEXT:
        raise DocumentError(
            where, f"at most {LARGEST_TEXT:,} characters", f"{len(content.text):,}", "split the document"
        )
    language, notes = language_of(content.text)
    return Document(
        path=where,
        text=content.text,
        media_type=reader.media_type,
        title=content.title.strip(),
        published=content.published,
        publisher=content.publisher,
        language=language,
        notes=(*content.notes, *notes),
    )


def _inside(path: Path, root: Path) -> str:
    """The path below the root with forward slashes; links that lead out of the root are refused."""
    try:
        real, base = path.resolve(strict=True), root.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise DocumentError(str(path), "a file", "nothing that can be opened there", "check the path") from error
    if not real.is_relative_to(base):
        raise DocumentError(str(path), f"a file inside {root}", "one outside it", "copy it into the folder")
    try:
        return path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return real.relative_to(base).as_posix()


def _bytes(path: Path, where: str, largest: int) -> bytes:
    try:
        if not path.is_file():
            raise DocumentError(where, "a regular file", "something else", "remove it from the folder")
        size = path.stat().st_size
        if size > largest:
            raise DocumentError(
                where, f"at most {largest // 1_000_000} MB", f"{size / 1e6:.1f} MB", "split the document"
            )
        if size == 0:
            raise DocumentError(where, "a document with text", "an empty file", "remove it or save it again")
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise DocumentError(where, "a readable file", error.strerror or "an error", "check its permissions") from error


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        parts = file.relative_to(folder).parts
        if any(part.startswith((".", "~$")) for part in parts) or any(part in _OWN_FOLDERS for part in parts[:-1]):
            continue
        if file.is_dir() or file.suffix.lower() in _OWN_SUFFIXES:
            continue
        yield file
