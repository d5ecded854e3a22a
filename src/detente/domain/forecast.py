"""What a run concludes, in a form that report, JSON and tables share. Plain values only: no arrays."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from detente.domain.draws import Basis

if TYPE_CHECKING:
    from detente.domain.agreement_answer import AgreementAnswer
    from detente.domain.bargaining_answer import BargainingAnswer
    from detente.domain.consequence_answer import ConsequenceAnswer
    from detente.domain.economy_answer import ExposureAnswer
    from detente.domain.predictive_answer import PredictiveAnswer
    from detente.domain.room_answer import RoomAnswer
    from detente.domain.stability_answer import StabilityAnswer

QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
HISTOGRAM_BINS = 20


@dataclass(frozen=True)
class Interval:
    """The 10th, 50th and 90th percentile: the central 80% of the draws around their median."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Share:
    """A share of draws in [0, 1], with the 95% Wilson interval of its simulation error (not of the model's)."""

    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Distribution:
    """A distribution on an issue's scale: mean, quantiles at QUANTILES, shares in HISTOGRAM_BINS equal bins."""

    mean: float
    quantiles: tuple[float, ...]
    histogram: tuple[float, ...]

    @property
    def interval(self) -> Interval:
        """The central 80%."""
        return Interval(self.quantiles[1], self.quantiles[3], self.quantiles[5])


@dataclass(frozen=True)
class Estimate:
    """What measurement concluded about one input: interval, and what it rests on.

    ``parameter`` is position, salience, capability, red_line_low, red_line_high or cost_of_continuing
    (then ``issue`` is "").
    ``firmness`` is the share of draws in which a red line holds; 1 for other parameters.
    """

    actor: str
    issue: str
    parameter: str
    interval: Interval
    basis: Basis
    firmness: float = 1.0


@dataclass(frozen=True)
class EngineOutcome:
    """Where one engine says one issue lands; ``defined`` is the share of draws for which it says anything."""

    engine: str
    reading: str
    issue: str
    distribution: Distribution
    defined: float = 1.0


@dataclass(frozen=True)
class VarianceSplit:
    """The variance of where an issue lands over draws and specifications, in squared units of the scale.

    ``total`` = ``inputs`` (goes with what is uncertain about the parties) + ``mechanism`` (goes with which engine and
    reading is asked) + ``both`` (the engines differ more for some inputs than for others).
    """

    issue: str
    total: float
    inputs: float
    mechanism: float
    both: float


@dataclass(frozen=True)
class Crossing:
    """A red line a package crosses, with the share of draws in which it does."""

    actor: str
    issue: str
    share: float


@dataclass(frozen=True)
class PackageVerdict:
    """A draft deal before the parties.

    ``margins`` are each actor's gain over no deal in points of its utility (100 = everything against its opposite);
    ``worst_off`` is the required actor with the lowest median margin.
    """

    package: str
    title: str
    acceptable: Share
    margins: dict[str, Interval]
    gains: dict[str, float]
    crossed: tuple[Crossing, ...]
    worst_off: str
    worst_margin: Interval


@dataclass(frozen=True)
class Block:
    """A smallest set of demands that leaves no zone: red lines as (actor, issue), walk-away values as (actor, "").

    ``share`` is the share of all draws in which this set empties the zone; a draw may have several such sets.
    """

    demands: tuple[tuple[str, str], ...]
    share: float


@dataclass(frozen=True)
class Zone:
    """Is there a deal every required party prefers to no deal, no red line crossed?

    ``best`` is where the deal that is best for the worst-off party lands, over the draws that have a zone.
    """

    exists: Share
    required: tuple[str, ...]
    blocks: tuple[Block, ...]
    packages: tuple[PackageVerdict, ...]
    best: dict[str, Interval] = field(default_factory=dict)


@dataclass(frozen=True)
class SovereigntyCost:
    """What a package does to one actor's sovereignty in one dimension, in [-1, 1], with what is hard to undo.

    ``clauses`` lists (issue, effect, reversibility); dimensions are never added up. ``floor`` is the least effect the
    actor could live with, where the case states it; ``crosses`` says that the package goes below.
    """

    package: str
    actor: str
    dimension: str
    effect: float
    clauses: tuple[tuple[str, float, str], ...]
    floor: float | None = None
    crosses: bool = False


@dataclass(frozen=True)
class Driver:
    """How much of the variance of an answer one uncertain input accounts for, with a bootstrap interval.

    ``answer`` is "zone" or an issue; ``words`` says the interval in words. First-order, an association in the model.
    """

    answer: str
    actor: str
    issue: str
    parameter: str
    share: float
    low: float
    high: float
    words: str


@dataclass(frozen=True)
class ScenarioForecast:
    """The forecast under one scenario; the first of a forecast's scenarios is always the case as it stands.

    ``spread`` is, per issue, the distance between the engines' medians. ``changes`` is, per issue, the change of the
    engines' mean against the first scenario, draw by draw. ``zone_change`` is the change of P(zone) with the 95%
    interval of its simulation error, in [-1, 1].
    """

    id: str
    title: str
    kind: str
    outcomes: tuple[EngineOutcome, ...]
    zone: Zone
    spread: dict[str, float]
    changes: dict[str, Interval] = field(default_factory=dict)
    zone_change: Interval | None = None
    variance: tuple[VarianceSplit, ...] = ()
    predictive: PredictiveAnswer | None = None


@dataclass(frozen=True)
class SourceInfluence:
    """How the answer changes when one document is left out; ``largest_shift`` is in the units of that issue's scale."""

    document: str
    statements: int
    zone_change: float
    largest_shift: float
    largest_shift_issue: str


@dataclass(frozen=True)
class Forecast:
    """Everything a run concluded; ``to_dict`` is ``results.json``."""

    case: str
    title: str
    as_of: str
    seed: int
    draws: int
    scenarios: tuple[ScenarioForecast, ...]
    estimates: tuple[Estimate, ...]
    sovereignty: tuple[SovereigntyCost, ...] = ()
    drivers: tuple[Driver, ...] = ()
    influence: tuple[SourceInfluence, ...] = ()
    guesses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    engines: dict[str, str] = field(default_factory=dict)
    stability: StabilityAnswer | None = None
    consequences: ConsequenceAnswer | None = None
    bargaining: BargainingAnswer | None = None
    agreement: AgreementAnswer | None = None
    room: RoomAnswer | None = None
    exposure: ExposureAnswer | None = None

    @property
    def baseline(self) -> ScenarioForecast:
        """The case as it stands."""
        return self.scenarios[0]

    def to_dict(self) -> dict[str, Any]:
        """As JSON values, numbers rounded to six significant digits."""
        return _rounded(asdict(self))  # type: ignore[no-any-return]


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    if isinstance(value, float):
        return None if value != value else float(f"{value:.6g}")
    return value
