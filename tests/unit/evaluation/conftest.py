from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def made_up_records() -> ModuleType:
    """The module that makes up concluded negotiations."""
    path = Path(__file__).with_name("concluded_fixture.py")
    spec = importlib.util.spec_from_file_location("concluded_fixture", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
