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


def test_inverse_counts_rankings_exactly_and_says_what_they_must_meet(file, run, capsys):
    assert run("stability", file, "--inverse", 3, "--dm", "P1", "--concepts", "nash,seq", "--json") == 0
    found = json.loads(capsys.readouterr().out)["inverse"]
    assert (found["state"], found["dm"]) == (3, "P1")
    # of the 24 rankings half have 3 above 2; P2's answer to 2 is none it wants, so foresight changes nothing
    assert found["concepts"]["nash"] == {
        "stable": 12, "rankings": 24, "requirements": [{"move": 2, "no_worse_than_all_of_one": [[2]]}],
    }  # fmt: skip
    assert run("stability", file, "--inverse", 3, "--dm", "P1", "--concepts", "nash") == 0
    text = capsys.readouterr().out
    assert "nash  12 of 24 (50%)" in text
    assert "3 is no worse than 2 (the move to 2)" in text


def test_inverse_needs_state_and_decision_maker(file, run, capsys):
    assert run("stability", file, "--inverse", 3) == 2
    assert "--inverse STATE and --dm NAME together" in capsys.readouterr().err
    assert run("stability", file, "--inverse", 3, "--dm", "P3") == 2
    assert "expected one of the conflict, got 'P3'; choose one of P1, P2." in capsys.readouterr().err
    assert run("stability", file, "--inverse", 9, "--dm", "P1") == 2
    assert "a state that can be, got 9" in capsys.readouterr().err


def test_coalitions_say_who_breaks_an_equilibrium(tmp_path, run, capsys):
    entry = {
        "dms": {"P1": [0], "P2": [1]},
        "options": ["one", "two"],
        "ranking_best_first": {"P1": [3, 0, 1, 2], "P2": [3, 0, 2, 1]},
    }
    (tmp_path / "hunt.json").write_text(json.dumps(entry))
    assert run("stability", tmp_path / "hunt.json", "--concepts", "nash,sim", "--coalitions", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["equilibria"]["nash"] == [0, 3]
    assert found["coalitions"] == {
        "groups": [["P1", "P2"]], "equilibria": {"nash": [3]}, "broken": {"nash": {"0": [["P1", "P2"]]}},
    }  # fmt: skip
    assert run("stability", tmp_path / "hunt.json", "--concepts", "nash", "--coalitions") == 0
    assert "0 is broken by P1 and P2" in capsys.readouterr().out


def test_ways_from_now_and_those_against_ones_own_preference(file, run, capsys):
    assert run("stability", file, "--concepts", "nash,gmr", "--from", 0, "--json") == 0
    ways = json.loads(capsys.readouterr().out)["ways"]
    assert ways["from"] == 0
    assert ways["to"]["1"] == {
        "concepts": ["nash", "gmr"], "willing": [{"dm": "P1", "state": 1}], "any": [{"dm": "P1", "state": 1}],
    }  # fmt: skip
    assert ways["to"]["3"]["willing"] is None
    assert len(ways["to"]["3"]["any"]) == 2
    assert run("stability", file, "--concepts", "nash,gmr", "--from", 0) == 0
    text = capsys.readouterr().out
    assert "1 (nash, gmr): P1 to 1" in text
    assert "3 (gmr): only if somebody moves against its own preference: P1 to 1, P2 to 3" in text


def test_probability_needs_something_uncertain(file, run, capsys):
    assert run("stability", file, "--probability") == 2
    assert "give --spread 1" in capsys.readouterr().err
    assert (
        run("stability", file, "--probability", "--spread", "0.5", "--draws", 500, "--concepts", "nash", "--json") == 0
    )
    found = json.loads(capsys.readouterr().out)["probability"]
    assert (found["draws"], found["seed"], found["spread"]) == (500, 1, 0.5)
    assert 0.3 < found["share"]["nash"]["1"]["share"] < 1
    assert found["flips"]["nash"]["1"][0]["if"] > found["flips"]["nash"]["1"][0]["if_not"]


def test_probability_from_what_the_file_says_is_not_known(tmp_path, run, capsys):
    uncertain = {"P1": {"swaps": [{"states": [2, 3], "chance": 0.25}]}}
    (tmp_path / "maybe.json").write_text(json.dumps({**CHICKEN, "uncertain": uncertain}))
    assert run("stability", tmp_path / "maybe.json", "--probability", "--draws", 4000, "--concepts", "nash") == 0
    text = capsys.readouterr().out
    assert "Over 4,000 draws" in text
    # P1 stays at 3 only in the draws in which it prefers both to swerve; P2 would not: 3 is never stable for both
    assert "whether P1 prefers" in text
    assert run("stability", tmp_path / "maybe.json", "--probability", "--concepts", "nash", "--json") == 0
    share = json.loads(capsys.readouterr().out)["probability"]["share"]["nash"]
    assert share["1"]["share"] == 1
    assert share["2"]["share"] == pytest.approx(0.75, abs=0.02)


def test_misperception_is_told_wherever_the_file_has_it(tmp_path, run, capsys):
    (tmp_path / "blind.json").write_text(json.dumps({**CHICKEN, "misperceived": {"P2": [2]}}))
    assert run("stability", tmp_path / "blind.json", "--concepts", "nash", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["misperception"] == {"P2": {"unseen": [2], "equilibria": {"nash": [1]}}}
    assert found["equilibria"]["nash"] == [1, 2]
    assert run("stability", tmp_path / "blind.json", "--concepts", "nash") == 0
    assert "P2 does not see 2; in its eyes the equilibria are" in capsys.readouterr().out


def test_a_picture_is_written_and_says_what_it_leaves_out(file, tmp_path, run, capsys):
    assert run("stability", file, "--out", tmp_path / "out.svg", "--from", 0) == 0
    svg = (tmp_path / "out.svg").read_text()
    assert svg.startswith("<?xml")
    assert "P1 swerves" in svg
    assert run("stability", file, "--out", tmp_path / "out.svg", "--from", 7) == 2
    assert "a state that can be, got 7" in capsys.readouterr().err


CASE = """\
case: {id: canal, title: A canal, as_of: 2025-01-01}
actors:
  north: {name: North, required: true, capability: 1}
  south: {name: South, required: true, capability: 1}
issues:
  tolls: {question: Who sets tolls?, scale: {0: north, 100: south}, reference_point: 40}
stances:
  - {actor: north, issue: tolls, position: [0, 10, 60], salience: 50}
  - {actor: south, issue: tolls, position: [50, 90, 100], salience: 50}
no_deal: {north: {cost_of_continuing: 5}, south: {cost_of_continuing: 5}}
packages: {share: {title: Share, tolls: 50}}
"""
COMPLIANCE = """\
compliance:
  options:
    pays: {actor: north, what: North pays, kind: comply, sets: {tolls: 20}, costs: {north: [0, 5, 20]}}
    shuts: {actor: south, what: South shuts the locks, kind: respond, costs: {north: [1, 5, 9], south: 1}}
"""


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "canal"
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE + COMPLIANCE)
    return folder


def test_a_case_is_answered_package_by_package(case, run, capsys):
    assert run("stability", case, "--draws", 200, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found["packages"]) == {"share", ""}
    share = found["packages"]["share"]
    assert share["states"] == 4
    assert set(share["equilibria"]) == set(share["kept"]) == {"nash", "gmr", "smr", "seq", "sim"}
    assert 0 < share["kept"]["seq"]["share"] < 1
    assert share["breakers"][0]["actor"] == "north"
    assert run("stability", case, "--draws", 200) == 0
    assert "Would it be kept" in capsys.readouterr().out


def test_a_case_without_the_section_says_what_to_add(case, run, capsys):
    (case / "case.yaml").write_text(CASE)
    assert run("stability", case, "--draws", 100) == 2
    assert "expected a case with a section 'compliance', got none" in capsys.readouterr().err


def test_documents_alone_cannot_say_it(tmp_path, run, capsys):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "note.txt").write_text("North said on 3 May 2025 that it wants lower tolls.")
    assert run("stability", tmp_path / "talks") == 2
    assert "expected a case with a section 'compliance', got none" in capsys.readouterr().err


def test_what_is_asked_of_a_file_is_refused_for_a_case(case, run, capsys):
    assert run("stability", case, "--coalitions", "--from", 0) == 2
    assert "got --coalitions, --from" in capsys.readouterr().err
