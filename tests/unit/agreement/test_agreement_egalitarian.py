import numpy as np
import pytest

from detente.agreement import column_generation
from detente.agreement.egalitarian import max_min
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.zone import required_parties

SHAPES = [(1, 4), (2, 1), (2, 8), (3, 5), (4, 10), (6, 10), (9, 6)]


def solved(draws):
    parties = required_parties(draws)
    low, high = parties.box()
    problem = (parties.position, parties.rate, parties.ceiling, low, high)
    return problem, max_min(*problem, draws.reference_point)


@pytest.mark.parametrize(("parties", "issues"), SHAPES)
def test_it_is_as_good_as_the_general_solver(random_draws, parties, issues):
    problem, best = solved(random_draws(parties * 100 + issues, 60, parties, issues, lines=0.1))
    position, rate, ceiling, low, high = problem
    compared = 0
    for n in np.flatnonzero((low <= high).all(axis=1)):
        margin, _ = max_min_by_linear_program(position[n], rate[n], ceiling[n], low[n], high[n])
        assert best.margin[n] == pytest.approx(margin, abs=1e-7)
        compared += 1
    assert compared > 5


@pytest.mark.parametrize(("parties", "issues"), SHAPES)
def test_the_multipliers_prove_that_nothing_is_better(random_draws, parties, issues):
    problem, best = solved(random_draws(issues, 50, parties, issues, lines=0.1))
    position, rate, ceiling, low, high = problem
    full = (low <= high).all(axis=1)
    assert best.multipliers[full].sum(axis=1) == pytest.approx(1.0)
    assert (best.multipliers > -1e-9).all()
    weight = best.multipliers[:, :, None] * rate
    # The best place on an issue is at a party's position or an end of the box.
    candidates = np.clip(np.concatenate([position, low[:, None], high[:, None]], axis=1), low[:, None], high[:, None])
    lost = (weight[:, None] * np.abs(candidates[:, :, None] - position[:, None])).sum(axis=2).min(axis=1)
    bound = (best.multipliers * ceiling).sum(axis=1) - lost.sum(axis=1)
    assert best.margin[full] == pytest.approx(bound[full], abs=1e-7)


def test_the_point_lies_in_the_box_and_gives_the_margin(random_draws):
    problem, best = solved(random_draws(3, 200, 4, 6))
    position, rate, ceiling, low, high = problem
    full = (low <= high).all(axis=1)
    assert 0 < full.sum() < full.size
    assert np.isneginf(best.margin[~full]).all()
    assert np.isnan(best.point[~full]).all()
    assert (best.point[full] >= low[full]).all()
    assert (best.point[full] <= high[full]).all()
    margin = ceiling - (rate * np.abs(best.point[:, None] - position)).sum(axis=2)
    assert best.margin[full] == pytest.approx(margin.min(axis=1)[full], abs=1e-12)


def test_among_equals_it_is_better_for_the_others_and_near_the_reference():
    # Party 0 cares about issue 0 only and cannot gain more; issue 1 is then settled for party 1, issue 2 moves nobody.
    best = max_min(
        np.array([[[0.0, 0.0, 0.0], [0.0, 80.0, 0.0]]]),
        np.array([[[0.01, 0.0, 0.0], [0.0, 0.01, 0.0]]]),
        np.array([[0.1, 0.9]]),
        np.zeros((1, 3)),
        np.full((1, 3), 100.0),
        np.array([50.0, 50.0, 37.0]),
    )
    assert best.margin == pytest.approx(0.1)
    assert best.point == pytest.approx(np.array([[0.0, 80.0, 37.0]]))


def test_where_equal_pulls_leave_a_stretch_the_place_nearest_to_the_reference_is_taken():
    # Every point with coordinates between 20 and 60 that add up to 80 is as good for both.
    best = max_min(
        np.array([[[20.0, 20.0], [60.0, 60.0]]]),
        np.full((1, 2, 2), 0.005),
        np.ones((1, 2)),
        np.zeros((1, 2)),
        np.full((1, 2), 100.0),
        np.array([50.0, 30.0]),
    )
    assert best.margin == pytest.approx(0.8)
    assert best.point == pytest.approx(np.array([[50.0, 30.0]]))


def test_no_issue_can_be_moved_to_the_gain_of_others_at_no_loss_to_the_worst_off(random_draws):
    problem, best = solved(random_draws(9, 200, 5, 4, lines=0.0))
    position, rate, ceiling, _, _ = problem

    def margins_at(point):
        return ceiling - (rate * np.abs(point[:, None] - position)).sum(axis=2)

    now = margins_at(best.point)
    for k in range(position.shape[2]):
        for a in range(position.shape[1]):
            moved = best.point.copy()
            moved[:, k] = position[:, a, k]
            then = margins_at(moved)
            harmless = then.min(axis=1) >= best.margin - 1e-9
            assert (then.mean(axis=1) <= now.mean(axis=1) + 1e-3)[harmless].all()


def test_any_split_of_the_draws_gives_the_same_bits(random_draws):
    draws = random_draws(5, 40, 5, 7)
    _, whole = solved(draws)
    _, part = solved(draws.block(13, 29))
    np.testing.assert_array_equal(whole.point[13:29], part.point)
    np.testing.assert_array_equal(whole.margin[13:29], part.margin)


def test_what_the_kernel_leaves_unproven_the_general_solver_finishes(random_draws, monkeypatch):
    draws = random_draws(5, 20, 3, 4, lines=0.0)
    _, proven = solved(draws)

    def gives_up(*arrays):
        arrays[6][:] = -99.0
        arrays[-1][:] = False

    monkeypatch.setattr(column_generation, "solve_draws", gives_up)
    _, finished = solved(draws)
    assert finished.margin == pytest.approx(proven.margin, abs=1e-7)
    assert (finished.multipliers == 0).all()
