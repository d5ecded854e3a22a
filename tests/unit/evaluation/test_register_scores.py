"""Forecasts on record against what happened."""

from __future__ import annotations

import math
from dataclasses import asdict

import numpy as np
import pytest

from detente.domain.register import LEVELS, Entry, Foreseen
from detente.evaluation.register_scores import crps, log_score, pit, score, score_register, skill

UNIFORM = Foreseen("uniform", quantiles=tuple(100 * level for level in LEVELS))
SURE = Foreseen("sure", quantiles=(40.0,) * 99)


def forecast(key, foreseen, baseline=None, by="2026-06-30"):
    body = {"question": {"text": "q", "criterion": "c", "by": by}, "foreseen": asdict(foreseen)}
    body["baseline"] = asdict(baseline) if baseline else None
    return Entry(1, "forecast", key, "2026-01-01", body, "")


def resolution(key, outcome):
    return Entry(2, "resolution", key, "2026-07-01", {"outcome": outcome, "source": "s"}, "")


def test_crps_of_the_uniform_distribution_is_that_of_theory():
    # E|X - y| - E|X - X'| / 2 of the uniform on [0, 100]: at the middle 25 - 16.67, at the end 50 - 16.67.
    assert crps(UNIFORM, 50.0) == pytest.approx(25 - 100 / 6, abs=0.1)
    assert crps(UNIFORM, 100.0) == pytest.approx(50 - 100 / 6, abs=0.5)


def test_a_sure_forecast_scores_its_error_and_is_ruined_by_the_log():
    assert crps(SURE, 55.0) == pytest.approx(15)
    assert log_score(SURE, 40.0) == pytest.approx(-math.log(0.98), abs=0.02)
    assert log_score(SURE, 55.0) > 7
    assert pit(SURE, 40.0) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("outcome", [0.5, 20.0, 50.0, 99.0])
def test_log_and_pit_of_the_uniform(outcome):
    assert log_score(UNIFORM, outcome) == pytest.approx(math.log(100), abs=1e-6)
    assert pit(UNIFORM, outcome) == pytest.approx(outcome / 100, abs=1e-6)


def test_events_by_brier_and_skill_against_the_baseline():
    found = score(forecast("f", Foreseen("A", probability=0.8), Foreseen("b", probability=0.5)), resolution("f", 1.0))
    assert found.brier == pytest.approx(0.04)
    assert found.log == pytest.approx(-math.log(0.8))
    assert found.skill == pytest.approx(1 - 0.04 / 0.25)
    impossible = score(forecast("f", Foreseen("A", probability=0.0)), resolution("f", 1.0))
    assert impossible.log == math.inf
    assert impossible.skill is None
    assert skill(1.0, 0.0) is None


def test_scorecard_counts_what_is_open_overdue_withdrawn_and_takes_the_last_resolution():
    entries = [
        forecast("done", UNIFORM, SURE),
        forecast("open", UNIFORM, by="2027-01-01"),
        forecast("late", UNIFORM),
        forecast("gone", UNIFORM),
        resolution("done", 10.0),
        resolution("done", 40.0),
        Entry(7, "withdrawal", "gone", "2026-02-01", {"reason": "r"}, ""),
    ]
    card = score_register(entries, "2026-08-01")
    assert (card.open, card.overdue, card.withdrawn) == (("open",), ("late",), ("gone",))
    assert [s.outcome for s in card.scored] == [40.0]
    assert card.scored[0].skill is None  # its baseline was perfect
    assert "few" in card.caution


def test_means_lie_in_their_intervals_and_equal_entries_give_equal_means():
    random = np.random.default_rng(2)
    entries = [forecast(f"f{k}", UNIFORM, SURE) for k in range(30)]
    entries += [resolution(f"f{k}", float(random.uniform(0, 100))) for k in range(30)]
    card = score_register(entries, "2026-08-01")
    assert not card.caution
    assert {m.name for m in card.means} >= {"crps", "log", "skill", "within_ten"}
    assert all(m.low <= m.mean <= m.high and m.n == 30 for m in card.means)
    assert card == score_register(entries, "2026-08-01")
