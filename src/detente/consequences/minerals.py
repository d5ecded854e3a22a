"""A fund on natural resources: present value of its income to each party. Every number is the analyst's, and swept.

No usable coefficient exists, so nothing here is cited: value = chance x (income x annuity from the first year of income
- investment), shared as stated. What matters most is found by moving one number at a time from its 10th to its 90th
percentile.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.consequences.parts.clauses import best_terms
from detente.consequences.parts.setting import Setting
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.economy import Fund
from detente.domain.economy_answer import FundAnswer, FundValue, Swept

MODEL = "minerals"
NUMBERS = ("investment", "income", "years_to_income", "discount_rate", "chance")
NOTES = ("All numbers are the analyst's: no published coefficient fits such a fund. The sweep shows what matters.",)


def minerals(setting: Setting) -> FundAnswer | None:
    """What the fund is worth under every package that has it; None where the case states none."""
    facts = setting.facts.minerals
    if facts is None:
        return None
    values = []
    for situation, package, held in setting.each():
        fund = situation.facts.minerals
        terms = best_terms(held, MODEL)
        if fund is None or "fund" not in terms:
            continue
        whole = fund_value(numbers(setting, fund), fund.years) * terms["fund"].degree
        for actor, share in fund.parties.items():
            worth = whole * setting.drawn(share, MODEL, "share", actor)
            figure_of = figure(worth, clauses=(terms["fund"].clause.id,), facts=("minerals",))
            values.append(FundValue(situation.id, package, actor, figure_of))
    return FundAnswer(facts.name, facts.unit, tuple(values), sweep(setting, facts), NOTES)


def fund_value(drawn: Mapping[str, PerDraw], years: int) -> PerDraw:
    """Present value of the whole fund, (draw,): falls with delay, discount and investment, rises with income."""
    rate = drawn["discount_rate"]
    start = np.clip(drawn["years_to_income"], 0, years)
    # Income flows evenly from ``start`` to ``years``, discounted continuously.
    log = np.log1p(rate)
    safe = np.where(log > 1e-9, log, 1.0)
    annuity = np.where(log > 1e-9, (np.exp(-log * start) - np.exp(-log * years)) / safe, years - start)
    value: PerDraw = drawn["chance"] * (drawn["income"] * annuity - drawn["investment"])
    return value


def numbers(setting: Setting, fund: Fund) -> dict[str, PerDraw]:
    """The fund's uncertain numbers, drawn."""
    return {name: setting.drawn(getattr(fund, name), MODEL, name) for name in NUMBERS}


def sweep(setting: Setting, fund: Fund) -> tuple[Swept, ...]:
    """Value at the 10th and 90th percentile of each number, the others at their medians; the widest first."""
    drawn = numbers(setting, fund)
    middle = {name: np.array([float(np.median(values))]) for name, values in drawn.items()}
    found = []
    for name, values in drawn.items():
        ends = [
            float(fund_value({**middle, name: np.array([float(np.quantile(values, at))])}, fund.years)[0])
            for at in (0.1, 0.9)
        ]
        found.append(Swept(name, ends[0], ends[1]))
    return tuple(sorted(found, key=lambda s: -abs(s.high - s.low)))
