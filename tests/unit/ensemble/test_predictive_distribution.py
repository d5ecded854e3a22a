"""The calibrated distribution: what speaks for a point, how it adds up, what becomes of it in a case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders import draws_with
from detente.domain.concluded import Record
from detente.domain.draws import Draws
from detente.domain.forecast import QUANTILES
from detente.ensemble.predictive.answer import predict
from detente.ensemble.predictive.choice import mean_of, normalised, quantiles_of, shares
from detente.ensemble.predictive.features import FEATURES, POINTS, features
from detente.ensemble.predictive.parameters import Parameters, shipped
from detente.ensemble.predictive.situations import CENTRES, Situations, situations_of
from detente.ensemble.predictive.widening import FEW, RED_LINES, reasons, shares_of_record, widened


def situations(position: list[float], reference: float = 0.0, unanimous: bool = False) -> Situations:
    places = np.array([position], dtype=float)
    known = np.isfinite(places)
    centre = np.array([np.nanmean(places)]) if known.any() else np.array([np.nan])
    return Situations(
        position=places,
        weight=known.astype(float),
        reference_point=np.array([reference], dtype=float),
        unanimous=np.array([unanimous]),
        centres=dict.fromkeys(CENTRES, centre),
    )


def draws(
    position: np.ndarray, *, low: float = 0.0, high: float = 100.0, reference: float = 20.0, required: bool = True
) -> Draws:
    """One issue; position (draw, actor)."""
    n, actors = position.shape
    shape = (n, actors, 1)
    return draws_with(
        actors=tuple(f"a{i}" for i in range(actors)),
        issues=("x",),
        position=position[:, :, None].astype(float),
        salience=np.full(shape, 0.5),
        scale_low=low,
        scale_high=high,
        reference_point=reference,
        required=np.full(actors, required),
    )


def column(one: Situations, name: str, width: float = 0.5, unstated: float = 0.8) -> np.ndarray:
    return features(one, width, unstated)[0, :, list(FEATURES).index(name)]


def test_what_each_feature_marks() -> None:
    one = situations([20, 20, 60], reference=60)
    assert np.flatnonzero(column(one, "at_position")).tolist() == [20, 60]
    assert np.flatnonzero(column(one, "at_position_two_camps")).tolist() == [20, 60]
    assert np.flatnonzero(column(one, "at_reference")).tolist() == [60]
    assert not column(one, "at_reference_unanimous").any()
    assert column(replace(one, unanimous=np.array([True])), "at_reference_unanimous")[60] == 1
    assert np.flatnonzero(column(one, "outside")).tolist() == [*range(20), *range(61, 101)]
    assert np.flatnonzero(column(one, "tens")).tolist() == list(range(0, 101, 10))
    assert column(situations([20, 40, 60]), "at_position_two_camps").sum() == 0


def test_distances_shrink_as_the_parties_part() -> None:
    near, far = situations([45, 55]), situations([0, 100])
    assert column(near, "near_mean")[50] == column(far, "near_mean")[50] == 0
    assert column(near, "near_mean")[60] < column(far, "near_mean")[60] < 0
    # 10 points, in units of 25, over dispersion (50 points) plus width
    assert column(far, "near_mean")[60] == pytest.approx(-0.4 / (2 + 0.5))


def test_a_reference_point_nobody_stated_is_at_nought_so_often() -> None:
    assert column(situations([20, 60], reference=np.nan), "at_reference")[:2].tolist() == [0.8, 0]


def test_no_position_at_all_still_has_a_forecast() -> None:
    empty = situations([np.nan, np.nan], reference=np.nan)
    for coded in (True, False):
        found = shares(empty, shipped(), coded=coded)
        assert found.sum() == pytest.approx(1)
        assert np.isfinite(found).all()
    assert mean_of(shares(replace(empty, reference_point=np.array([50.0])), shipped(), coded=False))[
        0
    ] == pytest.approx(50)


def test_uncoded_odds_between_a_position_and_the_points_around_are_those_of_coders() -> None:
    """What the roundness of points gives away is given back: a position is as likely as among coders, on average."""
    coded, plain = (shares(situations([20, 40, 80], reference=40.0), shipped(), coded=c)[0] for c in (True, False))
    held = [20, 40, 80]
    assert plain[held].sum() == pytest.approx(coded[held].sum(), abs=0.08)
    assert plain[31] == pytest.approx(plain[29] * plain[31] / plain[29])
    assert plain[30] / plain[31] < 1.1 < coded[30] / coded[31]


def test_quantiles_and_mean_of_a_known_distribution() -> None:
    found = np.zeros((1, 101))
    found[0, [10, 50, 90]] = 0.25, 0.5, 0.25
    assert quantiles_of(found, np.array([0.25, 0.26, 0.75, 0.76])).tolist() == [[10, 50, 50, 90]]
    assert mean_of(found).tolist() == [50]


def test_shares_are_the_logit_of_the_features() -> None:
    one = situations([0, 30, 100], reference=30)
    parameters = shipped()
    logits = features(one, parameters.width, parameters.unstated)[0] @ parameters.theta
    found = shares(one, parameters, coded=True)[0]
    assert np.log(found[30] / found[61]) == pytest.approx(logits[30] - logits[61])
    assert normalised(np.array([[0.0, 800.0]])).tolist() == [[0, 1]]


def test_parameters_survive_their_file() -> None:
    assert Parameters.from_json(shipped().to_json()) == shipped()
    with pytest.raises(ValueError, match="version 9"):
        Parameters.from_json(shipped().to_json().replace('"version": 1', '"version": 9'))


def test_situations_of_a_case_are_on_a_scale_of_0_to_100() -> None:
    one = draws(np.array([[-10.0, 30.0], [0.0, 20.0]]), low=-10, high=30, reference=0)
    [found] = situations_of(one)
    np.testing.assert_allclose(found.position, [[0, 100], [25, 75]])
    np.testing.assert_allclose(found.reference_point, [25, 25])
    np.testing.assert_allclose(found.centres["mean"], [50, 50])
    np.testing.assert_allclose(found.centres["compromise"], [50, 50])
    assert ((found.centres["challenge"] >= 0) & (found.centres["challenge"] <= 100)).all()
    assert found.unanimous.all()
    assert np.isnan(situations_of(one, np.array([np.nan]))[0].reference_point).all()


def test_unlike_cases_are_wider_and_say_why() -> None:
    position = np.random.default_rng(1).uniform(40, 60, (200, 9))
    many = predict(draws(position), None)
    few = predict(draws(position[:, :3]), None)

    def length(answer: object) -> float:
        q = answer.issues[0].deal.quantiles  # type: ignore[attr-defined]
        return float(q[QUANTILES.index(0.9)] - q[QUANTILES.index(0.1)])

    fitted = shares(situations_of(draws(position))[0], shipped(), coded=False).mean(axis=0)
    low, high = quantiles_of(fitted[None], np.array([0.1, 0.9]))[0]
    assert high - low < length(many) < length(few)
    assert FEW.words in few.issues[0].widened
    assert FEW.words not in many.issues[0].widened
    assert any(FEW.words in sentence for sentence in few.words)
    assert RED_LINES in reasons(20, True)


def test_concluded_negotiations_of_another_kind_are_wider_too() -> None:
    one = situations([20, 40, 60])
    like = Record("deu3", "", "a", "", (), coded=True)
    own = Record("own", "", "b", "", ())
    fitted = replace(shipped(), trained_on={"sha256": "b"})
    np.testing.assert_array_equal(shares_of_record(one, shipped(), like), shares(one, shipped(), coded=True))
    np.testing.assert_array_equal(shares_of_record(one, fitted, own), shares(one, fitted, coded=False))
    weaker, even = widened(shipped(), reasons(3, False))
    expected = (1 - even) * shares(one, weaker, coded=False) + even / 101
    np.testing.assert_allclose(shares_of_record(one, shipped(), own), expected)


def test_where_capability_counts_the_plain_mean_gives_way_to_the_compromise() -> None:
    weaker, even = widened(shipped(), reasons(20, False))
    assert weaker.weight("near_mean") == 0
    pulls = [weaker.weight(f"near_{name}") for name in CENTRES]
    before = sum(shipped().weight(f"near_{name}") for name in CENTRES)
    assert sum(pulls) == pytest.approx(0.8 * before)
    assert even == pytest.approx(0.1)


def test_without_a_deal_the_reference_point_holds() -> None:
    position = np.random.default_rng(2).uniform(60, 90, (400, 4))
    zone = np.arange(400) % 4 == 0
    answer = predict(draws(position, reference=20), zone)
    one = answer.issues[0]
    assert answer.chance_of_deal == 0.25
    assert one.overall.quantiles[QUANTILES.index(0.5)] == 20
    assert one.overall.mean == pytest.approx(0.25 * one.deal.mean + 0.75 * 20)
    assert sum(one.points) == pytest.approx(1, abs=1e-3)
    assert sum(one.overall.histogram) == pytest.approx(1)
    assert "25%" in answer.words[-1]
    none = predict(draws(position, reference=20), np.zeros(400, dtype=bool))
    assert set(none.issues[0].overall.quantiles) == {20}


def test_nobodys_consent_required_says_where_one_would_land() -> None:
    answer = predict(draws(np.full((50, 3), 50.0), required=False), None)
    assert answer.chance_of_deal is None
    assert answer.issues[0].overall == answer.issues[0].deal
    assert "cannot be judged" in answer.words[-1]


def test_no_deal_crosses_a_red_line_of_a_party_it_needs() -> None:
    one = draws(np.tile([10.0, 50.0, 90.0], (100, 1)))
    line = one.red_line_low.copy()
    line[:, 2] = 60
    bound = predict(replace(one, red_line_low=line), np.ones(100, dtype=bool)).issues[0]
    assert sum(bound.points[:60]) == 0
    assert RED_LINES.words in bound.widened
    # of a party nobody asks, a line binds nobody
    free = replace(one, red_line_low=line, required=np.array([True, True, False]))
    assert sum(predict(free, np.ones(100, dtype=bool)).issues[0].points[:60]) > 0.3
    # lines that leave nothing leave the draw as it is
    shut = replace(one, red_line_low=line, red_line_high=np.where(line > 0, 40.0, np.inf))
    assert sum(predict(shut, None).issues[0].points) == pytest.approx(1, abs=1e-3)


def test_point_masses_are_named() -> None:
    one = draws(np.tile([10.0, 50.0, 90.0], (40, 1)), reference=30)
    first, *rest = predict(one, None).issues[0].masses
    assert (first.kind, first.at) == ("reference_point", 30)
    assert {mass.actor for mass in rest} == {"a0", "a1", "a2"}
    assert rest[0].probability == max(mass.probability for mass in rest)
    points = predict(one, None).issues[0].points
    assert rest[0].probability == pytest.approx(points[int(rest[0].at)], abs=1e-4)


def test_scales_of_any_unit_and_draws_of_any_number() -> None:
    position = np.random.default_rng(3).uniform(0, 100, (1003, 5))
    unit = predict(draws(position), None).issues[0].deal
    native = predict(draws(4 + 0.06 * position, low=4, high=10, reference=4 + 0.06 * 20), None).issues[0].deal
    np.testing.assert_allclose(native.quantiles, 4 + 0.06 * np.array(unit.quantiles))
    assert native.histogram == pytest.approx(unit.histogram, abs=1e-6)
    one = predict(draws(position[:1]), None).issues[0]
    assert len(one.points) == POINTS.size


@pytest.mark.parametrize("room", [30, 402, 8957, 10_000])
def test_draws_with_room_are_thinned_evenly_whatever_their_number(room: int) -> None:
    """8957 / 400 rounds up: stepping by it from 0 would ask for one draw past the last."""
    given = draws(np.linspace(0, 100, 10_000)[:, None])
    zone = np.arange(10_000) >= 10_000 - room
    predicted = predict(given, zone)
    assert predicted.chance_of_deal == room / 10_000
    (at,) = (mass.at for mass in predicted.issues[0].masses if mass.kind == "position")
    assert at == pytest.approx(100 - 50 * room / 10_000, abs=0.2)
