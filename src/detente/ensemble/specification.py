"""A specification: one engine in one reading. A set of them runs as one design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.draws import Draws
from detente.domain.engine import Outcome
from detente.domain.errors import EngineError
from detente.engines.catalogue import engine_names, get_engine

EVERYTHING = "all"


@dataclass(frozen=True)
class Specification:
    """An engine by name, in a published reading by name; ``reading`` None is the engine's default."""

    engine: str
    reading: str | None = None

    @classmethod
    def parse(cls, text: str) -> Specification:
        """``challenge`` or ``challenge:scholz-text``; raises EngineError for one that does not exist."""
        engine, separator, reading = text.partition(":")
        model = get_engine(engine)
        if separator and reading not in model.readings:
            known = ", ".join(model.readings) or "it has one reading only"
            raise EngineError(f"Engine '{engine}' has no reading '{reading}'; its readings: {known}.")
        return cls(engine, reading if separator else None)

    def __str__(self) -> str:
        return self.engine if self.reading is None else f"{self.engine}:{self.reading}"

    def solve(self, draws: Draws, seed: int) -> Outcome:
        """Where it says each issue lands, draw by draw."""
        return get_engine(self.engine).solve(draws, seed=seed, reading=self.reading)


def expanded(names: Sequence[str]) -> tuple[str, ...]:
    """Specifications by name, each once; ``all`` stands for every engine in every published reading.

    A reading that turns no switch is the engine's default and is named by the engine alone.
    """
    found: dict[str, None] = {}
    for name in names:
        if name != EVERYTHING:
            found[str(Specification.parse(name))] = None
            continue
        for engine in engine_names():
            found[engine] = None
            found.update(
                {f"{engine}:{reading}": None for reading, turned in get_engine(engine).readings.items() if turned}
            )
    return tuple(found)
