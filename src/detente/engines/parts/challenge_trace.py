"""Why an actor moved in the challenge model, as a sentence with the numbers that decided it."""

from __future__ import annotations

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Move
from detente.engines.parts.challenge_offers import ACQUIESCENCE, COMPROMISE, CONFLICT, KINDS


def moves_of(draws: Draws, kept: np.ndarray, moves: np.ndarray) -> tuple[Move, ...]:
    """Every move, in the order of draws, rounds, issues and actors.

    kept : (round, draw, actor, issue), positions, the initial ones first.
    moves : (round, draw, issue, actor, 4), kind, rival, gain and threat of the offer taken; kind 0 for none.
    """
    trace = []
    for draw, played, issue, actor in np.argwhere(np.swapaxes(moves[..., 0], 0, 1) > 0).tolist():
        kind, rival, gain, threat = moves[played, draw, issue, actor]
        trace.append(
            _move(
                draws,
                (draw, played, actor, issue),
                (int(kind), int(rival)),
                (float(gain), float(threat)),
                (float(kept[played, draw, actor, issue]), float(kept[played + 1, draw, actor, issue])),
                float(kept[played, draw, int(rival), issue]),
            )
        )
    return tuple(trace)


def _move(
    draws: Draws,
    place: tuple[int, int, int, int],
    offer: tuple[int, int],
    expected: tuple[float, float],
    way: tuple[float, float],
    rival_position: float,
) -> Move:
    draw, played, actor, issue = place
    kind, rival = offer
    gain, threat = expected
    before, after = way
    name, other = draws.actors[actor], draws.actors[rival]
    reason = {
        CONFLICT: f"it lost a conflict with {other}, in which both expected to gain but {other} more",
        COMPROMISE: f"it accepted a compromise offered by {other}, whose challenge it feared more than it could hope "
        "of its own",
        ACQUIESCENCE: f"it gave in to {other}, against whom a challenge of its own would have cost it at least as "
        f"much as {other} stood to gain",
    }[kind]
    numbers = {"gain": gain, "threat": threat, "rival_position": rival_position}
    detail = f"E = {gain:+.3f} of challenging, {threat:+.3f} of being challenged"
    if kind == COMPROMISE:
        share = (after - before) / (rival_position - before)
        numbers["share"] = share
        detail += f"; {share:.0%} of the way to {rival_position:.2f}"
    return Move(
        draw=draw,
        round=played + 1,
        actor=name,
        issue=draws.issues[issue],
        kind=KINDS[kind],
        by=(other,),
        before=before,
        after=after,
        numbers=numbers,
        sentence=f"{name} moved from {before:.2f} to {after:.2f} in round {played + 1}: {reason} ({detail}).",
    )
