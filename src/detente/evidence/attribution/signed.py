"""Speech whose speaker stands apart from it: behind a dash, before a colon, or in the paragraph before."""

from __future__ import annotations

from detente.evidence.attribution.cues import find_cues
from detente.evidence.attribution.found import Found
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range
from detente.evidence.attribution.subject_before import subject_before
from detente.evidence.attribution.tokens import Unit

DASHES = frozenset("―—–-")
LONGEST_NAME = 8  # words


def find_signed(unit: Unit, headline: bool = False) -> list[Found]:
    """A quotation with a name behind a dash, or a name and a colon before a quotation: "Smith: 'We go.'".

    In a headline, and behind a name all in capitals as transcripts have it, no quotation marks are needed.
    """
    tokens = unit.tokens
    found = []
    for at, token in enumerate(tokens):
        if token.text in DASHES and 0 < at < len(tokens) - 1 and tokens[at - 1].kind == "quote":
            end = _name_end(unit, at + 1)
            if end > at + 1 and (end >= len(tokens) or tokens[end].kind != "word"):
                found.append(
                    Found(((at - 1, at),), (at + 1, end), (at, at + 1), "quote:signed", "a name behind a dash")
                )
    if len(tokens) > 2:
        end = _name_end(unit, 0)
        if 0 < end < len(tokens) - 1 and tokens[end].text == ":" and tokens[end + 1].kind == "quote":
            found.append(
                Found(((end + 1, end + 2),), (0, end), (end, end + 1), "quote:titled", "a name before a colon")
            )
        elif 0 < end < len(tokens) - 3 and tokens[end].text == ":" and (
            (headline and end <= 4) or (tokens[end - 1].text.isupper() and len(tokens[end - 1].text) > 2)
        ):  # fmt: skip
            last = len(tokens)
            while last > end + 1 and tokens[last - 1].kind == "mark":
                last -= 1
            if last > end + 1:
                found.append(
                    Found(((end + 1, last),), (0, end), (end, end + 1), "clause:titled", "a name before a colon")
                )
    return found


def is_signature(unit: Unit) -> bool:
    """Whether a unit is a dash and a name, and nothing else."""
    if len(unit.tokens) < 2 or unit.tokens[0].text not in DASHES:
        return False
    return all(t.kind != "word" for t in unit.tokens[_name_end(unit, 1) :]) and unit.tokens[1].capital


def opens_speech(unit: Unit) -> tuple[Range | None, Range, str] | None:
    """Source, cue and verb of a sentence that ends in "... said:"; None when it does not."""
    tokens = unit.tokens
    if tokens[-1].text != ":":
        return None
    cues = [c for c in find_cues(tokens) if c.verb.frames & {"quote", "clause"} and c.form in ("finite", "ing")]
    for cue in reversed(cues):
        source = subject_before(tokens, cue.start, 0)
        if source is not None:
            return source, (cue.start, cue.end), cue.verb.lemma
    return None


def _name_end(unit: Unit, start: int) -> int:
    words = lexicon()
    end = start
    while end < len(unit.tokens) and end - start < LONGEST_NAME:
        token = unit.tokens[end]
        inner = token.low in ("of", "the", "de", "van", "von", "al", "bin", "for", "and", "'s") and end > start
        if not (token.capital or inner) or (token.low in words.pronouns and not token.text.isupper()):
            break
        end += 1
    return end
