"""Random exchange rates without a random stream: a number in [0, 1) that depends on a draw's own values and the seed.

A draw gives the same exchange rates whether it is solved alone, in a block or in the whole, and whatever the order of
its actors. Values are rounded before they are hashed, so that rounding errors do not change the rates. Mixing as in
SplitMix64 (Steele, Lea & Flood 2014, OOPSLA: 453-472, fig. 16).
"""

from __future__ import annotations

from typing import no_type_check

import numpy as np
from numba import njit

FINENESS = 1e6
"""Steps a share, a salience or a hundredth of a scale is told apart by."""

PUBLISHED = 819
"""Added to the seed when lots are drawn: seed 0 then draws those of the published runs; nothing else singles it out."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_COINS, _ONE = np.uint64(0), np.uint64(1)
_BY_30, _BY_27, _BY_31, _BY_11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def sign_actors(wish, salience, share):
    """(actor,) uint64: what an actor wants and weighs on all issues, positions from 0 to 100."""
    signature = np.zeros(wish.shape[0], np.uint64)
    for actor in range(wish.shape[0]):
        value = np.uint64(0)
        for issue in range(wish.shape[1]):
            if share[actor, issue] > 0.0:
                value = _mixed(value, np.int64(issue + 1))
                value = _mixed(value, _steps(0.01 * wish[actor, issue]))
                value = _mixed(value, _steps(salience[actor, issue]))
                value = _mixed(value, _steps(share[actor, issue]))
        signature[actor] = value
    return signature


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def share_drawn(signature, i, j, p, q, played, seed):
    """A number in [0, 1) for the exchange in which actor i demands issue p and supplies q and j the reverse."""
    value = np.uint64(0)
    for one in signature:
        value = value + one  # the same in any order of the actors
    value = _mixed(value, np.int64(seed))
    value = _mixed(value, np.int64(played))
    value = _mixed(value ^ signature[i], np.int64(p))
    value = _mixed(value ^ signature[j], np.int64(q))
    return np.float64(value >> _BY_11) * 2.0**-53


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def coin(signature, played, tie, seed):
    """Heads or tails for the tie of this number in a round."""
    value = _COINS
    for one in signature:
        value = value + one
    value = _mixed(_mixed(_mixed(value, np.int64(seed + PUBLISHED)), np.int64(played)), np.int64(tie))
    return (value >> _BY_31) & _ONE == _ONE


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _steps(value):
    return np.int64(np.rint(value * FINENESS))


@no_type_check
@njit(cache=True, nogil=True, error_model="numpy")
def _mixed(state, number):
    value = (state + np.uint64(number)) * _FIRST + _GOLDEN
    value = (value ^ (value >> _BY_30)) * _FIRST
    value = (value ^ (value >> _BY_27)) * _SECOND
    return value ^ (value >> _BY_31)
