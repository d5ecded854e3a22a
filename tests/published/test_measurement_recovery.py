"""Does the sampler find what made the data: recovery, coverage and simulation-based calibration.

Simulation-based calibration: when parameters are drawn from the prior and data from the model, the rank of the truth
among posterior samples is uniform (Cook, Gelman and Rubin 2006, Journal of Computational and Graphical Statistics
15:675; Talts et al. 2018, arXiv:1804.06788). The data are made here from the model's definition, not with its code.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from detente.measurement.model import Observations
from detente.measurement.posterior import Schedule, diagnose, sample

ISSUES = 5


def simulate(random, positions, observations, outlets):
    """Draw parameters from the prior and levels from the model; returns observations and the true positions."""
    pairs = tuple((f"actor {p // ISSUES}", f"issue {p % ISSUES}") for p in range(positions))
    sources = tuple((f"outlet {o}", "named_official") for o in range(outlets))
    cells = tuple((f"outlet {o}", f"issue {i}") for o in range(outlets) for i in range(ISSUES))
    truth = random.uniform(0, 100, positions)
    # Inverse gamma (shape 4, mean 12^2) and (shape 3, mean 6^2): the table at the top of model.py.
    error = np.sqrt(3 * 12.0**2 / random.gamma(4, 1, outlets))
    bias = np.sqrt(2 * 6.0**2 / random.gamma(3, 1)) * random.standard_normal(len(cells))
    # Every position is spoken of at least once; outlets as chance has it.
    pair = np.concatenate((np.arange(positions), random.integers(0, positions, observations - positions)))
    source = random.integers(0, outlets, observations)
    cell = source * ISSUES + pair % ISSUES
    noise = random.choice([1.0, 1.4, 2.0], observations)
    said = truth[pair] + bias[cell] + error[source] * noise * random.standard_t(4, observations)
    level = np.clip(np.floor(said / 20), 0, 4)
    found = Observations(
        names=tuple(f"statement {k}" for k in range(observations)),
        pairs=pairs,
        cells=cells,
        sources=sources,
        pair=pair,
        cell=cell,
        source=source,
        lower=np.where(level == 0, -math.inf, 20 * level),
        upper=np.where(level == 4, math.inf, 20 * (level + 1)),
        noise=noise,
    )
    return found, truth


@pytest.fixture(scope="module")
def recovered():
    """Five data sets of 30 positions, 300 statements, 10 outlets: samples and truths side by side."""
    random = np.random.default_rng(20251001)
    pieces = []
    for seed in range(5):
        data, truth = simulate(random, 30, 300, 10)
        positions, errors = sample(data, seed=seed)
        pieces.append((positions, truth, errors, data))
    return pieces


def test_posterior_means_are_near_the_truth(recovered):
    samples = np.concatenate([p.reshape(-1, 30) for p, *_ in recovered], axis=1)
    truth = np.concatenate([t for _, t, *_ in recovered])
    error = samples.mean(axis=0) - truth
    assert abs(error.mean()) < 2
    assert np.sqrt((error**2).mean()) < 10  # a fifth of the scale is 20, the prior's own deviation 29
    # The model knows how wrong it is: standardised errors have a deviation of about one.
    assert (error / samples.std(axis=0)).std() == pytest.approx(1, abs=0.2)


def test_eighty_in_a_hundred_intervals_cover(recovered):
    covered = []
    for positions, truth, *_ in recovered:
        low, high = np.quantile(positions.reshape(-1, 30), (0.1, 0.9), axis=0)
        covered.extend((low <= truth) & (truth <= high))
    assert 0.7 <= np.mean(covered) <= 0.9


def test_the_chains_have_met(recovered):
    for positions, *_ in recovered:
        found = diagnose(positions, Schedule())
        assert found.converged
        assert found.r_hat < 1.03
        assert found.effective_size > 400


def test_the_number_of_threads_does_not_matter(recovered):
    positions, _, errors, data = recovered[0]
    again = sample(data, seed=0, threads=1)
    assert (again[0] == positions).all()
    assert (again[1] == errors).all()


def test_ranks_of_the_truth_are_uniform():
    random = np.random.default_rng(7)
    schedule = Schedule(chains=1, warm_up=200, kept=99, thin=8)
    ranks = []
    for seed in range(60):
        data, truth = simulate(random, 20, 60, 4)
        positions, _ = sample(data, seed=seed, schedule=schedule)
        ranks.extend((positions[0] < truth).sum(axis=0))
    counts = np.bincount(np.array(ranks) // 10, minlength=10)
    assert counts.sum() == 1200
    # Positions of one data set share biases, so that the test is a little liberal: hence the small threshold.
    assert stats.chisquare(counts).pvalue > 0.01
    assert np.mean(ranks) == pytest.approx(49.5, abs=3)
