"""What a reading asked of a language model: counted, with what it cost and why proposals were refused."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from detente.evidence.llm.port import Answer
from detente.evidence.llm.settings import ModelSettings

COUNTS = ("passages", "unanswered", "proposed", "kept", "same", "tokens_in", "tokens_out", "untold", "fresh")


@dataclass
class Account:
    """Counts of one reading; the same whether answers came from the network or were kept.

    ``fresh`` counts answers that were asked for now, which is told to the user and recorded nowhere.
    """

    model: str
    prompt_version: str
    currency: str = "USD"
    passages: int = 0
    unanswered: int = 0
    proposed: int = 0
    kept: int = 0
    same: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0
    price_in: float | None = None
    price_out: float | None = None
    refused: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    fresh: int = 0

    @classmethod
    def of(cls, settings: ModelSettings, prompt_version: str) -> Account:
        """An empty account."""
        return cls(
            settings.model, prompt_version, settings.currency, price_in=settings.price_in, price_out=settings.price_out
        )

    def add(self, answer: Answer) -> None:
        """Count the tokens of an answer; servers that tell none are counted as untold."""
        if answer.tokens_in is None or answer.tokens_out is None:
            self.untold += 1
        self.tokens_in += answer.tokens_in or 0
        self.tokens_out += answer.tokens_out or 0

    def merge(self, other: Account) -> None:
        """Add the counts of another part of the same reading; each failure once."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused.update(other.refused)
        self.errors += [e for e in other.errors if e not in self.errors]

    @property
    def cost(self) -> float | None:
        """In ``currency``; None where no price is set."""
        return cost_of(self.tokens_in, self.tokens_out, self.price_in, self.price_out)

    def to_dict(self) -> dict[str, Any]:
        """As the manifest records it: nothing that depends on when or how often it was run."""
        return {
            "model": self.model,
            "prompt_version": self.prompt_version,
            "passages": self.passages,
            "unanswered": self.unanswered,
            "proposed": self.proposed,
            "kept": self.kept,
            "read_by_rules_too": self.same,
            "refused": {reason: self.refused[reason] for reason in sorted(self.refused)},
            "tokens_in": self.tokens_in,
            "tokens_out": self.tokens_out,
            "answers_without_tokens": self.untold,
            "cost": self.cost,
            "currency": self.currency if self.cost is not None else None,
            "errors": list(self.errors),
        }

    @property
    def price(self) -> str:
        """What it cost, in words."""
        return "no price set" if self.cost is None else f"{self.cost:.4f} {self.currency}"

    def sentence(self) -> str:
        """One sentence for the notes of a reading."""
        unanswered = f", {self.unanswered} unanswered" if self.unanswered else ""
        return (
            f"language model {self.model} (prompt {self.prompt_version}): {self.passages} passages{unanswered}, "
            f"{self.proposed} proposals, {self.kept} kept, {self.same} read by the rules too, "
            f"{self.refused.total()} refused; {self.tokens_in} tokens sent, {self.tokens_out} received, {self.price}"
        )


def cost_of(tokens_in: int, tokens_out: int, price_in: float | None, price_out: float | None) -> float | None:
    """Price of the tokens, prices per million; None where no price is set."""
    if price_in is None and price_out is None:
        return None
    return (tokens_in * (price_in or 0.0) + tokens_out * (price_out or 0.0)) / 1e6
