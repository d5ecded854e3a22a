"""Draws of a crisis's numbers, each from a stream of its own name."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.axes import PerDraw
from detente.domain.case import Case
from detente.domain.crisis import Crisis, CrisisSide, Stated
from detente.domain.crisis_draws import CrisisDraws
from detente.domain.draws import Basis
from detente.domain.quantity import Quantity
from detente.measurement.pert import quantity_quantile
from detente.measurement.streams import uniforms

SIDE_NUMBERS = (
    "war_cost",
    "risk_exponent",
    "expects",
    "cost_seen_lowest",
    "cost_seen_highest",
    "patience",
    "audience_cost",
    "resolved",
    "unresolved_war_value",
    "breach_gain",
)


def draw_crisis(case: Case, *, draws: int, seed: int) -> CrisisDraws | None:
    """Draws of the case's section ``crisis``; None where it has none.

    The two ends of what is believed of a cost come from the same uniform numbers, so that they stay in order.
    """
    crisis = case.crisis
    if crisis is None:
        return None
    issue = case.issues[crisis.issue] if crisis.issue is not None else None
    values: dict[tuple[str, str], PerDraw] = {}
    basis: dict[tuple[str, str], Basis] = {}
    for actor, parameter, stated in stated_numbers(crisis):
        stream = "cost_seen" if parameter.startswith("cost_seen") else parameter
        values[actor, parameter] = quantity_quantile(stated.value, uniforms(seed, "crisis", actor, stream, draws=draws))
        basis[actor, parameter] = _basis(stated)
    for actor, side in crisis.sides.items():
        if side.ratification is not None and side.ratification.status_quo is None and issue is not None:
            held = Quantity.value(issue.reference_point)
            values[actor, "status_quo"] = quantity_quantile(held, uniforms(seed, "crisis", actor, "", draws=draws))
            basis[actor, "status_quo"] = Basis("analyst", issue.statements, issue.source, "the issue's reference point")
    return CrisisDraws(
        first=crisis.first,
        second=crisis.second,
        issue=crisis.issue or "",
        low=issue.low if issue is not None else 0.0,
        high=issue.high if issue is not None else 1.0,
        n=draws,
        values=values,
        basis=basis,
        bodies={a: s.ratification.body for a, s in crisis.sides.items() if s.ratification is not None},
    )


def stated_numbers(crisis: Crisis) -> Iterator[tuple[str, str, Stated]]:
    """Every number the crisis states, as (actor or "", parameter, number)."""
    yield "", "win_probability", crisis.win_probability
    if crisis.shift is not None:
        yield "", "change", crisis.shift.change
        yield "", "discount", crisis.shift.discount
    for actor, side in crisis.sides.items():
        yield from _side_numbers(actor, side)


def _side_numbers(actor: str, side: CrisisSide) -> Iterator[tuple[str, str, Stated]]:
    for parameter in SIDE_NUMBERS:
        stated = getattr(side, parameter)
        if stated is not None:
            yield actor, parameter, stated
    if side.ratification is not None:
        yield actor, "median", side.ratification.median
        if side.ratification.status_quo is not None:
            yield actor, "status_quo", side.ratification.status_quo


def _basis(stated: Stated) -> Basis:
    return Basis(
        "guess" if stated.guess else "analyst",
        stated.statements,
        stated.source,
        stated.note or ("proposed, not yet confirmed" if stated.guess else "stated by the analyst"),
    )
