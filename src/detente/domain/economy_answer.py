"""What is concluded on sanctions, energy, the wider economy, a fund and an exposure; figures lead to what they rest on.

| object          | question it answers                                                    |
|-----------------|------------------------------------------------------------------------|
| SanctionsAnswer | do the sanctions work, and what is relief worth                        |
| EnergyAnswer    | what happens to the price                                              |
| MacroAnswer     | what that means for world output and inflation                         |
| FundAnswer      | what a fund on natural resources is worth to whom                      |
| ExposureAnswer  | what it puts at risk for an organisation, and what it can do about it  |
"""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.domain.consequence_answer import Figure


@dataclass(frozen=True)
class RegimeSuccess:
    """Chance that a regime reaches its aim, settlements counted or not; ``raw`` is the plain share of its class."""

    scenario: str
    regime: str
    name: str
    target: str
    success: Figure
    strict: Figure
    raw: str


@dataclass(frozen=True)
class ReliefValue:
    """What a package's relief is worth to the target a year; ``snapback`` says that a breach brings sanctions back."""

    scenario: str
    package: str
    regime: str
    target: str
    degree: float
    value: Figure
    snapback: bool


@dataclass(frozen=True)
class SanctionsAnswer:
    """Do the sanctions work, and what is relief worth?"""

    unit: str
    regimes: tuple[RegimeSuccess, ...]
    relief: tuple[ReliefValue, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PriceChange:
    """Change of the price under one package: by rival pair of elasticities, and all of them pooled (shares).

    ``income``: change of the exporter's income from it, a share. ``price`` in the stated unit, where one is stated.
    """

    scenario: str
    package: str
    supply: Figure
    by_variant: dict[str, Figure]
    pooled: Figure
    income: Figure
    price: Figure | None


@dataclass(frozen=True)
class EnergyAnswer:
    """What happens to the price?"""

    commodity: str
    exporter: str
    unit: str
    variants: dict[str, str]
    changes: tuple[PriceChange, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MacroEffect:
    """Change of the level of world output, in percent, and of inflation, in points, in the year after."""

    scenario: str
    package: str
    risk: Figure
    output: Figure
    inflation: Figure


@dataclass(frozen=True)
class MacroAnswer:
    """What that means for the world economy."""

    effects: tuple[MacroEffect, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FundValue:
    """Present value of a fund to one party under one package."""

    scenario: str
    package: str
    actor: str
    value: Figure


@dataclass(frozen=True)
class Swept:
    """How far the whole value moves when one number alone goes from its 10th to its 90th percentile."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class FundAnswer:
    """What a fund on natural resources is worth; ``sweep`` starts with the number that matters most."""

    name: str
    unit: str
    values: tuple[FundValue, ...]
    sweep: tuple[Swept, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListMatch:
    """A counterparty that looks like a listed name: ``score`` in [0, 100], and why."""

    row: str
    counterparty: str
    listed: str
    file: str
    score: float
    reason: str
    details: str = ""


@dataclass(frozen=True)
class ExposureRow:
    """One row of the register under one scenario: expected loss a year, its interval, and by risk."""

    scenario: str
    row: str
    what: str
    country: str
    sector: str
    counterparty: str
    value: float
    loss: Figure
    bad_year: float
    by_risk: dict[str, float]
    condition: str


@dataclass(frozen=True)
class ExposureTotal:
    """All rows under one scenario; ``bad_year``: the loss exceeded in one year of twenty."""

    scenario: str
    title: str
    value: float
    loss: Figure
    bad_year: float
    by_risk: dict[str, float]


@dataclass(frozen=True)
class RankedAction:
    """Something the organisation can do: what it saves a year in expectation, and where."""

    scenario: str
    action: str
    saves: Figure
    reason: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class ExposureAnswer:
    """What the case puts at risk for an organisation, and what it can do about it."""

    unit: str
    totals: tuple[ExposureTotal, ...]
    rows: tuple[ExposureRow, ...]
    actions: tuple[RankedAction, ...]
    matches: tuple[ListMatch, ...] = ()
    unmatched: tuple[str, ...] = field(default=(), metadata={"about": "rows no condition covers"})
    notes: tuple[str, ...] = ()
