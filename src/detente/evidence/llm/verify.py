"""A proposal made a statement once everything in it is found in the document, or the reason it is refused.

What the model says is only ever made weaker: the place is found by the exact words, actors and numbers must be named
beside them, the source is described by rule where a rule can, and of two modalities the weaker one stays.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.statement import (
    UNMOVING_KINDS,
    Attribution,
    ClaimCheck,
    Kind,
    Modality,
    Span,
    Statement,
)
from detente.evidence.claims.indications import find_indications
from detente.evidence.claims.issues import cue_spans, find_issue_hits
from detente.evidence.labels.modality import certainty_of
from detente.evidence.labels.source import describe_source
from detente.evidence.labels.strength import weakest
from detente.evidence.llm.passages import Passage
from detente.evidence.llm.prompt import PROMPT_VERSION
from detente.evidence.llm.schema import Proposal
from detente.evidence.llm.surroundings import Surroundings, numbers_of
from detente.evidence.llm.weaker import cut_off, modality_by_rule
from detente.evidence.text.dates import find_dates
from detente.evidence.text.normalise import normalise
from detente.evidence.verify import find_quotes, selectors

LEAST_WORDS = 3
CONFIDENCE = 0.5  # of every proposal: a model's own sureness is not asked for
_QUOTES = frozenset({"direct_quote", "partial_quote", "indirect_quote"})
_AUTHORS = frozenset({"author", "author_paraphrase", "outlet", "headline", "hearsay"})


@dataclass(frozen=True)
class Refusal:
    """Why a proposal is refused; ``start`` and ``end`` are where its words stand, if they do."""

    reason: str
    start: int = 0
    end: int = 0


def verified(proposal: Proposal, passage: Passage, place: Surroundings, model: str) -> Statement | Refusal:
    """The statement a proposal makes, or why it makes none."""
    found = _located(proposal, passage, place)
    if isinstance(found, Refusal):
        return found
    reason = _misplaced(proposal, found, place) or _unnamed(proposal, found, place)
    if reason:
        return Refusal(reason, *found)
    return _statement(proposal, found, place, model)


def _located(proposal: Proposal, passage: Passage, place: Surroundings) -> Span | Refusal:
    """The one place where the words stand in the passage."""
    if len(proposal.quote.split()) < LEAST_WORDS and len(proposal.quote) < 12:
        return Refusal(f"the quotation has fewer than {LEAST_WORDS} words")
    text = place.document.text[passage.start : passage.end]
    spans = [(a + passage.start, b + passage.start) for a, b in find_quotes(text, proposal.quote)]
    if not spans:
        joined = any(mark in proposal.quote for mark in ("...", "…"))
        return Refusal(
            "the quotation joins two places with dots"
            if joined
            else "the quotation is not in the document word for word"
        )
    if len(spans) > 1:
        before = normalise(proposal.before).text.strip()
        full = place.document.text
        spans = [
            s for s in spans if before and normalise(full[max(0, s[0] - 500) : s[0]]).text.rstrip().endswith(before)
        ]
        if len(spans) != 1:
            return Refusal("the quotation stands in several places and was not located")
    return spans[0]


def _misplaced(proposal: Proposal, span: Span, place: Surroundings) -> str:
    text = place.document.text
    if "\n\n" in text[span[0] : span[1]].replace("\r", ""):
        return "the quotation runs over the end of a paragraph"
    if place.line_at(span[0]) in ("furniture", "question"):
        return "the quotation is page furniture"
    turned = cut_off(text, place.sentence_of(span), span)
    if turned:
        return f"the quotation is cut off behind a word that turns it round: “{turned}”"
    return ""


def _unnamed(proposal: Proposal, span: Span, place: Surroundings) -> str:
    """What a proposal names that the span and the sentences beside it do not."""
    lexicon = place.lexicon
    window = place.window_of(span)
    named = place.named_in(window)
    for actor in (*proposal.actors, *proposal.targets):
        if actor not in lexicon.actors:
            return f"an actor that is not known: '{_short(actor)}'"
        if actor not in named:
            return f"an actor that is not named in the sentence or beside it: {actor}"
    for issue in proposal.issues:
        if issue not in lexicon.issues:
            return f"an issue that is not known: '{_short(issue)}'"
    if not proposal.actors and not proposal.issues:
        return "it names no known actor or issue"
    if proposal.speaker and place.speaker_at(proposal.speaker, span) is None:
        return "the speaker is not named in the sentence or beside it"
    if proposal.kind in _QUOTES and not proposal.speaker:
        return "a quotation nobody is named for"
    if not numbers_of(proposal.gloss) <= place.numbers_in(window):
        return "its gloss has a number that does not stand there"
    told = {m.actor for m in lexicon.matcher.find(proposal.gloss)}
    if not {lexicon.holder(a) for a in told} <= {lexicon.holder(a) for a in named}:
        return "its gloss names somebody who is not named there"
    return ""


def _statement(proposal: Proposal, span: Span, place: Surroundings, model: str) -> Statement:
    document, lexicon = place.document, place.lexicon
    text = document.text
    exact, prefix, suffix = selectors(text, *span)
    source, speaker_span = _source(proposal, span, place)
    modality, why = _modality(proposal, span, place)
    kind = _kind(proposal, span, place, modality)
    sentence = place.sentence_of(span)
    dates = find_dates(text, *span, document.published) or find_dates(text, *sentence, document.published)
    hits = find_issue_hits(text, *sentence, lexicon)
    reasons = [
        f"proposed by a language model (prompt {PROMPT_VERSION}), its words verified",
        why,
        f"gloss: {proposal.gloss}" if proposal.gloss else "",
    ]
    return Statement(
        document=document.path,
        document_sha256=document.sha256,
        start=span[0],
        end=span[1],
        quote=exact,
        spans=(span,),
        prefix=prefix,
        suffix=suffix,
        attribution=(source,),
        speaker=source.name,
        speaker_span=speaker_span,
        source_type=source.source_type,
        actors=tuple(dict.fromkeys(proposal.actors)),
        targets=tuple(dict.fromkeys(proposal.targets)),
        issues=tuple(dict.fromkeys(proposal.issues)),
        stance=proposal.stance,
        negated=proposal.negated,
        modality=modality,
        certainty=certainty_of(modality),
        kind=kind,
        time_said=document.published.isoformat() if document.published else "",
        time_about=dates[0].value if dates else "",
        time_precision=dates[0].precision if dates else "",
        extractor=f"llm:{model}",
        confidence=CONFIDENCE,
        reason="; ".join(r for r in reasons if r),
        checks=(*_disagreement(proposal, span, place), *_addressed(place)),
        indications=find_indications(
            text,
            span,
            lexicon,
            proposal.actors,
            proposal.issues,
            cue_spans(hits, *span),
            proposal.stance,
            proposal.negated,
        ),
    )


def _source(proposal: Proposal, span: Span, place: Surroundings) -> tuple[Attribution, Span | None]:
    """Who says it: as the rules describe that name, else as the model does; the author where nobody is named."""
    if place.line_at(span[0]) in ("heading", "link"):
        return Attribution("the outlet", source_type="headline"), None
    where = place.speaker_at(proposal.speaker, span) if proposal.speaker else None
    if where is None:
        kind = proposal.source_type if proposal.source_type in _AUTHORS else "author"
        return Attribution("the author", source_type=kind), None
    if isinstance(where, Statement):
        return where.attribution[-1], where.speaker_span
    described = describe_source(place.document.text, where, place.mentions, place.lexicon, place.roster)
    if described is not None:
        return described[0], where
    words = place.document.text[where[0] : where[1]]
    kind = "unnamed_group" if proposal.source_type in _AUTHORS else proposal.source_type
    return Attribution(words, source_type=kind), where


def _modality(proposal: Proposal, span: Span, place: Surroundings) -> tuple[Modality, str]:
    """The weakest of the model's modality, that of the words, and that of the rules' own statements there."""
    by_word, word = modality_by_rule(place.document.text, place.sentence_of(span), span)
    chosen = weakest([proposal.modality, by_word, *(s.modality for s in place.rivals_of(span))])
    if chosen == proposal.modality:
        return chosen, ""
    return chosen, f"{proposal.modality} made {chosen}" + (
        f": {word}" if word and chosen == by_word else " as the rules read it"
    )


def _kind(proposal: Proposal, span: Span, place: Surroundings, modality: Modality) -> Kind:
    """The model's kind, unless the marks in the text, the modality or the rules allow only a weaker one."""
    if place.line_at(span[0]) in ("heading", "link"):
        return "headline_link"
    for rival in place.rivals_of(span):
        if rival.kind in UNMOVING_KINDS:
            return rival.kind
    kind = proposal.kind
    if kind == "direct_quote" and not place.in_quotation(span):
        kind = "partial_quote"
    if kind == "partial_quote" and not place.holds_quotation(span):
        kind = "indirect_quote"
    if kind in ("reported_act", "reported_position") and modality not in ("asserted", "reported"):
        kind = "speculation" if modality in ("speculative", "hypothetical") else "author_assessment"
    return kind


def _disagreement(proposal: Proposal, span: Span, place: Surroundings) -> list[ClaimCheck]:
    """A check where the rules read the same words otherwise: another actor, or the opposite."""
    holders = {place.lexicon.holder(a) for a in proposal.actors}
    for rival in place.rivals_of(span):
        others = {place.lexicon.holder(a) for a in rival.actors}
        apart = holders and others and not holders & others
        if apart or (rival.stance == proposal.stance and rival.negated != proposal.negated):
            said = f"{', '.join(rival.actors) or 'nobody'} {rival.stance}{' (negated)' if rival.negated else ''}"
            return [ClaimCheck("model_disagrees", *span, f"the rules read the same words as: {said}")]
    return []


def _addressed(place: Surroundings) -> list[ClaimCheck]:
    found = place.addresses_a_model
    if found is None:
        return []
    said = "the document gives instructions to language models: nothing a model proposes from it can be relied on"
    return [ClaimCheck("addresses_a_model", *found, said)]


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
