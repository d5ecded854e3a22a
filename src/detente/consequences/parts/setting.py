"""What every consequence model answers in: the packages with their clauses and the facts, scenario by scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pydantic import ValidationError

from detente.consequences.parts.clauses import Clause, Held, clauses_of_case, held_clauses
from detente.consequences.parts.coefficients import Coefficients
from detente.domain.axes import PerDraw
from detente.domain.case import Case
from detente.domain.consequence_answer import PackageClauses
from detente.domain.consequences import Consequences
from detente.domain.errors import CaseError
from detente.domain.pert import quantity_quantile
from detente.domain.quantity import Quantity
from detente.domain.references.consequences import consequence_problems
from detente.domain.references.economy import economy_problems
from detente.domain.streams import uniforms

BASELINE = "baseline"


@dataclass(frozen=True)
class Situation:
    """One scenario, or the case as it stands: the facts, and the clauses of every package."""

    id: str
    title: str
    facts: Consequences
    held: Mapping[str, tuple[Held, ...]]


@dataclass(frozen=True, eq=False)
class Setting:
    """A case with its situations (the first is the case as it stands), its coefficients, and random numbers."""

    case: Case
    situations: tuple[Situation, ...]
    clauses: Mapping[str, Clause]
    coefficients: Coefficients
    seed: int
    draws: int
    _drawn: dict[tuple[str, ...], tuple[Quantity, PerDraw]] = field(default_factory=dict, repr=False)

    @property
    def facts(self) -> Consequences:
        """The facts of the case as it stands."""
        return self.situations[0].facts

    def each(self) -> Iterator[tuple[Situation, str, tuple[Held, ...]]]:
        """Situation, package id and the package's clauses, for every situation and package."""
        for situation in self.situations:
            for package, held in situation.held.items():
                yield situation, package, held

    def earlier(self, situation: Situation, package: str, *parts: str) -> Situation | None:
        """The first situation before this one with the same clauses of a package and the same parts of the facts.

        Scenarios seldom change what a model asks for: what it said of that situation holds here.
        """
        for other in self.situations:
            if other is situation:
                break
            if other.held[package] == situation.held[package] and all(
                _same(getattr(other.facts, part), getattr(situation.facts, part)) for part in parts
            ):
                return other
        return None

    def drawn(self, quantity: Quantity | None, *name: str, absent: float = 0.0) -> PerDraw:
        """(draw,) values of what the analyst stated, from the stream called ``name``; ``absent`` where it is not."""
        if quantity is None or quantity.from_statements:
            return np.full(self.draws, absent)
        kept = self._drawn.get(name)  # every package asks again for the same facts; scenarios seldom change them
        if kept is None or kept[0] != quantity:
            uniform = uniforms(self.seed, "consequence", *name, draws=self.draws)
            kept = self._drawn[name] = (quantity, quantity_quantile(quantity, uniform))
        return kept[1]

    def package_clauses(self) -> tuple[PackageClauses, ...]:
        """As the answer shows them."""
        return tuple(
            PackageClauses(situation.id, package, tuple(h.plain() for h in held))
            for situation, package, held in self.each()
        )


def setting_of(case: Case, *, seed: int, draws: int) -> Setting:
    """The setting of a case; CaseError where a scenario's facts do not fit."""
    known = clauses_of_case(case)
    situations = [Situation(BASELINE, "As it stands", case.consequences, _held(case, known, None))]
    for key, scenario in case.scenarios.items():
        where = f"case.yaml: scenarios.{key}.facts"
        facts = changed_facts(case.consequences, scenario.facts, where)
        if scenario.facts:
            _refuse_disagreements(case, facts, where)
        situations.append(Situation(key, scenario.title or key.replace("_", " "), facts, _held(case, known, key)))
    war = case.consequences.settlement.war if case.consequences.settlement else None
    coefficients = Coefficients(case.coefficients, seed=seed, draws=draws, war=war)
    return Setting(case, tuple(situations), known, coefficients, seed, draws)


def changed_facts(facts: Consequences, changes: Mapping[str, Any], where: str) -> Consequences:
    """The facts with a scenario's changes: named fields are replaced, what is not named stays."""
    if not changes:
        return facts
    merged = _merged(facts.model_dump(exclude_unset=True), changes)
    try:
        return Consequences.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"] if part != "[key]")
        said = str(first["msg"]).removeprefix("Value error, ").removeprefix("Input should be ").split(",")[0]
        unknown = first["type"] == "extra_forbidden"
        expected = "a field that 'consequences' has there" if unknown else said
        got = first["loc"][-1] if unknown else first["loc"][-2] if first["loc"][-1] == "[key]" else first["input"]
        raise CaseError(
            f"{where}.{place}", expected, f"'{got}'"[:80], "write it as under 'consequences', which it changes"
        ) from error


def _refuse_disagreements(case: Case, facts: Consequences, where: str) -> None:
    """A scenario's facts must agree with the rest of the case as the case's own do: actors, packages, shares."""
    changed = case.model_copy(update={"consequences": facts})
    for problem in (*consequence_problems(changed), *economy_problems(changed)):
        place = ".".join(str(part) for part in problem.path[1:])
        raise CaseError(f"{where}.{place}", problem.expected, problem.got, problem.remedy)


def _same(one: object, other: object) -> bool:
    return one is other or one == other


def _held(case: Case, known: dict[str, Clause], scenario: str | None) -> dict[str, tuple[Held, ...]]:
    change = case.scenarios[scenario] if scenario is not None else None
    return {key: held_clauses(case, package, known, change) for key, package in case.packages.items()}


def _merged(base: Any, change: Any) -> Any:
    if not isinstance(base, Mapping) or not isinstance(change, Mapping):
        return change
    return {**base, **{key: _merged(base[key], value) if key in base else value for key, value in change.items()}}
