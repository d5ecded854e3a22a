"""Would a deal be kept: the signed state of each package before the graph model, over all draws.

``seq`` is the concept of the headline: a party breaks the deal when it has a move that no credible answer of the others
undoes. What the medians of the payoffs say stands beside the shares of draws, never instead of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from detente.agreement.compliance import Game, Numbers, game_after
from detente.agreement.graph.excerpt import excerpt
from detente.agreement.graph.model import Graph, submasks
from detente.agreement.graph.play import played, reached_by_improvements, surest_move
from detente.agreement.graph.probability import Flip, flips
from detente.agreement.graph.stability import CONCEPTS, equilibria, is_equilibrium, stable_for
from detente.agreement.graph.status_quo import shortest_ways
from detente.agreement.margins import POINTS
from detente.agreement.shares import wilson
from detente.domain.axes import DrawMask, PerDraw
from detente.domain.case import Case, Package
from detente.domain.compliance import Compliance
from detente.domain.draws import Draws
from detente.domain.forecast import Interval
from detente.domain.stability_answer import (
    Breaker,
    InputFlip,
    JudgementFlip,
    PackageStability,
    StateAnswer,
    StateMove,
)

HEADLINE = "seq"
MOST_STATES_SHOWN = 6
MOST_COMPARED = 48
"""States whose preference order is looked at for the judgement that flips the answer."""
MOST_INPUTS = 3
LEAST_DIFFERENCE = 0.1
"""Of the share kept, for an input to be reported."""
LEAST_ASSOCIATION = 0.15
"""Correlation over the draws, for a judgement to be reported."""
LEAST_REACHED = 0.01


def keeping(
    case: Case, section: Compliance, draws: Draws, numbers: Numbers, key: str, accepted: DrawMask | None, seed: int
) -> PackageStability | None:
    """What follows one package (by its id; "" for no deal); None for no deal that leaves nothing to choose.

    accepted : (draw,), where the package is acceptable to all required parties; None where that is not asked.
    """
    package: Package | None = case.packages[key] if key else None
    game = game_after(case, section, draws, numbers, package, key, seed)
    graph, signed = game.graph, game.signed
    if package is None and graph.legal.sum() < 2:
        return None
    stable = {concept: is_equilibrium(graph, concept) for concept in CONCEPTS}
    kept = stable[HEADLINE][signed]
    both = None if accepted is None else kept & accepted
    middle = at_medians(game)
    return PackageStability(
        package=key,
        title=package.title if package is not None else "",
        signed=signed,
        states=int(graph.legal.sum()),
        kept={concept: wilson(int(found[signed].sum()), draws.n) for concept, found in stable.items()},
        accepted_and_kept=None if both is None else wilson(int(both.sum()), draws.n),
        kept_if_accepted=None
        if both is None or accepted is None or not accepted.any()
        else wilson(int(both.sum()), int(accepted.sum())),
        breakers=tuple(_breakers(game)),
        flips=_flips(graph, signed, kept),
        inputs=tuple(_inputs(draws, numbers, graph.makers, kept)),
        equilibria=_states(game, middle, stable),
        central=equilibria(middle),
        graph=excerpt(middle, signed),
    )


def kept_share(case: Case, section: Compliance, draws: Draws, numbers: Numbers, key: str, seed: int) -> DrawMask:
    """(draw,): whether the signed state of a package is an equilibrium by the headline's concept, and nothing else."""
    game = game_after(case, section, draws, numbers, case.packages[key], key, seed)
    kept = np.ones(draws.n, dtype=np.bool_)
    for maker in range(len(game.graph.makers)):
        kept &= stable_for(game.graph, maker, HEADLINE)[game.signed]
    return kept


def at_medians(game: Game) -> Graph:
    """The conflict with each payoff at its median over the draws."""
    return game.graph.with_payoff(np.rint(np.median(game.graph.payoff, axis=2, keepdims=True)).astype(np.int32))


def _breakers(game: Game) -> Iterator[Breaker]:
    """Every actor, the one that dares most often first."""
    graph, signed, draws = game.graph, game.signed, game.graph.payoff.shape[2]
    found = []
    for maker, name in enumerate(graph.makers):
        wants = ~stable_for(graph, maker, "nash")[signed]
        opening, _ = surest_move(graph, maker, signed)
        dares = opening != signed
        path: tuple[tuple[int, int], ...] = ()
        share, gain = 0.0, None
        if dares.any():
            chosen = np.flatnonzero(dares)
            path, share = played(graph, signed, maker, opening, chosen)
            if name in game.points:
                won = game.points[name]
                gain = _interval(won[opening[chosen], chosen] - won[signed, chosen])
        found.append(
            Breaker(
                actor=name,
                wants=wilson(int(wants.sum()), draws),
                dares=wilson(int(dares.sum()), draws),
                path=_moves(graph, signed, path),
                path_share=share,
                circles=len({signed, *(entry for _, entry in path)}) <= len(path),
                gain=gain,
            )
        )
    yield from sorted(found, key=lambda b: (-b.dares.share, -b.wants.share))


def _moves(graph: Graph, start: int, path: Sequence[tuple[int, int]]) -> tuple[StateMove, ...]:
    places = [start, *(entry for _, entry in path)]
    return tuple(
        StateMove(graph.makers[maker], int(graph.labels[before]), int(graph.labels[entry]))
        for before, (maker, entry) in zip(places, path, strict=False)
    )


def _flips(graph: Graph, signed: int, stable: DrawMask) -> tuple[JudgementFlip, ...]:
    """The strongest judgement of each actor, the strongest of all first; ``stable``: where the deal is kept."""
    near = [signed]
    for first in range(len(graph.makers)):
        near += [signed ^ mask for mask in submasks(graph.own[first])]
    near += [at ^ mask for at in near[1:] for k in range(len(graph.makers)) for mask in submasks(graph.own[k])]
    among = [at for at in dict.fromkeys(near) if graph.legal[at]][:MOST_COMPARED]
    draws = graph.payoff.shape[2]
    best: dict[str, JudgementFlip] = {}
    found = flips(graph, HEADLINE, int(graph.labels[signed]), among, stable)
    kept = float(stable.mean())
    scale = np.sqrt(kept * (1 - kept)) or 1.0

    def association(flip: Flip) -> float:
        """How much a judgement decides, and how open it is: the correlation of the two over the draws."""
        share = flip.draws / draws
        return float(flip.difference * np.sqrt(share * (1 - share)) / scale)

    for flip in sorted(found, key=lambda f: -association(f)):
        if association(flip) >= LEAST_ASSOCIATION:
            share = flip.draws / draws
            answer = JudgementFlip(flip.maker, flip.better, flip.worse, share, flip.share_if, flip.share_if_not)
            best.setdefault(flip.maker, answer)
    return tuple(best.values())


def _inputs(draws: Draws, numbers: Numbers, makers: Sequence[str], kept: DrawMask) -> Iterator[InputFlip]:
    """Inputs whose upper and lower half of draws differ in how often the deal is kept by more than chance explains."""
    found = []
    for (what, target, parameter), values in _uncertain(draws, numbers, makers):
        median = float(np.median(values))
        above = values > median
        if not above.any() or above.all():
            continue
        yes, no = kept[above], kept[~above]
        first, second = wilson(int(yes.sum()), yes.size), wilson(int(no.sum()), no.size)
        clear = first.low > second.high or second.low > first.high
        if clear and abs(first.share - second.share) >= LEAST_DIFFERENCE:
            found.append(InputFlip(what, target, parameter, median, first.share, second.share))
    yield from sorted(found, key=lambda f: (-abs(f.kept_above - f.kept_below), f.what, f.target))[:MOST_INPUTS]


def _uncertain(draws: Draws, numbers: Numbers, makers: Sequence[str]) -> Iterator[tuple[tuple[str, str, str], PerDraw]]:
    for maker in makers:
        a = draws.actors.index(maker)
        yield (maker, "", "cost_of_continuing"), draws.cost_of_continuing[:, a] * POINTS
        for k, issue in enumerate(draws.issues):
            if draws.present[a, k]:
                yield (maker, issue, "position"), draws.position[:, a, k]
                yield (maker, issue, "salience"), draws.salience[:, a, k] * POINTS
    for (name, parameter, target), values in numbers.items():
        yield (name, target, parameter), values


def _states(game: Game, middle: Graph, stable: Mapping[str, np.ndarray]) -> tuple[StateAnswer, ...]:
    """The signed state, then those that most often are both an equilibrium (``HEADLINE``) and reached from it."""
    graph, draws = game.graph, game.graph.payoff.shape[2]
    reached = reached_by_improvements(graph, game.signed)
    often = (stable[HEADLINE] & reached).mean(axis=1)
    order = [int(at) for at in np.argsort(-often, kind="stable") if often[at] >= LEAST_REACHED and at != game.signed]
    shown = [game.signed, *order[:MOST_STATES_SHOWN]]
    ways = shortest_ways(middle, game.signed, shown, willing=True)
    answers = []
    for at in shown:
        way = ways[at]
        steps = None if way is None else [(graph.makers.index(step.maker), step.state) for step in way]
        answers.append(
            StateAnswer(
                state=at,
                probability={concept: wilson(int(found[at].sum()), draws) for concept, found in stable.items()},
                reached=wilson(int(reached[at].sum()), draws),
                reached_and_stable=wilson(int((reached[at] & stable[HEADLINE][at]).sum()), draws),
                way=None if steps is None else _moves(graph, game.signed, steps),
            )
        )
    return tuple(answers)


def _interval(values: PerDraw) -> Interval:
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Interval(float(low), float(mid), float(high))
