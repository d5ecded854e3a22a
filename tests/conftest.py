"""Every annotated call in the listed packages is checked against its axes and types while the tests run.

Tests anywhere below can import ``builders`` (import mode importlib adds no path).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import settings
from jaxtyping import install_import_hook

sys.path.insert(0, str(Path(__file__).parent))

# CI tries the same examples each time; at a desk new ones are tried, and a failure there is kept as a test.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Packages with compiled kernels are left out: the hook cannot reach inside them.
CHECKED = [
    "detente.domain.draws",
    "detente.domain.engine",
    "detente.engines",
    "detente.ensemble",
    *(
        f"detente.agreement.{name}"
        for name in ("margins", "zone", "packages", "judge", "blocks", "conclude", "shares", "trades")
    ),
    *(f"detente.measurement.{name}" for name in ("capability", "estimate", "inputs", "pert", "posterior", "salience")),
    "detente.consequences",
    "detente.evaluation",
    "detente.insight",
]

install_import_hook(CHECKED, "beartype.beartype")
