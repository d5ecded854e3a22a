"""The search for drafts against trying every draft with the judge of packages; laws of vetoes over whole spaces."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from builders import draws_with
from detente.agreement.draft_scores import CRITERIA, accepted
from detente.agreement.draft_search import branch_and_bound, try_all_drafts
from detente.agreement.draft_space import draft_space
from detente.agreement.draft_tables import draft_tables
from detente.agreement.egalitarian import max_min
from detente.agreement.judge import judge
from detente.agreement.margins import POINTS
from detente.agreement.package_search import search_packages
from detente.agreement.zone import required_parties
from detente.domain.case import Case, CaseInfo, Package
from detente.domain.draws import Draws

# The type checker of the tests samples arrays at random while draws are built; it decides nothing.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")

LAW = settings(max_examples=60, deadline=None, derandomize=True)
POINTS_OF_SCALES = ({0: "none", 30: "some", 70: "much", 100: "all"}, {0: "no", 100: "yes"}, {0: "a", 55: "b", 100: "c"})


@st.composite
def negotiations(draw: st.DrawFn) -> tuple[Case, Draws]:
    n, actors, issues = draw(st.integers(1, 6)), draw(st.integers(1, 3)), draw(st.integers(1, 4))
    shape = (n, actors, issues)

    def grid(dimensions, low, high, step):
        return draw(arrays(np.int64, dimensions, elements=st.integers(low, high))) * float(step)

    lines = grid(shape, 0, 10, 10)
    kind = draw(arrays(np.int64, shape, elements=st.sampled_from([0, 0, 0, 0, 1, 2])))
    names = tuple(f"issue{k}" for k in range(issues))
    reference = grid(issues, 0, 10, 10)
    draws = draws_with(
        actors=tuple(f"actor{a}" for a in range(actors)),
        issues=names,
        position=grid(shape, 0, 20, 5),
        salience=grid(shape, 0, 4, 0.25),
        red_line_low=np.where(kind == 1, lines, -np.inf),
        red_line_high=np.where(kind == 2, lines, np.inf),
        cost_of_continuing=grid((n, actors), 0, 6, 0.05),
        reference_point=reference,
        required=np.arange(actors) < draw(st.integers(1, actors)),
    )
    provisions = {
        f"p{i}": {"issue": draw(st.sampled_from(names)), "at": draw(st.integers(0, 10)) * 10.0}
        for i in range(draw(st.integers(0, 5)))
    }
    for provision in provisions.values():
        elsewhere = [key for key, other in provisions.items() if other["issue"] != provision["issue"]]
        for rule in ("requires", "requires_any", "excludes"):
            others = draw(st.lists(st.sampled_from(elsewhere), unique=True, max_size=2)) if elsewhere else []
            if others and draw(st.integers(0, 3)) == 0:
                provision[rule] = [other for other in others if other not in provision.get("requires", [])] or others
    case = {
        "case": CaseInfo(id="law", title="Law", as_of=dt.date(2025, 1, 1)),
        "issues": {
            name: {"question": "?", "scale": POINTS_OF_SCALES[k % 3], "reference_point": reference[k]}
            for k, name in enumerate(names)
        },
        "provisions": provisions,
        "ended_by": draw(st.lists(st.sampled_from(names), unique=True, max_size=2)),
    }
    return Case.model_validate(case), draws


@LAW
@given(negotiations())
def test_the_search_finds_what_trying_every_draft_finds(negotiation):
    case, draws = negotiation
    expected = by_brute_force(case, draws)
    tables, multipliers = tables_of(case, draws)
    if tables is None:
        assert expected is None
        return
    for found in (try_all_drafts(tables), branch_and_bound(tables, multipliers, 10**6)):
        assert found.proven.all()
        assert found.reachable.tolist() == expected["reachable"].tolist()
        for c, criterion in enumerate(CRITERIA):
            if expected["most"] == 0:
                assert found.score[c] <= 0
            else:
                assert expected["score"][criterion](found.best[c]) == pytest.approx(expected[criterion], rel=1e-5)
        if found.whole:
            assert found.seen == expected["drafts"]
            np.testing.assert_allclose(found.per_draw, expected["per_draw"], atol=1e-12)
            assert found.often == pytest.approx(expected["often"])
            assert found.complete
            np.testing.assert_allclose(
                sorted((found.gains / 1e7 / draws.n).tolist()), sorted(expected["frontier"]), atol=1e-5
            )


@LAW
@given(negotiations())
def test_no_found_draft_crosses_a_red_line_where_it_is_acceptable_and_rules_are_kept(negotiation):
    case, draws = negotiation
    answer = search_packages(draws, case)
    for found in answer.found if answer else ():
        chosen = set(found.provisions)
        for key in chosen & set(case.provisions):
            provision = case.provisions[key]
            assert set(provision.requires) <= chosen
            assert not provision.requires_any or chosen & set(provision.requires_any)
            assert not chosen & set(provision.excludes)
        signed = judge(draws, case.model_copy(update={"packages": {"f": Package(provisions=found.values)}}))
        assert not signed.crossed[:, 0][signed.acceptable[:, 0]][:, draws.required].any()
        assert found.verdict.acceptable.share == signed.acceptable[:, 0].mean() > 0


@LAW
@given(negotiations())
def test_one_more_veto_player_never_enlarges_the_set_of_acceptable_drafts(negotiation):
    case, draws = negotiation
    if draws.required.all():
        return
    more = draws.required.copy()
    more[int(np.flatnonzero(~draws.required)[0])] = True
    space = draft_space(case, draws, required_parties(replace(draws, required=more)))
    drafts = np.array(list(product(*(range(len(options) + 1) for options in space.slots))), dtype=np.int64)
    if drafts.size == 0:
        return
    fewer = accepted(draft_tables(space, required_parties(draws)), drafts)
    after = accepted(draft_tables(space, required_parties(replace(draws, required=more))), drafts)
    assert (after <= fewer).all()


def tables_of(case, draws):
    parties = required_parties(draws)
    space = draft_space(case, draws, parties)
    if not space.slots:
        return None, None
    low, high = parties.box()
    best = max_min(parties.position, parties.rate, parties.ceiling, low, high, parties.reference_point)
    return draft_tables(space, parties), best.multipliers


def by_brute_force(case, draws):
    """Every allowed draft judged as a package, in floating point, criterion by criterion from its definition."""
    space = draft_space(case, draws, required_parties(draws))
    if not space.slots:
        return None
    drafts, packages = [], {}
    for draft in product(*(range(len(options) + 1) for options in space.slots)):
        if any(draft) and space.allowed(np.array(draft)):
            packages[f"d{len(drafts)}"] = Package(provisions=space.values(np.array(draft)))
            drafts.append(draft)
    judged = judge(draws, case.model_copy(update={"packages": packages}))
    margin = judged.margin[:, :, draws.required] / POINTS
    fine = judged.acceptable
    gain = np.where(fine[:, :, None], margin, 0.0).mean(axis=0)
    worst = np.where(fine, margin.min(axis=2), 0.0).mean(axis=0)
    ideal = gain.max(axis=0, initial=0.0)
    ratio = np.where(ideal > 0, gain / np.where(ideal > 0, ideal, 1.0), 0.0).min(axis=1)
    by = {
        "most_acceptable": fine.mean(axis=0),
        "worst_off": worst,
        "egalitarian": gain.min(axis=1),
        "kalai_smorodinsky": ratio,
        "nash": gain.prod(axis=1),
    }
    index = {draft: i for i, draft in enumerate(drafts)}
    vectors = sorted({tuple(np.round(g, 9)) for g, f in zip(gain, fine.any(axis=0), strict=True) if f})
    frontier = [
        v for v in vectors if not any(all(np.array(o) >= np.array(v) - 1e-7) and max(np.subtract(o, v)) > 1e-7
                                      for o in vectors)
    ]  # fmt: skip
    return {
        "drafts": len(drafts),
        "most": fine.sum(),
        "per_draw": fine.mean(axis=1) if drafts else np.zeros(draws.n),
        "often": (fine.mean(axis=0) >= 0.5).mean() if drafts else 0.0,
        "reachable": fine.any(axis=1),
        "frontier": [list(v) for v in frontier],
        "score": {c: (lambda draft, c=c: by[c][index[tuple(draft.tolist())]]) for c in CRITERIA},
        **{c: by[c].max(initial=0.0) for c in CRITERIA},
    }
