"""Negotiations that are over: what the parties wanted beforehand and, where it is known, how each issue ended.

What a forecast is held to. A negotiation is the unit that shares actors and package deals, so it is also what is split
into parts, left out and resampled: its issues are not independent pieces of evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.domain.axes import PerActorMask, PerIssue
from detente.domain.draws import Draws


@dataclass(frozen=True)
class Negotiation:
    """One negotiation as it stood before it was decided, with its outcome beside it.

    position : (actor, issue), in the units of the issue's scale; nan where the actor has none.
    salience : (actor, issue), in [0, 1]; 0 where the actor has no position.
    capability : (actor,), in [0, inf), any unit.
    scale_low, scale_high : (issue,).
    reference_point : (issue,), what holds without a deal; nan where nobody stated it.
    outcome : (issue,), how it ended; nan where that is not known.
    required : (actor,), whose consent the deal needs.
    """

    id: str
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray
    scale_low: PerIssue
    scale_high: PerIssue
    reference_point: PerIssue
    outcome: PerIssue
    required: PerActorMask
    part: str = ""

    def draws(self) -> Draws:
        """The negotiation as one draw, for the engines; never with its outcome.

        A reference point nobody stated is the middle of the scale, which only the engines that bargain over no deal
        look at.
        """
        middle = 0.5 * (self.scale_low + self.scale_high)
        present = np.isfinite(self.position)
        shape = (1, *self.position.shape)
        reference = np.where(np.isfinite(self.reference_point), self.reference_point, middle)
        return Draws(
            actors=self.actors,
            issues=self.issues,
            position=np.where(present, self.position, middle[None])[None],
            salience=np.where(present, self.salience, 0.0)[None],
            capability=np.broadcast_to(self.capability[None, :, None], shape).copy(),
            red_line_low=np.full(shape, -np.inf),
            red_line_high=np.full(shape, np.inf),
            cost_of_continuing=np.zeros(shape[:2]),
            scale_low=self.scale_low,
            scale_high=self.scale_high,
            reference_point=reference,
            present=present,
            required=self.required,
            at_table=np.ones(len(self.actors), dtype=np.bool_),
        )

    def without_outcome(self) -> Negotiation:
        """The negotiation as a forecaster may see it."""
        return replace(self, outcome=np.full(len(self.issues), np.nan))


@dataclass(frozen=True)
class Record:
    """Negotiations read from one file: its name, the SHA-256 of its bytes, where the original is, what to know of it.

    ``name`` is that of the data set, or "own" for a table of one's own; ``proposer`` is the actor that makes the first
    draft in all of them, where one does; ``coded`` says that experts coded all scales from 0 to 100 in whole numbers,
    mostly with no change at 0; ``cautions`` are printed beside every score.
    """

    name: str
    title: str
    sha256: str
    citation: str
    negotiations: tuple[Negotiation, ...]
    cautions: tuple[str, ...] = ()
    proposer: str = ""
    coded: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts the file names, in the order they come; empty where it names none."""
        return tuple(dict.fromkeys(n.part for n in self.negotiations if n.part))

    def part(self, name: str) -> Record:
        """The negotiations of one part."""
        return replace(self, negotiations=tuple(n for n in self.negotiations if n.part == name))

    def issues(self) -> Iterator[tuple[Negotiation, int]]:
        """Every issue as its negotiation and its place in it."""
        for negotiation in self.negotiations:
            for place in range(len(negotiation.issues)):
                yield negotiation, place

    @property
    def known(self) -> int:
        """The number of issues with an outcome."""
        return sum(int(np.isfinite(n.outcome).sum()) for n in self.negotiations)
