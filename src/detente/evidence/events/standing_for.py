"""Whom "he", "they", "both sides" or a left-out subject stands for among those a text has named before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.statement import Span
from detente.domain.timeline import Participant
from detente.evidence.actors.mentions import Mention
from detente.evidence.events.clause_roles import joined_run
from detente.evidence.events.cues import Cue
from detente.evidence.events.parties import head_words, is_party, people_of, state_names
from detente.evidence.lexicon import Lexicon


@dataclass(frozen=True)
class Group:
    """Those whom a sentence had as its subject, or named together: what "he" and "they" may stand for."""

    people: tuple[Participant, ...] = ()
    start: int = 0


def subject_group(text: str, sentence: Span, mentions: Sequence[Mention], lexicon: Lexicon) -> Group:
    """The parties a sentence opens with."""
    named = [m for m in mentions if m.form != "place" and is_party(text, m, lexicon)]
    if not named or not _opens(text[sentence[0] : named[0].start]):
        return Group((), sentence[0])
    return Group(people_of(text, joined_run(text, named), lexicon), sentence[0])


def stood_for(
    text: str, cue: Cue, mentions: Sequence[Mention], lexicon: Lexicon, one: Group, many: Group
) -> tuple[Participant, ...]:
    """Whom the clause of a cue leaves to a relative, a pronoun or an office: ``one`` for "he", ``many`` for "they"."""
    relative = _RELATIVE.search(text, max(cue.sentence[0], cue.left - 12), cue.left)
    if relative is not None:
        before = [m for m in mentions if m.end <= relative.start() and not text[m.end : relative.start()].strip(" ,")]
        return people_of(text, before[-1:], lexicon)
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
        body = text[mention.start : mention.end] in state_names() or lexicon.actors[mention.actor].kind in (
            "organisation", "bloc", "group"
        )  # fmt: skip
        if body == (found["one"].lower() == "it"):
            return people_of(text, [mention], lexicon)
    return one.people


_PRONOUN = re.compile(
    r"\b(?P<many>they|both(?: sides| countries| leaders| governments| presidents| ministers)?|"
    r"the (?:two|three|four)(?: \w+)?|"
    r"(?:the|all) (?:sides|parties|leaders|presidents|ministers|delegations|negotiators))\b"
    r"|\b(?P<one>he|she|it)\b"
    r"|\bthe (?P<office>president|prime minister|premier|chancellor|king|emir|foreign minister|secretary of state)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:,\s*(?:which|who|that)|\s(?:which|who))\s*$")
_ADVERBIAL = re.compile(r"(?:[A-Z][\w’']*\s[^,;.]{2,60}|[A-Z]\w+ly|However|Meanwhile|Later|Then),\s+")


def _opens(lead: str) -> bool:
    """Whether only titles and "the leaders of" stand in front of a sentence's first name."""
    opening = _ADVERBIAL.match(lead)
    lead = lead[opening.end() :] if opening else lead
    small = {"the", "a", "an", "of", "and", "from", "both", "former", "senior", "new", "then"}
    words = re.findall(r"[\w’'\-]+", lead)
    return (
        len(words) <= 8
        and all(w.lower() in small or w.lower() in head_words() or w[0].isupper() for w in words)
        and (not words or words[0].lower() not in _PRONOUNS)
    )


_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "his", "her", "its", "their", "this", "that", "these", "those", "both"}
)
