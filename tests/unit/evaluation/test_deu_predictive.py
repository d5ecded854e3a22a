"""The shipped distribution on DEU III: it repeats, and scores on the dev part what the project promises.

Needs the data set beside the checkout. The figures are pseudo-forecasts: positions are expert recall.
"""

from __future__ import annotations

import csv
import importlib.util
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from detente.app.backtesting import fitted, forecast_table
from detente.domain.backtest_answer import Backtest
from detente.domain.concluded import Record
from detente.ensemble.predictive.parameters import shipped
from detente.evaluation.backtest import OUT_OF_SAMPLE, backtest
from detente.storage.imports.concluded import read_record

SHARED = Path(__file__).parents[3].parent / "shared"
DATA, SCORER = SHARED / "data" / "deu3_train_dev.tsv", SHARED / "tools" / "score_forecasts.py"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.exists(), reason="the DEU data is not beside the checkout"),
]


@pytest.fixture(scope="module")
def record() -> Record:
    return read_record("deu3", DATA)


@pytest.fixture(scope="module")
def parts(record: Record) -> dict[str | None, Backtest]:
    asked = ("compromise",)
    return {part: backtest(record, asked, shipped(), part=part, bootstrap=500) for part in (None, "train", "dev")}


def score(found: Backtest, name: str, key: str) -> float:
    one = found.get(name)
    assert one is not None
    return one.scores[key].mean


def test_the_shipped_parameters_repeat_to_the_byte(record: Record) -> None:
    assert fitted(record, "train", 1, lambda stage, done, total: None) == shipped()


def test_baselines_of_the_literature(parts: dict[str | None, Backtest]) -> None:
    train, dev = parts["train"], parts["dev"]
    assert (score(train, "compromise", "error"), score(dev, "compromise", "error")) == pytest.approx(
        (23.46, 22.09), abs=0.006
    )
    for name, expected in (("positions_by_salience", (17.8, 18.8)), ("simple_mixture", (16.3, 16.1))):
        found = score(train, name, "crps"), score(dev, name, "crps")
        assert found == pytest.approx(expected, abs=0.07), name


def test_promised_scores(parts: dict[str | None, Backtest]) -> None:
    """Issue 6: CRPS on dev at most 15.6, cross-validated on train at most 15.8, and the rest over both parts."""
    assert score(parts["dev"], "predictive", "crps") <= 15.6
    assert shipped().track.crps <= 15.8
    assert score(parts["train"], OUT_OF_SAMPLE, "crps") <= 15.8
    both = parts[None]
    assert 0.76 <= score(both, OUT_OF_SAMPLE, "coverage_80") <= 0.84
    assert score(both, OUT_OF_SAMPLE, "brier") <= 0.17
    one, against = both.get(OUT_OF_SAMPLE), both.against(OUT_OF_SAMPLE, "compromise", "error")
    assert one is not None
    assert against is not None
    assert one.pit_p_value is not None
    assert one.pit_p_value >= 0.05
    assert against.mean <= 0.3
    assert against.high < 0


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not beside the checkout")
def test_the_scorer_beside_the_checkout_agrees(
    record: Record, parts: dict[str | None, Backtest], tmp_path: Path
) -> None:
    forecasts = tmp_path / "forecasts.csv"
    forecasts.write_text(forecast_table(record, shipped()), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("score_forecasts", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for part in ("train", "dev"):
        said = io.StringIO()
        with redirect_stdout(said):
            scorer.main(str(forecasts), str(DATA), part)
        table = {line[:22].strip(): float(line[22:].split()[0]) for line in said.getvalue().splitlines()[1:7]}
        ours = parts[part]
        assert table["CRPS"] == pytest.approx(score(ours, "predictive", "crps"), abs=0.01)
        assert table["MAE of the mean"] == pytest.approx(score(ours, "predictive", "error"), abs=0.01)
        assert table["MAE of the median"] == pytest.approx(score(ours, "predictive", "error_of_median"), abs=0.01)
        assert table["Brier, binary issues"] == pytest.approx(score(ours, "predictive", "brier"), abs=0.005)
        # the scorer draws its randomised transform once; ours is its expectation
        assert table["central 80% holds"] == pytest.approx(score(ours, "predictive", "coverage_80"), abs=0.03)


def test_every_issue_has_a_row_and_no_outcome_is_seen(record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(forecast_table(record, shipped()))))
    assert len(rows) == 255
