"""A whole analysis, as the report takes it: the case, what was read, what was concluded, and the manifest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.forecast import Forecast
from detente.domain.statement import Reading
from detente.domain.timeline import Timeline


@dataclass(frozen=True)
class Analysis:
    """Everything a report shows.

    ``proposed`` is True when the case was proposed from documents alone and nobody has corrected it yet.
    ``timeline`` is what the documents say has happened, None where nobody asked.
    ``manifest`` holds seed, versions and hashes of all inputs.
    """

    case: Case
    documents: tuple[Document, ...]
    reading: Reading
    forecast: Forecast
    proposed: bool = False
    manifest: dict[str, Any] = field(default_factory=dict)
    timeline: Timeline | None = None
