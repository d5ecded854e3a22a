"""What a mention is in its clause: free or behind a preposition, joined to another, an agent or a mere qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from detente.evidence.actors.mentions import Mention
from detente.evidence.vocabulary import roles


def free_mentions(text: str, mentions: Sequence[Mention], clause: int) -> list[Mention]:
    """Mentions that are no object of a preposition, nor joined to one that is ("between A and B")."""
    free: list[Mention] = []
    bound: Mention | None = None
    for mention in mentions:
        if after_preposition(text, mention, clause) or (bound is not None and _joined(text, bound, mention)):
            bound = mention
        else:
            free.append(mention)
    return free


def coordinated(text: str, first: Mention, inside: Sequence[Mention]) -> tuple[str, ...]:
    """The mention and those joined to it by "and", a comma or a hyphen."""
    group = [first]
    ordered = sorted(inside, key=lambda m: m.start)
    place = ordered.index(first)
    for mention in ordered[place + 1 :]:
        if not _joined(text, group[-1], mention):
            break
        group.append(mention)
    for mention in reversed(ordered[:place]):
        if not _joined(text, mention, group[0]):
            break
        group.insert(0, mention)
    return tuple(dict.fromkeys(m.actor for m in group))


def after_preposition(text: str, mention: Mention, clause: int) -> bool:
    """Whether a mention is the object of a preposition or of a verb right before it."""
    before = text[max(clause, mention.start - 40) : mention.start]
    if not before[-1:].isspace():
        return False
    words = before.split()
    head = _represents().search(before) if words and words[-1].lower() in _OF_THE else None
    if head is not None:
        # "The parliament of X ratified": X acts by its parliament, unless that is an object itself.
        place = mention.start - len(before) + head.start()
        before = text[max(clause, place - 40) : place]
    if _CONJUNCTION.search(before) and _VERB_BEHIND.match(text, mention.end):
        return False  # "after X blocked the text": a clause, no object
    return bool(_PREPOSITION.search(before)) or bool(_OBJECT_VERB.search(before[-24:]))


def is_agent(text: str, mention: Mention) -> bool:
    """A demonym names an agent when it is a plural noun or stands before one ("Russian officials")."""
    word = text[mention.start : mention.end]
    following = text[mention.end : mention.end + 40]
    if re.match(r"\s+(?:and\s+\w+\s+)?(?:\w+\s+){0,1}?(?:" + _collective() + r")\b", following, re.IGNORECASE):
        return True
    return (
        word.endswith("s")
        and not word.endswith("ss")
        and not re.match(r"\s+[a-z]+s?\s+(?:is|are|was|were)\b", following)
    )


def modifies(text: str, mention: Mention) -> bool:
    """Whether a name only tells which ("NATO membership", "Iran sanctions"), so that nobody acts."""
    return _MODIFIES.match(text, mention.end) is not None


def is_possessive(text: str, mention: Mention) -> bool:
    """Whether a mention is written as an owner ("X's", "the Xs'")."""
    return text[mention.end : mention.end + 1] in ("'", "’")


_PREPOSITION = re.compile(
    r"\b(?:of|in|with|to|from|for|against|on|at|by|than|between|among|under|over|about|toward|towards|through|after|"
    r"before|since|into|like|unlike|regarding|concerning|despite|within|without|including|as|behind|via|around|both)"
    r"\s+(?:(?:the|its|their|his|her|both|an?|former|then|new|foreign|prime|president|minister|senior|some|many|other|"
    r"most|several|key|close|major|current)\s+)*(?:(?!how\b|what\b|who\b|which\b|that\b|when\b|where\b|why\b|and\b)[a-z\-]+\s+)?(?:(?-i:[A-Z])[\w.’'\-]*\s+){0,4}$",
    re.IGNORECASE,
)
_OBJECT_VERB = re.compile(
    r"\b(?:\w{2,}(?:ed|ing)|see|sees|make|makes|keep|keeps|force|forces|put|gave|gives?)\s+(?:the\s+)?$"
)
_CONJUNCTION = re.compile(r"\b(?:after|before|since|as|until|than)\s+(?:the\s+)?$", re.IGNORECASE)
_VERB_BEHIND = re.compile(
    r"(?:\s+and\s+(?:the\s+)?[A-Z][\w’'\-]*(?:\s+[A-Z]\w*)?)?\s+(?:\w+ly\s+)?"
    r"(?:has|have|had|would|will|could|was|were|is|are|did|does|said|cut|sent|took|gave|left|met|held|made|[a-z]{3,}ed)\b"
)
_OF_THE = frozenset({"of", "the", "both"})
# "NATO membership", "Iran sanctions": the name tells which, nobody acts.
_MODIFIES = re.compile(
    r"\s+(?:membership|accession|enlargement|expansion|candidacy|charter|treaty|veto|exit|weapons?|missiles?|sanctions|"
    r"imports?|exports?|border|crisis|war|conflict|nuclear deal|gas|oil)\b"
)
# "and Prime Minister B", "and the foreign minister B": a title stands before the second name.
_TITLES = r"(?:(?:[A-Z][\w.]*|foreign|prime|defen[cs]e|minister|ministers|president|chancellor)\s+){0,5}"


_LINK = re.compile(r"(?:['’]s?)?\s*(?:,|,?\s+and|[-–/]|\s+or)\s*(?:both\s+|the\s+|former\s+)?" + _TITLES)


def _joined(text: str, left: Mention, right: Mention) -> bool:
    between = text[left.end : right.start]
    if _LINK.fullmatch(between):
        # "US President A" names one actor twice, "A, B" two; a comma alone needs an "and" to follow.
        return "," not in between or "and" in between or bool(re.search(r"\band\b", text[right.end : right.end + 30]))
    return False


@lru_cache(maxsize=1)
def _represents() -> re.Pattern[str]:
    """ "(the) leaders of the", right before a mention."""
    return re.compile(rf"\b(?:the\s+)?(?:\w+\s+)?(?:{_collective()})\s+of\s+(?:(?:the|both)\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _collective() -> str:
    table = roles()
    words = [*table["collective"], *(r.lower() for r in table["principal"]), *(r.lower() for r in table["official"])]
    return "|".join(re.escape(w) + "s?" for w in sorted(set(words), key=lambda w: (-len(w), w)))
