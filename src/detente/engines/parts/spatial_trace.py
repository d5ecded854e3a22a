"""Why an actor moved in the spatial model, as a sentence with the numbers that decided it."""

from __future__ import annotations

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Move
from detente.engines.parts import spatial_notes as note

KINDS = {note.PROPOSED: "bargain_proposed", note.RECEIVED: "bargain_received"}


def moves_of(draws: Draws, kept: np.ndarray, notes: np.ndarray) -> tuple[Move, ...]:
    """Every move on an issue the actor has a stance on, in the order of draws, turns, issues and actors.

    kept : (turn + 1, draw, actor, issue), positions, the initial ones first.
    notes : (turn, draw, actor, note.COLUMNS), what decided each actor's turn.
    """
    moved = (kept[1:] != kept[:-1]) & (notes[..., note.KIND] > 0)[..., None] & draws.present
    ordered = np.argwhere(moved.transpose(1, 0, 3, 2)).tolist()
    return tuple(
        _move(draws, draw, turn, actor, issue, kept, notes[turn, draw, actor]) for draw, turn, issue, actor in ordered
    )


def _move(draws: Draws, draw: int, turn: int, actor: int, issue: int, kept: np.ndarray, line: np.ndarray) -> Move:
    name, other = draws.actors[actor], draws.actors[int(line[note.OTHER])]
    before, after = float(kept[turn, draw, actor, issue]), float(kept[turn + 1, draw, actor, issue])
    numbers = {
        "gain": float(line[note.GAIN]),
        "chance": float(line[note.CHANCE]),
        "votes_for": float(line[note.VOTES_FOR]),
        "votes_against": float(line[note.VOTES_AGAINST]),
        "probability": float(line[note.TAKEN]),
        "probability_of_none": float(line[note.STAY]),
        "bargains": float(line[note.BARGAINS]),
        "risk": float(line[note.RISK]),
    }
    proposed = line[note.KIND] == note.PROPOSED
    proposer, target = (name, other) if proposed else (other, name)
    offer = f"a bargain it proposed to {other}" if proposed else f"a bargain proposed by {other}"
    others = f"{line[note.BARGAINS]:.0f} bargain" + ("" if line[note.BARGAINS] == 1 else "s")
    sentence = (
        f"{name} moved from {before:.6g} to {after:.6g} in turn {turn + 1}: it took {offer} "
        f"({line[note.TAKEN]:.0%} probable among its {others}, staying {line[note.STAY]:.0%}); {proposer} expected "
        f"{line[note.GAIN]:+.3f} of challenging {target}, with {line[note.VOTES_FOR]:.3g} votes against "
        f"{line[note.VOTES_AGAINST]:.3g} a {line[note.CHANCE]:.0%} chance to win."
    )
    return Move(
        draw=draw,
        round=turn + 1,
        actor=name,
        issue=draws.issues[issue],
        kind=KINDS[float(line[note.KIND])],
        by=(other,),
        before=before,
        after=after,
        numbers=numbers,
        sentence=sentence,
    )
