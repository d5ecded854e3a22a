"""A clause made a statement: its labels with attribution, dates and indications."""

from __future__ import annotations

import re

from detente.domain.document import Document
from detente.domain.statement import Span, Statement
from detente.evidence.claims.gate import STAGES, Reason, issues_or_reason
from detente.evidence.claims.indications import find_indications
from detente.evidence.claims.issues import IssueHit, cue_spans
from detente.evidence.claims.labelling import label
from detente.evidence.claims.predicates import Predicate
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.dates import find_dates
from detente.evidence.text.numbers import find_numbers
from detente.evidence.verify import selectors

EMBEDDED = "rule:embedded"


def to_statement(
    document: Document, segment: Segment, hits: list[IssueHit], lexicon: Lexicon, is_link: bool, always: bool = False
) -> Statement | Reason:
    """The statement a clause makes, or (stage, reason) for leaving it out.

    ``is_link`` marks the title of another article: whatever it says, it moves nothing.
    ``always`` makes one even without a known actor or issue.
    """
    text = document.text
    kept = segment.issues if always else issues_or_reason(text, segment, hits, lexicon)
    if kept and kept[0] in STAGES:
        return kept[0], kept[1]
    clause = (segment.start, segment.end)
    voice, predicate = segment.voice, segment.predicate
    labels = label(text, segment, lexicon, is_link)
    exact, prefix, suffix = selectors(text, *clause)
    dates = find_dates(text, *clause, document.published) or find_dates(text, *segment.sentence, document.published)
    group = "embedded" if segment.embedded else f"position:{predicate.group if predicate else 'none'}"
    rule = f"speech:{voice.rule}" if voice is not None else group
    return Statement(
        document=document.path,
        document_sha256=document.sha256,
        start=segment.start,
        end=segment.end,
        quote=exact,
        spans=(clause,),
        prefix=prefix,
        suffix=suffix,
        attribution=(labels.attribution,),
        speaker=labels.attribution.name,
        speaker_span=voice.source if voice is not None else None,
        cue=text[voice.cue[0] : voice.cue[1]] if voice is not None and voice.cue else "",
        cue_span=voice.cue if voice is not None else None,
        content_spans=voice.content if voice is not None else (),
        source_type=labels.attribution.source_type,
        actors=segment.holding.actors,
        targets=segment.targets,
        issues=kept,
        stance=labels.stance,
        negated=labels.negated,
        modality=labels.modality,
        certainty=labels.certainty,
        kind=labels.kind,
        event=_event(text, predicate),
        time_said=document.published.isoformat() if document.published else "",
        time_about=dates[0].value if dates else "",
        time_precision=dates[0].precision if dates else "",
        extractor=f"rule:{rule}",
        confidence=_confidence(segment, labels.modality),
        numbers=tuple(find_numbers(text, *clause, document.published)),
        reason="; ".join(r for r in (*labels.reasons, segment.context) if r),
        indications=()
        if segment.context and not segment.named
        else find_indications(
            text,
            clause,
            lexicon,
            segment.holding.actors,
            [i for i in kept if i not in segment.borrowed],
            _cues_of(text, hits, clause, predicate),
            labels.stance,
            labels.negated,
            _objects(text, hits, clause, predicate),
        ),
    )


def _cues_of(
    text: str, hits: list[IssueHit], clause: Span, predicate: Predicate | None
) -> dict[str, dict[str, list[Span]]]:
    """Cues the predicate can govern: behind it or at most 40 characters before; an act's own within 60 behind."""
    if predicate is None:
        return {}
    stop = clause[1]
    if predicate.stance in ("acts_against", "excludes"):
        stop = min(stop, predicate.end + 60)
    first = predicate.start - 40
    if predicate.focus is not None:
        first = predicate.focus
        hits = [h for h in hits if h.start >= first or (h.end >= first and not _names_it(text, h, hits))]
    aside = _aside(text, predicate, stop)
    return cue_spans([h for h in hits if h.end > first and h.start < stop and h.start <= aside], *clause)


def _names_it(text: str, cue: IssueHit, hits: list[IssueHit]) -> bool:
    """Whether a cue is "without" and the issue itself, which a double negation turns round ("no X without Y")."""
    named = any(h.part == "keyword" and h.issue == cue.issue and cue.start < h.start <= cue.end for h in hits)
    return named and text[cue.start : cue.start + 7].lower() == "without"


_ASIDE = re.compile(
    r"\b(?:in (?:exchange|return) for|instead of|rather than|apart from|because|although|whereas)\b", re.IGNORECASE
)
_PART_OF = re.compile(_ASIDE.pattern + r"|\bas (?:a )?part of\b", re.IGNORECASE)


def _aside(text: str, predicate: Predicate, stop: int) -> int:
    """Where what follows is no longer the predicate's object: "ruled out troops as part of any guarantees"."""
    against = predicate.stance in ("rejects", "opposes", "reluctant", "withholds", "excludes")
    found = (_PART_OF if against else _ASIDE).search(text, predicate.end, stop)
    return found.start() if found else stop


_WEAKENING = re.compile(
    r"\b(?:shift|change|limit\w*|reduc\w+|against|end|less|cut\w*|without|from|regarding|concerning|about|on|in|under|over)\b",
    re.IGNORECASE,
)


def _objects(text: str, hits: list[IssueHit], clause: Span, predicate: Predicate | None) -> set[str]:
    """Issues whose name follows the predicate closely, with no word between that turns the sense round."""
    if predicate is None:
        return set()
    begin = predicate.start if predicate.focus is None else predicate.focus
    aside = _aside(text, predicate, clause[1])
    behind = {
        h.issue
        for h in hits
        if h.part == "keyword"
        and h.end <= clause[1]
        and begin <= h.start <= min(predicate.end + 45, aside)
        and not _WEAKENING.search(text, predicate.end, max(predicate.end, h.start))
    }
    return behind | _themes(text, hits, clause, predicate)


_IS = re.compile(r"(?:\s[^,;.:“”]*)?\b(?:is|are|was|were|be|been|being|remains?|remained)\s+(?:\w+\s+){0,2}$")


def _themes(text: str, hits: list[IssueHit], clause: Span, predicate: Predicate) -> set[str]:
    """Issues of which an adjective is said: "membership for X was not realistic"."""
    if predicate.group != "adjectives" or predicate.focus is not None:
        return set()
    return {
        h.issue
        for h in hits
        if h.part == "keyword"
        and clause[0] <= h.start
        and predicate.start - 50 <= h.end <= predicate.start
        and _IS.fullmatch(text[h.end : predicate.start])
    }


def _event(text: str, predicate: Predicate | None) -> str:
    if predicate is None or predicate.group not in ("acts", "joint"):
        return ""
    return " ".join(text[predicate.start : predicate.end].lower().split())


def _confidence(segment: Segment, modality: str) -> float:
    value = 0.8 if segment.holding.direct else 0.55
    if segment.predicate is None:
        value = 0.4
    elif segment.predicate.stance == "assesses":
        value -= 0.1
    if modality not in ("asserted", "reported"):
        value -= 0.05
    if segment.context and not segment.named:
        value -= 0.15
    return round(value, 2)
