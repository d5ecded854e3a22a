"""The fitted weights, as shipped: a small file with what they were fitted to and the command that did it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from detente.ensemble.predictive.features import FEATURES

PACKAGE = "detente.ensemble.predictive"
FILE = "parameters.json"
VERSION = 1


@dataclass(frozen=True)
class Track:
    """How forecasts of this kind have fared, cross-validated on the negotiations they were fitted to.

    ``crps``, ``error`` (of the median) and ``baseline_error`` are in points of a scale of 0 to 100, the others shares.
    ``baseline`` is the compromise model on the same issues.
    """

    issues: int
    negotiations: int
    crps: float
    error: float
    baseline_error: float
    within_ten: float
    baseline_within_ten: float
    coverage_50: float
    coverage_80: float


@dataclass(frozen=True)
class Parameters:
    """Weights of FEATURES, in their order, and what else the distribution needs.

    width : added to the dispersion, in units of 25 points.
    unstated : how likely a reference point nobody stated is at 0, by those that were stated.
    round_positions : shares of positions at multiples of 5 and of 10 where it was fitted; used in place of the
        roundness of a point where nobody rounds.
    ridge : the penalty the weights were fitted with. ``trained_on`` : file, SHA-256, part, numbers.
    """

    weights: tuple[float, ...]
    width: float
    ridge: float
    unstated: float
    round_positions: tuple[float, float]
    trained_on: Mapping[str, Any]
    command: str
    track: Track

    @property
    def theta(self) -> np.ndarray:
        """The weights as an array."""
        return np.array(self.weights)

    def weight(self, feature: str) -> float:
        """The weight of one feature."""
        return self.weights[list(FEATURES).index(feature)]

    def to_json(self) -> str:
        """The content of the shipped file; equal parameters give equal bytes."""
        content = {
            "version": VERSION,
            "what": "weights of the predictive distribution of Détente; see docs/forecasts.md",
            "command": self.command,
            "trained_on": dict(self.trained_on),
            "ridge": self.ridge,
            "width": self.width,
            "unstated": self.unstated,
            "round_positions": list(self.round_positions),
            "weights": dict(zip(FEATURES, self.weights, strict=True)),
            "cross_validated": vars(self.track),
        }
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Parameters:
        """Inverse of ``to_json``; raises ValueError for another version or other features."""
        content = json.loads(text)
        if content["version"] != VERSION or list(content["weights"]) != list(FEATURES):
            raise ValueError(f"Parameters of version {content['version']} do not fit features of version {VERSION}.")
        fives, tens = content["round_positions"]
        return cls(
            weights=tuple(content["weights"].values()),
            width=content["width"],
            ridge=content["ridge"],
            unstated=content["unstated"],
            round_positions=(fives, tens),
            trained_on=content["trained_on"],
            command=content["command"],
            track=Track(**content["cross_validated"]),
        )


@lru_cache(maxsize=1)
def shipped() -> Parameters:
    """The parameters the program comes with."""
    return Parameters.from_json((files(PACKAGE) / FILE).read_text(encoding="utf-8"))
