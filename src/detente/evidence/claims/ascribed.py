"""Thoughts and wishes ascribed to somebody: every record says whose they are, and none is lost.

What a known actor wants is read as its position, in the author's voice ("Egypt wants a binding deal"). The words that
ascribe it (whose, by which verb, what) are kept at the record all the same. Ascriptions no record was made from become
records of their own: who is said to think or want something is evidence even where actor and issue are unknown.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from detente.domain.document import Document
from detente.domain.statement import Span, Statement
from detente.evidence.actors.holders import NOBODY, Holding
from detente.evidence.actors.mentions import Mention
from detente.evidence.actors.stand_ins import antecedent_of
from detente.evidence.attribution import AttributedSpeech
from detente.evidence.claims.analysis import analyse
from detente.evidence.claims.context import Surroundings, Topics, with_context
from detente.evidence.claims.issues import issues_in, within
from detente.evidence.claims.records import to_statement
from detente.evidence.claims.segments import Segment
from detente.evidence.claims.voices import Voice
from detente.evidence.lexicon import Lexicon
from detente.evidence.verify import selectors
from detente.evidence.vocabulary import collectives, roles

POSITION = "rule:position:"
ASCRIBED = "rule:ascribed:"
LEAST_SHARED = 0.3  # share of the union of both spans from which a clause and an ascription are the same statement
CONFIDENCE = 0.35
LEAST_CONTENT = 0.4  # share of a passage that what is thought or wanted must take
FARTHEST = 120  # characters between the parts of an ascription that are shown as one passage


def unvoiced(
    text: str,
    speech: Sequence[AttributedSpeech],
    voices: Sequence[Voice],
    read: Sequence[Span],
) -> list[AttributedSpeech]:
    """Attributions to somebody who can think that no voice stands for, without those nested in another's words.

    ``read`` are the sentences that were read: no headings, no page furniture.
    """
    spoken = [v.content for v in voices]
    body = sorted(read)
    return [
        item
        for item in speech
        if not item.nested
        and item.source is not None
        and not _inside(item.hull, spoken)
        and _within(item.source, body)
        and (_thinks(text, item.source) or _tells(text, item))
        and (not item.rule.startswith("object:") or _somebody(text, item.source))
    ]


def with_ascriptions(
    document: Document,
    statements: Sequence[Statement],
    items: Sequence[AttributedSpeech],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    surroundings: Surroundings,
) -> list[Statement]:
    """The statements, those made from an ascription with its source and cue, and a record for each of the rest."""
    result = list(statements)
    for item in items:
        best = max(
            (n for n, s in enumerate(result) if s.extractor.startswith(POSITION) and not s.content_spans),
            key=lambda n: (_made_from(item, result[n]), -n),
            default=None,
        )
        if best is not None and _made_from(item, result[best]) >= LEAST_SHARED:
            result[best] = _marked(document.text, result[best], item)
        elif (made := _record(document, item, mentions, lexicon, surroundings)) is not None:
            result.append(made)
    return result


_PEOPLE = re.compile(
    r"\b(?:administration|government|parliament|delegation|organi[sz]ation|corporation|federation|opposition|coalition|"
    r"commission|association|community|majority|minority|authority|university|police|union|military)s?$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:[a-z]{2,}(?:ment|tion|sion|ness|ity|ance|ence|ism|ing)s?|proposals?|challenges?|efforts?|strateg(?:y|ies)|process|"
    r"moves?|approach|calls?|deals?|plans?|systems?|outcomes?|results?|issues?|questions?|gaps?|cris[ie]s|conflicts?|wars?|"
    r"policy|policies|actions?|rhetoric|pressures?|factors?|leverage|events?|goals?|steps?|terms?|talks|objectives?)$",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(r",|\s(?:of|in|between|for|to|with|on|by|from|at|behind|about|over)\s", re.IGNORECASE)


def _thinks(text: str, source: Span) -> bool:
    """Whether a source may be somebody: no act, process or document part, by the ending of its noun."""
    if text[slice(*source)].strip().lower() in ("the", "a", "an", "this", "that", "these", "those"):
        return False
    head = _BEHIND_HEAD.split(text[slice(*source)].strip(), maxsplit=1)[0].strip()
    if re.match(r"[A-Z]?[a-z]+ing\s+(?:the|this|these|that|those|an?|its|their|his|her|how|what|why)\b", head):
        return False  # "Understanding these reactions shows"
    return bool(_PEOPLE.search(head)) or not _THING.search(head)


def _somebody(text: str, source: Span) -> bool:
    """Whether a source is a name, a pronoun or people; "the region offers", "the figures reflect" ascribe nothing."""
    words = re.sub(r"^(?:the|an?)\s+", "", text[slice(*source)].strip(), flags=re.IGNORECASE)
    head = _BEHIND_HEAD.split(words, maxsplit=1)[0].split(" ")[-1].lower()
    named = any(w[:1].isupper() for w in words.split()[1:]) or (words[:1].isupper() and words.lower() not in text)
    return named or bool(_NOT_NAMED.match(words)) or bool(_PEOPLE.search(head)) or head in _people()


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    table, groups = roles(), collectives()
    listed = (*table["collective"], *table["unnamed"], *table["expert"], *groups["plural"], *groups["single"])
    return frozenset(form.lower().split(" ")[-1] for word in listed for form in (word, word + "s")) | {
        "report",
        "study",
    }


_TELLING = re.compile(r"\b(?:found|finds?|shows?|showed|shown|says?|said|concluded?|concludes|indicates?|indicated)\b")


def _tells(text: str, item: AttributedSpeech) -> bool:
    """A study, film or paper that says something of itself: "the footage showed that"."""
    return item.rule.startswith("clause:") and item.cue is not None and bool(_TELLING.search(text[slice(*item.cue)]))


def _marked(text: str, statement: Statement, item: AttributedSpeech) -> Statement:
    cue = text[slice(*item.cue)] if item.cue is not None else ""
    return replace(statement, speaker_span=item.source, cue=cue, cue_span=item.cue, content_spans=item.content, id="")


def _record(
    document: Document,
    item: AttributedSpeech,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
    surroundings: Surroundings,
) -> Statement | None:
    """The author's report of a thought or wish nobody of the case holds; it points to no position."""
    parts = [item.hull, *(s for s in (item.source, item.cue) if s is not None)]
    start, end = min(p[0] for p in parts), max(p[1] for p in parts)
    if "\n" in document.text[start:end] or end - start - (item.hull[1] - item.hull[0]) > FARTHEST:
        start, end = item.hull
    elif item.cue is not None and item.hull[1] - item.hull[0] < LEAST_CONTENT * (end - start):
        # A long subject and a short wish: the passage begins at the verb, the subject is the source's span.
        start, end = min(item.cue[0], item.hull[0]), max(item.cue[1], item.hull[1])
    inside = within(surroundings.hits, start, end)
    segment = analyse(document.text, Segment(start, end, (start, end), None), inside, mentions, lexicon)
    if not segment.holding.actors:
        segment = replace(segment, holding=_holder(document.text, item, mentions, lexicon, surroundings))
    above = within(surroundings.hits, document.text.rfind("\n", 0, start) + 1, start)
    before = issues_in(above, 0, start, lexicon)
    topics = Topics(before, theme=surroundings.theme)
    segment = with_context(document.text, segment, inside, topics, lexicon, always=True)
    made = to_statement(document, segment, inside, lexicon, is_link=False, always=True)
    if not isinstance(made, Statement):
        return None
    exact, prefix, suffix = selectors(document.text, start, end)
    made = replace(
        made,
        quote=exact,
        prefix=prefix,
        suffix=suffix,
        indications=(),
        extractor=ASCRIBED + item.rule,
        confidence=CONFIDENCE,
    )
    return _marked(document.text, made, item)


def _holder(
    text: str, item: AttributedSpeech, mentions: Sequence[Mention], lexicon: Lexicon, surroundings: Surroundings
) -> Holding:
    """Whom the source stands for, or the source as written."""
    if item.source is None:
        return NOBODY
    stands = antecedent_of(text, item.source, surroundings.sentences, mentions, lexicon)
    if stands is not None:
        return Holding((stands[0].actor,), True, f"whose words or wish it is: {stands[1]}")
    start, end = item.source
    named = next((m for m in mentions if start <= m.start and m.end <= end and m.form != "place"), None)
    if named is not None:
        return Holding((named.actor,), True, "whose words or wish it is")
    name = _name(text, item)
    return Holding((name,), True, "whose words or wish it is, as written") if name else NOBODY


_NOT_NAMED = re.compile(
    r"(?:he|she|they|it|I|we|you|who|which|that|this|these|those|his|her|their|its|our|my|your|one|some|many|others?|"
    r"nobody|everyone|anyone|someone|most|all|each|both|neither|none|several|there|what|another|no one)\b",
    re.IGNORECASE,
)


def _name(text: str, item: AttributedSpeech) -> str:
    """The holder as written, without article and apposition; "" for a pronoun."""
    words = " ".join(text[slice(*item.source)].split()) if item.source is not None else ""
    head = re.sub(r"['’]s?$", "", words.split(",")[0].strip())
    head = re.sub(r"^(?:the|a|an)\s+", "", head, flags=re.IGNORECASE)
    return "" if _NOT_NAMED.match(head) or len(head) > 60 else head


def _made_from(item: AttributedSpeech, statement: Statement) -> float:
    """How far a statement is the ascription's own, in [0, 1]; ``LEAST_SHARED`` or more where it holds all its parts."""
    shared = _shared(item.hull, statement)
    parts = [item.hull, *(s for s in (item.source, item.cue) if s is not None)]
    whole = all(statement.start <= a and b <= statement.end for a, b in parts)
    return max(shared, LEAST_SHARED) if whole and shared > 0 else shared


def _shared(hull: Span, statement: Statement) -> float:
    both = min(hull[1], statement.end) - max(hull[0], statement.start)
    return both / (max(hull[1], statement.end) - min(hull[0], statement.start)) if both > 0 else 0.0


def _within(span: Span, sentences: Sequence[Span]) -> bool:
    at = bisect_right(sentences, (span[0], sys.maxsize)) - 1
    return at >= 0 and span[0] < sentences[at][1]


def _inside(hull: Span, contents: Sequence[tuple[Span, ...]]) -> bool:
    return any(c[0][0] <= hull[0] and hull[1] <= c[-1][1] for c in contents)
