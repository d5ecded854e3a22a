"""Looking for words whatever their case: in the lower-cased text, which is several times faster than ``re.IGNORECASE``.

Offsets in the lower-cased text are those of the text itself.
"""

from __future__ import annotations

import re
from functools import lru_cache


def lower_same_length(text: str) -> str:
    """Lower case with every character kept in its place (a few capitals lower to two characters)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@lru_cache(maxsize=16)
def lowered(text: str) -> str:
    """The same for whole texts, which are asked for again sentence by sentence."""
    return lower_same_length(text)


def any_case(expression: str) -> re.Pattern[str]:
    """An expression to be tried on lower-cased text, where it finds what it would find with ``re.IGNORECASE``."""
    return re.compile(_PART.sub(_lower, expression))


_PART = re.compile(r"\\.|\(\?P<\w+>|[^\\(]+|\(")


def _lower(part: re.Match[str]) -> str:
    """In lower case, except escapes (``\\S`` is not ``\\s``) and names of groups."""
    written = part.group()
    return written if written.startswith(("\\", "(?P<")) else written.lower()
