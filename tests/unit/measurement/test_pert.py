import numpy as np
import pytest
from scipy import stats

from detente.domain.quantity import Quantity
from detente.measurement.pert import beta_quantile, pert_mean, pert_quantile, quantity_quantile

MIDPOINTS = (np.arange(10_000) + 0.5) / 10_000


@pytest.mark.parametrize(("alpha", "beta"), [(1.0, 5.0), (5.0, 1.0), (1.3, 4.7), (3.0, 3.0), (12.0, 7.5)])
def test_inverse_agrees_with_scipy(alpha, beta):
    assert beta_quantile(alpha, beta, MIDPOINTS) == pytest.approx(stats.beta.ppf(MIDPOINTS, alpha, beta), abs=1e-5)


@pytest.mark.parametrize(
    ("low", "mode", "high"), [(70.0, 90.0, 100.0), (0.0, 0.0, 10.0), (-5.0, 5.0, 5.0), (10.0, 50.0, 90.0)]
)
def test_mean_and_variance_of_a_pert(low, mode, high):
    # Mean (low + 4 mode + high)/6 and variance (mean - low)(high - mean)/7 (Clark 1962).
    drawn = pert_quantile(low, mode, high, MIDPOINTS)
    mean = (low + 4 * mode + high) / 6
    assert drawn.mean() == pytest.approx(mean, abs=1e-3)
    assert drawn.var() == pytest.approx((mean - low) * (high - mean) / 7, rel=1e-3)
    assert pert_mean(Quantity.range(low, mode, high)) == mean


def test_a_value_is_a_constant():
    assert set(quantity_quantile(Quantity.value(40), MIDPOINTS)) == {40.0}


def test_draws_never_leave_the_range():
    drawn = pert_quantile(0.1, 0.2, 0.3, np.array([0.0, 0.5, np.nextafter(1, 0)]))
    assert drawn.min() >= 0.1
    assert drawn.max() <= 0.3
