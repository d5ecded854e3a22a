"""What is open in the probabilistic Condorcet election, shared by the election itself and the spatial model.

``Rules`` are the chosen values as small integers, the place of each in its switch: what the kernel is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from detente.domain.engine import Switch

# The place of each value in its switch; a test holds these to the switches below.
CONDITIONAL, MARKOV_UNIFORM, MARKOV_INCENTIVE = 0, 1, 2
CAPABILITY, CAPABILITY_TIMES_SALIENCE = 0, 1
MERGED, COUNTED = 0, 1

# What stands behind every option even if nobody does, as a share of all weight: keeps chances from being 0/0.
# Wise, Lester & Efird's program adds 1e-8 where the weights of an input add up to about a thousand.
SUPPORT_FLOOR = 1e-11
# Utilities, from -1 to 1, that differ by no more than this are equal: such a difference is rounding, and without this
# it would count against the floor.
DIFFERENCE_TOLERANCE = 1e-9

PROCESS = Switch(
    "process",
    ("conditional", "markov_uniform", "markov_incentive"),
    "how pairwise chances become one winner: the product of an option's chances against all others; or a chain in "
    "which the favourite is challenged again and again, by each option alike, or by each as often as its supporters "
    "gain by it",
)
WEIGHTS = Switch(
    "weights",
    ("capability", "capability_times_salience"),
    "what an actor puts behind its vote: all its capability, or as much of it as it cares",
)
CLONES = Switch(
    "clones",
    ("merged", "counted"),
    "actors at one position make one option, so that splitting an actor changes nothing; or one each, as in the "
    "published program, where each further one halves the chance of all at that position",
)
SWITCHES = (PROCESS, WEIGHTS, CLONES)


class Rules(NamedTuple):
    """The chosen value of each switch as its place among the switch's values, in the order of ``SWITCHES``."""

    process: int
    weights: int
    clones: int


def rules_of(chosen: Mapping[str, str]) -> Rules:
    """The rules of a complete, valid choice of switches."""
    return Rules(*(switch.values.index(chosen[switch.name]) for switch in SWITCHES))
