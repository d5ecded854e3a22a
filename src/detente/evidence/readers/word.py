"""Word documents: paragraphs and tables in their order, headers and footers left out."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.table import Table, _Cell

from detente.domain.errors import DocumentError
from detente.evidence.readers.plain_text import first_line
from detente.evidence.readers.port import LARGEST_TEXT, Content

LARGEST_UNPACKED = 200_000_000  # bytes
LARGEST_MARKUP = 60_000_000  # bytes of the text's own XML
LONGEST_SECONDS = 60.0
GREATEST_RATIO = 120  # unpacked to packed; documents have 3 to 20, zip bombs 1,000
MOST_MEMBERS = 5000
DEEPEST_TABLES = 8


class WordReader:
    """``.docx``: text by python-docx, title and date from the core properties."""

    suffixes = (".docx",)
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    largest = 50_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        _check_archive(data, where)
        try:
            document = docx.Document(io.BytesIO(data))
            blocks = _in_time(_blocks(document), where)
            title, published = _properties(document)
        except DocumentError:
            raise
        except (Exception, RecursionError) as error:  # python-docx lets zip, XML and key errors through
            raise DocumentError(
                where,
                "a sound Word document",
                "one that is damaged or breaks off",
                "open it and save it again",
            ) from error
        text = "\n\n".join(blocks)
        notes = ("published: the date the Word document says it was made",) if published else ()
        return Content(text, title or first_line(text), published, "", notes)


def _check_archive(data: bytes, where: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            where, "a .docx document", "an encrypted or old Word file", "save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(
            where, "a .docx document", "a file that is no zip archive", "save it as .docx again"
        ) from error
    if any(member.flag_bits & 0x1 for member in members):
        raise DocumentError(
            where, "a .docx document without a password", "an encrypted one", "save it without the password"
        )
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or unpacked > 1_000_000 + GREATEST_RATIO * len(data):
        raise DocumentError(
            where,
            "a document of ordinary size",
            f"an archive that unpacks to {unpacked:,} bytes",
            "check where it comes from",
        )
    markup = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if markup > LARGEST_MARKUP:
        raise DocumentError(
            where,
            f"at most {LARGEST_MARKUP // 1_000_000} MB of text with its marks",
            f"{markup:,}",
            "split the document",
        )
    if not any(member.filename == "word/document.xml" for member in members):
        raise DocumentError(
            where, "a Word document", "a zip archive without one in it", "give the file its right suffix"
        )


def _in_time(blocks: Iterator[str], where: str) -> list[str]:
    """The blocks with something in them; a document that is made to take for ever is refused."""
    began, size = time.monotonic(), 0
    found: list[str] = []
    for block in blocks:
        if time.monotonic() - began > LONGEST_SECONDS:
            raise DocumentError(where, f"a file read in {LONGEST_SECONDS:g} seconds", "a slower one", "split the file")
        size += len(block)
        if size > LARGEST_TEXT:
            raise DocumentError(where, f"at most {LARGEST_TEXT:,} characters", "more", "split the document")
        if block:
            found.append(block)
    return found


def _blocks(document: WordDocument) -> Iterator[str]:
    for item in document.iter_inner_content():
        yield from _table(item, 0) if isinstance(item, Table) else _paragraph(item.text)


def _paragraph(text: str) -> Iterator[str]:
    if text.strip():
        yield text.strip()


def _table(table: Table, depth: int) -> Iterator[str]:
    """Each row as one line, cells with a bar between them; a merged cell once."""
    for row in table.rows:
        cells = {id(cell._tc): cell for cell in row.cells}
        texts = [_cell(cell, depth) for cell in cells.values()]
        yield " | ".join(text for text in texts if text)  # an empty one too: time is looked at between rows


def _cell(cell: _Cell, depth: int) -> str:
    parts: list[str] = []
    for item in cell.iter_inner_content():
        if not isinstance(item, Table):
            parts.extend(_paragraph(item.text))
        elif depth < DEEPEST_TABLES:
            parts.extend(_table(item, depth + 1))
    return " ".join(" ".join(parts).split())


def _properties(document: WordDocument) -> tuple[str, dt.date | None]:
    properties = document.core_properties
    try:
        created = properties.created
    except (ValueError, TypeError):
        created = None
    return (properties.title or "").strip()[:200], created.date() if created else None
