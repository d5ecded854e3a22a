"""Every annotated call in the listed packages is checked against its axes and types while the tests run."""

from __future__ import annotations

from jaxtyping import install_import_hook

# Packages with compiled kernels are left out: the hook cannot reach inside them.
CHECKED = [
    "detente.domain.draws",
    "detente.domain.engine",
    "detente.engines",
    "detente.ensemble",
    *(f"detente.agreement.{name}" for name in ("margins", "zone", "packages", "judge", "blocks", "conclude", "shares")),
    *(f"detente.measurement.{name}" for name in ("capability", "estimate", "inputs", "pert", "posterior", "salience")),
    "detente.evaluation",
    "detente.insight",
]

install_import_hook(CHECKED, "beartype.beartype")
