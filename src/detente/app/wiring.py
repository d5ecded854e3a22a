"""Which real parts the pipeline is made of: the store, the run's folder, versions for the manifest."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import PackageNotFoundError, version

from detente.domain.errors import InputError

# What results may depend on: a new version of one of these makes a new run.
PACKAGES = ("detente", "numpy", "scipy", "numba", "llvmlite")


def versions() -> dict[str, str]:
    """Installed versions of everything a result may depend on."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def parse_date(text: str | None, option: str) -> dt.date | None:
    """A date given on the command line; InputError names the option."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(option, "a date such as 2025-10-17", f"'{text}'", "write it as YYYY-MM-DD") from None
