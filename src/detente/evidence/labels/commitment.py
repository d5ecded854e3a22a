"""A party's own "we will" and "it must": a commitment or a demand, no forecast and no opinion."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.domain.statement import Certainty, Modality, Span, Stance
from detente.evidence.claims.segments import Segment
from detente.evidence.labels.modality import certainty_of
from detente.evidence.lexicon import Lexicon

_OWN_STANCES = frozenset(
    {"demands", "rejects", "offers", "open_to", "opposes", "supports", "seeks", "acts_against", "withholds"}
    | {"reluctant", "requires", "engages", "excludes"}
)
_MUST = re.compile(r"“(?:must|ha(?:ve|s) to|needs? to)”", re.IGNORECASE)


def committed_modality(
    text: str,
    segment: Segment,
    modality: Modality,
    word: str,
    stance: Stance,
    cues: Mapping[str, Sequence[Span]],
    lexicon: Lexicon,
) -> tuple[Modality, Certainty, Modality, str]:
    """Modality and certainty where an actor commits itself, the modality by which the kind is told, and the reason.

    "We will not", "Iran must" in a party's own mouth are its position, no forecast: asserted in its own words,
    reported in another's. What it says a thing would do ("the dam would harm") stays a forecast, what it says should
    be done stays advice. An offer or a threat with an "if" behind it is conditional, yet made.
    """
    voice = segment.voice
    actor = voice.actor if voice is not None else None
    own = actor is not None and {lexicon.holder(a) for a in segment.holding.actors} == {lexicon.holder(actor)}
    if own and voice is not None and stance in _OWN_STANCES and _commits(text, segment, modality, word, stance, cues):
        spoken: Modality = "reported" if voice.kind == "indirect_quote" else "asserted"
        return spoken, certainty_of(spoken), spoken, "the speaker's own commitment"
    place = segment.predicate.start if segment.predicate is not None else segment.start
    threat = stance == "acts_against" and bool(cues.get("threat"))
    made = (stance in ("offers", "open_to", "demands") or threat) and segment.holding.direct
    behind = all(a > place for a, _ in cues.get("conditional", ())) and not cues.get("possible")
    if made and modality == "conditional" and behind and (voice is None or own):
        return "conditional", "reported", "reported", ""
    return modality, certainty_of(modality), modality, ""


def _commits(
    text: str, segment: Segment, modality: Modality, word: str, stance: Stance, cues: Mapping[str, Sequence[Span]]
) -> bool:
    if modality == "normative":
        firm = _MUST.fullmatch(word) is not None
        return stance == "rejects" or word.lower() == "“must”" or (firm and stance == "demands")
    if modality != "predicted":
        return False
    if segment.predicate is not None and segment.predicate.focus is not None:
        return True  # "a truce without guarantees would not hold": what the speaker requires
    first = cues.get("predicted", [(segment.start, segment.start)])[0][0]
    return stance == "rejects" or not _THING.search(text, segment.start, first)


# The subject of the verb is a thing that cannot promise anything: "the accord would", "a second filling ... would".
_THING = re.compile(
    r"\b(?:an?|the|any|this|that|such|its|their|no)\s+(?:[\w’'\-]+\s+){0,2}?(?:deal|accord|agreement|treaty|plan|proposal|"
    r"bill|law|measure|resolution|dam|project|filling|pipeline|system|sanctions?|tariffs?|cuts?|decision|move|step|vote|"
    r"attack|strike|war|conflict|crisis|situation|policy|programme|program|package|text|draft|mechanism|number|rule|"
    r"rise|fall|exit|withdrawal|failure|delay|[a-z]{3,}(?:tion|ment|ness|ance|ence|sion|ity))s?\b"
    r"(?:(?!\b(?:it|they|he|she|we|I)\b)[^,;.])*$",
    re.IGNORECASE,
)
