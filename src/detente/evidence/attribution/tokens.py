"""Words, marks and quoted passages of a stretch of text, in the order they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.domain.statement import Span
from detente.evidence.attribution.quotations import Quotation

# The clitic is cut from its word ("Brown's" -> "Brown" + "'s"), but "n't" stays.
_TOKEN = re.compile(
    r"(?P<abbreviation>(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|St|Jr|Sr)\.)"
    r"|(?P<word>[^\W_]+(?:[-&/][^\W_]+|[.,](?=\d)\d+|[’']t\b|[’'](?=[A-Z])[^\W_]+)*)"
    r"|(?P<clitic>[’'](?:s|S|ve|d|ll|re|m)\b)"
    r"|(?P<mark>[^\w\s]|_)"
)


LONGEST_SENTENCE = 160  # tokens; the longest of 30,000 sentences of news has 140


class Token(NamedTuple):
    """One word, clitic, mark or quoted passage; ``low`` is the word in lower case with a straight apostrophe."""

    start: int
    end: int
    text: str
    low: str
    kind: str  # "word", "mark" or "quote"

    @property
    def capital(self) -> bool:
        """Whether it is a word that starts with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


@dataclass(frozen=True)
class Unit:
    """One sentence, or several that share a quoted passage, as tokens; ``breaks`` are token indices where a
    sentence of the unit starts."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    breaks: tuple[int, ...]


def split_units(text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> list[Unit]:
    """Sentences joined where a quoted passage crosses from one into the next, each as tokens."""
    starts = [q.start for q in quotations]
    groups: list[list[Span]] = []
    reach = -1
    for start, end in sentences:
        inside = [q.end for q in quotations[bisect_left(starts, start) : bisect_left(starts, end)]]
        if groups and start < reach:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
        reach = max([reach, *inside])
    return [_unit(text, group, quotations, starts) for group in groups]


def _unit(text: str, group: list[Span], quotations: Sequence[Quotation], starts: list[int]) -> Unit:
    start, end = group[0][0], group[-1][1]
    tokens: list[Token] = []
    position = start
    for quotation in quotations[bisect_left(starts, start) : bisect_left(starts, end)]:
        tokens.extend(_tokens(text, position, quotation.start))
        # A sentence span may end before a closing mark does; the passage rules.
        tokens.append(Token(quotation.start, quotation.end, text[quotation.start : quotation.end], "", "quote"))
        position = quotation.end
    tokens.extend(_tokens(text, position, end))
    breaks = [0]
    token_starts = [t.start for t in tokens]
    for sentence_start, _ in group[1:]:
        index = bisect_left(token_starts, sentence_start)
        if index > breaks[-1] and index < len(tokens) and tokens[index].start == sentence_start:
            breaks.append(index)
    return Unit(start, max(end, position), tuple(tokens), _bounded(breaks, len(tokens)))


def _bounded(breaks: list[int], length: int) -> tuple[int, ...]:
    """Breaks with more of them where no sentence ends for too long, so that no text takes quadratic time."""
    found: list[int] = []
    for start, end in zip(breaks, [*breaks[1:], length], strict=True):
        found.extend(range(start, max(end, start + 1), LONGEST_SENTENCE))
    return tuple(found)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        kind = "mark" if match.lastgroup == "mark" else "word"
        found.append(Token(match.start(), match.end(), word, word.lower().replace("’", "'"), kind))
    return found
