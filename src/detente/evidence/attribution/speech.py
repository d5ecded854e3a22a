"""Attributed speech: who is said to have said, thought or wanted what, with exact spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.domain.statement import Span

SpeechKind = Literal["direct_quote", "partial_quote", "indirect_quote"]


@dataclass(frozen=True)
class AttributedSpeech:
    """One attribution: content, source and cue as spans of the document's text.

    ``content`` has several spans where speech is interrupted ("A," said B. "C."). ``source`` is the whole noun
    phrase of the speaker with role and appositive, None where the text names nobody ("it is feared that").
    ``cue`` is what signals the attribution ("said", "according to"). ``rule`` names the pattern, ``reason`` says
    in words why the pattern held. ``nested`` marks a thought, wish or judgement inside the content of another
    attribution of its sentence ("he said he wants to go"): two claims for an analyst, one for annotators who mark
    the outer one only.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: SpeechKind
    rule: str
    reason: str
    nested: bool = False

    @property
    def hull(self) -> Span:
        """From the first character of the content to the last."""
        return self.content[0][0], self.content[-1][1]
