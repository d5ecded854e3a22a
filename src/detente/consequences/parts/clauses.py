"""Clauses: what the provisions of a package amount to, in words the consequence models know.

A package's clauses are those it lists, and those whose rule in the case its values satisfy (silence is the reference
point); a scenario adds or drops some. A case may define clauses of its own, by likeness or by what they feed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML

from detente.domain.case import Case, Package, Scenario
from detente.domain.consequence_answer import ClauseHeld
from detente.domain.consequences import ClauseRule
from detente.domain.errors import InputError, did_you_mean


class Clause(BaseModel):
    """A kind of clause: its name, what it means, the vocabulary issue it is usual under, and by model what it feeds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    means: str
    issue: str = ""
    feeds: dict[str, tuple[str, ...]] = {}
    instead_of: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True)
class Held:
    """A clause of a package: to what degree in (0, 1], why, and under which issue ("" where it is listed)."""

    clause: Clause
    degree: float
    why: str
    issue: str = ""

    def terms(self, model: str) -> tuple[str, ...]:
        """The terms of ``model`` it feeds."""
        return self.clause.feeds.get(model, ())

    def plain(self) -> ClauseHeld:
        """As the answer shows it."""
        return ClauseHeld(self.clause.id, self.clause.name, self.degree, self.why, self.issue, self.clause.own)


@lru_cache(maxsize=1)
def clause_vocabulary() -> dict[str, Clause]:
    """The built-in clauses by id, in the order of ``clauses.yaml``."""
    text = files("detente.consequences").joinpath("clauses.yaml").read_text(encoding="utf-8")
    found = {}
    for key, row in YAML(typ="safe").load(text).items():
        try:
            found[key] = Clause(id=key, **row)
        except (ValidationError, TypeError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise InputError(f"clauses.yaml: {key}", "a complete clause", str(reason), "correct the entry") from error
    return found


def clauses_of_case(case: Case) -> dict[str, Clause]:
    """The vocabulary with what the case adds to it; InputError for a clause nobody has described."""
    known = dict(clause_vocabulary())
    for key, rule in case.clauses.items():
        known[key] = _described(key, rule, known)
    for package in case.packages.values():
        for key in package.clauses:
            _require(key, known, f"packages, clauses: {key}")
    for name, scenario in case.scenarios.items():
        for key in (*scenario.adds_clauses, *scenario.drops_clauses):
            _require(key, known, f"scenarios.{name}: {key}")
    for name, guarantor in (case.consequences.trust.guarantors if case.consequences.trust else {}).items():
        for i, act in enumerate(guarantor.acts):
            for key in filter(None, (act.clause, act.without_clause)):
                _require(key, known, f"consequences.trust.guarantors.{name}.acts[{i}]")
    return known


def held_clauses(
    case: Case, package: Package, known: dict[str, Clause], scenario: Scenario | None = None
) -> tuple[Held, ...]:
    """The clauses of a package under a scenario, in the order of the vocabulary, then the case's own."""
    dropped = set(scenario.drops_clauses) if scenario else set()
    found = {key: held for key, held in _found(case, package, known, scenario) if key not in dropped}
    return tuple(found[key] for key in known if key in found)


def best_terms(held: Sequence[Held], model: str) -> dict[str, Held]:
    """Each term of a model that the clauses feed, once: with the clause that has it to the highest degree."""
    best: dict[str, Held] = {}
    for clause in held:
        for term in clause.terms(model):
            if term not in best or clause.degree > best[term].degree:
                best[term] = clause
    return best


def _found(
    case: Case, package: Package, known: dict[str, Clause], scenario: Scenario | None
) -> Iterator[tuple[str, Held]]:
    for key, rule in case.clauses.items():
        held = _by_rule(case, package, rule, known[key])
        if held is not None:
            yield key, held
    for key in package.clauses:
        yield key, Held(known[key], 1.0, "listed in the package")
    for key in scenario.adds_clauses if scenario else ():
        yield key, Held(known[key], 1.0, f"added by the scenario {scenario.title or 'at hand'}" if scenario else "")


def _by_rule(case: Case, package: Package, rule: ClauseRule, clause: Clause) -> Held | None:
    if rule.issue is None or rule.issue not in case.issues:
        return None
    issue = case.issues[rule.issue]
    value = package.provisions.get(rule.issue, issue.reference_point)
    if (rule.at_least is not None and value < rule.at_least) or (rule.at_most is not None and value > rule.at_most):
        return None
    degree = 1.0
    if rule.full is not None and rule.full != issue.reference_point:
        degree = min(1.0, max(0.0, (value - issue.reference_point) / (rule.full - issue.reference_point)))
    if degree == 0:
        return None
    bounds = [f"at least {rule.at_least:g}"] if rule.at_least is not None else []
    bounds += [f"at most {rule.at_most:g}"] if rule.at_most is not None else []
    silent = "" if rule.issue in package.provisions else ", the reference point"
    return Held(clause, degree, f"{value:g}{silent} ({' and '.join(bounds)})", rule.issue)


def _described(key: str, rule: ClauseRule, known: dict[str, Clause]) -> Clause:
    if key in known and rule.like is None and not rule.feeds:
        return known[key].model_copy(update={"name": rule.name or known[key].name})
    if rule.like is None and not rule.feeds:
        near = did_you_mean(key, list(known))
        raise InputError(
            f"case.yaml: clauses.{key}", "a clause of the vocabulary, or 'like' or 'feeds'", f"'{key}' alone", near
        )
    if rule.like is not None:
        _require(rule.like, known, f"clauses.{key}.like")
    base = known[rule.like] if rule.like is not None else None
    name = rule.name or key.replace("_", " ").replace("-", " ").capitalize()
    feeds = {**(base.feeds if base else {}), **rule.feeds}
    means = rule.note or (f"Works like: {base.name}." if base else "")
    return Clause(id=key, name=name, means=means, issue=rule.issue or "", feeds=feeds, own=True)


def _require(key: str, known: dict[str, Clause], where: str) -> None:
    if key not in known:
        raise InputError(
            f"case.yaml: {where}", "a clause of the vocabulary or the case", f"'{key}'", did_you_mean(key, list(known))
        )
