"""Progress on a terminal: one bar a stage, on standard error so that output can be piped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LABELS = {
    "take in": "Taking in documents (parts)",
    "read": "Reading documents",
    "finish": "Checking and grouping (parts)",
    "ask": "Asking the language model",
    "simulate": "Simulating scenarios",
    "influence": "Leaving out one source at a time",
    "situations": "Reading situations",
    "fit": "Fitting the distribution",
    "engines": "Asking each engine",
    "scores": "Scoring each forecaster",
}


@contextmanager
def shown_progress(*, quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A callback ``(stage, done, total)`` that draws a bar on a terminal and stays silent elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bars: dict[str, int] = {}
    columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = display.add_task(LABELS.get(stage, stage), total=total)
            display.update(bars[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield advance
