"""The clock's works: when breaking the peace pays, how strong the rising side grows, what clauses do to both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import Setting
from detente.consequences.parts.weibull import DrawYear
from detente.domain.axes import PerDraw
from detente.domain.consequences import Regroup

MODEL = "regroup"
STEPS_A_YEAR = 4

COSTS = ("guarantee", "peacekeepers", "enforcement", "snapback")
"""Terms that enter the rising side's cost of an attack; all others enter its probability of winning."""


def breaks_down(
    discount: np.ndarray, now: np.ndarray, later: np.ndarray, cost_declining: np.ndarray, cost_riser: np.ndarray
) -> np.ndarray:
    """Whether d p_t - p_0 > cD + d cR; all broadcast against each other, probabilities and discount in [0, 1]."""
    pays: np.ndarray = discount * later - now > cost_declining + discount * cost_riser
    return pays


def threshold(discount: PerDraw, now: PerDraw, cost_declining: PerDraw, cost_riser: PerDraw) -> PerDraw:
    """The riser's probability of winning beyond which no pause is safe: (p_0 + cD)/d + cR; inf where d is 0."""
    with np.errstate(divide="ignore"):
        found: PerDraw = (now + cost_declining) / discount + cost_riser
    return found


def first_year(pays: np.ndarray, years: np.ndarray) -> PerDraw:
    """(draw,) the first of ``years`` in which re-attack pays; nan where it never does."""
    when: PerDraw = np.where(pays.any(axis=1), years[np.argmax(pays, axis=1)], np.nan)
    return when


@dataclass(frozen=True, eq=False)
class Clock:
    """The facts of one situation, drawn: discount, p_0, the path without clauses, costs, the guarantor's word."""

    years: np.ndarray
    discount: PerDraw
    now: PerDraw
    path: DrawYear
    cost_declining: PerDraw
    cost_riser: PerDraw
    honoured: PerDraw

    def first(self, n: int) -> Clock:
        return Clock(
            self.years, self.discount[:n], self.now[:n], self.path[:n], self.cost_declining[:n], self.cost_riser[:n],
            self.honoured[:n],
        )  # fmt: skip


def clock_of(setting: Setting, facts: Regroup, honoured: PerDraw) -> Clock:
    """The facts of one situation drawn, with the chance that a guarantee is ``honoured``."""
    years = np.arange(1, round(facts.horizon_years * STEPS_A_YEAR) + 1) / STEPS_A_YEAR
    drawn = {
        name: setting.drawn(getattr(facts, name), MODEL, name)
        for name in ("discount", "riser_now", "cost_declining", "cost_riser")
    }
    # one stream for all years: a draw in which the riser does well soon is one in which it does well later
    known = sorted(facts.riser_after)
    levels = [drawn["riser_now"], *(setting.drawn(facts.riser_after[y], MODEL, "riser_after") for y in known)]
    path = _interpolated(np.array([0.0, *known]), np.stack(levels, axis=1), years)
    return Clock(
        years, drawn["discount"], drawn["riser_now"], path, drawn["cost_declining"], drawn["cost_riser"], honoured
    )


def _interpolated(known: np.ndarray, levels: np.ndarray, years: np.ndarray) -> DrawYear:
    """(draw, year) straight lines between the known years, level after the last."""
    after = np.clip(np.searchsorted(known, years, side="right"), 1, len(known) - 1)
    share = np.clip((years - known[after - 1]) / (known[after] - known[after - 1]), 0.0, 1.0)
    path: DrawYear = levels[:, after - 1] * (1 - share) + levels[:, after] * share
    return path


def strength_later(setting: Setting, clock: Clock, held: Sequence[Held]) -> DrawYear:
    """The riser's probability of winning with the clauses, kept in [0, 1]; a term counts once."""
    later, n = clock.path.copy(), clock.path.shape[0]
    for term, clause in best_terms(held, MODEL).items():
        if term in COSTS:
            continue
        for key in setting.coefficients.ids(MODEL, term):
            needed = setting.coefficients.table[key].years
            grown = np.minimum(1.0, clock.years / needed) if needed > 0 else np.ones_like(clock.years)
            later += clause.degree * setting.coefficients.draw(key)[:n, None] * grown[None, :]
    return np.clip(later, 0.0, 1.0, out=later)


def cost_later(setting: Setting, clock: Clock, held: Sequence[Held]) -> PerDraw:
    """The riser's cost of an attack with the clauses; a force that fights takes the place of one that watches."""
    cost, n = clock.cost_riser.copy(), clock.cost_riser.shape[0]
    best = best_terms(held, MODEL)
    if "enforcement" in best:
        best.pop("peacekeepers", None)
    for term in COSTS:
        if term in best:
            honoured = clock.honoured if term == "guarantee" else 1.0
            for key in setting.coefficients.ids(MODEL, term):
                cost += best[term].degree * setting.coefficients.draw(key)[:n] * honoured
    return cost
