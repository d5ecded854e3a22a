"""Laws of the predictive distribution: it adds up, and no name, order, orientation or outsider moves it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ensemble.predictive.choice import quantiles_of, shares
from detente.ensemble.predictive.parameters import shipped
from detente.ensemble.predictive.situations import CENTRES, Situations

PLACES = st.lists(st.integers(0, 100), min_size=1, max_size=8)


def situations(
    places: list[int], reference: int, unanimous: bool, centres: list[int], weights: list[int]
) -> Situations:
    return Situations(
        position=np.array([places], dtype=float),
        weight=np.array([weights[: len(places)]], dtype=float),
        reference_point=np.array([reference], dtype=float),
        unanimous=np.array([unanimous]),
        centres={name: np.array([float(c)]) for name, c in zip(CENTRES, centres, strict=True)},
    )


CASES = st.builds(
    situations,
    PLACES,
    st.integers(0, 100),
    st.booleans(),
    st.lists(st.integers(0, 100), min_size=3, max_size=3),
    st.lists(st.integers(1, 9), min_size=8, max_size=8),
)


def changed(one: Situations, position: np.ndarray, weight: np.ndarray) -> Situations:
    return Situations(position, weight, one.reference_point, one.unanimous, one.centres)


@settings(max_examples=60)
@given(CASES, st.booleans())
def test_it_adds_up_and_leaves_nothing_out(one: Situations, coded: bool) -> None:
    found = shares(one, shipped(), coded=coded)
    assert abs(found.sum() - 1) < 1e-9
    assert (found > 0).all()
    quantiles = quantiles_of(found, np.arange(1, 100) / 100)[0]
    assert (np.diff(quantiles) >= 0).all()


@settings(max_examples=60)
@given(CASES)
def test_turning_the_scale_around_turns_the_forecast_around(one: Situations) -> None:
    mirrored = Situations(
        100 - one.position,
        one.weight,
        100 - one.reference_point,
        one.unanimous,
        {name: 100 - values for name, values in one.centres.items()},
    )
    np.testing.assert_allclose(
        shares(mirrored, shipped(), coded=False)[:, ::-1], shares(one, shipped(), coded=False), atol=1e-12
    )


@settings(max_examples=60)
@given(CASES, st.randoms(use_true_random=False), st.booleans())
def test_neither_order_nor_the_absent_matter(one: Situations, random: object, coded: bool) -> None:
    order = np.random.default_rng(random.randrange(2**32)).permutation(one.position.shape[1])  # type: ignore[attr-defined]
    position = np.concatenate([one.position[:, order], [[np.nan]]], axis=1)
    weight = np.concatenate([one.weight[:, order], [[0.0]]], axis=1)
    np.testing.assert_allclose(
        shares(changed(one, position, weight), shipped(), coded=coded), shares(one, shipped(), coded=coded), atol=1e-12
    )


@settings(max_examples=40)
@given(CASES, st.booleans())
def test_two_at_one_place_are_one_place(one: Situations, coded: bool) -> None:
    """The weight of an actor split in two clones moves nothing but what it moves through the centres."""
    position = np.concatenate([one.position, one.position[:, :1]], axis=1)
    weight = np.concatenate([one.weight, one.weight[:, :1] / 2], axis=1)
    weight[:, 0] /= 2
    np.testing.assert_allclose(
        shares(changed(one, position, weight), shipped(), coded=coded), shares(one, shipped(), coded=coded), atol=1e-12
    )
