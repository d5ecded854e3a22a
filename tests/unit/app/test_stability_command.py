"""``detente stability``: the layout other programs read, the words people read, and the files it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CHICKEN = {
    "id": "chicken",
    "dms": {"P1": [0], "P2": [1]},
    "options": ["P1 swerves", "P2 swerves"],
    "ranking_best_first": {"P1": [2, 3, 1, 0], "P2": [1, 3, 2, 0]},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "chicken.json"
    path.write_text(json.dumps(CHICKEN))
    return path


def test_json_is_the_number_of_states_and_the_equilibria_by_concept(file, run, capsys):
    assert run("stability", file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "states": 4,
        "equilibria": {"nash": [1, 2], "gmr": [1, 2, 3], "smr": [1, 2, 3], "seq": [1, 2], "sim": [1, 2, 3]},
    }


def test_only_the_concepts_asked_for(file, run, capsys):
    assert run("stability", file, "--concepts", "seq, NASH", "--json") == 0
    assert json.loads(capsys.readouterr().out)["equilibria"] == {"seq": [1, 2], "nash": [1, 2]}


def test_text_names_the_options_taken(file, run, capsys):
    assert run("stability", file, "--concepts", "nash,gmr") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "4 states; 3 stable for all by nash, gmr"
    assert [line.split(maxsplit=3) for line in lines[1:]] == [
        ["1", "nash", "gmr", "P1 swerves"],
        ["2", "nash", "gmr", "P2 swerves"],
        ["3", "-", "gmr", "P1 swerves + P2 swerves"],
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--concepts", "nsh"], "did you mean 'nash'"),
        (["--out", "graph.png"], "a file that ends in .json, .graphml, .svg"),
    ],
)
def test_what_is_wrong_is_one_sentence(file, run, capsys, arguments, said):
    assert run("stability", file, *arguments) == 2
    assert said in capsys.readouterr().err


def test_named_states_have_no_simultaneous_moves(tmp_path, run, capsys):
    entry = {"arcs": {"A": {"1": [2]}, "B": {"2": [1]}}, "ranking_best_first": {"A": [2, 1], "B": [1, 2]}}
    (tmp_path / "named.json").write_text(json.dumps(entry))
    assert run("stability", tmp_path / "named.json", "--json") == 0
    assert list(json.loads(capsys.readouterr().out)["equilibria"]) == ["nash", "gmr", "smr", "seq"]
    assert run("stability", tmp_path / "named.json", "--concepts", "sim") == 2
    assert "named states" in capsys.readouterr().err


def test_what_is_written_is_the_conflict_and_its_graph(file, tmp_path, run, capsys):
    assert run("stability", file, "--out", tmp_path / "out.json") == 0
    written = json.loads((tmp_path / "out.json").read_text())
    assert written["ranking_best_first"] == CHICKEN["ranking_best_first"]
    assert written["expected"]["seq"] == [1, 2]
    assert run("stability", file, "--out", tmp_path / "out.graphml") == 0
    assert (tmp_path / "out.graphml").read_text().count("<edge ") == 8
    capsys.readouterr()
