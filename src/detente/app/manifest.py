"""What a run is made of: hashes of its inputs, versions and settings. No clock, no path of this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from detente.app.reading import Sources
from detente.app.wiring import versions
from detente.ensemble.design import Design
from detente.evidence.read import EXTRACTOR_VERSION


def manifest_of(sources: Sources, design: Design, files: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Seed, versions and hashes of every input; the run's id is a hash of this. ``files``: other files' hashes."""
    asked = {} if sources.account is None else {"language_model": sources.account.to_dict()}
    return {
        "case": sources.case.case.id,
        "case_sha256": _sha256(sources.case.model_dump(mode="json")),
        "documents": {d.path: d.sha256 for d in sources.documents},
        "statements_sha256": _sha256([s.to_dict() for s in sources.reading.statements]),
        **({"files": dict(files)} if files else {}),
        "reviews_sha256": _sha256([asdict(r) for r in sources.reviews]),
        "design": {**asdict(design), "engines": list(design.engines)},
        "extractor": EXTRACTOR_VERSION,
        "versions": versions(),
        **asked,
    }


def _sha256(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
