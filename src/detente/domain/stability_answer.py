"""Whether a deal, once signed, would be kept: what the graph model concludes about the states after signature.

A state is an option mask: bit i is the i-th option of the case's ``compliance`` section. Plain values only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.domain.forecast import Interval, Share


@dataclass(frozen=True)
class StateMove:
    """A move of an actor from one state to another that betters it."""

    actor: str
    start: int
    end: int


@dataclass(frozen=True)
class StateGraph:
    """States and the moves between them that better their mover, for a picture.

    ``start`` is the status quo; ``states`` are in the order in which moves from it reach them. ``left_out`` counts the
    states that are not shown, which no such moves reach or which lie beyond the most that are shown. ``best_only``:
    of each actor's moves from a state only the best for it counts.
    """

    start: int
    states: tuple[int, ...]
    moves: tuple[StateMove, ...]
    left_out: int = 0
    best_only: bool = False


@dataclass(frozen=True)
class StateAnswer:
    """One state: how often it is an equilibrium by each concept, and how often moves lead there from signature.

    ``reached_and_stable``: how often both at once, by ``seq``: there the deal may well end up. ``way`` is a shortest
    one at the medians of all inputs; None where there is none.
    """

    state: int
    probability: dict[str, Share]
    reached: Share
    reached_and_stable: Share
    way: tuple[StateMove, ...] | None


@dataclass(frozen=True)
class Breaker:
    """How an actor stands to the deal once it is signed.

    ``wants``: it has a move that betters it. ``dares``: it has one that no credible answer of the others undoes (not
    stable by ``seq``). ``path`` is the commonest play where it dares: its surest move, then the others and itself in
    turn, each with the move best for it, until nobody moves or it ``circles``; ``path_share`` is its share of those.
    ``gain`` is what its surest move wins it before any answer, in points of its utility; None for stated preferences.
    """

    actor: str
    wants: Share
    dares: Share
    path: tuple[StateMove, ...] = ()
    path_share: float = 0.0
    circles: bool = False
    gain: Interval | None = None


@dataclass(frozen=True)
class JudgementFlip:
    """Whether an actor prefers one state to another, and how often the deal is kept with and without that."""

    actor: str
    better: int
    worse: int
    share: float
    kept_if: float
    kept_if_not: float


@dataclass(frozen=True)
class InputFlip:
    """An input that goes with whether the deal is kept: how often it is with the input above and below its median.

    ``parameter`` is position, salience, cost_of_continuing, shift or cost; for the last two ``what`` is the option or
    the rule that has it, and ``target`` the issue shifted or the actor that bears the cost.
    """

    what: str
    target: str
    parameter: str
    median: float
    kept_above: float
    kept_below: float


@dataclass(frozen=True)
class PackageStability:
    """One package after signature; ``package`` "" is no deal, of which only options to respond are left.

    kept : by concept, the share of draws in which the signed state is an equilibrium.
    accepted_and_kept : draws in which the package is acceptable to all required and kept (``seq``); None for no deal.
    kept_if_accepted : the share of the draws in which it is acceptable; None where that never is.
    central : by concept, the equilibria at the medians of all inputs.
    """

    package: str
    title: str
    signed: int
    states: int
    kept: dict[str, Share]
    accepted_and_kept: Share | None
    kept_if_accepted: Share | None
    breakers: tuple[Breaker, ...]
    flips: tuple[JudgementFlip, ...]
    inputs: tuple[InputFlip, ...]
    equilibria: tuple[StateAnswer, ...]
    central: dict[str, tuple[int, ...]]
    graph: StateGraph


@dataclass(frozen=True)
class OptionWords:
    """An option as the report names it; ``signed``: taken at signature."""

    id: str
    actor: str
    what: str
    kind: str
    one_way: bool
    signed: bool


@dataclass(frozen=True)
class StabilityAnswer:
    """Every package after signature, the last of them no deal where options to respond leave anything to choose.

    ``draws`` is how many of the run's draws were looked at, the first ones. ``scenarios`` is, by scenario and package,
    the share of draws in which the package is kept (``seq``).
    """

    draws: int
    options: tuple[OptionWords, ...]
    packages: tuple[PackageStability, ...]
    scenarios: dict[str, dict[str, Share]] = field(default_factory=dict)
