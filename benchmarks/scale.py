"""Reads generated documents with ``detente read --out``: throughput, peak memory, and what a kill in the middle costs.

python benchmarks/scale.py [COUNT] [--workers N] [--no-kill] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from generated_articles import write_folder


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("count", type=int, nargs="?", default=20_000)
    arguments.add_argument("--workers", type=int, default=os.cpu_count())
    arguments.add_argument("--no-kill", action="store_true")
    arguments.add_argument("--keep", type=Path, help="Folder for the documents and the output, left behind.")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = given.keep or Path(temporary)
        documents = place / f"documents-{given.count}"
        if not documents.exists():
            write_folder(documents, given.count)
        size = sum(p.stat().st_size for p in documents.rglob("*") if p.is_file())
        print(f"{given.count:,} documents, {size / 1e6:.0f} MB, {given.workers} processes", flush=True)
        out, whole = place / "resumed.jsonl", place / "whole.jsonl"
        if not given.no_kill:
            out.unlink(missing_ok=True)
            before = read(documents, out, given.workers, kill_at=0.5)
            print(f"killed after {before.seconds:.0f} s with {before.parts} parts read; processes left behind: "
                  f"{before.left}", flush=True)  # fmt: skip
            after = read(documents, out, given.workers)
            print(f"gone on with for {after.seconds:.0f} s, {after.processor:.0f} s of processor time", flush=True)
        found = read(documents, whole, given.workers)
        print(f"read at once in {found.seconds:.0f} s: {given.count / found.seconds:.1f} documents/s; "
              f"{given.count / found.processor:.1f} documents a second of processor time")  # fmt: skip
        print(
            f"peak memory: {found.peak / 1e6:.0f} MB all processes together, {found.largest / 1e6:.0f} MB the largest"
        )
        print(f"{sum(1 for _ in whole.open('rb')):,} statements, {whole.stat().st_size / 1e6:.0f} MB", flush=True)
        if not given.no_kill:
            same = digest(whole) == digest(out)
            print(f"the killed reading's result is {'the same to the byte' if same else 'ANOTHER'}; the kill cost "
                  f"{before.processor + after.processor - found.processor:+.0f} s of processor time")  # fmt: skip
            sys.exit(0 if same else 1)


@dataclass(frozen=True)
class Measured:
    """A reading: seconds, seconds of processor time, bytes of all processes and of the largest, parts, orphans."""

    seconds: float
    processor: float
    peak: int
    largest: int
    parts: int = 0
    left: int = 0


def read(documents: Path, out: Path, workers: int, kill_at: float | None = None) -> Measured:
    """``detente read`` of the documents, or its beginning until that share of the parts is read."""
    command = [sys.executable, "-m", "detente", "read", str(documents), "--out", str(out), "--workers", str(workers)]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    parts = Path(f"{out}.parts")
    used: dict[int, float] = {}
    peak = largest = 0
    while process.poll() is None:
        sizes, times = processes(process.pid)
        used |= times
        peak, largest = max(peak, sum(sizes.values())), max(largest, *sizes.values(), 0)
        if kill_at is not None:
            names = [n.name for n in parts.iterdir()] if parts.exists() else []
            taken, done = (sum(n.endswith(end) for n in names) for end in (".taken", ".facts"))
            if done and done >= kill_at * taken:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                time.sleep(3)
                left = sum(Path(f"/proc/{pid}").exists() for pid in sizes)
                return Measured(time.monotonic() - began, sum(used.values()), peak, largest, done, left)
        time.sleep(0.25)
    if process.returncode:
        sys.exit(f"detente read ended with {process.returncode}")
    return Measured(time.monotonic() - began, sum(used.values()), peak, largest)


def processes(root: int) -> tuple[dict[int, int], dict[int, float]]:
    """Resident bytes and seconds of processor time of a process and all below it, by number; on Linux."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    times: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            number = int(entry.name)
            parents[number], sizes[number] = int(fields[1]), int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
            times[number] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    found = {root}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return {p: sizes[p] for p in found if p in sizes}, {p: times[p] for p in found if p in times}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
