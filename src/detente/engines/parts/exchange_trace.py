"""The exchanges that were made, with what they cost or gave everybody else, and each side's move in words."""

from __future__ import annotations

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Exchange, Move

TOP = 100.0


def exchanges_of(draws: Draws, draw: int, log: np.ndarray) -> list[Exchange]:
    """The exchanges of a draw in order, from the kernel's log of it.

    Moves and outcomes are in the units of the scales, outcomes as the two actors expected them; the gain, each side's
    mean under a random rate, and the externalities are in points of scales of 100 times salience. An externality is
    what an actor outside the exchange gains, or loses, as the outcomes of all votes shift:
    s_kp (|O_p - x_kp| - |O'_p - x_kp|) and the same on q (Dijkstra, Van Assen & Stokman 2008).
    """
    return [_exchange(draws, draw, row) for row in log]


def moves_of(draws: Draws, draw: int, log: np.ndarray) -> list[Move]:
    """Two moves for each exchange, the supplier's on the issue demanded first."""
    moves = []
    for row in log:
        i, j, p, q = (int(value) for value in row[1:5])
        moves.append(_move(draws, draw, row, (j, p), (i, q), (row[11], row[12]), (row[13], row[14]), row[6]))
        moves.append(_move(draws, draw, row, (i, q), (j, p), (row[13], row[14]), (row[11], row[12]), row[5]))
    return moves


def _exchange(draws: Draws, draw: int, row: np.ndarray) -> Exchange:
    i, j, p, q = (int(value) for value in row[1:5])
    unit_p, unit_q = _unit(draws, p), _unit(draws, q)
    return Exchange(
        draw=draw,
        round=int(row[0]) + 1,
        demander=draws.actors[i],
        demand=draws.issues[p],
        supplier=draws.actors[j],
        supply=draws.issues[q],
        gain=float(0.5 * (row[5] + row[6])),
        demand_move=float(unit_p * (row[12] - row[11])),
        supply_move=float(unit_q * (row[14] - row[13])),
        demand_outcome=(_at(draws, p, row[7]), _at(draws, p, row[8])),
        supply_outcome=(_at(draws, q, row[9]), _at(draws, q, row[10])),
        externalities={
            name: _effect(draws, draw, k, p, row[15], row[16]) + _effect(draws, draw, k, q, row[17], row[18])
            for k, name in enumerate(draws.actors)
            if k not in (i, j)
        },
    )


def _effect(draws: Draws, draw: int, actor: int, issue: int, before: float, after: float) -> float:
    if draws.weight()[draw, actor, issue] <= 0:
        return 0.0
    low = float(draws.scale_low[issue])
    at = (float(draws.position[draw, actor, issue]) - low) / _unit(draws, issue)
    return float(draws.salience[draw, actor, issue] * (abs(before - at) - abs(after - at)))


def _move(
    draws: Draws,
    draw: int,
    row: np.ndarray,
    mover: tuple[int, int],
    partner: tuple[int, int],
    way: tuple[float, float],
    other_way: tuple[float, float],
    gain: float,
) -> Move:
    actor, issue = mover
    other, other_issue = partner
    before, after = (_at(draws, issue, value) for value in way)
    from_, to = (_at(draws, other_issue, value) for value in other_way)
    name, partner_name = draws.actors[actor], draws.actors[other]
    wanted, given = draws.issues[other_issue], draws.issues[issue]
    played = int(row[0]) + 1
    return Move(
        draw=draw,
        round=played,
        actor=name,
        issue=given,
        kind="exchange",
        by=(partner_name,),
        before=before,
        after=after,
        numbers={"gain": float(gain), "partner_before": from_, "partner_after": to},
        sentence=f"{name} moved from {before:.2f} to {after:.2f} on {given} in round {played}: in exchange, "
        f"{partner_name} moved from {from_:.2f} to {to:.2f} on {wanted}, which {name} cares more about relative to "
        f"{given} than {partner_name} does (gain {gain:.4f}).",
    )


def _unit(draws: Draws, issue: int) -> float:
    return float(draws.scale_high[issue] - draws.scale_low[issue]) / TOP


def _at(draws: Draws, issue: int, value: float) -> float:
    return float(draws.scale_low[issue]) + _unit(draws, issue) * float(value)
