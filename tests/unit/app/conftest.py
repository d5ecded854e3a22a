from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.app.cli import main


@pytest.fixture
def run() -> Callable[..., int]:
    """The command line in this process: arguments in, exit code out."""

    def run(*arguments: object) -> int:
        try:
            main([str(a) for a in arguments])
        except SystemExit as stopped:
            return int(stopped.code or 0)
        return 0

    return run
