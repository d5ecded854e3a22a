"""What must agree in the facts about consequences: actors, issues, packages, patrons named; shares within 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from detente.domain.case import Case
from detente.domain.consequences import Audience, Precedents, Regroup, Settlement, Trust
from detente.domain.errors import did_you_mean
from detente.domain.quantity import Quantity
from detente.domain.references.parts import Path, Problem, cited, known, on_scale, within

INFINITY = float("inf")


def consequence_problems(case: Case) -> Iterator[Problem]:
    """All disagreements in ``clauses``, ``coefficients`` and ``consequences``, in the order of the file."""
    yield from _clauses(case)
    facts = case.consequences
    if facts.settlement is not None:
        path: Path = ("consequences", "settlement")
        for name, high in (
            ("prior_disputes", INFINITY), ("years_of_war", INFINITY), ("deaths", INFINITY), ("outside_pressure", 1.0),
        ):  # fmt: skip
            yield from within(getattr(facts.settlement, name), 0, high, (*path, name))
        yield from cited(case, facts.settlement.source, path)
        yield from _own_class(case, facts.settlement, path)
    if facts.regroup is not None:
        yield from _regroup(case, facts.regroup)
    if facts.trust is not None:
        yield from _trust(case, facts.trust)
    if facts.audience is not None:
        yield from _audience(case, facts.audience)
    if facts.precedents is not None:
        yield from _precedents(case, facts.precedents)
    for key, floor in case.sovereignty_floor.items():
        yield from known(case.actors, key, ("sovereignty_floor", key), "actor")
        yield from cited(case, floor.source, ("sovereignty_floor", key))
    for key, override in case.coefficients.items():
        yield from cited(case, override.source, ("coefficients", key))


def _precedents(case: Case, facts: Precedents) -> Iterator[Problem]:
    """Features within 0 and 1; one that only a dispute has is its own, unless it looks like one left out there."""
    path: Path = ("consequences", "precedents")
    for key in facts.weights:
        if key not in facts.features:
            yield Problem(
                (*path, "weights", key), "a feature of the dispute at hand", f"'{key}'",
                did_you_mean(key, list(facts.features)),
            )  # fmt: skip
    for name, value in facts.features.items():
        yield from within(Quantity.value(value), 0, 1, (*path, "features", name))
    for key, dispute in facts.disputes.items():
        place: Path = (*path, "disputes", key)
        left_out = [name for name in facts.features if name not in dispute.features]
        for name, value in dispute.features.items():
            yield from within(Quantity.value(value), 0, 1, (*place, "features", name))
            if name not in facts.features and get_close_matches(name, left_out, 1, 0.8):
                yield Problem(
                    (*place, "features", name), "a feature of the dispute at hand", f"'{name}'",
                    did_you_mean(name, left_out),
                )  # fmt: skip
        yield from cited(case, dispute.source, place)


def _clauses(case: Case) -> Iterator[Problem]:
    for key, rule in case.clauses.items():
        if rule.issue is not None:
            yield from known(case.issues, rule.issue, ("clauses", key, "issue"), "issue")
            for name in ("at_least", "at_most", "full"):
                value = getattr(rule, name)
                if value is not None:
                    yield from on_scale(case, rule.issue, Quantity.value(value), ("clauses", key, name))
        if rule.at_least is not None and rule.at_most is not None and rule.at_least > rule.at_most:
            yield Problem(
                ("clauses", key, "at_most"), f"at least {rule.at_least:g}, the clause's 'at_least'",
                f"{rule.at_most:g}", "swap the two",
            )  # fmt: skip
        yield from cited(case, rule.source, ("clauses", key))


def _own_class(case: Case, facts: Settlement, path: Path) -> Iterator[Problem]:
    if facts.own_class is None:
        if facts.war == "none" and facts.reference_class is None:
            yield Problem(
                path, "an 'own_class' or a 'reference_class'", "'war: none' alone",
                "say what the agreement is compared with: past wars do not fit",
            )  # fmt: skip
        return
    for year, quantity in facts.own_class.survival.items():
        place: Path = (*path, "own_class", "survival", str(year))
        yield from within(quantity, 0, 1, place)
        if quantity.from_statements or not (year > 0 and quantity.low > 0 and quantity.high < 1):
            yield Problem(place, "a share above 0 and below 1 after some years", f"{quantity.low:g}", "correct it")
    yield from cited(case, facts.own_class.source, (*path, "own_class"))


def _regroup(case: Case, facts: Regroup) -> Iterator[Problem]:
    path: Path = ("consequences", "regroup")
    for name in ("riser", "declining", "guarantor"):
        if getattr(facts, name) is not None:
            yield from known(case.actors, getattr(facts, name), (*path, name), "actor")
    if facts.riser == facts.declining:
        yield Problem(
            (*path, "declining"), "another actor than the riser", f"'{facts.declining}'", "name the other side"
        )
    for name in ("riser_now", "discount"):
        yield from within(getattr(facts, name), 0, 1, (*path, name))
    for name in ("cost_riser", "cost_declining"):
        yield from within(getattr(facts, name), 0, INFINITY, (*path, name))
    for year, quantity in facts.riser_after.items():
        yield from within(quantity, 0, 1, (*path, "riser_after", str(year)))
        if not year > 0:
            yield Problem((*path, "riser_after"), "years of pause above 0", f"{year:g}", "the present is 'riser_now'")
    yield from cited(case, facts.source, path)


def _trust(case: Case, facts: Trust) -> Iterator[Problem]:
    path: Path = ("consequences", "trust")
    yield from within(facts.others_defaulting, 0, 1, (*path, "others_defaulting"))
    for key, guarantor in facts.guarantors.items():
        place: Path = (*path, "guarantors", key)
        yield from known(case.actors, key, place, "actor")
        for observer, likeness in guarantor.observers.items():
            yield from known(case.actors, observer, (*place, "observers", observer), "actor")
            yield from within(likeness, 0, 1, (*place, "observers", observer))
        for i, act in enumerate(guarantor.acts):
            yield from known(case.actors, act.ally, (*place, "acts", i, "ally"), "actor")
            yield from within(act.kept, 0, 1, (*place, "acts", i, "kept"))
            yield from within(act.reneged, 0, 1, (*place, "acts", i, "reneged"))
            yield from cited(case, act.source, (*place, "acts", i))
            if act.date is not None and act.date > case.case.as_of:
                yield Problem(
                    (*place, "acts", i, "date"), f"a date up to {case.case.as_of}", str(act.date),
                    "leave the date out: what a package brings has none",
                )  # fmt: skip


def _audience(case: Case, facts: Audience) -> Iterator[Problem]:
    path: Path = ("consequences", "audience")
    patrons: dict[str, object] = {**case.actors, **facts.states}
    for key, state in facts.states.items():
        for patron, chance in state.follows.items():
            yield from known(patrons, patron, (*path, "states", key, "follows", patron), "actor or state")
            yield from within(chance, 0, 1, (*path, "states", key, "follows", patron))
        yield from within(state.weight, 0, 1, (*path, "states", key, "weight"))
        yield from cited(case, state.source, (*path, "states", key))
    for name in ("lean", "harshness"):
        for key, quantity in getattr(facts, name).items():
            yield from known(case.packages, key, (*path, name, key), "package")
            yield from within(quantity, -1, 1, (*path, name, key))
    for key, declared in facts.declared.items():
        yield from known(case.packages, key, (*path, "declared", key), "package")
        for patron in declared:
            yield from known(patrons, patron, (*path, "declared", key, patron), "actor or state of the audience")
