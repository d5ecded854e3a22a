"""Fighting as the alternative: its contenders, and what each side would pay, win and expect."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.crisis import CrisisSide, Stated
from detente.domain.references.parts import Path, Problem, cited, known


def crisis_problems(case: Case) -> Iterator[Problem]:
    """``crisis``: two contenders with their costs of war, every number on its range."""
    crisis = case.crisis
    if crisis is None:
        return
    path: Path = ("crisis",)
    if crisis.issue is not None:
        yield from known(case.issues, crisis.issue, (*path, "issue"), "issue")
    yield from cited(case, crisis.source, path)
    for name, actor in (("first", crisis.first), ("second", crisis.second)):
        yield from known(case.actors, actor, (*path, name), "actor")
        if actor in case.actors and (actor not in crisis.sides or crisis.sides[actor].war_cost is None):
            got = "none" if actor in crisis.sides else f"no side '{actor}'"
            remedy = f"state 'crisis.sides.{actor}.war_cost', as a share of what is fought over"
            yield Problem((*path, "sides"), f"a war_cost of the {name} contender", got, remedy)
    if crisis.first == crisis.second:
        yield Problem((*path, "second"), "another actor than the first", f"'{crisis.second}'", "name the other side")
    yield from _number(case, crisis.win_probability, 0, 1, (*path, "win_probability"))
    if crisis.shift is not None:
        yield from _number(case, crisis.shift.change, -1, 1, (*path, "shift", "change"))
        yield from _number(case, crisis.shift.discount, 0, 1, (*path, "shift", "discount"), above=True)
    for actor, side in crisis.sides.items():
        yield from known(case.actors, actor, (*path, "sides", actor), "actor")
        yield from _side(case, side, (*path, "sides", actor))


def _side(case: Case, side: CrisisSide, path: Path) -> Iterator[Problem]:
    top = float("inf")
    for name in ("war_cost", "cost_seen_lowest", "cost_seen_highest", "audience_cost", "breach_gain"):
        yield from _number(case, getattr(side, name), 0, top, (*path, name))
    for name in ("expects", "resolved"):
        yield from _number(case, getattr(side, name), 0, 1, (*path, name))
    yield from _number(case, side.risk_exponent, 0, 1, (*path, "risk_exponent"), above=True)
    yield from _number(case, side.patience, 0, 1, (*path, "patience"), above=True, below=True)
    yield from _number(case, side.unresolved_war_value, -top, 1, (*path, "unresolved_war_value"))
    least, most = side.cost_seen_lowest, side.cost_seen_highest
    if least is not None and (most is None or least.value.low > most.value.low or least.value.high > most.value.high):
        remedy = "state 'cost_seen_highest' beside it, no lower at any point of its range"
        yield Problem((*path, "cost_seen_lowest"), "no more than cost_seen_highest", "more, or none of the two", remedy)
    if side.ratification is not None:
        crisis_issue = case.crisis.issue if case.crisis is not None else None
        scale = case.issues.get(crisis_issue) if crisis_issue is not None else None
        low, high = (scale.low, scale.high) if scale is not None else (0.0, 1.0)
        place = (*path, "ratification")
        yield from _number(case, side.ratification.median, low, high, (*place, "median"))
        yield from _number(case, side.ratification.status_quo, low, high, (*place, "status_quo"))
        if side.ratification.status_quo is None and crisis_issue is None:
            yield Problem((*place, "status_quo"), "a status quo", "none", "state it: without an issue none is known")
        yield from cited(case, side.ratification.source, place)
    yield from cited(case, side.source, path)


def _number(
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
    yield from cited(case, number.source, path)
