"""Preferences drawn from what a conflict says is not known of them.

Each decision maker has its own stream of random numbers, keyed by the seed and its number. Its order of the states is,
in each draw: any (``unknown``), one of several by their weights, the stated one with some pairs the other way round
(``swaps``, in their order; two states that are not neighbours change places), then with a normal error on each rank
(``spread``; Thurstone 1927, case V).
"""

from __future__ import annotations

import numpy as np

from detente.agreement.graph.axes import MakerStateDraw, PerState, StateDraw
from detente.agreement.graph.model import Graph
from detente.agreement.graph.preferences import ranking_payoff
from detente.agreement.graph.probability import shaken
from detente.domain.conflict import Conflict, DecisionMaker, Uncertainty
from detente.domain.errors import InputError

MOST_ENTRIES = 50_000_000
"""Payoffs of all decision makers, states and draws that are held at once: 200 MB."""


def drawn_preferences(conflict: Conflict, graph: Graph, draws: int, seed: int, spread: float = 0.0) -> Graph:
    """The graph under ``draws`` draws of its preferences; ``spread`` is for those of whom the conflict says nothing.

    Raises InputError when nothing at all is uncertain, or a swap names states that cannot be or that are tied.
    """
    if not (0 <= spread < np.inf):
        raise InputError("--spread", "a number of ranks of at least 0", f"{spread}", "correct it")
    if draws < 1:
        raise InputError("--draws", "at least 1", f"{draws}", "ask for more, such as 10000")
    if not spread and not any(maker.uncertain for maker in conflict.decision_makers):
        remedy = "say what is not known in 'uncertain' (docs/graph_model.md), or give --spread 1"
        raise InputError(conflict.where, "preferences of which something is uncertain", "none", remedy)
    entries = len(graph.makers) * graph.size
    if entries * draws > MOST_ENTRIES:
        most = MOST_ENTRIES // entries
        remedy = f"give --draws {most}" if most else "leave options out"
        raise InputError("--draws", f"at most {most:,} for a conflict of this size", f"{draws:,}", remedy)
    payoff: MakerStateDraw = np.stack(
        [
            _drawn(conflict, graph, number, maker.uncertain or Uncertainty(spread=spread), draws, seed)
            for number, maker in enumerate(conflict.decision_makers)
        ]
    )
    return graph.with_payoff(payoff)


def _drawn(conflict: Conflict, graph: Graph, number: int, given: Uncertainty, draws: int, seed: int) -> StateDraw:
    maker = conflict.decision_makers[number]
    random = np.random.default_rng([seed, number, 1])
    stated = graph.payoff[number, :, 0]
    payoff: StateDraw
    if given.unknown:
        order = np.argsort(random.random((graph.size, draws)), axis=0)
        payoff = np.argsort(order, axis=0).astype(np.int32)
    elif given.rankings:
        payoff = _one_of(conflict, graph, maker, given, random.random(draws))
    else:
        payoff = np.repeat(stated[:, None], draws, axis=1)
        for first, second, chance in given.swaps:
            _swap(graph, maker, payoff, (first, second), random.random(draws) < chance)
    return shaken(payoff, given.spread, draws, seed, number) if given.spread else payoff


def _one_of(
    conflict: Conflict, graph: Graph, maker: DecisionMaker, given: Uncertainty, uniform: np.ndarray
) -> StateDraw:
    where = f"{conflict.where}: uncertain preferences of {maker.name}"
    options = [ranking_payoff(ranking, graph.labels, graph.legal, where) for _, ranking in given.rankings]
    weights = np.cumsum([weight for weight, _ in given.rankings])
    chosen = np.searchsorted(weights / weights[-1], uniform, side="right")
    payoff: StateDraw = np.stack(options, axis=1)[:, np.minimum(chosen, len(options) - 1)]
    return payoff


def _swap(graph: Graph, maker: DecisionMaker, payoff: StateDraw, pair: tuple[int, int], swapped: np.ndarray) -> None:
    first, second = (graph.index(state) for state in pair)
    if (payoff[first] == payoff[second]).any():
        got = f"{pair[0]} and {pair[1]}, which are tied"
        raise InputError(
            f"uncertain preferences of {maker.name}", "two states one of which is better", got, "correct it"
        )
    before: PerState = payoff[first].copy()
    payoff[first] = np.where(swapped, payoff[second], payoff[first])
    payoff[second] = np.where(swapped, before, payoff[second])
