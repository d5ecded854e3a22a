"""What must agree between the parts of a case: every name defined, every number on its scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.domain.case import Case, RedLine
from detente.domain.errors import did_you_mean
from detente.domain.quantity import Quantity

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One disagreement in a case: the path of the field, what was expected, what came, what to do."""

    path: Path
    expected: str
    got: str
    remedy: str


def check_references(case: Case) -> list[Problem]:
    """All disagreements of a case, in the order of the file; empty when the case is sound."""
    return [
        *_actors(case),
        *_issues(case),
        *_stances(case),
        *_ledger(case),
        *_no_deal(case),
        *_packages(case),
        *_provisions(case),
        *_scenarios(case),
        *_sources(case),
    ]


def _actors(case: Case) -> Iterator[Problem]:
    for key, actor in case.actors.items():
        path: Path = ("actors", key)
        if actor.represents is not None:
            yield from _known(case.actors, actor.represents, (*path, "represents"), "actor")
            if actor.represents == key:
                yield Problem((*path, "represents"), "another actor", f"'{key}' itself", "remove it")
        yield from _within(actor.capability, 0, float("inf"), (*path, "capability"))
        yield from _cited(case, actor.source, path)


def _issues(case: Case) -> Iterator[Problem]:
    for key, issue in case.issues.items():
        for actor in issue.sovereignty:
            yield from _known(case.actors, actor, ("issues", key, "sovereignty", actor), "actor")
    for i, key in enumerate(case.ended_by):
        yield from _known(case.issues, key, ("ended_by", i), "issue")


def _stances(case: Case) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for i, stance in enumerate(case.stances):
        path: Path = ("stances", i)
        yield from _known(case.actors, stance.actor, (*path, "actor"), "actor")
        yield from _known(case.issues, stance.issue, (*path, "issue"), "issue")
        if (stance.actor, stance.issue) in seen:
            yield Problem(
                path,
                "one stance for each actor and issue",
                f"a second one of '{stance.actor}' on '{stance.issue}'",
                "merge the two",
            )
        seen.add((stance.actor, stance.issue))
        yield from _on_scale(case, stance.issue, stance.position, (*path, "position"))
        yield from _within(stance.salience, 0, 100, (*path, "salience"))
        yield from _red_line(case, stance.issue, stance.red_line, (*path, "red_line"))
        yield from _cited(case, stance.source, path)


def _ledger(case: Case) -> Iterator[Problem]:
    for i, asset in enumerate(case.leverage):
        path: Path = ("leverage", i)
        yield from _known(case.actors, asset.actor, (*path, "actor"), "actor")
        for j, issue in enumerate(asset.issues):
            yield from _known(case.issues, issue, (*path, "issues", j), "issue")
        yield from _within(asset.strength, 0, 1, (*path, "strength"))
        yield from _within(asset.credibility, 0, 1, (*path, "credibility"))
        if asset.until is not None and asset.until < asset.since:
            yield Problem(
                (*path, "until"),
                f"a date after since ({asset.since})",
                str(asset.until),
                "swap the two dates",
            )
        yield from _cited(case, asset.source, path)


def _no_deal(case: Case) -> Iterator[Problem]:
    for key, no_deal in case.no_deal.items():
        yield from _known(case.actors, key, ("no_deal", key), "actor")
        yield from _within(no_deal.cost_of_continuing, 0, 100, ("no_deal", key, "cost_of_continuing"))
        yield from _cited(case, no_deal.source, ("no_deal", key))


def _packages(case: Case) -> Iterator[Problem]:
    for key, package in case.packages.items():
        for issue, value in package.provisions.items():
            path: Path = ("packages", key, issue)
            yield from _known(case.issues, issue, path, "issue")
            yield from _on_scale(case, issue, Quantity.value(value) if value == value else None, path)
        yield from _cited(case, package.source, ("packages", key))


def _provisions(case: Case) -> Iterator[Problem]:
    for key, provision in case.provisions.items():
        path: Path = ("provisions", key)
        yield from _known(case.issues, provision.issue, (*path, "issue"), "issue")
        at = Quantity.value(provision.at) if provision.at == provision.at else None
        yield from _on_scale(case, provision.issue, at, (*path, "at"))
        for name in ("requires", "requires_any", "excludes"):
            for i, other in enumerate(getattr(provision, name)):
                yield from _known(case.provisions, other, (*path, name, i), "entry of 'provisions'")
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
        yield from _cited(case, provision.source, path)


def _scenarios(case: Case) -> Iterator[Problem]:
    for key, scenario in case.scenarios.items():
        if scenario.chosen_by is not None:
            yield from _known(case.actors, scenario.chosen_by, ("scenarios", key, "chosen_by"), "actor")
        for i, change in enumerate(scenario.set):
            path: Path = ("scenarios", key, "set", i)
            yield from _known(case.actors, change.actor, (*path, "actor"), "actor")
            if change.issue is not None:
                yield from _known(case.issues, change.issue, (*path, "issue"), "issue")
                yield from _on_scale(case, change.issue, change.position, (*path, "position"))
                if isinstance(change.red_line, RedLine):
                    yield from _red_line(case, change.issue, change.red_line, (*path, "red_line"))
            yield from _within(change.salience, 0, 100, (*path, "salience"))
            yield from _within(change.cost_of_continuing, 0, 100, (*path, "cost_of_continuing"))
        for i, event in enumerate(scenario.events):
            for j, actor in enumerate(event.actors):
                yield from _known(case.actors, actor, ("scenarios", key, "events", i, "actors", j), "actor")


def _sources(case: Case) -> Iterator[Problem]:
    for key, source in case.sources.items():
        if source.quote is not None and source.document is None:
            yield Problem(
                ("sources", key),
                "a document beside the quote",
                "a quote alone",
                "name the document the quote stands in",
            )


def _red_line(case: Case, issue: str, line: RedLine | None, path: Path) -> Iterator[Problem]:
    if line is None:
        return
    yield from _on_scale(case, issue, line.min, (*path, "min"))
    yield from _on_scale(case, issue, line.max, (*path, "max"))
    if line.min is not None and line.max is not None and line.min.low > line.max.high:
        yield Problem(path, "min below max", f"min {line.min.low:g} and max {line.max.high:g}", "swap the two")
    yield from _cited(case, line.source, path)


def _known(table: Mapping[str, object], key: str, path: Path, what: str) -> Iterator[Problem]:
    if key not in table:
        yield Problem(path, f"an {what} defined in this case", f"'{key}'", did_you_mean(key, list(table)))


def _cited(case: Case, ids: tuple[str, ...], path: Path) -> Iterator[Problem]:
    for key in ids:
        if key not in case.sources:
            yield Problem(
                (*path, "source"),
                "a source defined under 'sources'",
                f"'{key}'",
                did_you_mean(key, list(case.sources)),
            )


def _on_scale(case: Case, issue: str, quantity: Quantity | None, path: Path) -> Iterator[Problem]:
    if issue in case.issues:
        yield from _within(quantity, case.issues[issue].low, case.issues[issue].high, path)


def _within(quantity: Quantity | None, low: float, high: float, path: Path) -> Iterator[Problem]:
    if quantity is None or quantity.from_statements:
        return
    for value in (quantity.low, quantity.high):
        if not low <= value <= high:
            yield Problem(path, f"a number from {low:g} to {high:g}", f"{value:g}", "correct the number or the scale")
            return
