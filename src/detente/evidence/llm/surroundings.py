"""Where in its document a proposal stands: sentences, who is named there, and what the rules read in the same words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.domain.document import Document
from detente.domain.statement import Span, Statement
from detente.evidence.actors.mentions import Mention
from detente.evidence.attribution.quotations import find_quotations
from detente.evidence.labels.roster import Roster
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import Line, classify_lines, front_matter_end
from detente.evidence.text.normalise import normalise
from detente.evidence.text.sentences import paragraphs, split_sentences
from detente.evidence.verify import find_quote


@dataclass(frozen=True)
class Surroundings:
    """One document as the verifier looks at it; ``read`` are the statements the rules found in it."""

    document: Document
    lexicon: Lexicon
    read: Sequence[Statement]

    @cached_property
    def sentences(self) -> list[Span]:
        """All sentences in order."""
        return split_sentences(self.document.text)

    @cached_property
    def mentions(self) -> list[Mention]:
        """All actors named in the document, in order."""
        return self.lexicon.matcher.find(self.document.text)

    @cached_property
    def roster(self) -> Roster:
        """People the document introduces with what they are."""
        return Roster.of(self.document.text, self.lexicon)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the document with their kinds."""
        return classify_lines(self.document.text)

    @cached_property
    def quotations(self) -> list[Span]:
        """Quoted passages with their marks."""
        return [(q.start, q.end) for q in find_quotations(self.document.text, paragraphs(self.document.text))]

    @cached_property
    def addresses_a_model(self) -> Span | None:
        """Where the document talks to a language model rather than to its readers, None where it does not."""
        found = _ADDRESSED.search(self.document.text)
        return found.span() if found else None

    def sentence_of(self, span: Span) -> Span:
        """The sentence, or run of sentences, that holds the span."""
        first = max(0, bisect_right(self.sentences, span[0], key=lambda s: s[0]) - 1)
        last = max(first, bisect_right(self.sentences, span[1] - 1, key=lambda s: s[0]) - 1)
        if not self.sentences:
            return span
        return min(span[0], self.sentences[first][0]), max(span[1], self.sentences[last][1])

    def window_of(self, span: Span) -> Span:
        """The span's sentence and the sentences beside it."""
        if not self.sentences:
            return span
        first = max(0, bisect_right(self.sentences, span[0], key=lambda s: s[0]) - 2)
        last = min(len(self.sentences) - 1, bisect_right(self.sentences, span[1] - 1, key=lambda s: s[0]))
        return min(span[0], self.sentences[first][0]), max(span[1], self.sentences[last][1])

    def line_at(self, place: int) -> str:
        """The kind of the line at a place; fields at the top of a document are furniture."""
        if place < front_matter_end(self.document.text):
            return "furniture"
        return next((line.kind for line in self.lines if line.start <= place < line.end), "body")

    def named_in(self, window: Span) -> set[str]:
        """Ids of everybody named in a window, and of those they speak for."""
        named = {m.actor for m in self.mentions if window[0] <= m.start and m.end <= window[1]}
        return named | {self.lexicon.holder(actor) for actor in named}

    def numbers_in(self, window: Span) -> set[str]:
        """The numbers in a window, in digits."""
        return numbers_of(self.document.text[window[0] : window[1]])

    def in_quotation(self, span: Span) -> bool:
        """Whether the span lies within quotation marks, or within its own."""
        return any(a <= span[0] + 1 and span[1] - 1 <= b for a, b in self.quotations)

    def holds_quotation(self, span: Span) -> bool:
        """Whether a part of the span is quoted."""
        return any(a < span[1] and span[0] < b for a, b in self.quotations)

    def speaker_at(self, name: str, span: Span) -> Span | Statement | None:
        """Where a speaker is named for a span, or the statement in which the rules read the same speaker, or None.

        The name stands in the sentence or beside it, as given or, where the document has it in full, by its last word.
        """
        text, window = self.document.text, self.window_of(span)
        last = name.split()[-1] if name.split() else ""
        wanted = [name]
        if len(last) >= 4 and last[0].isupper() and last != name and find_quote(text, name) is not None:
            wanted.append(last)
        for words in wanted:
            found = find_quote(text[window[0] : window[1]], words)
            if found is not None:
                return found[0] + window[0], found[1] + window[0]
        return next(
            (s for s in self.rivals_of(span) if s.attribution and s.speaker and s.speaker in (name, last)), None
        )

    def rivals_of(self, span: Span) -> list[Statement]:
        """What the rules read in at least half of the same words."""
        return [s for s in self.read if _shared(span, (s.start, s.end)) > 0.5]


def numbers_of(text: str) -> set[str]:
    """Numbers of a text: digits without separators of thousands, and the words from two to twelve as digits."""
    plain = normalise(text).text
    found = {n.rstrip(".,").replace(",", "") for n in re.findall(r"\d[\d.,]*", plain)}
    return found | {_WORDS[w.lower()] for w in re.findall(r"[A-Za-z]+", plain) if w.lower() in _WORDS}


def _shared(a: Span, b: Span) -> float:
    """Characters shared, as a part of the shorter span."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))


_WORDS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget)\s+(?:all\s+|any\s+|the\s+|your\s+)*(?:previous|prior|above|earlier)\s+"
    r"(?:instructions?|prompts?|messages?)|\bsystem prompt\b|\byou are (?:an? )?(?:AI|language model|assistant)\b"
    r"|\bas an? (?:AI|language model)\b|<\|?(?:im_start|im_end|system|assistant|endoftext)\|?>|\[/?INST\]"
    r"|===\s*[0-9a-f]*\s*passage (?:ends|begins)",
    re.IGNORECASE,
)
