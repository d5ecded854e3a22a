"""Energy: what more or less supply does to the price, under rival pairs of elasticities.

dlnP = -(dQ/Q) / (e_supply + |e_demand|), three published pairs for oil (Caldara, Cavallo & Iacoviello; Baumeister &
Hamilton; Kilian & Murphy, as quoted by Bilgin & Ellwanger 2018): one percent more world supply lowers the price by
2.0 to 4.1%. They run side by side; the pooled figure weighs them alike.
"""

from __future__ import annotations

import numpy as np

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import Setting, Situation
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import Figure
from detente.domain.economy import Energy
from detente.domain.economy_answer import EnergyAnswer, PriceChange

MODEL = "energy"
VARIANTS = {
    "cci": ("Caldara, Cavallo and Iacoviello", "E01a", "E02a"),
    "bh": ("Baumeister and Hamilton", "E01b", "E02b"),
    "km": ("Kilian and Murphy", "E01c", "E02c"),
}
RETURNS = "supply_returns"
NOTES = (
    "Short-run elasticities of the world market, each from one paper: the spread between them is part of the answer.",
    "No usable coefficient exists for dependence on gas: state its effect under 'exposure' instead.",
)


def energy(setting: Setting) -> EnergyAnswer | None:
    """The price under every package; None where the case states no commodity."""
    facts = setting.facts.energy
    if facts is None:
        return None
    changes = tuple(
        _change(setting, situation, situation.facts.energy, package, held)
        for situation, package, held in setting.each()
        if situation.facts.energy is not None
    )
    names = {key: name for key, (name, _, _) in VARIANTS.items()}
    return EnergyAnswer(facts.commodity, facts.exporter, facts.unit, names, changes, NOTES)


def price_change(supply: PerDraw, elasticity_of_supply: PerDraw, elasticity_of_demand: PerDraw) -> PerDraw:
    """Share by which the price changes when world supply changes by the share ``supply``: (draw,)."""
    log: PerDraw = -supply / (elasticity_of_supply + np.abs(elasticity_of_demand))
    change: PerDraw = np.expm1(log)
    return change


def income_change(volume: PerDraw, price: PerDraw) -> PerDraw:
    """Share by which an exporter's income changes, both factors being shares of change."""
    change: PerDraw = (1 + volume) * (1 + price) - 1
    return change


def _change(setting: Setting, situation: Situation, facts: Energy, package: str, held: tuple[Held, ...]) -> PriceChange:
    terms = best_terms(held, MODEL)
    clauses = (terms[RETURNS].clause.id,) if RETURNS in terms else ()
    supply = np.zeros(setting.draws)
    stated = ["energy"]
    if RETURNS in terms:
        supply = supply + terms[RETURNS].degree * setting.drawn(facts.returning, MODEL, "returning")
        stated.append("energy.returning")
    if package in facts.taken:
        supply = supply - setting.drawn(facts.taken[package], MODEL, "taken", package)
        stated.append(f"energy.taken.{package}")
    by_variant: dict[str, PerDraw] = {}
    used: tuple[str, ...] = ()
    for key, (_, first, second) in VARIANTS.items():
        by_variant[key] = price_change(supply, setting.coefficients.draw(first), setting.coefficients.draw(second))
        used += (first, second)
    # A third of the draws each, in turn: the mixture of the three, of the same length.
    turn = np.arange(setting.draws) % len(VARIANTS)
    pooled = np.choose(turn, list(by_variant.values()))
    share = setting.drawn(facts.share, MODEL, "share")
    income = income_change(np.divide(supply, share, out=np.zeros_like(supply), where=share > 0), pooled)
    price = None
    if facts.price is not None:
        price = _figure(setting.drawn(facts.price, MODEL, "price") * (1 + pooled), "number", clauses, used, stated)
    return PriceChange(
        situation.id,
        package,
        _figure(supply, "change", clauses, (), stated),
        {
            key: _figure(values, "change", clauses, VARIANTS[key][1:], stated) for key, values in by_variant.items()
        },
        _figure(pooled, "change", clauses, used, stated),
        _figure(income, "change", clauses, used, stated),
        price,
    )  # fmt: skip


def _figure(
    values: PerDraw, words: str, clauses: tuple[str, ...], coefficients: tuple[str, ...], facts: list[str]
) -> Figure:
    return figure(values, words=words, clauses=clauses, coefficients=coefficients, facts=tuple(facts))
