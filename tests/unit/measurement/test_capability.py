import datetime as dt

import numpy as np
import pytest

from detente.domain.case import Case
from detente.measurement.capability import (
    FLOOR,
    draw_capability,
    ledger_changes,
    ledger_table,
)

AID = {"actor": "a", "asset": "aid", "issues": ["land"], "strength": [0.2, 0.5, 0.8], "credibility": 0.5}


def case_with(*assets, actors=None, as_of="2025-10-01"):
    return Case.model_validate(
        {
            "case": {"id": "c", "title": "t", "as_of": as_of},
            "actors": actors or {"a": {"name": "A"}, "b": {"name": "B"}},
            "issues": {
                k: {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 0} for k in ("land", "water")
            },
            "leverage": list(assets),
        }
    )


def test_an_asset_bears_on_the_issues_it_names_and_halves_with_its_half_life():
    case = case_with({**AID, "since": "2024-10-01", "half_life": "365.25d"})
    values, basis = draw_capability(case, "a", draws=20_000, seed=1)
    assert values[:, 0].mean() == pytest.approx(0.5 * 0.5 * 0.5, rel=0.01)
    assert (values[:, 1] == FLOOR).all()
    assert basis["land"].kind == "ledger"
    assert "half-life" in basis["land"].reason
    assert "floor" in basis["water"].reason


def test_an_asset_that_names_no_issue_bears_on_all():
    values, _ = draw_capability(case_with({**AID, "issues": [], "since": "2025-01-01"}), "a", draws=10, seed=1)
    assert (values[:, 0] == values[:, 1]).all()


@pytest.mark.parametrize(
    ("as_of", "active"), [("2024-12-31", False), ("2025-01-01", True), ("2025-05-31", True), ("2025-06-01", False)]
)
def test_an_asset_counts_from_since_up_to_until(as_of, active):
    case = case_with({**AID, "since": "2025-01-01", "until": "2025-06-01"}, as_of=as_of)
    assert (draw_capability(case, "a", draws=10, seed=1)[0][:, 0] > FLOOR).all() == active


def test_stated_capability_and_ledger_add_up():
    actors = {"a": {"name": "A", "capability": 2}}
    case = case_with({**AID, "since": "2025-01-01"}, actors=actors)
    alone, _ = draw_capability(case_with({**AID, "since": "2025-01-01"}), "a", draws=50, seed=1)
    both, _ = draw_capability(case, "a", draws=50, seed=1)
    assert both[:, 0] == pytest.approx(alone[:, 0] + 2)
    assert (both[:, 1] == 2).all()


def test_an_unknown_capability_is_a_wide_guess_in_the_unit_of_the_known_ones():
    actors = {"a": {"name": "A", "capability": 100}, "b": {"name": "B"}, "c": {"name": "C", "capability": 80}}
    values, basis = draw_capability(case_with(actors=actors), "b", draws=10_000, seed=1)
    low, mid, high = np.quantile(values[:, 0], (0.1, 0.5, 0.9))
    assert mid == pytest.approx(100, rel=0.05)
    assert low < 35
    assert high > 280
    assert basis["land"].kind == "guess"
    assert "wide prior" in basis["land"].reason


def test_two_assets_of_one_name_are_drawn_apart():
    twice = case_with({**AID, "since": "2025-01-01"}, {**AID, "since": "2025-01-01"})
    once = case_with({**AID, "since": "2025-01-01"})
    total = draw_capability(twice, "a", draws=50, seed=1)[0][:, 0]
    assert not np.isclose(total, 2 * draw_capability(once, "a", draws=50, seed=1)[0][:, 0]).any()


def test_a_guessed_asset_makes_the_capability_a_guess():
    case = case_with({**AID, "since": "2025-01-01", "guess": True, "statements": ["s1"]})
    basis = draw_capability(case, "a", draws=5, seed=1)[1]["land"]
    assert (basis.kind, basis.statements) == ("guess", ("s1",))


def test_the_table_is_the_mean_of_the_draws():
    case = case_with(
        {**AID, "since": "2024-01-01", "half_life": "2y"},
        {**AID, "asset": "oil", "since": "2025-01-01", "credibility": [0.1, 0.8, 1.0]},
    )
    total = sum(entry.present_value for entry in ledger_table(case))
    drawn = draw_capability(case, "a", draws=50_000, seed=1)[0][:, 0].mean()
    assert total == pytest.approx(drawn, rel=0.01)


def test_attributions_sum_to_the_change():
    case = case_with(
        {**AID, "since": "2024-01-01", "half_life": "2y"},
        {**AID, "asset": "oil", "since": "2025-01-01"},
        {**AID, "asset": "talks", "since": "2023-01-01", "until": "2025-02-01"},
        {**AID, "asset": "fixed", "since": "2020-01-01"},
    )
    earlier, later = dt.date(2024, 6, 1), dt.date(2025, 6, 1)
    changes = ledger_changes(case, earlier, later)
    total = sum(e.present_value for e in ledger_table(case, later)) - sum(
        e.present_value for e in ledger_table(case, earlier)
    )
    assert sum(change.change for change in changes) == pytest.approx(total, abs=1e-12)
    assert {change.asset for change in changes} == {"aid", "oil", "talks"}
    assert next(c for c in changes if c.asset == "talks").words == "ended on 2025-02-01"
