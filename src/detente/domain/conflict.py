"""A conflict as a graph model states it: who controls which options, what cannot be, how each side ranks the states.

A state is the set of options taken, written as a bit mask: bit i is option i. A conflict may instead name its states
and list the moves between them (arcs), as textbooks do for small ones; it then has no options.
Source: Fang, Hipel & Kilgour 1993, Interactive Decision Making: The Graph Model for Conflict Resolution, ch. 2-3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from jaxtyping import Int

Direction = Literal["both", "fwd", "back"]
"""An option can be taken and given up, only taken (fwd: taken stays taken), or only given up (back)."""
Condition = tuple[tuple[tuple[int, bool], ...], ...]
"""Alternatives of which one must hold; each lists options (by number) that are taken (True) or not (False)."""
ListedStates = Int[np.ndarray, "listed"]


@dataclass(frozen=True)
class ConflictOption:
    """What a decision maker can do or leave."""

    name: str
    direction: Direction = "both"


@dataclass(frozen=True, eq=False)
class Ranking:
    """States from best to worst; ``tier`` rises from 0, and states of one tier are tied."""

    states: ListedStates
    tier: ListedStates


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """What is not known of a decision maker's order of the states; of the first three at most one.

    unknown : nothing is: every strict ranking is equally likely.
    rankings : each with its weight, above 0; one of them is the true one.
    swaps : two states and the chance that they are the other way round, in [0, 1]; each is independent of the others.
    spread : the standard deviation of each state's rank, in ranks, on top of the above.
    """

    unknown: bool = False
    rankings: tuple[tuple[float, Ranking], ...] = ()
    swaps: tuple[tuple[int, int, float], ...] = ()
    spread: float = 0.0


@dataclass(frozen=True, eq=False)
class DecisionMaker:
    """One side: the options it controls, and its preferences as a ranking or as statements, most important first.

    misperceived : conditions on states it wrongly believes cannot be.
    arcs : in a conflict of named states, the states it can move to from each; None where options say it.
    uncertain : what is not known of its preferences; None where they are known.
    """

    name: str
    options: tuple[int, ...] = ()
    ranking: Ranking | None = None
    statements: tuple[Condition, ...] = ()
    misperceived: tuple[Condition, ...] = ()
    arcs: Mapping[int, tuple[int, ...]] | None = None
    uncertain: Uncertainty | None = None


@dataclass(frozen=True, eq=False)
class Conflict:
    """A whole conflict.

    feasible : the states that can be, or None when ``infeasible`` alone decides.
    coalitions : groups of decision makers (by number) that may act together.
    where : the file it came from, for messages.
    """

    decision_makers: tuple[DecisionMaker, ...]
    options: tuple[ConflictOption, ...] = ()
    feasible: ListedStates | None = None
    infeasible: tuple[Condition, ...] = ()
    coalitions: tuple[tuple[int, ...], ...] = ()
    title: str = ""
    source: str = ""
    id: str = ""
    note: str = ""
    where: str = field(default="conflict")

    @property
    def by_arcs(self) -> bool:
        """Whether states are named and moves listed."""
        return any(maker.arcs is not None for maker in self.decision_makers)
