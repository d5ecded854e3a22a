"""The unlock table: what one required party could relax, alone, to open the zone where there is none."""

from __future__ import annotations

import numpy as np

from detente.agreement.axes import ChosenDraws, SomeValues
from detente.agreement.blocks import evenly_spaced
from detente.agreement.margins import POINTS
from detente.agreement.relaxations import SIDES, WALK_AWAY, Relaxations, relaxations
from detente.agreement.shares import wilson
from detente.agreement.zone import Parties, required_parties
from detente.domain.agreement_answer import Relaxation, Unlock
from detente.domain.axes import DrawMask
from detente.domain.draws import Draws
from detente.domain.forecast import Interval

MOST_DRAWS = 10_000
"""Draws without a zone that are analysed, evenly spaced; all, unless there are more."""


def unlock_table(draws: Draws, exists: DrawMask) -> tuple[int, tuple[Unlock, ...]]:
    """How many draws without a zone were analysed, and for every required party what it could do alone.

    Parties are sorted by the share of those draws in which one step of theirs is enough, equals in the draws' order.
    """
    without = np.flatnonzero(~exists)
    if without.size == 0:
        return 0, ()
    analysed = evenly_spaced(without, MOST_DRAWS)
    parties = required_parties(draws)
    found = relaxations(parties, analysed)
    length = np.append(parties.scale_high - parties.scale_low, 1.0)
    relative = found.size / length[found.issue]
    cheapest = _cheapest(found, relative)
    table = [_unlock(draws, parties, party, found, cheapest, analysed) for party in range(len(parties.index))]
    return int(analysed.size), tuple(sorted(table, key=lambda unlock: -unlock.suffices.share))


def _cheapest(found: Relaxations, relative: SomeValues) -> np.ndarray:
    """Marks, of each party's ways in each draw, the one that gives least as a share of its scale; equals: the first."""
    order = np.lexsort((found.side, found.issue, relative, found.party, found.draw))
    marked = np.zeros(found.draw.size, dtype=bool)
    if order.size:
        draw, party = found.draw[order], found.party[order]
        first = np.append(True, (draw[1:] != draw[:-1]) | (party[1:] != party[:-1]))
        marked[order[first]] = True
    return marked


def _unlock(
    draws: Draws, parties: Parties, party: int, found: Relaxations, cheapest: np.ndarray, analysed: ChosenDraws
) -> Unlock:
    n = int(analysed.size)
    mine = found.party == party
    ways = sorted(set(zip(found.issue[mine].tolist(), found.side[mine].tolist(), strict=True)))
    rows = []
    for issue, side in ways:
        of = mine & (found.issue == issue) & (found.side == side)
        size = found.size[of] * (POINTS if side == WALK_AWAY else 1.0)
        line = _lines(parties, party, found, of) if side != WALK_AWAY else None
        rows.append(
            Relaxation(
                issue="" if side == WALK_AWAY else draws.issues[issue],
                side=SIDES[side],
                suffices=wilson(int(of.sum()), n),
                cheapest=float((of & cheapest).sum() / n),
                size=_interval(size),
                line=_interval(line) if line is not None else None,
                to=_interval(line - size if SIDES[side] == "min" else line + size) if line is not None else None,
            )
        )
    return Unlock(
        actor=draws.actors[parties.index[party]],
        suffices=wilson(int(np.unique(found.draw[mine]).size), n),
        relaxations=tuple(sorted(rows, key=lambda row: -row.suffices.share)),
    )


def _lines(parties: Parties, party: int, found: Relaxations, of: np.ndarray) -> SomeValues:
    """Where the party's line runs in each of these draws."""
    draw, issue, side = found.draw[of], found.issue[of], found.side[of]
    lines: SomeValues = np.where(side == 0, parties.line_low[draw, party, issue], parties.line_high[draw, party, issue])
    return lines


def _interval(values: SomeValues) -> Interval:
    low, mid, high = (float(v) for v in np.quantile(values, (0.1, 0.5, 0.9)))
    return Interval(low, mid, high)
