"""Ctrl-C while many documents are read: one sentence, exit code 130, no traceback of any process, none left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")

TEXT = (
    "Kenya rejected sanctions on Chile, its government said on Monday. Chilean Foreign Minister Ana Paz said that "
    "Chile demanded a ceasefire. Note {n} is by reporter{n} and has words{n} of its{n} own{n} here{n} too{n}. "
)
LONGEST = 60.0


@pytest.fixture
def place(tmp_path: Path) -> Path:
    file = tmp_path / "articles.jsonl"
    rows = [json.dumps({"id": f"a{n}", "text": TEXT.format(n=n) * 3}) + "\n" for n in range(1000)]
    file.write_text("".join(rows), encoding="utf-8")
    return file


def begin(*arguments: object) -> subprocess.Popen[str]:
    """The command in a session of its own, as a terminal would start it."""
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def interrupted(begun: subprocess.Popen[str]) -> str:
    """What it says when Ctrl-C reaches all of its processes; none of them may be left."""
    try:
        os.killpg(begun.pid, signal.SIGINT)
        out, err = begun.communicate(timeout=LONGEST)
        assert begun.returncode == 130, err
        assert "Traceback" not in out + err
        deadline = time.monotonic() + 10
        while alive(begun.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not alive(begun.pid)
        return err.strip()
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(begun.pid, signal.SIGKILL)


def alive(session: int) -> list[int]:
    """Processes of a session that are still running."""
    found = []
    for entry in Path("/proc").iterdir() if Path("/proc").is_dir() else ():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == session and fields[0] not in "ZX":
                    found.append(int(entry.name))
    return found


def wait_for(begun: subprocess.Popen[str], happened) -> None:
    deadline = time.monotonic() + LONGEST
    while not happened() and begun.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    assert begun.poll() is None


@pytest.mark.parametrize("moment", ["processes start", "parts come"])
def test_a_stopped_reading_says_what_is_kept_and_goes_on(place, tmp_path, run, moment):
    out = tmp_path / "statements.jsonl"
    parts = Path(f"{out}.parts")
    begun = begin("read", place, "--out", out, "--workers", 2)
    if moment == "processes start":
        wait_for(begun, lambda: len(alive(begun.pid)) >= 3)  # the first one, and two that are importing
    else:
        wait_for(begun, lambda: list(parts.glob("*.taken")))
    said = interrupted(begun)
    assert said == (f"detente: Stopped; what was read is kept in {parts}; run the same command again to go on.")
    assert not out.exists()
    if moment == "parts come":
        kept = {p.name: p.stat().st_mtime_ns for p in parts.glob("*.taken")}
        again = begin("read", place, "--out", out, "--workers", 2)
        wait_for(again, lambda: len(list(parts.glob("*.taken"))) > len(kept) or list(parts.glob("*.facts")))
        interrupted(again)
        assert {name: (parts / name).stat().st_mtime_ns for name in kept} == kept


def test_without_out_it_says_that_nothing_is_kept(place):
    begun = begin("read", place, "--workers", 2)
    wait_for(begun, lambda: len(alive(begun.pid)) >= 3)
    said = interrupted(begun)
    assert said == "detente: Stopped; nothing read is kept without --out: give --out FILE to be able to go on."


def test_asking_a_slow_model_is_left_at_once_and_its_answers_are_kept(tmp_path, language_server, reply, monkeypatch):
    monkeypatch.setenv("DETENTE_LLM_URL", language_server.url)
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tester")
    monkeypatch.setenv("DETENTE_LLM_PARALLEL", "1")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "documents"
    place.mkdir()
    for n in range(3):
        (place / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    language_server.respond = lambda request: reply(
        '{"statements": []}', delay=0.0 if len(language_server.requests) < 2 else 50
    )
    begun = begin("read", place, "--llm", "--out", tmp_path / "out.jsonl")
    wait_for(begun, lambda: len(language_server.requests) == 2)
    before = time.monotonic()
    said = interrupted(begun)
    assert time.monotonic() - before < 30
    answers = tmp_path / "cache" / "detente" / "answers.db"
    assert said == (
        f"detente: Stopped; the model's answers are kept in {answers}; run the same command again to go on."
    )
    language_server.respond = lambda request: []
    again = begin("read", place, "--llm", "--out", tmp_path / "out.jsonl")
    again.communicate(timeout=LONGEST)
    assert again.returncode == 0
    assert len(language_server.requests) == 4  # one was answered, one under way, two are asked again
