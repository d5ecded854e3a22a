"""EC car emissions 1992: from what year should small cars meet the standard, the classic data set of bargaining models.

Ten member states, position in years of delay, as printed in Bueno de Mesquita 1994 (in Bueno de Mesquita & Stokman,
eds., European Community Decision Making, ch. 4) and used again in Scholz, Calbert & Smith 2011 (ICAART, pp. 24-34).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from builders import draws_with
from detente.domain.draws import Draws

TABLE = (  # state, capability, position, salience
    ("Netherlands", 0.08, 4, 0.8),
    ("Belgium", 0.08, 7, 0.4),
    ("Luxembourg", 0.03, 4, 0.2),
    ("Germany", 0.16, 4, 0.8),
    ("France", 0.16, 10, 0.6),
    ("Italy", 0.16, 10, 0.6),
    ("UK", 0.16, 10, 0.9),
    ("Ireland", 0.05, 7, 0.1),
    ("Denmark", 0.05, 4, 1.0),
    ("Greece", 0.08, 7, 0.7),
)
NAMES = [row[0] for row in TABLE]


def draws_of(rows: Sequence[tuple[str, float, float, float]]) -> Draws:
    """One draw of one issue whose scale ends, and whose reference point lies, at the extreme positions."""
    capability, position, salience = (
        np.array(column, dtype=float).reshape(1, -1, 1) for column in list(zip(*rows, strict=True))[1:]
    )
    return draws_with(
        actors=tuple(row[0] for row in rows),
        issues=("issue",),
        capability=capability,
        position=position,
        salience=salience,
        scale_low=np.array([position.min()]),
        scale_high=np.array([position.max()]),
        reference_point=np.array([position.max()]),
        required=False,
    )
