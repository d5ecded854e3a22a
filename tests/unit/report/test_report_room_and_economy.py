"""The room, the economy and an organisation's exposure: page, Markdown, tables and commands of both examples."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from detente.app import pipeline
from detente.ensemble.design import Design
from detente.report import render_html, render_markdown, tables

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module", params=["ukraine-2025", "nile-dam"])
def analysis(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("room") / request.param
    shutil.copytree(EXAMPLES / request.param, folder, ignore=shutil.ignore_patterns("runs", "detente.db*"))
    return pipeline.consider(folder, Design(draws=200))


def test_questions_six_and_ten_are_answered(analysis):
    text = render_markdown(analysis)
    for heading in ("What a seat with a veto is worth", "Other ways of sitting together", "Whether they meet",
                    "At risk in a year", "What the organisation could do"):  # fmt: skip
        assert f"### {heading}" in text


def test_the_page_has_the_same_tables_and_escapes_them(analysis):
    page = render_html(analysis)
    assert "What a host could pull its way" in page
    assert page.count('class="heat-') > 5


def test_tables_hold_every_number(analysis):
    rows = tables(analysis)
    assert len(rows["room_participation"]) == len(analysis.forecast.room.participation)
    assert {"value_mid", "method", "zone"} <= set(rows["room_participation"][0])
    assert rows["exposure_rows"][0]["loss_mean"] >= 0
    assert "loss_facts" in rows["exposure_rows"][0]
    assert rows["exposure_actions"]


def test_sanctions_energy_macro_and_fund_lead_to_their_coefficients(analysis):
    found = analysis.forecast.consequences
    if found.sanctions is None:
        pytest.skip("this example states no sanctions")
    used = {use.id: use for use in found.coefficients}
    for regime in found.sanctions.regimes:
        assert set(regime.success.coefficients) <= set(used)
        assert all(used[key].citation and used[key].n for key in regime.success.coefficients)
    assert {"sanctions", "relief", "energy", "macro", "fund", "fund_sweep"} <= {
        k for k, v in tables(analysis).items() if v
    }


def test_results_are_json(analysis):
    data = json.loads(json.dumps(analysis.forecast.to_dict()))
    assert data["room"]["participation"]
    assert data["exposure"]["totals"]
