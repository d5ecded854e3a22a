"""``detente read`` to a file: few documents and many, and a kill in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = (
    "Kenya rejected sanctions on Chile, its government said on Monday. Chilean Foreign Minister Ana Paz said that "
    "Chile demanded a ceasefire. Note {n} of {m} is by reporter{n} and has words{n} of its{n} own{n} here{n} too{n}."
)


def table(tmp_path: Path, count: int) -> Path:
    file = tmp_path / "articles.csv"
    rows = [f'"a{n}","{TEXT.format(n=n, m=n * 7)}"' for n in range(count)]
    file.write_text("id,text\n" + "\n".join(rows) + "\n")
    return file


def statements(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_few_documents_go_to_a_file_as_they_are_printed(tmp_path, run, capsys):
    place, out = table(tmp_path, 3), tmp_path / "statements.jsonl"
    assert run("read", place, "--out", out) == 0
    assert f"statements of 3 documents in {out}" in capsys.readouterr().out
    assert run("read", place, "--json") == 0
    assert statements(out) == json.loads(capsys.readouterr().out)


def test_many_documents_go_to_a_file_and_their_parts_are_cleared_away(tmp_path, run, capsys):
    place, out = table(tmp_path, 205), tmp_path / "statements.jsonl"
    assert run("read", place, "--out", out, "--workers", 1, "--dropped") == 0
    shown = capsys.readouterr().out
    assert "205 documents read" in shown
    assert "statements of 205 documents in" in shown
    assert {s["document"] for s in statements(out)} == {f"articles.csv#a{n}" for n in range(205)}
    assert not Path(f"{out}.parts").exists()
    assert run("read", place, "--workers", 1, "--json") == 0
    assert json.loads(capsys.readouterr().out) == statements(out)
    assert run("read", place, "--out", place) == 2
    assert "another file" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_reading_goes_on_where_it_stopped(tmp_path, run):
    place, out, whole = table(tmp_path, 260), tmp_path / "statements.jsonl", tmp_path / "whole.jsonl"
    assert run("read", place, "--out", whole, "--workers", 1) == 0
    command = [sys.executable, "-m", "detente", "read", str(place), "--out", str(out), "--workers", "2"]
    begun = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts, deadline = Path(f"{out}.parts"), time.monotonic() + 60
    while not list(parts.glob("*.facts")) and begun.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(begun.pid, signal.SIGKILL)
    begun.wait()
    assert not out.exists()
    kept = {p.name: p.stat().st_mtime_ns for p in parts.glob("*.facts")}
    assert kept
    assert run("read", place, "--out", out, "--workers", 1) == 0
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.slow
def test_many_documents_are_analysed_from_the_most_telling_statements(tmp_path, run, capsys):
    place = table(tmp_path, 205)
    assert run("analyze", place, "--out", tmp_path / "case", "--draws", 100, "--json") == 0
    first = json.loads(capsys.readouterr().out)
    assert any("of each party on each issue the 200 most telling" in limit for limit in first["limits"])
    assert run("analyze", tmp_path / "case", "--draws", 100, "--json") == 0
    assert json.loads(capsys.readouterr().out) == first
