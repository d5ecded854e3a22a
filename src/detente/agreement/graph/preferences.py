"""Preferences as payoffs: a ranking with ties, or prioritised statements, as one whole number a state.

Only the order of payoffs means anything. Prioritised statements: a state that satisfies a more important statement is
preferred whatever the less important ones say (Fang, Hipel, Kilgour & Peng 2003, IEEE Trans. SMC C 33:42).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.agreement.graph.axes import PerState, PerStateMask
from detente.domain.conflict import Condition, Ranking
from detente.domain.errors import InputError

UNSEEN = -1
"""The payoff of a state that cannot be."""


def ranking_payoff(ranking: Ranking, labels: PerState, legal: PerStateMask, where: str) -> PerState:
    """The payoff of each state, 0 for the worst tier; UNSEEN where the state cannot be.

    ``labels`` are the states' names in rising order. Raises InputError unless every state that can be is ranked once;
    states that cannot be may be ranked and are passed over.
    """
    at = np.searchsorted(labels, ranking.states)
    known = (at < labels.size) & (labels[np.minimum(at, labels.size - 1)] == ranking.states)
    if not known.all():
        strange = int(ranking.states[~known][0])
        raise InputError(where, "states of the conflict", f"{strange}", "correct the ranking")
    counts = np.bincount(at, minlength=labels.size)
    for wrong, got in ((legal & (counts == 0), "not ranked"), (counts > 1, "ranked twice")):
        if wrong.any():
            state = int(labels[wrong][0])
            raise InputError(where, "every state that can be, once", f"state {state} {got}", "correct the ranking")
    payoff = np.full(labels.size, UNSEEN, dtype=np.int32)
    payoff[at] = ranking.tier.max(initial=0) - ranking.tier
    payoff[~legal] = UNSEEN
    return payoff


def statements_payoff(statements: Sequence[Condition], legal: PerStateMask) -> PerState:
    """The payoff by prioritised statements, the most important first; states alike in all of them are tied.

    Statements that do not fit in 63 bits are folded into the ranks that those before them gave, so that there may be
    any number.
    """
    score = np.zeros(legal.size, dtype=np.int64)
    used = 0
    for statement in statements:
        if used == 62 - max(legal.size.bit_length(), 1):
            score, used = np.unique(score, return_inverse=True)[1].astype(np.int64), 0
        score = 2 * score + holds(statement, legal.size)
        used += 1
    payoff = np.full(legal.size, UNSEEN, dtype=np.int32)
    payoff[legal] = np.unique(score[legal], return_inverse=True)[1]
    return payoff


def holds(condition: Condition, states: int) -> PerStateMask:
    """In which of the 2^n option states one of the alternatives of a condition holds."""
    mask = np.arange(states, dtype=np.int32)
    anywhere = np.zeros(states, dtype=np.bool_)
    for alternative in condition:
        care = sum(1 << option for option, _ in alternative)
        want = sum(1 << option for option, taken in alternative if taken)
        anywhere |= (mask & care) == want
    return anywhere
