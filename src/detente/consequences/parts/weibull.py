"""A Weibull proportional hazard over draws: survival, and what each effect does to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from jaxtyping import Float

from detente.domain.axes import PerDraw
from detente.domain.forecast import Interval

DrawYear = Float[np.ndarray, "draw year"]


def survival(rho: PerDraw, log_hazard: PerDraw, years: Sequence[float]) -> DrawYear:
    """Chance that the peace has not failed by each year: exp(-exp(log_hazard) t^rho); 1 at the start."""
    with np.errstate(divide="ignore"):
        log_times = np.log(np.asarray(years, dtype=float))
    shares: DrawYear = np.exp(-np.exp(log_hazard[:, None] + rho[:, None] * log_times[None, :]))
    return shares


def survival_at(rho: PerDraw, log_hazard: PerDraw, year: float) -> PerDraw:
    """The same at one year above 0."""
    shares: PerDraw = np.exp(-np.exp(log_hazard + rho * np.log(year)))
    return shares


def shared_out(effects: Sequence[PerDraw], log_hazard: PerDraw, rho: PerDraw, year: float) -> list[PerDraw]:
    """What each effect does to S(year), whatever the order of counting; they add up to the whole change.

    The Aumann-Shapley shares (Aumann & Shapley 1974, Values of Non-Atomic Games) of S as a function of the summed log
    hazard: each effect is paid its size times the mean slope of S on the straight way from none of them to all.
    """
    total = np.sum(effects, axis=0) if effects else np.zeros_like(rho)
    level = log_hazard + rho * np.log(year)
    start, end = np.exp(-np.exp(level)), np.exp(-np.exp(level + total))
    slope = -np.exp(level - np.exp(level))
    small = np.abs(total) < 1e-9
    mean_slope = np.where(small, slope, (end - start) / np.where(small, 1.0, total))
    return [effect * mean_slope for effect in effects]


def at_least_wide(interval: Interval, least: float) -> Interval:
    """An interval of a share, widened evenly to ``least`` and shifted where it would leave [0, 1]."""
    missing = max(0.0, least - (interval.high - interval.low)) / 2
    low, high = interval.low - missing, interval.high + missing
    shift = max(0.0, -low) - max(0.0, high - 1.0)
    return Interval(max(0.0, low + shift), interval.mid, min(1.0, high + shift))
