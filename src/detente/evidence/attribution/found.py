"""One attribution in a unit, still as token ranges."""

from __future__ import annotations

from dataclasses import dataclass

from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.phrases import Range


@dataclass(frozen=True)
class Found:
    """One attribution in a unit; ``content`` as token ranges, ``rule`` the pattern that held."""

    content: tuple[Range, ...]
    source: Range | None
    cue: Range
    rule: str
    lemma: str


def lemma_of(cue: Cue) -> str:
    return " ".join((cue.verb.lemma, *cue.verb.particles))
