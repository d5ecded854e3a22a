"""Has the sampler converged: split R-hat and effective sample size (Gelman et al. 2013, Bayesian Data Analysis, 11.4).

Positions lie on a bounded scale, so that the plain forms serve; rank normalisation (Vehtari et al. 2021, Bayesian
Analysis 16:667) is for quantities without a finite variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.measurement.axes import ChainKept, HalfKept

# Good enough for intervals shown in whole points: the mean is then right to a fourteenth of its deviation.
GREATEST_R_HAT = 1.05
LEAST_EFFECTIVE_SIZE = 200.0


@dataclass(frozen=True)
class Diagnostics:
    """The worst R-hat and effective sample size over all positions; of no position: 1 and the number kept."""

    r_hat: float
    effective_size: float
    chains: int
    warm_up: int
    kept: int
    thin: int

    @property
    def converged(self) -> bool:
        """Whether both lie within the limits above."""
        return self.r_hat <= GREATEST_R_HAT and self.effective_size >= LEAST_EFFECTIVE_SIZE

    @property
    def words(self) -> str:
        """For the manifest and the limits of a report."""
        figures = f"R-hat {self.r_hat:.3f}, effective sample size {self.effective_size:.0f}"
        if self.converged:
            return f"the sampler has converged: {figures}"
        return f"the sampler has not converged ({figures}): read the positions it estimated with care"


def split_r_hat(samples: ChainKept) -> float:
    """Split R-hat (11.4): 1 where all half chains agree."""
    halves = _halves(samples)
    within = float(halves.var(axis=1, ddof=1).mean())
    if within == 0:
        return 1.0
    n = halves.shape[1]
    between = n * float(halves.mean(axis=1).var(ddof=1))
    return float(np.sqrt(((n - 1) / n * within + between / n) / within))


def effective_size(samples: ChainKept) -> float:
    """Effective sample size (11.8), the sum of autocorrelations cut off by Geyer's initial positive sequence."""
    halves = _halves(samples)
    count, n = halves.shape
    within = float(halves.var(axis=1, ddof=1).mean())
    if within == 0:
        return float(count * n)
    variance = (n - 1) / n * within + float(halves.mean(axis=1).var(ddof=1))
    correlation = 1 - (within - _autocovariance(halves).mean(axis=0)) / variance
    pairs = correlation[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(pairs < 0)
    total = float(np.minimum.accumulate(pairs[: negative[0] if negative.size else None]).sum())
    # Antithetic chains may claim more than they have: at most n log10(n) (Vehtari et al. 2021, section 3.2).
    return float(min(count * n / max(2 * total - 1, 1e-9), count * n * np.log10(count * n)))


def _halves(samples: ChainKept) -> HalfKept:
    n = samples.shape[1] // 2
    return np.concatenate((samples[:, :n], samples[:, n : 2 * n]))


def _autocovariance(halves: HalfKept) -> HalfKept:
    n = halves.shape[1]
    centred = halves - halves.mean(axis=1, keepdims=True)
    power = np.abs(np.fft.rfft(centred, 2 * n, axis=1)) ** 2
    covariance: np.ndarray = np.fft.irfft(power, 2 * n, axis=1)[:, :n] / n
    return covariance
