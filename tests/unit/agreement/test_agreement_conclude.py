import dataclasses

import numpy as np
import pytest

from detente.agreement.conclude import conclude
from detente.agreement.judge import judge
from detente.domain.forecast import Interval


@pytest.fixture
def dispute(make_draws):
    """Ten draws of two parties and a bystander on one issue; b's line at 40 is firm in seven of them."""
    low = np.full((10, 3, 1), -np.inf)
    low[:7, 1] = 40.0
    position = np.array([[[0.0], [100.0], [50.0]]] * 10)
    cost = np.column_stack([np.linspace(0.10, 0.19, 10), np.full(10, 0.2), np.zeros(10)])
    return make_draws(position, low=low, cost=cost, required=[True, True, False])


PACKAGES = {
    "low": {"issue0": 35.0},
    "freeze": {"issue0": 50.0},
    "nothing": {},
    "high": {"title": "All of it", "issue0": 100.0},
}


@pytest.fixture
def zone(dispute, make_case):
    case = make_case(PACKAGES)
    return conclude(judge(dispute, case), dispute, case)


def test_packages_are_sorted_by_the_worst_off_party(zone):
    assert [verdict.package for verdict in zone.packages] == ["freeze", "low", "nothing", "high"]
    assert [verdict.worst_margin.mid for verdict in zone.packages] == pytest.approx([14.5, 5.0, 0.0, -35.5])
    assert [verdict.worst_off for verdict in zone.packages] == ["a", "b", "a", "a"]


def test_a_verdict_says_who_gains_who_refuses_and_how_often(zone):
    low = zone.packages[1]
    assert low.acceptable.share == pytest.approx(0.3)
    assert low.acceptable.n == 10
    assert low.gains == {"a": 1.0, "b": 1.0, "c": 0.0}
    assert [(c.actor, c.issue, c.share) for c in low.crossed] == [("b", "issue0", pytest.approx(0.7))]
    assert low.margins["c"] == Interval(pytest.approx(-30.0), pytest.approx(-30.0), pytest.approx(-30.0))


def test_intervals_are_the_central_eighty_per_cent(zone):
    assert zone.packages[0].margins["a"].low == pytest.approx(10.9)
    assert zone.packages[0].margins["a"].high == pytest.approx(18.1)


def test_titles_come_from_the_case(zone):
    assert zone.packages[-1].title == "All of it"


def test_the_zone_names_the_required_and_where_its_best_deal_lands(zone):
    assert zone.required == ("a", "b")
    assert zone.exists.share == 1.0
    assert zone.blocks == ()
    # a gains cost_a + (50 - x), b gains 20 + (x - 50): equal at x = 50 + (cost_a - 20) / 2.
    assert zone.best["issue0"].mid == pytest.approx(47.25)


def test_without_a_zone_there_is_no_best_deal_but_what_blocks_it(dispute, make_case):
    low, high = np.full((10, 3, 1), -np.inf), np.full((10, 3, 1), np.inf)
    low[:, 1], high[:, 0] = 40.0, 30.0
    shut = dataclasses.replace(dispute, red_line_low=low, red_line_high=high)
    zone = conclude(judge(shut, make_case()), shut, make_case())
    assert zone.exists.share == 0.0
    assert zone.best == {}
    assert zone.packages == ()
    assert (("a", "issue0"), ("b", "issue0")) in [block.demands for block in zone.blocks]


def test_everything_is_a_plain_value(zone):
    for verdict in zone.packages:
        for number in (*verdict.gains.values(), verdict.acceptable.share, verdict.worst_margin.mid):
            assert type(number) is float
        for crossing in verdict.crossed:
            assert type(crossing.share) is float
