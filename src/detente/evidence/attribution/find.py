"""All attributed speech of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.statement import Span
from detente.evidence.attribution.nominal import find_nominal
from detente.evidence.attribution.quotations import MARKS, find_quotations
from detente.evidence.attribution.speech import AttributedSpeech, SpeechKind
from detente.evidence.attribution.tokens import Unit, split_units
from detente.evidence.attribution.verbal import Found, find_verbal
from detente.evidence.sentences import paragraphs, split_sentences


_QUOTED = re.compile("[\"“”«»]|''")


def find_attributions(text: str, sentences: Sequence[Span] | None = None) -> list[AttributedSpeech]:
    """Who is said to have said, thought or wanted what, in the order of the text."""
    spans = list(sentences) if sentences is not None else split_sentences(text)
    blocks = paragraphs(text)
    quotations = find_quotations(text, blocks)
    units = split_units(text, spans, quotations)
    speech: list[AttributedSpeech] = []
    last: AttributedSpeech | None = None
    last_end = -1
    for unit in units:
        items = [_to_speech(text, unit, found) for found in (*find_verbal(unit), *find_nominal(unit))]
        items = _distinct(items)
        if not items and last is not None:
            continued = _continuation(text, unit, last, last_end)
            if continued is not None:
                speech[speech.index(last)] = continued
                last, last_end = continued, unit.end
                continue
        speech.extend(items)
        direct = [s for s in items if s.kind == "direct_quote"]
        last = direct[-1] if direct else None
        last_end = unit.end
    return sorted(speech, key=lambda s: (s.hull, s.cue or (0, 0)))


def _to_speech(text: str, unit: Unit, found: Found) -> AttributedSpeech:
    content = tuple(_characters(unit, piece) for piece in found.content)
    return AttributedSpeech(
        content=content,
        source=_characters(unit, found.source, trim=True) if found.source is not None else None,
        cue=_characters(unit, found.cue),
        kind=_kind(text, content),
        rule=found.rule,
        reason=found.lemma,
    )


def _characters(unit: Unit, piece: tuple[int, int], trim: bool = False) -> Span:
    start, end = piece
    if trim:
        while end > start + 1 and unit.tokens[end - 1].text in (",", "—", "–", "'s", "’s", "who"):
            end -= 1
    return unit.tokens[start].start, unit.tokens[end - 1].end


def _kind(text: str, content: tuple[Span, ...]) -> SpeechKind:
    quoted = [_is_quotation(text[a:b]) for a, b in content]
    if all(quoted):
        return "direct_quote"
    return "partial_quote" if any(mark in text[a:b] for a, b in content for mark in '"“”«»') else "indirect_quote"


def _is_quotation(words: str) -> bool:
    return words[0] in '"“”„«‘' and words[-1] in '"”“»’'


def _distinct(items: list[AttributedSpeech]) -> list[AttributedSpeech]:
    kept: list[AttributedSpeech] = []
    for item in items:
        if any(item.content == other.content for other in kept):
            continue
        kept.append(item)
    return kept


def _continuation(text: str, unit: Unit, last: AttributedSpeech, last_end: int) -> AttributedSpeech | None:
    """A sentence that is nothing but a quotation goes on with the speech before it."""
    words = [t for t in unit.tokens if t.kind != "mark"]
    if not words or any(t.kind != "quote" for t in words) or unit.tokens[0].kind != "quote":
        return None
    gap = text[last_end : unit.start]
    if "\n" in gap:
        return None
    return replace(last, content=(*last.content, *((t.start, t.end) for t in words)))


