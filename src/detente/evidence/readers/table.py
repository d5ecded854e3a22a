"""CSV files of articles: one row, one document; the header says which column is the text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from detente.domain.errors import DocumentError
from detente.evidence.readers.articles import TEXT_COLUMNS, Rows, columns_of
from detente.evidence.readers.decoding import encoding_of
from detente.evidence.readers.port import LARGEST_TEXT, Content, DocumentProblem

SAMPLE = 1_000_000  # bytes from which the encoding is told
_DELIMITERS = (",", ";", "\t", "|")


class TableReader:
    """``.csv``, ``.tsv``: comma, semicolon, tab or bar, told from the header; read row by row."""

    suffixes = (".csv", ".tsv")
    media_type = "text/csv"
    largest = 4_000_000_000

    def entries(self, file: BinaryIO, where: str) -> Iterator[Content | DocumentProblem]:
        """See ``CollectionReader.entries``."""
        sample = file.read(SAMPLE)
        encoding, notes = encoding_of(sample, where)
        file.seek(0)
        # Bytes that are no text of this encoding come out as lone surrogates: the row they stand in is refused.
        lines = io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline="")
        try:
            yield from _rows(lines, where, notes)
        finally:
            lines.detach()


def _rows(lines: io.TextIOWrapper, where: str, notes: tuple[str, ...]) -> Iterator[Content | DocumentProblem]:
    delimiter = _delimiter(lines, where)
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LARGEST_TEXT))
    reader = csv.reader(_bounded(lines, where), delimiter=delimiter)
    rows = Rows(where, "row")
    header = [name.strip() for name in next(reader)]
    number = 1
    while True:
        number += 1
        try:
            fields = next(reader, None)
        except (csv.Error, UnicodeError) as error:
            raise DocumentError(
                f"{where}: row {number}", "a row of a table", f"one that cannot be read ({error})",
                "look for a quotation mark that is not closed",
            ) from error  # fmt: skip
        if fields is None:
            return
        if not any(field.strip() for field in fields):
            continue
        if len(fields) > len(header):
            yield rows.problem(
                number, f"{len(header)} fields as in the header", f"{len(fields)}", "put the text in quotation marks"
            )
            continue
        content = rows.content(number, dict(zip(header, fields, strict=False)))
        yield replace(content, notes=(*notes, *content.notes)) if isinstance(content, Content) else content


def _bounded(lines: io.TextIOWrapper, where: str) -> Iterator[str]:
    """Lines of the file; one too long for any article is refused before it fills the memory."""
    while line := lines.readline(2 * LARGEST_TEXT):
        if len(line) >= 2 * LARGEST_TEXT:
            raise DocumentError(where, f"lines of at most {2 * LARGEST_TEXT:,} characters", "a longer one", "split it")
        yield line


def _delimiter(lines: io.TextIOWrapper, where: str) -> str:
    """The delimiter for which the header has a column of texts."""
    first = lines.readline(100_000)
    while first and not first.strip():
        first = lines.readline(100_000)
    lines.seek(0)
    for delimiter in _DELIMITERS:
        try:
            names = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            continue
        if "text" in columns_of(name.strip() for name in names):
            return delimiter
    shown = " ".join(first.split())[:80]
    raise DocumentError(
        f"{where}: row 1", f"a header with a column of texts ({TEXT_COLUMNS})", f"'{shown}'", "name that column text"
    )
