"""What an analyst states so that sanctions, energy prices, the wider economy, a fund and an exposure can be worked out.

| object     | role                                                                                     |
|------------|------------------------------------------------------------------------------------------|
| Regime     | one set of sanctions: who is behind it, how much it costs the target, what relief frees  |
| Energy     | how much supply a deal could bring back or take away, and what the exporter earns        |
| Macro      | how far a package moves geopolitical risk, in units of the rise of 2022                  |
| Fund       | a fund on natural resources: every number is the analyst's, and is swept                 |
| Condition  | what may happen to flows and assets in a country or sector                               |
| Exposed    | how an organisation's register is judged: its conditions, and what can be done           |

Amounts are in the unit the analyst names; shares lie in [0, 1].
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from detente.domain.cited import Cited, Frozen, Identifier
from detente.domain.quantity import Quantity

Cost = Literal["minor", "major", "severe"]
Stage = Literal["imposed", "threatened"]
Risk = Literal["sanctions", "interruption", "price", "security", "cyber"]
Action = Literal["diversify", "hedge", "monitor", "harden"]


class Regime(Cited):
    """One set of sanctions.

    ``institution``: an international institution takes part; ``cost`` to the target; ``security_issue``: it is about
    security, territory or the regime. ``exposure``: what relief would free a year; ``offset``: the share of it already
    found elsewhere; ``detectable``: the chance that the target's compliance can be seen, without which relief is not
    granted for long.
    """

    name: str = ""
    target: str
    stage: Stage = "imposed"
    institution: bool = False
    cost: Cost = "minor"
    security_issue: bool = False
    exposure: Quantity | None = None
    offset: Quantity = Quantity.value(0.0)
    detectable: Quantity = Quantity.value(1.0)


class Sanctions(Frozen):
    """The regimes in question."""

    regimes: dict[Identifier, Regime] = Field(min_length=1)
    unit: str = "billion dollars a year"


class Energy(Cited):
    """A commodity with a world price.

    ``returning``: the share of world supply that comes back where a package lets trade resume; ``taken``: what a
    package takes away, by package; ``exporter`` and ``share``: whose exports, and their share of world supply.
    """

    commodity: str = "oil"
    exporter: str
    share: Quantity
    returning: Quantity = Quantity.value(0.0)
    taken: dict[str, Quantity] = {}
    price: Quantity | None = None
    unit: str = "dollars a barrel"


class Macro(Cited):
    """``risk``: by package, the change of geopolitical risk, 1 being the rise the war of 2022 brought."""

    risk: dict[str, Quantity] = Field(min_length=1)


class Fund(Cited):
    """A fund on natural resources. No usable coefficient exists: every number is the analyst's."""

    name: str = ""
    parties: dict[str, Quantity] = Field(min_length=1, description="by actor, its share of the fund's income")
    investment: Quantity
    income: Quantity
    years_to_income: Quantity
    years: int = Field(default=20, ge=1, le=60, description="how long income is counted")
    discount_rate: Quantity = Quantity.value(0.08)
    chance: Quantity = Quantity.value(1.0)
    unit: str = "billion dollars"


class Condition(Cited):
    """What may happen where, within a year; an empty ``country`` or ``sector`` means everywhere.

    ``sanctioned``, ``interrupted``, ``attacked``, ``breached``: chances; ``months`` an interruption lasts; ``damage``:
    the share of an asset an attack destroys; ``outage``: the share of a year's value a cyber breach costs; ``price``:
    change of the price, 0.1 for a tenth more.
    """

    country: str = ""
    sector: str = ""
    sanctioned: Quantity = Quantity.value(0.0)
    interrupted: Quantity = Quantity.value(0.0)
    months: Quantity = Quantity.value(3.0)
    price: Quantity = Quantity.value(0.0)
    attacked: Quantity = Quantity.value(0.0)
    damage: Quantity = Quantity.value(0.5)
    breached: Quantity = Quantity.value(0.0)
    outage: Quantity = Quantity.value(0.02)


class Exposed(Cited):
    """How a register of exposures is judged. ``effect``: by action, the share of the losses it meets that it avoids."""

    conditions: dict[Identifier, Condition] = Field(min_length=1)
    effect: dict[Action, Quantity] = {}
    lists: tuple[str, ...] = Field(default=(), description="files of listed names in the case folder")
    unit: str = ""

    @model_validator(mode="after")
    def _effects_are_shares(self) -> Exposed:
        for action, share in self.effect.items():
            if share.from_statements or not 0 <= share.low <= share.high <= 1:
                raise ValueError(f"a share from 0 to 1 for '{action}'")
        return self
