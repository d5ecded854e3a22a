"""A clause made a statement: labels, attribution, dates, indications, with every reason kept."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Attribution, Certainty, Kind, Modality, Span, Stance, Statement
from detente.evidence.dates import find_dates
from detente.evidence.figures import is_statistic
from detente.evidence.indications import find_indications
from detente.evidence.issues import IssueHit, cue_spans, issues_in
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.kind import author_source, kind_of
from detente.evidence.labels.modality import certainty_of, modality_of
from detente.evidence.labels.negation import resolve_negation
from detente.evidence.lexicon import Lexicon
from detente.evidence.predicates import Predicate
from detente.evidence.segments import Segment
from detente.evidence.verify import selectors


def to_statement(
    document: Document, segment: Segment, hits: list[IssueHit], lexicon: Lexicon, is_link: bool
) -> tuple[Statement | None, tuple[str, str]]:
    text = document.text
    clause = (segment.start, segment.end)
    voice, predicate = segment.voice, segment.predicate
    issues, targets = segment.issues, segment.targets
    actors = segment.holding.actors
    if voice is None:
        if predicate is None:
            return None, ("predicate", "no predicate: nobody does, wants or says anything here")
        if not actors:
            return None, ("actor", "no known actor holds the stance")
        if not issues:
            issues = issues_in(hits, *segment.sentence, lexicon, limit=2)
            if not issues:
                return None, ("issue", "no known issue")
            if not segment.holding.direct:
                return None, ("issue", "no issue in the clause, and no actor of its own")
        if (
            not segment.holding.direct
            and predicate.stance != "excludes"
            and all(lexicon.issues[i].yields for i in issues)
            and not _is_hearsay(text, segment)
        ):
            return None, ("actor", "whose stance it is was only inferred, and the issue is only that they talk")
        if predicate.stance == "assesses" and not segment.holding.direct:
            return None, ("predicate", "the author describes, no actor's stance")
    elif not issues and not actors and not targets:
        return None, ("actor", "attributed speech without a known actor or issue")
    # "Thus," and "We think" before the clause colour it too.
    lead = segment.sentence[0] if segment.start - segment.sentence[0] <= 24 else segment.start
    cues = find_cues(text, lead, segment.end)
    hearsay = (
        bool(cues.get("hearsay"))
        and voice is None
        or (voice is not None and voice.attribution.source_type == "hearsay")
    )
    negated, stance, reasons = False, "assesses", []
    stance_here: Stance = "assesses"
    place = segment.start
    if predicate is not None:
        stance_here, negated, _, why = resolve_negation(text, segment.start, predicate)
        place = predicate.start
        reasons = [f"{predicate.stance}: “{' '.join(text[predicate.start : predicate.end].split())}”", why]
    stance = stance_here
    statistic = is_statistic(text, *clause)
    if voice is None and _outlet(text, segment, cues):
        attribution = Attribution("the outlet", source_type="outlet")
    elif voice is not None:
        attribution = voice.attribution
    else:
        attribution = Attribution("the author", source_type="hearsay" if hearsay else "author")
    spoken: Kind | None = voice.kind if voice is not None and attribution.source_type != "outlet" else None
    modality, why_modality = modality_of(text, clause, place, cues, spoken, hearsay, stance == "concerned")
    modality, certainty, plain = _committed(segment, modality, stance, cues, place, lexicon)
    statistic = statistic and not (
        predicate is not None and segment.holding.direct and predicate.group == "acts" and stance != "assesses"
    )
    kind, why_kind = kind_of(
        spoken, attribution.source_type, stance, predicate.group if predicate else None, plain, cues, statistic
    )
    if voice is None and not hearsay and not segment.holding.direct and kind in ("reported_act", "reported_position"):
        kind, why_kind = "author_assessment", "whose stance it is was inferred from the words before"
    if is_link:
        kind, why_kind = "headline_link", "title of another article"
        attribution = Attribution("the outlet", source_type="headline")
    elif voice is None and attribution.source_type in ("author", "hearsay"):
        attribution = replace(attribution, source_type=author_source(kind, hearsay))
    attribution, spoken_by = _own_words(text, segment, attribution, stance, kind, lexicon)
    if spoken_by:
        kind = "partial_quote"
    exact, prefix, suffix = selectors(text, segment.start, segment.end)
    dates = find_dates(text, *clause, document.published) or find_dates(text, *segment.sentence, document.published)
    reasons += [segment.holding.reason, f"{modality}: {why_modality}" if why_modality else "", f"{kind}: {why_kind}"]
    statement = Statement(
        document=document.path,
        document_sha256=document.sha256,
        start=segment.start,
        end=segment.end,
        quote=exact,
        spans=((segment.start, segment.end),),
        prefix=prefix,
        suffix=suffix,
        attribution=(attribution,),
        speaker=attribution.name,
        speaker_span=voice.source if voice is not None else None,
        cue=text[voice.cue[0] : voice.cue[1]] if voice is not None and voice.cue else "",
        cue_span=voice.cue if voice is not None else None,
        source_type=attribution.source_type,
        actors=actors,
        targets=targets,
        issues=issues,
        stance=stance,
        negated=negated,
        modality=modality,
        certainty=certainty,
        kind=kind,
        event=_event(text, predicate),
        time_said=document.published.isoformat() if document.published else "",
        time_about=dates[0].value if dates else "",
        time_precision=dates[0].precision if dates else "",
        extractor=f"rule:{'speech' if voice is not None else 'position'}:{(voice.rule if voice else predicate.group if predicate else 'none')}",
        confidence=_confidence(segment, modality),
        reason="; ".join(r for r in reasons if r),
        indications=find_indications(
            text,
            clause,
            lexicon,
            actors,
            issues,
            _cues_of(hits, clause, predicate),
            stance,
            negated,
            _objects(text, hits, clause, predicate),
        ),
    )
    return statement, ("", "")


_OWN_STANCES = frozenset(
    {"demands", "rejects", "offers", "open_to", "opposes", "supports", "seeks", "acts_against", "withholds", "reluctant",
     "requires", "engages", "excludes"}
)  # fmt: skip


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
    made = stance in ("offers", "open_to", "demands") and segment.holding.direct
    if made and modality == "conditional" and all(a > place for a, _ in cues.get("conditional", ())):
        if not cues.get("possible") and (voice is None or own):
            return "conditional", "reported", "reported"
    return modality, certainty_of(modality), modality


def _cues_of(hits: list[IssueHit], clause: Span, predicate: Predicate | None) -> dict[str, dict[str, list[Span]]]:
    """Cues the predicate can govern: behind it or at most 40 characters before; an act's own within 60 behind."""
    if predicate is None:
        return {}
    stop = clause[1]
    if predicate.stance in ("acts_against", "excludes"):
        stop = min(stop, predicate.end + 60)
    return cue_spans([h for h in hits if h.end > predicate.start - 40 and h.start < stop], *clause)


_WEAKENING = re.compile(
    r"\b(?:shift|change|limit\w*|reduc\w+|against|end|less|cut\w*|without|of|from|regarding|concerning|about|on|in|under|over)\b",
    re.IGNORECASE,
)


def _objects(text: str, hits: list[IssueHit], clause: Span, predicate: Predicate | None) -> set[str]:
    """Issues whose name follows the predicate closely, with no word between that turns the sense round."""
    if predicate is None:
        return set()
    return {
        h.issue
        for h in hits
        if h.part == "keyword"
        and h.end <= clause[1]
        and predicate.start <= h.start <= predicate.end + 45
        and not _WEAKENING.search(text, predicate.end, max(predicate.end, h.start))
    }


def _is_hearsay(text: str, segment: Segment) -> bool:
    return bool(find_cues(text, segment.start, segment.end).get("hearsay"))


def _outlet(text: str, segment: Segment, cues: dict[str, list[Span]]) -> bool:
    return bool(cues.get("editorial")) and not re.search(r"[“\"]", text[segment.start : segment.end])


_OWN_QUOTE = re.compile(r"[“\"][^”\"]{3,}[”\"]")


def _own_words(
    text: str, segment: Segment, attribution: Attribution, stance: Stance, kind: Kind, lexicon: Lexicon
) -> tuple[Attribution, bool]:
    """An actor's words quoted in the author's report of an act ("called him “...”") are a partial quotation."""
    quoted = _OWN_QUOTE.search(text, segment.start, segment.end)
    actor = segment.holding.actors[0] if len(segment.holding.actors) == 1 and segment.holding.direct else None
    if (
        segment.voice is not None
        or not quoted
        or actor is None
        or stance not in ("accuses", "assesses", "demands", "rejects", "offers", "supports", "opposes")
    ):
        return attribution, False
    if kind == "headline_link" or segment.predicate is None or quoted.start() < segment.predicate.start:
        return attribution, False
    known = lexicon.actors[actor]
    official = known.kind == "person"
    return Attribution(known.name, known.role, "", "named_principal" if official else "named_official"), True


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
    return round(value, 2)
