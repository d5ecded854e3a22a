"""Text in a form in which two spellings of the same words are equal, with a map back to every character.

NFKC, straight quotation marks and hyphens for all typographic ones, soft hyphens and zero-width characters dropped,
white space of any kind and length one space. Case is kept: "may" and "May" are different words. Raised and lowered
digits, fractions and encircled numbers stay as they are: NFKC would make "102" of "10²" and "51/2" of "5½".
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_SINGLE = "‘’‚‛′`´ʼ＇"
_DOUBLE = "“”„‟″«»＂"
_DASHES = "‐‑‒–—―−﹘﹣－"
# Compatibility forms that stand for something else than the plain characters NFKC makes of them.
_KEPT_FORMS = ("<super>", "<sub>", "<fraction>", "<circle>")
_DROPPED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"


@dataclass(frozen=True)
class Normalised:
    """Normalised ``text``; character ``i`` of it was made from the original's ``starts[i]`` to ``ends[i]``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@lru_cache(maxsize=8)
def normalise(text: str) -> Normalised:
    """Normalise with an index map; linear in the text."""
    characters: list[str] = []
    starts, ends = array("I"), array("I")  # four bytes a character, where a tuple takes thirty-six
    for at, end in _clusters(text):
        for character in _mapped(text[at:end]):
            if character == " " and characters and characters[-1] == " ":
                ends[-1] = end
                continue
            characters.append(character)
            starts.append(at)
            ends.append(end)
    return Normalised("".join(characters), starts, ends)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Characters, each with the combining marks behind it, so that "e" + accent composes as NFKC wants."""
    if text.isascii():
        return [(i, i + 1) for i in range(len(text))]
    spans: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        # A run of marks is cut at 16: no script stacks more, and hostile text does.
        if spans and unicodedata.combining(character) and at - spans[-1][0] < 16:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


@lru_cache(maxsize=4096)
def _mapped(cluster: str) -> str:
    if len(cluster) == 1 and cluster.isascii():
        return " " if cluster.isspace() else "'" if cluster == "`" else cluster
    out: list[str] = []
    for character in cluster:
        if character in _DROPPED:
            continue
        if character in _SINGLE:
            out.append("'")
        elif character in _DOUBLE:
            out.append('"')
        elif character in _DASHES:
            out.append("-")
        else:
            out.append(character)
    keep = any(unicodedata.decomposition(c).startswith(_KEPT_FORMS) for c in out)
    form = unicodedata.normalize("NFC" if keep else "NFKC", "".join(out))
    return "".join(" " if c.isspace() else c for c in form)
