"""Coefficients: as the references print them, drawn with their uncertainty, overridden with a reason."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from detente.consequences.parts.coefficients import Coefficients, all_coefficients
from detente.domain.consequences import CoefficientOverride
from detente.domain.errors import InputError

SHARED = Path(__file__).parents[3].parent / "shared" / "reference" / "coefficients.csv"


def test_every_row_is_cited_or_called_unverified():
    for row in all_coefficients().values():
        assert bool(row.citation) == (row.provenance != "unverified"), row.id


def test_what_nobody_verified_names_no_study_as_its_citation():
    uses = Coefficients(draws=50)
    for key in all_coefficients():
        uses.draw(key)
    assert {u.citation for u in uses.used() if u.provenance == "unverified"} == {""}


@pytest.mark.parametrize("key", ["D01", "D05", "D11", "D17", "D20"])
def test_ratios_are_log_normal(key):
    row, drawn = all_coefficients()[key], Coefficients(draws=20_000).draw(key)
    assert np.mean(drawn) == pytest.approx(row.log_mean, abs=0.02)
    assert np.std(drawn) == pytest.approx(row.log_sd, rel=0.03)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the reference table is not beside the checkout")
def test_hazard_ratios_are_those_of_the_reference_table():
    table = {row["id"]: row for row in csv.DictReader(SHARED.open(encoding="utf-8"))}
    close = {"D04": 0.42, "D05": 0.46, "D06": 0.30, "D07": 1.18, "D08": 0.94, "D11": 1.98, "D12": 1.15, "D13": 0.87,
             "D17": 0.69, "D20": 0.726}  # fmt: skip
    for key, estimate in close.items():
        assert float(table[key]["estimate"]) == pytest.approx(estimate)
        assert np.exp(all_coefficients()[key].log_mean) == pytest.approx(estimate, rel=0.02), key
        if table[key]["lo95"]:
            width = (np.log(float(table[key]["hi95"])) - np.log(float(table[key]["lo95"]))) / (2 * 1.96)
            assert all_coefficients()[key].log_sd == pytest.approx(width, rel=0.2), key  # printed to two digits


def test_a_stream_each_so_that_an_override_moves_no_other():
    plain = Coefficients(draws=500)
    stated = Coefficients({"D01": CoefficientOverride(value=0.5, reason="our own count")}, draws=500)
    assert np.array_equal(plain.draw("D05"), stated.draw("D05"))
    assert np.allclose(stated.draw("D01"), np.log(0.5))


def test_more_draws_begin_with_the_same():
    assert np.array_equal(Coefficients(draws=100).draw("D11"), Coefficients(draws=1000).draw("D11")[:100])


def test_an_override_is_marked_with_its_reason_and_keeps_what_it_replaces():
    uses = Coefficients({"D01": CoefficientOverride(range=(0.3, 0.5, 0.9), reason="our own count")}, draws=500)
    uses.draw("D01")
    (use,) = uses.used()
    assert use.analyst
    assert use.reason == "our own count"
    assert use.citation
    assert 0.3 <= use.interval.low <= use.interval.high <= 0.9


def test_civil_coefficients_are_half_as_uncertain_again_on_a_war_between_states():
    civil, states = (Coefficients(draws=20_000, war=war) for war in ("civil", "interstate"))
    assert np.std(states.draw("D05")) == pytest.approx(1.5 * np.std(civil.draw("D05")))
    assert np.std(states.draw("D11")) == pytest.approx(np.std(civil.draw("D11")))
    assert {u.id: u.widened for u in states.used()} == {"D05": True, "D11": False}


def test_an_override_is_not_widened():
    stated = CoefficientOverride(range=(0.3, 0.5, 0.9), reason="our own count")
    drawn = [Coefficients({"D05": stated}, draws=500, war=war).draw("D05") for war in ("civil", "interstate")]
    assert np.array_equal(*drawn)


def test_an_unknown_id_is_refused_with_a_near_one():
    with pytest.raises(InputError, match="did you mean"):
        Coefficients({"D011": CoefficientOverride(value=1.0, reason="a slip")})


def test_a_ratio_must_be_above_zero():
    with pytest.raises(InputError, match="above 0"):
        Coefficients({"D01": CoefficientOverride(value=0.0, reason="a slip")}).draw("D01")


@pytest.mark.parametrize(
    "bad",
    [{"value": 1.0}, {"reason": "nothing stated"}, {"value": 1.0, "range": [0, 1, 2], "reason": "both at once"},
     {"range": [2, 1, 3], "reason": "out of order"}, {"value": 1.0, "reason": ""}],
)  # fmt: skip
def test_an_override_needs_one_number_and_a_reason(bad):
    with pytest.raises(ValidationError):
        CoefficientOverride.model_validate(bad)
