"""What the consequence models say. Plain values only; every figure leads to clauses, coefficients and the analyst.

A figure names the coefficients it rests on by id; ``ConsequenceAnswer.coefficients`` says of each where it is from, on
how many cases, how it was come by, and whether the analyst put another in its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.domain.forecast import Interval

if TYPE_CHECKING:
    from detente.domain.economy_answer import EnergyAnswer, FundAnswer, MacroAnswer, SanctionsAnswer


@dataclass(frozen=True)
class CoefficientUse:
    """One coefficient as it was used.

    ``interval`` is the central 80% of what was drawn, on the printed ``scale``; ``words`` says it. ``citation`` is ""
    for what nobody has verified: then sign and width are assumptions. ``provenance``: re-estimated, abstract,
    secondary, unverified; ``analyst`` says that the case overrides it, for ``reason``, from ``sources``; ``widened``
    that its uncertainty was multiplied because it comes from another kind of war; ``clauses`` are those of the packages
    through which it enters.
    """

    id: str
    model: str
    term: str
    what: str
    scale: str
    interval: Interval
    words: str
    n: str
    citation: str
    provenance: str
    note: str = ""
    analyst: bool = False
    reason: str = ""
    sources: tuple[str, ...] = ()
    widened: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A number with what it rests on: clauses, coefficients by id, facts the analyst stated; and itself in words.

    ``mean`` of the draws and their central 80%.
    """

    interval: Interval
    mean: float
    words: str
    clauses: tuple[str, ...] = ()
    coefficients: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseHeld:
    """A clause a package has under a scenario: to what degree in (0, 1], and why it was found in it."""

    clause: str
    name: str
    degree: float
    why: str
    issue: str = ""
    own: bool = False


@dataclass(frozen=True)
class PackageClauses:
    """The clauses of one package under one scenario."""

    scenario: str
    package: str
    clauses: tuple[ClauseHeld, ...]


@dataclass(frozen=True)
class Curve:
    """Chance that the peace has not failed, by years since it began: (year, interval)."""

    years: tuple[float, ...]
    low: tuple[float, ...]
    mid: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class SurvivalUnder:
    """Survival of one package's peace under one failure definition and one rival reading of the literature.

    ``variant`` "" pools the variants. ``reference`` is the class, ``n`` its size.
    """

    failure: str
    variant: str
    reference: str
    n: int
    curve: Curve
    risk_5: Figure
    asked: bool = False


@dataclass(frozen=True)
class Contribution:
    """What one clause or circumstance does to the chance of five years of peace, whatever the order of counting.

    ``kind``: clause, circumstance. ``shift`` is in [-1, 1]; ``dropped``: the change if this one alone were left out.
    """

    kind: str
    key: str
    name: str
    shift: Figure
    dropped: Figure


@dataclass(frozen=True)
class PackageDurability:
    """One package under one scenario."""

    scenario: str
    package: str
    survival: tuple[SurvivalUnder, ...]
    start: Figure
    contributions: tuple[Contribution, ...]
    result: Figure


@dataclass(frozen=True)
class ReferenceRow:
    """A reference class as published and as the model returns it: (year, published, modelled)."""

    key: str
    name: str
    failure: str
    n: int
    source: str
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class DurabilityAnswer:
    """Will it hold?"""

    failure: str
    failure_words: dict[str, str]
    packages: tuple[PackageDurability, ...]
    reference: tuple[ReferenceRow, ...]
    variants: dict[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseChange:
    """The fewest clauses whose adding or dropping makes the pause safe: ``chance`` of a re-attack is what is left."""

    adds: tuple[str, ...]
    drops: tuple[str, ...]
    chance: float
    words: str


@dataclass(frozen=True)
class PackageRegroup:
    """When re-attack first pays under one package and scenario.

    ``chance``: share of draws in which it pays at all within the horizon; ``year``: when, in those draws; ``date`` the
    median one; ``by_year`` the share by the end of each year; ``removes`` None where nothing needs removing, or no
    change of one or two clauses does.
    """

    scenario: str
    package: str
    chance: float
    year: Figure | None
    date: str
    by_year: tuple[tuple[float, float], ...]
    threshold: Figure
    at_peak: Figure
    removes: ClauseChange | None
    words: str


@dataclass(frozen=True)
class RegroupAnswer:
    """When does re-attack pay, and what removes the reason?"""

    riser: str
    declining: str
    packages: tuple[PackageRegroup, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrustChange:
    """Trust of one observer in one guarantor, in [0, 1], before and after; ``hedges``: chance that it hedges after."""

    scenario: str
    package: str
    guarantor: str
    observer: str
    before: Figure
    after: Figure
    change: Figure
    hedged_before: float
    hedges: float
    acts: tuple[str, ...]


@dataclass(frozen=True)
class TrustAnswer:
    """Who stops trusting whom?"""

    spillover: str
    hedge_below: float
    changes: tuple[TrustChange, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class StateReaction:
    """How one state or bloc reacts: probabilities; ``patron`` is whose declaration moved it, "" for nobody's."""

    state: str
    name: str
    bloc: str
    members: int
    support: float
    abstain: float
    condemn: float
    patron: str = ""


@dataclass(frozen=True)
class BlocReaction:
    """Expected shares of a bloc's members."""

    bloc: str
    members: int
    support: float
    abstain: float
    condemn: float


@dataclass(frozen=True)
class PackageReactions:
    """Reactions to one package under one scenario.

    ``legitimacy`` in [-1, 1]: supporters less condemners, a member a vote; ``withheld`` in [0, 1]: the share of the
    outside support a package needs that condemners and (in part) abstainers would withhold.
    """

    scenario: str
    package: str
    states: tuple[StateReaction, ...]
    blocs: tuple[BlocReaction, ...]
    support: Figure
    abstain: Figure
    condemn: Figure
    legitimacy: Figure
    withheld: Figure
    lean: float
    harshness: float


@dataclass(frozen=True)
class ReactionsAnswer:
    """How do others react?"""

    packages: tuple[PackageReactions, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrecedentEffect:
    """What a package's concession teaches the claimants of another dispute.

    ``similarity`` in [0, 1]; ``shift`` of their no-deal value in points of utility: above 0, holding out pays more.
    """

    scenario: str
    package: str
    dispute: str
    title: str
    claimants: tuple[str, ...]
    similarity: float
    alike: tuple[str, ...]
    unlike: tuple[str, ...]
    concession: float
    shift: Figure


@dataclass(frozen=True)
class PrecedentAnswer:
    """Which later disputes look alike, and what would their claimants learn?"""

    effects: tuple[PrecedentEffect, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConsequenceAnswer:
    """All consequences of a case's packages under its scenarios; None where the case does not state what is needed."""

    clauses: tuple[PackageClauses, ...] = ()
    durability: DurabilityAnswer | None = None
    regroup: RegroupAnswer | None = None
    trust: TrustAnswer | None = None
    reactions: ReactionsAnswer | None = None
    precedents: PrecedentAnswer | None = None
    sanctions: SanctionsAnswer | None = None
    energy: EnergyAnswer | None = None
    macro: MacroAnswer | None = None
    minerals: FundAnswer | None = None
    coefficients: tuple[CoefficientUse, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def by_id(self) -> dict[str, CoefficientUse]:
        """Coefficients by id."""
        return {use.id: use for use in self.coefficients}

    @property
    def clause_names(self) -> dict[str, str]:
        """Names of the clauses any package has, by id."""
        return {held.clause: held.name for package in self.clauses for held in package.clauses}
