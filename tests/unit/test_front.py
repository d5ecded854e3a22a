from __future__ import annotations

import pytest

import detente


def test_the_front_is_short_sorted_and_real():
    assert detente.__all__ == sorted(detente.__all__)
    assert sorted(detente._HOME) == detente.__all__
    for name in detente.__all__:
        assert getattr(detente, name).__name__ == name


def test_what_is_not_there_is_said():
    with pytest.raises(AttributeError, match="no attribute 'negotiate'"):
        _ = detente.negotiate
