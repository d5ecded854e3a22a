"""Which actors a pronoun may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.lexicon import Lexicon


def agrees(pronoun: str, actors: Sequence[str], lexicon: Lexicon, plural: bool = False) -> bool:
    """ "It" stands for one that is no person, "they" for several or a body of many, "he" for one that is no body."""
    if not actors:
        return False
    kinds = [lexicon.actors[a].kind for a in actors if a in lexicon.actors]
    if pronoun in ("he", "she", "his", "her"):
        return len(actors) == 1 and kinds[:1] not in (["organisation"], ["bloc"])
    if pronoun in ("it", "its"):
        return len(actors) == 1 and kinds[:1] != ["person"]
    return plural or len(actors) > 1 or kinds[:1] in (["organisation"], ["bloc"], ["group"])
