"""Whether a quotation really stands in a text, and the selectors that find it again.

Exact after normalisation, never fuzzy: a fuzzy match takes "did not reject" for "rejected". Only whole words and whole
numbers match, so that no quotation begins behind the "non-" of "non-negotiable" or ends before the "n't" of "can't".
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.statement import Span
from detente.evidence.text.normalise import Normalised, normalise

# Marks that join two parts of one word; longer dashes separate, even where nobody put spaces around them.
_HYPHENS = "-‐‑－﹣"
_APOSTROPHE = "'"
_IN_NUMBERS = ".,"


def find_quote(text: str, quote: str) -> Span | None:
    """Where the quote first stands in the text, as offsets of the text itself; None when it does not.

    Only whole words match: "reject" is not found in "rejected", "500" not in "1,500".
    """
    return next(find_quotes(text, quote), None)


def find_quotes(text: str, quote: str) -> Iterator[Span]:
    """Every place where the quote stands in the text, in order, as offsets of the text itself."""
    wanted = normalise(quote).text.strip()
    if not wanted:
        return
    page = normalise(text)
    at = page.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _begins_whole(text, page, at) and _ends_whole(text, page, end) and _uncut(page, at, end):
            yield page.starts[at], page.ends[end - 1]
        at = page.text.find(wanted, _next_start(page.text, at) if wanted[0].isalnum() else at + 1)


def selectors(text: str, start: int, end: int, context: int = 32) -> tuple[str, str, str]:
    """Exact text, prefix and suffix of a span (W3C Web Annotation, text quote selector)."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"a span inside the text of {len(text)} characters, got {start} to {end}")
    return text[start:end], text[max(0, start - context) : start], text[end : end + context]


def _begins_whole(text: str, page: Normalised, at: int) -> bool:
    """Whether no part of a word or number is left off before ``at``."""
    first = page.text[at]
    if at == 0 or not first.isalnum():
        return True
    before = page.text[at - 1]
    further = page.text[at - 2] if at >= 2 else " "
    if before.isalnum() or (before == _APOSTROPHE and further.isalnum()):
        return False
    if text[page.starts[at - 1]] in _HYPHENS and further.isalnum():
        return False
    if first.isdigit():
        # "5%" is not found in "2.5%", in "1,5%" or in "-5%".
        signed = before == "-" and not further.isalnum()
        return not signed and not (before in _IN_NUMBERS and further.isdigit())
    return True


def _ends_whole(text: str, page: Normalised, end: int) -> bool:
    """Whether no part of a word or number is left off from ``end`` on; a possessive may be."""
    last = page.text[end - 1]
    if end == len(page.text) or not last.isalnum():
        return True
    after = page.text[end]
    further = page.text[end + 1 : end + 3]
    if after.isalnum():
        return False
    if after == _APOSTROPHE and further[:1].isalnum():
        return further[0] == "s" and not further[1:].isalnum()
    if text[page.starts[end]] in _HYPHENS and further[:1].isalnum():
        return False
    return not (last.isdigit() and after in _IN_NUMBERS and further[:1].isdigit())


def _uncut(page: Normalised, at: int, end: int) -> bool:
    """Whether no ligature or cluster, which made several characters, is cut in two."""
    return not (at > 0 and page.starts[at - 1] == page.starts[at]) and not (
        end < len(page.text) and page.starts[end] == page.starts[end - 1]
    )


def _next_start(text: str, at: int) -> int:
    """Behind the word at ``at``: a quotation that begins with a word cannot begin inside one."""
    at += 1
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
