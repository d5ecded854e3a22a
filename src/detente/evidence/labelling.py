"""All labels of a clause together, each with the reason it was given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detente.domain.statement import Attribution, Certainty, Kind, Modality, Span, Stance
from detente.evidence.figures import is_statistic
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.kind import author_source, kind_of
from detente.evidence.labels.modality import certainty_of, modality_of
from detente.evidence.labels.negation import resolve_negation
from detente.evidence.lexicon import Lexicon
from detente.evidence.segments import Segment


@dataclass(frozen=True)
class Labels:
    """What a clause is labelled with, and why, in words."""

    stance: Stance
    negated: bool
    modality: Modality
    certainty: Certainty
    kind: Kind
    attribution: Attribution
    reasons: tuple[str, ...]


def label(text: str, segment: Segment, lexicon: Lexicon, is_link: bool) -> Labels:
    """Stance after negation, modality, certainty, kind and attribution of a clause."""
    clause = (segment.start, segment.end)
    voice, predicate, direct = segment.voice, segment.predicate, segment.holding.direct
    # "Thus," and "We think" before the clause colour it too.
    lead = segment.sentence[0] if segment.start - segment.sentence[0] <= 24 else segment.start
    cues = find_cues(text, lead if segment.scope is None else segment.scope, segment.end)
    reported = "hearsay" if voice is None and cues.get("hearsay") else ""
    hearsay = bool(reported) or (voice is not None and voice.attribution.source_type == "hearsay")
    stance: Stance = "assesses"
    negated, place, named, why = False, segment.start, "", ""
    if predicate is not None:
        stance, negated, _, why = resolve_negation(text, segment.start, predicate)
        place = predicate.start
        named = f"{predicate.stance.replace('_', ' ')}: “{' '.join(text[predicate.start : predicate.end].split())}”"
    attribution = _attribution(text, segment, cues, hearsay)
    spoken: Kind | None = voice.kind if voice is not None and attribution.source_type != "outlet" else None
    modality, word = modality_of(text, clause, place, cues, spoken, hearsay, stance == "concerned")
    modality, certainty, plain = _committed(segment, modality, stance, cues, place, lexicon)
    acts = predicate is not None and direct and predicate.group == "acts" and stance != "assesses"
    kind, why_kind = kind_of(
        spoken,
        attribution.source_type,
        stance,
        predicate.group if predicate else None,
        plain,
        cues,
        is_statistic(text, *clause) and not acts,
    )
    if voice is None and not hearsay and not direct and kind in ("reported_act", "reported_position"):
        kind, why_kind = "author_assessment", "whose stance it is was inferred from the words before"
    if is_link:
        kind, why_kind = "headline_link", "title of another article"
        attribution = Attribution("the outlet", source_type="headline")
    elif voice is None and attribution.source_type in ("author", "hearsay"):
        attribution = replace(attribution, source_type=author_source(kind, hearsay))
    own = _own_words(text, segment, stance, kind, lexicon)
    if own is not None:
        kind, why_kind, attribution = "partial_quote", "the actor's own words are quoted", own
    reasons = (named, why, segment.holding.reason, f"{modality}: {word}" if word else "", f"{kind}: {why_kind}")
    return Labels(stance, negated, modality, certainty, kind, attribution, reasons)


def _attribution(text: str, segment: Segment, cues: dict[str, list[Span]], hearsay: bool) -> Attribution:
    if segment.voice is not None:
        return segment.voice.attribution
    if cues.get("editorial") and not re.search(r"[“\"]", text[segment.start : segment.end]):
        return Attribution("the outlet", source_type="outlet")
    if hearsay:
        return Attribution("unnamed reports", source_type="hearsay")
    return Attribution("the author", source_type="author")


_OWN_STANCES = frozenset(
    {"demands", "rejects", "offers", "open_to", "opposes", "supports", "seeks", "acts_against", "withholds"}
    | {"reluctant", "requires", "engages", "excludes"}
)


def _committed(
    segment: Segment, modality: Modality, stance: Stance, cues: dict[str, list[Span]], place: int, lexicon: Lexicon
) -> tuple[Modality, Certainty, Modality]:
    """Modality and certainty where an actor commits itself, and the modality by which the kind is told.

    "We will not", "Iran must" in a party's own mouth are its position, no forecast; an offer or a demand with an
    "if" behind it is conditional, yet made.
    """
    voice = segment.voice
    actor = voice.actor if voice is not None else None
    own = actor is not None and {lexicon.holder(a) for a in segment.holding.actors} == {lexicon.holder(actor)}
    if own and voice is not None and stance in _OWN_STANCES and modality in ("predicted", "normative"):
        spoken: Modality = "reported" if voice.kind == "indirect_quote" else "asserted"
        return spoken, certainty_of(spoken), spoken
    threat = stance == "acts_against" and bool(cues.get("threat"))
    made = (stance in ("offers", "open_to", "demands") or threat) and segment.holding.direct
    behind = all(a > place for a, _ in cues.get("conditional", ())) and not cues.get("possible")
    if made and modality == "conditional" and behind and (voice is None or own):
        return "conditional", "reported", "reported"
    return modality, certainty_of(modality), modality


_OWN_QUOTE = re.compile(r"[“\"][^”\"]{3,}[”\"]")


# "The so-called “peace plan”": a name held at a distance, nobody's words.
_SCARE = re.compile(
    r"(?:so-called|known as|dubbed|named|titled|entitled|nicknamed)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)
_QUOTABLE = frozenset({"accuses", "assesses", "demands", "rejects", "offers", "supports", "opposes"})


def _own_words(text: str, segment: Segment, stance: Stance, kind: Kind, lexicon: Lexicon) -> Attribution | None:
    """An actor's words quoted in the author's report of an act ("called him “...”") are its own, partly quoted."""
    quoted = _OWN_QUOTE.search(text, segment.start, segment.end)
    if segment.voice is not None or quoted is None or stance not in _QUOTABLE or kind == "headline_link":
        return None
    if len(segment.holding.actors) != 1 or not segment.holding.direct or segment.predicate is None:
        return None
    if quoted.start() < segment.predicate.start or _SCARE.search(text[segment.start : quoted.start()]):
        return None
    known = lexicon.actors.get(segment.holding.actors[0])
    if known is None:
        return Attribution(segment.holding.actors[0], source_type="named_official")
    return Attribution(
        known.name, known.role, source_type="named_principal" if known.kind == "person" else "named_official"
    )
