"""The exchange model: actors trade votes on issues they care little about for votes on issues they care much about.

Two actors that stand on opposite sides of the expected outcome of two issues can both gain if each moves towards the
other on the issue it cares less about. The exchange with the largest gain is made, at the rate that gives both sides
the same, then the next, until none is left; the outcome is the compromise (weighted mean) of the votes after it. Who
is not part of an exchange may gain or lose by it: its externality.

One round is the forecast; positions drift and oscillate over more, whose rule is ad hoc. The model treats actors one
by one: an actor split in two halves has two partners to find and half the vote to sell in each, which changes the
answer; that is the published model's property.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Ask, Exchange, Move
from detente.engines.parts.exchange_switches import READINGS, SWITCHES, rules_of
from detente.engines.parts.exchange_trace import exchanges_of, moves_of
from detente.engines.parts.model import Landing, RoundModel
from detente.engines.parts.ties import POSITION_TOLERANCE
from detente.engines.parts.weights import weighted_mean

NAME = "exchange"
TITLE = "Position exchange model (equal gain)"
CITATION = (
    "Stokman & Van Oosten 1994, in Bueno de Mesquita & Stokman (eds.), European Community Decision Making, ch. 5; "
    "Van Assen, Stokman & Van Oosten 2003, Rationality and Society 15(1): 85-112; random rate and externalities: "
    "Dijkstra, Van Assen & Stokman 2008, Journal of Mathematical Sociology 32(4): 249-270"
)
ROUNDS = 1
# Draws a thread is given at a time: few, as one takes milliseconds.
CHUNK = 16


def play(draws: Draws, switches: Mapping[str, str], seed: int, ask: Ask) -> Landing:
    """The compromise of the votes after the rounds asked for, one unless said, (draw, issue)."""
    rounds = ROUNDS if ask.rounds is None else ask.rounds
    n, actors, issues = draws.position.shape
    outcome = np.empty((n, issues))
    kept = np.empty((rounds + 1 if ask.keep_rounds else 0, n, actors, issues))
    exchanges: list[Exchange] = []
    moves: list[Move] = []
    if ask.trace:
        for draw, log in enumerate(_solve(draws, switches, seed, rounds, outcome, kept, traced=True)):
            exchanges += exchanges_of(draws, draw, log)
            moves += moves_of(draws, draw, log)
    else:
        _solve(draws, switches, seed, rounds, outcome, kept)
    return Landing(
        outcome, rounds=tuple(kept) if ask.keep_rounds else (), trace=tuple(moves), exchanges=tuple(exchanges)
    )


ENGINE = RoundModel(NAME, TITLE, CITATION, SWITCHES, play, READINGS)


def opposed_pairs(draws: Draws) -> np.ndarray:
    """How many pairs of actors, times pairs of issues, stand on opposite sides of both outcomes: (draw,).

    An actor that stands exactly at the outcome counts on the left.
    """
    weight = draws.weight()
    outcome = weighted_mean(weight, draws.position)[:, None]
    left = draws.position <= outcome + POSITION_TOLERANCE * (draws.scale_high - draws.scale_low)
    stands = weight > 0
    total = np.zeros(draws.n, dtype=np.int64)
    for one in range(len(draws.actors)):
        for other in range(one):
            opposed = stands[:, one] & stands[:, other] & (left[:, one] != left[:, other])
            issues = opposed.sum(axis=1)
            total += issues * (issues - 1) // 2
    return total


def _solve(
    draws: Draws,
    switches: Mapping[str, str],
    seed: int,
    rounds: int,
    outcome: np.ndarray,
    kept: np.ndarray,
    *,
    traced: bool = False,
) -> list[np.ndarray]:
    # Loading Numba takes longer than everything else at the start: only who solves waits for it.
    from numba import config

    from detente.engines.parts.exchange_kernel import LOGGED
    from detente.engines.parts.exchange_kernel import play as play_compiled

    rules = rules_of(switches)
    # The kernel is compiled once, for contiguous arrays that may be written.
    position, salience, capability = (
        np.require(array, np.float64, ["C", "W"]) for array in (draws.position, draws.salience, draws.capability)
    )
    present = np.require(draws.present, np.bool_, ["C", "W"])
    low, high = (np.require(array, np.float64, ["C", "W"]) for array in (draws.scale_low, draws.scale_high))
    actors, issues = len(draws.actors), len(draws.issues)
    most = rounds * (actors * (actors - 1) * issues * (issues - 1) // 2 + 100) if traced else 0
    step = 1 if traced else CHUNK
    starts = range(0, draws.n, step)

    def play_chunk(start: int) -> np.ndarray:
        log, made = np.empty((most, LOGGED)), np.zeros(1, dtype=np.int64)
        stop = min(start + step, draws.n)
        play_compiled(
            position,
            salience,
            capability,
            present,
            low,
            high,
            start,
            stop,
            rounds,
            seed,
            rules,
            outcome,
            kept,
            log,
            made,
        )
        found: np.ndarray = log[: made[0]].copy()
        return found

    threads = min(int(config.NUMBA_NUM_THREADS), len(starts))  # type: ignore[attr-defined]
    if threads <= 1:
        return [play_chunk(start) for start in starts]
    # Threads of our own, not Numba's: those cannot be forked and not all may be entered from two threads at once.
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(play_chunk, starts))
