"""Cases made, checked, imported and exported from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.storage.case_file import load_case

BDM = "Actor,Capability,Position,Salience\nNorth,0.4,4,0.8\nSouth,0.6,10,0.5\n"


def test_a_new_case_is_sound_and_runs(tmp_path: Path, monkeypatch, capsys, run):
    monkeypatch.chdir(tmp_path)
    assert run("new", "my-case") == 0
    assert run("check", "my-case") == 0
    assert "sound" in capsys.readouterr().out
    assert run("analyze", "my-case", "--draws", "100") == 0
    assert list(tmp_path.glob("my-case/runs/*/report.html"))


def test_check_prints_every_problem(tmp_path: Path, monkeypatch, capsys, run):
    monkeypatch.chdir(tmp_path)
    run("new", "my-case")
    file = tmp_path / "my-case" / "case.yaml"
    file.write_text(file.read_text().replace("required: true", "required: maybe"))
    capsys.readouterr()
    assert run("check", "my-case") == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) >= 2
    assert all(line.startswith("detente: case.yaml:") and "required" in line for line in said)


def test_check_finds_a_quotation_that_does_not_stand_in_its_document(tmp_path: Path, capsys, run):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("The minister said that the canal is closed.")
    (tmp_path / "case.yaml").write_text(
        "case: {id: canal, title: A canal, as_of: 2025-01-01}\n"
        "sources:\n"
        "  right: {document: a.txt, quote: the canal is closed}\n"
        "  wrong: {document: a.txt, quote: the canal is open}\n"
    )
    assert run("check", str(tmp_path)) == 2
    said = capsys.readouterr().err
    assert "case.yaml:4: sources.wrong.quote" in said
    assert "sources.right" not in said


def test_import_and_export_give_the_same_numbers_back(tmp_path: Path, run):
    (tmp_path / "data.csv").write_text(BDM)
    assert run("import", str(tmp_path / "data.csv"), "--out", str(tmp_path / "case"), "--as-of", "2000-01-02") == 0
    assert str(load_case(tmp_path / "case").case.case.as_of) == "2000-01-02"
    assert run("export", str(tmp_path / "case"), "--out", str(tmp_path / "back.csv"), "--format", "bdm") == 0
    assert (tmp_path / "back.csv").read_text().split() == BDM.split()
    assert run("export", str(tmp_path / "case"), "--out", str(tmp_path / "back.xlsx")) == 0
    assert (tmp_path / "back.xlsx").stat().st_size > 1000


def test_an_import_never_replaces_a_case(tmp_path: Path, capsys, run):
    (tmp_path / "data.csv").write_text(BDM)
    run("import", str(tmp_path / "data.csv"), "--out", str(tmp_path / "case"))
    assert run("import", str(tmp_path / "data.csv"), "--out", str(tmp_path / "case")) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--format", "pdf"], []])
def test_an_unknown_format_is_said(arguments, tmp_path: Path, capsys, run):
    (tmp_path / "data.csv").write_text(BDM)
    run("import", str(tmp_path / "data.csv"), "--out", str(tmp_path / "case"))
    assert run("export", str(tmp_path / "case"), "--out", str(tmp_path / "out.pdf"), *arguments) == 2
    assert "--format: expected one of csv, xlsx" in capsys.readouterr().err
