"""Array axes, each named once: draw, actor, issue, round, package.

The test suite checks every annotated call against these names (jaxtyping with beartype).
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Bool, Float

PerDraw = Float[np.ndarray, "draw"]
PerIssue = Float[np.ndarray, "issue"]
PerActorMask = Bool[np.ndarray, "actor"]
ActorIssueMask = Bool[np.ndarray, "actor issue"]
DrawIssue = Float[np.ndarray, "draw issue"]
DrawActor = Float[np.ndarray, "draw actor"]
DrawActorIssue = Float[np.ndarray, "draw actor issue"]
DrawPackage = Float[np.ndarray, "draw package"]
DrawPackageMask = Bool[np.ndarray, "draw package"]
DrawPackageActor = Float[np.ndarray, "draw package actor"]
DrawMask = Bool[np.ndarray, "draw"]
