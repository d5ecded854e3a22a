"""What an analyst states about fighting, or going it alone, as the alternative to a deal: the section ``crisis``.

| object       | role                                                                               |
|--------------|------------------------------------------------------------------------------------|
| Stated       | one number of this section with where it comes from                                |
| Ratification | the body at home that must accept what a side signs                                |
| CrisisSide   | what fighting costs a side, what it expects, how patient and how exposed it is     |
| Shift        | how the balance will change                                                        |
| Crisis       | two contenders, the issue at stake, who would win, and the sides                   |

The stake is a pie of 1: the first contender's share runs from 0 at the low end of the issue's scale to 1 at its high
end. Costs are shares of that pie.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from detente.domain.cited import Cited
from detente.domain.quantity import Quantity

NUMBER_WORDS = {
    "win_probability": "probability that fighting on gives it all to the first side",
    "change": "how that probability will change",
    "discount": "weight of the time after that",
    "war_cost": "cost of fighting, as a share of the stake",
    "risk_exponent": "attitude to risk (1 neutral, less is averse)",
    "expects": "share it expects itself of fighting on",
    "cost_seen_lowest": "least its cost may be in the other's eyes",
    "cost_seen_highest": "most its cost may be in the other's eyes",
    "patience": "patience from one year to the next",
    "audience_cost": "cost of backing down from a threat",
    "resolved": "probability that it would carry a threat out",
    "unresolved_war_value": "worth of war to it where it is not resolved",
    "breach_gain": "what breaking a settlement would gain it once",
    "median": "where those who ratify at home stand",
    "status_quo": "what holds if they refuse",
}
"""What each number of the section is, for a reader."""


class Stated(Cited):
    """One number of the analyst's: a value or a range, alone or as ``value`` beside its source and note."""

    value: Quantity

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, data: Any) -> Any:
        if isinstance(data, dict) and "kind" not in data:
            return data
        return {"value": data}


class Ratification(Cited):
    """Who at home must accept an agreement: a body whose decisive median prefers what lies nearer to it.

    ``median`` and ``status_quo`` are points of the issue's scale (of the pie, from 0 to 1, where no issue is named);
    without ``status_quo`` the issue's reference point holds when the body says no.
    """

    body: str = ""
    median: Stated
    status_quo: Stated | None = None


class CrisisSide(Cited):
    """One side of the crisis; all but ``war_cost`` of the two contenders may be left out.

    ``unresolved_war_value`` is what war is worth to this side where it is not resolved, its prize being 1.
    """

    war_cost: Stated | None = Field(
        default=None, description="what fighting costs it, as a share of the pie, 0 or more"
    )
    risk_exponent: Stated | None = Field(
        default=None, description="a of its utility share^a, in (0, 1]: 1 neutral towards risk, less is averse to it"
    )
    expects: Stated | None = Field(
        default=None, description="the share of the pie it expects itself of fighting on, before costs, in [0, 1]"
    )
    cost_seen_lowest: Stated | None = Field(
        default=None, description="the least its cost may be in the other contender's eyes"
    )
    cost_seen_highest: Stated | None = Field(
        default=None, description="the most its cost may be in the other contender's eyes"
    )
    patience: Stated | None = Field(
        default=None, description="discount factor from one round or year to the next, (0, 1)"
    )
    audience_cost: Stated | None = Field(
        default=None, description="what backing down from a threat costs it, 0 or more"
    )
    resolved: Stated | None = Field(default=None, description="probability in [0, 1] that it would carry a threat out")
    unresolved_war_value: Stated | None = Field(
        default=None, description="what war is worth to it where it is not resolved"
    )
    breach_gain: Stated | None = Field(
        default=None, description="what breaking a settlement would gain it once, 0 or more"
    )
    ratification: Ratification | None = None


class Shift(Cited):
    """How the first contender's probability of winning will change, and how much the time after that counts."""

    change: Stated = Field(description="added to the first contender's probability of winning, in [-1, 1]")
    discount: Stated = Field(description="weight of everything after the shift, in (0, 1]")
    by: str = Field(default="", description="when, or through what")


class Crisis(Cited):
    """Fighting as the alternative to a deal over one issue.

    ``first`` gains as the issue's scale rises, ``second`` as it falls. Further sides count where they state what they
    expect: what they hold out for has to be found, too.
    """

    issue: str | None = None
    first: str
    second: str
    win_probability: Stated = Field(description="that fighting on gives the first contender all of it, in [0, 1]")
    sides: dict[str, CrisisSide] = {}
    shift: Shift | None = None
