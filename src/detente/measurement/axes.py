"""Array axes of this room, beside those of ``domain.axes``: observation, chain, kept, pair, source."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float, Int

PerObservation = Float[np.ndarray, "observation"]
IndexOfObservation = Int[np.ndarray, "observation"]
ChainKept = Float[np.ndarray, "chain kept"]
ChainKeptPair = Float[np.ndarray, "chain kept pair"]
ChainKeptSource = Float[np.ndarray, "chain kept source"]
SamplePair = Float[np.ndarray, "sample pair"]
HalfKept = Float[np.ndarray, "half half_kept"]
