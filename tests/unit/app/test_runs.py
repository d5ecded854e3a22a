"""Same inputs and seed, same bytes; killed at any moment, readable and resumable."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from detente.app.pipeline import analyze
from detente.ensemble.design import Design
from detente.storage.case_file import load_case

CASE = """\
case: {id: canal, title: A canal, as_of: 2025-01-01}
actors:
  north: {name: North, required: true, aliases: [Northland]}
  south: {name: South, required: true}
issues:
  tolls: {question: Who sets tolls?, scale: {0: north, 50: both, 100: south}, reference_point: 40}
  depth: {question: How deep?, scale: {0: shallow, 100: deep}, reference_point: 20}
stances:
  - actor: north
    issue: tolls
    position: [0, 10, 30]
    salience: [60, 80, 90]
    red_line: {max: [50, 60, 80], firmness: 0.7}
  - {actor: south, issue: tolls, position: [60, 90, 100], salience: [40, 60, 90]}
  - {actor: north, issue: depth, position: [0, 20, 60], salience: 20}
  - {actor: south, issue: depth, position: [40, 90, 100], salience: 70}
no_deal:
  north: {cost_of_continuing: [0, 5, 20]}
packages:
  share: {tolls: 50, depth: 70}
scenarios:
  drought: {set: [{actor: south, issue: tolls, salience: 100}]}
"""


def case_at(folder: Path) -> Path:
    folder.mkdir()
    (folder / "case.yaml").write_text(CASE)
    return folder


def results(folder: Path) -> bytes:
    (run,) = (folder / "runs").iterdir()
    return (run / "results.json").read_bytes()


def test_two_runs_with_one_seed_give_the_same_bytes(tmp_path: Path):
    design = Design(draws=600, block=250)
    first, second = case_at(tmp_path / "a"), case_at(tmp_path / "b")
    analyze(first, design)
    analyze(second, design)
    assert results(first) == results(second)
    (one,), (two,) = (first / "runs").iterdir(), (second / "runs").iterdir()
    assert (one / "report.html").read_bytes() == (two / "report.html").read_bytes()


def test_another_seed_is_another_run(tmp_path: Path):
    folder = case_at(tmp_path / "a")
    analyze(folder, Design(draws=300, seed=1))
    analyze(folder, Design(draws=300, seed=2))
    assert len(list((folder / "runs").iterdir())) == 2


def test_the_block_size_does_not_change_the_forecast(tmp_path: Path):
    one = analyze(case_at(tmp_path / "a"), Design(draws=600, block=600)).analysis.forecast
    two = analyze(case_at(tmp_path / "b"), Design(draws=600, block=100)).analysis.forecast
    assert one.baseline.outcomes == two.baseline.outcomes
    assert one.baseline.zone.exists == two.baseline.zone.exists


def test_a_killed_run_is_readable_and_goes_on_where_it_stopped(tmp_path: Path, run):
    whole, killed = case_at(tmp_path / "whole"), case_at(tmp_path / "killed")
    options = ["--draws", "30000", "--seed", "3"]
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "analyze", str(killed), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not list(killed.glob("runs/*/blocks/*.npz")) and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()

    assert not list(killed.glob("runs/*/results.json")), "the run was over before it could be killed"
    assert load_case(killed).case.case.id == "canal"
    with sqlite3.connect(killed / "detente.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finished = {b: b.stat().st_mtime_ns for b in killed.glob("runs/*/blocks/*.npz")}
    assert finished

    assert run("analyze", str(killed), *options) == 0
    assert run("analyze", str(whole), *options) == 0
    assert {b: b.stat().st_mtime_ns for b in finished} == finished, "finished blocks were computed again"
    assert results(killed) == results(whole)
