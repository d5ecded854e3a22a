import math

import pytest

from detente.agreement.shares import wilson


def test_wilson_interval_of_one_in_ten():
    # Newcombe (1998, Statistics in Medicine 17:857), Table I: 15/148 and 0/20 by the score method.
    share = wilson(15, 148)
    assert (share.low, share.high) == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))
    none = wilson(0, 20)
    assert (none.low, none.high) == (0.0, pytest.approx(0.1611, abs=5e-5))


def test_all_is_the_mirror_of_none():
    assert wilson(20, 20).low == pytest.approx(1 - wilson(0, 20).high)
    assert wilson(20, 20).high == 1.0


def test_no_draws_say_nothing():
    share = wilson(0, 0)
    assert math.isnan(share.share)
    assert (share.low, share.high, share.n) == (0.0, 1.0, 0)
