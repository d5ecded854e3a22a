"""Whether a quotation really stands in a text, and the selectors that find it again.

Exact after normalisation, never fuzzy: a fuzzy match takes "did not reject" for "rejected".
"""

from __future__ import annotations

from detente.domain.statement import Span
from detente.evidence.normalise import normalise


def find_quote(text: str, quote: str) -> Span | None:
    """Where the quote first stands in the text, as offsets of the text itself; None when it does not.

    Only whole words match: "reject" is not found in "rejected".
    """
    wanted = normalise(quote).text.strip()
    if not wanted:
        return None
    page = normalise(text)
    at = page.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        whole = not (at > 0 and page.text[at - 1].isalnum() and wanted[0].isalnum()) and not (
            end < len(page.text) and page.text[end].isalnum() and wanted[-1].isalnum()
        )
        # A ligature or cluster made several characters: a match may not cut one in two.
        uncut = not (at > 0 and page.starts[at - 1] == page.starts[at]) and not (
            end < len(page.text) and page.starts[end] == page.starts[end - 1]
        )
        if whole and uncut:
            return page.starts[at], page.ends[end - 1]
        at = page.text.find(wanted, _next_start(page.text, at) if wanted[0].isalnum() else at + 1)
    return None


def selectors(text: str, start: int, end: int, context: int = 32) -> tuple[str, str, str]:
    """Exact text, prefix and suffix of a span (W3C Web Annotation, text quote selector)."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"a span inside the text of {len(text)} characters, got {start} to {end}")
    return text[start:end], text[max(0, start - context) : start], text[end : end + context]


def _next_start(text: str, at: int) -> int:
    """Behind the word at ``at``: a quotation that begins with a word cannot begin inside one."""
    at += 1
    while at < len(text) and text[at].isalnum():
        at += 1
    return at
