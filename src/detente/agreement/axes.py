"""Array axes of this room: as in ``domain.axes``, with party for the actors whose consent a deal needs."""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Float, Int

PerParty = Float[np.ndarray, "party"]
PartyIssue = Float[np.ndarray, "party issue"]
DrawParty = Float[np.ndarray, "draw party"]
DrawPartyIssue = Float[np.ndarray, "draw party issue"]
DrawPackageActorIssueMask = Bool[np.ndarray, "draw package actor issue"]
ChosenDraws = Int[np.ndarray, "chosen"]
"""Numbers of some draws."""
EveryDraw = Int[np.ndarray, "all"]
"""Numbers of the draws chosen from."""
SomeValues = Float[np.ndarray, "some"]
"""Values of the draws for which there are any."""
