import datetime as dt
from dataclasses import replace

import pytest

from detente.domain.statement import CERTAINTIES, KINDS, MODALITIES, SOURCE_TYPES, STANCES, Statement
from detente.measurement import weights
from detente.measurement.weights import age_in_years, noise_multiplier

AS_OF = dt.date(2025, 10, 1)
CLEAR = Statement("d.txt", "x", 0, 1, "q", ((0, 1),), source_type="named_principal", kind="direct_quote", confidence=1)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (weights.MODALITY_NOISE, MODALITIES),
        (weights.CERTAINTY_NOISE, CERTAINTIES),
        (weights.SOURCE_NOISE, SOURCE_TYPES),
        (weights.KIND_NOISE, KINDS),
        (weights.STANCE_INTENSITY, STANCES),
    ],
)
def test_every_word_of_the_record_has_its_number(table, words):
    assert set(table) == set(words)


def test_a_clear_direct_quote_of_today_is_the_unit():
    assert noise_multiplier(CLEAR, AS_OF) == 1.0


@pytest.mark.parametrize(
    "change",
    [
        {"modality": "possible"},
        {"certainty": "reported"},
        {"source_type": "hearsay"},
        {"kind": "indirect_quote"},
        {"confidence": 0.5},
        {"time_said": "2023-10-01"},
    ],
)
def test_anything_less_clear_is_noisier(change):
    assert noise_multiplier(replace(CLEAR, **change), AS_OF) > 1.0


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("2024-10-01", 1.0),
        ("2024-10-01T08:00:00Z", 1.0),
        ("2024-10", 0.96),
        ("2024", 1.25),
        ("", 0.0),
        ("last week", 0.0),
        ("2024-13-40", 0.0),
        ("2026-01-01", 0.0),
        ("20241001", 0.0),
    ],
)
def test_age_of_what_was_said(said, years):
    assert age_in_years(said, AS_OF) == pytest.approx(years, abs=0.01)
