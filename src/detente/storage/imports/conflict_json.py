"""What the readers of conflict files share: values of a JSON file with the place they stand at, or a clear refusal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.domain.conflict import ListedStates, Ranking
from detente.domain.errors import FormatError
from detente.storage.imports.parts import Input

GREATEST_STATE = 2**31 - 1


@dataclass(frozen=True)
class Node:
    """A value in a JSON file and where it stands: ``game.json: decisionMakers[1].options``."""

    file: str
    path: str
    value: Any

    @classmethod
    def root(cls, source: Input) -> Node:
        """The whole file; raises FormatError with the line when it is no JSON."""
        try:
            return cls(source.path.name, "", json.loads(source.text))
        except json.JSONDecodeError as error:
            where = f"{source.path.name}:{error.lineno}"
            raise FormatError(where, "JSON", error.msg.lower(), "correct the file or export it again") from None
        except RecursionError:
            raise FormatError(source.path.name, "JSON", "brackets nested too deep", "check the file") from None

    def error(self, expected: str, remedy: str) -> FormatError:
        """What is wrong with this value."""
        where = f"{self.file}: {self.path}" if self.path else self.file
        return FormatError(where, expected, _said(self.value), remedy)

    def get(self, key: str) -> Node | None:
        """A field, or None where it is missing or null."""
        if not isinstance(self.value, dict):
            raise self.error("named fields", "write them as {...}")
        found = self.value.get(key)
        return None if found is None else Node(self.file, f"{self.path}.{key}" if self.path else key, found)

    def need(self, key: str) -> Node:
        """A field that must be there."""
        found = self.get(key)
        if found is None:
            place = f"{self.file}: {self.path}" if self.path else self.file
            raise FormatError(place, f"a field '{key}'", "none", f"add '{key}'")
        return found

    def items(self) -> Iterator[tuple[str, Node]]:
        """Name and value of each field."""
        if not isinstance(self.value, dict):
            raise self.error("named fields", "write them as {...}")
        for key, value in self.value.items():
            yield key, Node(self.file, f"{self.path}.{key}", value)

    def list(self) -> Iterator[Node]:
        """Each item of a list."""
        if not isinstance(self.value, list):
            raise self.error("a list", "put it in square brackets")
        for i, value in enumerate(self.value):
            yield Node(self.file, f"{self.path}[{i}]", value)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.error("text", "put it in quotes")
        return self.value

    def whole(self, low: int, high: int) -> int:
        """A whole number in [low, high]."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not low <= self.value <= high:
            raise self.error(f"a whole number from {low} to {high}", "correct the number")
        return self.value

    def number(self, low: float, high: float) -> float:
        """A number in [low, high]."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.error(f"a number from {low:g} to {high:g}", "correct the number")
        return float(value)

    def truth(self) -> bool:
        """A truth value."""
        if not isinstance(self.value, bool):
            raise self.error("true or false", "write true or false")
        return self.value

    def word(self, *known: str) -> str:
        """One of some words."""
        if self.value not in known:
            raise self.error(f"one of {', '.join(known)}", "correct the word")
        return str(self.value)

    def states(self, low: int = 0, high: int = GREATEST_STATE) -> ListedStates:
        """A list of states."""
        if _plain(self.value, low, high):
            return np.array(self.value, dtype=np.int32)
        return np.array([node.whole(low, high) for node in self.list()], dtype=np.int32)

    def ranking(self, low: int = 0, high: int = GREATEST_STATE) -> Ranking:
        """States from best to worst; a list within the list holds ties."""
        if _plain(self.value, low, high):
            return Ranking(np.array(self.value, dtype=np.int32), np.arange(len(self.value), dtype=np.int32))
        states: list[int] = []
        tiers: list[int] = []
        for tier, node in enumerate(self.list()):
            tied = list(node.list()) if isinstance(node.value, list) else [node]
            states += [state.whole(low, high) for state in tied]
            tiers += [tier] * len(tied)
        return Ranking(np.array(states, dtype=np.int32), np.array(tiers, dtype=np.int32))


def _plain(value: Any, low: int, high: int) -> bool:
    """Whether it is a list of whole numbers in range and nothing else: long rankings are read at once."""
    return isinstance(value, list) and all(type(item) is int and low <= item <= high for item in value)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "named fields"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}..."
