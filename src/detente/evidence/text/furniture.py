"""Which lines of a text are the article, and which are headings, links to other articles or page furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from detente.evidence.text.lower_case import any_case, lower_same_length, lowered
from detente.evidence.vocabulary import furniture

LineKind = Literal["body", "heading", "furniture", "link", "question"]


@dataclass(frozen=True)
class Line:
    """One line of a text without the white space around it; ``reason`` says what made it what it is."""

    start: int
    end: int
    kind: LineKind
    reason: str = ""


def classify_lines(text: str) -> list[Line]:
    """Every non-empty line in order, with its kind.

    Headings are short lines without a full stop that stand apart; links are titles of other articles after
    "Read also:" and the like; after a tail mark ("Leave a comment") nothing but furniture follows.
    """
    lines: list[Line] = []
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text)]
    in_links = in_tail = False
    previous_end = 0
    for number, (start, end) in enumerate(spans):
        content = _bare(text[start:end])
        if "\n\n" in text[previous_end:start] and in_links and lines and lines[-1].kind == "link":
            in_links = False
        previous_end = end
        if _is(content, "tail") and number > len(spans) // 2:
            in_tail = True
        if _is(content, "links"):
            in_links = True
            lines.append(Line(start, end, "furniture", "introduces links to other articles"))
        elif in_tail or _is(content, "lines"):
            lines.append(Line(start, end, "furniture", "below the end of the article" if in_tail else "page furniture"))
        elif in_links:
            lines.append(Line(start, end, "link", "title of another article"))
        else:
            lines.append(_article_line(text, start, end, number))
    return lines


def front_matter_end(text: str) -> int:
    """Where the text begins behind a block of fields between ``---`` lines at its top; 0 where there is none."""
    block = _FRONT_MATTER.match(text)
    return block.end() if block is not None else 0


def is_furniture_sentence(sentence: str) -> bool:
    """Whether a sentence inside the article speaks of the page itself ("Share your thoughts below")."""
    return _any_of("sentences").search(lower_same_length(sentence)) is not None


def machine_translation_note(text: str) -> tuple[int, int] | None:
    """Where a text says that it was translated by a machine, or None."""
    found = [m.span() for p in _patterns("machine_translated") if (m := p.search(lowered(text)))]
    return min(found) if found else None


_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?:\w[\w \-]*:[^\n]*\n|[ \t]+[^\n]*\n|-[^\-\n][^\n]*\n|\n){1,60}?(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_BULLET = re.compile(r"(?:[•‣◦▪●*·]|[-–—]|#{1,6}|\(?\d{1,2}[.)])\s+")
_LABEL = re.compile(r"(?:Q|A|Question(?: \d+)?|Answer|Tip \d+|Pro Tip|Expert Insight|Did you know\?)\s*[:?]?\s+")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|should|can|cannot|does|did|do|says?|said)\b"
)


def _article_line(text: str, start: int, end: int, number: int) -> Line:
    content = text[start:end]
    body = _BULLET.sub("", content, count=1)
    words = len(body.split())
    ends_sentence = bool(re.search(r"[.!…:;][\"”’')\]]*$", content)) or bool(re.search(r"[.!?][\"”]", content))
    asks = content.rstrip("\"”’'").endswith("?") and (words <= 16 or _LABEL.match(body) is not None)
    if asks and (words <= 3 or not re.search(r"[\"“”]", content)):
        return Line(start, end, "question", "a question")
    if words <= 14 and not ends_sentence and not re.search(r"[\"”]\s*[,.]?\s*\w+ (?:said|says)", content):
        capitalised = sum(w[:1].isupper() for w in body.split())
        alone = _stands_alone(text, start, end)
        if number <= 1 or capitalised >= 0.6 * words or (alone and not _FINITE.search(body)) or (alone and words <= 9):
            return Line(start, end, "heading", "a heading")
    return Line(start, end, "body")


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[:start].rstrip(" \t")
    after = text[end:].lstrip(" \t")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))


def _is(content: str, table: str) -> bool:
    """Whether a line, bare, is one of the table's."""
    return _any_of(table).fullmatch(content) is not None


def _bare(content: str) -> str:
    """A line without its bullet and emphasis, in lower case."""
    return lower_same_length(_BULLET.sub("", content, count=1).strip("*_ "))


@lru_cache(maxsize=8)
def _any_of(table: str) -> re.Pattern[str]:
    return any_case("|".join(f"(?:{written})" for written in furniture()[table]))


@lru_cache(maxsize=8)
def _patterns(table: str) -> tuple[re.Pattern[str], ...]:
    return tuple(any_case(written) for written in furniture()[table])
