"""Whether an event happened, is planned or only proposed, was called off or denied; None where it is no event."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from detente.domain.statement import Span
from detente.domain.timeline import Moment, Status
from detente.evidence.events.cues import Cue
from detente.evidence.events.kinds import status_words
from detente.evidence.text.morphology import is_base_form

REACH = 70  # characters in front of a cue in which a word governs it
CLOSE = 28  # and in which a negation does

_HAPPENED_ING = re.compile(r"\b(?:after|on|following|since|is|are|was|were|been|before|while|by)\s+(?:\w+\s+)?$", re.I)
_DONE = re.compile(r"\b(?:had|has|have|was|were|been)\s+(?:\w+ly\s+|also\s+|already\s+)?$", re.I)
_CANCELLED_BEHIND = re.compile(
    r"[^,;]{0,80}\b(?:was|were|has been|have been|had been)\s+(?:cancelled|canceled|called off|postponed|scrapped)"
)
_OTHER_VERB = re.compile(r"\band\s+(?:then\s+|later\s+|also\s+)?$", re.I)


def status_of(
    text: str, cue: Cue, when: Moment, published: dt.date | None, dates: Sequence[Span] = ()
) -> Status | None:
    """Read from the words in front of the cue in its clause, the verb's form, and a date that is still to come."""
    words = status_words()
    if _CANCELLED_BEHIND.match(text, cue.end, cue.right):
        return "cancelled"
    if cue.form == "noun" and (told := _of_noun(text, cue)) is not None:
        return told
    lead = _without_dates(text, max(cue.left, cue.start - REACH), cue.start, dates)
    opening = text[max(cue.sentence[0], cue.left - 8) : cue.left].lower()
    family = cue.kind.families & {"meeting", "call"}
    if words.denied.search(lead):
        return "denied" if family else None
    if words.negated.search(lead[-CLOSE:]) and not (_OTHER_VERB.search(lead) and cue.form == "verb"):
        return "denied" if family and cue.form == "verb" and _finite_denial(lead) else None
    if words.cancelled.search(lead[-CLOSE:]) or (cue.form == "verb" and cue.kind.id == "cancelled"):
        return "cancelled"
    later = when.first is not None and when.dated and published is not None and when.first > published
    if re.search(r"\b(?:if|unless|whether|once|until)\b\s*$", opening):
        return "proposed"
    if re.search(r"\b(?:before|until|once|if|unless)\b[^,]*\b(?:is|are)\s+$", lead):
        return "proposed"
    governed = _governed(text, cue, lead)
    if governed is not None:
        return "planned" if governed == "proposed" and later and cue.form == "noun" else governed
    return "planned" if later else "happened"


# "talks, which began on 2 May", "the invasion of Xia": they took place, whatever the sentence goes on to say.
_BEGUN = re.compile(
    r"(?:,? which)?\s+(?:(?:was|were)\s+held|took\s+place|ended|began|started|opened|resumed|failed|collapsed|lasted|"
    r"concluded|broke\s+down)\b"
)
_NOT_YET = re.compile(
    r"\b(?:potential|possible|planned|threatened|feared|future|new|another|further|any|imminent|prevent\w*|avert\w*|deter\w*|"
    r"of an?|no)\s+(?:[\w\-]+\s+){0,2}$",
    re.I,
)


def _of_noun(text: str, cue: Cue) -> Status | None:
    """What a noun's own words say of it, before the verb that governs it is asked."""
    before = text[max(cue.sentence[0], cue.start - 40) : cue.start]
    if _BEGUN.match(text, cue.end) and not re.search(r"\b(?:no|any|without)\s+(?:\w+\s+)?$", before):
        return "happened"
    if cue.kind.id == "strike":
        return "proposed" if _NOT_YET.search(before) else "happened"
    return _said_of(text, cue)


# "The meeting between X and Y would": what stands behind the noun and those it names.
_SAID_OF = re.compile(
    r"(?:\s+(?:between|with|of|in|at|on)\s+(?:[\w’'.\-]+\s+){1,9}?|\s+)(?P<modal>would|could|might|may|should|will|"
    r"is\s+(?:to|due|set|expected|scheduled|planned)|are\s+(?:to|due|set|expected|scheduled|planned)|"
    r"(?:is|was|remains?|seems?|looks?)\s+(?:\w+ly\s+)?[“\"‘]?"
    r"(?:possible|unlikely|likely|impossible|an option|on the table))\b"
)


def _said_of(text: str, cue: Cue) -> Status | None:
    """Whether an event that a noun names is still to come, by the verb it is the subject of."""
    if _RECENT.search(text, max(cue.sentence[0], cue.start - 40), cue.start):
        return None
    found = _SAID_OF.match(text, cue.end, min(cue.sentence[1], cue.end + 120))
    if found is None:
        return None
    return (
        "planned"
        if re.match(r"will|(?:is|are)\s+(?:to|due|set|expected|scheduled|planned)", found["modal"])
        else "proposed"
    )


_RECENT = re.compile(
    r"\b(?:recent|latest|last|yesterday['’]s|earlier|previous|past|ensuing|historic|surprise)\s+(?:[\w\-]+\s+){0,2}$",
    re.I,
)


def took_place_lately(text: str, cue: Cue) -> bool:
    """ "The recent call": its own words say that it was."""
    return cue.form == "noun" and _RECENT.search(text, max(cue.sentence[0], cue.start - 40), cue.start) is not None


def _without_dates(text: str, begin: int, end: int, dates: Sequence[Span]) -> str:
    """ "called on 2 May for talks" without its date, so that words that belong together stand together."""
    kept, at = [], begin
    for a, b in dates:
        if begin <= a and b <= end and a >= at:
            kept.append(re.sub(r"\b(?:on|in)\s+$", "", text[at:a]))
            at = b
    kept.append(text[at:end].lstrip() if kept else text[at:end])
    return "".join(kept)


def _finite_denial(lead: str) -> bool:
    return re.search(r"\b(?:did|has|have|had|never)\b|n['’]t\b", lead) is not None


def _governed(text: str, cue: Cue, lead: str) -> Status | None:
    words = status_words()
    if cue.form == "noun":
        near = lead[-45:]
        if re.search(r"\b(?:after|during|following|in an?|in the(?:ir)?)\s+(?:\w+\s+){0,3}$", near, re.I):
            return None
        if words.planned.search(near):
            return "planned"
        return "proposed" if words.proposed.search(near) else None
    first = text[cue.start : cue.end].split()[0].lower()
    if first.endswith("ing"):
        return None if _HAPPENED_ING.search(lead) else "proposed"
    infinitive = re.search(r"\bto\s+(?:\w+ly\s+)?$", lead) is not None
    modal = (
        re.search(r"\b(?:will|shall|would|could|should|must|may|might|can|cannot)\s+(?:\w+\s+){0,2}$", lead) is not None
    )
    if not (infinitive or modal or (is_base_form(first) and not _DONE.search(lead))):
        return None
    if infinitive or modal:
        if words.planned.search(lead[-40:]):
            return "planned"
        return "proposed"
    # a bare form in the present or behind "that": "demanded that they meet"
    return "proposed" if text[max(0, cue.left - 5) : cue.left].strip().endswith("that") else None
