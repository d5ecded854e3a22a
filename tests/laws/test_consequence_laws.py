"""Laws of the consequence models: every signed factor moves its answer one way, limits hold, shares stay shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.consequences.parts.clauses import Held, clause_vocabulary
from detente.consequences.parts.coefficients import Coefficients, all_coefficients
from detente.consequences.parts.hazard import Reading, added_up, clause_effects
from detente.consequences.parts.regroup_clock import breaks_down, first_year, threshold
from detente.consequences.parts.weibull import at_least_wide, shared_out, survival, survival_at
from detente.consequences.precedent import similarity
from detente.consequences.reactions import following, vote
from detente.consequences.trust import posterior, weight
from detente.domain.forecast import Interval

share = st.floats(0.0, 1.0)
log_hazard = st.floats(-5.0, 2.0)
shape = st.floats(0.2, 1.0)
beta = st.floats(-3.0, 3.0)
DURABILITY = [row for row in all_coefficients().values() if row.model == "durability" and row.form == "ratio"]
NO_SIGN = {"D13", "D27"}  # not distinguishable from no effect, and the reading that there is none
LOWERS_RISK = {"D01", "D04", "D05", "D06", "D08", "D13", "D17", "D20", "D25", "D26", "D29"}
RAISES_RISK = {"D07", "D11", "D12", "D28"}


def one(*values: float) -> list[np.ndarray]:
    return [np.array([v]) for v in values]


@given(shape, log_hazard)
def test_a_peace_never_comes_back_to_life(rho, level):
    shares = survival(*one(rho, level), (0.0, 0.5, 1.0, 2.0, 5.0, 10.0))[0]
    assert shares[0] == 1
    assert np.all(np.diff(shares) <= 0)
    assert np.all((shares >= 0) & (shares <= 1))


@given(shape, st.floats(0.5, 10))
def test_without_hazard_it_holds_for_ever_and_with_boundless_hazard_not_at_all(rho, year):
    assert survival_at(*one(rho, -60.0), year)[0] == pytest.approx(1)
    assert survival_at(*one(rho, 20.0), year)[0] == pytest.approx(0)


@pytest.mark.parametrize("row", DURABILITY, ids=lambda row: row.id)
@given(rho=shape, level=log_hazard, less=st.floats(0, 3), more=st.floats(0, 3), year=st.floats(0.5, 10))
def test_every_signed_factor_moves_the_risk_one_way(row, rho, level, less, more, year):
    less, more = sorted((less, more))
    kept = [survival_at(*one(rho, level + row.log_mean * x), year)[0] for x in (less, more)]
    if row.id in LOWERS_RISK:
        assert kept[1] >= kept[0]
    elif row.id in RAISES_RISK:
        assert kept[1] <= kept[0]
    else:
        assert row.id in NO_SIGN
        assert row.log_mean == 0


@given(st.lists(beta, min_size=1, max_size=6), log_hazard, shape)
def test_what_is_shared_out_is_the_whole_change_in_any_order(betas, level, rho):
    effects = [np.array([b]) for b in betas]
    paid = [p[0] for p in shared_out(effects, *one(level, rho), 5.0)]
    start, end = (survival_at(*one(rho, level + x), 5.0)[0] for x in (0.0, sum(betas)))
    assert sum(paid) == pytest.approx(end - start, abs=1e-6)
    backwards = [p[0] for p in shared_out(effects[::-1], *one(level, rho), 5.0)][::-1]
    assert paid == pytest.approx(backwards, abs=1e-9)
    for effect, part in zip(betas, paid, strict=True):
        assert part * effect <= 1e-12  # what adds to the hazard never adds to peace


@given(share, share, st.floats(0, 0.9))
def test_an_interval_is_never_narrower_than_stated_and_stays_a_share(a, b, least):
    low, high = sorted((a, b))
    wide = at_least_wide(Interval(low, (low + high) / 2, high), least)
    assert wide.high - wide.low >= max(least, high - low) - 1e-9
    assert 0 <= wide.low <= wide.high <= 1
    assert wide.low <= low + 1e-12
    assert wide.high >= high - 1e-12


PROTECTING = ["peacekeepers", "enforcement_mandate", "political_settlement", "joint_commission", "civil_society",
              "demilitarised_zone", "inspections", "security_guarantee"]  # fmt: skip


@given(st.sets(st.sampled_from(PROTECTING)), st.sampled_from(PROTECTING), st.floats(0.05, 1.0))
def test_adding_a_protecting_clause_never_lowers_the_mean_chance_of_peace(have, more, degree):
    coefficients = Coefficients(draws=2000)
    reading = Reading("", "", ("strong_treaties_matter", "deaths_civil"))

    def kept(keys, added=()):
        held = [Held(clause_vocabulary()[k], 1.0, "") for k in sorted(keys)] + list(added)
        total = added_up(clause_effects(coefficients, held, reading), coefficients.draws)
        return survival_at(np.full(2000, 0.49), np.full(2000, -0.7) + total, 5.0).mean()

    if more not in have and not (more == "peacekeepers" and "enforcement_mandate" in have):
        extra = Held(clause_vocabulary()[more], 1.0 if more == "enforcement_mandate" else degree, "")
        assert kept(have, [extra]) >= kept(have) - 1e-9


@given(share, share, share, st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 0.3))
def test_the_regroup_clock_is_monotone(discount, now, later, declining, riser, more):
    pays = breaks_down(*one(discount, now, later, declining, riser))[0]
    assert breaks_down(*one(discount, now, min(1.0, later + more), declining, riser))[0] >= pays
    assert breaks_down(*one(discount, min(1.0, now + more), later, declining, riser))[0] <= pays
    assert breaks_down(*one(discount, now, later, declining + more, riser))[0] <= pays
    assert breaks_down(*one(discount, now, later, declining, riser + more))[0] <= pays


@given(share, share, st.floats(0, 0.5), st.floats(0, 0.5))
def test_no_future_and_no_shift_mean_peace(now, later, declining, riser):
    assert not breaks_down(*one(0.0, now, later, declining, riser))[0]
    assert not breaks_down(*one(1.0, now, now, declining, riser))[0]


@given(st.floats(0.05, 1.0), share, st.floats(0, 0.5), st.floats(0, 0.5))
def test_the_threshold_is_where_re_attack_begins_to_pay(discount, now, declining, riser):
    at = threshold(*one(discount, now, declining, riser))[0]
    assert breaks_down(*one(discount, now, at + 1e-6, declining, riser))[0]
    assert not breaks_down(*one(discount, now, at - 1e-6, declining, riser))[0]


@given(st.lists(st.booleans(), min_size=4, max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_more_ways_to_pay_never_make_the_date_later(some, others):
    years = np.arange(1.0, 5.0)
    fewer, more = np.array([some]), np.array([some]) | np.array([others])
    early, late = (np.nan_to_num(first_year(p, years), nan=np.inf)[0] for p in (more, fewer))
    assert early <= late


@given(st.floats(0, 5), st.floats(0, 5), st.floats(0, 5))
def test_promises_kept_raise_trust_and_broken_ones_lower_it(kept, reneged, more):
    def mean(k, r):
        a, b = posterior(*one(k, r))
        return (a / (a + b))[0]

    rounding = 1e-12
    assert mean(kept + more, reneged) + rounding >= mean(kept, reneged) >= mean(kept, reneged + more) - rounding
    assert 0 < mean(kept, reneged) < 1


@given(st.floats(0, 5))
def test_trust_has_no_limit_but_one_and_zero(before):
    kept, broken = (posterior(*one(*pair)) for pair in ((1e9, before), (before, 1e9)))
    assert (kept[0] / (kept[0] + kept[1]))[0] == pytest.approx(1, abs=1e-6)
    assert (broken[0] / (broken[0] + broken[1]))[0] == pytest.approx(0, abs=1e-6)


@given(share, share, share, st.floats(0, 30), st.floats(0.5, 30), st.floats(0, 10))
def test_what_one_learns_falls_with_age_with_hard_times_and_with_distance(likeness, less, hard, age, memory, older):
    near, far = max(likeness, less), min(likeness, less)
    found = weight(*one(near, hard), age, memory)[0]
    assert 0 <= found <= 1
    assert weight(*one(far, hard), age, memory)[0] <= found
    assert weight(*one(near, hard), age + older, memory)[0] <= found
    assert weight(*one(near, 1.0), age, memory)[0] == 0


@given(st.floats(-3, 3), st.floats(0, 2), st.floats(0.01, 1), st.floats(-2, 2), st.floats(0, 4), st.floats(0, 6))
def test_states_nearer_the_texts_side_support_it_more_and_condemn_it_less(ideal, more, lean, shift, slope, gap):
    support, abstain, condemn = (v[0] for v in vote(*one(ideal, lean, shift, 0.1, slope, gap)))
    nearer = [v[0] for v in vote(*one(ideal + more, lean, shift, 0.1, slope, gap))]
    harsher = [v[0] for v in vote(*one(ideal, lean, shift - more, 0.1, slope, gap))]
    assert nearer[0] >= support >= harsher[0]
    assert nearer[2] <= condemn <= harsher[2]
    assert support + abstain + condemn == pytest.approx(1)
    assert min(support, abstain, condemn) >= 0


@given(st.floats(-3, 3), share, share, st.sampled_from(["support", "abstain", "condemn"]))
def test_the_more_one_follows_the_more_one_does_as_the_patron(ideal, phi, other, declared):
    own = vote(*one(ideal, 1.0, 0.0, 0.1, 2.69, 4.9))
    at = ("support", "abstain", "condemn").index(declared)
    less, more = sorted((phi, other))
    led = [following(own, {"p": np.array([x])}, {"p": declared})[at][0] for x in (0.0, less, more, 1.0)]
    assert led == sorted(led)
    assert led[0] == pytest.approx(own[at][0])
    assert led[-1] == pytest.approx(1)


features = st.dictionaries(st.sampled_from("abcdef"), share, min_size=1)


@given(features, features)
def test_similarity_is_mutual_and_a_share(here, there):
    assert similarity(here, there) == pytest.approx(similarity(there, here))
    assert -1e-12 <= similarity(here, there) <= 1 + 1e-12
    assert similarity(here, here) == pytest.approx(1)
