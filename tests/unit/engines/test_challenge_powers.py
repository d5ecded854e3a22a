"""The polynomials of the challenge kernel against the library's functions."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.parts.challenge_powers import LOG_OF_ZERO, logarithm, power, power_of_two

RANDOM = np.random.default_rng(0)


def test_powers_of_two() -> None:
    exponents = [*RANDOM.uniform(-40, 0, 2000), *RANDOM.uniform(-1000, 1000, 500), 0.0, -1.0, -0.5, 0.5, 1.0]
    found = np.array([power_of_two(float(e)) for e in exponents])
    np.testing.assert_allclose(found, np.exp2(exponents), rtol=1e-14)


def test_logarithms() -> None:
    numbers = [*RANDOM.uniform(1e-6, 1, 2000), *np.exp2(RANDOM.uniform(-900, 900, 500)), 0.5, 1.0, 2.0, np.sqrt(0.5)]
    found = np.array([logarithm(float(x)) for x in numbers])
    np.testing.assert_allclose(found, np.log2(numbers), rtol=1e-13, atol=3e-14)


def test_whole_powers_are_exact() -> None:
    assert [logarithm(2.0**k) for k in range(-30, 3)] == list(range(-30, 3))
    assert [power_of_two(float(k)) for k in range(-30, 3)] == [2.0**k for k in range(-30, 3)]


def test_powers_of_zero_vanish() -> None:
    assert logarithm(0.0) == LOG_OF_ZERO
    assert power(0.0, 0.5) == 0.0
    for exponent in (0.5, 1.0, 2.0):
        assert 0 < power_of_two(LOG_OF_ZERO * exponent) < 1e-70


@pytest.mark.parametrize("exponent", [0.5, 0.77, 1.0, 1.4057, 2.0])
def test_powers(exponent: float) -> None:
    bases = RANDOM.uniform(0, 1, 500)
    np.testing.assert_allclose([power(float(b), exponent) for b in bases], bases**exponent, rtol=1e-13)
