"""One engine on one file: the layout other programs read, under the file's own names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

BDM = "Actor,Capability,Position,Salience\nNorth,0.4,4,0.8\nSouth,0.6,10,0.5\nEast,0.1,10,0.5\n"
KTAB = (
    "Canal, who pays,2,2,\nActor,Description,Influence,Tolls Position,Tolls Salience,Depth Position,Depth Salience,\n"
)
KTAB += "N-1,North,60,10,40,20,30,\nS-1,South,40,90,50,80,20,\n"
EXCHANGE = "#A;N;North\n#A;S;South\n#P;tolls;Tolls\n#P;depth;Depth\n"
EXCHANGE += "#D;N;tolls;0;0.9;1\n#D;N;depth;0;0.2;1\n#D;S;tolls;100;0.3;1\n#D;S;depth;100;0.8;1\n"


def solved(run, capsys, file: Path, *arguments: str) -> dict:
    assert run("solve", file, "--json", *arguments) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "text", "actors", "issues"),
    [
        ("a.csv", BDM, ["North", "South", "East"], ["Position"]),
        ("b.csv", KTAB, ["N-1", "S-1"], ["Tolls Position", "Depth Position"]),
        ("c.txt", EXCHANGE, ["N", "S"], ["tolls", "depth"]),
    ],
)
def test_names_are_those_of_the_file(name, text, actors, issues, tmp_path, run, capsys):
    (tmp_path / name).write_text(text)
    found = solved(run, capsys, tmp_path / name, "--engine", "compromise")
    assert found["actors"] == actors
    assert found["issues"] == issues
    assert list(found["outcome"]) == issues
    assert set(found["rounds"][0]["positions"]) == set(actors)


def test_the_first_round_is_the_initial_state(tmp_path, run, capsys):
    (tmp_path / "a.csv").write_text(BDM)
    found = solved(run, capsys, tmp_path / "a.csv", "--engine", "weighted_median", "--set", "tie=lower")
    assert found["switches"] == {"tie": "lower"}
    start = found["rounds"][0]
    assert start["positions"]["North"] == {"Position": 4}
    assert start["mean"]["Position"] == pytest.approx((0.32 * 4 + 0.3 * 10 + 0.05 * 10) / 0.67)
    assert start["median"]["Position"] == 10


def test_every_engine_answers_in_this_layout(tmp_path, run, capsys):
    from detente.engines.catalogue import engine_names

    (tmp_path / "b.csv").write_text(KTAB)
    for name in engine_names():
        found = solved(run, capsys, tmp_path / "b.csv", "--engine", name)
        assert found["engine"] == name
        assert found["reading"]
        assert list(found["outcome"]) == ["Tolls Position", "Depth Position"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--engine", "compromize"], "did you mean 'compromise'"),
        (["--engine", "weighted_median", "--set", "tie=up"], "no value 'up'"),
        (["--engine", "weighted_median", "--set", "tie"], "name=value"),
        (["--engine", "compromise", "--reading", "x"], "no reading 'x'"),
    ],
)
def test_what_an_engine_does_not_have_is_said(arguments, words, tmp_path, run, capsys):
    (tmp_path / "a.csv").write_text(BDM)
    assert run("solve", tmp_path / "a.csv", *arguments) == 2
    assert words in capsys.readouterr().err


def test_the_dice_are_thrown_by_the_seed(tmp_path, run, capsys):
    (tmp_path / "a.csv").write_text(BDM)

    def landing(seed):
        found = solved(
            run, capsys, tmp_path / "a.csv", "--engine", "spatial", "--reading", "efird-2016", "--seed", seed
        )
        assert found["seed"] == int(seed)
        return found["outcome"]["Position"]

    throws = [landing(str(seed)) for seed in range(4)]
    assert landing("2") == throws[2]
    assert len(set(throws)) > 1
