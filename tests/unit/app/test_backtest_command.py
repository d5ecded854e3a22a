"""``detente backtest``: forecasts that never see an outcome, equal bytes, one sentence for what is wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

Run = Callable[..., int]
ACTORS = ("com", "ep", "de", "fr", "it", "lu")
COLUMNS = [
    "split",
    "prnr",
    "isnr",
    "proc",
    "counvte",
    *(f"p{a}" for a in ACTORS),
    *(f"s{a}" for a in ACTORS),
    "rp",
    "out",
]


def table(folder: Path, outcome: Callable[[int], object], proposals: int = 20, name: str = "deu.tsv") -> Path:
    """A small table in the layout of DEU III."""
    random = np.random.default_rng(5)
    lines = [COLUMNS]
    for i in range(2 * proposals):
        proposal = f"{'nd'[i // 2 % 2]}{98 if i // 2 % 3 else '05'}{i // 2:03d}"
        positions = random.choice([0, 30, 50, 100], len(ACTORS)).tolist()
        saliences = random.integers(1, 100, len(ACTORS)).tolist()
        rule = ["COD", "QMV"] if i // 2 % 2 else ["CNS", "Unan"]
        split = "dev" if i // 2 % 4 == 0 else "train"
        lines.append(
            [split, proposal, f"{proposal}i{i % 2}", *rule, *positions, *saliences, "" if i % 3 else 0, outcome(i)]
        )
    path = folder / name
    path.write_text("\n".join("\t".join(map(str, line)) for line in lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def deu(tmp_path: Path) -> Path:
    outcomes = np.random.default_rng(6).choice([0, 30, 40, 50, 100], 40)
    return table(tmp_path, lambda i: int(outcomes[i]))


@pytest.mark.parametrize("hidden", [lambda i: "", lambda i: (37 * i) % 101, lambda i: 100])
def test_forecasts_never_look_at_outcomes(run: Run, tmp_path: Path, deu: Path, hidden: Callable[[int], object]) -> None:
    other = table(tmp_path, hidden, name="other.tsv")
    for source, out in ((deu, "first.csv"), (other, "second.csv")):
        assert run("backtest", "deu3", source, "--engines", "compromise", "--forecasts", tmp_path / out) == 0
    assert (tmp_path / "first.csv").read_bytes() == (tmp_path / "second.csv").read_bytes()
    # without the column's content there is still a row for every issue, whatever its part
    rows = list(csv.DictReader((tmp_path / "second.csv").open(encoding="utf-8")))
    assert list(rows[0]) == ["isnr", "mean", *(f"q{k:02d}" for k in range(1, 100))]
    assert len(rows) == 40
    for row in rows:
        quantiles = [float(row[f"q{k:02d}"]) for k in range(1, 100)]
        assert quantiles == sorted(quantiles)
        assert 0 <= quantiles[0] <= float(row["mean"]) <= quantiles[-1] <= 100


def test_equal_seeds_give_equal_bytes(run: Run, tmp_path: Path, deu: Path) -> None:
    for name in ("a", "b"):
        assert run("backtest", deu, "--engines", "compromise", "--bootstrap", 50, "--out", tmp_path / name) == 0
    for file in ("backtest.html", "backtest.json"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_text_and_json_say_the_same(run: Run, tmp_path: Path, deu: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("backtest", "deu3", deu, "--engines", "compromise", "--bootstrap", 50, "--split", "dev")
    assert run(*arguments, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert run(*arguments) == 0
    text = capsys.readouterr().out
    assert (told["part"], told["negotiations"], told["issues"]) == ("dev", 5, 10)
    compromise = next(one for one in told["forecasters"] if one["name"] == "compromise")
    line = next(line for line in text.splitlines() if line.startswith("  compromise"))
    assert f"{compromise['scores']['error']['mean']:.2f}" in line
    assert "pseudo-forecasts" in text
    assert told["sha256"] in text


def test_fit_writes_parameters_that_repeat(run: Run, tmp_path: Path, deu: Path) -> None:
    for name in ("a.json", "b.json"):
        assert run("backtest", "deu3", deu, "--engines", "compromise", "--bootstrap", 20, "--fit", tmp_path / name) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    written = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert written["command"] == "detente backtest deu3 FILE --split train --fit parameters.json"
    assert (written["trained_on"]["part"], written["trained_on"]["issues"]) == ("train", 30)


def test_fit_does_not_look_at_other_parts(run: Run, tmp_path: Path, deu: Path) -> None:
    lines = deu.read_text(encoding="utf-8").splitlines()
    changed = [line.rsplit("\t", 1)[0] + "\t77" if line.startswith("dev") else line for line in lines]
    other = tmp_path / "other.tsv"
    other.write_text("\n".join(changed) + "\n", encoding="utf-8")
    weights = []
    for source, out in ((deu, "a.json"), (other, "b.json")):
        assert (
            run("backtest", "deu3", source, "--engines", "compromise", "--bootstrap", 2, "--fit", tmp_path / out) == 0
        )
        weights.append(json.loads((tmp_path / out).read_text(encoding="utf-8"))["weights"])
    assert weights[0] == weights[1]


def test_a_table_of_ones_own_is_forecast_in_its_units(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "negotiation,issue,actor,position,salience,capability,reference_point,outcome,scale_low,scale_high\n"
        "a,years,x,5,80,1,4,,4,10\na,years,y,9,50,2,,,,\nb,years,x,4,80,1,,6,4,10\nb,years,y,8,50,2,,,,\n",
        encoding="utf-8",
    )
    out = tmp_path / "forecasts.csv"
    assert run("backtest", own, "--engines", "compromise", "--bootstrap", 10, "--forecasts", out) == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [row["isnr"] for row in rows] == ["a/years", "b/years"]
    assert all(4 <= float(row["q50"]) <= 10 for row in rows)


def test_a_file_without_outcomes_is_forecast_and_not_scored(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bdm = tmp_path / "years.csv"
    bdm.write_text("Actor,Capability,Position,Salience\nx,2,4,50\ny,1,10,100\n", encoding="utf-8")
    assert run("backtest", bdm, "--forecasts", tmp_path / "f.csv") == 0
    assert "not scored" in capsys.readouterr().out
    assert run("backtest", bdm) == 2
    assert "--forecasts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deu3",), "doi.org/10.34810/data53"),
        (("nothing.csv",), "use one of: deu3"),
        (("deu3", "FILE", "--split", "sealed"), "a part of the file (dev, train)"),
        (("deu3", "FILE", "--engines", "chalenge"), "challenge"),
        (("deu3", "FILE", "--split", "sealed", "--fit", "x.json"), "--fit"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    run: Run, deu: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backtest", *(deu if a == "FILE" else a for a in arguments)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_the_page_stands_alone(run: Run, tmp_path: Path, deu: Path) -> None:
    assert run("backtest", deu, "--engines", "all", "--bootstrap", 20, "--out", tmp_path / "out") == 0
    page = (tmp_path / "out" / "backtest.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "http-equiv" in page
    assert page.count('<svg class="figure" role="img" aria-label=') == 4
    for told in ("pseudo-forecasts", "condorcet_election", "simple_mixture", "How to read"):
        assert told in page
