"""The uncertain inputs of a case: every scalar that varies over the draws, ranked once and cut into bins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Int

from detente.domain.axes import PerDraw
from detente.domain.draws import Draws

Indices = Int[np.ndarray, "_"]


@dataclass(frozen=True)
class UncertainInput:
    """One scalar that varies.

    ``order`` sorts the draws by its value, ``starts`` are the places in that order where a bin begins.
    ``issue`` is "" for what belongs to an actor rather than to its stance on an issue.
    """

    actor: str
    issue: str
    parameter: str
    order: Indices
    starts: Indices

    @property
    def counts(self) -> Indices:
        """Number of draws in each bin."""
        return np.diff(self.starts, append=self.order.size)

    def bin_of_draw(self) -> Indices:
        """The bin each draw falls in."""
        bins = np.empty(self.order.size, dtype=np.intp)
        bins[self.order] = np.repeat(np.arange(self.starts.size), self.counts)
        return bins


def uncertain_inputs(draws: Draws) -> tuple[UncertainInput, ...]:
    """Every scalar of the draws that varies, in the order actor, issue, parameter.

    A red line that does not hold in a draw counts as no line, so its firmness and its place are one input. An actor's
    capability is one input where it orders the draws alike on all issues.
    """
    return tuple(_inputs(draws))


def bins_for(n: int) -> int:
    """Number of bins: twice the cube root of the number of draws, from 2 to 60; 43 for 10,000.

    It must grow with n for the estimate to converge, and slowly, so that bins stay well filled.
    """
    return int(np.clip(round(2 * n ** (1 / 3)), 2, 60))


def _inputs(draws: Draws) -> Iterator[UncertainInput]:
    for a, actor in enumerate(draws.actors):
        stances = [(i, issue) for i, issue in enumerate(draws.issues) if draws.present[a, i]]
        for i, issue in stances:
            yield from _input(actor, issue, "position", draws.position[:, a, i])
            yield from _input(actor, issue, "salience", draws.salience[:, a, i])
            yield from _input(actor, issue, "red_line_low", draws.red_line_low[:, a, i])
            yield from _input(actor, issue, "red_line_high", draws.red_line_high[:, a, i])
        yield from _capabilities(draws, a, actor, stances)
        yield from _input(actor, "", "cost_of_continuing", draws.cost_of_continuing[:, a])


def _capabilities(draws: Draws, a: int, actor: str, stances: list[tuple[int, str]]) -> Iterator[UncertainInput]:
    found = [one for i, issue in stances for one in _input(actor, issue, "capability", draws.capability[:, a, i])]
    if found and all(_binned_alike(one, found[0]) for one in found[1:]):
        yield UncertainInput(actor, "", "capability", found[0].order, found[0].starts)
    else:
        yield from found


def _binned_alike(first: UncertainInput, second: UncertainInput) -> bool:
    return np.array_equal(first.order, second.order) and np.array_equal(first.starts, second.starts)


def _input(actor: str, issue: str, parameter: str, values: PerDraw) -> Iterator[UncertainInput]:
    if values.size < 2 or (values == values[0]).all():
        return
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    # Draws of equal value share a bin, that of the first of them.
    changes = np.flatnonzero(np.concatenate(([True], ranked[1:] != ranked[:-1])))
    bins = changes * bins_for(values.size) // values.size
    starts = changes[np.concatenate(([True], bins[1:] != bins[:-1]))]
    # Draws without a line are a bin of their own, however few.
    finite = np.isfinite(ranked)
    starts = np.union1d(starts, np.flatnonzero(finite[1:] != finite[:-1]) + 1)
    yield UncertainInput(actor, issue, parameter, order, starts)
