"""All labels of a clause together, each with the reason it was given."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detente.domain.statement import Attribution, Certainty, Kind, Modality, Span, Stance
from detente.evidence.checking.figures import is_statistic
from detente.evidence.claims.segments import Segment
from detente.evidence.labels.commitment import committed_modality
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.judgement import calls, judged_stance, warns
from detente.evidence.labels.kind import author_source, kind_of
from detente.evidence.labels.modality import modality_of
from detente.evidence.labels.negation import resolve_negation
from detente.evidence.labels.scope import reaching
from detente.evidence.lexicon import Lexicon


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
    negated, named, why = False, "", ""
    if predicate is not None:
        stance, negated, _, why = resolve_negation(text, segment.start, predicate)
        named = f"{predicate.stance.replace('_', ' ')}: “{' '.join(text[predicate.start : predicate.end].split())}”"
    judged = None
    if predicate is None or (predicate.stance == "assesses" and (voice is not None or calls(text, predicate))):
        judged = judged_stance(text, segment)
    elif (
        warns(text, predicate) and (reproach := judged_stance(text, segment)) and reproach[0] in ("opposes", "accuses")
    ):
        judged = reproach
    if judged is not None or predicate is None:
        stance, negated, why = (judged[0], False, judged[1]) if judged is not None else (stance, negated, why)
    attribution = _attribution(text, segment, cues, hearsay)
    spoken: Kind | None = voice.kind if voice is not None and attribution.source_type != "outlet" else None
    said_from = max(segment.start, voice.content[0][0]) if voice is not None else segment.start
    in_reach = reaching(text, clause, predicate, stance, cues, said_from)
    modality, word = modality_of(text, clause, segment.end, in_reach, spoken, hearsay, stance == "concerned")
    if modality == "asserted" and voice is None and judged is not None and _states(segment):
        modality, word = "opinion", judged[1].replace("the speaker", "the author")
    modality, certainty, plain, committed = committed_modality(text, segment, modality, word, stance, in_reach, lexicon)
    verbal = predicate is not None and direct and stance != "assesses" and predicate.group in ("acts", "attitudes")
    own_verb = verbal or (predicate is not None and direct and predicate.group == "adjectives")
    kind, why_kind = kind_of(
        spoken,
        attribution.source_type,
        stance,
        "acts" if judged is not None and predicate is not None else predicate.group if predicate else None,
        plain,
        _judging(cues, segment) if own_verb else cues,
        is_statistic(text, *clause) and not verbal,
        _does(segment),
    )
    inferred = bool(segment.holding.actors) and not direct
    if voice is None and not hearsay and inferred and kind in ("reported_act", "reported_position"):
        kind, why_kind = "author_assessment", "whose stance it is was inferred from the words before"
    if is_link:
        kind, why_kind = "headline_link", "title of another article"
        attribution = Attribution("the outlet", source_type="headline")
    elif voice is None and attribution.source_type in ("author", "hearsay"):
        attribution = replace(attribution, source_type=author_source(kind, hearsay))
    own = _own_words(text, segment, stance, kind, lexicon)
    if own is not None:
        kind, why_kind, attribution = "partial_quote", "the actor's own words are quoted", own
    reasons = (
        named,
        why,
        segment.holding.reason,
        f"{modality}: {word}" if word else "",
        committed,
        f"{kind}: {why_kind}",
    )
    return Labels(stance, negated, modality, certainty, kind, attribution, reasons)


_SUBJECT = re.compile(r"subject of “(?P<verb>[\w’' ]+)”")
_STATE = re.compile(
    r"(?:is|are|was|were|be|been|being|seems?|seemed|remains?|remained|looks?|has|have|had|do|does|did)\b"
)


def _does(segment: Segment) -> bool:
    """Whether an actor is the subject of a verb of its own that no predicate lists, and no state ("is", "has")."""
    found = _SUBJECT.match(segment.holding.reason) if segment.predicate is None else None
    return found is not None and segment.holding.direct and _STATE.match(found["verb"]) is None


def _states(segment: Segment) -> bool:
    """Whether the author says what somebody is, in words of judgement alone."""
    found = _SUBJECT.match(segment.holding.reason) if segment.predicate is None else None
    return found is not None and segment.holding.direct and _STATE.match(found["verb"]) is not None


def _judging(cues: dict[str, list[Span]], segment: Segment) -> dict[str, list[Span]]:
    """Without words of judgement behind an actor's own verb: there they belong to what it did or wants."""
    if segment.predicate is None:
        return cues
    before = [s for s in cues.get("evaluative", ()) if s[1] <= segment.predicate.start]
    return {**cues, "evaluative": before}


def _attribution(text: str, segment: Segment, cues: dict[str, list[Span]], hearsay: bool) -> Attribution:
    if segment.voice is not None:
        return segment.voice.attribution
    if cues.get("editorial") and not re.search(r"[“\"]", text[segment.start : segment.end]):
        return Attribution("the outlet", source_type="outlet")
    if hearsay:
        return Attribution("unnamed reports", source_type="hearsay")
    return Attribution("the author", source_type="author")


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
