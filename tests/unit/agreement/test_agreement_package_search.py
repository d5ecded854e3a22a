import numpy as np
import pytest

from detente.agreement import draft_kernel, draft_scores, draft_search, draft_tables, package_search
from detente.agreement.draft_final import compare_on_all
from detente.agreement.draft_scores import CRITERIA, allowed, scores
from detente.agreement.draft_search import branch_and_bound, try_all_drafts
from detente.agreement.draft_space import draft_space
from detente.agreement.package_search import provision_titles, search_packages, searched_draws
from detente.agreement.zone import required_parties
from detente.domain.case import Case

SCALE = {0: "none", 40: "some", 100: "all"}


def case_of(issues=2, provisions=None, ended_by=(), reference=40):
    return Case.model_validate(
        {
            "case": {"id": "test", "title": "Test", "as_of": "2025-01-01"},
            "issues": {
                f"issue{k}": {"question": "?", "scale": SCALE, "reference_point": reference} for k in range(issues)
            },
            "provisions": provisions or {},
            "ended_by": ended_by,
        }
    )


def space_of(draws, case):
    return draft_space(case, draws, required_parties(draws))


def test_described_points_stand_in_for_provisions_except_what_holds_anyway(make_draws):
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], reference=40.0)
    named = {"half": {"issue": "issue1", "at": 50, "title": "Half"}}
    space = space_of(draws, case_of(provisions=named))
    assert [[option.id for option in slot] for slot in space.slots] == [["issue0:0", "issue0:100"], ["half"]]
    assert space.combinations == 3 * 2 - 1
    assert provision_titles(draws, case_of(provisions=named)) == {
        "issue0:0": "none",
        "issue0:100": "all",
        "half": "Half",
    }


def test_an_issue_no_required_party_has_a_stake_in_offers_nothing(make_draws):
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], salience=[[1.0, 0.0], [1.0, 0.0]], reference=40.0)
    assert [slot[0].issue for slot in space_of(draws, case_of()).slots] == [0]
    assert search_packages(make_draws([[0.0], [9.0]], salience=0.0), case_of(1)) is None


def test_issues_with_red_lines_are_searched_first(make_draws):
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], high=[[np.inf, 50.0], [np.inf, np.inf]], reference=40.0)
    space = space_of(draws, case_of())
    assert [slot[0].issue for slot in space.slots] == [1, 0]
    assert space.values(np.array([1, 2])) == {"issue0": 100.0, "issue1": 0.0}


def test_rules_are_kept(make_draws):
    provisions = {
        "a": {"issue": "issue0", "at": 0, "requires": "c"},
        "b": {"issue": "issue0", "at": 100, "requires_any": ["c", "d"]},
        "c": {"issue": "issue1", "at": 0, "excludes": "b"},
        "d": {"issue": "issue1", "at": 100},
    }
    draws = make_draws([[0.0, 0.0], [100.0, 100.0]], cost=0.5)
    case = case_of(provisions=provisions)
    tables = draft_tables.draft_tables(space_of(draws, case), required_parties(draws))
    drafts = np.array([[x, y] for x in range(3) for y in range(3)])
    kept = [tuple(draft) for draft in drafts[allowed(tables, drafts)].tolist()]
    assert kept == [(0, 0), (0, 1), (0, 2), (1, 1), (2, 2)]
    assert kept == [tuple(d) for d in drafts.tolist() if space_of(draws, case).allowed(np.array(d))]
    assert draft_kernel.count_drafts(tables.options, tables.rules, tables.others) == 5
    assert try_all_drafts(tables).seen == 4


def test_the_cost_goes_on_unless_a_draft_settles_what_ends_it(make_draws):
    draws = make_draws([[40.0, 100.0], [40.0, 0.0]], cost=0.2, reference=40.0)
    provisions = {"stop": {"issue": "issue0", "at": 100}, "side": {"issue": "issue1", "at": 50}}
    answer = search_packages(draws, case_of(provisions=provisions, ended_by=["issue0"], reference=0))
    assert all("stop" in found.provisions for found in answer.found)


def test_a_party_that_refuses_makes_the_draft_worth_nothing_in_that_draw(make_draws):
    highs = np.array([[[50.0], [np.inf]], [[np.inf], [np.inf]]])
    draws = make_draws([[[0.0], [100.0]]] * 2, high=highs, cost=0.7, reference=40.0)
    answer = search_packages(draws, case_of(1))
    best = next(f for f in answer.found if "most_acceptable" in f.best_at)
    assert best.provisions == ("issue0:0",)
    assert best.verdict.acceptable.share == 1.0
    assert best.tabled == pytest.approx({"a": 110.0, "b": 30.0})


def test_nothing_is_found_where_every_draft_is_refused(make_draws):
    draws = make_draws([[0.0], [100.0]], high=[[20.0], [np.inf]], low=[[-np.inf], [80.0]], cost=0.3, reference=40.0)
    answer = search_packages(draws, case_of(1))
    assert answer.found == answer.frontier == ()
    assert answer.reachable.share == 0.0


def test_a_reference_point_beyond_a_line_has_to_be_settled(make_draws):
    draws = make_draws([[0.0, 0.0], [100.0, 0.0]], low=[[-np.inf] * 2, [50.0, -np.inf]], cost=0.9, reference=40.0)
    answer = search_packages(draws, case_of())
    assert answer.found
    assert all(found.values.get("issue0") == 100.0 for found in answer.found)


def test_both_ways_of_searching_agree_beyond_what_is_tried_in_the_laws(random_draws):
    draws = random_draws(11, 40, 3, 6, lines=0.15, cost=0.4)
    case = case_of(6, {f"p{k}{v}": {"issue": f"issue{k}", "at": v} for k in range(6) for v in (10, 50, 90)})
    parties = required_parties(draws)
    tables = draft_tables.draft_tables(draft_space(case, draws, parties), parties)
    whole = try_all_drafts(tables)
    bound = branch_and_bound(tables, np.full((40, 3), 1 / 3), 10**6)
    assert whole.seen == 4**6 - 1
    assert bound.proven.all()
    np.testing.assert_allclose(bound.score, whole.score, rtol=1e-9)
    np.testing.assert_array_equal(bound.reachable, whole.reachable)


def test_running_out_of_steps_is_said_and_what_is_found_is_no_better_than_the_best(random_draws):
    draws = random_draws(11, 40, 3, 6, lines=0.15, cost=0.4)
    case = case_of(6, {f"p{k}{v}": {"issue": f"issue{k}", "at": v} for k in range(6) for v in (10, 50, 90)})
    parties = required_parties(draws)
    tables = draft_tables.draft_tables(draft_space(case, draws, parties), parties)
    whole, cut = try_all_drafts(tables), branch_and_bound(tables, np.full((40, 3), 1 / 3), 3)
    assert not cut.proven.all()
    fair = [c for c in range(len(CRITERIA)) if CRITERIA[c] != "kalai_smorodinsky"]  # its ideals are cut short too
    assert (cut.score[fair] <= whole.score[fair] * (1 + 1e-12)).all()
    assert (cut.score[fair] > 0).all()


def test_answers_do_not_depend_on_the_number_of_threads(random_draws, monkeypatch):
    draws, case = random_draws(12, 60, 2, 5, lines=0.2, cost=0.4), case_of(5)
    monkeypatch.setattr(draft_search.os, "cpu_count", lambda: 1)
    one = search_packages(draws, case)
    monkeypatch.setattr(draft_search.os, "cpu_count", lambda: 5)
    assert search_packages(draws, case) == one


def test_a_frontier_too_large_to_keep_is_marked_and_the_best_stay_exact(random_draws, monkeypatch):
    draws, case = random_draws(13, 30, 3, 5, lines=0.1, cost=0.5), case_of(5)
    whole = search_packages(draws, case)
    monkeypatch.setattr(draft_search, "MOST_FRONTIER", 1)
    cut = search_packages(draws, case)
    assert whole.frontier_complete
    assert not cut.frontier_complete
    first, second = ({c: f.tabled for f in answer.found for c in f.best_at} for answer in (whole, cut))
    assert first["egalitarian"] == second["egalitarian"]
    assert first["nash"] == second["nash"]


def test_the_last_choice_is_made_on_all_draws(random_draws, monkeypatch):
    draws, case = random_draws(14, 400, 2, 4, lines=0.3, cost=0.3), case_of(4)
    monkeypatch.setattr(package_search, "FEWEST_DRAWS", 16)
    monkeypatch.setattr(package_search, "CELLS", 0)
    answer = search_packages(draws, case)
    assert answer.draws == 16
    parties = required_parties(draws)
    space = draft_space(case, draws, parties)
    every = np.array(np.meshgrid(*(np.arange(len(s) + 1) for s in space.slots))).reshape(len(space.slots), -1).T
    final = compare_on_all(space, parties, every.astype(np.int64))
    most = max(f.verdict.acceptable.share for f in answer.found)
    assert most == pytest.approx(final.acceptable.max(), abs=0.03)
    for found in answer.found:
        assert found.verdict.acceptable.n == 400


def test_where_draws_are_very_many_the_last_choice_is_made_on_some_and_the_verdict_on_all(random_draws, monkeypatch):
    draws, case = random_draws(15, 300, 2, 3, lines=0.2, cost=0.4), case_of(3)
    monkeypatch.setattr(package_search, "LAST_DRAWS", 100)
    answer = search_packages(draws, case)
    assert {found.verdict.acceptable.n for found in answer.found} == {300}


def test_more_drafts_and_parties_mean_fewer_draws():
    class Space:
        combinations = 10

    assert searched_draws(Space, 2) == package_search.MOST_DRAWS
    Space.combinations = 1 << 20
    assert package_search.FEWEST_DRAWS <= searched_draws(Space, 4) < package_search.MOST_DRAWS
    Space.combinations = 1 << 40
    assert searched_draws(Space, 2) == package_search.FEWEST_DRAWS


def test_kernel_and_tables_speak_of_the_same_numbers():
    for name in ("UNIT", "REFUSED", "LEAST_GAIN"):
        assert getattr(draft_kernel, name) == getattr(draft_tables, name)
    for name in ("MOST_ACCEPTABLE", "WORST_OFF", "EGALITARIAN", "KALAI_SMORODINSKY", "NASH", "IDEAL"):
        assert getattr(draft_kernel, name) == getattr(draft_scores, name)


def test_the_empty_draft_has_no_score(make_draws):
    draws = make_draws([[0.0], [100.0]], cost=0.5, reference=40.0)
    tables = draft_tables.draft_tables(space_of(draws, case_of(1)), required_parties(draws))
    for criterion in range(7):
        assert scores(tables, criterion, np.array([[0]]), np.ones(2))[0] == -np.inf
