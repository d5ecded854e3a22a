"""What could be agreed, and under what circumstances: packages, provisions, scenarios."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case, RedLine
from detente.domain.quantity import Quantity
from detente.domain.references.parts import Path, Problem, cited, known, on_scale, red_line_problems, within


def package_problems(case: Case) -> Iterator[Problem]:
    """``packages``: issues that exist, points on their scales."""
    for key, package in case.packages.items():
        for issue, value in package.provisions.items():
            path: Path = ("packages", key, issue)
            yield from known(case.issues, issue, path, "issue")
            yield from on_scale(case, issue, Quantity.value(value) if value == value else None, path)
        yield from cited(case, package.source, ("packages", key))


def provision_problems(case: Case) -> Iterator[Problem]:
    """``provisions``: points on scales, and requirements a draft can meet."""
    for key, provision in case.provisions.items():
        path: Path = ("provisions", key)
        yield from known(case.issues, provision.issue, (*path, "issue"), "issue")
        at = Quantity.value(provision.at) if provision.at == provision.at else None
        yield from on_scale(case, provision.issue, at, (*path, "at"))
        for name in ("requires", "requires_any", "excludes"):
            for i, other in enumerate(getattr(provision, name)):
                yield from known(case.provisions, other, (*path, name, i), "entry of 'provisions'")
                if other == key:
                    yield Problem((*path, name, i), "another provision", f"'{key}' itself", "remove it")
        for i, other in enumerate(provision.requires):
            if other in case.provisions and case.provisions[other].issue == provision.issue:
                yield Problem(
                    (*path, "requires", i),
                    "a provision on another issue: a draft takes one on each",
                    f"'{other}', on '{provision.issue}' too",
                    "remove it",
                )
            if other in provision.excludes:
                yield Problem(
                    (*path, "requires", i), "one of the two", f"'{other}' required and excluded", "remove one"
                )
        yield from cited(case, provision.source, path)


def scenario_problems(case: Case) -> Iterator[Problem]:
    """``scenarios``: whom and what each changes, and the actors of its events."""
    for key, scenario in case.scenarios.items():
        if scenario.chosen_by is not None:
            yield from known(case.actors, scenario.chosen_by, ("scenarios", key, "chosen_by"), "actor")
        for i, change in enumerate(scenario.set):
            path: Path = ("scenarios", key, "set", i)
            yield from known(case.actors, change.actor, (*path, "actor"), "actor")
            if change.issue is not None:
                yield from known(case.issues, change.issue, (*path, "issue"), "issue")
                yield from on_scale(case, change.issue, change.position, (*path, "position"))
                if isinstance(change.red_line, RedLine):
                    yield from red_line_problems(case, change.issue, change.red_line, (*path, "red_line"))
            yield from within(change.salience, 0, 100, (*path, "salience"))
            yield from within(change.cost_of_continuing, 0, 100, (*path, "cost_of_continuing"))
        for i, event in enumerate(scenario.events):
            for j, actor in enumerate(event.actors):
                yield from known(case.actors, actor, ("scenarios", key, "events", i, "actors", j), "actor")
