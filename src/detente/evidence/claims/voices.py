"""Whose voice a stretch of text is in: a speaker's, a report's, or (nothing found) the author's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from detente.domain.statement import Attribution, Kind, SourceType, Span
from detente.evidence.actors.mentions import Mention
from detente.evidence.actors.stand_ins import antecedent_of
from detente.evidence.attribution import AttributedSpeech
from detente.evidence.attribution.names import PRONOUNS, is_name
from detente.evidence.attribution.speakers import Speaker, resolve_speakers
from detente.evidence.labels.roster import Roster, type_by_words
from detente.evidence.labels.source import by_name, describe_source
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.clauses import appositive
from detente.evidence.text.morphology import verb_forms
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
    text: str,
    speech: Sequence[AttributedSpeech],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    sentences: Sequence[Span] = (),
    speakers: Sequence[Speaker] | None = None,
) -> list[Voice]:
    """Voices in the order of the text.

    Indirect speech counts only with a verb of saying or thinking and a source that can speak: a person, an
    organisation, a group or a report. Wishes and acts ("Egypt demanded") are the author's report of the actor.
    ``sentences`` let "it said" and "its minister" find whom they stand for; ``speakers`` are those of ``speech`` where
    they are known already.
    """
    roster = Roster.of(text, lexicon)
    voices: list[Voice] = []
    aside = _parenthetical(text)
    all_speech = [*speech, *aside]
    if aside or speakers is None:
        speakers = resolve_speakers(text, all_speech)
    quoted = [s.content for s in speech if s.kind == "direct_quote"]
    for item, speaker in zip(all_speech, speakers, strict=True):
        direct = item.kind == "direct_quote"
        if not direct and item.source is not None and _says_i(text, item.source, quoted):
            continue  # "I think" inside a quotation is its speaker's own
        described = describe_source(text, item.source, mentions, lexicon, roster)
        # What a known actor wants or does is read as its position; what others feel is only known as reported.
        felt = described is not None and described[1] is None and described[0].source_type in _PEOPLE
        if not direct and (_is_deed(text, item) or not (_is_saying(text, item) or (felt and _is_felt(text, item)))):
            continue
        if item.source is not None and _PRONOUN.fullmatch(text[slice(*item.source)]) and _named(speaker.name):
            described = by_name(speaker.name, speaker.role, speaker.organisation, lexicon, roster)
        elif item.source is not None:
            stands = antecedent_of(text, item.source, sentences, mentions, lexicon)
            if stands is not None and (described is None or described[1] is None):
                described = _standing_for(*stands, described, lexicon)
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
        item = item if direct else _without_aside(text, item)
        start, end = item.hull
        if not direct:
            for span in (item.source, item.cue):
                if span is not None and _near(text, span, (start, end)):
                    start, end = min(start, span[0]), max(end, span[1])
        voices.append(
            Voice(item.kind, item.content, (start, end), attribution, actor, item.source, item.cue, item.rule)
        )
    return _without_repeats(voices)


def _without_aside(text: str, item: AttributedSpeech) -> AttributedSpeech:
    """Indirect speech up to what the author remarks on it: ", an idea that X has rejected"."""
    first, last = item.content[-1]
    aside = appositive(text, first, last)
    return item if aside is None else replace(item, content=(*item.content[:-1], (first, aside[0])))


def _standing_for(
    mention: Mention, words: str, described: tuple[Attribution, str | None] | None, lexicon: Lexicon
) -> tuple[Attribution, str | None]:
    """The source "its prime minister" or "it" as the actor it stands for, or that actor's officer."""
    actor = lexicon.actors[mention.actor]
    if described is not None and described[0].source_type in _NAMED and described[0].role:
        return described[0], mention.actor
    kind: SourceType = type_by_words(words.lower()) or "named_official"
    if kind == "named_expert":
        kind = "named_official"
    if described is not None and re.search(r"[A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+", described[0].name):
        return Attribution(described[0].name, described[0].role, actor.name, kind), mention.actor
    return Attribution(words, actor.role, source_type=kind), mention.actor


def _named(name: str) -> bool:
    return bool(name) and name.lower() not in PRONOUNS


_FIRST_PERSON = re.compile(r"(?:I|we|our|my)\b", re.IGNORECASE)


def _says_i(text: str, source: Span, quoted: Sequence[tuple[Span, ...]]) -> bool:
    if _FIRST_PERSON.match(text, source[0]) is None:
        return False
    return any(a <= source[0] and source[1] <= b for content in quoted for a, b in content)


def _cue_words(text: str, item: AttributedSpeech) -> list[str]:
    return re.findall(r"[\w’']+", text[slice(*item.cue)].lower()) if item.cue is not None else []


def _is_deed(text: str, item: AttributedSpeech) -> bool:
    """Whether the words do what they say: "promised to raise", "called for talks"; a quotation stays speech."""
    construction = item.rule.partition(":")[0]
    asked = construction == "person" and text.startswith("to ", item.content[0][0])  # "asked X to refer"
    if item.kind != "indirect_quote" or not (construction in ("to", "object") or asked):
        return False
    return any(w in _forms("performing") for w in _cue_words(text, item))


def _is_felt(text: str, item: AttributedSpeech) -> bool:
    return any(w in _forms("feeling") for w in _cue_words(text, item))


@lru_cache(maxsize=8)
def _forms(key: str) -> frozenset[str]:
    return frozenset(form for verb in roles()[key] for form in verb_forms(verb))


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
    if re.match(r"add", text[slice(*item.cue)].lower()) and not re.match(
        r"that\b|[“\"]", text[item.content[0][0] :][:6]
    ):
        return False  # "adds another layer"
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
