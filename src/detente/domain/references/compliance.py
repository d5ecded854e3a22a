"""What each side can do after signature: options, rules over them, preferences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.domain.case import Case
from detente.domain.compliance import DEAL, Compliance, Consequence, alternatives, tied_states
from detente.domain.errors import did_you_mean
from detente.domain.quantity import Quantity
from detente.domain.references.parts import Path, Problem, cited, known, on_scale, within


def compliance_problems(case: Case) -> Iterator[Problem]:
    """``compliance``: what options, rules, effects and preferences name, and that what is signed stays possible."""
    section = case.compliance
    if section is None:
        return
    yield from _options(case, section)
    yield from _infeasible(section)
    for i, effect in enumerate(section.effects):
        yield from _rule(section.options, effect.when, ("compliance", "effects", i, "when"))
        yield from _consequence(case, effect, ("compliance", "effects", i))
    yield from _preferences(case, section)


def _options(case: Case, section: Compliance) -> Iterator[Problem]:
    for key, option in section.options.items():
        path: Path = ("compliance", "options", key)
        yield from known(case.actors, option.actor, (*path, "actor"), "actor")
        for i, package in enumerate(option.packages):
            yield from known(case.packages, package, (*path, "packages", i), "package")
        yield from _consequence(case, option, path)
    if DEAL in section.options:
        yield Problem(
            ("compliance", "options", DEAL), "another id", "'deal', which rules use for the deal", "rename it"
        )


def _infeasible(section: Compliance) -> Iterator[Problem]:
    for i, rule in enumerate(section.infeasible):
        yield from _rule(section.options, rule, ("compliance", "infeasible", i))
        signed = {key: option.signed for key, option in section.options.items()} | {DEAL: True}
        if any(all(signed.get(key) == taken for key, taken in all_of) for all_of in alternatives(rule)):
            path: Path = ("compliance", "infeasible", i)
            yield Problem(path, "a rule that leaves what is signed possible", f"'{rule}'", "loosen the rule")


def _preferences(case: Case, section: Compliance) -> Iterator[Problem]:
    for actor, preference in section.preferences.items():
        path: Path = ("compliance", "preferences", actor)
        if actor not in section.makers:
            yield Problem(path, "an actor with an option", f"'{actor}'", did_you_mean(actor, section.makers))
        for i, rule in enumerate(preference.wishes):
            yield from _rule(section.options, rule, (*path, "wishes", i))
        for i, state in enumerate(preference.ranking):
            for named in [option for tied in tied_states(state) for option in tied]:
                yield from known(section.options, named, (*path, "ranking", i), "option")
        yield from cited(case, preference.source, path)


def _rule(options: Mapping[str, object], rule: str, path: Path) -> Iterator[Problem]:
    for option in dict.fromkeys(option for all_of in alternatives(rule) for option, _ in all_of):
        if option != DEAL:
            yield from known(options, option, path, "option")


def _consequence(case: Case, consequence: Consequence, path: Path) -> Iterator[Problem]:
    for issue, point in consequence.sets.items():
        yield from known(case.issues, issue, (*path, "sets", issue), "issue")
        if not isinstance(point, str):
            yield from on_scale(case, issue, Quantity.value(point), (*path, "sets", issue))
    for issue, shift in consequence.shifts.items():
        yield from known(case.issues, issue, (*path, "shifts", issue), "issue")
        yield from _stated(shift, (*path, "shifts", issue))
    for actor, cost in consequence.costs.items():
        yield from known(case.actors, actor, (*path, "costs", actor), "actor")
        yield from _stated(cost, (*path, "costs", actor))
        yield from within(cost, -100, 100, (*path, "costs", actor))
    yield from cited(case, consequence.source, path)


def _stated(quantity: Quantity, path: Path) -> Iterator[Problem]:
    if quantity.from_statements:
        yield Problem(path, "a number or a range", "'from: statements'", "state it: documents are not read for it")
