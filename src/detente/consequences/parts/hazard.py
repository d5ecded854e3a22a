"""What the clauses of a package and the circumstances of a war add to the log hazard of a peace, draw by draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from detente.consequences.parts.clauses import Held
from detente.consequences.parts.coefficients import Coefficients
from detente.consequences.parts.reference_classes import ReferenceClass
from detente.consequences.parts.setting import Setting
from detente.domain.axes import PerDraw
from detente.domain.consequences import Settlement

MODEL = "durability"
STRENGTH_PARTS = 4.0
"""A treaty with this many strengthening clauses is a whole strong treaty."""

TREATIES = {
    "strong_treaties_matter": "stronger treaties last longer (Fortna 2003)",
    "treaties_hardly_matter": "treaty strength has almost no impact (Lo, Hashimoto & Reiter 2008)",
}
DEATHS = {
    "deaths_civil": "more deaths, more risk, as in civil wars",
    "deaths_interstate": "more deaths, less risk, as in wars between states",
}
CIRCUMSTANCES = {
    "contiguity": "Land border between the sides",
    "prior_disputes": "Disputes in the 20 years before",
    "years_of_war": "Length of the war",
    "deaths": "Deaths in the war",
    "ending": "How the fighting ended",
    "outside_pressure": "Pressure of outsiders to settle",
    "peacekeeping_doublings": "Money for peacekeepers",
}


@dataclass(frozen=True)
class Effect:
    """What one clause or circumstance adds to the log hazard: (draw,), and the ids of the coefficients behind it."""

    kind: str
    key: str
    name: str
    beta: PerDraw
    coefficients: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A rival reading of the literature: its key, what it holds, and the variants of the coefficients it takes."""

    key: str
    words: str
    variants: tuple[str, ...]


def readings(setting: Setting) -> tuple[Reading, ...]:
    """The rival readings that make a difference in this case; one without a name where none does."""
    held = {term for _, _, clauses in setting.each() for clause in clauses for term in clause.terms(MODEL)}
    settlements = [s.facts.settlement for s in setting.situations]
    treaties = TREATIES if "treaty_strength" in held else {"": ""}
    deaths = DEATHS if any(s is not None and s.deaths is not None for s in settlements) else {"": ""}
    return tuple(
        Reading("+".join(filter(None, pair)), "; ".join(filter(None, (treaties[pair[0]], deaths[pair[1]]))), pair)
        for pair in product(treaties, deaths)
    )


def clause_effects(
    coefficients: Coefficients, held: Sequence[Held], reading: Reading, has: Sequence[str] = ()
) -> tuple[Effect, ...]:
    """One effect for each clause that feeds the model, in their order.

    A term counts once, for the clause that has it to the highest degree; enforcement takes the place of consent; what
    the reference class already ``has`` is not counted again.
    """
    best: dict[str, Held] = {}
    strengthening: list[Held] = []
    for clause in held:
        for term in clause.terms(MODEL):
            if term == "treaty_strength":
                strengthening.append(clause)
            elif term not in has and (term not in best or clause.degree > best[term].degree):
                best[term] = clause
    if "enforcement" in best:
        best.pop("peacekeepers", None)
    parts: dict[str, list[tuple[float, str]]] = {h.clause.id: [] for h in held if h.terms(MODEL)}
    for term, clause in best.items():
        parts[clause.clause.id] += [(clause.degree, key) for key in coefficients.ids(MODEL, term, reading.variants)]
    whole = max(STRENGTH_PARTS, sum(clause.degree for clause in strengthening))
    for clause in strengthening:
        ids = coefficients.ids(MODEL, "treaty_strength", reading.variants)
        parts[clause.clause.id] += [(clause.degree / whole, key) for key in ids]
    names = {h.clause.id: h.clause.name for h in held}
    return tuple(
        Effect(
            "clause",
            key,
            names[key],
            sum((factor * coefficients.draw(i) for factor, i in found), start=np.zeros(coefficients.draws)),
            tuple(i for _, i in found),
        )
        for key, found in parts.items()
    )


def circumstance_effects(
    setting: Setting, facts: Settlement, reference: ReferenceClass, reading: Reading
) -> tuple[Effect, ...]:
    """One effect for each fact of the war that differs from the reference class, in the order of CIRCUMSTANCES."""
    found = []
    for key, (term, covariate) in _covariates(setting, facts, reference).items():
        ids = setting.coefficients.ids(MODEL, term, reading.variants)
        if np.any(covariate) and ids:
            beta = sum((covariate * setting.coefficients.draw(i) for i in ids), start=np.zeros(setting.draws))
            found.append(Effect("circumstance", key, CIRCUMSTANCES[key], beta, ids))
    return tuple(found)


def pooled(alternatives: Sequence[Sequence[Effect]], draws: int) -> tuple[Effect, ...]:
    """The effects with each draw taking one of the readings in turn; the readings have the same effects in order."""
    if len(alternatives) == 1:
        return tuple(alternatives[0])
    turn = np.arange(draws) % len(alternatives)
    return tuple(
        Effect(
            same[0].kind,
            same[0].key,
            same[0].name,
            np.choose(turn, [e.beta for e in same]),
            tuple(dict.fromkeys(i for e in same for i in e.coefficients)),
        )
        for same in zip(*alternatives, strict=True)
    )


def added_up(effects: Sequence[Effect], draws: int) -> PerDraw:
    """The whole change of the log hazard."""
    total: PerDraw = sum((effect.beta for effect in effects), start=np.zeros(draws))
    return total


def _covariates(setting: Setting, facts: Settlement, reference: ReferenceClass) -> dict[str, tuple[str, PerDraw]]:
    """By circumstance: the term it is, and how far the war lies from the reference class."""
    typical, found = reference.typical, {}
    if facts.war == "interstate":  # neighbours, and disputes with them, are about states
        border = np.full(setting.draws, float(facts.contiguous) - typical["contiguous"])
        found["contiguity"] = ("contiguity", border)
        if facts.prior_disputes is not None:
            disputes = setting.drawn(facts.prior_disputes, MODEL, "prior_disputes") - typical["prior_disputes"]
            found["prior_disputes"] = ("prior_disputes", disputes)
    if facts.war != "none" and facts.years_of_war is not None:
        years = setting.drawn(facts.years_of_war, MODEL, "years_of_war") - typical["years_of_war"]
        found["years_of_war"] = ("years_of_war", years)
    if facts.war != "none" and facts.deaths is not None:
        deaths = np.log((setting.drawn(facts.deaths, MODEL, "deaths") + 1) / (typical["deaths"] + 1))
        found["deaths"] = ("deaths", deaths)
    if facts.war != "none":
        found["ending"] = (f"decisive_{facts.war}", np.full(setting.draws, float(facts.ending == "decisive")))
    for key in ("outside_pressure", "peacekeeping_doublings"):
        stated = getattr(facts, key)
        if stated is not None:
            found[key] = (key, setting.drawn(stated, MODEL, key))
    return found
