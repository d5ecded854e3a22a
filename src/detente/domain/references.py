"""What must agree between the parts of a case: every name defined, every number on its scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.domain.case import Case, RedLine
from detente.domain.compliance import DEAL, Consequence, alternatives, tied_states
from detente.domain.crisis import CrisisSide, Stated
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
    from detente.domain.consequence_references import consequence_problems  # these two ask the checks of this file
    from detente.domain.room_references import room_problems

    return [
        *_actors(case),
        *_issues(case),
        *_stances(case),
        *_ledger(case),
        *_no_deal(case),
        *_packages(case),
        *_provisions(case),
        *_scenarios(case),
        *_compliance(case),
        *_crisis(case),
        *_sources(case),
        *consequence_problems(case),
        *room_problems(case),
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


def _compliance(case: Case) -> Iterator[Problem]:
    section = case.compliance
    if section is None:
        return
    for key, option in section.options.items():
        path: Path = ("compliance", "options", key)
        yield from _known(case.actors, option.actor, (*path, "actor"), "actor")
        for i, package in enumerate(option.packages):
            yield from _known(case.packages, package, (*path, "packages", i), "package")
        yield from _consequence(case, option, path)
    if DEAL in section.options:
        yield Problem(
            ("compliance", "options", DEAL), "another id", "'deal', which rules use for the deal", "rename it"
        )
    for i, rule in enumerate(section.infeasible):
        yield from _rule(section.options, rule, ("compliance", "infeasible", i))
        signed = {key: option.signed for key, option in section.options.items()} | {DEAL: True}
        if any(all(signed.get(key) == taken for key, taken in all_of) for all_of in alternatives(rule)):
            path = ("compliance", "infeasible", i)
            yield Problem(path, "a rule that leaves what is signed possible", f"'{rule}'", "loosen the rule")
    for i, effect in enumerate(section.effects):
        yield from _rule(section.options, effect.when, ("compliance", "effects", i, "when"))
        yield from _consequence(case, effect, ("compliance", "effects", i))
    for actor, preference in section.preferences.items():
        path = ("compliance", "preferences", actor)
        if actor not in section.makers:
            known = did_you_mean(actor, section.makers)
            yield Problem(path, "an actor with an option", f"'{actor}'", known)
        for i, rule in enumerate(preference.wishes):
            yield from _rule(section.options, rule, (*path, "wishes", i))
        for i, state in enumerate(preference.ranking):
            for named in [option for tied in tied_states(state) for option in tied]:
                yield from _known(section.options, named, (*path, "ranking", i), "option")
        yield from _cited(case, preference.source, path)


def _rule(options: Mapping[str, object], rule: str, path: Path) -> Iterator[Problem]:
    for option in dict.fromkeys(option for all_of in alternatives(rule) for option, _ in all_of):
        if option != DEAL:
            yield from _known(options, option, path, "option")


def _consequence(case: Case, consequence: Consequence, path: Path) -> Iterator[Problem]:
    for issue, point in consequence.sets.items():
        yield from _known(case.issues, issue, (*path, "sets", issue), "issue")
        if not isinstance(point, str):
            yield from _on_scale(case, issue, Quantity.value(point), (*path, "sets", issue))
    for issue, shift in consequence.shifts.items():
        yield from _known(case.issues, issue, (*path, "shifts", issue), "issue")
        yield from _stated(shift, (*path, "shifts", issue))
    for actor, cost in consequence.costs.items():
        yield from _known(case.actors, actor, (*path, "costs", actor), "actor")
        yield from _stated(cost, (*path, "costs", actor))
        yield from _within(cost, -100, 100, (*path, "costs", actor))
    yield from _cited(case, consequence.source, path)


def _stated(quantity: Quantity, path: Path) -> Iterator[Problem]:
    if quantity.from_statements:
        yield Problem(path, "a number or a range", "'from: statements'", "state it: documents are not read for it")


def _crisis(case: Case) -> Iterator[Problem]:
    crisis = case.crisis
    if crisis is None:
        return
    path: Path = ("crisis",)
    if crisis.issue is not None:
        yield from _known(case.issues, crisis.issue, (*path, "issue"), "issue")
    yield from _cited(case, crisis.source, path)
    for name, actor in (("first", crisis.first), ("second", crisis.second)):
        yield from _known(case.actors, actor, (*path, name), "actor")
        if actor in case.actors and (actor not in crisis.sides or crisis.sides[actor].war_cost is None):
            got = "none" if actor in crisis.sides else f"no side '{actor}'"
            remedy = f"state 'crisis.sides.{actor}.war_cost', as a share of what is fought over"
            yield Problem((*path, "sides"), f"a war_cost of the {name} contender", got, remedy)
    if crisis.first == crisis.second:
        yield Problem((*path, "second"), "another actor than the first", f"'{crisis.second}'", "name the other side")
    yield from _crisis_number(case, crisis.win_probability, 0, 1, (*path, "win_probability"))
    if crisis.shift is not None:
        yield from _crisis_number(case, crisis.shift.change, -1, 1, (*path, "shift", "change"))
        yield from _crisis_number(case, crisis.shift.discount, 0, 1, (*path, "shift", "discount"), above=True)
    for actor, side in crisis.sides.items():
        yield from _known(case.actors, actor, (*path, "sides", actor), "actor")
        yield from _crisis_side(case, side, (*path, "sides", actor))


def _crisis_side(case: Case, side: CrisisSide, path: Path) -> Iterator[Problem]:
    top = float("inf")
    for name in ("war_cost", "cost_seen_lowest", "cost_seen_highest", "audience_cost", "breach_gain"):
        yield from _crisis_number(case, getattr(side, name), 0, top, (*path, name))
    for name in ("expects", "resolved"):
        yield from _crisis_number(case, getattr(side, name), 0, 1, (*path, name))
    yield from _crisis_number(case, side.risk_exponent, 0, 1, (*path, "risk_exponent"), above=True)
    yield from _crisis_number(case, side.patience, 0, 1, (*path, "patience"), above=True, below=True)
    yield from _crisis_number(case, side.unresolved_war_value, -top, 1, (*path, "unresolved_war_value"))
    least, most = side.cost_seen_lowest, side.cost_seen_highest
    if least is not None and (most is None or least.value.low > most.value.low or least.value.high > most.value.high):
        remedy = "state 'cost_seen_highest' beside it, no lower at any point of its range"
        yield Problem((*path, "cost_seen_lowest"), "no more than cost_seen_highest", "more, or none of the two", remedy)
    if side.ratification is not None:
        crisis_issue = case.crisis.issue if case.crisis is not None else None
        scale = case.issues.get(crisis_issue) if crisis_issue is not None else None
        low, high = (scale.low, scale.high) if scale is not None else (0.0, 1.0)
        within = (*path, "ratification")
        yield from _crisis_number(case, side.ratification.median, low, high, (*within, "median"))
        yield from _crisis_number(case, side.ratification.status_quo, low, high, (*within, "status_quo"))
        if side.ratification.status_quo is None and crisis_issue is None:
            yield Problem((*within, "status_quo"), "a status quo", "none", "state it: without an issue none is known")
        yield from _cited(case, side.ratification.source, within)
    yield from _cited(case, side.source, path)


def _crisis_number(
    case: Case, number: Stated | None, low: float, high: float, path: Path, *, above: bool = False, below: bool = False
) -> Iterator[Problem]:
    """A number of the crisis: stated by a person, on its range; ``above``, ``below`` leave out the bounds."""
    if number is None:
        return
    least, most = number.value.low, number.value.high
    bound = f"a number {'above' if above else 'from'} {low:g} {'and below' if below else 'to'} {high:g}"
    if number.value.from_statements:
        yield Problem(path, bound, "'from: statements'", "state a value or a range: documents do not tell it")
    elif not (low < least if above else low <= least) or not (most < high if below else most <= high):
        yield Problem(
            path, bound, f"{least if least < low or (above and least <= low) else most:g}", "correct the number"
        )
    yield from _cited(case, number.source, path)


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


known, cited, within = _known, _cited, _within
"""The same checks for sections of the case that have a file of their own."""
