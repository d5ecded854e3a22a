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
        whole = place / "whole.jsonl"
        seconds, peak, largest, _ = read(documents, whole, given.workers)
        rate = given.count / seconds
        print(f"read in {seconds:.0f} s: {rate:.1f} documents/s, {rate / given.workers:.1f} a process")
        print(f"peak memory: {peak / 1e6:.0f} MB all processes together, {largest / 1e6:.0f} MB the largest")
        print(f"{sum(1 for _ in whole.open('rb')):,} statements, {whole.stat().st_size / 1e6:.0f} MB", flush=True)
        if given.no_kill:
            return
        out = place / "resumed.jsonl"
        out.unlink(missing_ok=True)
        before, _, _, parts = read(documents, out, given.workers, kill_at=0.5)
        after, _, _, _ = read(documents, out, given.workers)
        lost = before + after - seconds
        print(
            f"killed after {before:.0f} s with {parts} parts read, gone on with for {after:.0f} s: {lost:+.0f} s in all"
        )
        same = digest(whole) == digest(out)
        print(f"the result is {'the same to the byte' if same else 'ANOTHER'}")
        sys.exit(0 if same else 1)


def read(documents: Path, out: Path, workers: int, kill_at: float | None = None) -> tuple[float, int, int, int]:
    """Seconds, peak bytes of all processes together, peak bytes of the largest, parts read."""
    command = [sys.executable, "-m", "detente", "read", str(documents), "--out", str(out), "--workers", str(workers)]
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = Path(f"{out}.parts")
    peak = largest = done = 0
    while process.poll() is None:
        sizes = memory(process.pid)
        peak, largest = max(peak, sum(sizes.values())), max(largest, *sizes.values(), 0)
        if kill_at is not None:
            names = [n.name for n in parts.iterdir()] if parts.exists() else []
            taken, done = (sum(n.endswith(end) for n in names) for end in (".taken", ".facts"))
            if done and done >= kill_at * taken:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                time.sleep(2)
                left = [pid for pid in sizes if Path(f"/proc/{pid}").exists() and pid != process.pid]
                print(f"killed; processes left behind: {len(left)}", flush=True)
                return time.monotonic() - began, peak, largest, done
        time.sleep(0.25)
    if process.returncode:
        sys.exit(f"detente read ended with {process.returncode}")
    return time.monotonic() - began, peak, largest, done


def memory(root: int) -> dict[int, int]:
    """Resident bytes of a process and all below it, by number; on Linux."""
    parents: dict[int, int] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)], sizes[int(entry.name)] = int(fields[1]), int(fields[21]) * 4096
    found = {root}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return {p: sizes[p] for p in found if p in sizes}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
