"""A sentence cut into clauses, each in one voice: the author's or a speaker's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.evidence.actors.holders import NOBODY, Holding
from detente.evidence.claims.predicates import Predicate
from detente.evidence.claims.voices import Voice
from detente.evidence.text.clauses import split_clauses
from detente.evidence.text.finite import verb_behind


@dataclass(frozen=True)
class Segment:
    """A clause in one voice, with what was found in it.

    ``scope`` is where a modal verb before the clause begins that holds for it too ("could stop and force").
    ``embedded`` marks a second claim inside another clause.
    ``borrowed`` are those of its issues the clause does not name itself, ``context`` says in words where they are from.
    """

    start: int
    end: int
    sentence: Span
    voice: Voice | None
    issues: tuple[str, ...] = ()
    predicate: Predicate | None = None
    holding: Holding = NOBODY
    targets: tuple[str, ...] = ()
    scope: int | None = None
    borrowed: tuple[str, ...] = ()
    context: str = ""
    embedded: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The issues the clause names in its own words."""
        return tuple(i for i in self.issues if i not in self.borrowed)


def segment_sentence(text: str, sentence: Span, voices: Sequence[Voice]) -> list[Segment]:
    """The sentence cut where the voice changes, and into clauses."""
    start, end = sentence
    covered: list[tuple[int, int, Voice | None]] = []
    for voice in voices:
        spans = voice.content if voice.kind == "direct_quote" else (voice.reach,)
        for a, b in spans:
            a, b = max(a, start), min(b, end)
            if text[b : b + 1] == "%":
                b += 1
            if b - a >= 8 and all(b <= x or y <= a for x, y, _ in covered):
                covered.append((a, b, voice))
        if voice.kind == "direct_quote":
            # "says A B, director of C" is the attribution itself, no statement.
            hull = [s for s in _source_and_cue(text, voice) if start <= s[0] < end]
            if hull:
                a, b = min(s[0] for s in hull), max(s[1] for s in hull)
                if voice.cue is not None and b == voice.cue[1]:
                    b = _ADDRESSEE.match(text, b, end).end()  # type: ignore[union-attr]
                if all(b <= x or y <= a for x, y, _ in covered):
                    covered.append((a, b, None))
    covered = [part for piece in covered for part in _deed_before(text, *piece)]
    covered.sort(key=lambda c: c[0])
    segments: list[Segment] = []
    place = start
    for a, b, spoken in [*covered, (end, end, None)]:
        if a - place >= 12:
            segments += [Segment(x, y, sentence, None) for x, y in split_clauses(text, place, a)]
        if spoken is not None:
            direct = spoken.kind == "direct_quote"
            clauses = split_clauses(text, a, b) if direct else _claims(text, a, b, spoken)
            segments += [Segment(x, y, sentence, spoken) for x, y in clauses]
        place = max(place, b)
    return segments


# "Told a news briefing in the capital": to whom, where and when belongs to the attribution.
_ADDRESSEE = re.compile(r"(?:(?!\s(?:and|but|that)\b)[^,;:“”\"'])*")


def _source_and_cue(text: str, voice: Voice) -> list[Span]:
    """Where a quotation is attributed; the cue alone where its source does something else before it speaks.

    "A was critical of the plan, telling a paper: “...”": what A was is a statement of its own.
    """
    parts = [s for s in (voice.source, voice.cue) if s is not None]
    if len(parts) == 2 and parts[0][1] + 12 < parts[1][0]:
        verb = verb_behind(text, parts[0][1], parts[1][0], plural=False)
        if verb is not None and verb[1] + 8 < parts[1][0]:
            return parts[1:]
    return parts


_NEXT_CLAIM = re.compile(
    r",?\s+(?:and|but) that\s+(?!it\b|they\b|he\b|she\b)|,\s+(?:and|but)\s+(?=[“\"])"
    r"|,?\s+(?:while|whereas)\s+(?=(?:the\s+)?[A-Z])"
)


def _claims(text: str, start: int, end: int, voice: Voice) -> list[Span]:
    """What is said in indirect speech, cut before "and that" and "while" with a subject of its own."""
    begin = max(start, voice.content[0][0])
    cuts = [m for m in _NEXT_CLAIM.finditer(text, begin, end) if m.start() - begin > 20 and end - m.end() > 20]
    starts = [start, *(m.end() for m in cuts)]
    return list(zip(starts, [*(m.start() for m in cuts), end], strict=True))


_JOINS = re.compile(r"\s+(?:and|but|then)\s+(?:(?:has|have|had|also|then|later|again|\w+ly)\s+)*$")


def _deed_before(text: str, start: int, end: int, voice: Voice | None) -> list[tuple[int, int, Voice | None]]:
    """ "A rejected the plan and said that ...": what A did before saying it is the author's report."""
    if voice is None or voice.kind == "direct_quote" or voice.source is None or voice.cue is None:
        return [(start, end, voice)]
    joined = _JOINS.search(text, voice.source[1], voice.cue[0]) if voice.source[1] < voice.cue[0] else None
    if joined is None or not start <= voice.source[0] < joined.start() or joined.start() - voice.source[1] < 12:
        return [(start, end, voice)]
    return [(joined.end(), end, voice)]
