"""What follows signature, as a conflict of the graph model: options as moves, payoffs from the draws.

In a state each issue stands where the package puts it, or at its reference point once anybody has withdrawn. Then, in
the order of the case, what options (not as signed) and joint effects do: ``sets`` replaces, ``shifts`` adds, kept on
the scale. An actor's payoff is its margin over no deal at that point (see ``margins``), with the cost of continuing
borne again after a withdrawal or where something ``resumes_cost``, less the ``costs`` it bears. Once the deal is off,
promises and prohibitions are off too: what they set and shift is void, what they cost is not.
Payoffs are compared in steps of GAIN_TOLERANCE of the actor's utility range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.agreement.graph.axes import PerState, PerStateMask, StateDraw
from detente.agreement.graph.model import Graph
from detente.agreement.graph.preferences import holds, ranking_payoff, statements_payoff
from detente.agreement.graph.probability import shaken
from detente.agreement.margins import GAIN_TOLERANCE, POINTS, loss, loss_rates
from detente.agreement.packages import signed_point
from detente.domain.axes import DrawIssue, PerDraw
from detente.domain.case import Case, Package
from detente.domain.compliance import (
    DEAL,
    NO_DEAL,
    Compliance,
    Consequence,
    Effect,
    Option,
    Preference,
    alternatives,
    tied_states,
)
from detente.domain.conflict import Condition, Ranking
from detente.domain.draws import Draws

Numbers = Mapping[tuple[str, str, str], PerDraw]
"""(name of the consequence, "shift" or "cost", issue or actor) -> draws, in the units of the case."""


@dataclass(frozen=True, eq=False)
class Game:
    """A package after signature.

    points : by maker, (state, draw), margins over no deal in points of its utility; for derived preferences only.
    """

    graph: Graph
    signed: int
    points: Mapping[str, np.ndarray]


def game_after(
    case: Case, section: Compliance, draws: Draws, numbers: Numbers, package: Package | None, key: str, seed: int
) -> Game:
    """The conflict after a package (by its ``key``) is signed; without one, that of no deal.

    Raises InputError where a stated ranking does not rank every state that can be.
    """
    options = list(section.options.values())
    labels = np.arange(1 << len(options), dtype=np.int32)
    legal = _legal(section, labels, package, key)
    makers = tuple(actor for actor in case.actors if actor in section.makers)
    parties = _parties(draws, makers)
    payoff: StateDraw
    payoffs, points = [], {}
    derived = _margins(case, section, parties, numbers, package, legal)
    for m, maker in enumerate(makers):
        preference = section.preferences.get(maker)
        if preference is None:
            points[maker] = derived[m]
            payoff = np.rint(derived[m] / POINTS / GAIN_TOLERANCE).astype(np.int32)
        else:
            rank = _stated(section, preference, labels, legal, maker, deal=package is not None)
            payoff = shaken(rank[:, None], preference.spread, draws.n, seed, section.makers.index(maker))
        payoffs.append(payoff)
    graph = Graph(
        makers=makers,
        labels=labels,
        legal=legal,
        payoff=np.zeros((len(makers), labels.size, 1), dtype=np.int32),
        own=tuple(sum(1 << i for i, o in enumerate(options) if o.actor == maker) for maker in makers),
        forward=sum(1 << i for i, o in enumerate(options) if o.one_way and not o.signed),
        backward=sum(1 << i for i, o in enumerate(options) if o.one_way and o.signed),
    )
    signed = sum(1 << i for i, option in enumerate(options) if option.signed)
    return Game(graph.with_payoff(np.stack(payoffs)), signed, points)


def named_consequences(section: Compliance) -> Iterator[tuple[str, Consequence]]:
    """Options by their id, then effects by their rule, as the section names them."""
    yield from section.options.items()
    yield from section.named_effects()


def condition(section: Compliance, rule: str, *, deal: bool = True) -> Condition:
    """A rule with options by number; ``deal`` in it means that there is one and nobody has withdrawn."""
    number = {key: i for i, key in enumerate(section.options)}
    leave = [i for i, option in enumerate(section.options.values()) if option.kind == "withdraw"]
    found: list[tuple[tuple[int, bool], ...]] = []
    for all_of in alternatives(rule):
        plain = tuple((number[option], taken) for option, taken in all_of if option != DEAL)
        asked = {taken for option, taken in all_of if option == DEAL}
        if not asked or (asked == {False} and not deal):
            found.append(plain)
        elif asked == {True} and deal:
            found.append((*plain, *((i, False) for i in leave)))
        elif asked == {False}:
            found += [(*plain, (i, True)) for i in leave]
    return tuple(found)


def _legal(section: Compliance, labels: PerState, package: Package | None, key: str) -> PerStateMask:
    legal = np.ones(labels.size, dtype=np.bool_)
    for i, option in enumerate(section.options.values()):
        there = option.kind == "respond" if package is None else not option.packages or key in option.packages
        if not there:
            legal &= ((labels >> i) & 1) == option.signed
    for rule in section.infeasible:
        legal &= ~holds(condition(section, rule, deal=package is not None), labels.size)
    return legal


def _margins(
    case: Case, section: Compliance, parties: Draws, numbers: Numbers, package: Package | None, legal: PerStateMask
) -> np.ndarray:
    """(maker, state, draw), in points; 0 for states that cannot be."""
    rates = loss_rates(parties)
    named = list(named_consequences(section))
    deal = package is not None
    active = [_active(section, consequence, i, legal.size, deal) for i, (_, consequence) in enumerate(named)]
    withdrawn = np.zeros(legal.size, dtype=np.bool_)
    for i, option in enumerate(section.options.values()):
        if option.kind == "withdraw":
            withdrawn |= active[i]
    ends = package is not None and (not case.ended_by or any(issue in package.provisions for issue in case.ended_by))
    found = np.zeros((len(parties.actors), legal.size, parties.n))
    known: dict[tuple[object, ...], np.ndarray] = {}
    without = loss(parties, rates, parties.reference_point)
    for state in np.flatnonzero(legal):
        off = package is None or bool(withdrawn[state])
        now = [(name, c) for (name, c), here in zip(named, active, strict=True) if here[state]]
        changing = [(name, c) for name, c in now if not (off and isinstance(c, Option) and c.kind in PROMISED)]
        resumed = off or any(c.resumes_cost for _, c in changing)
        # many states leave the issues where another does: the utility there is computed once
        moving = tuple(name for name, c in changing if c.sets or c.shifts)
        memo = (off, resumed, moving)
        if memo not in known:
            point = _point(parties, None if off else package, changing, numbers)
            gain = without - loss(parties, rates, point)
            known[memo] = (gain if resumed or not ends else gain + parties.cost_of_continuing) * POINTS
        found[:, state] = known[memo].T
        for m, maker in enumerate(parties.actors):
            for name, consequence in now:
                if maker in consequence.costs:
                    found[m, state] -= numbers[name, "cost", maker]
    return found


PROMISED = ("comply", "violate")
"""Kinds of options that mean nothing once the deal is off."""


def _point(
    draws: Draws, package: Package | None, changing: Sequence[tuple[str, Consequence]], numbers: Numbers
) -> DrawIssue:
    start = draws.reference_point.astype(float) if package is None else signed_point(draws, package)
    point: DrawIssue = np.repeat(start[None], draws.n, axis=0)
    for _, consequence in changing:
        for issue, value in consequence.sets.items():
            k = draws.issues.index(issue)
            point[:, k] = draws.reference_point[k] if value == NO_DEAL else value
    for name, consequence in changing:
        for issue in consequence.shifts:
            point[:, draws.issues.index(issue)] += numbers[name, "shift", issue]
    kept: DrawIssue = np.clip(point, draws.scale_low, draws.scale_high)
    return kept


def _active(section: Compliance, consequence: Consequence, place: int, states: int, deal: bool) -> PerStateMask:
    """In which states a consequence holds: an option not as signed, an effect's rule."""
    if isinstance(consequence, Effect):
        return holds(condition(section, consequence.when, deal=deal), states)
    signed = int(list(section.options.values())[place].signed)
    active: PerStateMask = ((np.arange(states, dtype=np.int32) >> place) & 1) != signed
    return active


def _stated(
    section: Compliance, preference: Preference, labels: PerState, legal: PerStateMask, maker: str, *, deal: bool
) -> PerState:
    """(state,), the payoff by a stated ranking or by wishes."""
    if preference.wishes:
        return statements_payoff([condition(section, rule, deal=deal) for rule in preference.wishes], legal)
    number = {key: i for i, key in enumerate(section.options)}
    ranked = [
        (sum(1 << number[option] for option in state), tier)
        for tier, entry in enumerate(preference.ranking)
        for state in tied_states(entry)
    ]
    states, tiers = np.array(ranked, dtype=np.int32).T
    return ranking_payoff(Ranking(states, tiers), labels, legal, f"compliance.preferences.{maker}")


def _parties(draws: Draws, makers: Sequence[str]) -> Draws:
    """The draws of some actors only, in the order given."""
    at = [draws.actors.index(maker) for maker in makers]
    fields = ("position", "salience", "capability", "red_line_low", "red_line_high", "cost_of_continuing")
    return replace(
        draws,
        actors=tuple(makers),
        **{name: getattr(draws, name)[:, at] for name in fields},
        present=draws.present[at],
        required=draws.required[at],
        at_table=draws.at_table[at],
    )
