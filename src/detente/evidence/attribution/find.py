"""All attributed speech of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.domain.statement import Span
from detente.evidence.attribution.found import Found
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.nominal import find_nominal
from detente.evidence.attribution.phrases import Range
from detente.evidence.attribution.quotations import MARKS, find_quotations
from detente.evidence.attribution.signed import find_signed, is_signature, opens_speech
from detente.evidence.attribution.speech import AttributedSpeech, SpeechKind
from detente.evidence.attribution.tokens import Unit, split_units
from detente.evidence.attribution.transcripts import find_transcript, in_turn
from detente.evidence.attribution.verbal import find_verbal
from detente.evidence.text.sentences import paragraphs, split_sentences

_QUOTED = re.compile("[\"“”«»]|''")


_CONSTRUCTIONS = {
    "quote": "a quotation", "clause": "a clause", "person": "a clause behind an addressee", "to": "an infinitive",
    "object": "a noun phrase", "noun": "what the noun governs", "according": "a clause", "hearsay": "a sentence",
}  # fmt: skip
_PLACES = {
    "after": "after", "before": "before", "participle": "after the participle of", "as": "beside 'as' and",
    "passive": "with the passive of", "relative": "relative to", "raising": "raised by", "asked": "put by",
    "signed": "with", "titled": "after", "next": "after", "how": "before 'is how' and",
}  # fmt: skip


_SPOKEN = ("say", "tell", "add", "note", "argue", "write", "report", "claim", "announce")
_SPOKEN_RULES = frozenset({"quote:before", "quote:next", "quote:signed", "quote:titled"})
MOST_NESTED = 300  # attributions of one sentence; more are no text anybody wrote


def find_attributions(text: str, sentences: Sequence[Span] | None = None) -> list[AttributedSpeech]:
    """Who is said to have said, thought or wanted what, in the order of the text.

    ``sentences`` are the text's sentences where the caller has them already.
    """
    spans = list(sentences) if sentences is not None else split_sentences(text)
    units = split_units(text, spans, find_quotations(text, paragraphs(text)))
    speech: list[AttributedSpeech] = []
    open_at: int | None = None  # place in ``speech`` of what the next quotation alone would go on with
    for index, unit in enumerate(units):
        found = [*find_verbal(unit), *find_nominal(unit)]
        before = units[index - 1] if index else None
        if before is not None and not found and only_quoted(unit):
            introduced = opens_speech(before)
            if introduced is not None:
                # "The minister said:" ends one paragraph, the quotation is the next.
                speech.append(_introduced(text, before, introduced, unit))
                open_at = len(speech) - 1
                continue
            if open_at is not None and _goes_on(text, before, unit):
                speech[open_at] = replace(speech[open_at], content=(*speech[open_at].content, *_quoted(unit)))
                continue
            if (partly := _partly_quoted(text, before, speech, unit)) is not None:
                speech.append(partly)
                open_at = len(speech) - 1
                continue
        found += find_signed(unit, headline=index == 0)
        if before is not None and only_quoted(before) and is_signature(unit):
            speech.append(_signed(text, before, unit))
        items = _nested(_distinct([_to_speech(unit, item) for item in found]))
        open_at = None
        for item in items:
            speech.append(item)
            if item.kind == "direct_quote":
                open_at = len(speech) - 1
    turns = find_transcript(text)
    if turns:
        # What a speaker passes on inside a turn is a second claim; the label itself is no headline.
        within = [replace(s, nested=True) for s in speech if in_turn(s.hull, turns)]
        outside = [s for s in speech if not any(_touches(s, t) for t in turns)]
        speech = [*turns, *within, *outside]
    named = [_without_day(text, s) for s in speech]
    return sorted(named, key=lambda s: (s.hull, s.cue or (0, 0), s.rule))


_NAME_ON = re.compile(r"(?P<name>(?:[A-Z][\w.’'\-]*\s)*[A-Z][\w.’'\-]*)(?:\s\([^()]{1,30}\))?\son\s$")


def _without_day(text: str, item: AttributedSpeech) -> AttributedSpeech:
    """ "Jane Brown on Saturday criticised": the day is nobody who speaks."""
    if item.source is None or text[slice(*item.source)].lower() not in lexicon().calendar:
        return item
    start = max(0, item.source[0] - 80)
    match = _NAME_ON.search(text[start : item.source[0]])
    return item if match is None else replace(item, source=(start + match.start("name"), start + match.end("name")))


def _touches(speech: AttributedSpeech, turn: AttributedSpeech) -> bool:
    (start, end), (first, last) = speech.hull, turn.content[0]
    return start < last and first < end


def only_quoted(unit: Unit) -> bool:
    """Whether a sentence is nothing but quotation."""
    return unit.tokens[0].kind == "quote" and all(t.kind != "word" for t in unit.tokens)


def _goes_on(text: str, before: Unit, unit: Unit) -> bool:
    """A quotation alone goes on with the speech before it in its paragraph, or after a paragraph left open.

    A paragraph that is a quotation alone goes on with the one whose quotation the paragraph before attributes.
    """
    if "\n" not in text[before.end : unit.start]:
        return True
    last = before.tokens[-1]
    alone = "\n" in text[unit.end : unit.end + 2] or unit.end >= len(text.rstrip())
    return alone or (last.kind == "quote" and last.text[-1] not in MARKS)


def _partly_quoted(text: str, before: Unit, speech: Sequence[AttributedSpeech], unit: Unit) -> AttributedSpeech | None:
    """A quotation alone behind "A was "shocked", B said." in its paragraph is B's own words too."""
    said = [s for s in speech if before.start <= s.hull[0] and s.hull[1] <= before.end and s.source is not None]
    if "\n" in text[before.end : unit.start] or len(said) != 1 or not _QUOTED.search(text[slice(*said[0].hull)]):
        return None
    return replace(
        said[0], content=tuple(_quoted(unit)), kind="direct_quote", rule="quote:next", reason="a quotation that goes on"
    )


def _quoted(unit: Unit) -> list[Span]:
    return [(t.start, t.end) for t in unit.tokens if t.kind == "quote"]


def _introduced(text: str, before: Unit, introduced: tuple[Range | None, Range, str], unit: Unit) -> AttributedSpeech:
    source, cue, lemma = introduced
    return AttributedSpeech(
        content=tuple(_quoted(unit)),
        source=_characters(before, source, trim=True) if source is not None else None,
        cue=_characters(before, cue),
        kind="direct_quote",
        rule="quote:next",
        reason=f"a quotation in the paragraph after '{lemma}:'",
    )


def _signed(text: str, quoted: Unit, signature: Unit) -> AttributedSpeech:
    first, last = signature.tokens[0], [t for t in signature.tokens if t.kind == "word"][-1]
    return AttributedSpeech(
        content=tuple(_quoted(quoted)),
        source=(signature.tokens[1].start, last.end),
        cue=(first.start, first.end),
        kind="direct_quote",
        rule="quote:signed",
        reason="a quotation with a name behind a dash",
    )


def _to_speech(unit: Unit, found: Found) -> AttributedSpeech:
    content = tuple(_characters(unit, piece) for piece in found.content)
    return AttributedSpeech(
        content=content,
        source=_characters(unit, found.source, trim=True) if found.source is not None else None,
        cue=_characters(unit, found.cue),
        kind=_kind(unit, found),
        rule=found.rule,
        reason=_reason(found),
    )


def _reason(found: Found) -> str:
    construction, _, place = found.rule.partition(":")
    words = _CONSTRUCTIONS.get(construction, construction)
    return f"{words} {_PLACES.get(place, 'with')} '{found.lemma}'"


def _characters(unit: Unit, piece: Range, trim: bool = False) -> Span:
    start, end = piece
    if trim:
        while end > start + 1 and unit.tokens[end - 1].low in (",", "—", "–", "'s", "who", "which"):
            end -= 1
    return unit.tokens[start].start, unit.tokens[end - 1].end


def _kind(unit: Unit, found: Found) -> SpeechKind:
    tokens = [t for a, b in found.content for t in unit.tokens[a:b]]
    if all(t.kind != "word" or t.low in ("and", "or") for t in tokens):
        return "direct_quote"
    content = " ".join(t.text for t in tokens)
    return "partial_quote" if _QUOTED.search(content) else "indirect_quote"


def _nested(items: list[AttributedSpeech]) -> list[AttributedSpeech]:
    """The same attributions, those of thought and wish inside another's content marked."""
    if len(items) < 2 or len(items) > MOST_NESTED:
        return items
    return [
        replace(item, nested=True) if _is_private(item) and any(_holds(other, item) for other in items) else item
        for item in items
    ]


def _is_private(item: AttributedSpeech) -> bool:
    """Whether the cue tells of a state of mind or an attitude, not of words spoken or written."""
    return item.rule not in _SPOKEN_RULES and not any(f"'{verb}'" in item.reason for verb in _SPOKEN)


def _holds(outer: AttributedSpeech, inner: AttributedSpeech) -> bool:
    start, end = outer.hull
    return (
        outer is not inner
        and inner.cue is not None
        and start <= min(inner.cue[0], inner.hull[0])
        and inner.cue[0] < end
    )


def _distinct(items: list[AttributedSpeech]) -> list[AttributedSpeech]:
    """The first reading of each content: rules come in the order of their precision."""
    first: dict[tuple[Span, ...], AttributedSpeech] = {}
    for item in items:
        first.setdefault(item.content, item)
    return list(first.values())
