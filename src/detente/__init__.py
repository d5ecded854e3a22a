"""Détente: from documents about a negotiation to a cited, uncertain, testable model of it.

    import detente
    result = detente.analyze("examples/nile-dam", detente.Design(draws=2_000))

Everything else is found in its package; ``docs/architecture.md`` is the map.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
__all__ = ["Case", "Design", "DetenteError", "Engine", "analyze", "get_engine", "load_case", "read"]

# Resolved on first use, so that ``import detente`` costs nothing.
_HOME = {
    "Case": "detente.domain.case",
    "Design": "detente.ensemble.design",
    "DetenteError": "detente.domain.errors",
    "Engine": "detente.domain.engine",
    "analyze": "detente.app.pipeline",
    "get_engine": "detente.engines.catalogue",
    "load_case": "detente.storage.case_file",
    "read": "detente.app.pipeline",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'detente' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
