"""Exposure: what the case puts at risk for an organisation in a year, row by row, and what it could do about it.

Each row of the register meets the condition that names its country and sector most closely. Five risks, each an event
with a chance and a size that the analyst states, take their share of a row's value one after the other:

    loss = value x (1 - product over risks of (1 - share lost))

What could be had elsewhere is not lost. Rows under one condition meet the same event together. Attention is not
probability: chances are the analyst's, never counts of news.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.consequences.list_match import match_listed
from detente.consequences.parts.setting import Setting, Situation, setting_of
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.case import Case
from detente.domain.economy import Action, Condition, Exposed, Risk
from detente.domain.economy_answer import ExposureAnswer, ExposureRow, ExposureTotal, RankedAction
from detente.domain.exposure import Holding, ListedName
from detente.domain.quantity import Quantity
from detente.domain.streams import uniforms

MODEL = "exposure"
RISKS: tuple[Risk, ...] = ("sanctions", "interruption", "price", "security", "cyber")
MEETS: dict[Action, tuple[Risk, ...]] = {
    "diversify": ("interruption", "sanctions"),
    "hedge": ("price",),
    "monitor": ("sanctions",),
    "harden": ("cyber", "security"),
}
DEFAULT_EFFECT = Quantity.range(0.2, 0.5, 0.8)
"""The share of the losses it meets that an action avoids, where the case states none: an assumption, and said so."""
BAD = 0.95
MOST_ROWS = 20
NOTES = (
    "Chances and sizes are the analyst's, for one year; attention in the news is not probability.",
    "Where the case does not say what an action avoids, between 20% and 80% of the losses it meets is assumed.",
)
Losses = dict[Risk, PerDraw]


@dataclass(frozen=True)
class _Judged:
    """A row with the shares of its value lost to each risk, draw by draw, and the condition they come from."""

    holding: Holding
    condition: str
    shares: Losses

    def loss(self, spared: Mapping[Risk, PerDraw] | None = None) -> PerDraw:
        """What the row loses, less the share of each risk that is spared."""
        kept: PerDraw = np.ones_like(next(iter(self.shares.values())))
        for risk, share in self.shares.items():
            avoided = spared[risk] if spared and risk in spared else 0.0
            kept = kept * (1 - share * (1 - avoided))
        return self.holding.value * (1 - kept)


def answer_exposure(
    case: Case,
    holdings: Sequence[Holding],
    listed: Sequence[ListedName] = (),
    *,
    seed: int = 1,
    draws: int = 10_000,
) -> ExposureAnswer | None:
    """What every scenario puts at risk; None where the case states no conditions or the register is empty."""
    if not holdings or case.consequences.exposure is None:
        return None
    setting = setting_of(case, seed=seed, draws=min(draws, 10_000))
    totals: list[ExposureTotal] = []
    rows: list[ExposureRow] = []
    actions: list[RankedAction] = []
    uncovered: list[str] = []
    for situation in setting.situations:
        facts = situation.facts.exposure
        if facts is None:
            continue
        judged = [j for h in holdings if (j := _judge(setting, facts, h)) is not None]
        covered = {j.holding.key for j in judged}
        uncovered += [h.key for h in holdings if h.key not in covered and h.key not in uncovered]
        totals.append(_total(setting, situation, judged, holdings))
        rows += sorted((_row(situation, j) for j in judged), key=lambda r: (-r.loss.mean, r.row))[:MOST_ROWS]
        actions += _actions(setting, situation, facts, judged)
    return ExposureAnswer(
        unit=case.consequences.exposure.unit,
        totals=tuple(totals),
        rows=tuple(rows),
        actions=tuple(actions),
        matches=match_listed(holdings, listed),
        unmatched=tuple(uncovered),
        notes=NOTES,
    )


def condition_of(facts: Exposed, holding: Holding) -> str:
    """The condition that names the row's country and sector most closely, the first of equals; "" for none."""
    best, closest = "", -1
    for key, condition in facts.conditions.items():
        points = _points(condition.country, holding.country, 2) + _points(condition.sector, holding.sector, 1)
        if points > closest and points >= 0:
            best, closest = key, points
    return best


def shares_lost(holding: Holding, drawn: Mapping[str, PerDraw], events: Mapping[Risk, PerDraw]) -> Losses:
    """The share of a row's value each risk takes, in [0, 1].

    ``drawn``: months, price, damage, outage; ``events``: 1 where a risk comes about, else 0 (price: always 1).
    """
    stuck = 1 - holding.substitutes
    price = drawn["price"] if holding.kind == "purchase" else -drawn["price"]
    is_flow = holding.kind != "asset"
    nothing = np.zeros_like(drawn["price"])
    found: Losses = {
        "sanctions": events["sanctions"] * stuck,
        "interruption": events["interruption"] * np.minimum(drawn["months"] / 12, 1.0) * holding.dependence * stuck,
        "price": np.clip(price, 0.0, 1.0) * holding.dependence * stuck,
        "security": events["security"] * drawn["damage"] * holding.dependence,
        "cyber": events["cyber"] * drawn["outage"],
    }
    if is_flow:
        return {**found, "security": nothing}
    return {**found, "interruption": nothing, "price": nothing}


def _points(stated: str, own: str, worth: int) -> int:
    """0 for everywhere, ``worth`` for the place itself, far below for another."""
    if not stated:
        return 0
    return worth if stated.casefold().strip() == own.casefold().strip() else -10


def _judge(setting: Setting, facts: Exposed, holding: Holding) -> _Judged | None:
    key = condition_of(facts, holding)
    if not key:
        return None
    condition = facts.conditions[key]
    drawn = {
        name: setting.drawn(getattr(condition, name), MODEL, key, name)
        for name in ("months", "price", "damage", "outage")
    }
    return _Judged(holding, key, shares_lost(holding, drawn, _events(setting, key, condition)))


def _events(setting: Setting, key: str, condition: Condition) -> dict[Risk, PerDraw]:
    """Whether each risk comes about, draw by draw: the same for every row of a condition, in every scenario."""
    chances: dict[Risk, tuple[str, Quantity]] = {
        "sanctions": ("sanctioned", condition.sanctioned),
        "interruption": ("interrupted", condition.interrupted),
        "security": ("attacked", condition.attacked),
        "cyber": ("breached", condition.breached),
    }
    found: dict[Risk, PerDraw] = {}
    for risk, (name, chance) in chances.items():
        luck = uniforms(setting.seed, "consequence", MODEL, key, risk, "event", draws=setting.draws)
        found[risk] = (luck < setting.drawn(chance, MODEL, key, name)).astype(np.float64)
    return found


def _row(situation: Situation, judged: _Judged) -> ExposureRow:
    holding, loss = judged.holding, judged.loss()
    return ExposureRow(
        scenario=situation.id,
        row=holding.key,
        what=holding.what,
        country=holding.country,
        sector=holding.sector,
        counterparty=holding.counterparty,
        value=holding.value,
        loss=figure(loss, facts=(f"exposure.conditions.{judged.condition}",)),
        bad_year=float(np.quantile(loss, BAD)),
        by_risk={risk: float(holding.value * share.mean()) for risk, share in judged.shares.items()},
        condition=judged.condition,
    )


def _total(
    setting: Setting, situation: Situation, judged: Sequence[_Judged], holdings: Sequence[Holding]
) -> ExposureTotal:
    loss = sum((j.loss() for j in judged), np.zeros(setting.draws))
    return ExposureTotal(
        scenario=situation.id,
        title=situation.title,
        value=sum(h.value for h in holdings),
        loss=figure(loss, facts=("exposure",)),
        bad_year=float(np.quantile(loss, BAD)),
        by_risk={risk: sum(float(j.holding.value * j.shares[risk].mean()) for j in judged) for risk in RISKS},
    )


def _actions(setting: Setting, situation: Situation, facts: Exposed, judged: Sequence[_Judged]) -> list[RankedAction]:
    """What each action would save, the most first."""
    found = []
    for action, risks in MEETS.items():
        effect = setting.drawn(facts.effect.get(action, DEFAULT_EFFECT), MODEL, "effect", action)
        saved = {j.holding.key: j.loss() - j.loss(dict.fromkeys(risks, effect)) for j in judged}
        whole = sum(saved.values(), np.zeros(setting.draws))
        most = sorted(saved, key=lambda key: (-saved[key].mean(), key))[:3]
        most = [key for key in most if saved[key].mean() > 0]
        if not most:
            continue
        named = {j.holding.key: j.holding for j in judged}
        where = ", ".join(f"{named[key].what} ({named[key].country})" for key in most)
        stated = "as stated in the case" if action in facts.effect else "by an assumed effect"
        found.append(
            RankedAction(
                scenario=situation.id,
                action=action,
                saves=figure(whole, facts=(f"exposure.effect.{action}",)),
                reason=f"meets losses from {' and '.join(risks)}, {stated}; most in {where}",
                rows=tuple(most),
            )
        )
    return sorted(found, key=lambda a: -a.saves.mean)
