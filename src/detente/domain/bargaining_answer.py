"""What a run concludes on interests, leverage and fighting as the alternative. Plain values only.

| object           | question it answers                                              |
|------------------|------------------------------------------------------------------|
| Trade            | what two parties could give each other, and who else pays        |
| Lever            | how far the settlement moves per unit of no-deal value or weight |
| AssetWorth       | what one entry of the leverage ledger is worth in the compromise |
| LedgerPoint      | what an actor's ledger was worth on a date                       |
| LedgerCause      | what one asset added or took in a period, and why                |
| CrisisAnswer     | what fighting leaves to bargain over, and why it may still come  |
| BargainingAnswer | all of them                                                      |

Shares of the pie run from 0 to 1 and are the first contender's; gains and margins are in points of an actor's utility.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.draws import Basis
from detente.domain.forecast import Interval, Share


@dataclass(frozen=True)
class Stop:
    """A red line that stops a trade, with the share of all draws in which it does."""

    actor: str
    issue: str
    share: float


@dataclass(frozen=True)
class Trade:
    """Away from the reference points: ``first`` gets on ``gets`` and gives on ``gives``; ``second`` the reverse.

    pays : share of all draws in which both gain, within all red lines of the two and of required parties.
    stopped : share of all draws in which both would gain but a red line leaves no room; ``stops`` says whose.
    rate, rate_low, rate_high : units of ``gets`` per unit of ``gives`` (of the issues' scales) at which both gain
        equally, and the two rates between which both gain at all; over the draws in which both would gain.
    move_gets, move_gives : how far each issue moves from its reference point at the equal-gain rate, signed.
    gain : what each of the two gains at that rate. joint : what both gain on average over all draws; lost : what red
        lines take from that.
    others : what the trade does to every other actor, in the draws in which it pays; those with a stance on either.
    """

    first: str
    second: str
    gets: str
    gives: str
    pays: Share
    stopped: float
    stops: tuple[Stop, ...]
    rate: Interval
    rate_low: Interval
    rate_high: Interval
    move_gets: Interval
    move_gives: Interval
    gain: Interval
    joint: float
    lost: float
    others: dict[str, Interval]
    required: bool


@dataclass(frozen=True)
class Lever:
    """How far a settlement moves per step of one input of one actor, all else the same, draw by draw.

    settlement : the engine, with its reading. parameter : ``no_deal`` (the step raises the actor's no-deal value, that
        is, lowers its cost of continuing) or ``capability`` (the step is a share of the actor's capability).
    step : in the unit of the parameter: points of the actor's utility, or a share of its capability.
    issues, means : change of where each issue lands per step, in the units of its scale. In one draw a settlement may
        give way on a single issue, so that the median is often 0 where the mean is not.
    utilities, mean_utilities : change of each required party's and the actor's own utility per step, in points.
    helps : share of the draws with a settlement in which the actor's own utility rises; hurts : in which it falls.
    defined : share of all draws with a settlement. exact : a derivative in closed form rather than a difference.
    """

    actor: str
    parameter: str
    settlement: str
    step: float
    issues: dict[str, Interval]
    means: dict[str, float]
    utilities: dict[str, Interval]
    mean_utilities: dict[str, float]
    helps: float
    hurts: float
    defined: float
    exact: bool


@dataclass(frozen=True)
class AssetWorth:
    """What one entry of the ledger is worth to its owner: the compromise with it, less the compromise without it.

    place : of the entry in the case's ledger, from 0. gain, mean_gain : change of the owner's utility, in points.
    issues, means : change of where each issue lands, in the units of its scale.
    """

    place: int
    actor: str
    asset: str
    kind: str
    gain: Interval
    mean_gain: float
    issues: dict[str, Interval]
    means: dict[str, float]


@dataclass(frozen=True)
class LedgerPoint:
    """The most likely worth of an actor's assets on a date, averaged over the issues of the case.

    An asset counts on the issues it bears on, so that the sum is what the ledger adds to the actor's capability on the
    mean issue. Dates after the case's own: what is left if nothing new happens.
    """

    actor: str
    date: str
    tangible: float
    intangible: float


@dataclass(frozen=True)
class LedgerCause:
    """What one asset added to, or took from, its actor's ledger between two dates, in the unit of ``LedgerPoint``.

    cause : began (on ``date``), ended (on ``date``), or faded (its half-life, over the whole period; ``date`` is its
        end).
    """

    actor: str
    asset: str
    kind: str
    cause: str
    date: str
    change: float
    statements: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """The leverage ledger over time: points by actor and date, and why it changed from ``since`` to ``until``.

    For each actor the causes add up to its change between the two dates.
    """

    since: str
    until: str
    points: tuple[LedgerPoint, ...]
    causes: tuple[LedgerCause, ...]


@dataclass(frozen=True)
class CrisisInput:
    """One number the crisis rests on; actor "" for what belongs to no side."""

    actor: str
    parameter: str
    interval: Interval
    basis: Basis


@dataclass(frozen=True)
class Room:
    """The bargaining range: the least the first contender takes and the most the second leaves it.

    The same on the issue's scale, and what the sides' own expectations make of it: ``optimism`` is by how much their
    expected shares add up to more than the pie, ``empty`` the share of draws in which all sides' no-deal values do
    after costs, ``missing`` what it would then take from outside to reopen it. ``holding_out``: each side's no-deal
    value. ``division``: the Nash solution between the two contenders.
    """

    low: Interval
    high: Interval
    width: Interval
    low_point: Interval
    high_point: Interval
    division: Interval
    division_point: Interval
    holding_out: dict[str, Interval]
    optimism: Interval | None
    empty: Share
    missing: Interval | None


@dataclass(frozen=True)
class WarRisk:
    """A contender's best demand when it does not know the other's cost, and the chance that it is refused.

    ``demand`` is the demander's own share. ``war`` is that chance draw by draw, ``chance`` its mean; ``safe`` is the
    share of draws in which the best demand risks nothing.
    """

    demander: str
    other: str
    demand: Interval
    war: Interval
    chance: float
    safe: Share


@dataclass(frozen=True)
class Commitment:
    """Whether shifting power leaves any settlement that lasts.

    war : share of draws in which both sides' claims exceed the pie. offers : the same where the rising side can make
    take-it-or-leave-it offers. rising : how often each contender is the one that rises. claims : of the pie.
    critical : the rise of the rising side's probability of winning beyond which no settlement lasts.
    change : the rise as stated.
    """

    war: Share
    offers: Share
    rising: dict[str, float]
    claims: Interval
    change: Interval
    critical: Interval
    by: str


@dataclass(frozen=True)
class Threat:
    """What a contender's public threat is worth.

    belief : the target's probability of a resolved challenger at which it would give way. Probabilities are draw by
    draw; ``locked_in`` is the share of draws in which every threat is meant, ``certain`` that in which the target is
    sure to give way.
    """

    challenger: str
    target: str
    belief: Interval
    bluff: Interval
    concede: Interval
    war: Interval
    locked_in: Share
    certain: Share


@dataclass(frozen=True)
class WinSet:
    """What a side's body at home would ratify, as points of the issue's scale.

    ``covers`` : share of draws in which some point of the bargaining range would be ratified.
    """

    actor: str
    body: str
    low: Interval
    high: Interval
    covers: Share


@dataclass(frozen=True)
class Patience:
    """What a side's patience and temptation mean: its share when it proposes first, and whether it keeps a settlement.

    first_share : of alternating offers with it proposing first; None where a side's patience is not stated.
    least : the discount factor from which keeping the Nash division is best for it; holds : share of draws it has it.
    """

    actor: str
    first_share: Interval | None
    least: Interval | None
    holds: Share | None


@dataclass(frozen=True)
class CrisisAnswer:
    """What fighting leaves to bargain over, and why it may come all the same; what is not stated is None or empty.

    ``ratifiable`` is the share of draws in which some point of the bargaining range lies in every win-set;
    ``signable_low`` and ``signable_high`` are the ends of what does, on the issue's scale, in those draws.
    """

    first: str
    second: str
    issue: str
    inputs: tuple[CrisisInput, ...]
    room: Room
    risks: tuple[WarRisk, ...] = ()
    commitment: Commitment | None = None
    threats: tuple[Threat, ...] = ()
    win_sets: tuple[WinSet, ...] = ()
    ratifiable: Share | None = None
    signable_low: Interval | None = None
    signable_high: Interval | None = None
    patience: tuple[Patience, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True)
class BargainingAnswer:
    """Interests, leverage and the crisis of the case as it stands; trades by what they are worth, the best first.

    ``trade_draws`` and ``lever_draws`` are how many of the first draws they were computed on; ``trades_paying`` is the
    number of different trades that pay in some draw.
    """

    trades: tuple[Trade, ...] = ()
    trade_draws: int = 0
    trades_paying: int = 0
    levers: tuple[Lever, ...] = ()
    lever_draws: int = 0
    assets: tuple[AssetWorth, ...] = ()
    ledger: Ledger | None = None
    crisis: CrisisAnswer | None = None
