"""A document as events are read from it: what a sentence must know of those before it, worked out when asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from detente.domain.document import Document
from detente.domain.statement import Span
from detente.domain.timeline import Moment
from detente.evidence.actors.mentions import Mention
from detente.evidence.events.moments import Dated, dates_of
from detente.evidence.events.standing_for import Group, subject_group
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import front_matter_end
from detente.evidence.text.sentences import paragraphs

BACK = 4  # sentences in which a pronoun's subject, or the day that "the next day" counts from, is looked for
_STATED = re.compile(r"[.!…:;][\"”’»)\]]*$")
_YEAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December),?\s+"
    r"(?:\d{1,2},?\s+)?((?:19|20)\d\d)\b"
)


class Page:
    """A document with its sentences; everything else is found once and only where an event needs it."""

    def __init__(self, document: Document, sentences: Sequence[Span], lexicon: Lexicon) -> None:
        self._document, self._sentences, self._lexicon = document, sentences, lexicon
        self._text = document.text
        self._dates: dict[int, list[Dated]] = {}
        self._subjects: dict[int, Group] = {}

    def mentions_in(self, number: int) -> list[Mention]:
        """Actors mentioned in a sentence."""
        start, end = self._sentences[number]
        return self._mentions[bisect_left(self._places, start) : bisect_left(self._places, end)]

    def is_body(self, number: int) -> bool:
        """Whether a sentence is text of the article: no front matter, and ended as no heading or question is."""
        start, end = self._sentences[number]
        return start >= self._body and _STATED.search(self._text, max(start, end - 4), end) is not None

    def paragraph(self, number: int) -> int:
        """Which paragraph a sentence stands in."""
        return bisect_right(self._paragraphs, self._sentences[number][0])

    def subject(self, number: int) -> Group:
        """The parties a sentence opens with."""
        if number not in self._subjects:
            mentions = self.mentions_in(number)
            self._subjects[number] = subject_group(self._text, self._sentences[number], mentions, self._lexicon)
        return self._subjects[number]

    def subject_before(self, number: int) -> Group:
        """The latest subject of the sentences before: whom "he" may stand for."""
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if self.is_body(earlier) and self.subject(earlier).people:
                return self.subject(earlier)
        return Group()

    def dates(self, number: int) -> list[Dated]:
        """The dates of a sentence."""
        if number not in self._dates:
            day = self._document.published
            start, end = self._sentences[number]
            self._dates[number] = dates_of(self._text, start, end, day, lambda: self.last_day(number)[0], self._year)
        return self._dates[number]

    def last_day(self, number: int) -> tuple[Moment | None, int]:
        """The last day named in the sentences before, and in which of them."""
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            if not self.is_body(earlier):
                continue
            exact = [d.moment for d in self.dates(earlier) if d.moment.precision == "day" and not d.deadline]
            if exact:
                return exact[-1], earlier
        return None, -1

    @cached_property
    def _mentions(self) -> list[Mention]:
        return self._lexicon.matcher.find(self._text)

    @cached_property
    def _places(self) -> list[int]:
        return [m.start for m in self._mentions]

    @cached_property
    def _body(self) -> int:
        return front_matter_end(self._text)

    @cached_property
    def _paragraphs(self) -> list[int]:
        return [start for start, _ in paragraphs(self._text)]

    @cached_property
    def _year(self) -> int | None:
        """For days without a year in a document without a date of its own: the year its other dates agree on."""
        named = set(_YEAR.findall(self._text)) if self._document.published is None else set()
        return int(named.pop()) if len(named) == 1 else None
