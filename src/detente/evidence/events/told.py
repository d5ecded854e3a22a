"""Who was told later, and who is named as not there, by the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.domain.document import Document
from detente.domain.statement import Span
from detente.domain.timeline import Absent, Participant, Told
from detente.evidence.actors.mentions import Mention
from detente.evidence.events.kinds import aside_words
from detente.evidence.events.parties import named_in
from detente.evidence.events.standing_for import Group
from detente.evidence.lexicon import Lexicon

_BY = re.compile(r"\bby\s+(?:the\s+)?(?:[\w’'\-]+\s+){0,3}$")
NEWS_WITHIN = 90
_AFTERWARDS = re.compile(r"\b(?:only\s+(?:later|then|afterwards)|later|afterwards)\s+$", re.I)
# "an official who was briefed on the talks": how a source knows, no party that was told
_A_SOURCE = re.compile(
    r"\b(?:officials?|person|people|diplomats?|sources?|aides?|lawmakers?)\s+(?:who\s+)?(?:\w+\s+)?$", re.I
)
_WITHOUT = re.compile(
    r"\bwithout (?:the )?(?:presence|participation|involvement|attendance) of (?:the )?"
    r"(?:(?:representatives|officials|delegations?|leaders|diplomats|envoys)(?: of| from)? )?(?:the )?$"
)


def told_in(
    document: Document, sentence: Span, mentions: Sequence[Mention], lexicon: Lexicon, one: Group
) -> list[Told]:
    """ "X was briefed by Y on the talks", "Y told X about the call", "X learned of the meeting"."""
    text, words = document.text, aside_words()
    found: list[Told] = []
    for match in words.told.finditer(text, *sentence):
        if _A_SOURCE.search(text, max(sentence[0], match.start() - 40), match.start()):
            continue
        before = [m for m in mentions if m.end <= match.start()]
        behind = [m for m in mentions if m.start >= match.end() and _BY.search(text, match.end(), m.start)]
        told = named_in(text, before[-1:], lexicon) or (
            one.people[:1] if _pronoun(text, sentence, match.start()) else ()
        )
        by = named_in(text, behind[:1], lexicon)
        found += _told(document, sentence, told, by, match.group())
    for match in words.teller.finditer(text, *sentence):
        if re.search(
            r"\b(?:was|were|been|is|are|be|being)\s+(?:\w+ly\s+)?$", text[max(0, match.start() - 16) : match.start()]
        ):
            continue
        afterwards = _AFTERWARDS.search(text, max(sentence[0], match.start() - 24), match.start())
        if afterwards is None and not words.news.search(
            text, match.start(), min(sentence[1], match.end() + NEWS_WITHIN)
        ):
            continue
        behind = [m for m in mentions if m.start >= match.start() and m.start - match.start() <= 45]
        before = [m for m in mentions if m.end <= match.start()]
        by = named_in(text, before[-1:], lexicon) or one.people[:1]
        found += _told(document, sentence, named_in(text, behind[:1], lexicon), by, match.group())
    return found


def absent_in(document: Document, sentence: Span, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Absent]:
    """ "X did not attend": the subject right before those words."""
    found: list[Absent] = []
    quote = document.text[sentence[0] : sentence[1]]
    for mention in mentions:
        if _WITHOUT.search(document.text, max(sentence[0], mention.start - 90), mention.start):
            found += [
                Absent(person.party, person.party_name, "named", document.path, *sentence, quote)
                for person in named_in(document.text, [mention], lexicon)
            ]
    for match in aside_words().missing.finditer(document.text, *sentence):
        before = [m for m in mentions if m.end <= match.start() and match.start() - m.end <= 40]
        for person in named_in(document.text, before[-1:], lexicon):
            found.append(Absent(person.party, person.party_name, "named", document.path, *sentence, quote))
    return found


def absent_named(document: Document, sentence: Span, missing: Sequence[tuple[Participant, Span]]) -> tuple[Absent, ...]:
    """Those an event's own sentence says it was without."""
    quote = document.text[sentence[0] : sentence[1]]
    return tuple(
        dict.fromkeys(
            Absent(person.party, person.party_name, "named", document.path, *sentence, quote) for person, _ in missing
        )
    )


def _pronoun(text: str, sentence: Span, start: int) -> bool:
    return re.search(r"\b(?:he|she|it)\s+(?:\w+\s+)?$", text[sentence[0] : start], re.I) is not None


def _told(
    document: Document, sentence: Span, told: Sequence[Participant], by: Sequence[Participant], how: str
) -> list[Told]:
    quote = document.text[sentence[0] : sentence[1]]
    teller = by[0] if by else None
    return [
        Told(
            one.party,
            one.party_name,
            teller.party if teller else "",
            teller.party_name if teller else "",
            " ".join(how.split()),
            document.path,
            *sentence,
            quote,
        )
        for one in told
        if teller is None or one.party != teller.party
    ]
