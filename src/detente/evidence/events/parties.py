"""Which mentions are somebody who can take part, and the parties they stand for, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from detente.domain.timeline import Participant
from detente.evidence.actors.mentions import Mention, world_actors
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles


def named_in(text: str, mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Participant, ...]:
    """All parties these mentions name, but for what they only qualify."""
    return people_of(text, [m for m in mentions if m.form != "place" and is_party(text, m, lexicon)], lexicon)


def people_of(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> tuple[Participant, ...]:
    """The parties of these mentions, each once, with the person's or body's name as it is written."""
    found = []
    for mention in mentions:
        party = lexicon.holder(mention.actor)
        name = lexicon.actors[party].name if party in lexicon.actors else party
        words = " ".join(text[mention.start : mention.end].split())
        found.append(Participant(mention.actor, party, name, name if words in state_names() else words))
    return distinct(found)


def is_party(text: str, mention: Mention, lexicon: Lexicon) -> bool:
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
        return any(w.lower() in head_words() for w in pair[1].split())  # "Xian and Yish foreign ministers"
    if qualifies and not possessive and words.endswith("s"):
        return True
    return word.lower() in head_words() or word[0].isupper() or _role_follows(text, mention.end)


def distinct(people: Iterable[Participant]) -> tuple[Participant, ...]:
    """Each party's people once; a state's own name gives way to its people's."""
    kept: dict[tuple[str, str], Participant] = {}
    for person in people:
        kept.setdefault((person.party, person.name), person)
    listed = list(kept.values())
    return tuple(p for p in listed if not any(q is not p and _covers(q, p) for q in listed))


def is_demonym(words: str) -> bool:
    """Whether the first of these words only tells whose something is: "American" foreign policy, not "Saudi Arabia"."""
    bare = words.removeprefix("the ")
    return bare not in _places() and bare.split(" ")[0] in _adjectives()


@lru_cache(maxsize=1)
def head_words() -> frozenset[str]:
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


@lru_cache(maxsize=1)
def state_names() -> frozenset[str]:
    """Names, demonyms and seats of states: said of the state, not of a person."""
    return frozenset(a.text for actor in world_actors().values() if actor.kind == "state" for a in actor.aliases)


def _covers(q: Participant, p: Participant) -> bool:
    """Whether ``q`` says more of the same party: a person where ``p`` is only the state or part of the name."""
    if q.party != p.party or q.role != p.role:
        return False
    if p.actor == p.party and q.actor != q.party:
        return True
    if p.name != q.name and p.name in q.name:
        return True
    return p.actor == q.actor and p.name == p.party_name and q.name != q.party_name


_TITLES = frozenset({"Sen", "Sens", "Rep", "Reps", "Gov", "Democrat", "Democratic", "Republican"})  # read as last names
_NEXT_WORD = re.compile(r"(?:['’]s?)?[\s\-]+([\w’'\-]+)")
_PAIR = re.compile(r"\s+(?:and|or)\s+[A-ZÀ-Þ][\w\-]*((?:\s+[a-z]+){1,3})")


def _role_follows(text: str, end: int) -> bool:
    """ "Xia's water ministry", "Xian irrigation minister": an office within the next three words."""
    following = re.match(r"(?:['’]s?)?((?:[\s\-]+[\w’'\-]+){1,3})", text[end : end + 60])
    return following is not None and any(w.lower() in head_words() for w in following[1].split())


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    return frozenset(
        a.text for actor in world_actors().values() for a in actor.aliases if a.form in ("name", "capital")
    )


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(a.text for actor in world_actors().values() for a in actor.aliases if a.form == "demonym")
