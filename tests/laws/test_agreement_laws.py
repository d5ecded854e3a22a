"""What must hold of agreements whatever the case (reference: Fearon 1995; red lines as vetoes).

Numbers are drawn from coarse grids on purpose: ties, touching red lines and indifferent parties come up all the time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from builders import draws_with
from detente.agreement.blocks import minimal_sets
from detente.agreement.demands import Demands
from detente.agreement.egalitarian import max_min
from detente.agreement.judge import Judgement, judge
from detente.agreement.linear_program import max_min_by_linear_program
from detente.agreement.margins import GAIN_TOLERANCE
from detente.agreement.relaxations import SIDES, relaxations
from detente.agreement.zone import reach, required_parties
from detente.domain.case import Case, CaseInfo
from detente.domain.draws import Draws

# The type checker of the tests samples arrays at random while draws are built; it decides nothing.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")

LAW = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def negotiations(draw: st.DrawFn, most_actors: int = 4) -> Draws:
    n, actors, issues = draw(st.integers(1, 3)), draw(st.integers(2, most_actors)), draw(st.integers(1, 4))
    shape = (n, actors, issues)

    def grid(dimensions, low, high, step):
        return draw(arrays(np.int64, dimensions, elements=st.integers(low, high))) * float(step)

    lines = grid(shape, 0, 10, 10)
    kind = draw(arrays(np.int64, shape, elements=st.sampled_from([0, 0, 0, 1, 2])))
    return draws_with(
        actors=tuple(f"actor{a}" for a in range(actors)),
        issues=tuple(f"issue{k}" for k in range(issues)),
        position=grid(shape, 0, 20, 5),
        salience=grid(shape, 0, 4, 0.25),
        red_line_low=np.where(kind == 1, lines, -np.inf),
        red_line_high=np.where(kind == 2, lines, np.inf),
        cost_of_continuing=grid((n, actors), 0, 6, 0.05),
        reference_point=grid(issues, 0, 10, 10),
        present=draw(arrays(np.bool_, (actors, issues), elements=st.sampled_from([True, True, True, False]))),
        required=np.arange(actors) < draw(st.integers(1, actors)),
    )


@st.composite
def packages(draw: st.DrawFn, issues: tuple[str, ...]) -> dict[str, dict[str, float]]:
    provisions = st.dictionaries(st.sampled_from(issues), st.integers(0, 20).map(lambda v: v * 5.0))
    return {f"p{i}": draw(provisions) for i in range(3)}


def case_of(provisions: dict[str, dict[str, float]], ended_by: tuple[str, ...] = ()) -> Case:
    info = CaseInfo(id="law", title="Law", as_of=dt.date(2025, 1, 1))
    return Case.model_validate({"case": info, "packages": provisions, "ended_by": ended_by})


def judged(draws: Draws, provisions: dict[str, dict[str, float]] | None = None) -> Judgement:
    return judge(draws, case_of(provisions or {}))


@LAW
@given(st.data())
def test_no_sweetener_buys_off_a_red_line(data):
    draws = data.draw(negotiations())
    draft = data.draw(packages(draws.issues))["p0"]
    sweetener = {k: v for k, v in data.draw(packages(draws.issues))["p1"].items() if k not in draft}
    answer = judged(draws, {"draft": draft, "sweetened": {**draft, **sweetener}})
    named = [k for k, issue in enumerate(draws.issues) if issue in draft]
    refused = answer.crossed[:, 0][:, draws.required][:, :, named].any(axis=(1, 2))
    assert not answer.acceptable[refused].any()


def test_a_sweetener_all_welcome_raises_every_margin_and_changes_no_veto():
    draws = replace(
        _two_parties([10.0, 90.0], [10.0, 90.0]), red_line_high=np.array([[[40.0, np.inf], [np.inf, np.inf]]])
    )
    draws = replace(draws, position=np.array([[[10.0, 100.0], [90.0, 100.0]]]))
    answer = judged(draws, {"draft": {"issue0": 45.0}, "sweetened": {"issue0": 45.0, "issue1": 100.0}})
    assert (answer.margin[0, 1] > answer.margin[0, 0]).all()
    assert (answer.margin[0, 1] > 0).all()
    assert not answer.acceptable.any()


@LAW
@given(st.data())
def test_the_empty_package_is_no_deal(data):
    draws = data.draw(negotiations())
    ended_by = tuple(data.draw(st.lists(st.sampled_from(draws.issues), unique=True)))
    answer = judge(draws, case_of({"empty": {}}, ended_by))
    assert (answer.margin == 0.0).all()
    assert not answer.acceptable.any()
    assert not answer.crossed.any()


@LAW
@given(st.data())
def test_one_more_veto_never_opens_anything(data):
    draws = data.draw(negotiations())
    assume(not draws.required.all())
    drafts = data.draw(packages(draws.issues))
    with_one_more = draws.required.copy()
    with_one_more[data.draw(st.sampled_from(list(np.flatnonzero(~draws.required))))] = True
    fewer, more = judged(draws, drafts), judged(replace(draws, required=with_one_more), drafts)
    assert (more.exists <= fewer.exists).all()
    assert (more.acceptable <= fewer.acceptable).all()
    assert (more.best_margin <= fewer.best_margin + 1e-6).all()


@LAW
@given(st.data())
def test_loosening_a_red_line_never_closes_anything(data):
    draws = data.draw(negotiations())
    drafts = data.draw(packages(draws.issues))
    slack = data.draw(arrays(np.int64, draws.position.shape, elements=st.sampled_from([0, 0, 10, 1000])))
    looser = replace(draws, red_line_low=draws.red_line_low - slack, red_line_high=draws.red_line_high + slack)
    tight, loose = judged(draws, drafts), judged(looser, drafts)
    assert (tight.exists <= loose.exists).all()
    assert (tight.acceptable <= loose.acceptable).all()


@LAW
@given(st.data())
def test_a_dearer_no_deal_never_closes_anything(data):
    draws = data.draw(negotiations())
    drafts = data.draw(packages(draws.issues))
    more = data.draw(arrays(np.int64, draws.cost_of_continuing.shape, elements=st.integers(0, 3))) * 0.05
    now = judged(draws, drafts)
    later = judged(replace(draws, cost_of_continuing=draws.cost_of_continuing + more), drafts)
    assert (now.exists <= later.exists).all()
    assert (now.acceptable <= later.acceptable).all()


@LAW
@given(st.data())
def test_the_order_of_actors_and_issues_does_not_matter(data):
    draws = data.draw(negotiations())
    drafts = data.draw(packages(draws.issues))
    actors = data.draw(st.permutations(range(len(draws.actors))))
    issues = data.draw(st.permutations(range(len(draws.issues))))
    by_both = {
        name: getattr(draws, name)[:, actors][:, :, issues]
        for name in ("position", "salience", "capability", "red_line_low", "red_line_high")
    }
    by_issue = {name: getattr(draws, name)[issues] for name in ("scale_low", "scale_high", "reference_point")}
    turned = replace(
        draws,
        **by_both,
        **by_issue,
        actors=tuple(draws.actors[a] for a in actors),
        issues=tuple(draws.issues[k] for k in issues),
        cost_of_continuing=draws.cost_of_continuing[:, actors],
        present=draws.present[actors][:, issues],
        required=draws.required[actors],
        at_table=draws.at_table[actors],
    )
    before, after = judged(draws, drafts), judged(turned, drafts)
    np.testing.assert_array_equal(before.exists, after.exists)
    np.testing.assert_allclose(before.best_margin, after.best_margin, atol=1e-5)
    np.testing.assert_allclose(before.margin[:, :, actors], after.margin, atol=1e-9)
    np.testing.assert_array_equal(before.acceptable, after.acceptable)
    np.testing.assert_array_equal(before.crossed[:, :, actors][:, :, :, issues], after.crossed)


@LAW
@given(negotiations(), st.floats(0.1, 20), st.floats(-500, 500))
def test_units_of_a_scale_do_not_matter(draws, factor, shift):
    def changed(values):
        return values * factor + shift

    names = ("position", "red_line_low", "red_line_high", "scale_low", "scale_high", "reference_point")
    elsewhere = replace(draws, **{name: changed(getattr(draws, name)) for name in names})
    before, after = judged(draws), judged(elsewhere)
    np.testing.assert_allclose(before.best_margin, after.best_margin, atol=1e-5)
    np.testing.assert_array_equal(before.exists, after.exists)


@LAW
@given(st.data())
def test_those_not_required_change_neither_zone_nor_verdict(data):
    draws = data.draw(negotiations())
    drafts = data.draw(packages(draws.issues))
    others = ~draws.required[None, :, None]
    absent = replace(
        draws,
        position=np.where(others, 0.0, draws.position),
        red_line_low=np.where(others, 100.0, draws.red_line_low),
        salience=np.where(others, 1.0, draws.salience),
    )
    before, after = judged(draws, drafts), judged(absent, drafts)
    np.testing.assert_array_equal(before.best_margin, after.best_margin)
    np.testing.assert_array_equal(before.acceptable, after.acceptable)


@LAW
@given(negotiations())
def test_a_zone_exists_exactly_where_a_linear_programme_finds_one(draws):
    answer, parties = judged(draws), required_parties(draws)
    low, high = parties.box()
    for n in range(draws.n):
        found = False
        if (low[n] <= high[n]).all():
            margin, _ = max_min_by_linear_program(
                parties.position[n], parties.rate[n], parties.ceiling[n], low[n], high[n]
            )
            found = margin > GAIN_TOLERANCE
        assert answer.exists[n] == found


@LAW
@given(negotiations())
def test_the_best_deal_is_a_deal(draws):
    """Written down as a package it is acceptable, and the worst-off party gains what was said."""
    answer = judged(draws)
    assert ((answer.best >= 0) & (answer.best <= 100))[answer.exists].all()
    for n in np.flatnonzero(answer.exists):
        package = {issue: float(v) for issue, v in zip(draws.issues, answer.best[n], strict=True)}
        signed = judged(draws.block(int(n), int(n) + 1), {"best": package})
        assert signed.acceptable.all()
        assert signed.margin[0, 0, draws.required].min() == pytest.approx(answer.best_margin[n], abs=1e-9)


@LAW
@given(st.data())
def test_an_acceptable_package_proves_a_zone(data):
    draws = data.draw(negotiations())
    answer = judged(draws, data.draw(packages(draws.issues)))
    assert (answer.acceptable.any(axis=1) <= answer.exists).all()


@LAW
@given(negotiations(most_actors=3))
def test_what_blocks_a_deal_blocks_it_and_nothing_in_it_is_idle(draws):
    answer, parties = judged(draws), required_parties(draws)
    for n in range(draws.n):
        demands = Demands.of(parties, n)
        found = minimal_sets(parties, n)
        assert bool(found) == (not answer.exists[n])
        pairs = demands.pairs(demands.everything)
        for blocking in found:
            bits = [1 << pairs.index(pair) for pair in blocking]
            assert demands.conflict(sum(bits))
            assert not any(demands.conflict(sum(bits) - bit) for bit in bits)


@LAW
@given(negotiations(most_actors=3))
def test_a_single_step_opens_the_zone_exactly_where_it_is_said_to(draws):
    """Every demand of every required party, relaxed by itself: enough, just not enough, or never enough."""
    parties = required_parties(draws)
    without = np.flatnonzero(~reach(parties).exists)
    found = relaxations(parties, without)
    sizes = {
        (int(n), int(a), int(k), SIDES[side]): float(size)
        for n, a, k, side, size in zip(found.draw, found.party, found.issue, found.side, found.size, strict=True)
    }
    for n in without.tolist():
        for a, actor in enumerate(parties.index):
            for k in range(len(draws.issues) + 1):
                for side in ("min", "max") if k < len(draws.issues) else ("",):
                    size = sizes.get((n, a, k, side))
                    if size is None:
                        assert not relaxed_has_zone(draws, n, actor, k, side, 1000.0)
                    else:
                        assert relaxed_has_zone(draws, n, actor, k, side, size + 1e-4)
                        assert size < 2e-4 or not relaxed_has_zone(draws, n, actor, k, side, size - 1e-4)


def relaxed_has_zone(draws: Draws, n: int, actor: int, k: int, side: str, size: float) -> bool:
    one = draws.block(n, n + 1)
    low, high, cost = one.red_line_low.copy(), one.red_line_high.copy(), one.cost_of_continuing.copy()
    if side == "min":
        low[0, actor, k] -= size
    elif side == "max":
        high[0, actor, k] += size
    else:
        cost[0, actor] += size
    return bool(judged(replace(one, red_line_low=low, red_line_high=high, cost_of_continuing=cost)).exists[0])


@given(
    p=st.integers(0, 20).map(lambda v: v / 20),
    cost_a=st.integers(1, 6).map(lambda v: v / 20),
    cost_b=st.integers(1, 6).map(lambda v: v / 20),
    x=st.integers(0, 200).map(lambda v: v / 200),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_two_parties_and_one_issue_have_fearons_bargaining_range(p, cost_a, cost_b, x):
    """Fearon 1995, International Organization 49:379, p. 387: p - c_A < x < p + c_B."""
    draws = replace(
        _two_parties([1.0], [0.0]),
        scale_high=np.ones(1),
        reference_point=np.array([p]),
        cost_of_continuing=np.array([[cost_a, cost_b]]),
    )
    answer = judged(draws, {"x": {"issue0": x}})
    assert answer.exists.all()
    assert answer.margin[0, 0] == pytest.approx([100 * (x - p + cost_a), 100 * (p + cost_b - x)])
    if min(abs(x - p + cost_a), abs(x - p - cost_b)) > 1e-5:
        assert answer.acceptable[0, 0] == (p - cost_a < x < p + cost_b)


@LAW
@given(negotiations(), st.integers(0, 2**32 - 1))
def test_no_point_tried_at_random_does_better_for_the_worst_off(draws, seed):
    parties = required_parties(draws)
    low, high = parties.box()
    best = max_min(parties.position, parties.rate, parties.ceiling, low, high, parties.reference_point)
    within = np.random.default_rng(seed).uniform(size=(200, draws.n, len(draws.issues)))
    tried = low + within * (high - low)
    lost = (parties.rate * np.abs(tried[:, :, None] - parties.position)).sum(axis=3)
    worst = (parties.ceiling - lost).min(axis=2).max(axis=0)
    open_ = (low <= high).all(axis=1)
    assert (worst[open_] <= best.margin[open_] + 1e-7).all()


def _two_parties(first: list[float], second: list[float]) -> Draws:
    position = np.array([[first, second]])
    issues = position.shape[2]
    return draws_with(
        actors=("a", "b"),
        issues=tuple(f"issue{k}" for k in range(issues)),
        position=position,
        cost_of_continuing=0.1,
        reference_point=50.0,
    )
