"""Where a text names an event: verbs in their clauses, and nouns that it says took place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.evidence.events.kinds import ASIDE, EventKind, Form, cue_patterns, event_kinds, frames

OBJECT_WITHIN = 110  # characters between a verb and the object that makes it an event
_LEFT = re.compile(
    r";|:\s|\s(?:[–—]|--)\s|\b(?:that|because|although|though|while|whereas|but|who|which|where|when|if|unless|until|so)\b"
    r"|\b(?:after|before)\s+(?=\w+ing\b|[A-Z])|[“”\"]"
)
_RIGHT = re.compile(
    r";|:\s|\s(?:[–—]|--)\s|\b(?:that|because|although|though|while|whereas|but|who|which|where|unless|until)\b|[“”\"]"
)


@dataclass(frozen=True)
class Cue:
    """Words that name an event, in ``sentence``; ``left`` and ``right`` bound their clause.

    ``firm``: its words say that it took place, not only with whom ("talks between Xia and Yen").
    """

    start: int
    end: int
    kind: EventKind
    form: Form
    sentence: Span
    left: int
    right: int
    firm: bool = True


def find_hits(text: str, sentence: Span) -> list[tuple[int, int, tuple[str, Form, int]]]:
    """All words of events in a sentence, whether or not they tell of one."""
    return cue_patterns().find(text, *sentence)


def find_cues(
    text: str, sentence: Span, hits: Sequence[tuple[int, int, tuple[str, Form, int]]], named: Sequence[Span]
) -> list[Cue]:
    """The cues of a sentence in order; of overlapping ones the longer, then the more specific.

    ``named`` are the mentions of actors in it: a noun behind two of them ("the Xian-Yish talks") names an event.
    """
    kinds = event_kinds()
    found = []
    for start, end, (key, form, deed) in hits:
        if key == ASIDE:
            continue
        left, right = _clause(text, sentence, start, end)
        kind = kinds[key]
        firm = True
        if form == "noun" and _other_thing(text, sentence, start, end):
            continue
        if form == "noun":
            took_place = _took_place(text, sentence, start, end, named)
            if took_place is None:
                continue
            firm = took_place
        if form == "verb" and (_is_noun(text, start, end) or not _governs(text, sentence, start, end)):
            continue
        if form == "passive" and key == "strike" and not _BEING.search(text, max(sentence[0], start - 24), start):
            continue  # "territory occupied by X": a state of things, no event
        if deed >= 0:
            thing = kind.objects[deed].search(text, end, min(right, end + OBJECT_WITHIN))
            if key == "strike" and _TEST.search(text, end, min(right, end + 60)):
                continue  # a rocket into space
            if thing is None or re.search(r"\bno\s+(?:\w+\s+)?$", text[end : thing.start()]):
                continue
        found.append(Cue(start, end, kind, form, sentence, left, right, firm))
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda c: (c.start - c.end, c.kind.rank, c.start)):
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda c: c.start)


def _clause(text: str, sentence: Span, start: int, end: int) -> Span:
    left = sentence[0]
    for match in _LEFT.finditer(text, sentence[0], start):
        left = match.end()
    which = frames()[1].match(text, end, sentence[1])
    right = _RIGHT.search(text, which.end() if which else end, sentence[1])
    return left, right.start() if right else sentence[1]


def _took_place(text: str, sentence: Span, start: int, end: int, named: Sequence[Span]) -> bool | None:
    """Whether the words around say that it did; False where they only say with whom, None where they say nothing."""
    before, behind = frames()
    followed = behind.match(text, end, sentence[1])
    if before.search(text, max(sentence[0], start - 60), start):
        return True
    if followed is not None:
        return not re.match(r"\s+(?:between|with|on)\b", followed.group())
    if any(_DONE_BY.fullmatch(text, b, start) for _, b in named):
        return False
    joined = any(a < start and b >= start - 2 for a, b in named)
    return False if joined and text[end : end + 4] in (" in ", " on ", " at ") else None


# "Xia's recent call with", "Xia's full-scale invasion of": whose it was
_DONE_BY = re.compile(r"['’]s?\s+(?:[a-z\-]+\s+){0,3}")
_DETERMINER = re.compile(
    r"\b(?:the|a|an|this|that|these|those|its|their|his|her|of|any|no|further|first|second|last|new)\s+(?:\w+\s+)?$",
    re.I,
)


_GERUND = re.compile(
    r"\b(?:after|on|following|since|is|are|was|were|been|before|while|by|without|of|for|from)\s+(?:\w+ly\s+)?$", re.I
)


# Gatherings and votes that are no events between parties: "a news conference", "the youth vote", "rounds of testimony".
_OTHER_BEFORE = re.compile(
    r"\b(?:news|press|party|annual|academic|video|earnings)\s+$|\b[a-z]+-$|\b(?:popular|youth|electoral|protest)\s+$",
    re.I,
)
_OTHER_BEHIND = re.compile(r"s?\s+of\s+(?!(?:\w+\s+)?(?:talks|negotiations|consultations|votes?|voting)\b)")
_VOTED = re.compile(r"\s+(?:on|in|to|for|against|of|by|was|took|that)\b")
_HELD = re.compile(
    r"\b(?:in|by|after|before|held|hold|holds|call(?:ed|s)? for|won|lost|a|an?other|second|first|final)\s+(?:an?\s+)?$",
    re.I,
)


def _other_thing(text: str, sentence: Span, start: int, end: int) -> bool:
    word = text[start:end].split()[-1].lower()
    before = text[max(sentence[0], start - 24) : start]
    if re.search(r"\bsidelines of (?:the|an?|this|that)\s+$", before, re.I):
        return True
    if word == "conference" and text.startswith(" call", end):
        return True
    if word in ("conference", "session", "vote", "dinner") and _OTHER_BEFORE.search(before):
        return True
    if word in ("round", "rounds") and (_OTHER_BEHIND.match(text, end) or not _TALKS.search(text, *sentence)):
        return _FINISHED.match(text, end) is None
    return word == "vote" and not (_VOTED.match(text, end) and _HELD.search(before))


_TEST = re.compile(r"\b(?:tests?|into (?:space|orbit)|satellites?)\b")
_TALKS = re.compile(r"\b(?:talks|negotiat\w+|consultations)\b")
_FINISHED = re.compile(r"\s+(?:in\s+[A-Z][\w ]{2,30}\s+)?(?:ended|began|opened|concluded|failed|collapsed|started)\b")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|get|got)\s+(?:\w+ly\s+)?$")
# What may stand right before a verb in the present or infinitive.
_BEFORE_VERB = re.compile(
    r"(?:\b(?:to|will|would|shall|should|can|could|may|might|must|do|does|did|not|cannot|he|she|it|they|we|who|which|that|"
    r"and|or|then|also|both|all|sides|leaders|ministers|presidents|parties|delegations|governments|countries|states|"
    r"negotiators|envoys|officials|forces|troops|lawmakers|members|\w+ly)|(?<![\w\-])[A-ZÀ-Þ][\w’'.]*|[’'](?:ll|d|t)|[,)])\s+$"
)


def _governs(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a bare or present form is a verb here and no noun ("dropping bombs", "holding signs", "a bomb test")."""
    first = text[start:end].split()[0].lower()
    before = text[max(sentence[0], start - 30) : start]
    if _HABIT.search(before) or (first in _HELD_LAND and _LAND.match(text, end)):
        return False  # "frequently meets"; "occupied territory"
    if before.endswith("-") or (first.startswith("meet") and _MET_NEEDS.match(text, end)):
        return False  # "land-launched missiles"; "meeting any challenge"
    if first == "met" and _BEING.search(before):
        return False  # "was met with doubt"
    if first.endswith("ed") and text.startswith(" by ", end) and _BEING.search(before) is None:
        return False  # "territory occupied by X"
    if first.endswith(("ed", "ing")) or first in _IRREGULAR:
        return True
    if text[sentence[0] : start].strip(' “"') == "" or _BEFORE_VERB.search(before) is None:
        return False
    return not (first.endswith("s") and end < len(text) and text[end] in ".,;)")


_HABIT = re.compile(r"\b(?:frequently|often|regularly|usually|always|routinely|sometimes|rarely|seldom)\s+$")
_HELD_LAND = frozenset({"occupied", "seized", "annexed"})
_LAND = re.compile(r"\s+(?:territor|lands?\b|areas?\b|regions?\b|parts\b|zones?\b|assets\b|funds\b|property)")
_MET_NEEDS = re.compile(
    r"\s+(?:\w+\s+){0,4}?(?:challenges?|demands?|needs?|goals?|targets?|deadlines?|obligations?|conditions?|requirements?|"
    r"commitments?|standards?|criteria|threats?|expectations?|costs?|resistance)\b"
)
_IRREGULAR = frozenset(
    {"met", "spoke", "sent", "wrote", "held", "led", "left", "began", "took", "flew", "said", "dined", "sat", "cut"}
    | {"broke", "quit", "withdrew", "struck", "shot", "gave", "came", "went", "set", "told", "hit", "put", "froze"}
)


def _is_noun(text: str, start: int, end: int) -> bool:
    """ "the vote", "its visit": a verb's bare form behind a determiner is a noun."""
    word = text[start:end].split()[0]
    if word.endswith("ing"):
        return _GERUND.search(text, max(0, start - 24), start) is None
    if word.endswith("ed") and not word.endswith("eed"):
        return bool(
            re.search(
                r"\b(?:the|a|an|this|its|their|his|her|from|of|in|over|on|to)\s+$",
                text[max(0, start - 8) : start],
                re.I,
            )
        )
    return bool(_DETERMINER.search(text[max(0, start - 24) : start]))
