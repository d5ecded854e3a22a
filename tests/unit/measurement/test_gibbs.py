"""The compiled random variates against SciPy; the sampler as a whole is tested in tests/published."""

import statistics

import numpy as np
import pytest
from scipy import stats

from detente.measurement import gibbs

SALT = np.uint64(12345)


@pytest.mark.parametrize("p", [1e-300, 1e-20, 1e-6, 0.01, 0.07, 0.3, 0.5, 0.6, 0.95, 1 - 1e-9])
def test_normal_quantile(p):
    assert gibbs._normal_quantile(p) == pytest.approx(stats.norm.ppf(p), rel=1e-13, abs=1e-15)
    if 1e-16 < p < 1:
        assert gibbs._normal_quantile(p) == pytest.approx(statistics.NormalDist().inv_cdf(p), rel=1e-13, abs=1e-15)


@pytest.mark.parametrize("t", [-1e5, -30.0, -3.0, -0.5, 0.0, 0.7, 4.0, 100.0])
def test_distribution_function_of_t4(t):
    assert gibbs._t4_below(t) == pytest.approx(stats.t.cdf(t, 4), rel=1e-9)


def test_probability_of_a_far_interval_keeps_its_digits():
    expected = stats.t.sf(3000.0, 4) - stats.t.sf(4000.0, 4)
    assert gibbs._t4_between(3000.0, 4000.0) == pytest.approx(expected, rel=1e-6)
    assert gibbs._t4_between(-4000.0, -3000.0) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("a", "b"), [(-1.0, 2.0), (3.0, 5.0), (-np.inf, -4.0), (0.5, np.inf), (-9.0, -8.0)])
@pytest.mark.parametrize("u", [1e-6, 0.2, 0.5, 0.9, 1 - 1e-6])
def test_truncated_variates_invert_the_truncated_distribution(a, b, u):
    low, high = stats.t.cdf(a, 4), stats.t.cdf(b, 4)
    assert gibbs._t4_truncated(a, b, u) == pytest.approx(stats.t.ppf(low + u * (high - low), 4), rel=1e-6, abs=1e-8)
    # SciPy keeps the digits of a tail when it is the lower one.
    flipped = stats.truncnorm.ppf(1 - u, -b, -a) if a > 0 else None
    expected = -flipped if flipped is not None else stats.truncnorm.ppf(u, a, b)
    assert gibbs._truncated(0.0, 1.0, a, b, u) == pytest.approx(expected, rel=1e-6, abs=1e-8)


def test_truncated_normal_far_from_its_mean_stays_in_bounds():
    for u in (1e-9, 0.5, 1 - 1e-9):
        assert 60.0 <= gibbs._truncated(0.0, 1.0, 60.0, 100.0, u) <= 61.0
        assert -100.0 <= gibbs._truncated(0.0, 1.0, -100.0, -60.0, u) <= -60.0


def test_uniforms_are_uniform_and_gammas_gamma():
    uniform = np.array([gibbs._uniform(np.uint64(k), 7, 0) for k in range(4000)])
    assert stats.kstest(uniform, "uniform").pvalue > 0.01
    for shape in (1.0, 4.5, 60.0):
        gamma = np.array([gibbs._gamma(np.uint64(99), t, shape) for t in range(4000)])
        assert stats.kstest(gamma, "gamma", args=(shape,)).pvalue > 0.01


def test_the_compiled_chain_does_what_its_python_says(monkeypatch):
    n, kept = 6, 10
    index = np.array([0, 0, 1, 1, 2, 2])
    lower = np.array([-np.inf, 20.0, 40.0, 60.0, 80.0, 40.0])
    upper = np.array([20.0, 40.0, 60.0, 80.0, np.inf, 60.0])
    keys = [np.arange(10 * k, 10 * k + size, dtype=np.uint64) for k, size in enumerate((n, 3, 3, 3), start=1)]
    priors = np.array([4.0, 432.0, 3.0, 72.0])
    data = (np.uint64(2), 5, kept, 2, index, index, index, lower, upper, np.ones(n), *keys, np.uint64(99), priors)
    compiled, plain = ((np.empty((kept, 3)), np.empty((kept, 3))) for _ in range(2))
    gibbs.run_chain(*data, *compiled)
    for name, function in vars(gibbs).copy().items():
        if hasattr(function, "py_func"):
            monkeypatch.setattr(gibbs, name, function.py_func)
    with np.errstate(over="ignore"):  # 64-bit keys wrap around on purpose
        gibbs.run_chain(*data, *plain)
    for one, other in zip(compiled, plain, strict=True):
        assert one == pytest.approx(other, rel=1e-9)
    assert len({*compiled[0][:, 0]}) == kept
