"""Which preferences of one decision maker make a state stable for it, exactly; the others' are as given.

Whether s is stable for i asks of i's preferences only which states are better than s. For each move of i from s to t
the requirement is: s is no worse than t, or than all the states of one of the sanctions of t:

| concept | a sanction of t is                                                                     |
|---------|----------------------------------------------------------------------------------------|
| gmr     | a state the others can bring about from t                                              |
| smr     | such a state with all those i can move to from it                                      |
| seq     | a state the others can bring about from t by their own improvements                    |
| sim     | the state that the move and improvements of others from s made at once lead to         |

The rankings that meet all requirements are counted without listing rankings: of all orders of s and m others, those
with a given set of b others above s number b! (m - b)!. Source of the question: Kinsara, Kilgour & Hipel 2015, IEEE
Trans. SMC: Systems 45:734 (inverse approach).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import factorial

import numpy as np

from detente.agreement.graph.model import Graph, submasks
from detente.agreement.graph.reach import all_moves, improving_moves
from detente.agreement.graph.stability import concepts_of
from detente.domain.errors import InputError, did_you_mean

MOST_MENTIONED = 22
"""Other states that may matter; all their subsets are gone through."""


@dataclass(frozen=True)
class Requirement:
    """For a move to be no threat: the state is no worse than every state of one of ``alternatives``."""

    move: int
    alternatives: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Inverse:
    """What must hold of a decision maker's preferences, and for how many strict rankings of all states it does.

    requirements : all must be met; none when the state is stable whatever the preferences.
    stable, rankings : rankings that make the state stable, and all there are.
    """

    maker: str
    state: int
    concept: str
    requirements: tuple[Requirement, ...]
    stable: int
    rankings: int


def preferences_for(graph: Graph, maker: int, state: int, concept: str) -> Inverse:
    """The preferences of a decision maker that make a state (by its label) stable for it; of the first draw.

    Raises InputError when more than MOST_MENTIONED other states matter.
    """
    found = requirements(graph, maker, state, concept)
    mentioned = sorted({label for r in found for alternative in r.alternatives for label in alternative})
    if len(mentioned) > MOST_MENTIONED:
        got = f"{len(mentioned)}"
        raise InputError("conflict", f"at most {MOST_MENTIONED} states that matter", got, "leave options out")
    size = int(graph.seen_by(maker).legal.sum())
    count = len(mentioned)
    favourable = sum(factorial(b) * factorial(count - b) * n for b, n in enumerate(_counts(found, mentioned)))
    return Inverse(
        maker=graph.makers[maker],
        state=state,
        concept=concept,
        requirements=found,
        stable=factorial(size) // factorial(count + 1) * favourable,
        rankings=factorial(size),
    )


def requirements(graph: Graph, maker: int, state: int, concept: str) -> tuple[Requirement, ...]:
    """What the preferences of the decision maker must meet; see the module."""
    known = concepts_of(graph)
    if concept not in known:
        raise InputError("concept", f"one of {', '.join(known)}", f"'{concept}'", did_you_mean(concept, known))
    view = graph.seen_by(maker)
    at = view.index(state)
    step = view.step(maker)
    found = []
    for move in np.flatnonzero(step[at]).tolist():
        sanctions = [{move}, *(set(sanction) for sanction in _sanctions(view, maker, at, move, concept))]
        # s is no worse than itself: that need not be said
        alternatives = _smallest([sanction - {at} for sanction in sanctions])
        if set() not in alternatives:
            labels = tuple(tuple(view.labels[sorted(a)].tolist()) for a in alternatives)
            found.append(Requirement(int(view.labels[move]), tuple(sorted(labels, key=lambda a: (len(a), a)))))
    return tuple(found)


def _sanctions(graph: Graph, maker: int, at: int, move: int, concept: str) -> Iterable[Iterable[int]]:
    others = [k for k in range(len(graph.makers)) if k != maker]
    if concept == "nash" or not others:
        return []
    if concept == "sim":
        return [[move ^ answer] for answer in _answers(graph, others, at) if graph.legal[move ^ answer]]
    reach = improving_moves(graph, others) if concept == "seq" else all_moves(graph, others)
    ends = np.flatnonzero(reach[0, move]).tolist()
    if concept == "smr":
        step = graph.step(maker)
        return [[end, *np.flatnonzero(step[end]).tolist()] for end in ends]
    return [[end] for end in ends]


def _answers(graph: Graph, others: list[int], at: int) -> list[int]:
    """Masks of the improvements of some of the others from a state, at once."""
    answers = [0]
    for k in others:
        payoff = graph.payoff[k, :, 0]
        own = [
            mask
            for mask in submasks(graph.own[k])
            if payoff[at ^ mask] > payoff[at] and not at & mask & graph.forward and not ~at & mask & graph.backward
        ]
        answers += [answer | mask for answer in answers for mask in own]
    return answers[1:]


def _smallest(sets: list[set[int]]) -> list[set[int]]:
    """Those that hold no other: an alternative that asks for more than another is never needed."""
    kept: list[set[int]] = []
    for candidate in sorted(sets, key=len):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return kept


def _counts(found: tuple[Requirement, ...], mentioned: list[int]) -> list[int]:
    """How many sets of better states meet all requirements, by the size of the set."""
    above = np.arange(1 << len(mentioned), dtype=np.int64)
    bit = {label: 1 << i for i, label in enumerate(mentioned)}
    met = np.ones(above.size, dtype=np.bool_)
    for requirement in found:
        held = np.zeros(above.size, dtype=np.bool_)
        for alternative in requirement.alternatives:
            held |= (above & sum(bit[label] for label in alternative)) == 0
        met &= held
    sizes = np.bitwise_count(above[met]).astype(np.int64)
    return [int(n) for n in np.bincount(sizes, minlength=len(mentioned) + 1)]
