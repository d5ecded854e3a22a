"""PDF files with a text layer: page text with broken lines rejoined."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
import time
import unicodedata

from pypdf import PdfReader as Pypdf

from detente.domain.errors import DocumentError
from detente.evidence.readers.plain_text import first_line
from detente.evidence.readers.port import LARGEST_TEXT, Content

MOST_PAGES = 1500
LONGEST_SECONDS = 120.0
# Only ligatures and full-width forms: complete NFKC would turn a raised footnote mark into a digit of the number.
_COMPATIBILITY = re.compile("[\ufb00-\ufb06\uff01-\uff5e]")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–]?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?\s*[-–]?\s*", re.I)


class PdfReader:
    """``.pdf``: text by pypdf; scanned pages have none and are refused."""

    suffixes = (".pdf",)
    media_type = "application/pdf"
    largest = 100_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        if b"%PDF-" not in data[:1024]:
            raise DocumentError(
                where, "a PDF file", "something else under its suffix", "give the file its right suffix"
            )
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are no use to an analyst
        try:
            pages, metadata, notes = _pages(data, where)
        except DocumentError:
            raise
        except (Exception, RecursionError) as error:  # pypdf meets broken files with many kinds of exception
            raise DocumentError(
                where,
                "a sound PDF file",
                "one that is damaged or breaks off",
                "open it and save it again as PDF",
            ) from error
        text = join_pages(pages)
        if not text.strip():
            raise DocumentError(
                where,
                "a PDF file with text",
                f"{len(pages)} pages of pictures",
                "run text recognition (OCR) on it first",
            )
        title = metadata.get("title") or first_line(text)
        published = metadata.get("date")
        if isinstance(published, dt.date):
            notes = (*notes, "published: the date the PDF file says it was made")
        return Content(text, str(title)[:200], published if isinstance(published, dt.date) else None, "", notes)


def _pages(data: bytes, where: str) -> tuple[list[str], dict[str, object], tuple[str, ...]]:
    reader = Pypdf(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise DocumentError(where, "a PDF file without a password", "an encrypted one", "save it without the password")
    if len(reader.pages) > MOST_PAGES:
        raise DocumentError(where, f"at most {MOST_PAGES} pages", f"{len(reader.pages)}", "split the file")
    began, size = time.monotonic(), 0
    pages: list[str] = []
    notes: tuple[str, ...] = ()
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        size += len(pages[-1])
        if time.monotonic() - began > LONGEST_SECONDS:
            raise DocumentError(where, f"a file read in {LONGEST_SECONDS:g} seconds", "a slower one", "split the file")
        if size > LARGEST_TEXT:
            raise DocumentError(where, f"at most {LARGEST_TEXT:,} characters", "more", "split the file")
    empty = sum(not page.strip() for page in pages)
    if 0 < empty < len(pages):
        notes = (f"{empty} of {len(pages)} pages have no text",)
    return pages, _metadata(reader), notes


def _metadata(reader: Pypdf) -> dict[str, object]:
    found: dict[str, object] = {}
    try:
        information = reader.metadata
        if information is not None:
            title = str(information.title or "").strip()
            # Word processors leave their file's name there.
            found["title"] = (
                "" if re.search(r"\.(docx?|indd|qxd|pdf|rtf)$|^Microsoft Word|^untitled", title, re.I) else title
            )
            if information.creation_date is not None:
                found["date"] = information.creation_date.date()
    except Exception:  # noqa: S110 -- metadata is a courtesy; the text is there without it
        pass
    return found


def join_pages(pages: list[str]) -> str:
    """One text of all pages: ligatures resolved, breaks inside paragraphs undone, page numbers dropped."""
    text = ""
    for page in pages:
        joined = _rejoined(_COMPATIBILITY.sub(lambda m: unicodedata.normalize("NFKC", m.group()), page))
        if not joined:
            continue
        goes_on = bool(text) and joined[0].islower() and text[-1] not in '.?!:"”'
        text += (" " if goes_on else "\n\n" if text else "") + joined
    return text


def _rejoined(page: str) -> str:
    lines = [" ".join(line.split()) for line in page.replace("\u00ad\n", "\u00ad").splitlines()]
    filled = [line for line in lines if line]
    while filled and _PAGE_NUMBER.fullmatch(filled[-1]):
        lines = lines[: len(lines) - 1 - lines[::-1].index(filled.pop())]
    while filled and _PAGE_NUMBER.fullmatch(filled[0]):
        lines = lines[lines.index(filled.pop(0)) + 1 :]
    longest = max(map(len, filled), default=0)
    text, previous = "", ""
    for line in lines:
        if not line:
            text, previous = text.rstrip() + ("\n\n" if text.strip() else ""), ""
            continue
        if not previous:
            text += line
        elif previous.endswith("-") and line[0].islower() and len(previous) > 1 and previous[-2].isalpha():
            text = text[:-1] + line
        elif line[0].islower() or (len(previous) > 0.75 * longest and previous[-1] not in ":"):
            text += " " + line
        else:
            text += "\n\n" + line
        previous = line
    return text.strip()
