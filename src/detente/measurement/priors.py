"""What is assumed where nothing is known: wide, the same for every case, and always named as a guess."""

from __future__ import annotations

from detente.domain.quantity import Quantity

SALIENCE = Quantity.range(0.2, 0.6, 1.0)
COST_OF_CONTINUING = Quantity.range(0, 10, 40)
STRENGTH = Quantity.range(0.1, 0.5, 1.0)
CREDIBILITY = Quantity.range(0.2, 0.7, 1.0)
# An unknown capability lies, in four of five draws, between about a quarter of and four times the known ones' middle.
CAPABILITY_LOG_DEVIATION = 1.0
