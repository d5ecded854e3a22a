"""Whose voice a stretch of text is in: a speaker's, a report's, or (nothing found) the author's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.domain.statement import Attribution, Kind, Span
from detente.evidence.actors import Mention
from detente.evidence.attribution import AttributedSpeech
from detente.evidence.attribution.names import is_name
from detente.evidence.attribution.speakers import Speaker, resolve_speakers
from detente.evidence.labels.source import Roster, by_name, describe_source, type_by_words
from detente.evidence.lexicon import Lexicon
from detente.evidence.morphology import verb_forms
from detente.evidence.vocabulary import roles


@dataclass(frozen=True)
class Voice:
    """One stretch of attributed speech; ``actor`` is the speaker where known to the lexicon.

    ``content`` is what is said, ``reach`` also takes in the source and the cue of indirect speech.
    """

    kind: Kind
    content: tuple[Span, ...]
    reach: Span
    attribution: Attribution
    actor: str | None
    source: Span | None
    cue: Span | None
    rule: str


def find_voices(
    text: str, speech: Sequence[AttributedSpeech], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Voice]:
    """Voices in the order of the text.

    Indirect speech counts only with a verb of saying or thinking and a source that can speak: a person, an
    organisation, a group or a report. Wishes and acts ("Egypt demanded") are the author's report of the actor.
    """
    roster = Roster.of(text, lexicon)
    voices: list[Voice] = []
    all_speech = [*speech, *_parenthetical(text)]
    for item, speaker in zip(all_speech, resolve_speakers(text, all_speech), strict=True):
        direct = item.kind == "direct_quote"
        described = describe_source(text, item.source, mentions, lexicon, roster)
        # What a known actor wants or does is read as its position; of others it is only known as reported.
        wish = described is not None and described[1] is None and described[0].source_type in _PEOPLE
        if not direct and not _is_saying(text, item) and not wish:
            continue
        if item.source is not None and _PRONOUN.fullmatch(text[slice(*item.source)]) and speaker.name:
            described = by_name(speaker.name, speaker.role, speaker.organisation, lexicon, roster)
        if described is None and not direct:
            if not _says_aloud(text, item):
                continue
            words = text[slice(*item.source)] if item.source is not None else ""
            described = (
                Attribution(speaker.name or words, speaker.role, speaker.organisation, "unnamed_group"),
                None,
            )
        if described is not None:
            described = (_fully_named(described[0], speaker), described[1])
        named = speaker.name or (text[slice(*item.source)] if item.source is not None else "")
        attribution, actor = described or (Attribution(named, source_type="unnamed_group"), None)
        start, end = item.hull
        if not direct:
            for span in (item.source, item.cue):
                if span is not None and _near(text, span, (start, end)):
                    start, end = min(start, span[0]), max(end, span[1])
        voices.append(
            Voice(item.kind, item.content, (start, end), attribution, actor, item.source, item.cue, item.rule)
        )
    return _without_repeats(voices)


def _fully_named(attribution: Attribution, speaker: Speaker) -> Attribution:
    """A person without a known office under the name and office the text gives ("US Treasury Secretary A B")."""
    person = len(speaker.name.split()) > 1 and is_name(speaker.name) and not re.search(r"\band\b", speaker.name)
    if attribution.role or not speaker.role or not person or attribution.source_type not in _NAMED:
        return attribution
    kind = attribution.source_type
    if kind == "named_official" and type_by_words(speaker.role.lower()) == "named_principal":
        kind = "named_principal"
    organisation = attribution.organisation or speaker.organisation
    return Attribution(speaker.name, speaker.role, organisation, kind)


_NAMED = frozenset({"named_principal", "named_official", "named_official_party"})
_PEOPLE = frozenset({"named_principal", "named_official", "named_official_party", "named_expert", "unnamed_group"})
_PRONOUN = re.compile(r"(?:he|she|they)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _saying_forms() -> frozenset[str]:
    table = roles()
    return frozenset([*(form for verb in table["saying"] for form in verb_forms(verb)), *table["saying_nouns"]])


def _is_saying(text: str, item: AttributedSpeech) -> bool:
    if item.cue is None:
        return False
    words = re.findall(r"[\w’']+", text[item.cue[0] : item.cue[1]].lower())
    return any(w in _saying_forms() for w in words)


@lru_cache(maxsize=1)
def _aloud_forms() -> frozenset[str]:
    return frozenset(form for verb in roles()["saying_aloud"] for form in verb_forms(verb))


def _says_aloud(text: str, item: AttributedSpeech) -> bool:
    """Whether the verb takes somebody who speaks, so that even an unknown source is one; no "X's talks suggest"."""
    if item.source is None or item.cue is None or re.search(r"['’]s?\s+\w", text[slice(*item.source)]):
        return False
    return any(w in _aloud_forms() for w in re.findall(r"\w+", text[slice(*item.cue)].lower()))


_AS_SAID = re.compile(
    r", as (?P<source>(?:[A-Z][\w’'\-]+ ){1,3}?[A-Z][\w’'\-]+(?:, [^.;“”\"]{5,140}?,)?) "
    r"(?P<cue>points out|pointed out|notes|noted|says|said|argues|argued|puts it|put it|explains|explained), "
)


def _parenthetical(text: str) -> list[AttributedSpeech]:
    """The rest of a sentence after "as A B, an office, points out,"."""
    found = []
    for match in _AS_SAID.finditer(text):
        stop = re.compile(r"[.!?](?=\s|$)|\n").search(text, match.end())
        end = stop.end() if stop else len(text)
        found.append(
            AttributedSpeech(
                content=((match.end(), end),),
                source=match.span("source"),
                cue=match.span("cue"),
                kind="indirect_quote",
                rule="parenthetical",
                reason="as ... points out",
            )
        )
    return found


def _near(text: str, span: Span, hull: Span) -> bool:
    """In the same sentence: not more than a line or 160 characters away."""
    gap = text[min(span[1], hull[1]) : max(span[0], hull[0])]
    return "\n" not in gap and len(gap) < 160


def _without_repeats(voices: list[Voice]) -> list[Voice]:
    kept: list[Voice] = []
    for voice in sorted(voices, key=lambda v: (v.content[0][0], -(v.content[-1][1] - v.content[0][0]))):
        if any(
            voice.content[0][0] >= other.content[0][0]
            and voice.content[-1][1] <= other.content[-1][1]
            and voice.kind != "direct_quote"
            and voice.attribution.name == other.attribution.name
            for other in kept
        ):
            continue
        kept.append(voice)
    return kept
