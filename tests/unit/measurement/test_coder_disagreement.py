"""Coders who disagree about a statement make the interval wider than either of them alone would, never narrower."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from detente.domain.case import Case
from detente.domain.statement import Indication, Statement
from detente.measurement.posterior import Schedule, fit_positions

CASE = Case.model_validate(
    {
        "case": {"id": "x", "title": "x", "as_of": "2025-01-01"},
        "actors": {"north": {"name": "North"}},
        "issues": {"tolls": {"question": "?", "scale": {0: "low", 100: "high"}, "reference_point": 50}},
    }
)
LONG = Schedule(chains=4, warm_up=300, kept=4_000, thin=2)


def width(*readings):
    """Of the 90% interval when coders read the one statement at these (level, weight)."""
    statement = Statement(
        document="d", document_sha256="0", start=0, end=4, quote="true", spans=((0, 4),), actors=("north",),
        issues=("tolls",), stance="demands", kind="direct_quote", source_type="named_principal", confidence=0.8,
        time_said="2025-01-01",
        indications=tuple(Indication("north", "tolls", level, "", weight=weight) for level, weight in readings),
    )  # fmt: skip
    samples = fit_positions(CASE, [statement], seed=1, schedule=LONG).samples[:, 0]
    low, high = np.quantile(samples, (0.05, 0.95))
    return high - low


ALONE = {level: width((level, 1.0)) for level in range(5)}


@pytest.mark.parametrize(("a", "b"), list(itertools.combinations(range(5), 2)))
def test_disagreement_about_the_level_widens(a, b):
    both = width((a, 0.5), (b, 0.5))
    assert both > ALONE[a]
    assert both > ALONE[b]


@pytest.mark.parametrize(("near", "far"), [((1, 2), (1, 3)), ((1, 3), (1, 4)), ((0, 2), (0, 4))])
def test_the_further_apart_the_wider(near, far):
    assert width(*((level, 0.5) for level in far)) > width(*((level, 0.5) for level in near))


@pytest.mark.parametrize("level", range(5))
def test_a_direction_only_half_of_the_coders_see_widens(level):
    assert width((level, 0.5)) > ALONE[level]


@pytest.mark.parametrize("level", [0, 2])
def test_coders_who_agree_change_nothing(level):
    assert width((level, 0.5), (level, 0.5)) == ALONE[level]
