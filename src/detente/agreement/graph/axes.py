"""Array axes of the graph model. The draw axis comes last, so that moving between states moves whole rows."""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Int

PerState = Int[np.ndarray, "state"]
PerStateMask = Bool[np.ndarray, "state"]
StateDraw = Int[np.ndarray, "state draw"]
StateDrawMask = Bool[np.ndarray, "state draw"]
MakerStateDraw = Int[np.ndarray, "maker state draw"]
MakerStateDrawMask = Bool[np.ndarray, "maker state draw"]
MakerStateMask = Bool[np.ndarray, "maker state"]
MakerFromToMask = Bool[np.ndarray, "maker from to"]
FromToMask = Bool[np.ndarray, "from to"]
DrawFromToMask = Bool[np.ndarray, "draw from to"]
Pairs = Int[np.ndarray, "pair"]
"""States, or draws, of some pairs of a state and a draw."""
PairsMask = Bool[np.ndarray, "pair"]
Parts = Int[np.ndarray, "part"]
"""Option masks one decision maker may change."""
Ranks = Int[np.ndarray, "state given"]
"""Ranks of the states, once or once a draw."""
Chosen = Int[np.ndarray, "chosen"]
"""Numbers of some of the draws."""
