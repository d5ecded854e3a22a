"""How often a word or a name stands in a text, without searching the text again for each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")


class WordIndex:
    """Places of all words of a text; letters count as written."""

    def __init__(self, text: str) -> None:
        self._text = text
        places: defaultdict[str, list[int]] = defaultdict(list)
        for match in _WORD.finditer(text):
            places[match.group()].append(match.start())
        self._places = dict(places)

    def places(self, word: str) -> list[int]:
        """Where a word begins."""
        return self._places.get(word, [])

    def count(self, phrase: str) -> int:
        """How often the word or the words stand there, whole."""
        first = _WORD.match(phrase)
        if first is None:
            return 0
        places = self._places.get(first.group(), [])
        if first.end() == len(phrase):
            return len(places)
        end = len(phrase)
        return sum(self._text.startswith(phrase, at) and not _goes_on(self._text, at + end) for at in places)


def matches_at(expression: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What ``finditer`` gives for an expression that can begin at these places only, which are in order."""
    reached = 0
    for place in places:
        if place >= reached and (match := expression.match(text, place)) is not None:
            yield match
            reached = match.end()


def _goes_on(text: str, place: int) -> bool:
    return place < len(text) and (text[place].isalnum() or text[place] == "_")
