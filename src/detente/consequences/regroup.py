"""Regroup clock: when does it pay the declining side to fight rather than wait for the other to grow strong?

Peace breaks down at the first date t with  d p_t - p_0 > cD + d cR,  where p is the rising side's probability of
winning, cD and cR both sides' costs of an attack, d what the time after the pause weighs (Powell 2006, International
Organization 60(1): 169-203). Clauses move p_t and cR: a guarantee adds to cR only with the chance that it is honoured.
What clauses do to p and c is assumed, not estimated: only signs follow from the model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.regroup_clock import (
    COSTS,
    MODEL,
    Clock,
    breaks_down,
    clock_of,
    cost_later,
    first_year,
    strength_later,
    threshold,
)
from detente.consequences.parts.setting import BASELINE, Setting, Situation
from detente.consequences.parts.wording import figure, share_words
from detente.consequences.trust import PRIOR, chance_honoured
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import ClauseChange, PackageRegroup, RegroupAnswer
from detente.domain.consequences import Regroup
from detente.domain.forecast import Interval

SAFE = 0.10
"""A pause is called safe when re-attack pays in at most this share of draws."""
SEARCH_DRAWS = 2_000
DAYS_A_YEAR = 365.2425


def regroup(setting: Setting) -> RegroupAnswer | None:
    """The clock of every package; None where the case does not say who rises (``consequences.regroup``)."""
    facts = setting.facts.regroup
    if facts is None or not setting.case.packages:
        return None
    found: dict[tuple[str, str], PackageRegroup] = {}
    clocks: dict[str, Clock] = {}
    for situation, package, held in setting.each():
        told = situation.facts.regroup
        if told is None:
            continue
        before = setting.earlier(situation, package, "regroup", "trust")
        if before is not None:
            found[situation.id, package] = replace(found[before.id, package], scenario=situation.id, removes=None)
            continue
        if situation.id not in clocks:
            clocks[situation.id] = clock_of(setting, told, setting.coefficients.draw(PRIOR))
        clock = replace(clocks[situation.id], honoured=_honoured(setting, situation, told, held))
        found[situation.id, package] = _package(setting, situation, told, clock, package, held)
    notes = (
        "What clauses do to the balance and to the cost of an attack has never been estimated: sizes are assumptions "
        "or the analyst's, and only their signs follow from the model.",
        "The clock and the survival of past peaces are separate models, and a draft may do well in one and badly in "
        "the other: past peaces say how long such terms lasted, the clock whether anybody would gain by ending them.",
    )
    return RegroupAnswer(facts.riser, facts.declining, tuple(found.values()), notes)


def _package(
    setting: Setting, situation: Situation, facts: Regroup, clock: Clock, package: str, held: tuple[Held, ...]
) -> PackageRegroup:
    later, cost = strength_later(setting, clock, held), cost_later(setting, clock, held)
    discount, now, cost_now, cost_then = (v[:, None] for v in (clock.discount, clock.now, clock.cost_declining, cost))
    pays = breaks_down(discount, now, later, cost_now, cost_then)
    when = first_year(pays, clock.years)
    ever = np.isfinite(when)
    chance = float(ever.mean())
    ids = _ids(setting, held)
    clauses = tuple(h.clause.id for h in held if h.terms(MODEL))
    stated = ("regroup.riser_now", "regroup.riser_after", "regroup.discount", "regroup.cost_declining",
              "regroup.cost_riser")  # fmt: skip
    year = figure(when[ever], clauses=clauses, coefficients=ids, facts=stated) if ever.any() else None
    limit = threshold(np.maximum(clock.discount, 1e-9), clock.now, clock.cost_declining, cost)
    date = _date(setting, year.interval.mid) if year is not None else ""
    removes = _removes(setting, clock, held) if situation.id == BASELINE and chance > SAFE else None
    return PackageRegroup(
        scenario=situation.id,
        package=package,
        chance=chance,
        year=year,
        date=date,
        by_year=tuple((float(y), float(np.mean(when <= y))) for y in range(1, round(facts.horizon_years) + 1)),
        threshold=figure(np.minimum(limit, 9.99), clauses=clauses, coefficients=ids, facts=stated),
        at_peak=figure(later.max(axis=1), words="share", clauses=clauses, coefficients=ids, facts=stated),
        removes=removes,
        words=_words(chance, date, facts.horizon_years),
    )


def _honoured(setting: Setting, situation: Situation, facts: Regroup, held: Sequence[Held]) -> PerDraw:
    """The chance that a guarantee is honoured: the declining side's trust in the guarantor, or the prior."""
    if facts.guarantor is None:
        return setting.coefficients.draw(PRIOR)
    return chance_honoured(setting, situation, held, facts.guarantor, facts.declining)


def _removes(setting: Setting, whole: Clock, held: tuple[Held, ...]) -> ClauseChange | None:
    """The fewest clauses (one or two) whose adding or dropping makes the pause safe, else those that help most."""
    clock = whole.first(SEARCH_DRAWS)
    steps = [
        *(("add", key) for key, clause in setting.clauses.items() if _helps(setting, clause.feeds.get(MODEL, ())) and
          key not in {h.clause.id for h in held}),
        *(("drop", h.clause.id) for h in held if _harms(setting, h.terms(MODEL))),
    ]  # fmt: skip
    best: tuple[float, tuple[tuple[str, str], ...]] | None = None
    for size in (1, 2):
        tried = [
            (_chance(setting, clock, _changed(setting, held, change)), change) for change in combinations(steps, size)
        ]
        if tried:
            nearest = min(tried, key=lambda pair: (pair[0], pair[1]))
            best = nearest if best is None or nearest[0] < best[0] else best
        if best is not None and best[0] <= SAFE:
            break
    if best is None:
        return None
    chance, change = best
    adds = tuple(key for what, key in change if what == "add")
    drops = tuple(key for what, key in change if what == "drop")
    return ClauseChange(adds, drops, chance, _change_words(setting, adds, drops, chance))


def _chance(setting: Setting, clock: Clock, held: Sequence[Held]) -> float:
    later, cost = strength_later(setting, clock, held), cost_later(setting, clock, held)
    pays = breaks_down(clock.discount, clock.now, later.max(axis=1), clock.cost_declining, cost)
    return float(pays.mean())


def _changed(setting: Setting, held: tuple[Held, ...], change: Sequence[tuple[str, str]]) -> list[Held]:
    """The clauses after a change; what is added takes the place of what it stands instead of."""
    out = {key for what, key in change if what == "drop"}
    for what, key in change:
        if what == "add":
            out |= set(setting.clauses[key].instead_of)
    return [
        *(h for h in held if h.clause.id not in out),
        *(Held(setting.clauses[key], 1.0, "added") for what, key in change if what == "add"),
    ]


def _helps(setting: Setting, terms: Sequence[str]) -> bool:
    return bool(terms) and all(_sign(setting, term) < 0 for term in terms)


def _harms(setting: Setting, terms: Sequence[str]) -> bool:
    return any(_sign(setting, term) > 0 for term in terms)


def _sign(setting: Setting, term: str) -> float:
    """Above 0 where the term brings the re-attack nearer."""
    direction = -1.0 if term in COSTS else 1.0
    return direction * sum(float(np.mean(setting.coefficients.draw(k))) for k in setting.coefficients.ids(MODEL, term))


def _change_words(setting: Setting, adds: Sequence[str], drops: Sequence[str], chance: float) -> str:
    parts = [f"adding “{setting.clauses[key].name}”" for key in adds]
    parts += [f"dropping “{setting.clauses[key].name}”" for key in drops]
    does = "makes the pause safe" if chance <= SAFE else "helps most but does not make the pause safe"
    left = share_words(Interval(chance, chance, chance)).removeprefix("near ")
    return f"{' and '.join(parts)} {does}: re-attack then pays in {left} of draws"


def _words(chance: float, date: str, horizon: float) -> str:
    if chance == 0:
        return f"re-attack never pays within {horizon:g} years"
    share = share_words(Interval(chance, chance, chance)).removeprefix("near ")
    return f"re-attack pays within {horizon:g} years in {share} of draws, in these most often from about {date}"


def _date(setting: Setting, years: float) -> str:
    """The month that many years of pause after the day the case is seen from."""
    return (setting.case.case.as_of + dt.timedelta(days=round(years * DAYS_A_YEAR))).strftime("%B %Y")


def _ids(setting: Setting, held: Sequence[Held]) -> tuple[str, ...]:
    found = [key for term in best_terms(held, MODEL) for key in setting.coefficients.ids(MODEL, term)]
    guarded = any("guarantee" in h.terms(MODEL) for h in held)
    return tuple(dict.fromkeys([*found, *([PRIOR] if guarded else [])]))
