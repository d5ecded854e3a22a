"""Regroup clock: when does it pay the declining side to fight rather than wait for the other to grow strong?

Peace breaks down at the first date t with  d p_t - p_0 > cD + d cR,  where p is the rising side's probability of
winning, cD and cR both sides' costs of an attack, d what the time after the pause weighs (Powell 2006, International
Organization 60(1): 169-203). Clauses move p_t and cR: a guarantee adds to cR only with the chance that it is honoured.
What clauses do to p and c is assumed, not estimated: only signs follow from the model.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import BASELINE, Setting, Situation
from detente.consequences.parts.weibull import DrawYear
from detente.consequences.parts.wording import figure, share_words
from detente.consequences.trust import chance_honoured
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import ClauseChange, PackageRegroup, RegroupAnswer
from detente.domain.consequences import Regroup
from detente.domain.forecast import Interval

MODEL = "regroup"
STEPS_A_YEAR = 4
SAFE = 0.10
"""A pause is called safe when re-attack pays in at most this share of draws."""
SEARCH_DRAWS = 2_000
DAYS_A_YEAR = 365.2425

COSTS = ("guarantee", "peacekeepers", "enforcement", "snapback")
"""Terms that enter the rising side's cost of an attack; all others enter its probability of winning."""


def regroup(setting: Setting) -> RegroupAnswer | None:
    """The clock of every package; None where the case does not say who rises (``consequences.regroup``)."""
    facts = setting.facts.regroup
    if facts is None or not setting.case.packages:
        return None
    packages = tuple(
        _package(setting, situation, situation.facts.regroup, package, held)
        for situation, package, held in setting.each()
        if situation.facts.regroup is not None
    )
    notes = (
        "What clauses do to the balance and to the cost of an attack has never been estimated: sizes are assumptions "
        "or the analyst's, and only their signs follow from the model.",
        "The clock and the survival of past peaces are separate models, and a draft may do well in one and badly in "
        "the other: past peaces say how long such terms lasted, the clock whether anybody would gain by ending them.",
    )
    return RegroupAnswer(facts.riser, facts.declining, packages, notes)


def breaks_down(
    discount: np.ndarray, now: np.ndarray, later: np.ndarray, cost_declining: np.ndarray, cost_riser: np.ndarray
) -> np.ndarray:
    """Whether d p_t - p_0 > cD + d cR; all broadcast against each other, probabilities and discount in [0, 1]."""
    pays: np.ndarray = discount * later - now > cost_declining + discount * cost_riser
    return pays


def threshold(discount: PerDraw, now: PerDraw, cost_declining: PerDraw, cost_riser: PerDraw) -> PerDraw:
    """The riser's probability of winning beyond which no pause is safe: (p_0 + cD)/d + cR; inf where d is 0."""
    with np.errstate(divide="ignore"):
        found: PerDraw = (now + cost_declining) / discount + cost_riser
    return found


def first_year(pays: np.ndarray, years: np.ndarray) -> PerDraw:
    """(draw,) the first of ``years`` in which re-attack pays; nan where it never does."""
    when: PerDraw = np.where(pays.any(axis=1), years[np.argmax(pays, axis=1)], np.nan)
    return when


@dataclass(frozen=True, eq=False)
class _Clock:
    """The facts of one situation, drawn: discount, p_0, the path without clauses, costs, the guarantor's word."""

    years: np.ndarray
    discount: PerDraw
    now: PerDraw
    path: DrawYear
    cost_declining: PerDraw
    cost_riser: PerDraw
    honoured: PerDraw

    def first(self, n: int) -> _Clock:
        return _Clock(
            self.years, self.discount[:n], self.now[:n], self.path[:n], self.cost_declining[:n], self.cost_riser[:n],
            self.honoured[:n],
        )  # fmt: skip


def _package(
    setting: Setting, situation: Situation, facts: Regroup | None, package: str, held: tuple[Held, ...]
) -> PackageRegroup:
    assert facts is not None  # noqa: S101 - the caller has looked
    clock = _clock(setting, situation, facts, held)
    later, cost = _later(setting, clock, held), _cost(setting, clock, held)
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
    removes = _removes(setting, situation, facts, held) if situation.id == BASELINE and chance > SAFE else None
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


def _clock(setting: Setting, situation: Situation, facts: Regroup, held: tuple[Held, ...]) -> _Clock:
    years = np.arange(1, round(facts.horizon_years * STEPS_A_YEAR) + 1) / STEPS_A_YEAR
    drawn = {
        name: setting.drawn(getattr(facts, name), MODEL, name)
        for name in ("discount", "riser_now", "cost_declining", "cost_riser")
    }
    # one stream for all years: a draw in which the riser does well soon is one in which it does well later
    known = sorted(facts.riser_after)
    levels = [drawn["riser_now"], *(setting.drawn(facts.riser_after[y], MODEL, "riser_after") for y in known)]
    path = _interpolated(np.array([0.0, *known]), np.stack(levels, axis=1), years)
    honoured = (
        chance_honoured(setting, situation, held, facts.guarantor, facts.declining)
        if facts.guarantor is not None
        else setting.coefficients.draw("A01")
    )
    return _Clock(
        years, drawn["discount"], drawn["riser_now"], path, drawn["cost_declining"], drawn["cost_riser"], honoured
    )


def _interpolated(known: np.ndarray, levels: np.ndarray, years: np.ndarray) -> DrawYear:
    """(draw, year) straight lines between the known years, level after the last."""
    after = np.clip(np.searchsorted(known, years, side="right"), 1, len(known) - 1)
    share = np.clip((years - known[after - 1]) / (known[after] - known[after - 1]), 0.0, 1.0)
    path: DrawYear = levels[:, after - 1] * (1 - share) + levels[:, after] * share
    return path


def _later(setting: Setting, clock: _Clock, held: Sequence[Held]) -> DrawYear:
    """The riser's probability of winning with the clauses, kept in [0, 1]; a term counts once."""
    later, n = clock.path.copy(), clock.path.shape[0]
    for term, clause in best_terms(held, MODEL).items():
        if term in COSTS:
            continue
        for key in setting.coefficients.ids(MODEL, term):
            needed = setting.coefficients.table[key].years
            grown = np.minimum(1.0, clock.years / needed) if needed > 0 else np.ones_like(clock.years)
            later += clause.degree * setting.coefficients.draw(key)[:n, None] * grown[None, :]
    return np.clip(later, 0.0, 1.0, out=later)


def _cost(setting: Setting, clock: _Clock, held: Sequence[Held]) -> PerDraw:
    """The riser's cost of an attack with the clauses; a force that fights takes the place of one that watches."""
    cost, n = clock.cost_riser.copy(), clock.cost_riser.shape[0]
    best = best_terms(held, MODEL)
    if "enforcement" in best:
        best.pop("peacekeepers", None)
    for term in COSTS:
        if term in best:
            honoured = clock.honoured if term == "guarantee" else 1.0
            for key in setting.coefficients.ids(MODEL, term):
                cost += best[term].degree * setting.coefficients.draw(key)[:n] * honoured
    return cost


def _removes(setting: Setting, situation: Situation, facts: Regroup, held: tuple[Held, ...]) -> ClauseChange | None:
    """The fewest clauses (one or two) whose adding or dropping makes the pause safe, else those that help most."""
    clock = _clock(setting, situation, facts, held).first(SEARCH_DRAWS)
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


def _chance(setting: Setting, clock: _Clock, held: Sequence[Held]) -> float:
    later, cost = _later(setting, clock, held), _cost(setting, clock, held)
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
    return tuple(dict.fromkeys([*found, *(["A01"] if guarded else [])]))
