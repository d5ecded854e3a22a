"""Reactions: the six votes' model, and the vote in which a patron changed sides.

The golden case is a stand-in of the shape of two votes on one war: 141 for and 7 against, then, after one patron has
changed sides and some of its followers with it, 93 for, 18 against, 65 abstaining. States and ideal points are made up.
"""

from __future__ import annotations

import copy

import numpy as np
import pytest
from made_up_case import CASE, made_up_case
from scipy.special import expit

from detente.consequences.answer import answer_consequences
from detente.consequences.parts.coefficients import all_coefficients
from detente.consequences.reactions import following, vote

A, B, GAP = (all_coefficients()[key].mean for key in ("R01a", "R01b", "R02"))
STATES = 176
AGAINST_BEFORE, AGAINST_AFTER, MOST_LIKELY = 7, 18, 40
CLIENTS = 20


def golden():
    """176 states: seven far out against the text, a patron and twenty clients near the other end, the rest between.

    Of the patron and its clients eleven changed to no; which ones is known only afterwards.
    """
    random = np.random.default_rng(20250224)
    ideal = np.concatenate(
        [
            np.linspace(-2.4, -1.7, AGAINST_BEFORE),
            [2.4],
            random.uniform(-0.2, 1.4, CLIENTS),
            np.sort(random.normal(0.35, 0.85, STATES - AGAINST_BEFORE - 1 - CLIENTS)).clip(-1.6, 2.2),
        ]
    )
    patron = AGAINST_BEFORE
    clients = np.arange(patron + 1, patron + 1 + CLIENTS)
    no = np.zeros(STATES, dtype=bool)
    no[: AGAINST_BEFORE + 1] = True
    no[random.choice(clients, AGAINST_AFTER - AGAINST_BEFORE - 1, replace=False)] = True
    return ideal, patron, clients, no


def condemn_probabilities(*, with_patron):
    ideal, patron, clients, _ = golden()
    own = vote(ideal, np.ones(STATES), np.zeros(STATES), np.full(STATES, A), np.full(STATES, B), np.full(STATES, GAP))
    if not with_patron:
        return own[2]
    phi = np.zeros(STATES)
    phi[clients], phi[patron] = 0.5, 1.0
    return following(own, {"patron": phi}, {"patron": "condemn"})[2]


def found_among_the_most_likely(probability):
    no = golden()[3]
    return int(no[np.argsort(-probability, kind="stable")[:MOST_LIKELY]].sum())


def test_the_stand_in_has_the_shape_of_the_two_votes():
    ideal, _, clients, no = golden()
    assert no.sum() == AGAINST_AFTER
    assert len(clients) == CLIENTS > no[clients].sum()
    support = expit(A + B * ideal).sum()
    assert 93 < support < 141


def test_without_the_patron_term_the_golden_case_fails():
    assert found_among_the_most_likely(condemn_probabilities(with_patron=False)) < 14


def test_with_the_patron_term_it_passes():
    assert found_among_the_most_likely(condemn_probabilities(with_patron=True)) >= 14


def test_support_is_the_published_logit():
    ideal = np.array([-1.0, 0.0, 1.5])
    support, abstain, condemn = vote(ideal, *(np.full(3, v) for v in (1.0, 0.0, 0.10, 2.69, GAP)))
    assert support == pytest.approx(1 / (1 + np.exp(-(0.10 + 2.69 * ideal))))
    assert support + abstain + condemn == pytest.approx(np.ones(3))


def test_patrons_that_have_not_declared_move_nobody():
    own = vote(*(np.array([v]) for v in (0.5, 1.0, 0.0, A, B, GAP)))
    assert following(own, {"patron": np.array([0.9])}, {}) is own
    led = following(own, {"patron": np.array([1.0])}, {"patron": "abstain"})
    assert [float(v[0]) for v in led] == [0.0, 1.0, 0.0]


def test_followers_of_several_patrons_share_their_attention():
    own = vote(*(np.array([v]) for v in (0.5, 1.0, 0.0, A, B, GAP)))
    led = following(own, {"x": np.array([0.9]), "y": np.array([0.6])}, {"x": "support", "y": "condemn"})
    assert sum(float(v[0]) for v in led) == pytest.approx(1.0)
    assert led[0][0] / led[2][0] == pytest.approx(1.5)


def reactions(**audience):
    facts = copy.deepcopy(CASE["consequences"]["audience"]) | audience
    case = made_up_case(consequences={"audience": facts}, scenarios={})
    return {p.package: p for p in answer_consequences(case, draws=500).reactions.packages}


def test_shares_are_of_members_and_add_up():
    for package in reactions().values():
        assert package.support.mean + package.abstain.mean + package.condemn.mean == pytest.approx(1.0)
        assert sum(b.members for b in package.blocs) == 96
        for state in (*package.states, *package.blocs):
            assert state.support + state.abstain + state.condemn == pytest.approx(1.0)


def test_a_text_turns_the_ends_of_the_scale_about():
    one, other = (reactions(lean={"freeze": lean})["freeze"] for lean in (1, -1))
    north = [next(s for s in p.states if s.state == "north") for p in (one, other)]
    assert north[0].support > 0.9
    assert north[1].support < 0.1


def test_a_follower_goes_with_its_patron():
    told, silent = reactions()["surrender"], reactions(declared={})["surrender"]
    isle = [next(s for s in p.states if s.state == "isle") for p in (told, silent)]
    assert isle[0].support > isle[1].support + 0.4
    assert isle[0].patron == "meridia"
    assert isle[1].patron == ""


def test_condemnation_costs_what_the_condemners_would_give():
    kind, harsh = (reactions(harshness={"surrender": h})["surrender"] for h in (0, 1))
    assert harsh.withheld.mean > kind.withheld.mean
    assert harsh.legitimacy.mean < kind.legitimacy.mean
    assert kind.legitimacy.mean == pytest.approx(kind.support.mean - kind.condemn.mean)
