"""What an analyst states so that consequences can be worked out: facts about the war, the allies, the audience.

| object     | role                                                                                   |
|------------|----------------------------------------------------------------------------------------|
| Settlement | the war that would end: what peace after it is compared with, what counts as failure     |
| Regroup    | who grows stronger during a pause, how fast, and what an attack would cost             |
| Trust      | who promised whom, what keeps or breaks the promise, who draws conclusions from it     |
| Audience   | third states that react: where they stand, whom they follow, what they can withhold    |
| Precedents | other disputes whose claimants learn from a concession made here                       |

A clause rule says which provisions of a package amount to a clause of the vocabulary; an override replaces a
coefficient of the literature by the analyst's own, with a reason that the report prints.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, model_validator

from detente.domain.cited import Cited, Frozen, Identifier
from detente.domain.economy import Energy, Exposed, Fund, Macro, Sanctions
from detente.domain.quantity import Quantity

War = Literal["civil", "interstate", "none"]
Failure = Literal["return_to_war", "use_of_force", "fatal", "war", "abandoned"]
Ending = Literal["stalemate", "decisive", "other"]
Spillover = Literal["none", "prior", "similarity"]
Reaction = Literal["support", "abstain", "condemn"]
ModelName = Identifier


class CoefficientOverride(Frozen):
    """The analyst's own number in place of a coefficient of the literature, on the scale the coefficient is printed in.

    ``reason`` is printed beside every figure that rests on it.
    """

    value: float | None = None
    range: tuple[float, float, float] | None = Field(default=None, description="least, most likely, greatest")
    reason: str = Field(min_length=3)
    source: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_source(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("source"), str):
            data = {**data, "source": [data["source"]]}
        return data

    @model_validator(mode="after")
    def _one_of_both(self) -> CoefficientOverride:
        if (self.value is None) == (self.range is None):
            raise ValueError("either a 'value' or a 'range' [low, most likely, high]")
        if self.range is not None and not self.range[0] <= self.range[1] <= self.range[2]:
            raise ValueError("a range with low <= most likely <= high")
        return self

    @property
    def quantity(self) -> Quantity:
        """The stated number as a quantity."""
        return Quantity.value(self.value) if self.value is not None else Quantity.range(*(self.range or (0.0,) * 3))


class ClauseRule(Cited):
    """Which provisions amount to a clause, or what a clause of the case's own does.

    The clause holds where the package's value on ``issue`` (the reference point where the package is silent) lies
    within ``at_least`` and ``at_most``. With ``full`` its degree grows from 0 at the reference point to 1 there;
    without, it is 1. A clause the vocabulary does not know takes its effects from ``like`` or states them: ``feeds``.
    """

    issue: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    full: float | None = None
    name: str = ""
    like: str | None = Field(default=None, description="the clause of the vocabulary whose effects it has")
    feeds: dict[str, tuple[str, ...]] = Field(default={}, description="by model, the terms it enters")

    @model_validator(mode="after")
    def _a_bound_with_an_issue(self) -> ClauseRule:
        bounded = self.at_least is not None or self.at_most is not None
        if self.issue is not None and not bounded:
            raise ValueError("an 'at_least' or an 'at_most' beside the issue")
        if self.issue is None and (bounded or self.full is not None):
            raise ValueError("an 'issue' beside 'at_least', 'at_most' or 'full'")
        return self


class OwnClass(Cited):
    """A reference class of the analyst's own: what share of comparable agreements held, by years, and of how many.

    Where no published class fits. Ranges carry its uncertainty; ``n`` 0 says that it is a judgement, not a count.
    """

    name: str
    survival: dict[float, Quantity] = Field(min_length=1)
    n: int = Field(default=0, ge=0)


class Settlement(Cited):
    """The war that a package would end, or (``war: none``) the quarrel that an agreement would settle.

    ``failure`` is what counts as the peace failing; the answer differs by a factor of three, so it must be said.
    ``prior_disputes`` in the 20 years before the war, ``years_of_war``, ``deaths``, ``outside_pressure`` in [0, 1]
    (how far outsiders, not the sides, want the fighting to stop), ``peacekeeping_doublings``: how often the money for
    peacekeepers is doubled against the usual.
    """

    war: War
    failure: Failure
    reference_class: Identifier | None = Field(default=None, description="by default from war, contiguity and ending")
    own_class: OwnClass | None = Field(default=None, description="in place of a published class")
    contiguous: bool = False
    ending: Ending = "other"
    prior_disputes: Quantity | None = None
    years_of_war: Quantity | None = None
    deaths: Quantity | None = None
    outside_pressure: Quantity | None = None
    peacekeeping_doublings: Quantity | None = None
    calibration: Literal["whole_row", "first_year"] = Field(
        default="whole_row", description="fit the reference class in all its years, or exactly in the first"
    )


class Regroup(Cited):
    """The commitment problem: one side grows stronger while the guns are silent.

    ``riser_now`` is its probability of winning if fighting resumed at once, ``riser_after`` the same by years of pause
    when no clause interferes. Costs of an attack are shares of what is fought over. ``discount`` in [0, 1]: what the
    time after the pause weighs against now. ``guarantor``: whose promise a guarantee is.
    """

    riser: str
    declining: str
    riser_now: Quantity
    riser_after: dict[float, Quantity] = Field(min_length=1)
    cost_riser: Quantity
    cost_declining: Quantity
    discount: Quantity
    guarantor: str | None = None
    horizon_years: float = Field(default=10.0, gt=0, le=50)


class Act(Cited):
    """Something a guarantor does to an ally; ``kept`` and ``reneged`` in [0, 1] are fractions of a whole promise.

    With ``clause`` it happens where a package has that clause, with ``without_clause`` where it has not, with neither
    in any case; ``date``: when it happened, for what lies in the past.
    """

    what: str
    ally: str
    clause: Identifier | None = None
    without_clause: Identifier | None = None
    kept: Quantity | None = None
    reneged: Quantity | None = None
    date: dt.date | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Act:
        if (self.kept is None) == (self.reneged is None):
            raise ValueError("either 'kept' or 'reneged', a fraction from 0 to 1")
        if self.clause is not None and self.without_clause is not None:
            raise ValueError("'clause' or 'without_clause', not both")
        return self


class Guarantor(Cited):
    """One guarantor, what it does, and how alike each observer is to the ally concerned, in [0, 1]."""

    acts: tuple[Act, ...] = ()
    observers: dict[str, Quantity] = Field(min_length=1)


class Trust(Cited):
    """Who draws conclusions about whom. ``spillover``: whether third parties learn from what happened to another.

    ``others_defaulting`` in [0, 1]: the share of other guarantors defaulting at the same time, when a default teaches
    less; ``memory_years``: after how long an act counts for a third; ``hedge_below``: trust below which one hedges.
    """

    guarantors: dict[str, Guarantor] = Field(min_length=1)
    spillover: Spillover = "similarity"
    others_defaulting: Quantity = Quantity.value(0.0)
    memory_years: float = Field(default=10.0, gt=0)
    hedge_below: float = Field(default=0.65, gt=0, lt=1)


class Onlooker(Cited):
    """A third state, or a bloc of ``members`` alike.

    ``ideal_point``: its place in votes of the General Assembly, about -2.5 to 3 (Bailey, Strezhnev and Voeten 2017);
    ``follows``: by patron, the probability in [0, 1] that it votes as the patron declares; ``weight``: what share of
    the support a package needs from outside is its to give.
    """

    name: str = ""
    bloc: str = "others"
    members: int = Field(default=1, ge=1)
    ideal_point: Quantity
    follows: dict[str, Quantity] = {}
    weight: Quantity = Quantity.value(0.0)


class Audience(Cited):
    """Those who react, and how the texts of packages read to them.

    ``lean`` in [-1, 1], by package: whose side its text takes on the scale of ideal points (+1: that of states with
    high ones), in place of what its clauses say; ``harshness`` in [-1, 1], by package: 0 like the texts the model was
    estimated on, below 0 one that both sides have signed; ``declared``: by package and patron, what it has declared.
    """

    states: dict[Identifier, Onlooker] = Field(min_length=1)
    lean: dict[str, Quantity] = {}
    harshness: dict[str, Quantity] = {}
    declared: dict[str, dict[str, Reaction]] = {}


class Dispute(Cited):
    """Another dispute: ``features`` in [0, 1] by name, and who claims something in it."""

    title: str
    features: dict[Identifier, float] = Field(min_length=1)
    claimants: tuple[str, ...] = Field(min_length=1)


class Precedents(Cited):
    """Which later disputes look alike. ``weights``: how much a feature matters, 1 where not stated."""

    features: dict[Identifier, float] = Field(min_length=1, description="of the dispute at hand, in [0, 1]")
    weights: dict[Identifier, float] = {}
    disputes: dict[Identifier, Dispute] = Field(min_length=1)


class SovereigntyFloor(Cited):
    """The least effect an actor could live with in each dimension, in [-1, 0]; what is not stated has no floor.

    A package below a floor is reported as crossing it, whatever it offers in the other dimensions.
    """

    territorial_integrity: float | None = Field(default=None, ge=-1, le=0)
    foreign_security_policy: float | None = Field(default=None, ge=-1, le=0)
    economic_independence: float | None = Field(default=None, ge=-1, le=0)
    political_autonomy: float | None = Field(default=None, ge=-1, le=0)


class Consequences(Frozen):
    """Everything the consequence models need that the rest of the case does not say; what is left out is not asked."""

    settlement: Settlement | None = None
    regroup: Regroup | None = None
    trust: Trust | None = None
    audience: Audience | None = None
    precedents: Precedents | None = None
    sanctions: Sanctions | None = None
    energy: Energy | None = None
    macro: Macro | None = None
    minerals: Fund | None = None
    exposure: Exposed | None = None
