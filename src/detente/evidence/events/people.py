"""Who took part: the subject of a cue, those it names as object or behind "with", and those it says were not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.domain.statement import Span
from detente.domain.timeline import Participant
from detente.evidence.actors.mentions import Mention, world_actors
from detente.evidence.events.cues import Cue
from detente.evidence.events.kinds import aside_words
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles

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
_PRONOUN = re.compile(
    r"\b(?P<many>they|both(?: sides| countries| leaders| governments| presidents| ministers)?|"
    r"the (?:two|three|four)(?: \w+)?|"
    r"(?:the|all) (?:sides|parties|leaders|presidents|ministers|delegations|negotiators))\b"
    r"|\b(?P<one>he|she|it)\b"
    r"|\bthe (?P<office>president|prime minister|premier|chancellor|king|emir|foreign minister|secretary of state)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Group:
    """Those whom a sentence had as its subject, or named together: what "he" and "they" may stand for."""

    people: tuple[Participant, ...] = ()
    start: int = 0


@dataclass(frozen=True)
class Cast:
    """Who took part, whom it was done to, who is said not to have been there (with the words)."""

    people: tuple[Participant, ...]
    missing: tuple[tuple[Participant, Span], ...] = ()


def cast_of(text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon, one: Group, many: Group) -> Cast:
    """Participants of the event that a cue names.

    ``mentions`` are those of the sentence; ``one`` and ``many`` whom a pronoun or "both sides" may stand for.
    """
    named = [m for m in mentions if m.form != "place" and _is_party(text, m, lexicon)]
    without = _without(text, cue, named)
    there = [m for m in named if m not in without]
    behind = [m for m in there if m.start >= cue.end and m.end <= cue.right]
    if cue.form == "passive":
        if behind and not _BY_WHOM.fullmatch(text, cue.end, behind[0].start):
            return Cast(())
        people = _people(text, _run(text, behind, cue.end), lexicon)
        return Cast(people, _spans(text, without, lexicon))
    if cue.form == "verb" and _suffered(text, cue):
        doers = _people(text, _objects(text, cue, behind[:1]) and _run(text, behind, cue.end), lexicon)
        return Cast(doers, _spans(text, without, lexicon))
    if cue.form == "noun" and cue.kind.id == "strike":
        return _inflicted(text, cue, mentions, lexicon)
    owner = _possessor(text, cue, mentions)
    subject = owner if owner and cue.kind.id == "visit" else _subject(text, cue, there) or owner
    people = _people(text, subject, lexicon)
    objects: list[Mention] = []
    if cue.kind.joins or cue.form == "noun":
        objects = _objects(text, cue, behind)
    elif cue.kind.other != "none":
        objects = _objects(text, cue, behind, sides=True)
    if cue.form == "noun" and not people and not objects:
        people = _people(text, _after_clause(text, cue, there), lexicon)
    if not people or (
        cue.form == "noun" and len(_parties([*people, *_people(text, objects, lexicon)])) < cue.kind.least
    ):
        stood = _stood_for(text, cue, there, lexicon, one, many)
        people = tuple(dict.fromkeys((*people, *stood)))
    role = "took_part" if cue.kind.joins or cue.form == "noun" else cue.kind.other
    others = tuple(
        Participant(p.actor, p.party, p.party_name, p.name, role)
        for p in _people(text, objects, lexicon)
        if p.party not in {q.party for q in people} or role != "took_part"
    )
    if role == "none":
        others = ()
    return Cast(_distinct((*people, *others)), _spans(text, without, lexicon))


def _inflicted(text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon) -> Cast:
    """ "Xia's invasion of Yen": who owns the noun did it, to whom stands behind "of" or "on"."""
    doers = _people(text, _possessor(text, cue, mentions), lexicon)
    behind = [m for m in mentions if re.fullmatch(r"\s+(?:of|on|against)\s+(?:the\s+)?", text[cue.end : m.start])]
    suffered = tuple(
        Participant(p.actor, p.party, p.party_name, p.name, "target")
        for p in _people(text, behind[:1], lexicon)
        if doers and p.party != doers[0].party
    )
    return Cast(_distinct((*doers, *suffered)))


# Between "signed by" and who did: "the leaders of", "both houses of".
_BY_WHOM = re.compile(
    r"\s+(?:(?:the|a|an|both|all|its|former|then|[A-Z][\w’'.\-]*|\w+s|president|minister|prime|of|from|in)\s+){0,5}"
)
_OWNER = re.compile(r"(?:['’]s?)?\s+(?:[a-z\-]+\s+){0,3}")


def _possessor(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """ "Xia's full-scale invasion", "the Xian annexation": who owns the noun did it."""
    if cue.form != "noun":
        return []
    before = [m for m in mentions if m.end <= cue.start and m.start >= cue.left]
    if not before or not _OWNER.fullmatch(text, before[-1].end, cue.start):
        return []
    own = text[before[-1].end : before[-1].end + 1] in ("'", "’") or before[-1].form == "demonym"
    return before[-1:] if own else []


_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")


def _suffered(text: str, cue: Cue) -> bool:
    """ "the treaty was signed": what stands in front is no doer; "between" and "by" name them."""
    first = text[cue.start : cue.end].split()[0]
    return (
        first.endswith(("ed", "en", "wn")) and _BEING.search(text, max(cue.left, cue.start - 24), cue.start) is not None
    )


def subject_group(text: str, sentence: Span, mentions: Sequence[Mention], lexicon: Lexicon) -> Group:
    """The parties a sentence opens with."""
    named = [m for m in mentions if m.form != "place" and _is_party(text, m, lexicon)]
    if not named or not _opens(text[sentence[0] : named[0].start]):
        return Group((), sentence[0])
    return Group(_people(text, _run(text, named, named[0].start), lexicon), sentence[0])


_ADVERBIAL = re.compile(r"(?:[A-Z][\w’']*\s[^,;.]{2,60}|[A-Z]\w+ly|However|Meanwhile|Later|Then),\s+")


def _opens(lead: str) -> bool:
    """Whether only titles and "the leaders of" stand in front of a sentence's first name."""
    opening = _ADVERBIAL.match(lead)
    lead = lead[opening.end() :] if opening else lead
    small = {"the", "a", "an", "of", "and", "from", "both", "former", "senior", "new", "then"}
    words = re.findall(r"[\w’'\-]+", lead)
    return (
        len(words) <= 8
        and all(w.lower() in small or w.lower() in _heads() or w[0].isupper() for w in words)
        and (not words or words[0].lower() not in _PRONOUNS)
    )


_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "this", "that", "these", "those", "both"}
)


def named_in(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Participant, ...]:
    """All parties these mentions name, but for what they only qualify."""
    return _people(text, [m for m in mentions if m.form != "place" and _is_party(text, m, lexicon)], lexicon)


def _subject(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
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


def _aside(text: str, left: int, start: int) -> bool:
    if _SIDE.search(text, max(left, start - 40), start):
        return True
    of = _OF.search(text, max(left, start - 40), start)
    return of is not None and of["head"].lower() not in _heads() and not of["head"][0].isupper()


def _objects(text: str, cue: Cue, behind: Sequence[Mention], sides: bool = False) -> list[Mention]:
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


def _apart(text: str, begin: int, end: int) -> bool:
    """Whether another preposition stands between "with" and the name ("with the text on Xia")."""
    tail = re.split(r"\b(?:with|between|among|alongside|beside|by)\b", text[begin:end])[-1]
    of = _OF.search(tail)
    if of is not None:
        return of["head"].lower() not in _heads()
    return _HIDDEN.search(tail) is not None


def _of_heads(between: str) -> bool:
    of = _OF.search(between)
    return of is not None and of["head"].lower() in _heads() and len(between.split()) <= 5


def _after_clause(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """ "After a call on 2 May Ada and Bo agreed": the subject behind the phrase the cue stands in."""
    if not re.search(r"\b(?:after|during|following|at|in)\s+(?:\w+\s+){0,3}$", text[cue.sentence[0] : cue.start], re.I):
        return []
    if len(text[cue.sentence[0] : cue.start].split()) > 5:
        return []
    behind = [m for m in mentions if m.start >= cue.end]
    return _run(text, behind, behind[0].start) if behind else []


def _run(text: str, mentions: Sequence[Mention], begin: int) -> list[Mention]:
    """The first mention and those joined to it."""
    kept: list[Mention] = []
    for mention in mentions:
        if kept and not (
            _JOINED.fullmatch(text, kept[-1].end, mention.start) or _TITLE.fullmatch(text, kept[-1].end, mention.start)
        ):
            break
        kept.append(mention)
    return kept


_RELATIVE = re.compile(r"(?:,\s*(?:which|who|that)|\s(?:which|who))\s*$")


def _stood_for(
    text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon, one: Group, many: Group
) -> tuple[Participant, ...]:
    relative = _RELATIVE.search(text, max(cue.sentence[0], cue.left - 12), cue.left)
    if relative is not None:
        before = [m for m in mentions if m.end <= relative.start() and not text[m.end : relative.start()].strip(" ,")]
        return _people(text, before[-1:], lexicon)
    found: re.Match[str] | None = None
    for match in _PRONOUN.finditer(text, cue.left, cue.start):
        found = match
    if found is None:
        # "their talks", and a bare verb joined to the clause before: the subject of the sentence
        if re.search(r"\btheir\s+(?:\w+\s+){0,2}$", text[cue.left : cue.start], re.I):
            return many.people
        return one.people if one.start == cue.sentence[0] else ()
    if found["many"]:
        return many.people
    if found["office"]:
        office = found["office"].lower()
        return tuple(
            p for p in one.people if p.actor in lexicon.actors and lexicon.actors[p.actor].role.lower() == office
        )
    before = [m for m in mentions if m.end <= found.start() and m.start >= cue.sentence[0]]
    for mention in reversed(before):
        body = text[mention.start : mention.end] in _state_names() or lexicon.actors[mention.actor].kind in (
            "organisation", "bloc", "group"
        )  # fmt: skip
        if body == (found["one"].lower() == "it"):
            return _people(text, [mention], lexicon)
    return one.people


def _without(text: str, cue: Cue, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions behind "without", and those that "did not attend"."""
    words = aside_words()
    kept: list[Mention] = []
    last: Mention | None = None
    for mention in mentions:
        lead = text[max(cue.sentence[0], mention.start - 34) : mention.start]
        found = [m for m in words.without.finditer(lead) if re.fullmatch(r"\s*(?:the\s+|any\s+)?", lead[m.end() :])]
        joined = (
            last is not None
            and last in kept
            and re.fullmatch(
                r"\s*(?:,|and|or|nor)\s*(?:the\s+)?(?:without\s+)?(?:the\s+)?", text[last.end : mention.start]
            )
        )
        if (found or joined) and text[mention.end : mention.end + 2] not in ("’s", "'s"):
            kept.append(mention)
        last = mention
    return kept


def _spans(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[tuple[Participant, Span], ...]:
    return tuple((person, (m.start, m.end)) for m in mentions for person in _people(text, [m], lexicon))


def _people(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Participant, ...]:
    found = []
    for mention in mentions:
        party = lexicon.holder(mention.actor)
        name = lexicon.actors[party].name if party in lexicon.actors else party
        words = " ".join(text[mention.start : mention.end].split())
        found.append(Participant(mention.actor, party, name, name if words in _state_names() else words))
    return _distinct(found)


def _distinct(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each party's people once; a state's own name gives way to its people's."""
    kept: dict[tuple[str, str], Participant] = {}
    for person in people:
        kept.setdefault((person.party, person.name), person)
    listed = list(kept.values())
    return tuple(p for p in listed if not any(q is not p and _covers(q, p) for q in listed))


def _covers(q: Participant, p: Participant) -> bool:
    """Whether ``q`` says more of the same party: a person where ``p`` is only the state or part of the name."""
    if q.party != p.party or q.role != p.role:
        return False
    if p.actor == p.party and q.actor != q.party:
        return True
    if p.name != q.name and p.name in q.name:
        return True
    return p.actor == q.actor and p.name == p.party_name and q.name != q.party_name


@lru_cache(maxsize=1)
def _state_names() -> frozenset[str]:
    """Names, demonyms and seats of states: said of the state, not of a person."""
    return frozenset(a.text for actor in world_actors().values() if actor.kind == "state" for a in actor.aliases)


def _parties(people: Iterable[Participant]) -> set[str]:
    return {p.party for p in people}


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Words for people who are there in a party's name: "leaders of", "delegations from"."""
    table = roles()
    words = [*table["principal"], *table["official"], *table["collective"]]
    last = {w.split()[-1].lower() for w in words}
    more = (
        "leaders presidents ministers delegations delegation teams envoys representatives governments capitals heads "
        "diplomats negotiators officials ambassadors chiefs members parliament parliaments sides representative "
        "mediators secretaries head council states armies"
    )
    return frozenset(last | set(more.split()) | {w + "s" for w in last})


_TITLES = frozenset({"Sen", "Sens", "Rep", "Reps", "Gov", "Democrat", "Democratic", "Republican"})  # read as last names
_NEXT_WORD = re.compile(r"(?:['’]s?)?[\s\-]+([\w’'\-]+)")


def _is_party(text: str, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is somebody, not a quality ("Xian oil") or an owner ("Xia's territory")."""
    words = text[mention.start : mention.end]
    if words in _TITLES:
        return False
    possessive = text[mention.end : mention.end + 2] in ("’s", "'s") or (
        words.endswith("s") and text[mention.end : mention.end + 1] in ("’", "'")
    )
    qualifies = mention.form == "demonym" or (words in _adjectives() and mention.form != "person")
    if not (possessive or qualifies):
        return True
    following = _NEXT_WORD.match(text, mention.end)
    if following is None:
        return not possessive and words.endswith("s")
    word = following[1]
    if qualifies and word in ("and", "or") and (pair := _PAIR.match(text, mention.end)) is not None:
        return any(w.lower() in _heads() for w in pair[1].split())  # "Xian and Yish foreign ministers"
    if qualifies and not possessive and words.endswith("s"):
        return True
    return word.lower() in _heads() or word[0].isupper() or _role_follows(text, mention.end)


_PAIR = re.compile(r"\s+(?:and|or)\s+[A-ZÀ-Þ][\w\-]*((?:\s+[a-z]+){1,3})")


def _role_follows(text: str, end: int) -> bool:
    """ "Xia's water ministry", "Xian irrigation minister": an office within the next three words."""
    following = re.match(r"(?:['’]s?)?((?:[\s\-]+[\w’'\-]+){1,3})", text[end : end + 60])
    return following is not None and any(w.lower() in _heads() for w in following[1].split())


def is_demonym(words: str) -> bool:
    """Whether the first of these words only tells whose something is: "American" foreign policy, not "Saudi Arabia"."""
    bare = words.removeprefix("the ")
    return bare not in _places() and bare.split(" ")[0] in _adjectives()


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(
        a.text for actor in world_actors().values() for a in actor.aliases if a.form in ("name", "capital")
    )


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(a.text for actor in world_actors().values() for a in actor.aliases if a.form == "demonym")
