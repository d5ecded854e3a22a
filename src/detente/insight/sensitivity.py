"""What drives an answer: the share of its variance that goes with each uncertain input.

First-order sensitivity indices S = Var(E[Y | X]) / Var(Y), estimated from draws that are there already by cutting each
input into bins of equal count (Plischke, Borgonovo & Smith 2013, European Journal of Operational Research 226:
536-550). A correlation ratio over bins is above zero for pure noise; it is corrected for that as epsilon squared
(Kelley 1935, PNAS 21: 554-559).

The shares are associations within the model, never causes. Inputs that vary together (two positions read from one
source) each show what they share, so shares can add up to more than one; interactions are in none of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.draws import Draws
from detente.domain.forecast import Driver
from detente.insight.inputs import Indices, UncertainInput, uncertain_inputs

LEVEL = 0.95
BLOCKS = 100
REPLICATES = 400
# More draws than these would only narrow intervals that are narrow already.
MOST_DRAWS = 20_000
INDISTINGUISHABLE = "not distinguishable from zero"


def drivers(draws: Draws, answers: Mapping[str, np.ndarray], *, seed: int, top: int = 8) -> tuple[Driver, ...]:
    """For each answer, the ``top`` inputs by their first-order share of its variance, the largest first.

    Parameters
    ----------
    draws
        The joint samples whose inputs are compared, see ``uncertain_inputs``; the first MOST_DRAWS of them.
    answers
        Name of the answer -> ndarray of shape (draw,), numbers or booleans; draws where it is nan are left out.
        An answer that does not vary has no drivers.
    seed
        Of the bootstrap.

    Returns
    -------
    tuple of Driver
        Shares in [0, 1] with a 95% bootstrap interval of the estimation error, also in words. A share that the best
        of as many pure-noise inputs could reach is called not distinguishable from zero.
    """
    used = draws.block(0, MOST_DRAWS)
    centred = {name: _centred(name, values, draws.n, used.n) for name, values in answers.items()}
    centred = {name: values for name, values in centred.items() if np.nansum(values**2) > 0}
    inputs = uncertain_inputs(used)
    if not centred or not inputs:
        return ()
    blocks, weights = _blocks_and_weights(used.n, seed)
    found = []
    for (name, answer), shares in zip(centred.items(), _shares(inputs, list(centred.values())), strict=True):
        for k in np.argsort(-shares, kind="stable")[:top]:
            low, high = _interval(answer, inputs[k], float(shares[k]), blocks, weights)
            distinguishable = low > 0 and shares[k] > _noise_floor(answer, inputs[k], len(inputs))
            found.append(
                Driver(
                    answer=name,
                    actor=inputs[k].actor,
                    issue=inputs[k].issue,
                    parameter=inputs[k].parameter,
                    share=float(np.clip(shares[k], 0, 1)),
                    low=low,
                    high=high,
                    words=in_words(low, high) if distinguishable else INDISTINGUISHABLE,
                )
            )
    return tuple(found)


def in_words(low: float, high: float) -> str:
    """An interval of shares in words: ``between 12 and 30% of the variance``."""
    lower, upper = round(100 * low), round(100 * high)
    if upper < 1:
        return "less than 1% of the variance"
    if lower < 1:
        return f"up to {upper}% of the variance"
    return f"about {lower}% of the variance" if lower == upper else f"between {lower} and {upper}% of the variance"


def _shares(inputs: Sequence[UncertainInput], answers: Sequence[PerDraw]) -> np.ndarray:
    """First-order shares, (answer, input)."""
    values = np.stack(answers, axis=1)
    seen = np.isfinite(values)
    complete = bool(seen.all())
    values = np.where(seen, values, 0.0)
    total = (values**2).sum(axis=0)
    shares = np.empty((len(answers), len(inputs)))
    for k, one in enumerate(inputs):
        sums = np.add.reduceat(values[one.order], one.starts, axis=0)
        if complete:
            counts = np.broadcast_to(one.counts[:, None], sums.shape)
        else:
            counts = np.add.reduceat(seen[one.order].astype(float), one.starts, axis=0)
        shares[:, k] = _share(counts, sums, total)
    return shares


def _share(counts: np.ndarray, sums: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Epsilon squared from the bins' counts and sums (along axis 0) of an answer with mean zero."""
    between = (sums**2 / np.maximum(counts, 1)).sum(axis=0)
    n, bins = counts.sum(axis=0), (counts > 0).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share: np.ndarray = 1 - (1 - between / total) * (n - 1) / np.where(n > bins, n - bins, np.nan)
    return np.where(np.isfinite(share), share, 0.0)


def _noise_floor(answer: PerDraw, one: UncertainInput, candidates: int) -> float:
    """The share that the best of so many inputs without influence stays under, 19 times in 20.

    Without influence, n times the variance between bins is a sum of chi squares weighted with the bins' variances
    (which differ wherever an interaction is at work); its upper quantile after Satterthwaite (1946, Biometrics
    Bulletin 2: 110-114) and Wilson & Hilferty (1931, PNAS 17: 684-688).
    """
    seen = np.isfinite(answer)
    bins = one.bin_of_draw()[seen]
    counts = np.maximum(np.bincount(bins, minlength=one.starts.size), 1)
    sums = np.bincount(bins, weights=answer[seen], minlength=one.starts.size)
    squares = np.bincount(bins, weights=answer[seen] ** 2, minlength=one.starts.size)
    variances = np.maximum(squares / counts - (sums / counts) ** 2, 0.0)
    if not variances.any():
        return 0.0
    freedom = variances.sum() ** 2 / (variances**2).sum()
    z = NormalDist().inv_cdf(1 - (1 - LEVEL) / candidates)
    quantile = freedom * (1 - 2 / (9 * freedom) + z * (2 / (9 * freedom)) ** 0.5) ** 3
    scale = variances.sum() / freedom
    return float(scale * (quantile - freedom) / squares.sum())


def _interval(
    answer: PerDraw, one: UncertainInput, share: float, blocks: Indices, weights: np.ndarray
) -> tuple[float, float]:
    """Bootstrap interval of a share; resamples blocks of draws, so that sums by block and bin suffice."""
    seen = np.isfinite(answer)
    values = np.where(seen, answer, 0.0)
    n_blocks, n_bins = weights.shape[1], one.starts.size
    cell, size = blocks * n_bins + one.bin_of_draw(), n_blocks * n_bins
    counts = weights @ np.bincount(cell, weights=seen, minlength=size).reshape(n_blocks, n_bins)
    # Not a BLAS product, whose last digits depend on the number of threads; the counts are whole numbers.
    sums = np.einsum("rk,kb->rb", weights, np.bincount(cell, weights=values, minlength=size).reshape(n_blocks, n_bins))
    squares = np.einsum("rk,k->r", weights, np.bincount(blocks, weights=values**2, minlength=n_blocks))
    n = np.maximum(counts.sum(axis=1), 1)
    mean = sums.sum(axis=1) / n
    replicates = _share(counts.T, (sums - counts * mean[:, None]).T, squares - n * mean**2)
    # Draws repeated in a resample look like signal: only the spread of the replicates is used, not their level.
    tail = 50 * (1 - LEVEL)
    low, high = share + np.percentile(replicates - replicates.mean(), (tail, 100 - tail))
    return float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1))


def _blocks_and_weights(n: int, seed: int) -> tuple[Indices, np.ndarray]:
    """A random block for each draw, and how often each block is drawn in each replicate."""
    random = np.random.default_rng(seed)
    n_blocks = min(BLOCKS, n)
    blocks = random.permutation(np.arange(n) % n_blocks)
    return blocks, random.multinomial(n_blocks, np.full(n_blocks, 1 / n_blocks), size=REPLICATES).astype(float)


def _centred(name: str, values: np.ndarray, n: int, used: int) -> PerDraw:
    """The answer in the draws used, less its mean, in units of its largest deviation; nan where it says nothing."""
    answer = np.asarray(values, dtype=float)
    if answer.shape != (n,):
        raise ValueError(
            f"The answer '{name}' must have one value for each of {n} draws, but its shape is {answer.shape}."
        )
    answer = answer[:used]
    seen = np.isfinite(answer)
    if seen.sum() < 2 or np.ptp(answer[seen]) == 0:
        return np.zeros(used)
    centred = np.where(seen, answer - answer[seen].mean(), np.nan)
    scaled: PerDraw = centred / np.nanmax(np.abs(centred))
    return scaled
