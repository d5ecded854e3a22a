import numpy as np
import pytest

from detente.measurement.diagnostics import Diagnostics, effective_size, split_r_hat

RANDOM = np.random.default_rng(3)


def autoregressive(correlation, shape=(4, 5000)):
    chains = RANDOM.standard_normal(shape)
    for t in range(1, shape[1]):
        chains[:, t] = correlation * chains[:, t - 1] + np.sqrt(1 - correlation**2) * chains[:, t]
    return chains


def test_independent_chains_have_met():
    chains = autoregressive(0.0)
    assert split_r_hat(chains) == pytest.approx(1.0, abs=0.002)
    assert effective_size(chains) == pytest.approx(20_000, rel=0.1)


def test_chains_in_different_places_have_not():
    apart = autoregressive(0.0) + np.arange(4)[:, None]
    assert split_r_hat(apart) > 1.3
    assert effective_size(apart) < 20


def test_a_drifting_chain_is_noticed():
    assert split_r_hat(autoregressive(0.0) + np.linspace(0, 3, 5000)) > 1.1


@pytest.mark.parametrize("correlation", [0.3, 0.6, 0.9])
def test_autocorrelation_costs_what_theory_says(correlation):
    # An autoregression of order one has n (1 - r)/(1 + r) effective samples.
    expected = 20_000 * (1 - correlation) / (1 + correlation)
    assert effective_size(autoregressive(correlation)) == pytest.approx(expected, rel=0.15)


def test_a_constant_has_converged():
    assert split_r_hat(np.ones((4, 10))) == 1.0
    assert effective_size(np.ones((4, 10))) == 40


def test_converged_needs_both():
    good = Diagnostics(r_hat=1.01, effective_size=500.0, chains=4, warm_up=300, kept=500, thin=4)
    assert good.converged
    assert good.words == "the sampler has converged: R-hat 1.010, effective sample size 500"
    assert not Diagnostics(1.2, 500.0, 4, 300, 500, 4).converged
    assert "has not converged" in Diagnostics(1.2, 500.0, 4, 300, 500, 4).words
    assert not Diagnostics(1.01, 50.0, 4, 300, 500, 4).converged
