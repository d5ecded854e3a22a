"""The challenge model, or expected-utility model: actors press each other and give way where they fear more.

In every round each actor reckons what it may gain by challenging each rival and what the rival may gain by challenging
it, third parties siding by weight and distance; the offers that follow from it (lose a conflict, compromise,
acquiesce) are taken by all at once. After some rounds the weighted median is the forecast. Security against
challenges gives each actor its risk exponent on the way.

The literature is not one model. Its text, the program of its authors and later programs answer the same case with
anything from 4 to 10 on a scale from 4 to 10, so that every difference is a switch here; the default is what
reproduces the published table (Scholz et al. 2011, Table 2). It does not settle: on most cases positions go on moving
in cycles. Actors count one by one in security and in the denominator of P, so that an actor split in two halves
changes the answer; that is the published model's property.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines.parts.challenge_rounds import Problems, Round, play_round, range_of
from detente.engines.parts.challenge_switches import READINGS, SWITCHES, Rules, rules_of
from detente.engines.parts.challenge_trace import moves_of
from detente.engines.parts.model import Landing, RoundModel
from detente.engines.parts.switches import chosen_switches, refusal

NAME = "challenge"
TITLE = "Challenge model (expected utility)"
CITATION = (
    "Bueno de Mesquita 1985, American Political Science Review 79(1): 156-172; 1994, in Bueno de Mesquita & Stokman "
    "(eds.), European Community Decision Making, ch. 4; 1997, International Interactions 23(3-4): 235-266; equations "
    "as in Scholz, Calbert & Smith 2011, ICAART: 24-34"
)
ROUNDS = 10
# Problems (draws x issues) a thread is given at a time: enough to hide the call, few enough to share out evenly.
CHUNK = 512


def play(draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
    """Where each issue lands after the rounds asked for, (draw, issue); nan where nobody has weight.

    Raises EngineError for a negative number of rounds.
    """
    rounds = ROUNDS if ask.rounds is None else ask.rounds
    if rounds < 0:
        raise refusal(f"engine '{NAME}' cannot play {rounds} rounds", "ask for 0 or more")
    n, actors, issues = draws.position.shape
    outcome = np.empty((n, issues))
    kept = np.empty((rounds + 1 if ask.keep_rounds or ask.trace else 0, n, actors, issues))
    moves = np.zeros((rounds if ask.trace else 0, n, issues, actors, 4))
    _play_draws(draws, rules_of(switches), rounds, outcome, kept, moves)
    trace = moves_of(draws, kept, moves) if ask.trace else ()
    return Landing(outcome, rounds=tuple(kept) if ask.keep_rounds else (), trace=trace)


ENGINE = RoundModel(NAME, TITLE, CITATION, SWITCHES, play, READINGS)


def internals(
    draws: Draws, draw: int = 0, issue: int = 0, switches: Mapping[str, str] | None = None
) -> dict[str, np.ndarray]:
    """Every number on the way of the first round of one draw of one issue, for all actors in their order.

    Matrices have a row for each actor and a column for each rival: ``distance``; ``first_chance`` and ``chance``, P of
    the row against the column in the first and second pass; ``first_gain``, ``first_threat`` and ``gain``, ``threat``,
    the expected utilities of the row's challenge to the column and of the column's to the row. Vectors: ``security``,
    ``relative_security`` (R), ``risk`` (r), ``position`` after the round, ``kind`` and ``by`` of the offer taken.
    Raises EngineError for an unknown switch or value.
    """
    rules = rules_of(chosen_switches(NAME, SWITCHES, switches))
    problems = problems_of(draws.block(draw, draw + 1), issue)
    played: Round = play_round(problems, range_of(problems), np.ones(problems.weight.shape), rules)
    found = {
        "distance": played.distance,
        "first_chance": played.first_chance,
        "first_gain": played.first.gain,
        "first_threat": played.first.threat,
        "security": played.security,
        "relative_security": played.relative_security,
        "risk": played.risk,
        "chance": played.chance,
        "gain": played.challenges.gain,
        "threat": played.challenges.threat,
        "offer": played.offers.kind,
        "kind": played.choice.kind,
        "by": played.choice.by,
        "position": played.choice.position,
    }
    return {name: array[0] for name, array in found.items()}


def problems_of(draws: Draws, issue: int) -> Problems:
    """The draws of one issue as a batch of problems; actors without weight stand at 0."""
    weight = draws.weight()[:, :, issue]
    position = np.where(weight > 0, draws.position[:, :, issue], 0.0)
    scale = np.full(draws.n, float(draws.scale_high[issue] - draws.scale_low[issue]))
    return Problems(position, weight, draws.salience[:, :, issue], scale)


def _play_draws(
    draws: Draws, rules: Rules, rounds: int, outcome: np.ndarray, kept: np.ndarray, moves: np.ndarray
) -> None:
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from numba import config

    from detente.engines.parts.challenge_kernel import play as play_compiled

    # The kernel is compiled once, for contiguous arrays that may be written.
    position, salience, capability = (
        np.require(array, np.float64, ["C", "W"]) for array in (draws.position, draws.salience, draws.capability)
    )
    present = np.require(draws.present, np.bool_, ["C", "W"])
    scale = np.ascontiguousarray(np.subtract(draws.scale_high, draws.scale_low, dtype=np.float64))
    plain = tuple(rules)
    step = max(1, CHUNK // max(1, len(draws.issues)))
    starts = range(0, draws.n, step)

    def play_chunk(start: int) -> None:
        stop = min(start + step, draws.n)
        play_compiled(position, salience, capability, present, scale, start, stop, rounds, plain, outcome, kept, moves)

    threads = min(int(getattr(config, "NUMBA_NUM_THREADS", 1)), len(starts))
    if threads <= 1:
        for start in starts:
            play_chunk(start)
        return
    # Threads of our own, not Numba's: those cannot be forked and not all may be entered from two threads at once.
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(play_chunk, starts):
            pass
