"""How often a word or a name stands in a text, without searching the text again for each."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")


class WordIndex:
    """Places of all words of a text; letters count as written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            self._places.setdefault(match.group(), []).append(match.start())

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


def _goes_on(text: str, place: int) -> bool:
    return place < len(text) and (text[place].isalnum() or text[place] == "_")
