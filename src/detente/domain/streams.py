"""Random numbers named, not numbered: every parameter draws from its own stream, keyed by what it is called.

So that changing one input of a case leaves the draws of all the others the same to the bit (common random numbers;
Glasserman and Yao 1992, Management Science 38:884), and a difference between two scenarios is the scenario's.
"""

from __future__ import annotations

import hashlib

import numpy as np

from detente.domain.axes import PerDraw

_SEPARATOR = "\x1f"


def stream(seed: int, *name: str) -> np.random.Generator:
    """The generator of the parameter called ``name``: Philox keyed by the SHA-256 of seed and name."""
    digest = _digest(seed, name)
    return np.random.Generator(np.random.Philox(key=np.frombuffer(digest[:16], dtype="<u8")))


def uniforms(seed: int, *name: str, draws: int) -> PerDraw:
    """``draws`` numbers in [0, 1); the first k of them are the same whatever ``draws`` is."""
    return stream(seed, *name).random(draws)


def key(seed: int, *name: str) -> np.uint64:
    """A 64-bit key of the same kind, for counter-based numbers inside a compiled kernel."""
    return np.uint64(int.from_bytes(_digest(seed, name)[16:24], "little"))


def _digest(seed: int, name: tuple[str, ...]) -> bytes:
    text = _SEPARATOR.join((str(seed), *name))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
