"""Where mentions stand in the clause of a cue: its subject, its objects, its possessor, and those joined to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.evidence.actors.mentions import Mention
from detente.evidence.events.cues import Cue
from detente.evidence.events.parties import head_words

_JOINED = re.compile(
    r"[\s,]*(?:,|and|or|&|as well as|together with|plus)?\s*(?:by\s+|with\s+)?(?:the\s+|its\s+)?(?:then\s+)?"
)
_SIDE = re.compile(
    r"\b(?:for|on|about|over|against|to|in|into|towards?|regarding|concerning|at|despite|near|inside|under|through|via|"
    r"than|like|as|along with|alongside|unlike|besides)\s+(?:the\s+|its\s+|their\s+|all\s+|a\s+)?(?:[a-z\-]+\s+){0,2}$"
)
_OF = re.compile(r"(?P<head>[\w’'\-]+)\s+(?:of|from)\s+(?:the\s+|both\s+)?$")
_WITH = re.compile(
    r"\b(?:with|between|among|alongside|beside|together with|by)\s+(?:the\s+|his\s+|her\s+|its\s+|their\s+|both\s+)?"
    r"(?:[\w’'\-]+\s+){0,6}$"
)
_TITLE = re.compile(
    r"(?:\s*(?:the|a|an|his|her|its|their|presidents?|chancellors?|premiers?|kings?|ministers?|prime|foreign|leaders?|[A-Z][\w’'.\-]*))*\s*"
)
_HIDDEN = re.compile(r"\b(?:about|on|over|against|of|for|in|to|into|without|before)\b")
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:[a-z\-]+\s+){0,3}")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")


def subject_of(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions in front of the cue in its clause, without those in phrases of their own ("on Xia")."""
    before = [m for m in mentions if m.end <= cue.start and m.start >= cue.left]
    kept: list[Mention] = []
    taken = False
    for number, mention in enumerate(before):
        begin = before[number - 1].end if number else cue.left
        between = text[begin : mention.start]
        if number and _JOINED.fullmatch(between):
            if taken:
                kept.append(mention)
            continue
        taken = not _aside(text, cue.left, mention.start)
        if taken:
            kept.append(mention)
    return kept


def objects_of(text: str, cue: Cue, behind: Sequence[Mention], sides: bool = False) -> list[Mention]:
    """Mentions right behind the cue, or behind "with", "between"; with ``sides`` also behind "on", "to", "against"."""
    kept: list[Mention] = []
    taken = False
    for number, mention in enumerate(behind):
        begin = behind[number - 1].end if number else cue.end
        between = text[begin : mention.start]
        if number and (_JOINED.fullmatch(between) or _TITLE.fullmatch(between)):
            if taken:
                kept.append(mention)
            continue
        direct = cue.form != "noun" and not number and _TITLE.fullmatch(between) is not None
        joined = _WITH.search(text[cue.end : mention.start]) is not None and not _apart(text, cue.end, mention.start)
        joined = joined and not re.search(
            r"\b(?:(?!(?:l|head|attend|join|chair|host)ed\b)\w+ed|drawn up|written)\s+(?:with|by)\b",
            text[cue.end : mention.start],
        )
        led = cue.form != "noun" and not number and _of_heads(text[cue.end : mention.start])
        other = sides and re.search(r"\b(?:on|to|against|upon|for)\s+(?:the\s+)?$", between) is not None
        taken = direct or joined or led or other
        if taken:
            kept.append(mention)
    return kept


def subject_behind(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """ "After a call on 2 May Ada and Bo agreed": the subject behind the phrase the cue stands in."""
    if not re.search(r"\b(?:after|during|following|at|in)\s+(?:\w+\s+){0,3}$", text[cue.sentence[0] : cue.start], re.I):
        return []
    if len(text[cue.sentence[0] : cue.start].split()) > 5:
        return []
    behind = [m for m in mentions if m.start >= cue.end]
    return joined_run(text, behind) if behind else []


def possessor_of(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """ "Xia's full-scale invasion", "the Xian annexation": who owns the noun did it."""
    if cue.form != "noun":
        return []
    before = [m for m in mentions if m.end <= cue.start and m.start >= cue.left]
    if not before or not _OWNER.fullmatch(text, before[-1].end, cue.start):
        return []
    own = text[before[-1].end : before[-1].end + 1] in ("'", "’") or before[-1].form == "demonym"
    return before[-1:] if own else []


def joined_run(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention and those joined to it."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and not (
            _JOINED.fullmatch(text, kept[-1].end, mention.start) or _TITLE.fullmatch(text, kept[-1].end, mention.start)
        ):
            break
        kept.append(mention)
    return kept


def is_suffered(text: str, cue: Cue) -> bool:
    """ "the treaty was signed": what stands in front is no doer; "between" and "by" name them."""
    first = text[cue.start : cue.end].split()[0]
    return (
        first.endswith(("ed", "en", "wn")) and _BEING.search(text, max(cue.left, cue.start - 24), cue.start) is not None
    )


def _aside(text: str, left: int, start: int) -> bool:
    if _SIDE.search(text, max(left, start - 40), start):
        return True
    of = _OF.search(text, max(left, start - 40), start)
    return of is not None and of["head"].lower() not in head_words() and not of["head"][0].isupper()


def _apart(text: str, begin: int, end: int) -> bool:
    """Whether another preposition stands between "with" and the name ("with the text on Xia")."""
    tail = re.split(r"\b(?:with|between|among|alongside|beside|by)\b", text[begin:end])[-1]
    of = _OF.search(tail)
    if of is not None:
        return of["head"].lower() not in head_words()
    return _HIDDEN.search(tail) is not None


def _of_heads(between: str) -> bool:
    of = _OF.search(between)
    return of is not None and of["head"].lower() in head_words() and len(between.split()) <= 5
