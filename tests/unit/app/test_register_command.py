"""``detente register``: on record before, resolved and scored after, refused when tampered with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[3] / "examples" / "nile-dam"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("register") / "nile-dam"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("runs", "detente.db*"))
    return folder


@pytest.fixture
def file(tmp_path):
    return tmp_path / "register.jsonl"


COMMON = ("--by", "2027-12-31", "--criterion", "the text as published", "--at", "2026-01-01", "--draws", "200")


def added(run, capsys, case, file, *options):
    assert run("register", "add", case, *COMMON, "--file", file, "--json", *options) == 0
    return json.loads(capsys.readouterr().out)


def test_an_issue_is_put_on_record_resolved_and_scored(run, capsys, case, file):
    entry = added(run, capsys, case, file, "--issue", "drought_operation")
    assert len(entry["body"]["foreseen"]["quantiles"]) == 99
    assert entry["body"]["baseline"]["made_by"] == "positions by salience"
    assert len(entry["body"]["case_sha256"]) == 64
    assert "detente" in entry["body"]["versions"]
    done = ("register", "resolve", entry["forecast"], "--outcome", "45", "--source", "s", "--at", "2028-01-01")
    assert run(*done, "--file", file) == 0
    capsys.readouterr()
    assert run("register", "score", "--file", file, "--at", "2028-01-01", "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert card["scored"][0]["outcome"] == 45
    assert card["scored"][0]["skill"] is not None
    assert run("register", "score", "--file", file) == 0
    assert "CRPS" in capsys.readouterr().out


def test_equal_cases_and_days_give_equal_entries(run, capsys, case, tmp_path):
    first, second = (
        added(run, capsys, case, tmp_path / name, "--issue", "drought_operation") for name in ("a.jsonl", "b.jsonl")
    )
    assert first == second


def test_an_event_is_a_persons_probability(run, capsys, case, file):
    entry = added(run, capsys, case, file, "--event", "signed", "--probability", "0.2", "--name", "A. Analyst")
    assert run("register", "resolve", entry["forecast"], "--outcome", "no", "--source", "s", "--file", file) == 0
    capsys.readouterr()
    assert run("register", "list", "--file", file) == 0
    assert "20% likely (A. Analyst)" in capsys.readouterr().out


def test_a_withdrawn_forecast_stays_on_record_and_is_not_scored(run, capsys, case, file):
    entry = added(run, capsys, case, file, "--event", "signed", "--probability", "0.2", "--name", "A")
    assert run("register", "withdraw", entry["forecast"], "--reason", "merged", "--file", file) == 0
    capsys.readouterr()
    assert run("register", "score", "--file", file, "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert (card["entries"], card["scored"], card["withdrawn"]) == (2, [], [entry["forecast"]])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--issue", "drought_operatoin"), "drought_operation"),
        (("--issue", "drought_operation", "--event", "e"), "one of the two"),
        ((), "one of the two"),
        (("--event", "e", "--name", "A"), "a probability between 0 and 1"),
        (("--event", "e", "--probability", "1.5", "--name", "A"), "a probability between 0 and 1"),
        (("--event", "e", "--probability", "0.5"), "whose probability"),
        (("--issue", "drought_operation", "--by", "2025-12-31"), "before its outcome"),
        (("--issue", "drought_operation", "--criterion", " "), "how the outcome is decided"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_nothing_written(run, capsys, case, file, options, said):
    assert run("register", "add", case, *COMMON, "--file", file, *options) == 2
    assert said in capsys.readouterr().err
    assert not file.exists()


def test_a_changed_register_is_refused(run, capsys, case, file):
    entry = added(run, capsys, case, file, "--event", "signed", "--probability", "0.2", "--name", "A")
    file.write_text(file.read_text(encoding="utf-8").replace('"probability":0.2', '"probability":0.9'), "utf-8")
    assert run("register", "score", "--file", file) == 2
    assert f"{file.name}:1" in capsys.readouterr().err
    assert run("register", "resolve", entry["forecast"], "--outcome", "yes", "--source", "s", "--file", file) == 2


def test_outcomes_off_the_scale_and_unknown_forecasts_are_refused(run, capsys, case, file):
    entry = added(run, capsys, case, file, "--issue", "drought_operation")
    for outcome in ("450", "nan", "yes"):
        assert run("register", "resolve", entry["forecast"], "--outcome", outcome, "--source", "s", "--file", file) == 2
    assert "a number from 0 to 100" in capsys.readouterr().err
    assert run("register", "resolve", "f0", "--outcome", "4", "--source", "s", "--file", file) == 2
