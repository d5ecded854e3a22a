"""What actors do, want and feel: predicates found in a clause, nouns told from verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast

from detente.domain.statement import Stance
from detente.evidence.text.morphology import is_base_form, verb_forms
from detente.evidence.text.patterns import PatternSet
from detente.evidence.vocabulary import predicates, world

Group = Literal["acts", "attitudes", "nouns", "joint", "adjectives"]
GROUPS: tuple[Group, ...] = ("acts", "attitudes", "nouns", "joint", "adjectives")


@dataclass(frozen=True)
class Predicate:
    """One predicate in the text; ``group`` says whether it is an act, an attitude, a noun or a phrase.

    ``focus`` is where what it is about begins, when that is not behind its first word ("no truce without X").
    """

    start: int
    end: int
    stance: Stance
    group: Group
    focus: int | None = None


@lru_cache(maxsize=1)
def predicate_patterns() -> PatternSet[tuple[Stance, Group]]:
    """All predicates of the vocabulary, verbs in all their forms."""
    entries: list[tuple[tuple[Stance, Group], str]] = []
    for stance, table in predicates().items():
        for group in GROUPS:
            for written in table.get(group, []):
                pattern = _as_verb(written) if group in ("acts", "attitudes") else written
                entries.append(((cast(Stance, stance), group), pattern))
    return PatternSet(entries)


@lru_cache(maxsize=32)
def negated_stance(stance: Stance) -> Stance | None:
    """The stance that a negation makes of this one ("not supporting" is opposing), None where it has no name."""
    found = predicates()[stance].get("negated")
    return cast(Stance, found) if found else None


def find_predicates(text: str, start: int, end: int) -> list[Predicate]:
    """Predicates of a clause in order; where two overlap, the longer one; nouns are not taken for verbs."""
    return [_moved(p, start) for p in _found_in(text[start:end])]


def _moved(predicate: Predicate, by: int) -> Predicate:
    focus = None if predicate.focus is None else predicate.focus + by
    return Predicate(predicate.start + by, predicate.end + by, predicate.stance, predicate.group, focus)


@lru_cache(maxsize=4096)
def _found_in(text: str) -> tuple[Predicate, ...]:
    start, end = 0, len(text)
    found = [
        Predicate(a, b, stance, group)
        for a, b, (stance, group) in predicate_patterns().find(text, start, end)
        if not (group in ("acts", "attitudes") and _is_noun(text, a, b, start))
        and not (group == "acts" and _spans_negation(text[a:b]))
        and not (group in ("nouns", "joint") and _is_verb(text, a, b, start))
        and not _is_idle(text, a, b)
    ]
    found += _necessities(text)
    found.sort(key=lambda p: (p.focus is None, -(p.end - p.start), p.start, GROUPS.index(p.group)))
    kept: list[Predicate] = []
    for predicate in found:
        if all(predicate.end <= other.start or other.end <= predicate.start for other in kept):
            kept.append(predicate)
    return tuple(_governing(text, sorted(kept, key=lambda p: p.start)))


_OF_NOTHING = re.compile(r"\b(?:gi\w+|gave|provid\w+|offer\w*|sa(?:y|ys|id|ying)|decid\w+) (?:no|not)\b", re.IGNORECASE)


def _spans_negation(words: str) -> bool:
    """ "Announced no ceasefire": the gap of a pattern has swallowed the negation."""
    return bool(re.search(r"\s(?:no|not)\s", words)) and not _OF_NOTHING.match(words)


_REST = r"(?:(?!\b(?:but|and|because)\b)[^,;.:“”]){0,70}?"
# "Would not accept X without Y" is left out: it refuses X.
_NOT_WITHOUT = re.compile(
    rf"\b(?:no|nothing|nobody)\b(?! (?:only|doubt|matter)\b){_REST}\b(?P<without>without)\b"
    rf"|(?:\b(?:not|never|cannot)|n['’]t)\s+(?:be|take place|hold|last|work|succeed|happen|come|end|survive|"
    rf"function|proceed|go ahead|begin|start|resume)\b{_REST}\b(?P<without2>without)\b"
    r"|\b(?P<without3>without)\s[^,;.:“”]{3,60}?\b(?:(?:would|will|could|can)(?:\s?not|n['’]t)\s\w+|cannot\s\w+|"
    r"(?:led|leads?|would lead|will lead) nowhere|there (?:will|would|can|could) be no|(?:would|will) fail|"
    r"(?:is|are|was|were|would be|will be) (?:impossible|unacceptable|meaningless|pointless|worthless|"
    r"doomed|useless))\b",
    re.IGNORECASE,
)


def _necessities(text: str) -> list[Predicate]:
    """What a double negation requires: "no truce without guarantees", "a truce without guarantees would not hold"."""
    found = []
    for match in _NOT_WITHOUT.finditer(text):
        named = next(k for k in ("without", "without2", "without3") if match[k])
        found.append(Predicate(match.start(), match.end(), "requires", "adjectives", match.end(named)))
    return found


def _governing(text: str, ordered: list[Predicate]) -> list[Predicate]:
    """Without infinitives that another predicate governs: in "refused to withdraw" the stance is the refusal.

    Some governors only say that it is done: in "voted to suspend aid" the stance is the suspension; a promise to do
    harm is harm. Duty goes before what is friendly and must be done, not before a refusal ("should reject").
    """
    kept: list[Predicate] = []
    for predicate in ordered:
        if kept and predicate.group in ("acts", "attitudes"):
            governor = kept[-1]
            if is_duty(text, governor):
                if _NEXT.fullmatch(text, governor.end, predicate.start) and predicate.stance not in _HOSTILE:
                    continue
            elif predicate.group == "acts" and _governs(text, governor, predicate):
                if not _hands_on(text, governor, predicate):
                    continue
                kept.pop()
                predicate = replace(predicate, start=governor.start)
        kept.append(predicate)
    return kept


def _governs(text: str, governor: Predicate, predicate: Predicate) -> bool:
    if _ADVERBS.fullmatch(text, governor.end, predicate.start) and text[: governor.end].endswith(" to"):
        return True
    return bool(_TO.fullmatch(text, governor.end, predicate.start)) and governor.stance != "assesses"


def _hands_on(text: str, governor: Predicate, predicate: Predicate) -> bool:
    """Whether the governor leaves the stance to what it governs."""
    if governor.group not in ("acts", "attitudes") or predicate.stance in ("assesses", "requires"):
        return False
    verb = text[governor.start : governor.end].split()[0].lower()
    if verb in _forms_of("decide", "vote", "opt", "choose", "elect", "agree", "move", "fight", "battle", "work"):
        return predicate.stance not in ("engages", "discloses")
    return (
        verb in _forms_of("vow", "promise", "pledge", "swear", "prepare", "undertake") and predicate.stance in _HOSTILE
    )


@lru_cache(maxsize=4)
def _forms_of(*verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in verb_forms(verb))


def is_duty(text: str, predicate: Predicate) -> bool:
    """Whether a predicate is a verb of duty: must, should, have to."""
    return predicate.stance == "requires" and bool(_DUTY.fullmatch(text, predicate.start, predicate.end))


_DUTY = re.compile(r"(?:must|should|need(?:s|ed)? to|ha(?:s|ve|d) to|ought to|got to|had better)", re.IGNORECASE)
_NEXT = re.compile(r"\s+(?:\w+ly\s+|also\s+|all\s+|now\s+|be\s+)*")
_ADVERBS = re.compile(r"\s+(?:\w+ly\s+)?")
_TO = re.compile(r"\s+to\s+(?:\w+ly\s+)?")
_HOSTILE = frozenset({"acts_against", "opposes", "rejects", "withholds", "excludes", "accuses", "reluctant"})


def _is_idle(text: str, start: int, end: int) -> bool:
    """Words of a predicate that say something else: "as opposed to", "the battle against the", "counter-accused"."""
    before = text[max(0, start - 24) : start]
    word = text[start:end].lower()
    if text[end : end + 1] == "-" or text[max(0, start - 1) : start] == "-" or _OTHERWISE.search(before):
        return True
    if _IDIOM.match(text, start):
        return True
    if word.startswith("against"):
        return _IS_AGAINST.search(before) is None
    if word == "back":
        return re.match(r"\s+(?:in|to|home|from|at|on|then|into|and forth|of)\b", text[end : end + 10]) is not None
    return word == "concerned" and re.search(r"\bas far as?\b", before, re.IGNORECASE) is not None


# "Meeting the requirements", "take on a larger role", "have to do with": no meeting, no attack, no duty.
_IDIOM = re.compile(
    r"(?:me(?:et|ets|eting|t)\s+(?:\w+\s+){0,2}?(?:requirements?|demands?|needs|conditions|targets?|goals?|"
    r"standards?|deadlines?|obligations|criteria|expectations|threshold)\b"
    r"|t(?:ake|akes|aking|ook|aken) on\s+(?:\w+\s+){0,2}?(?:roles?|tasks?|dut(?:y|ies)|responsibilit\w+|"
    r"debt|importance|meaning)\b"
    r"|ha(?:ve|s|d) to do with\b)",
    re.IGNORECASE,
)
# "As opposed to": no opposition.
_OTHERWISE = re.compile(r"\bas\s+$")
_IS_AGAINST = re.compile(
    r"(?:\b(?:be|is|are|was|were|been|am|firmly|strongly|solidly|dead|all|totally|personally|vehemently|still|come out|"
    r"came out|stands?|stood|decided|advised|spoke|speak|argued|argue)|['’](?:re|s|m))\s+$",
    re.IGNORECASE,
)


_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|its|his|her|their|our|your|no|any|some|such|every|each|of|for|in|on|with|"
    r"by|from|without|about|over|under|between|against|more|further|recent|latest|potential|possible|final|joint|"
    r"military|economic|financial|political|international|strong|continued|robust|previous|past|first|second|phone|"
    r"general|current|key|new|initial|direct)|['’]s?)\s+$",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(
    r"\b(?:to|will|would|may|might|could|should|must|can|cannot|not|do|does|did|who|which|that|he|she|they|we|I)\s+$"
)
_PARTICIPLE_NOUN = re.compile(r"\s+[a-zA-Z]+")


_MODALS = frozenset({"must", "should"})
# Third persons that are as often plural nouns: after a small letter they are verbs only behind a subject.
_AMBIGUOUS_PLURAL = re.compile(
    r"(?i:cuts|talks|calls|demands|aims|claims|offers|plans|reports|attacks|strikes|supports|limits|visits|deals|needs|"
    r"hopes|fears|views|backs|arms|funds|aids|signs|delays|protests|orders|requests|halts|blocks|bans|supplies|fights|"
    r"guarantees|pledges|promises|grants|releases|proposals|appeals|exchanges|disputes|objects|desires|wishes|doubts|alarms|"
    r"worries|questions|approaches|challenges|values|works|means|moves|champions|sponsors|sanctions|focuses|benefits|credits|insults|taunts|"
    r"smears|ties|honors|honours|compromises|exploits|reserves|retreats|recommends|bargains|sanctions|hits|knocks|hosts|bombs|shells|presents|forces|measures|concerns|conditions|faults|briefs)"
)
_PLURAL_NOUN = re.compile(r"(?i:guarantees|pledges|promises|conditions|concerns|proposals)")
_NEVER_NOUNS = frozenset(
    {
        "refuse", "agree", "decline", "insist", "threaten", "hesitate", "intend", "seek", "prefer", "accept", "reject",
        "oppose", "deny", "recognise", "recognize", "withdraw", "impose", "resume", "pursue",
    }
)  # fmt: skip
_ING_NOUNS = frozenset(
    ["meeting", "filling", "building", "funding", "ruling", "hearing", "standing", "backing", "understanding"]
)


_IS = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|more\s+|less\s+)?$")
_UNCHANGED = frozenset(
    {"cut", "hit", "hurt", "let", "put", "quit", "set", "shut", "split", "undercut"}
)  # as participles
_ADVERB_BACK = re.compile(
    r"\b(?:t(?:ake|akes|aking|aken|ook)|g(?:ive|ives|iving|iven|ave|o|oes|oing|et|ets|ot)|bring\w*|brought|c(?:ome|omes|oming|ame)|"
    r"push\w*|pull\w*|hold\w*|held|hand\w*|turn\w*|sen[dt]\w*|roll\w*|cut\w*|pay|paid|fall\w*|fell|buy|bought|win\w*|won|"
    r"fire[sd]?|firing|scal\w+|hit\w*|bit\w*|walk\w*|dial\w*|stepp?\w*|look\w*|draw\w*|drew|dat\w+|way|went|right|forced?|com\w+|"
    r"snap\w*|bounc\w*|talk\w*|it|them|him|her|us|him)\s+$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(d for entry in world().values() for d in entry.get("demonyms", []))


def _is_noun(text: str, start: int, end: int, clause: int) -> bool:
    """A verb's form that stands where only a noun or an adjective can: "the call", "from occupied territory"."""
    word = text[start:end]
    before = text[max(clause, start - 24) : start]
    if word[:1].isupper() and start > clause and not re.search(r"[.:“\"]\s*$", before):
        return True  # "United States", "Ministry of Support"
    if word.lower() == "back" and _ADVERB_BACK.search(before):
        return True  # "taking back", "hold back": an adverb
    if " " in word:
        first = word.split()[0]
        if first.endswith("ed"):
            return bool(re.search(r"\b(?:the|its|their|his|her|of|from|about)\s+$", before))
        # "in a second call on the same day"
        return bool(
            re.search(r"(?:\b(?:an?|the|second|first|phone|this|its|his|her|their|no|any|another)|['’]s?)\s+$", before)
        )
    if word.lower() in _MODALS:
        return False
    if word.endswith("s") and _AMBIGUOUS_PLURAL.fullmatch(word) and re.search(r"(?:^|\s)[a-z][\w’'\-]*\s+$", before):
        if re.match(
            r"\s+(?:is|are|was|were|must|should|will|would|can|could|have|has|had|may)\b", text[end : end + 10]
        ):
            return True
        if _PLURAL_NOUN.fullmatch(word) and re.match(r"\s+(?:of|for|from|against)\b|[.,;]|$", text[end : end + 9]):
            return True
        return not re.search(
            r"\b(?:(?:the|its|his|her|their|an?)\s+(?:\w+\s+){1,2}|(?:this|that)\s+(?:\w+\s+){0,2}|"
            r"(?:it|he|she|also|and|which|who)\s+(?:\w+ly\s+)?)$",
            before,
        )
    if word.lower() in _ING_NOUNS:
        return not re.match(r"\s+with\b", text[end : end + 6])
    if word.endswith("ing"):
        return bool(re.search(r"\b(?:the|a|an|his|her|its|their)\s+$|['’]s\s+$", before))
    if is_base_form(word.lower()) and word.lower() not in _UNCHANGED and _IS.search(before):
        return True  # "was secure": an adjective
    if word.lower() in _NEVER_NOUNS:
        return False
    if re.search(r"\bto\s+(?:further|also|only|\w+ly)\s+$", before):
        return False  # "to further weaken"
    if re.search(
        r"\b(?:to|will|would|may|might|could|should|must|can|cannot|not|that it|who|which|they|we|he|she|it)\s+$",
        before,
    ):
        return False
    if _NOUN_BEFORE.search(before):
        return True
    if is_base_form(word.lower()) and re.search(r"[a-z]\s+$", before):
        # A base form needs a plural subject, an adverb or a conjunction before it; "energy supply" is a noun.
        previous = re.findall(r"[\w’'\-]+", before)
        if previous and previous[-1].islower() and not previous[-1].endswith(("s", "ly")):
            return previous[-1] not in ("and", "or", "but", "people", "then", "also", "never", "often", "still", "even")
    last = re.search(r"([A-Z][a-z]+)\s+$", before)
    return bool(last and last[1] in _demonyms() and not word.endswith(("ed", "s")))


def _is_verb(text: str, start: int, end: int, clause: int) -> bool:
    """A noun's form that stands where only a verb can: "will deal", "to trade"."""
    word = text[start:end].split()[0].split("-")[0]
    return bool(not word.endswith("s") and _VERB_BEFORE.search(text[max(clause, start - 10) : start])) and (
        text[max(clause, start - 5) : start].strip().lower() not in ("that", "not")
    )


def _as_verb(written: str) -> str:
    first, _, rest = written.partition(" ")
    if "%" in written or first.startswith("("):
        return written
    return f"{first}% {rest}".strip()
