"""Deliberate mistakes on the way of reading: each one clear sentence, exit code 2, and nothing made or lost."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

GOOD = '{"id": "a", "text": "Kenya rejected sanctions on Chile."}\n'


def sentence(run, capsys, *arguments) -> str:
    """The one sentence a mistake ends in."""
    assert run(*arguments) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("detente: ")
    assert "\n" not in said
    assert said.endswith((".", "?"))
    return said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "documents").mkdir()
    return tmp_path / "documents"


COMMANDS = [["read"], ["read", "--attributions"], ["timeline"], ["actors"], ["analyze", "--out", "made"]]
COMMANDS.append(["read", "--out", "out.jsonl"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_folder(run, capsys, folder, command):
    said = sentence(run, capsys, command[0], folder, *command[1:])
    assert "a folder without any; put the sources there" in said
    assert [p.name for p in folder.parent.iterdir()] == ["documents"]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_folder_of_nothing_that_can_be_read(run, capsys, folder, command):
    (folder / "a.xyz").write_text("x")
    (folder / "b.mp3").write_text("y")
    said = sentence(run, capsys, command[0], folder, *command[1:])
    assert "expected documents that can be read (.txt, .md," in said
    assert "got 2 that cannot, the first being a.xyz ('.xyz'); convert it to one of them." in said


def half_a_word_file(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>" + "x" * 2000)
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.txt", lambda p: p.write_bytes(bytes(range(256)) * 20), "expected a text file, got binary data"),
        ("a.pdf", lambda p: p.write_bytes(b"%PDF-1.4\n1 0 obj\n<<"), "a sound PDF file, got one that is damaged"),
        ("a.docx", half_a_word_file, "a .docx document, got a file that is no zip archive"),
        (
            "a.csv",
            lambda p: p.write_text("title,date\nx,y\n"),
            "a.csv: row 1: expected a header with a column of texts",
        ),
        ("a.csv", lambda p: p.write_text(""), "a document with text, got an empty file"),
        (
            "a.jsonl",
            lambda p: p.write_text("nonsense\nmore\n"),
            "2 that cannot, the first being a.jsonl: line 1 (something else); write each article as one line of JSON.",
        ),
    ],
)
def test_a_file_that_is_not_what_it_is_called(run, capsys, folder, name, make, words):
    make(folder / name)
    assert words in sentence(run, capsys, "read", folder / name)


def test_a_broken_line_is_named_and_the_others_are_read(run, capsys, folder):
    (folder / "a.jsonl").write_text(GOOD + '{"id": "b", "text": "broken\n' + GOOD.replace('"a"', '"c"'))
    assert run("read", folder, "--json") == 0
    out, err = capsys.readouterr()
    assert [s["document"] for s in json.loads(out)] == ["a.jsonl#a", "a.jsonl#c"]
    assert "a.jsonl: line 2: expected a JSON object, got one that is broken (" in err


def test_two_documents_of_one_id(run, capsys, folder):
    (folder / "a.csv").write_text('id,text\na,"Kenya rejected sanctions on Chile."\na,"Peru rejected sanctions."\n')
    assert run("read", folder, "--json") == 0
    assert {s["document"] for s in json.loads(capsys.readouterr().out)} == {"a.csv#a", "a.csv#row-3"}
    (folder / "a.jsonl").write_text(GOOD + GOOD)
    said = sentence(run, capsys, "read", folder / "a.jsonl", "--attributions")
    assert "a.jsonl:2: id: expected an id of its own, got 'a', that of line 1 too" in said


@pytest.mark.parametrize("option", [["--out", "x.jsonl"], ["--llm"], ["--case", "case.yaml"], ["--dropped"]])
def test_attributions_beside_options_they_do_not_have(run, capsys, folder, option):
    (folder / "a.jsonl").write_text(GOOD)
    said = sentence(run, capsys, "read", folder / "a.jsonl", "--attributions", *option)
    assert f"--attributions: expected no other option that says what to read, got {option[0]}" in said


def test_attributions_of_a_file_that_holds_none(run, capsys, folder):
    for content, words in (("", "an empty file"), ("[" * 100_000, "one JSON object a line, got something else")):
        (folder / "a.jsonl").write_text(content)
        assert words in sentence(run, capsys, "read", folder / "a.jsonl", "--attributions")


def test_places_where_nothing_can_be_written_are_said_before_anything_is_read(run, capsys, folder, monkeypatch):
    (folder / "a.jsonl").write_text(GOOD)
    (folder.parent / "taken").mkdir()
    (folder.parent / "file").write_text("a file")

    def never(*_arguments, **_more):
        raise AssertionError("read all the same")

    monkeypatch.setattr("detente.app.at_once.read_folder", never)
    read = ["read", folder]
    assert "a folder of that name is in the way" in sentence(run, capsys, *read, "--out", "taken")
    assert "a part of the path is a file" in sentence(run, capsys, *read, "--out", "file/x/y.jsonl")
    assert "a file outside the folder that is read" in sentence(run, capsys, *read, "--out", folder / "out.jsonl")
    assert "a case's own" in sentence(run, capsys, *read, "--out", "case.yaml")
    assert "another file than the one that is read" in sentence(
        run, capsys, "read", folder / "a.jsonl", "--out", folder / "a.jsonl"
    )

    def refused(*_arguments, **_more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("detente.storage.files.tempfile.mkstemp", refused)
    assert "you have no permission there: choose another folder" in sentence(run, capsys, *read, "--out", "x.jsonl")


@pytest.mark.parametrize("count", [2, 205])
def test_a_full_disk(run, capsys, folder, monkeypatch, count):
    rows = [
        json.dumps({"id": f"a{n}", "text": f"Kenya rejected sanctions on Chile in note {n}."}) for n in range(count)
    ]
    (folder / "a.jsonl").write_text("\n".join(rows) + "\n")
    (folder.parent / "out.jsonl").write_text("as it was")
    written = os.fdopen

    def full(handle, *more):
        stream = written(handle, *more)

        class Full(type(stream)):  # type: ignore[misc]
            def write(self, data):
                raise OSError(28, "No space left on device")

        return Full(stream.detach())

    monkeypatch.setattr("detente.storage.files.os.fdopen", full)
    said = sentence(run, capsys, "read", folder, "--out", folder.parent / "out.jsonl", "--workers", 1)
    assert "the disk is full: free some space and try again" in said
    assert (folder.parent / "out.jsonl").read_text() == "as it was"
    assert not list(folder.parent.glob(".*.tmp"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_device_is_written_to_and_never_replaced(run, folder):
    (folder / "a.jsonl").write_text(GOOD)
    assert run("read", folder, "--out", "/dev/null") == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_too_many_documents_without_a_case_for_what_needs_all_at_once(run, capsys, folder):
    rows = [json.dumps({"id": f"a{n}", "text": f"Kenya rejected sanctions on Chile in note {n}."}) for n in range(203)]
    (folder / "a.jsonl").write_text("\n".join(rows) + "\n")
    for command in ("actors", "timeline"):
        assert "at most 200 documents without a case, got more" in sentence(run, capsys, command, folder)


CASE = """\
case: {id: water, title: Water, as_of: 2031-12-31}
actors: {peru: {name: Peru, required: true}}
issues: {tariffs: {question: How high?, scale: {0: none, 100: high}, reference_point: 50}}
"""


def test_a_case_without_sources(run, capsys, folder):
    (folder / "case.yaml").write_text(CASE)
    for more in ([], ["--out", "x.jsonl"], ["--attributions"]):
        said = sentence(run, capsys, "read", folder, *more)
        assert f"{folder / 'sources'}: expected" in said
    assert run("actors", folder) == 0
    assert "Nobody is named" in capsys.readouterr().out
    (folder / "actors.yaml").mkdir()
    (folder / "sources").mkdir()
    assert "actors.yaml: expected a file, got a folder of that name" in sentence(run, capsys, "read", folder)
