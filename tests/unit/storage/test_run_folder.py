"""Run folders: names without a clock, bytes that repeat, a cache that may be damaged at will."""

import json
from pathlib import Path

import numpy as np
import pytest

from detente.domain.errors import StorageError
from detente.storage.runs import RunFolder, canonical_json, run_id

MANIFEST = {"seed": 7, "inputs": {"case.yaml": "ab" * 32}, "versions": {"detente": "0.1"}, "settings": {"draws": 100}}
ARRAYS = {"outcome": np.linspace(0, 1, 12).reshape(4, 3), "accepted": np.array([True, False])}


def test_a_run_is_named_by_what_goes_in() -> None:
    name = run_id(MANIFEST)
    assert name == run_id(dict(reversed(MANIFEST.items())))
    assert name == run_id({**MANIFEST, "started": "2025-10-17T10:00:00Z", "run_id": name})
    assert name != run_id({**MANIFEST, "seed": 8})
    assert name != run_id({**MANIFEST, "inputs": {"case.yaml": "ba" * 32}})
    assert name != run_id({**MANIFEST, "settings": {"draws": 101}})
    assert len(name) == 16
    assert int(name, 16) >= 0


def test_json_has_one_spelling_and_keeps_the_order_of_fields() -> None:
    text = canonical_json({"b": 1.5, "a": [True, None, "é\n"], "n": np.float64(2.5), "i": np.int32(3)})
    assert text == '{\n "b": 1.5,\n "a": [\n  true,\n  null,\n  "é\\n"\n ],\n "n": 2.5,\n "i": 3\n}\n'


def test_half_a_character_pair_survives() -> None:
    text = canonical_json({"quote": "a\ud83d b"})
    assert json.loads(text.encode("utf-8")) == {"quote": "a\ud83d b"}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), np.float64("-inf")])
def test_what_json_cannot_hold_is_named(number: float) -> None:
    with pytest.raises(StorageError, match=r"at 'scenarios\[1\]\.zone'"):
        canonical_json({"scenarios": [{"zone": 1.0}, {"zone": number}]})


def test_equal_results_give_equal_bytes(tmp_path: Path) -> None:
    results = {"case": "x", "share": 0.1 + 0.2}
    one, two = RunFolder(tmp_path / "a", "r"), RunFolder(tmp_path / "b", "r")
    assert one.write_results(results) == two.write_results(results)
    assert (one.path / "results.json").read_bytes() == (two.path / "results.json").read_bytes()
    assert one.results() == results


def test_manifest_and_report(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, run_id(MANIFEST))
    assert folder.manifest() is None
    assert folder.results() is None
    folder.write_manifest(MANIFEST)
    assert folder.manifest() == MANIFEST
    assert folder.write_report("<p>é</p>\n").read_text("utf-8") == "<p>é</p>\n"
    assert folder.path == tmp_path / "runs" / run_id(MANIFEST)


def test_blocks_come_back_equal_and_repeat_to_the_byte(tmp_path: Path) -> None:
    folder, other = RunFolder(tmp_path, "r"), RunFolder(tmp_path, "s")
    assert not folder.has("baseline", 3)
    folder.save("baseline", 3, ARRAYS)
    other.save("baseline", 3, dict(reversed(ARRAYS.items())))
    loaded = folder.load("baseline", 3)
    assert loaded is not None
    assert folder.has("baseline", 3)
    assert not folder.has("baseline", 4)
    for name, array in ARRAYS.items():
        assert loaded[name].dtype == array.dtype
        np.testing.assert_array_equal(loaded[name], array)
    name = "baseline-0003.npz"
    assert (folder.path / "blocks" / name).read_bytes() == (other.path / "blocks" / name).read_bytes()


def test_a_block_cut_off_anywhere_or_damaged_counts_as_absent(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, "r")
    folder.save("baseline", 0, ARRAYS)
    file = folder.path / "blocks" / "baseline-0000.npz"
    data = file.read_bytes()
    for length in range(0, len(data), 7):
        file.write_bytes(data[:length])
        assert folder.load("baseline", 0) is None, length
    for place in range(0, len(data), 11):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        file.write_bytes(changed)
        found = folder.load("baseline", 0)
        # a flip in a part that carries nothing (a date, say) may pass; wrong numbers may not
        assert found is None or all(np.array_equal(found.get(k), v) for k, v in ARRAYS.items()), place
    file.write_bytes(b"")
    assert not folder.has("baseline", 0)


def test_a_block_never_runs_code(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, "r")
    with pytest.raises((ValueError, StorageError)):
        folder.save("baseline", 0, {"objects": np.array([{"a": 1}], dtype=object)})
    file = folder.path / "blocks" / "baseline-0001.npz"
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(file, objects=np.array([{"a": 1}], dtype=object))
    assert folder.load("baseline", 1) is None


def test_dropping_the_cache_keeps_the_results(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, "r")
    folder.save("baseline", 0, ARRAYS)
    folder.write_results({"a": 1})
    folder.drop_cache()
    folder.drop_cache()
    assert not folder.has("baseline", 0)
    assert folder.results() == {"a": 1}


@pytest.mark.parametrize("name", ["../x", "", ".", "a/b", "a\x00"])
def test_names_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(StorageError):
        RunFolder(tmp_path, name)
    with pytest.raises(StorageError):
        RunFolder(tmp_path, "r").save(name, 0, ARRAYS)


def test_damaged_results_say_what_to_do(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path, "r")
    folder.write_results({"a": 1})
    (folder.path / "results.json").write_text('{"a": ')
    with pytest.raises(StorageError, match="delete it and run again"):
        folder.results()


def test_a_file_in_place_of_the_folder_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(StorageError, match=r"runs.*choose another folder"):
        RunFolder(tmp_path, "r").write_results({})
