"""One issue of the built-in vocabulary, checked when it is read."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.domain.case import Cues, SovereigntyEffect


class IssueEntry(BaseModel):
    """A negotiation issue without a case: ``scale`` from 0 to 100, both ends described in neutral terms.

    ``favour`` names the end that somebody who supports the issue as named is for, None where the name does not tell.
    ``yields`` marks an issue whose words are so common that it gives way to another issue in the same clause.
    ``part_of`` names the wider issue this is a chapter of: where words of both meet, the wider one gives way, and a
    case that has only the wider one finds it by these words too.
    ``hints`` are words that mean the issue only in a document that names it by a keyword elsewhere ("the boats").
    ``sovereignty`` is what moving from the lowest to the highest point does to the party bound by it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    question: str
    scale: dict[float, str] = Field(min_length=2)
    reference_point: float | None = None
    keywords: tuple[str, ...] = Field(min_length=1)
    hints: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    cues: Cues = Cues()
    favour: Literal["low", "high"] | None = None
    yields: bool = False
    part_of: str | None = None
    sovereignty: SovereigntyEffect = SovereigntyEffect()

    @model_validator(mode="after")
    def _from_zero_to_hundred(self) -> IssueEntry:
        if min(self.scale) != 0 or max(self.scale) != 100:
            raise ValueError("a scale from 0 to 100")
        return self
