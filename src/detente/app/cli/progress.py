"""Progress on a terminal: one bar a stage, on standard error so that output can be piped."""

from __future__ import annotations

import sys
import time
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


EVERY_IN_S = 60.0  # where standard error is no terminal, a line so often, and none in the first minute


class Shown:
    """A callback ``(stage, done, total)``, and a ``note`` that is shown beside the stage, such as the running cost."""

    def __init__(self, draw: Callable[[str, int, int, str], None]) -> None:
        self._draw = draw
        self._said = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        self._draw(stage, done, total, self._said)
        self._said = ""

    def note(self, said: str) -> None:
        """What to say with the next step."""
        self._said = said


@contextmanager
def shown_progress(*, quiet: bool = False) -> Iterator[Shown]:
    """A bar a stage on a terminal; elsewhere, as in a log, a line a minute."""
    if quiet:
        yield Shown(lambda stage, done, total, said: None)
        return
    if not sys.stderr.isatty():
        yield Shown(_Lines().draw)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bars: dict[str, int] = {}
    columns = (
        TextColumn("{task.description:<34}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[said]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:

        def draw(stage: str, done: int, total: int, said: str) -> None:
            if stage not in bars:
                bars[stage] = display.add_task(LABELS.get(stage, stage), total=total, said="")
            display.update(bars[stage], completed=done, total=total, said=said)  # type: ignore[arg-type]

        yield Shown(draw)


class _Lines:
    """Progress as lines, one a minute."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def draw(self, stage: str, done: int, total: int, said: str) -> None:
        now = time.monotonic()
        if now - self._last >= EVERY_IN_S:
            self._last = now
            more = f"; {said}" if said else ""
            print(f"{LABELS.get(stage, stage)}: {done:,} of {total:,}{more}", file=sys.stderr, flush=True)
