import numpy as np
import pytest

from detente.agreement.judge import judge


@pytest.fixture
def dispute(make_draws):
    """Two parties at the ends of two issues, the status quo in the middle; b will not go below 40 on issue 0."""
    return make_draws([[0.0, 0.0], [100.0, 100.0]], low=[[-np.inf, -np.inf], [40.0, -np.inf]], cost=0.1, reference=50.0)


def test_margins_in_points(dispute, make_case):
    judged = judge(dispute, make_case({"trade": {"issue0": 40.0, "issue1": 50.0}}))
    # Each issue is half of the utility: ten points of scale are five points of utility; ending no deal is worth ten.
    assert judged.margin[0, 0] == pytest.approx([15.0, 5.0])
    assert judged.acceptable.all()


def test_a_red_line_is_a_veto_however_good_the_rest(dispute, make_case):
    judged = judge(dispute, make_case({"over": {"issue0": 39.9, "issue1": 90.0}}))
    assert judged.margin[0, 0, 1] > 20
    assert judged.crossed[0, 0].tolist() == [[False, False], [True, False]]
    assert not judged.acceptable.any()


def test_silence_leaves_an_issue_at_the_reference_point_and_that_may_cross_a_line(make_draws, make_case):
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], low=[[-np.inf] * 2, [60.0, -np.inf]], cost=0.4)
    judged = judge(draws, make_case({"silent": {"issue1": 50.0}, "named": {"issue0": 60.0}}))
    assert judged.crossed[0, 0, 1].tolist() == [True, False]
    assert judged.acceptable.tolist() == [[False, True]]


def test_the_empty_package_is_no_deal(dispute, make_case):
    judged = judge(dispute, make_case({"nothing": {}}))
    assert (judged.margin == 0.0).all()
    assert not judged.crossed.any()
    assert not judged.acceptable.any()


def test_the_cost_goes_on_unless_the_package_settles_what_ends_it(dispute, make_case):
    packages = {"both": {"issue0": 50.0, "issue1": 50.0}, "other": {"issue1": 50.0}}
    judged = judge(dispute, make_case(packages, ended_by=("issue0",)))
    assert judged.margin[0] == pytest.approx(np.array([[10.0, 10.0], [0.0, 0.0]]))
    assert judged.acceptable.tolist() == [[True, False]]
    assert judge(dispute, make_case(packages)).acceptable.tolist() == [[True, True]]
    either = make_case(packages, ended_by=("issue0", "issue1"))  # settling one of several is enough
    assert judge(dispute, either).acceptable.tolist() == [[True, True]]


def test_others_cannot_veto_but_their_crossings_are_reported(make_draws, make_case):
    draws = make_draws([[0.0], [100.0]], low=[[-np.inf], [60.0]], cost=0.1, required=[True, False])
    judged = judge(draws, make_case({"p": {"issue0": 50.0}}))
    assert judged.acceptable.all()
    assert judged.crossed[0, 0, 1, 0]


def test_a_tie_is_not_a_gain(make_draws, make_case):
    draws = make_draws([[0.0], [100.0]], cost=[0.1, 0.0])
    judged = judge(draws, make_case({"as-it-is": {"issue0": 50.0}}))
    assert judged.margin[0, 0].tolist() == [10.0, 0.0]
    assert not judged.acceptable.any()
