"""Who holds a stance in a clause, and towards whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.evidence.actors.mention_grammar import coordinated, free_mentions, is_agent, is_possessive, modifies
from detente.evidence.actors.mentions import Mention
from detente.evidence.claims.predicates import Predicate


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


def find_targets(
    clause: tuple[int, int], holders: Sequence[str], mentions: Sequence[Mention], limit: int = 4
) -> tuple[str, ...]:
    """Other actors the clause names, in the order of the text."""
    inside = [m.actor for m in mentions if clause[0] <= m.start and m.end <= clause[1] and m.form != "place"]
    return tuple(dict.fromkeys(a for a in inside if a not in holders))[:limit]


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
        if is_possessive(text, mention) and any(not is_possessive(text, m) and m.end < mention.start for m in plain):
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
