"""The best drafts of a space by several criteria: all of them tried where that is quick, else branch and bound."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreement.draft_scores import (
    CRITERIA,
    IDEAL,
    KALAI_SMORODINSKY,
    NASH,
    WORST_OFF,
    accepted,
    allowed,
    gains,
    scores,
)
from detente.agreement.draft_space import DraftSpace
from detente.agreement.draft_tables import REFUSED, DraftTables, Whole

MOST_DRAFTS = 1 << 22
"""Spaces of up to so many combinations are tried out whole."""
MOST_STEPS = 150_000
"""Steps of branch and bound for each criterion; where they do not suffice, what was found is not proven best."""
MOST_FRONTIER = 2_000
_HEADS = 32  # parts of the tree of drafts, however many threads share them
_SAMPLE = 10_000
_FROM = 2_000  # drafts of the sample that climbing starts from the best of
_WEIGHT_STEPS = 300
_MOST_CLIMBS = 200


@dataclass(frozen=True)
class Searched:
    """best (criterion, slot), score (criterion,) with -inf where no draft is acceptable in any draw.

    proven (criterion,). acceptable : (draft,), over drafts tried or sampled, share of draws in which each is
    acceptable is not kept; ``per_draw`` (draw,) is the share of drafts acceptable in each draw and ``often`` the share
    of drafts acceptable in half of the draws, over ``seen`` drafts. reachable (draw,): some draft is acceptable.
    frontier (place, slot) with its gains (place, party), sums over draws in UNITs.
    """

    best: Whole
    score: NDArray[np.float64]
    proven: NDArray[np.bool_]
    seen: int
    whole: bool
    per_draw: NDArray[np.float64]
    often: float
    reachable: NDArray[np.bool_]
    frontier: Whole
    gains: Whole
    complete: bool


def search(space: DraftSpace, tables: DraftTables, multipliers: NDArray[np.float64]) -> Searched:
    """Search a space; ``multipliers`` (draw, party) are those of the zone's programmes, to bound with."""
    if space.combinations <= MOST_DRAFTS:
        return try_all_drafts(tables)
    return branch_and_bound(tables, multipliers, MOST_STEPS)


def try_all_drafts(tables: DraftTables) -> Searched:
    """Every draft, exactly; once more where the frontier, which holds Kalai and Smorodinsky's draft, did not fit."""
    parties, slots = tables.value.shape[2], tables.options.size
    unknown = np.zeros(parties)
    heads = _heads(tables)
    first = _all_of(tables, heads, unknown, len(CRITERIA), MOST_FRONTIER)
    tally = np.sum([part[2] for part in first], axis=0)
    frontier, gains, complete = _merged(first)
    parts = first
    if not complete:
        again = _all_of(tables, heads, unknown, IDEAL + parties, 0)
        ideal = np.max([part[0][IDEAL:, 0] for part in again], axis=0)
        parts = _all_of(tables, heads, ideal, len(CRITERIA), 0)
    score = np.full((len(CRITERIA), 2), -np.inf)
    best = np.zeros((len(CRITERIA), slots), dtype=np.int64)
    for part_score, part_best, *_ in parts:
        for c in range(len(CRITERIA)):
            if tuple(part_score[c]) > tuple(score[c]):
                score[c], best[c] = part_score[c], part_best[c]
    if complete and gains.size:
        ratio = (gains / np.maximum(gains.max(axis=0), 1)).min(axis=1)
        first_best = int(ratio.argmax())
        score[KALAI_SMORODINSKY, 0], best[KALAI_SMORODINSKY] = ratio[first_best], frontier[first_best]
    reached = np.sum([part[3] for part in first], axis=0)
    seen = int(tally[0])
    return Searched(
        best=best,
        score=score[:, 0],
        proven=np.ones(len(CRITERIA), dtype=bool),
        seen=seen,
        whole=True,
        per_draw=reached / max(seen, 1),
        often=float(tally[2]) / max(seen, 1),
        reachable=reached > 0,
        frontier=frontier,
        gains=gains,
        complete=complete,
    )


_Part = tuple[NDArray[np.float64], Whole, Whole, Whole, Whole, Whole]


def _all_of(
    tables: DraftTables, heads: Sequence[Whole], ideal: NDArray[np.float64], criteria: int, places: int
) -> list[_Part]:
    """Each part of the tree by itself: score, best, tally, drafts acceptable per draw, frontier's gains and drafts."""
    from detente.agreement.draft_kernel import try_all

    slots, _, parties, draws = tables.value.shape

    def part(head: Whole) -> _Part:
        score = np.full((criteria, 2), -np.inf)
        best = np.zeros((criteria, slots), dtype=np.int64)
        tally, reached = np.zeros(5, dtype=np.int64), np.zeros(draws, dtype=np.int64)
        gains = np.zeros((places, parties), dtype=np.int64)
        drafts = np.zeros((places, slots), dtype=np.int64)
        try_all(
            tables.value, tables.cost, tables.start, tables.options, tables.ends, tables.rules, tables.others, head,
            ideal, score, best, tally, reached, gains, drafts,
        )  # fmt: skip
        return score, best, tally, reached, gains[: tally[3]], drafts[: tally[3]]

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(part, heads))


def _heads(tables: DraftTables) -> list[Whole]:
    """The first choices of all drafts, as many slots as it takes to make enough parts."""
    heads: list[tuple[int, ...]] = [()]
    for options in tables.options[:-1].tolist():
        if len(heads) >= _HEADS:
            break
        heads = [(*head, choice) for head in heads for choice in range(options)]
    return [np.array(head, dtype=np.int64) for head in heads]


def _merged(parts: Sequence[_Part]) -> tuple[Whole, Whole, bool]:
    """One frontier of those of all parts, best first for whoever gains least; complete unless a part overflowed."""
    gains = np.concatenate([part[4] for part in parts])
    drafts = np.concatenate([part[5] for part in parts])
    keep: list[int] = []
    order = np.lexsort((*-gains.T, -gains.sum(axis=1)))  # nothing is bettered by what comes after it
    for i in order.tolist():
        if not keep or not (gains[keep] >= gains[i]).all(axis=1).any():
            keep.append(i)
    kept = sorted(keep, key=lambda i: (-int(gains[i].min()), -int(gains[i].sum()), drafts[i].tolist()))
    return drafts[kept], gains[kept], not any(int(part[2][4]) for part in parts)


def branch_and_bound(tables: DraftTables, multipliers: NDArray[np.float64], most_steps: int) -> Searched:
    """Each criterion by branch and bound from the best draft that climbing finds; the frontier is not searched."""
    slots, _, parties, draws = tables.value.shape
    sample = _sampled(tables)
    fine = accepted(tables, sample)
    climbed = np.concatenate([_climbed(tables, c, sample[:_FROM], np.ones(parties)) for c in range(3)])
    ideal = np.array([_bounded(tables, IDEAL + a, climbed, multipliers, np.ones(parties), most_steps)[1]
                      for a in range(parties)])  # fmt: skip
    best = np.zeros((len(CRITERIA), slots), dtype=np.int64)
    score = np.full(len(CRITERIA), -np.inf)
    proven = np.zeros(len(CRITERIA), dtype=bool)
    starts = climbed
    for c in range(len(CRITERIA)):
        starts = np.concatenate([starts, _climbed(tables, c, starts, ideal)])
        best[c], score[c], proven[c] = _bounded(tables, c, starts, multipliers, ideal, most_steps)
    reachable: NDArray[np.bool_] = np.logical_or(fine.any(axis=0), accepted(tables, best).any(axis=0))
    for n in np.flatnonzero(~reachable):
        one = _one_draw(tables, int(n))
        reachable[n] = _bounded(one, WORST_OFF, starts, multipliers[n : n + 1], ideal, most_steps)[1] > 0
    return Searched(
        best=best,
        score=score,
        proven=proven,
        seen=sample.shape[0],
        whole=False,
        per_draw=fine.mean(axis=0),
        often=float((2 * fine.sum(axis=1) >= draws).mean()),
        reachable=reachable,
        frontier=np.zeros((0, slots), dtype=np.int64),
        gains=np.zeros((0, parties), dtype=np.int64),
        complete=False,
    )


def _bounded(
    tables: DraftTables,
    criterion: int,
    starts: Whole,
    multipliers: NDArray[np.float64],
    ideal: NDArray[np.float64],
    most_steps: int,
) -> tuple[Whole, float, bool]:
    """The best draft by one criterion, its score, and whether nothing better exists."""
    from detente.agreement.draft_kernel import bound_search

    scored = scores(tables, criterion, starts, ideal)
    first = int(scored.argmax())
    best = starts[first].copy()
    score = np.array([scored[first], -np.inf])
    several = tables.draws > 1
    weight = _weight(tables, criterion, best, ideal) if several else _normal(multipliers[0] + 1e-3)
    own = np.where(multipliers.sum(axis=1, keepdims=True) > 0, multipliers, 1.0)
    mixes = np.stack([own / own.sum(axis=1, keepdims=True), np.broadcast_to(weight, own.shape)])
    mixed = np.einsum("ena,soan->soen", mixes, tables.value.astype(float))
    refused = tables.value[:, :, :1] <= REFUSED // 2
    mixed = np.ascontiguousarray(np.where(refused, float(REFUSED), mixed))
    mixed_cost = np.einsum("ena,an->en", mixes, tables.cost.astype(float))
    shut = tables.start[:1] <= REFUSED // 2
    mixed_start = np.where(shut, float(REFUSED), np.zeros_like(mixed_cost))
    _, left = bound_search(
        tables.value, tables.cost, tables.start, tables.options, tables.ends, tables.rules, tables.others,
        mixed, np.ascontiguousarray(mixed_cost), mixed_start, criterion, ideal, weight, score, best, most_steps,
    )  # fmt: skip
    return best, float(score[0]), bool(left <= score[0])


def _weight(tables: DraftTables, criterion: int, best: Whole, ideal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of the parties, adding up to 1, along which no draft goes much further than the best one does.

    Nash: inverse to the gains of the best draft known. Where the smallest gain counts, in the parties' own measure,
    the weights that make the mean draw's largest weighted sum least: by multiplicative steps, since each issue is at
    its best by itself.
    """
    parties = tables.value.shape[2]
    if criterion >= IDEAL:
        alone = np.zeros(parties)
        alone[criterion - IDEAL] = 1.0
        return alone
    if criterion == NASH:
        inverse: NDArray[np.float64] = 1.0 / np.maximum(gains(tables, best[None])[0], 1.0)
        return _normal(inverse)
    scale = 1.0 / ideal if criterion == KALAI_SMORODINSKY and (ideal > 0).all() else np.ones(parties)
    refused = np.less_equal(tables.value[:, :, 0], REFUSED // 2)
    here = np.where(refused[:, :, None], 0, tables.value).mean(axis=3) * scale
    usual = np.where(refused.mean(axis=2)[..., None] > 0.5, -np.inf, here)
    number = np.arange(tables.options.size)
    for slot, options in enumerate(tables.options.tolist()):
        usual[slot, options:] = -np.inf
    open_ = np.isfinite(usual[:, :, 0]).any(axis=1)
    usual, number = usual[open_], number[: int(open_.sum())]
    cost = tables.cost.mean(axis=1) * scale
    weight, least, found = np.full(parties, 1.0 / parties), np.inf, np.full(parties, 1.0 / parties)
    for step in range(_WEIGHT_STEPS):
        along = np.where(np.isfinite(usual[..., 0]), (np.where(np.isfinite(usual), usual, 0.0) @ weight), -np.inf)
        gained = usual[number, along.argmax(axis=1)].sum(axis=0) + cost
        if gained @ weight < least:
            least, found = float(gained @ weight), weight
        spread = np.abs(gained).max() or 1.0
        weight = weight * np.exp(-2.0 * gained / spread / np.sqrt(step + 1.0))
        weight = weight / weight.sum()
    return _normal(found * scale)


def _normal(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    normal: NDArray[np.float64] = weight / weight.sum()
    return normal


def _one_draw(tables: DraftTables, n: int) -> DraftTables:
    cut = slice(n, n + 1)
    return DraftTables(
        np.ascontiguousarray(tables.value[..., cut]),
        np.ascontiguousarray(tables.cost[:, cut]),
        np.ascontiguousarray(tables.start[:, cut]),
        tables.options, tables.ends, tables.rules, tables.others,
    )  # fmt: skip


def _climbed(tables: DraftTables, criterion: int, starts: Whole, ideal: NDArray[np.float64]) -> Whole:
    """The best of the starts, bettered by changing one choice at a time as long as that helps."""
    scored = scores(tables, criterion, starts, ideal)
    at, score = starts[int(scored.argmax())], scored.max()
    for _ in range(_MOST_CLIMBS):
        around = []
        for slot, options in enumerate(tables.options.tolist()):
            for choice in range(options):
                if choice != at[slot]:
                    step = at.copy()
                    step[slot] = choice
                    around.append(step)
        near = np.array(around)
        near = near[allowed(tables, near)]
        scored = scores(tables, criterion, near, ideal)
        if scored.max(initial=-np.inf) <= score:
            break
        at, score = near[int(scored.argmax())], scored.max()
    one: Whole = at[None]
    return one


def _sampled(tables: DraftTables) -> Whole:
    """Allowed drafts drawn evenly from all combinations, always the same ones; the empty one if there is no other."""
    random = np.random.default_rng(0)
    drawn: Whole = random.integers(0, tables.options, size=(10 * _SAMPLE, tables.options.size), dtype=np.int64)
    drafts: Whole = drawn[allowed(tables, drawn) & drawn.any(axis=1)][:_SAMPLE]
    return drafts if drafts.size else np.zeros((1, tables.options.size), dtype=np.int64)
