"""Union-find: which things hang together."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Any)


class Roots(Generic[Key]):
    """Union-find whose representative is the least key, so that the order of joining does not matter."""

    def __init__(self) -> None:
        self._parent: dict[Key, Key] = {}

    def find(self, key: Key) -> Key:
        """The least key that hangs together with this one, itself when none was joined to it."""
        parent = self._parent
        while (above := parent.get(key, key)) != key:
            parent[key] = key = parent.get(above, above)
        return key

    def join(self, a: Key, b: Key) -> None:
        """Make two keys hang together."""
        first, second = sorted((self.find(a), self.find(b)))
        if first != second:
            self._parent[second] = first
