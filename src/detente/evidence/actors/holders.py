"""Who holds a stance in a clause, and towards whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.evidence.actors.mentions import Mention
from detente.evidence.claims.predicates import Predicate
from detente.evidence.vocabulary import roles


@dataclass(frozen=True)
class Holding:
    """Actors that hold a stance; ``direct`` when grammar links them to the predicate, with the reason in words.

    ``thing`` says that the clause is about a deal, draft or law of theirs, and whose it is was only inferred.
    """

    actors: tuple[str, ...]
    direct: bool
    reason: str
    thing: bool = False


NOBODY = Holding((), False, "no known actor")


def find_holders(
    text: str, clause: tuple[int, int], predicate: Predicate, mentions: Sequence[Mention], names: bool = True
) -> Holding:
    """The actors whose act, wish or feeling the predicate is.

    The nearest mention before a verb that is no object of a preposition is its subject; behind "by" the agent of a
    passive. A noun belongs to its possessor ("X's demand", "the Xian demand", "demands of X"); something done
    together to all it is "between".
    """
    inside = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1] and m.form != "place"]
    if predicate.group == "joint":
        together = _together(text, predicate, inside)
        if together:
            return Holding(together, True, "something done together by them")
    if text[predicate.start : predicate.end].lower().startswith("rais"):
        # "X raises concerns among Y": the concern is Y's.
        feeling = _behind(text, predicate, inside, r"\s+(?:among|in|for|from)\s+(?:the\s+)?(?:\w+\s+)?")
        return Holding(coordinated(text, feeling, inside), True, "whose concern it is") if feeling else NOBODY
    if predicate.group in ("nouns", "joint", "adjectives") and text[predicate.start : predicate.end].endswith(
        (" from", " by")
    ):
        agent = _behind(text, predicate, inside, r"\s+(?:the\s+)?(?:\w+\s+)?")
        if agent:
            return Holding(coordinated(text, agent, inside), True, f"agent behind “{_words(text, predicate)}”")
    if predicate.group in ("nouns", "joint"):
        owner = _owner(text, predicate, inside)
        if owner:
            return Holding(coordinated(text, owner, inside), True, f"possessor of “{_words(text, predicate)}”")
    if predicate.group in ("acts", "attitudes") and _is_passive(text, predicate, clause[0]):
        agent = _after_by(text, predicate, inside)
        if agent:
            return Holding(coordinated(text, agent, inside), True, f"agent of the passive “{_words(text, predicate)}”")
        return NOBODY
    subject = _subject(text, predicate, inside, clause)
    if subject and predicate.group == "nouns":
        # No possessor: the clause's subject may hold it ("X has made an attempt to"), or may not.
        return Holding(
            coordinated(text, subject, inside), False, f"subject of the clause of “{_words(text, predicate)}”"
        )
    if subject:
        return Holding(coordinated(text, subject, inside), True, f"subject of “{_words(text, predicate)}”")
    return NOBODY


def modifies(text: str, mention: Mention) -> bool:
    """Whether a name only tells which ("NATO membership", "Iran sanctions"), so that nobody acts."""
    return _MODIFIES.match(text, mention.end) is not None


def find_targets(
    clause: tuple[int, int], holders: Sequence[str], mentions: Sequence[Mention], limit: int = 4
) -> tuple[str, ...]:
    """Other actors the clause names, in the order of the text."""
    inside = [m.actor for m in mentions if clause[0] <= m.start and m.end <= clause[1] and m.form != "place"]
    return tuple(dict.fromkeys(a for a in inside if a not in holders))[:limit]


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
# "NATO membership", "Iran sanctions": the name tells which, nobody acts.
_MODIFIES = re.compile(
    r"\s+(?:membership|accession|enlargement|expansion|candidacy|charter|treaty|veto|exit|weapons?|missiles?|sanctions|"
    r"imports?|exports?|border|crisis|war|conflict|nuclear deal|gas|oil)\b"
)
_NEXT_NOUN = re.compile(r"(?:['’]s?)?[\s\-]+(?:\w+[\s\-]+){0,2}?(\w+)")


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


_OTHERS = re.compile(
    r"\b(?:some|many|others|people|critics|analysts|observers|experts|sources|I|we|you|everybody|nobody|everyone)\s+"
    r"(?:have\s+|also\s+|do\s+not\s+|are\s+(?:not\s+)?)?$"
)


def _subject(text: str, predicate: Predicate, inside: Sequence[Mention], clause: tuple[int, int]) -> Mention | None:
    if _OTHERS.search(text[max(clause[0], predicate.start - 40) : predicate.start]):
        return None  # "as some fear", "critics warn": somebody else is the subject
    before = [m for m in inside if m.end <= predicate.start]
    plain = free_mentions(text, before, clause[0])
    form = text[predicate.start : predicate.end].split()[0]
    if form.endswith("ing") and not _BE.search(text[max(clause[0], predicate.start - 24) : predicate.start]):
        plain = plain[:1]  # "A met B without demanding": the subject of the whole clause
    for mention in reversed(plain):
        if _in_aside(text, mention, plain):
            continue
        if (mention.form == "demonym" and not is_agent(text, mention)) or modifies(text, mention):
            continue
        if _possessive(text, mention) and any(not _possessive(text, m) and m.end < mention.start for m in plain):
            continue
        return mention
    return None


def _in_aside(text: str, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a name stands in a bracket or only tells what the one before it is: "A B, the Xian envoy, said"."""
    if text[max(0, mention.start - 1) : mention.start] == "(" and text[mention.end : mention.end + 1] == ")":
        return True
    if re.match(r"[^,;.()]{0,60}(?:\([^()]{1,20}\))?,\s", text[mention.end : mention.end + 90]) is None:
        return False
    return any(
        o.form == "person"
        and o.end < mention.start
        and re.fullmatch(r",\s(?:the|an?|its|his|her)\s[^,;.]{0,60}", text[o.end : mention.start])
        for o in others
    )


def _owner(text: str, predicate: Predicate, inside: Sequence[Mention]) -> Mention | None:
    for mention in reversed([m for m in inside if m.end <= predicate.start]):
        between = text[mention.end : predicate.start]
        words = re.sub(r"^['’]s?", "", between).split()
        linked = bool(re.match(r"['’]", between)) or mention.form == "demonym" or between.isspace()
        if linked and len(words) <= 3 and not re.search(r"[,;:.]|\b(?:is|are|was|were|has|have|and|of|to)\b", between):
            return mention
        if re.fullmatch(r"(?:['’]s?)?\s+(?:has|have|had)\s+(?:a|an|no|its|made|repeated)?\s*", between):
            return mention
    behind = re.compile(
        r"(?:\s+\w+)?\s+(?:of|by|from|among|on the part of|under)\s+(?:the\s+|both\s+|its\s+)?(?:\w+\s+)?$"
    )
    for mention in [m for m in inside if m.start >= predicate.end]:
        if behind.fullmatch(text[predicate.end : mention.start]):
            if not text[predicate.start : predicate.end].endswith((" of", " for", " to", " on", " against")):
                return mention
            break
    return _after_by(text, predicate, inside, "by|from" if predicate.stance in ("opposes", "supports") else "by")


def _behind(text: str, predicate: Predicate, inside: Sequence[Mention], link: str) -> Mention | None:
    return next(
        (m for m in inside if m.start >= predicate.end and re.fullmatch(link, text[predicate.end : m.start])), None
    )


def _together(text: str, predicate: Predicate, inside: Sequence[Mention]) -> tuple[str, ...]:
    after = text[predicate.end : predicate.end + 120]
    link = re.match(r"(?:\s+\w+){0,3}?\s+(?:between|among)\s+", after)
    if link:
        begin = predicate.end + link.end() - 1
        named = [m for m in inside if begin <= m.start <= begin + 70]
        if len(named) >= 2:
            return tuple(dict.fromkeys(m.actor for m in named[:3]))
    pair = [m for m in inside if m.end <= predicate.start and predicate.start - m.start <= 60]
    if len(pair) >= 2:
        first, second = pair[-2], pair[-1]
        joined = re.fullmatch(r"['’s]*\s*(?:[-–/]|\s+and\s+)\s*(?:the\s+)?", text[first.end : second.start])
        close = len(text[second.end : predicate.start].split()) <= 2
        if joined and close and not re.search(r"[,;:]", text[second.end : predicate.start]):
            return tuple(dict.fromkeys((first.actor, second.actor)))
    return ()


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


# "and Prime Minister B", "and the foreign minister B": a title stands before the second name.
_TITLES = r"(?:(?:[A-Z][\w.]*|foreign|prime|defen[cs]e|minister|ministers|president|chancellor)\s+){0,5}"


def _joined(text: str, left: Mention, right: Mention) -> bool:
    link = r"(?:['’]s?)?\s*(?:,|,?\s+and|[-–/]|\s+or)\s*(?:both\s+|the\s+|former\s+)?" + _TITLES
    between = text[left.end : right.start]
    if re.fullmatch(link, between):
        # "US President A" names one actor twice, "A, B" two; a comma alone needs an "and" to follow.
        return "," not in between or "and" in between or bool(re.search(r"\band\b", text[right.end : right.end + 30]))
    return False


def after_preposition(text: str, mention: Mention, clause: int) -> bool:
    """Whether a mention is the object of a preposition or of a verb right before it."""
    before = text[max(clause, mention.start - 40) : mention.start]
    head = _represents().search(before)
    if head is not None:
        # "The parliament of X ratified": X acts by its parliament, unless that is an object itself.
        place = mention.start - len(before) + head.start()
        before = text[max(clause, place - 40) : place]
    if _CONJUNCTION.search(before) and _VERB_BEHIND.match(text, mention.end):
        return False  # "after X blocked the text": a clause, no object
    return bool(_PREPOSITION.search(before)) or bool(_OBJECT_VERB.search(before[-24:]))


_CONJUNCTION = re.compile(r"\b(?:after|before|since|as|until|than)\s+(?:the\s+)?$", re.IGNORECASE)
_VERB_BEHIND = re.compile(
    r"(?:\s+and\s+(?:the\s+)?[A-Z][\w’'\-]*(?:\s+[A-Z]\w*)?)?\s+(?:\w+ly\s+)?"
    r"(?:has|have|had|would|will|could|was|were|is|are|did|does|said|cut|sent|took|gave|left|met|held|made|[a-z]{3,}ed)\b"
)


def _possessive(text: str, mention: Mention) -> bool:
    return text[mention.end : mention.end + 1] in ("'", "’")


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


@lru_cache(maxsize=1)
def _represents() -> re.Pattern[str]:
    """ "(the) leaders of the", right before a mention."""
    return re.compile(rf"\b(?:the\s+)?(?:\w+\s+)?(?:{_collective()})\s+of\s+(?:(?:the|both)\s+)?$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _collective() -> str:
    table = roles()
    words = [*table["collective"], *(r.lower() for r in table["principal"]), *(r.lower() for r in table["official"])]
    return "|".join(re.escape(w) + "s?" for w in sorted(set(words), key=lambda w: (-len(w), w)))


_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|get|gets|got)\s+(?:\w+ly\s+|not\s+)?$")


def _is_passive(text: str, predicate: Predicate, clause: int) -> bool:
    word = text[predicate.start : predicate.end].split()[0]
    if not word.endswith(("ed", "en", "wn", "ld", "nt", "ut")):
        return False
    return bool(_BE.search(text[max(clause, predicate.start - 24) : predicate.start])) or bool(
        re.match(r"\s+by\s+(?:the\s+)?[A-Z]", text[predicate.end : predicate.end + 12])
    )


def _after_by(text: str, predicate: Predicate, inside: Sequence[Mention], link: str = "by") -> Mention | None:
    for mention in [m for m in inside if m.start >= predicate.end]:
        between = text[predicate.end : mention.start]
        if re.search(rf"\b(?:{link})\s+(?:the\s+|both\s+)?(?:\w+\s+)?$", between) and len(between.split()) <= 6:
            return mention
    return None


def _words(text: str, predicate: Predicate) -> str:
    return " ".join(text[predicate.start : predicate.end].split())
