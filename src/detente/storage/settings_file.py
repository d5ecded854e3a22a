"""A small YAML file of named settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.domain.errors import InputError
from detente.storage.case_loading import read_text
from detente.storage.yaml_text import read_yaml


def read_settings(path: Path) -> dict[str, Any]:
    """The fields of a YAML file; InputError when it is missing or holds something else than named fields."""
    if not path.is_file():
        raise InputError(str(path), "a file of settings", "nothing of that name", "check the path")
    data = read_yaml(read_text(path), path.name).data
    if data is not None and not isinstance(data, dict):
        raise InputError(str(path), "named fields such as 'model: ...'", "a list or a single value", "write fields")
    return {str(name): value for name, value in (data or {}).items()}
