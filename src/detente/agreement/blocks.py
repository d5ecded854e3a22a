"""What blocks a deal: the minimal sets of demands that leave no zone.

A demand is a required party's firm red line on an issue, or its walk-away value (that it gain over no deal). A set
of demands blocks when no point of the scales meets all of them; it is minimal when dropping any one of them would
leave a point: a minimal unsatisfiable subset. All such sets of a draw are found by the duality of Reiter (1987,
Artificial Intelligence 32:57): what must be removed to clear all conflicts are the minimal hitting sets of the
minimal conflicts. Each candidate removal is tried; if the rest still cannot be met, it holds another minimal set.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from detente.agreement.axes import ChosenDraws, EveryDraw
from detente.agreement.demands import Demands
from detente.agreement.zone import Parties, required_parties
from detente.domain.axes import DrawMask
from detente.domain.draws import Draws
from detente.domain.forecast import Block

MOST_DRAWS = 300
MOST_BLOCKS = 12
MOST_REMOVALS = 500


def find_blocks(draws: Draws, exists: DrawMask) -> tuple[Block, ...]:
    """The minimal blocking sets met most often, at most MOST_BLOCKS, most frequent first.

    At most MOST_DRAWS of the draws without a zone, evenly spaced, are analysed, and their shares scaled by the share
    of draws without a zone. A set counts in the draws in which it is minimal. Equals: fewer demands first.
    """
    without = np.flatnonzero(~exists)
    if without.size == 0:
        return ()
    analysed = evenly_spaced(without, MOST_DRAWS)
    parties = required_parties(draws)
    counts: Counter[tuple[tuple[int, int], ...]] = Counter()
    for n in analysed:
        counts.update(minimal_sets(parties, int(n)))
    scale = without.size / (analysed.size * draws.n)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
    issues = (*draws.issues, "")
    actors = [draws.actors[i] for i in parties.index]
    return tuple(
        Block(tuple((actors[party], issues[issue]) for party, issue in demands), count * scale)
        for demands, count in ranked[:MOST_BLOCKS]
    )


def minimal_sets(parties: Parties, n: int) -> list[tuple[tuple[int, int], ...]]:
    """All minimal blocking sets of draw ``n``, as sorted (party, issue) pairs; issue = number of issues: walk-away.

    Conflicts among red lines alone are always complete. Those with walk-away values are complete as long as there
    are no more than MOST_REMOVALS ways to clear the conflicts; beyond that (many parties with red lines against each
    other on many issues) every set returned is still blocking and minimal, but there may be more.
    """
    demands = Demands.of(parties, n)
    blocking: list[int] = []
    pending = [0]  # smallest removals that hit every blocking set known, not yet tried
    for members in demands.line_conflicts():
        blocking.append(members)
        pending = _hitting_too(pending, members, blocking)
    tried = 0
    while pending and tried < MOST_REMOVALS:
        tried += 1
        core = demands.conflict(demands.everything & ~pending[0])
        if core:
            blocking.append(_shrunk(demands, core))
            pending = _hitting_too(pending, blocking[-1], blocking)
        else:
            del pending[0]  # what is left can be met: everything smaller can, too
    return sorted(tuple(sorted(demands.pairs(members))) for members in blocking)


def evenly_spaced(items: EveryDraw, most: int) -> ChosenDraws:
    """At most ``most`` of the items, evenly spaced, always the same ones."""
    if items.size <= most:
        return items
    return items[(np.arange(most) * items.size) // most]


def _shrunk(demands: Demands, core: int) -> int:
    """Drop demands one by one as long as the rest still cannot be met."""
    for bit in _bits(core):
        smaller = core & ~bit
        if core & bit and (found := demands.conflict(smaller)):
            core = found
    return core


def _hitting_too(pending: list[int], members: int, blocking: list[int]) -> list[int]:
    """The removals extended to hit one more blocking set, those that stay minimal (Berge 1989, Hypergraphs, ch. 2)."""
    kept = [removed for removed in pending if removed & members]
    extended = {removed | bit for removed in pending if not removed & members for bit in _bits(members)}
    kept += sorted(removed for removed in extended if _is_minimal(removed, blocking))
    return kept[:MOST_REMOVALS]


def _is_minimal(removed: int, blocking: list[int]) -> bool:
    """Whether each demand removed is the only one to hit some blocking set."""
    alone = 0
    for members in blocking:
        hit = members & removed
        if hit & (hit - 1) == 0:
            alone |= hit
    return alone == removed


def _bits(members: int) -> list[int]:
    return [1 << i for i in range(members.bit_length()) if members >> i & 1]
