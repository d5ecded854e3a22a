"""``detente timeline`` and ``detente actors``, on a made-up folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.app.cli import main

CASE = """\
case: {id: water, title: Water, as_of: 2031-12-31}
actors:
  peru: {name: Peru, required: true, at_table: true}
  chile: {name: Chile, required: true, at_table: true}
  bolivia: {name: Bolivia, required: true}
issues:
  tariffs: {question: How high?, scale: {0: none, 100: high}, reference_point: 50, keywords: [tariff]}
"""
MET = (
    "Peru and Chile met in Lima on 4 March 2031. Bolivia was briefed by Chile on the talks. "
    "The Old Fox demanded tariffs."
)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert ended.value.code in (0, None), err
    return out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "water"
    (root / "sources").mkdir(parents=True)
    (root / "case.yaml").write_text(CASE, encoding="utf-8")
    (root / "sources" / "2031-03-05-met.txt").write_text(MET, encoding="utf-8")
    return root


def test_timeline_of_a_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = _run(capsys, "timeline", str(folder))
    assert "4 March 2031  Meeting, Lima" in text
    assert "told later: Bolivia (by Chile" in text
    assert "1 event." in text
    data = json.loads(_run(capsys, "timeline", str(folder), "--json"))
    (event,) = data["events"]
    assert event["when"]["first"] == "2031-03-04"
    (report,) = event["reports"]
    assert MET[report["start"] : report["end"]] == report["quote"]
    assert [a["party"] for a in event["absent"]] == ["bolivia"]


def test_timeline_of_documents_without_a_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(_run(capsys, "timeline", str(folder / "sources"), "--json"))
    assert data["events"][0]["absent"] == []
    assert not list(Path.cwd().glob("sources-case"))


def test_actors_are_listed_and_a_proposal_is_written_and_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(_run(capsys, "actors", str(folder), "--json"))
    assert {a["actor"] for a in found["actors"]} >= {"peru", "chile", "bolivia"}
    _run(capsys, "actors", str(folder), "--write")
    assert (folder / "actors.yaml").is_file()
    _run(capsys, "actors", str(folder), "--write")
    assert (folder / "actors.proposed.yaml").is_file()
    text = "actors:\n  fox: {name: Rosa Diaz, aliases: [The Old Fox], represents: peru}\n"
    (folder / "actors.yaml").write_text(text, encoding="utf-8")
    found = json.loads(_run(capsys, "actors", str(folder), "--json"))
    fox = next(a for a in found["actors"] if a["actor"] == "fox")
    assert (fox["party"], fox["mentions"], fox["statements"]) == ("peru", 1, 1)


def test_a_wrong_actor_file_is_one_sentence_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "actors.yaml").write_text("actors:\n  fox: {name: Rosa Diaz, represents: per}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["timeline", str(folder)])
    assert ended.value.code == 2
    assert "actors.yaml:2: actors.fox.represents: expected the id of an actor, got 'per'; did you mean 'peru'?" in (
        capsys.readouterr().err
    )
