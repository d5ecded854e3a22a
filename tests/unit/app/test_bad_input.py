"""Twelve kinds of bad input, each one clear sentence and exit code 2, and nothing saved is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from detente.app.cli import main

CASE = """\
case: {id: canal, title: A canal, as_of: 2025-01-01}
actors:
  north: {name: North, required: true}
  south: {name: South, required: true}
issues:
  tolls: {question: Who sets tolls?, scale: {0: north, 100: south}, reference_point: 40}
stances:
  - {actor: north, issue: tolls, position: [0, 10, 30], salience: 80}
  - {actor: south, issue: tolls, position: 90, salience: 60}
"""


def sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("detente: ")
    assert said.count("\n") == 0
    assert said.endswith((".", "?"))
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize(
    ("kind", "old", "new", "words"),
    [
        ("missing field", "name: North, ", "", ["case.yaml:3", "actors.north.name"]),
        ("wrong type", "position: 90", "position: high", ["case.yaml:9", "stances", "position", "high"]),
        ("unknown actor", "actor: south", "actor: suoth", ["case.yaml:9", "suoth", "did you mean 'south'"]),
        ("duplicate id", "  south: {name: South", "  north: {name: South", ["case.yaml:4", "north"]),
        ("impossible number", "salience: 60", "salience: 600", ["case.yaml:9", "salience", "600", "0 to 100"]),
        ("unknown field", "required: true}\n  south", "requierd: true}\n  south", ["case.yaml:3", "requierd"]),
        ("broken file", "actors:\n", "actors: [\n", ["case.yaml:"]),
    ],
)
def test_bad_case(kind, old, new, words, tmp_path: Path, capsys):
    assert CASE.count(old) == 1
    (tmp_path / "case.yaml").write_text(CASE.replace(old, new))
    said = sentence(["analyze", str(tmp_path)], capsys)
    for word in words:
        assert word in said


def pdf_without_end(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def hole_of_three_gigabytes(path: Path) -> None:
    path.touch()
    os.truncate(path, 3_000_000_000)


def archive_that_is_no_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")


@pytest.mark.parametrize(
    ("kind", "name", "make", "word"),
    [
        ("empty", "a.txt", lambda p: p.write_bytes(b""), "empty"),
        ("binary", "a.txt", lambda p: p.write_bytes(bytes(range(256)) * 40), "text"),
        ("wrong encoding", "a.txt", lambda p: p.write_bytes(b"North said \xff\xfe\xfd\x81\x8d\x00 it " * 9), "a.txt"),
        ("broken pdf", "a.pdf", pdf_without_end, "a.pdf"),
        ("broken docx", "a.docx", archive_that_is_no_document, "a.docx"),
        ("huge", "a.txt", hole_of_three_gigabytes, "MB"),
    ],
)
def test_bad_document(kind, name, make, word, tmp_path: Path, capsys):
    folder = tmp_path / "documents"
    folder.mkdir()
    make(folder / name)
    said = sentence(["analyze", str(folder), "--out", str(tmp_path / "out")], capsys)
    assert name in said
    assert word in said


def test_reading_alone_says_it_as_clearly(tmp_path: Path, capsys):
    pdf_without_end(tmp_path / "a.pdf")
    assert sentence(["read", str(tmp_path)], capsys).startswith("detente: a.pdf: expected ")


def test_nothing_of_that_name(tmp_path: Path, capsys):
    assert "nothing of that name" in sentence(["analyze", str(tmp_path / "nowhere")], capsys)


def test_a_full_disk_leaves_the_case_as_it_was(tmp_path: Path):
    (tmp_path / "case.yaml").write_text(CASE)
    done = subprocess.run(
        [sys.executable, "-m", "detente", "analyze", str(tmp_path), "--draws", "200"],
        capture_output=True,
        text=True,
        check=False,
        # No file may grow past this size: the system refuses a write as it does on a full disk.
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000)),
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("detente: ")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "case.yaml").read_text() == CASE


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path, capsys, run):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(b"")
    (folder / "good.txt").write_text(
        "French President Anna Moreau said on Monday that France supports lifting the sanctions on Iran.\n"
        "Iranian Foreign Minister Reza Karimi said that Iran rejects inspections of its nuclear sites.\n"
    )
    assert run("analyze", str(folder), "--out", str(tmp_path / "out"), "--draws", "200") == 0
    said = capsys.readouterr().out
    assert "Not read: " in said
    assert "bad.txt" in said


def test_documents_that_name_nobody_end_in_one_sentence(run, capsys, tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("The minister said talks went on. Nobody answered.", encoding="utf-8")
    assert run("analyze", tmp_path / "articles", "--out", tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "at least one actor to forecast, got none" in said
    assert "Traceback" not in said
