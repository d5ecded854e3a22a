"""Joint draws of every input of a case, with the basis of each parameter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from detente.domain.axes import ActorIssueMask, DrawActor, DrawActorIssue, PerActorMask, PerIssue

Parameter = Literal["position", "salience", "capability", "red_line", "cost_of_continuing"]
_BY_DRAW = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")


@dataclass(frozen=True)
class Basis:
    """What a number rests on.

    kind: ``statements`` (estimated from them), ``analyst`` (set by a person), ``ledger`` (added up from assets),
    ``guess`` (a wide prior or a proposal nobody confirmed).
    """

    kind: Literal["statements", "analyst", "ledger", "guess"]
    statements: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Draws:
    """Joint samples of a case's inputs.

    position : (draw, actor, issue), in the units of the issue's scale; its middle where ``present`` is False.
    salience : (draw, actor, issue), in [0, 1]; 0 where ``present`` is False.
    capability : (draw, actor, issue), in [0, inf).
    red_line_low, red_line_high : (draw, actor, issue); outcomes outside are refused; -inf and inf where there is
        no line (or, in that draw, the line is not firm).
    cost_of_continuing : (draw, actor), in [0, 1] of the actor's utility range.
    scale_low, scale_high, reference_point : (issue,).
    present : (actor, issue), whether the actor has a stance on the issue.
    required, at_table : (actor,).
    basis : (actor, issue, parameter) -> Basis; issue is "" for parameters of an actor.
    """

    actors: tuple[str, ...]
    issues: tuple[str, ...]
    position: DrawActorIssue
    salience: DrawActorIssue
    capability: DrawActorIssue
    red_line_low: DrawActorIssue
    red_line_high: DrawActorIssue
    cost_of_continuing: DrawActor
    scale_low: PerIssue
    scale_high: PerIssue
    reference_point: PerIssue
    present: ActorIssueMask
    required: PerActorMask
    at_table: PerActorMask
    basis: Mapping[tuple[str, str, str], Basis] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """Number of draws."""
        return int(self.position.shape[0])

    def block(self, start: int, stop: int) -> Draws:
        """The draws from ``start`` up to, not including, ``stop``."""
        return self.picked(slice(start, stop))

    def spread(self, most: int) -> Draws:
        """At most so many draws, evenly spaced: neighbours of one chain can be more alike than draws far apart."""
        return self if self.n <= most else self.picked(np.arange(most) * self.n // most)

    def picked(self, index: slice | np.ndarray[tuple[int], np.dtype[np.intp]]) -> Draws:
        """The draws at the places given."""
        return replace(self, **{name: getattr(self, name)[index] for name in _BY_DRAW})

    def weight(self) -> DrawActorIssue:
        """Capability times salience, the weight of an actor on an issue; 0 where it has no stance."""
        return np.where(self.present[None], self.capability * self.salience, 0.0)
