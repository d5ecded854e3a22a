"""Web pages saved to disk: the article without the page's furniture, its title, publisher and date. Never online."""

from __future__ import annotations

import datetime as dt
import html
import logging
import re
from copy import deepcopy

import lxml.html
import trafilatura
from htmldate import find_date
from lxml import etree

from detente.domain.errors import DocumentError
from detente.evidence.readers.decoding import decode
from detente.evidence.readers.port import Content

DEEPEST_NESTING = 200
MOST_ELEMENTS = 30_000  # news pages have 500 to 5,000
# A fixed bound instead of htmldate's default of "today": the same file gives the same date on any day.
LATEST_DATE = "2100-01-01"
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([A-Za-z0-9_\-]{2,20})""", re.I)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "div", "article", "section", "br")
_FURNITURE = (
    "script",
    "style",
    "noscript",
    "nav",
    "footer",
    "aside",
    "form",
    "template",
    "iframe",
    "svg",
    "head",
    "header",
)


class WebPageReader:
    """``.html``: main text by trafilatura (precision first, comments off), date by htmldate."""

    suffixes = (".html", ".htm")
    media_type = "text/html"
    largest = 20_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        markup, notes = _markup(data, where)
        tree = _tree(markup, where)
        for name in ("trafilatura", "htmldate"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # their complaints are our notes
        if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
            # Finding the article takes longer than linear time: no hand-written page is so large.
            large = "the page is too large for its article to be told from the rest: its whole text was read"
            return Content(_whole_text(tree), _title_of(tree), None, "", (*notes, large))
        published = _published(tree)
        text, title, publisher, more = _article(tree)
        return Content(text, title or _title_of(tree), published, publisher, (*notes, *more))


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML, as in feeds and mails: paragraphs a blank line apart, no furniture, no script."""
    if "<" not in markup:
        return html.unescape(markup).strip()
    try:
        return _whole_text(_tree(f"<html><body>{markup}</body></html>", "fragment"))
    except DocumentError:
        return " ".join(html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", markup)).split())


def _markup(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    declared = _DECLARED.search(data[:4096])
    if declared is not None and declared.group(1).lower() not in (b"utf-8", b"utf8", b"utf-16"):
        try:
            text = data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            if "\x00" not in text:
                return text.replace("\r\n", "\n").replace("\r", "\n"), ()
    return decode(data, where)


def _tree(markup: str, where: str) -> lxml.html.HtmlElement:
    if not re.search(r"<[a-zA-Z!/?]", markup):
        raise DocumentError(where, "an HTML page", "text without a single tag", "rename it to .txt")
    # An encoding declaration inside text makes lxml refuse it.
    markup = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", markup)
    try:
        parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
        tree = lxml.html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(where, "an HTML page", "markup that cannot be read", "save the page again") from error
    depth, level = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        level += 1 if event == "start" else -1
        depth = max(depth, level)
    if depth > DEEPEST_NESTING:
        raise DocumentError(
            where, f"tags nested at most {DEEPEST_NESTING} deep", f"{depth} levels", "save the page's text as .txt"
        )
    return tree


def _published(tree: lxml.html.HtmlElement) -> dt.date | None:
    # A tree, never a string: htmldate would fetch a string that looks like an address.
    try:
        found = find_date(deepcopy(tree), extensive_search=False, original_date=True, max_date=LATEST_DATE)
        return dt.date.fromisoformat(found) if found else None
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        return None


def _article(tree: lxml.html.HtmlElement) -> tuple[str, str, str, tuple[str, ...]]:
    try:
        found = trafilatura.bare_extraction(
            deepcopy(tree), favor_precision=True, include_comments=False, include_tables=True, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LATEST_DATE},
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        found = None
    text = _spaced(getattr(found, "text", None) or "")
    title = getattr(found, "title", None) or ""
    publisher = getattr(found, "sitename", None) or ""
    if len(text) >= 80:
        return text, title, publisher, ()
    whole = _whole_text(tree)
    if len(whole) > len(text):
        return whole, title, publisher, ("no article was recognised on the page: its whole text was read",)
    return text, title, publisher, ()


def _spaced(text: str) -> str:
    """Paragraphs one blank line apart, as in a text file."""
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _whole_text(tree: lxml.html.HtmlElement) -> str:
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_FURNITURE, with_tail=False)
    for element in copy.iter(*_BLOCKS):
        element.tail = "\n" + _CONTROL.sub(" ", element.tail or "")
    lines = (" ".join(line.split()) for line in copy.text_content().splitlines())
    return "\n\n".join(line for line in lines if line)


# What lxml reads from a character reference and refuses to have written back.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _title_of(tree: lxml.html.HtmlElement) -> str:
    title = tree.findtext(".//title") or ""
    return " ".join(title.split())[:200]
