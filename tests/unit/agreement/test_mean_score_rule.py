"""Why a red line is a veto and not a low score: a made-up draft space of 20 clauses and 4 parties, all drafts of it.

The shape is that of the public simulator of the CSIS Futures Lab (2025); all numbers here are our own. Its rule accepts
a draft when every party's unweighted mean score of the clauses in it reaches a threshold.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from builders import draws_with
from detente.agreement.draft_scores import accepted, allowed
from detente.agreement.draft_search import try_all_drafts
from detente.agreement.draft_space import draft_space
from detente.agreement.draft_tables import draft_tables
from detente.agreement.package_search import search_packages
from detente.agreement.zone import required_parties
from detente.domain.case import Case, CaseInfo

CLAUSES, PARTIES = 20, 4
THRESHOLD = 0.0
SWEETENER = 19
"""Liked by all four parties."""

# Scores from -3 (a red line) to 3, a row a party; the last clause is welcome to everybody.
SCORES = np.array(
    [
        [3, 2, -3, 1, -1, 2, 0, -2, 1, 3, -1, 1, 2, -3, 0, 1, -2, 2, 1, 2],
        [-3, 1, 2, -1, 2, -2, 1, 3, 0, -3, 2, -1, 1, 3, 1, -2, 2, 0, 1, 2],
        [1, 1, 0, 1, 2, 1, -3, 0, 2, 1, 0, 2, -1, 0, 2, 1, 1, 1, -1, 3],
        [0, -1, 2, 2, 1, -1, 2, 1, -3, 0, 1, 2, 1, 1, -1, 2, 0, 1, 2, 2],
    ]
)
EXCLUDED = ((0, 2), (1, 9), (4, 5), (7, 13), (10, 16), (12, 3))


@pytest.fixture(scope="module")
def everything():
    """The case, its draws (one), and all drafts that keep the exclusions: as clauses in or out, and judged by us."""
    names = tuple(f"c{i:02d}" for i in range(CLAUSES))
    case = Case.model_validate(
        {
            "case": CaseInfo(id="mean", title="Mean scores", as_of=dt.date(2025, 1, 1)),
            "issues": {n: {"question": "?", "scale": {0: "out", 100: "in"}, "reference_point": 0} for n in names},
            "provisions": {
                name: {
                    "issue": name,
                    "at": 100,
                    "excludes": [names[b] for a, b in EXCLUDED if names[a] == name],
                }
                for name in names
            },
        }
    )
    wants = np.where(SCORES > 0, 100.0, 0.0)[None]
    draws = draws_with(
        actors=("first", "second", "third", "fourth"),
        issues=names,
        position=wants,
        salience=np.abs(SCORES)[None] / 3.0,
        red_line_high=np.where(SCORES == -3, 50.0, np.inf)[None],
        cost_of_continuing=0.05,
    )
    parties = required_parties(draws)
    space = draft_space(case, draws, parties)
    tables = draft_tables(space, parties)
    bits = (np.arange(1, 2**CLAUSES)[:, None] >> np.arange(CLAUSES)) & 1
    clause = [option[0].issue for option in space.slots]
    drafts = bits[:, clause].astype(np.int64)
    kept = allowed(tables, drafts)
    return case, draws, tables, bits[kept].astype(bool), accepted(tables, drafts[kept])[:, 0]


def mean_rule(held):
    scores = held @ SCORES.T / held.sum(axis=1)[:, None]
    return (scores >= THRESHOLD).all(axis=1)


def test_the_mean_score_rule_accepts_thousands_of_drafts_that_cross_a_red_line_and_ours_none(everything):
    _, _, _, held, ours = everything
    crossed = held @ (SCORES == -3).any(axis=0) > 0
    theirs = mean_rule(held)
    assert held.shape[0] == 186_623
    assert int(theirs.sum()) == 127_773
    assert int((theirs & crossed).sum()) == 121_903
    assert int(ours.sum()) == 6_440
    assert not (ours & crossed).any()


def test_adding_a_clause_all_like_rescues_thousands_of_drafts_by_the_mean_and_none_of_ours(everything):
    _, _, _, held, ours = everything
    place = {tuple(row): i for i, row in enumerate(np.packbits(held, axis=1).tolist())}
    without = np.flatnonzero(~held[:, SWEETENER])
    sweet = held[without].copy()
    sweet[:, SWEETENER] = True
    after = np.array([place[tuple(row)] for row in np.packbits(sweet, axis=1).tolist()])
    crossed = held[without] @ (SCORES == -3).any(axis=0) > 0
    theirs = mean_rule(held)
    assert int((~theirs[without] & theirs[after] & crossed).sum()) == 24_515
    assert not (~ours[without] & ours[after] & crossed).any()


def test_the_best_draft_by_the_mean_is_one_clause_and_ours_is_a_treaty(everything):
    case, draws, tables, held, ours = everything
    mean = (held @ SCORES.T / held.sum(axis=1)[:, None]).mean(axis=1)
    assert held[mean.argmax()].sum() == 1
    found = search_packages(draws, case)
    assert min(len(f.provisions) for f in found.found) >= 8
    tried = try_all_drafts(tables)
    assert tried.seen == held.shape[0] == found.drafts
    assert tried.per_draw[0] == pytest.approx(ours.mean())
