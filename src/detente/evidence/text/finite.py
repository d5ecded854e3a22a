"""Finite verbs behind a subject: whether somebody does anything, where no listed predicate says what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from detente.domain.statement import Span
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.text.morphology import is_base_form, verb_forms
from detente.evidence.vocabulary import predicates

_ADVERBS = (
    r"(?:\s(?:also|now|still|then|later|already|never|always|not|only|once|again|soon|just|too|both|all|since|long|"
    r"often|even|instead|further|first|yet|so far|[a-z]+ly))*"
)
_VERB = re.compile(rf"(?:\s\([^()]{{1,40}}\))?{_ADVERBS}\s+(?P<verb>[a-z][a-z’'\-]+)")
# Between subject and verb: an appositive, a participle that tells which, or what tells whose the subject is.
_APPOSITIVE = re.compile(r"(?:\s\([^()]{1,40}\))?,\s(?!and\b|but\b|or\b)[^,;:.“”\n]{2,90},(?!\s(?:and|or)\b)")
_MADE_BY = re.compile(r"\s[a-z]+ed\sby\s(?:the\s)?[\w’'.\-]+(?:\s[A-Z]\w+)*")
_WHOSE = re.compile(r"\s(?:of|from|in|for|at|on|with|behind|involving)(?=\s)")
_WORD = re.compile(r"\s[\w’'.\-]+")
FARTHEST = 9  # words of a phrase that tells whose the subject is
_MODAL = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|does|did|do|would|could|should)(?:n['’]t)?|will|won['’]t|can|can['’]t|cannot|may|"
    r"might|must|shall|ought)"
)
_PLURALS = re.compile(
    r"(?:forces|troops|talks|officials|leaders|ministers|negotiators|diplomats|allies|sanctions|imports|exports|ties|"
    r"relations|weapons|missiles|jets|ships|rights|groups|members|states|companies|firms|banks|voters|citizens|"
    r"interests|efforts|plans|policies|politics|affairs|goods|prices|markets|workers|farmers|borders|waters|news|"
    r"[a-z]+(?:ions|ments|ists|ers|ors|ians|ities|ings|ants|ents|ness|ous|ics))"
)
_OBJECT = re.compile(
    r"(?:\s(?:the|an?|to|that|its|his|her|their|on|in|for|with|from|as|into|no|not|it|them|him|more|out|up|over|down|off|"
    r"away|how|what|why|whether|at|by|about|against|all|both|any|some|such|these|those|this|between|little|much|one|two|"
    r"three|off|back|ahead|[a-z]+ly|[a-z]+ing|[A-Z“\"$\d][^\s]*)\b|[,.;:—–]|$)"
)


def verb_behind(text: str, place: int, stop: int, *, plural: bool, near: bool = False) -> Span | None:
    """The finite verb whose subject ends at ``place``, before ``stop``; None where no verb can be told.

    ``plural`` says that the subject is of several, whose verb in the present has no ending ("negotiators want").
    ``near`` that nothing but adverbs may stand between them.
    """
    for start in (place,) if near else _starts(text, place, stop):
        match = _VERB.match(text, start, stop)
        if match is not None and _is_finite(text, match.start("verb"), match.end("verb"), plural=plural):
            return match.span("verb")
    return None


def _starts(text: str, place: int, stop: int) -> Iterator[int]:
    """Where the words of the verb may begin: at the subject, or behind what is said of it."""
    yield place
    for pattern in (_APPOSITIVE, _MADE_BY):
        if (aside := pattern.match(text, place, stop)) is not None:
            yield aside.end()
    if (whose := _WHOSE.match(text, place, stop)) is not None:
        start = whose.end()
        for _ in range(FARTHEST):
            word = _WORD.match(text, start, stop)
            if word is None:
                return
            start = word.end()
            yield start


def _is_finite(text: str, start: int, end: int, *, plural: bool) -> bool:
    word = text[start:end]
    if _MODAL.fullmatch(word):
        return True
    if word.endswith("ing") or word in lexicon().prepositions or word in lexicon().determiners:
        return False
    if word.endswith("ed") or word in lexicon().past_forms or (not word.endswith("s") and not is_base_form(word)):
        # "The bill passed by the House": a participle that only tells which.
        return re.match(r"\sby\b", text[end : end + 4]) is None
    if plural:
        return word in _base_forms()
    return word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 3 and _third_person(text, word, end)


def _third_person(text: str, word: str, end: int) -> bool:
    return (
        word in lexicon().verbs
        or word in _listed_verbs()
        or (_PLURALS.fullmatch(word) is None and _OBJECT.match(text, end) is not None)
    )


_COMMON = (
    "continue remain want need keep make take give get go come hold face see know use begin start stop try seek "
    "plan work play stand lose win pay spend meet control dominate represent live fight run lead share rely "
    "depend enjoy gain suffer move push pull set prefer tend appear seem look feel find like love hate favour "
    "favor back agree differ disagree negotiate discuss talk hope fear worry gather vote sign ratify reject "
    "refuse accept oppose resist support demand ask call press urge expect consider regard view resent object "
    "intend aim wish struggle fail succeed help turn produce export import sell buy own join leave withdraw "
    "return build operate maintain insist argue believe say think "
)


@lru_cache(maxsize=1)
def _listed_verbs() -> frozenset[str]:
    """Third persons of the verbs that tell a stance, those left out that are as often plural nouns."""
    first = (
        entry.split(" ")[0]
        for table in predicates().values()
        for key in ("acts", "attitudes")
        for entry in table.get(key, [])
    )
    return frozenset(verb_forms(verb)[1] for verb in first if verb.isalpha()) - lexicon().noun_forms


@lru_cache(maxsize=1)
def _base_forms() -> frozenset[str]:
    listed = {form for form, verbs in lexicon().verbs.items() for verb in verbs if "base" in verb.forms}
    return frozenset(listed) | frozenset(_COMMON.split())
