"""The folder of one run: manifest, results, report, and a cache of draws that may be thrown away at any time.

runs/ID/manifest.json   what went in: hashes of inputs, seed, versions, settings
runs/ID/results.json    what came out; equal inputs and seed give equal bytes
runs/ID/report.html     the same for reading
runs/ID/blocks/*.npz    finished blocks of draws, so that an interrupted run goes on where it stopped
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from detente.domain.errors import StorageError
from detente.storage.files import atomic_write_bytes, atomic_write_text, sha256_bytes, storage_error

RUNS_FOLDER = "runs"
# When and where a run took place is worth knowing and must not change what it is called.
NOT_IN_ID = frozenset({"run", "run_id", "started", "finished", "seconds", "machine", "command"})


def run_id(manifest: Mapping[str, Any]) -> str:
    """A name made of what goes into a run: equal inputs, seed, versions and settings give an equal name.

    All entries of the manifest count, in any order, except those of NOT_IN_ID (time and place).
    """
    return sha256_bytes(manifest_content(manifest).encode("utf-8"))[:16]


def manifest_content(manifest: Mapping[str, Any]) -> str:
    """What of a manifest makes one run the same as another, as text."""
    return canonical_json({key: value for key, value in manifest.items() if key not in NOT_IN_ID}, sort_keys=True)


def canonical_json(value: Any, *, sort_keys: bool = False) -> str:
    """JSON with one spelling: fields in their given order, two fixed separators, indented by one, newline at the end.

    Raises StorageError for nan or infinity, which JSON cannot hold: an absent number is None.
    """
    try:
        text = json.dumps(
            value,
            ensure_ascii=False,
            allow_nan=False,
            indent=1,
            separators=(",", ": "),
            sort_keys=sort_keys,
            default=_plain,
        )
    except ValueError as error:
        raise StorageError(f"A result holds {_unfit(value)}, which JSON cannot hold; give None instead.") from error
    # half of a character pair, from a broken document, is valid in JSON only as an escape
    return re.sub("[\ud800-\udfff]", lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


class RunFolder:
    """``runs/ID/`` of a case folder; made when the first thing is written to it."""

    def __init__(self, root: Path, run_id: str) -> None:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]*", run_id):
            raise StorageError(f"'{run_id}' cannot name a run; use letters, digits, '_', '-' and '.'.")
        self.id = run_id
        self.path = root / RUNS_FOLDER / run_id

    def write_manifest(self, manifest: Mapping[str, Any]) -> str:
        """Write what went in; returns the SHA-256 of the file."""
        return self._write_json("manifest.json", manifest)

    def write_results(self, results: Mapping[str, Any]) -> str:
        """Write what came out; returns the SHA-256 of the file."""
        return self._write_json("results.json", results)

    def write_report(self, html: str) -> Path:
        """Write the report; returns its path."""
        atomic_write_text(self.path / "report.html", html)
        return self.path / "report.html"

    def manifest(self) -> dict[str, Any] | None:
        """What went in, or None where nothing was written yet."""
        return self._read_json("manifest.json")

    def results(self) -> dict[str, Any] | None:
        """What came out, or None where the run has not finished."""
        return self._read_json("results.json")

    def has(self, scenario: str, block: int) -> bool:
        """Whether a block is in the cache and whole."""
        return self.load(scenario, block) is not None

    def save(self, scenario: str, block: int, arrays: Mapping[str, np.ndarray]) -> None:
        """Put a finished block of draws into the cache; equal arrays give equal bytes."""
        buffer = io.BytesIO()
        # numpy stamps the members with one fixed date, so the bytes depend on the arrays alone
        np.savez(buffer, allow_pickle=False, **{name: np.ascontiguousarray(arrays[name]) for name in sorted(arrays)})
        atomic_write_bytes(self._block(scenario, block), buffer.getvalue(), durable=False)

    def load(self, scenario: str, block: int) -> dict[str, np.ndarray] | None:
        """A block from the cache; None where there is none, or where it is cut off or damaged."""
        try:
            with np.load(self._block(scenario, block), allow_pickle=False) as archive:
                return {name: archive[name] for name in archive.files}
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError):
            return None

    def drop_cache(self) -> None:
        """Remove the blocks; results, manifest and report stay."""
        if (self.path / "blocks").exists():
            try:
                shutil.rmtree(self.path / "blocks")
            except OSError as error:
                raise storage_error(self.path / "blocks", error, doing="removed") from error

    def _block(self, scenario: str, block: int) -> Path:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.\-]*", scenario) or block < 0:
            raise StorageError(f"'{scenario}' and {block} cannot name a block; give a scenario's id and a number >= 0.")
        return self.path / "blocks" / f"{scenario}-{block:04d}.npz"

    def _write_json(self, name: str, value: Mapping[str, Any]) -> str:
        data = canonical_json(value).encode("utf-8")
        atomic_write_bytes(self.path / name, data)
        return sha256_bytes(data)

    def _read_json(self, name: str) -> dict[str, Any] | None:
        file = self.path / name
        try:
            found = json.loads(file.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise storage_error(file, error, doing="read") from error
        except ValueError as error:
            raise StorageError(f"{file} is damaged ({error}); delete it and run again.") from error
        if not isinstance(found, dict):
            raise StorageError(f"{file} is not what a run writes; delete it and run again.")
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a value that JSON holds")


def _unfit(value: Any, path: str = "") -> str:
    """Where the first number lies that JSON cannot hold."""
    if isinstance(value, Mapping):
        items = [(f"{path}.{key}", item) for key, item in value.items()]
    elif isinstance(value, list | tuple | np.ndarray):
        items = [(f"{path}[{i}]", item) for i, item in enumerate(value)]
    else:
        unfit = isinstance(value, float | np.floating) and not np.isfinite(value)
        return f"{float(value)} at '{path.lstrip('.')}'" if unfit else ""
    return next((found for where, item in items if (found := _unfit(item, where))), "" if path else "something")
