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


def width(*readings, beside=()):
    """Of the 90% interval when coders read the one statement at these (level, weight); others stand at ``beside``."""
    statements = [made("d", *readings), *(made(f"other{n}", (level, 1.0)) for n, level in enumerate(beside))]
    samples = fit_positions(CASE, statements, seed=1, schedule=LONG).samples[:, 0]
    low, high = np.quantile(samples, (0.05, 0.95))
    return high - low


def made(document, *readings):
    return Statement(
        document=document, document_sha256="0", start=0, end=4, quote="true", spans=((0, 4),), actors=("north",),
        issues=("tolls",), stance="demands", kind="direct_quote", source_type="named_principal", confidence=0.8,
        time_said="2025-01-01",
        indications=tuple(Indication("north", "tolls", level, "", weight=weight) for level, weight in readings),
    )  # fmt: skip


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


@pytest.mark.parametrize("beside", [(0,), (2,), (4,), (0, 1), (3, 4)])
@pytest.mark.parametrize(("a", "b"), [(0, 2), (0, 4), (1, 3), (3, 4)])
def test_beside_other_statements_it_stays_as_wide_as_by_the_coder_who_fits_them_best(a, b, beside):
    """A reading that contradicts the other statements is wide by itself; a second one that fits may take that back.

    Where the middle of two readings meets the other statements (0 and 4 beside 2) the width is that of either alone,
    to within the noise of the sampler.
    """
    both = width((a, 0.5), (b, 0.5), beside=beside)
    assert both > 0.97 * min(width((level, 1.0), beside=beside) for level in (a, b))
