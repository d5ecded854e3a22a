"""What must agree in the facts about the economy: actors and packages named, shares within 0 and 1, amounts above 0."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.economy import Condition, Energy, Fund, Sanctions
from detente.domain.references.parts import Path, Problem, cited, known, within

INFINITY = float("inf")
CHANCES = ("sanctioned", "interrupted", "attacked", "damage", "breached", "outage")


def economy_problems(case: Case) -> Iterator[Problem]:
    """All disagreements in sanctions, energy, the wider economy, the fund and the conditions of exposure."""
    facts = case.consequences
    if facts.sanctions is not None:
        yield from _sanctions(case, facts.sanctions)
    if facts.energy is not None:
        yield from _energy(case, facts.energy)
    if facts.macro is not None:
        for key in facts.macro.risk:
            yield from known(case.packages, key, ("consequences", "macro", "risk", key), "package")
        yield from cited(case, facts.macro.source, ("consequences", "macro"))
    if facts.minerals is not None:
        yield from _fund(case, facts.minerals)
    if facts.exposure is not None:
        for key, condition in facts.exposure.conditions.items():
            yield from _condition(case, condition, ("consequences", "exposure", "conditions", key))


def _sanctions(case: Case, facts: Sanctions) -> Iterator[Problem]:
    for key, regime in facts.regimes.items():
        path: Path = ("consequences", "sanctions", "regimes", key)
        yield from known(case.actors, regime.target, (*path, "target"), "actor")
        yield from within(regime.exposure, 0, INFINITY, (*path, "exposure"))
        yield from within(regime.offset, 0, 1, (*path, "offset"))
        yield from within(regime.detectable, 0, 1, (*path, "detectable"))
        yield from cited(case, regime.source, path)


def _energy(case: Case, facts: Energy) -> Iterator[Problem]:
    path: Path = ("consequences", "energy")
    if "oil" not in facts.commodity.lower():
        yield Problem(
            (*path, "commodity"), "oil, the one commodity with published elasticities", f"'{facts.commodity}'",
            "state what it does to prices under 'consequences', 'exposure', 'conditions' instead",
        )  # fmt: skip
    yield from known(case.actors, facts.exporter, (*path, "exporter"), "actor")
    yield from within(facts.share, 0, 1, (*path, "share"))
    yield from within(facts.returning, 0, 1, (*path, "returning"))
    for key, share in facts.taken.items():
        yield from known(case.packages, key, (*path, "taken", key), "package")
        yield from within(share, 0, 1, (*path, "taken", key))
    yield from within(facts.price, 0, INFINITY, (*path, "price"))
    yield from cited(case, facts.source, path)


def _fund(case: Case, facts: Fund) -> Iterator[Problem]:
    path: Path = ("consequences", "minerals")
    for key, share in facts.parties.items():
        yield from known(case.actors, key, (*path, "parties", key), "actor")
        yield from within(share, 0, 1, (*path, "parties", key))
    for name, high in (
        ("investment", INFINITY), ("income", INFINITY), ("years_to_income", INFINITY), ("discount_rate", 1.0),
        ("chance", 1.0),
    ):  # fmt: skip
        yield from within(getattr(facts, name), 0, high, (*path, name))
    yield from cited(case, facts.source, path)


def _condition(case: Case, facts: Condition, path: Path) -> Iterator[Problem]:
    for name in CHANCES:
        yield from within(getattr(facts, name), 0, 1, (*path, name))
    yield from within(facts.months, 0, 12, (*path, "months"))
    yield from within(facts.price, -1, INFINITY, (*path, "price"))
    yield from cited(case, facts.source, path)
