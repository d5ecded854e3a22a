"""The ledger over time: values on dates, and causes that add up to the change."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.domain.case import Case
from detente.measurement.capability import ledger_table
from detente.measurement.ledger_history import ledger_history

AS_OF = dt.date(2025, 6, 1)


def case_of(*assets) -> Case:
    return Case.model_validate(
        {
            "case": {"id": "x", "title": "X", "as_of": AS_OF},
            "actors": {"a": {"name": "A"}, "b": {"name": "B"}},
            "issues": {k: {"question": "?", "scale": {0: "", 1: ""}, "reference_point": 0} for k in ("k", "l")},
            "leverage": list(assets),
        }
    )


def asset(**more) -> dict:
    return {"actor": "a", "asset": "gates", "strength": 0.8, "since": "2020-01-01", **more}


def test_without_a_ledger_there_is_no_history():
    assert ledger_history(case_of()) is None


def test_kinds_are_stacked_and_an_asset_on_one_of_two_issues_counts_half():
    found = ledger_history(case_of(asset(), asset(asset="law", kind="intangible", issues=["k"], strength=0.4)))
    assert found is not None
    for point in found.points:
        assert (point.tangible, point.intangible) == pytest.approx((0.8, 0.2))
    assert found.causes == ()
    assert (found.since, found.until) == ("2024-06-01", "2025-06-01")
    assert found.points[-1].date == "2026-06-01"


def test_a_beginning_an_end_and_fading_are_told_apart():
    found = ledger_history(
        case_of(
            asset(asset="new", since="2025-01-01", half_life="6m"),
            asset(asset="lapsed", until="2025-03-01", strength=0.5),
            asset(asset="steady", actor="b"),
        )
    )
    assert found is not None
    causes = {(c.asset, c.cause): c for c in found.causes}
    assert set(causes) == {("new", "began"), ("new", "faded"), ("lapsed", "ended")}
    assert causes["new", "began"].change == pytest.approx(0.8)
    assert causes["new", "began"].date == "2025-01-01"
    assert causes["new", "faded"].change < 0
    assert causes["lapsed", "ended"].change == pytest.approx(-0.5)
    by_date = {(p.actor, p.date): p.tangible for p in found.points}
    assert by_date["a", "2024-12-31"] == pytest.approx(0.5)  # the day before the new asset
    assert by_date["a", "2025-01-01"] == pytest.approx(1.3)
    assert by_date["a", "2025-02-28"] - by_date["a", "2025-03-01"] > 0.49
    assert by_date["b", "2026-06-01"] == pytest.approx(0.8)


dates = st.dates(dt.date(2023, 1, 1), dt.date(2026, 1, 1))
some_assets = st.lists(
    st.builds(
        lambda actor, since, days, life, strength, issues: asset(
            actor=actor, since=since, strength=strength, issues=issues,
            until=since + dt.timedelta(days=days) if days else None, half_life=life,
        ),
        st.sampled_from("ab"), dates, st.sampled_from([0, 0, 30, 200, 500]), st.sampled_from([None, "30d", "1y"]),
        st.floats(0, 1), st.sampled_from([[], ["k"], ["k", "l"]]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=40)
@given(some_assets)
def test_causes_add_up_to_the_change(assets):
    case = case_of(*assets)
    found = ledger_history(case)
    assert found is not None

    def total(actor: str, date: str) -> float:
        entries = ledger_table(case, dt.date.fromisoformat(date))
        return sum(e.present_value * len(e.issues) / 2 for e in entries if e.actor == actor)

    for actor in {a["actor"] for a in assets}:
        change = total(actor, found.until) - total(actor, found.since)
        assert sum(c.change for c in found.causes if c.actor == actor) == pytest.approx(change, abs=1e-9)
    assert all(c.change > 0 for c in found.causes if c.cause == "began")
    assert all(c.change < 0 for c in found.causes if c.cause != "began")
