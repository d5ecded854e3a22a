"""A few seconds of what ``benchmarks/fuzz_readers.py`` does for minutes: every format, changed at random."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def fuzz_readers():
    specification = importlib.util.spec_from_file_location("fuzz_readers", ROOT / "benchmarks" / "fuzz_readers.py")
    module = importlib.util.module_from_spec(specification)
    sys.modules["fuzz_readers"] = module
    specification.loader.exec_module(module)
    return module


def test_changed_files_are_read_or_refused_and_spans_stay_inside():
    fuzz = fuzz_readers()
    counts = fuzz.fuzz(seconds=30, seed=7, most=150)
    assert counts.faults == []
    assert set(counts.files) == set(fuzz.SEEDS)
    assert counts.documents > 50
    assert counts.statements > 50
    assert sum(counts.refused.values()) > 10


def test_the_seeds_themselves_are_read(tmp_path):
    from detente.evidence.readers import read_file

    for suffix, seeds in fuzz_readers().SEEDS.items():
        for number, data in enumerate(seeds):
            file = tmp_path / f"{number}{suffix}"
            file.write_bytes(data)
            assert any("Kenya" in d.text for d in read_file(file, tmp_path)), file


def test_a_fault_is_found(monkeypatch):
    fuzz = fuzz_readers()

    def broken(path, root):
        raise KeyError(path)

    monkeypatch.setattr(fuzz, "read_file", broken)
    assert "KeyError" in fuzz.fuzz(seconds=5, most=1).faults[0]
    monkeypatch.setattr(fuzz, "read_file", lambda path, root: iter(lambda: None, 1))
    monkeypatch.setattr(fuzz, "SECONDS_A_FILE", 0.1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fuzz, "isinstance", lambda *_: False, raising=False)
        assert "TimeoutError" in fuzz.fuzz(seconds=5, most=1).faults[0]
