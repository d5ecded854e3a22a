"""The probabilistic Condorcet election: how likely each position is to win when every pair of them is put to a vote.

Of two positions each actor supports the nearer one, with its weight times what it gains by it; the stronger coalition
is the likelier winner, not the certain one: P[i beats j] = C_ij / (C_ij + C_ji). The chances against all others make
one distribution over the positions. That distribution is the answer; ``outcome`` is its mean. Not to be confused with
the Condorcet winner, which is the weighted median.

As published, two actors at one position are two options and share one position's chance (each further one halves it);
here they are merged unless asked otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.domain.draws import Draws
from detente.engines.parts.election_chunks import in_chunks
from detente.engines.parts.election_switches import SWITCHES, rules_of
from detente.engines.parts.model import Landing, Model

NAME = "condorcet_election"
TITLE = "Probabilistic Condorcet election"
CITATION = (
    "Wise, Lester & Efird 2015, Multidimensional Bargaining Using KTAB; 2015, An Introduction to the KAPSARC Toolkit "
    "for Behavioral Analysis (KTAB) using One-Dimensional Spatial Models, KAPSARC Discussion Papers"
)
READINGS: Mapping[str, Mapping[str, str]] = {"ktab-defaults": {"clones": "counted"}}
# Draws a thread is given at a time, so that it works on about this many positions.
POSITIONS_PER_CHUNK = 50_000


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """Mean and distribution of the winning position of each issue.

    ``candidates`` are the actors' positions and ``probability`` their chances, which add up to one over the actors of
    an issue; actors at one merged position share its chance equally, actors without weight have none and stand at
    the mean.
    """
    rules = rules_of(switches)
    n, actors, issues = draws.position.shape
    outcome = np.empty((n, issues))
    candidates = np.empty((n, actors, issues))
    probability = np.empty((n, actors, issues))
    # The kernel is compiled once, for contiguous arrays that may be written.
    position, salience, capability = (
        np.require(array, np.float64, ["C", "W"]) for array in (draws.position, draws.salience, draws.capability)
    )
    present = np.require(draws.present, np.bool_, ["C", "W"])
    # On a scale without length all positions are one, whatever they are measured with.
    scale = np.subtract(draws.scale_high, draws.scale_low, dtype=np.float64)
    scale = np.ascontiguousarray(np.where(scale > 0, scale, 1.0))
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from detente.engines.parts.election_kernel import elect

    def elect_chunk(first: int, last: int) -> None:
        elect(position, salience, capability, present, scale, first, last, rules, candidates, probability, outcome)

    in_chunks(n, max(1, POSITIONS_PER_CHUNK // max(1, actors * issues)), elect_chunk)
    return Landing(outcome, candidates=candidates, probability=probability)


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land, READINGS)
