"""What each draft does to each actor's sovereignty: four dimensions side by side, never added up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from detente.domain.case import Dimension
from detente.domain.forecast import SovereigntyCost
from detente.report import words
from detente.report.figures import Number
from detente.report.lookup import Lookup

DIMENSIONS: dict[str, str] = {key: words.sentence_case(words.readable(key)) for key in get_args(Dimension)}
DIMENSIONS["foreign_security_policy"] = "Foreign and security policy"


@dataclass(frozen=True)
class Effect:
    """One dimension: the effect in [-1, 1] and the clauses behind it."""

    dimension: str
    sense: str
    number: Number
    left: float
    width: float
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class SovereigntyRow:
    """One draft for one actor; ``effects`` in the order of DIMENSIONS, None where nothing is stated."""

    package: str
    effects: tuple[Effect | None, ...]


@dataclass(frozen=True)
class SovereigntyTable:
    """All drafts for one actor."""

    actor: str
    rows: tuple[SovereigntyRow, ...]


def sovereignty_tables(lookup: Lookup) -> tuple[SovereigntyTable, ...]:
    """One table an actor with any stated effect, drafts in rows, in the order of the case."""
    costs = lookup.analysis.forecast.sovereignty
    tables = []
    for actor in dict.fromkeys(c.actor for c in costs):
        mine = [c for c in costs if c.actor == actor]
        rows = tuple(
            SovereigntyRow(
                lookup.package(package),
                tuple(
                    next((_effect(lookup, c) for c in mine if c.package == package and c.dimension == d), None)
                    for d in DIMENSIONS
                ),
            )
            for package in dict.fromkeys(c.package for c in mine)
        )
        tables.append(SovereigntyTable(lookup.actor(actor), rows))
    return tuple(tables)


def _effect(lookup: Lookup, cost: SovereigntyCost) -> Effect:
    size = min(1.0, abs(cost.effect))
    sense = "gain" if cost.effect > 0 else "loss" if cost.effect < 0 else "none"
    return Effect(
        dimension=DIMENSIONS.get(cost.dimension, words.readable(cost.dimension)),
        sense=sense,
        number=Number(words.signed(cost.effect, 1.0) if cost.effect else "0", "#how-sovereignty"),
        left=50.0 if cost.effect >= 0 else 50.0 - size * 50.0,
        width=size * 50.0,
        clauses=tuple(
            f"{lookup.issue(issue)} {words.signed(effect, 1.0)}, {_undone(reversibility)}"
            for issue, effect, reversibility in cost.clauses
        ),
    )


def _undone(reversibility: str) -> str:
    return "permanent" if reversibility == "permanent" else f"{reversibility} to undo"
