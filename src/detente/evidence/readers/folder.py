"""Files and folders to documents: the right reader for each file, and a sentence for each that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.evidence.readers.date_lines import date_line
from detente.evidence.readers.feed import FeedReader
from detente.evidence.readers.json_lines import JsonLinesReader
from detente.evidence.readers.mail import MailReader
from detente.evidence.readers.markdown import MarkdownReader
from detente.evidence.readers.pdf import PdfReader
from detente.evidence.readers.plain_text import PlainTextReader
from detente.evidence.readers.port import LARGEST_TEXT, CollectionReader, Content, DocumentProblem, Reader
from detente.evidence.readers.table import TableReader
from detente.evidence.readers.web import WebPageReader
from detente.evidence.readers.word import WordReader
from detente.evidence.text.languages import language_of

READERS: tuple[Reader, ...] = (
    PlainTextReader(),
    MarkdownReader(),
    WebPageReader(),
    PdfReader(),
    WordReader(),
    MailReader(),
)
COLLECTIONS: tuple[CollectionReader, ...] = (FeedReader(), TableReader(), JsonLinesReader())
_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}
_MANY_BY_SUFFIX = {suffix: reader for reader in COLLECTIONS for suffix in reader.suffixes}
SUFFIXES = frozenset({*_BY_SUFFIX, *_MANY_BY_SUFFIX})
FORMATS = ", ".join([*_BY_SUFFIX, *_MANY_BY_SUFFIX])
CONVERT = "convert it to one of them"
# Changes whenever the same file could give another text or day of publication.
READER_VERSION = "3"
# What a case folder holds beside its sources.
_OWN_FOLDERS = frozenset({"runs"})
_CASE_FILE = "case.yaml"
_OWN_TABLES = frozenset({".csv", ".tsv"})
_OWN_SUFFIXES = frozenset({".yaml", ".yml", ".db", ".db-wal", ".db-shm", ".json", ".xlsx", ".npy", ".parquet", ".lock"})


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
        raise DocumentError(where, f"a document ({FORMATS})", f"'{path.suffix or path.name}'", CONVERT)
    content = reader.read(_bytes(path, where, reader.largest), where)
    return _document(where, reader.media_type, content)


def read_file(path: Path, root: Path) -> Iterator[Document | DocumentProblem]:
    """The documents of one file in their order: one, or every row or entry of a table or feed, read one by one.

    An entry that gives no document is a problem in its place; so is the end of a file that breaks off.

    Raises
    ------
    DocumentError
        When the file as a whole cannot be read, for the reasons of ``read_document``, or holds nothing.
    """
    reader = _MANY_BY_SUFFIX.get(path.suffix.lower())
    if reader is None:
        yield read_document(path, root)
        return
    where = _inside(path, root)
    _check_size(path, where, reader.largest)
    empty = True
    try:
        with path.open("rb") as file:
            for content in reader.entries(file, where):
                empty = False
                yield content if isinstance(content, DocumentProblem) else _entry(where, reader, content)
    except DocumentError as error:
        if empty:
            raise
        yield DocumentProblem(where, str(error), error)
    except OSError as error:
        raise _refused(where, error) from error
    if empty:
        raise DocumentError(where, "documents in it", "none", "remove it or save it again")


def read_each(path: Path) -> Iterator[Document | DocumentProblem]:
    """All documents of a folder, or of the one file given, one after the other; a problem where there is none.

    Hidden files and what a case folder holds beside its sources (``case.yaml``, ``detente.db``, ``runs/``, its tables)
    are passed over. Nothing is kept: a folder or table of any size takes the memory of its largest document.

    Raises
    ------
    DocumentError
        When there is nothing of that name, or the one file given gives no document.
    """
    if not path.exists():
        raise DocumentError(str(path), "a file or folder", "nothing there", "check the path")
    if not path.is_dir():
        yield from read_file(path, path.parent)
        return
    for file in files_of(path):
        try:
            yield from read_file(file, path)
        except DocumentError as error:
            yield DocumentProblem(file.relative_to(path).as_posix(), str(error), error)


def read_folder(path: Path) -> tuple[list[Document], list[DocumentProblem]]:
    """All of ``read_each`` at once: the documents, and what could not be read.

    Raises
    ------
    DocumentError
        When there is nothing to read, or nothing that can be read.
    """
    path = Path(path)
    documents: list[Document] = []
    problems: list[DocumentProblem] = []
    for found in read_each(path):
        if isinstance(found, Document):
            documents.append(found)
        else:
            problems.append(found)
    if not documents:
        raise nothing_read(path, problems)
    return documents, problems


def nothing_read(path: Path, problems: list[DocumentProblem]) -> DocumentError:
    """The error for a folder that gave no document: what the first of its problems says, if there are any."""
    if not problems:
        return DocumentError(str(path), f"documents ({FORMATS})", "a folder without any", "put the sources there")
    first = problems[0]
    if len(problems) == 1 and first.error is not None:
        return first.error
    got = f"{first.error.where} ({first.error.got})" if first.error is not None else first.sentence.rstrip(".")
    remedy = first.error.remedy if first.error is not None else "correct them"
    return DocumentError(
        str(path),
        f"documents that can be read ({FORMATS})" if remedy == CONVERT else "documents that can be read",
        f"{len(problems)} that cannot, the first being {got}",
        remedy,
    )


def files_of(folder: Path) -> Iterator[Path]:
    """The files of a folder and all below it that may be documents, by path."""
    own_tables = (folder / _CASE_FILE).is_file()
    for file in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).as_posix()):
        parts = file.relative_to(folder).parts
        if any(part.startswith((".", "~$")) for part in parts) or any(part in _OWN_FOLDERS for part in parts[:-1]):
            continue
        suffix = file.suffix.lower()
        if file.is_dir() or suffix in _OWN_SUFFIXES or (own_tables and len(parts) == 1 and suffix in _OWN_TABLES):
            continue
        yield file


def is_collection(path: Path) -> bool:
    """Whether a file is of a format that holds many documents."""
    return path.suffix.lower() in _MANY_BY_SUFFIX


def _entry(where: str, reader: CollectionReader, content: Content) -> Document | DocumentProblem:
    name = f"{where}#{content.key}"
    try:
        return _document(name, reader.media_type, content)
    except DocumentError as error:
        return DocumentProblem(name, str(error), error)


def _document(where: str, media_type: str, content: Content) -> Document:
    text, repaired = _storable(content.text)
    if not text.strip():
        raise DocumentError(where, "a document with text", "an empty one", "remove it or save it again")
    if len(text) > LARGEST_TEXT:
        raise DocumentError(where, f"at most {LARGEST_TEXT:,} characters", f"{len(text):,}", "split the document")
    language, notes = language_of(text)
    published = content.published
    if published is None and (line := date_line(text, where)) is not None:
        published, notes = line.day, (f"published: {_storable(line.words)[0]}", *notes)
    return Document(
        path=where,
        text=text,
        media_type=media_type,
        title=_storable(content.title.strip())[0],
        published=published,
        publisher=_storable(content.publisher)[0],
        language=language,
        notes=(*(_storable(note)[0] for note in content.notes), *repaired, *notes),
    )


def _storable(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without lone surrogates, which no file can hold: each becomes U+FFFD, and a note says so."""
    if _SURROGATE.search(text) is None:
        return text, ()
    return _SURROGATE.sub("\ufffd", text), ("half characters in it were replaced by \ufffd",)


_SURROGATE = re.compile("[\ud800-\udfff]")


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
    _check_size(path, where, largest)
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise _refused(where, error) from error


def _check_size(path: Path, where: str, largest: int) -> None:
    try:
        regular, size = path.is_file(), path.stat().st_size
    except OSError as error:
        raise _refused(where, error) from error
    if not regular:
        raise DocumentError(where, "a regular file", "something else", "remove it from the folder")
    if size > largest:
        raise DocumentError(where, f"at most {largest // 1_000_000} MB", f"{size / 1e6:.1f} MB", "split the document")
    if size == 0:
        raise DocumentError(where, "a document with text", "an empty file", "remove it or save it again")


def _refused(where: str, error: OSError) -> DocumentError:
    return DocumentError(where, "a readable file", error.strerror or "an error", "check its permissions")
