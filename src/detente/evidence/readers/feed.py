"""RSS and Atom files: each entry a document of its own. Read with lxml, entities closed, never online."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from detente.domain.errors import DocumentError
from detente.evidence.readers.decoding import decode
from detente.evidence.readers.port import Content, DocumentProblem
from detente.evidence.readers.said_dates import day_said
from detente.evidence.readers.web import text_of_fragment

_ENTRIES = frozenset({"item", "entry"})
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
MOST_ENTRIES = 200_000


class FeedReader:
    """``.xml``, ``.rss``, ``.atom``: RSS 0.9 to 2.0 and Atom; the headline stands above the body of each entry."""

    suffixes = (".xml", ".rss", ".atom")
    media_type = "application/rss+xml"
    largest = 50_000_000

    def entries(self, file: BinaryIO, where: str) -> Iterator[Content | DocumentProblem]:
        """See ``CollectionReader.entries``."""
        root, notes = _tree(file.read(self.largest + 1), where)
        found = _entries(root)
        if not found:
            raise DocumentError(
                where,
                "an RSS or Atom feed with entries",
                f"XML that begins with <{_name(root)}>",
                "save the feed again",
            )
        if len(found) > MOST_ENTRIES:
            raise DocumentError(where, f"at most {MOST_ENTRIES:,} entries", f"{len(found):,}", "split the file")
        publisher = _publisher(root)
        for number, entry in enumerate(found, 1):
            content = _content(entry, f"entry-{number}", publisher, notes)
            if content.text.strip():
                yield content
            else:
                yield DocumentProblem(
                    f"{where}#{content.key}",
                    f"{where}: entry {number}: expected a title or a text, got neither; remove the entry.",
                )


def _tree(data: bytes, where: str) -> tuple[etree._Element, tuple[str, ...]]:
    text, notes = decode(data, where)
    if "<!ENTITY" in text:
        raise DocumentError(where, "a feed", "XML that defines entities of its own", "check where it comes from")
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
    # Entities of HTML are not defined in XML, but feeds use them.
    text = re.sub(r"&([A-Za-z][A-Za-z0-9]{1,30});", _numeric, text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise _unsound(where) from error
    if root is None:
        raise _unsound(where)
    if len(parser.error_log):
        notes = (*notes, "the feed is not sound XML: read as far as it goes")
    return root, notes


def _unsound(where: str) -> DocumentError:
    return DocumentError(where, "an RSS or Atom feed", "something that is not XML", "save the feed again")


def _numeric(match: re.Match[str]) -> str:
    name = match[1]
    point = None if name in _OF_XML else html.entities.name2codepoint.get(name)
    return f"&#{point};" if point is not None else match.group()


def _entries(root: etree._Element) -> list[etree._Element]:
    if _name(root) not in ("rss", "RDF", "feed", "channel"):
        return []
    return [e for e in root.iter() if _name(e) in _ENTRIES and _name(e.getparent()) not in _ENTRIES]


def _content(entry: etree._Element, key: str, publisher: str, notes: tuple[str, ...]) -> Content:
    title = " ".join(text_of_fragment(_inner(entry, "title")).split())
    bodies = [text_of_fragment(_inner(entry, name)) for name in _BODIES]
    body = max(bodies, key=len)
    text = body if body.startswith(title) else f"{title}\n\n{body}".strip()
    said = [words for name in _DATES if (words := _inner(entry, name))]
    published = next((day for words in said if (day := day_said(words)) is not None), None)
    if said and published is None:
        notes = (*notes, f"'{said[0][:40]}' is not a date such as 2025-02-12")
    url = _link(entry)
    source = next((_inner(e, "title") or _own(e) for e in entry if _name(e) == "source"), "")
    return Content(
        text=text,
        title=title[:200],
        published=published,
        publisher=" ".join(text_of_fragment(source).split())[:200] or publisher,
        notes=(*notes, f"url: {url}") if url else notes,
        key=key,
    )


def _publisher(root: etree._Element) -> str:
    channel = next((e for e in root if _name(e) == "channel"), root)
    return " ".join(text_of_fragment(_inner(channel, "title")).split())[:200]


def _link(entry: etree._Element) -> str:
    for link in entry:
        if _name(link) == "link" and link.get("rel", "alternate") == "alternate":
            return (link.get("href") or _own(link)).strip()[:500]
    return ""


def _inner(entry: etree._Element, name: str) -> str:
    """What stands in the first child of that name, its markup as text; "" where there is none."""
    child = next((e for e in entry if _name(e) == name), None)
    if child is None:
        return ""
    if len(child):
        return _own(child) + "".join(
            etree.tostring(e, encoding="unicode", method="html") for e in child if isinstance(e.tag, str)
        )
    return _own(child)


def _own(element: etree._Element) -> str:
    return (element.text or "").strip()


def _name(element: etree._Element | None) -> str:
    """The name without its namespace; "" for comments and entities. Broken feeds have names that no XML can have."""
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""
