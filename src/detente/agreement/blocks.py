"""What blocks a deal: the minimal sets of demands that leave no zone.

A demand is a required party's firm red line on an issue, or its walk-away value (that it gain over no deal). A set
of demands blocks when no point of the scales meets all of them; it is minimal when dropping any one of them would
leave a point: a minimal unsatisfiable subset. All such sets of a draw are found by MARCO (Liffiton, Previti, Malik &
Marques-Silva 2016, Constraints 21:223): try a largest set not yet decided; if it can be met, its subsets are done;
if not, shrink it to a minimal set, whose supersets are done.
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
MOST_SETS = 2_000


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

    Exact and complete up to MOST_SETS decided sets; beyond that (dozens of demands in conflict everywhere) what is
    returned is still blocking and minimal, but there may be more.
    """
    demands = Demands.of(parties, n)
    blocking = demands.line_conflicts()
    removals: list[int] = []  # complements of the largest sets that can be met
    while len(blocking) + len(removals) < MOST_SETS:
        removed = _undecided(blocking, removals)
        if removed is None:
            break
        core = demands.conflict(demands.everything & ~removed)
        if core:
            blocking.append(_shrunk(demands, core))
        else:
            removals.append(removed)
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


def _undecided(blocking: list[int], removals: list[int]) -> int | None:
    """Fewest demands to remove so that no known blocking set is left whole, in a way not known to succeed yet."""
    removed = _hitting(blocking, removals, 0)
    if removed is None:
        return None
    for bit in _bits(removed):
        if all(members & removed & ~bit for members in blocking):
            removed &= ~bit
    return removed


def _hitting(blocking: list[int], removals: list[int], removed: int) -> int | None:
    if any(known & ~removed == 0 for known in removals):
        return None
    whole = next((members for members in blocking if not members & removed), None)
    if whole is None:
        return removed
    for bit in _bits(whole):
        found = _hitting(blocking, removals, removed | bit)
        if found is not None:
            return found
    return None


def _bits(members: int) -> list[int]:
    return [1 << i for i in range(members.bit_length()) if members >> i & 1]
