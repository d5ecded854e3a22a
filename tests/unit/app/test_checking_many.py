"""``detente check`` looks at one document at a time, and names every fault of the actor file."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.app import checking
from detente.domain.document import Document

CASE = """\
case: {id: water, title: Water, as_of: 2031-12-31}
actors:
  peru: {name: Peru, required: true}
  chile: {name: Chile, required: true}
issues:
  tariffs: {question: How high?, scale: {0: none, 100: high}, reference_point: 50, keywords: [tariff]}
sources:
  s1: {document: d0001.txt, quote: Peru rejected tariffs in note 1.}
  s2: {document: d0002.txt, quote: Peru rejected tariffs in note 1.}
  s3: {document: none.txt, quote: anything}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    for n in range(250):
        (tmp_path / "sources" / f"d{n:04d}.txt").write_text(f"Peru rejected tariffs in note {n}.", encoding="utf-8")
    return tmp_path


def test_one_document_is_held_at_a_time(case, monkeypatch):
    alive, most = [0], [0]

    class Counted(Document):
        def __del__(self) -> None:
            alive[0] -= 1

    given = checking.read_each

    def counting(place):
        for found in given(place):
            alive[0] += 1
            most[0] = max(most[0], alive[0])
            yield Counted(found.path, found.text, found.media_type)
            del found

    monkeypatch.setattr(checking, "read_each", counting)
    report = checking.check_case(case)
    assert most[0] <= 2
    assert [p.partition(":")[2].partition(":")[0] for p in report.problems if "words that stand in" in p] == ["9"]
    assert "250 documents" in report.lines[1]


def test_of_very_many_that_cannot_be_read_the_first_are_named(case, run, capsys):
    for n in range(230):
        (case / "sources" / f"x{n:04d}.xyz").write_text("?", encoding="utf-8")
    assert run("check", case) == 2
    said = capsys.readouterr().err
    assert said.count("convert it to one of them") == 200
    assert "30 more could not be read." in said


def test_every_fault_of_the_actor_file_is_named(case, run, capsys):
    (case / "actors.yaml").write_text(
        "actors:\n  fox: {name: Rosa Diaz, represents: per}\n  wolf: {name: Wolf, kind: beast}\n", encoding="utf-8"
    )
    assert run("check", case) == 2
    said = capsys.readouterr().err
    assert "actors.yaml:3: actors.wolf.kind" in said
    (case / "actors.yaml").write_text(
        "actors:\n  fox: {name: Rosa Diaz, represents: per}\n  wolf: {name: Rosa Diaz}\n", encoding="utf-8"
    )
    assert run("check", case) == 2
    said = capsys.readouterr().err
    assert "actors.yaml:2: actors.fox.represents" in said
    assert "actors.yaml:3: actors.wolf.aliases" in said
