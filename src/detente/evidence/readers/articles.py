"""Tables of articles: which column is what, and one row as a document's content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from detente.domain.errors import DocumentError
from detente.evidence.readers.port import LARGEST_TEXT, Content, DocumentProblem
from detente.evidence.readers.said_dates import day_said
from detente.evidence.readers.web import text_of_fragment

# The names columns go by, the surest first; case, blanks, hyphens and underscores do not count.
COLUMNS = {
    "text": ("text", "body", "content", "article", "fulltext", "maintext", "articletext", "articlebody", "story"),
    "title": ("title", "headline", "heading"),
    "date": (
        "date", "published", "publishedat", "publicationdate", "publishdate", "datepublished", "pubdate", "publishedon",
        "datetime", "timestamp",
    ),
    "publisher": ("publisher", "source", "outlet", "publication", "sourcename", "newspaper", "site", "domain"),
    "url": ("url", "link", "permalink", "href", "sourceurl"),
    "id": ("id", "uid", "uuid", "guid", "docid", "articleid", "documentid"),
}  # fmt: skip
TEXT_COLUMNS = ", ".join(COLUMNS["text"][:3])
_MARKUP = re.compile(r"</?(?:p|div|br|span|a|li|ul|h[1-6]|strong|em|img)\b[^<>]{0,2000}>", re.I)
_COUNTED = re.compile(r"(?:row|line|entry)-\d+")
LONGEST_ID = 120


def columns_of(names: Iterable[Any]) -> dict[str, str]:
    """For each part of an article the column that holds it, the surest name first."""
    written: dict[str, str] = {}
    for name in names:
        if isinstance(name, str):
            written.setdefault(re.sub(r"[\s_\-.]+", "", name).lower().lstrip("\ufeff"), name)
    return {part: next(written[n] for n in known if n in written) for part, known in COLUMNS.items()
            if any(n in written for n in known)}  # fmt: skip


class Rows:
    """Rows of one file made documents, one after the other; remembers which ids were given.

    ``unit`` is what a row is called in keys and messages: "row" counts the header as row 1, "line" starts at 1.
    """

    def __init__(self, where: str, unit: str) -> None:
        self._where, self._unit = where, unit
        self._given: dict[str, int] = {}

    def content(self, number: int, row: Mapping[str, Any]) -> Content | DocumentProblem:
        """The document a row gives, or the sentence that says why it gives none."""
        columns = columns_of(row)
        if "text" not in columns:
            return self.problem(number, f"a text ({TEXT_COLUMNS})", "no such field", "name the field text")
        text = row[columns["text"]]
        if not isinstance(text, str) or not text.strip():
            got = "an empty text" if text is None or isinstance(text, str) else f"a {type(text).__name__}"
            return self.problem(number, "a text", got, "fill it or remove the row")
        if len(text) > LARGEST_TEXT:
            return self.problem(number, f"at most {LARGEST_TEXT:,} characters", f"{len(text):,}", "split the text")
        if any("\udc80" <= c <= "\udcff" for c in text):
            return self.problem(number, "text in UTF-8", "other bytes", "save the file as UTF-8")
        if "\x00" in text:
            return self.problem(number, "text", "binary data", "remove the row")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes: list[str] = []
        if len(_MARKUP.findall(text[:20_000])) >= 2:
            text = text_of_fragment(text)
            notes.append("the text was HTML: its tags were taken out")
        fields = {part: _plain(row[name]) for part, name in columns.items() if part != "text"}
        published = day_said(fields.get("date"))
        if fields.get("date") and published is None:
            notes.append(f"'{fields['date'][:40]}' is not a date such as 2025-02-12")
        if fields.get("url"):
            notes.append(f"url: {fields['url'][:500]}")
        key, said = self._key(number, fields.get("id", ""))
        return Content(
            text=text,
            title=fields.get("title", "")[:200],
            published=published,
            publisher=fields.get("publisher", "")[:200],
            notes=(*notes, *said),
            key=key,
        )

    def problem(self, number: int, expected: str, got: str, remedy: str) -> DocumentProblem:
        """A row that gives no document, in one sentence with its number."""
        error = DocumentError(f"{self._where}: {self._unit} {number}", expected, got, remedy)
        return DocumentProblem(f"{self._where}#{self._unit}-{number}", str(error), error)

    def _key(self, number: int, given: str) -> tuple[str, tuple[str, ...]]:
        counted = f"{self._unit}-{number}"
        key = re.sub(r"[\x00-\x20\x7f#]+", "-", given)[:LONGEST_ID].strip("-")
        if not key:
            return counted, ()
        if _COUNTED.fullmatch(key):
            key = f"id-{key}"
        first = self._given.setdefault(key, number)
        if first == number:
            return key, ()
        return counted, (f"its id '{key}' stands in {self._unit} {first} already: it is called {counted}",)


def _plain(value: Any) -> str:
    """A field as one line; of a nested one its name ("source": {"id": ..., "name": ...})."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value)[:2000].split())
