"""The spatial model of politics: challenges between actors in a space of issues end in bargains that each half-keeps.

All issues are one space. In a turn every actor looks for the rival it would gain most by challenging, third parties
siding by influence and by what they stand to lose; instead of a fight the two strike a bargain between their
positions. Everybody then takes the most probable of the bargains it proposed or received, by a probabilistic
Condorcet election, and carries out its own half. Turns go on until little moves.

As published, and said here because it matters: actors count one by one in elections, so that an actor split in two
halves changes the answer; of several equally good targets or bargains the first in the order of actors is taken; and
an actor's saliences may not add up to more than one (see the switch ``crowded_salience``).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.domain.axes import DrawActorIssue
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines.parts import spatial_notes as note
from detente.engines.parts.election_chunks import in_chunks
from detente.engines.parts.model import Landing, RoundModel
from detente.engines.parts.spatial_switches import FORECAST, READINGS, STOP, SWITCHES, rules_of
from detente.engines.parts.spatial_trace import moves_of
from detente.engines.parts.switches import chosen_switches
from detente.engines.parts.votes import median_interval
from detente.engines.parts.weights import position_range, weighted_mean

NAME = "spatial"
TITLE = "Spatial model of politics (KTAB)"
CITATION = (
    "Wise, Lester & Efird 2015, Multidimensional Bargaining Using KTAB, and 2015, An Introduction to the KAPSARC "
    "Toolkit for Behavioral Analysis (KTAB) using One-Dimensional Spatial Models, KAPSARC Discussion Papers; "
    "Efird et al. 2016"
)
MOST_TURNS = {"settled": 100, "ten_turns": 10}
# Work a thread is given at a time, in actors cubed: enough to hide the call, few enough to share out evenly.
WORK_PER_CHUNK = 200_000


def play(draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
    """Where each issue lands after the last turn, (draw, issue); nan where nobody has weight.

    ``details["turns"]`` is the number of turns of each draw. A draw that has settled stays as it is in later rounds.
    """
    final, turns, kept, notes = _play_draws(draws, switches, seed, ask)
    weight = draws.weight()
    if switches[FORECAST.name] == "mean":
        outcome = weighted_mean(weight, final)
    else:
        lower, upper = median_interval(weight, final)
        outcome = lower + 0.5 * (upper - lower)
    # Positions are rounded to four decimals of the scale, which may carry them beyond all that were taken.
    lowest, highest = position_range(weight, draws.position)
    trace = moves_of(draws, kept, notes) if ask.trace else ()
    rounds = tuple(kept) if ask.keep_rounds else ()
    return Landing(np.clip(outcome, lowest, highest), rounds=rounds, trace=trace, details={"turns": turns.tolist()})


ENGINE = RoundModel(NAME, TITLE, CITATION, SWITCHES, play, READINGS)


def first_turn(
    draws: Draws, draw: int = 0, switches: Mapping[str, str] | None = None, seed: int = 0
) -> dict[str, np.ndarray]:
    """What decided one draw's first turn, for all actors in their order.

    ``target`` (-1 for nobody), ``gain`` and ``chance`` of each actor's challenge; ``probability`` of its position in
    the election over positions; ``risk`` attitude R; ``bargains``, how many it proposed or received; ``stay``, the
    probability that it takes none. nan for actors without weight. Raises EngineError for an unknown switch or value.
    """
    chosen = chosen_switches(NAME, SWITCHES, switches)
    line = _play_draws(draws.block(draw, draw + 1), chosen, seed, Ask(rounds=1, trace=True))[3][0, 0]
    columns = {
        "target": note.TARGET,
        "gain": note.TARGET_GAIN,
        "chance": note.TARGET_CHANCE,
        "probability": note.STANDING,
        "risk": note.RISK,
        "bargains": note.BARGAINS,
        "stay": note.STAY,
    }
    return {name: line[:, column].copy() for name, column in columns.items()}


def _play_draws(
    draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask
) -> tuple[DrawActorIssue, np.ndarray, np.ndarray, np.ndarray]:
    """Final positions, turns per draw, positions of every turn and notes on every turn (empty unless asked for)."""
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from detente.engines.parts.spatial_kernel import play as play_compiled

    rules = rules_of(switches)
    most = MOST_TURNS[switches[STOP.name]]
    most = most if ask.rounds is None else min(most, ask.rounds)
    n, actors, issues = draws.position.shape
    # The kernel is compiled once, for contiguous arrays that may be written.
    position, salience, capability = (
        np.require(array, np.float64, ["C", "W"]) for array in (draws.position, draws.salience, draws.capability)
    )
    present = np.require(draws.present, np.bool_, ["C", "W"])
    low = np.require(draws.scale_low, np.float64, ["C", "W"])
    span = np.ascontiguousarray(np.subtract(draws.scale_high, draws.scale_low, dtype=np.float64))
    final = np.empty((n, actors, issues))
    turns = np.zeros(n, dtype=np.int64)
    dice = seed % 2**63

    def play_all(kept: np.ndarray, notes: np.ndarray) -> None:
        def play_chunk(first: int, last: int) -> None:
            play_compiled(
                position, salience, capability, present, low, span, first, last, most, rules, dice,
                final, turns, kept, notes,
            )  # fmt: skip

        in_chunks(n, max(1, WORK_PER_CHUNK // max(1, actors**3)), play_chunk)

    kept = np.empty((0, n, actors, issues))
    notes = np.full((0, n, actors, note.COLUMNS), np.nan)
    play_all(kept, notes)
    if ask.keep_rounds or ask.trace:
        # Only now is it known how many turns there are to keep.
        played = int(turns.max(initial=0))
        kept = np.empty((played + 1, n, actors, issues))
        notes = np.full((played if ask.trace else 0, n, actors, note.COLUMNS), np.nan)
        play_all(kept, notes)
    return final, turns, kept, notes
