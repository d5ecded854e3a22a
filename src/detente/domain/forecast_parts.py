"""The parts of a forecast by name, so that a question asks only for those its answer shows."""

from __future__ import annotations

OF_SCENARIOS = frozenset({"outcomes", "zone", "predictive", "stability"})
"""Told of every scenario from its draws."""

OF_BASELINE = frozenset(
    {"blocks", "search", "unlocks", "trades", "levers", "assets", "room", "limits", "drivers", "influence"}
)
"""Told of the draws of the case as it stands."""

BARGAINING = frozenset({"trades", "levers", "assets", "ledger", "crisis"})
CONSEQUENCES = frozenset(
    {"durability", "regroup", "trust", "reactions", "precedents", "sanctions", "energy", "macro", "minerals"}
)
OF_CASE = frozenset({"sovereignty", "exposure", "ledger", "crisis"}) | CONSEQUENCES
"""Told of what the case states, without draws of its inputs."""

EVERYTHING = OF_SCENARIOS | OF_BASELINE | OF_CASE
