import dataclasses

import numpy as np
import pytest

from detente.agreement.judge import Judgement, judge


@pytest.fixture
def case(make_case):
    return make_case({"freeze": {"issue0": 50.0, "issue2": 30.0}, "nothing": {}, "swap": {"issue1": 10.0}})


def same(one: Judgement, other: Judgement) -> None:
    for field in dataclasses.fields(Judgement):
        a, b = getattr(one, field.name), getattr(other, field.name)
        assert a.dtype == b.dtype
        np.testing.assert_array_equal(a, b)


def test_blocks_put_together_are_the_whole_to_the_bit(random_draws, case):
    draws = random_draws(1, 50, 3, 4)
    parts = [judge(draws.block(a, b), case) for a, b in ((0, 7), (7, 8), (8, 50))]
    same(Judgement.concatenate(parts), judge(draws, case))


def test_it_survives_a_file(random_draws, case, tmp_path):
    judged = judge(random_draws(1, 9, 3, 4), case)
    np.savez(tmp_path / "block.npz", **judged.to_arrays())
    with np.load(tmp_path / "block.npz") as stored:
        same(Judgement.from_arrays(stored), judged)


def test_shapes_and_what_is_missing_where_there_is_no_zone(random_draws, case):
    judged = judge(random_draws(1, 50, 3, 4), case)
    assert judged.margin.shape == (50, 3, 3)
    assert judged.crossed.shape == (50, 3, 3, 4)
    assert 0 < judged.exists.sum() < 50
    np.testing.assert_array_equal(np.isnan(judged.best).all(axis=1), ~judged.exists)
    assert (judged.best_margin[judged.exists] > 0).all()


def test_a_case_without_packages(random_draws, make_case):
    judged = judge(random_draws(1, 5, 2, 2), make_case())
    assert judged.acceptable.shape == (5, 0)


def test_a_scenario_may_change_who_is_required(random_draws, case):
    draws = random_draws(1, 50, 3, 4)
    alone = judge(dataclasses.replace(draws, required=np.array([True, False, False])), case)
    assert alone.exists.sum() > judge(draws, case).exists.sum()
