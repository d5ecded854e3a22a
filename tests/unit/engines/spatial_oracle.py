"""The spatial model in plain Python, an object per actor, written from the equations in docs/engines/spatial.md.

Slow and obvious on purpose. It plays one draw; actors without weight are left out by whoever calls it, and the
stochastic resolution is not in it (tests count frequencies instead).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

FLOOR = 1e-11  # of all weight, behind every option
COALITION_FLOOR = 1e-13  # of all capability, behind every side
SAME = 1e-9  # utilities that differ by less are equal
Position = list[float]


@dataclass
class Actor:
    capability: float
    salience: list[float]
    position: Position
    risk: float = 0.0
    standing: float = 0.0
    target: int | None = None
    gain: float = 0.0
    chance: float = 0.0

    @property
    def stake(self) -> float:
        return sum(self.salience)

    @property
    def influence(self) -> float:
        return self.stake * self.capability

    def distance(self, one: Position, other: Position) -> float:
        squares = sum((s * (a - b)) ** 2 for s, a, b in zip(self.salience, one, other, strict=True))
        return math.sqrt(squares / sum(s * s for s in self.salience))

    def utility(self, position: Position, risk: float) -> float:
        d = self.distance(self.position, position)
        return (1 - d) * (1 + risk * d) if d <= 1 else (1 - d) * (1 + risk)


@dataclass
class Bargain:
    proposer: int
    target: int
    positions: dict[int, Position]


@dataclass
class Played:
    history: list[list[Position]]
    first: list[Actor] = field(default_factory=list)
    voting: list[list[float]] = field(default_factory=list)

    @property
    def turns(self) -> int:
        return len(self.history) - 1


def play(actors: list[Actor], switches: Mapping[str, str], most: int = 100) -> Played:
    """Play until little moves; positions and saliences are shares, saliences may add up to any number."""
    share_out(actors, switches["crowded_salience"])
    most = min(most, 10) if switches["stop"] == "ten_turns" else most
    played = Played([[list(actor.position) for actor in actors]])
    initial = 0.0
    for turn in range(1, most + 1):
        take_risk(actors, switches)
        played.voting.append(voted_with_risk(actors, switches))
        for i, actor in enumerate(actors):
            choose_target(actors, i, switches)
            if turn == 1:
                played.first.append(Actor(**vars(actor)))
        bargains = [propose(actors, i, switches) for i, actor in enumerate(actors) if actor.target is not None]
        moved = carry_out(actors, bargains, switches)
        played.history.append([list(actor.position) for actor in actors])
        initial = moved if turn == 1 else initial
        little = moved < 0.02 * initial - 1e-9 or moved <= 1e-9
        if not bargains or (switches["stop"] == "settled" and turn >= 2 and little):
            break
    return played


def share_out(actors: list[Actor], how: str) -> None:
    largest = max(1.0, *(actor.stake for actor in actors))
    for actor in actors:
        divisor = largest if how == "by_largest" else max(1.0, actor.stake)
        actor.salience = [s / divisor for s in actor.salience]


def votes(weight: float, gain: float) -> tuple[float, float]:
    """Votes for and against an option by an actor that gains by it."""
    if abs(gain) <= SAME:
        return 0.0, 0.0
    return weight * max(gain, 0.0), weight * max(-gain, 0.0)


def hold_election(
    options: int, voters: list[tuple[float, Callable[[int], float]]], process: str = "conditional"
) -> list[float]:
    """The probability of each option; a voter is its weight and its utility of each option."""
    floor = FLOOR * sum(weight for weight, _ in voters)
    utility = [(weight, [worth(i) for i in range(options)]) for weight, worth in voters]
    behind = [[floor] * options for _ in range(options)]
    for i in range(options):
        for j in range(options):
            if i != j:
                behind[i][j] += sum(votes(weight, u[i] - u[j])[0] for weight, u in utility)
    chance = [[behind[i][j] / (behind[i][j] + behind[j][i]) for j in range(options)] for i in range(options)]
    if process == "conditional":
        product = [math.prod(row) for row in chance]
        return [p / sum(product) for p in product]
    return settle(behind, chance, process)


def settle(behind: list[list[float]], chance: list[list[float]], process: str) -> list[float]:
    """The chain, step by step, as published: p becomes the mean of p and what one challenge makes of it."""
    options = range(len(chance))
    called = [[1 / len(chance) for _ in options] for _ in options]
    if process == "markov_incentive":
        incentive = [[behind[i][j] * chance[i][j] for j in options] for i in options]
        called = [[incentive[i][j] / sum(incentive[k][j] for k in options) for j in options] for i in options]
    p = [1 / len(chance) for _ in options]
    for _ in range(100_000):
        q = [
            sum(p[j] * called[i][j] * chance[i][j] for j in options)
            + p[i] * sum(called[j][i] * chance[i][j] for j in options)
            for i in options
        ]
        change = max(abs(a - b) for a, b in zip(p, q, strict=True))
        p = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
        if change < 1e-15:
            break
    return [share / sum(p) for share in p]


def weight_of(actor: Actor, switches: Mapping[str, str]) -> float:
    return actor.capability if switches["weights"] == "capability" else actor.influence


def take_risk(actors: list[Actor], switches: Mapping[str, str]) -> None:
    voters = [
        (weight_of(a, switches), lambda i, a=a: a.utility(actors[i].position, 0.0))  # type: ignore[misc]
        for a in actors
    ]
    standing = hold_election(len(actors), voters, switches["process"])
    high, low = max(standing), min(standing)
    for actor, p in zip(actors, standing, strict=True):
        actor.standing = p
        if high - low <= 1e-9:
            actor.risk = 0.0
        elif switches["risk_range"] == "mid":
            actor.risk = (3 * p - (high + 2 * low)) / (2 * (high - low))
        elif switches["risk_range"] == "min":
            actor.risk = (p - low) / (high - low)
        else:
            actor.risk = (2 * p - high - low) / (high - low)


def voted_with_risk(actors: list[Actor], switches: Mapping[str, str]) -> list[float]:
    """What the published program prints as winning probabilities: near positions merged, utilities with own risk."""
    distinct: list[Position] = []
    option = []
    for actor in actors:
        near = [k for k, place in enumerate(distinct) if math.dist(place, actor.position) < 1e-3]
        if not near:
            distinct.append(actor.position)
        option.append(near[0] if near else len(distinct) - 1)
    voters = [
        (weight_of(a, switches), lambda i, a=a: a.utility(distinct[i], a.risk))  # type: ignore[misc]
        for a in actors
    ]
    p = hold_election(len(distinct), voters, switches["process"])
    return [p[k] for k in option]


def choose_target(actors: list[Actor], i: int, switches: Mapping[str, str]) -> None:
    me = actors[i]
    expected = {j: challenge(actors, i, j, switches) for j in range(len(actors)) if j != i}
    best = max((gain for gain, _ in expected.values()), default=0.0)
    me.target = None
    if best > 1e-5:
        me.target = next(j for j, (gain, _) in expected.items() if gain >= best - 1e-10)
        me.gain, me.chance = expected[me.target]


def challenge(actors: list[Actor], i: int, j: int, switches: Mapping[str, str]) -> tuple[float, float]:
    """i's expected gain and chance of success, in its own eyes."""
    me, other = actors[i], actors[j]
    toward = {"one_third": 1 / 3, "none": 0.0, "half": 1 / 2, "two_thirds": 2 / 3, "full": 1.0}[switches["others_risk"]]

    def u(k: int, at: int) -> float:
        risk = (1 - toward) * me.risk + toward * actors[k].risk
        return actors[k].utility(actors[at].position, risk)

    floor = COALITION_FLOOR * sum(actor.capability for actor in actors)
    a = floor + votes(me.influence, u(i, i) - u(i, j))[0]
    b = floor + votes(other.influence, u(j, j) - u(j, i))[0]
    for_me, against_me = a, b
    for k, third in enumerate(actors):
        if k in (i, j) or switches["third_parties"] == "indifferent":
            continue
        up, down = votes(third.influence, u(k, i) - u(k, j))
        pi = (a + up) / (a + b + up + down)
        join_i = pi * (2 * u(k, i) + u(k, k)) + (1 - pi) * 3 * u(k, j)
        join_j = pi * 3 * u(k, i) + (1 - pi) * (2 * u(k, j) + u(k, k))
        up, down = votes(third.influence, join_i - join_j)
        for_me, against_me = for_me + up, against_me + down
    p = for_me / (for_me + against_me)
    win, lose = 2 * u(i, i), 2 * u(i, j)
    return (1 - other.stake) * win + other.stake * (p * win + (1 - p) * lose) - (u(i, i) + u(i, j)), p


def propose(actors: list[Actor], i: int, switches: Mapping[str, str]) -> Bargain:
    me = actors[i]
    assert me.target is not None
    other, e = actors[me.target], 1e-6
    power = 2 if switches["interpolation"] == "squared" else 1
    mine, theirs = [], []
    for s_i, s_j, x_i, x_j in zip(me.salience, other.salience, me.position, other.position, strict=True):
        a, b = (s_i * me.chance) ** power, (s_j * (1 - me.chance)) ** power
        mine.append(four_decimals(((a + e) * x_i + b * x_j) / (a + e + b)))
        theirs.append(four_decimals((a * x_i + (e + b) * x_j) / (a + e + b)))
    return Bargain(i, me.target, {i: mine, me.target: theirs})


def four_decimals(x: float) -> float:
    return math.floor(x * 10_000 + 0.5 + 1e-7) / 10_000


def carry_out(actors: list[Actor], bargains: list[Bargain], switches: Mapping[str, str]) -> float:
    """Everybody's choice among its bargains, and the sum of all movements."""
    taken: list[Bargain | None] = []
    for k in range(len(actors)):
        options = [None, *(b for b in bargains if k in b.positions)]
        voters = [
            (weight_of(m, switches), lambda o, m=m, options=options: mean_utility(actors, m, options[o]))  # type: ignore[misc]
            for m in actors
        ]
        p = hold_election(len(options), voters, switches["process"])
        taken.append(next(o for o, share in zip(options, p, strict=True) if share >= max(p) * (1 - 1e-8)))
    moved = 0.0
    after = []
    for k, (actor, bargain) in enumerate(zip(actors, taken, strict=True)):
        there = actor.position
        if bargain is not None:
            other = bargain.target if k == bargain.proposer else bargain.proposer
            if switches["bargain"] == "half" or taken[other] is bargain:
                there = bargain.positions[k]
        moved += math.dist(there, actor.position)
        after.append(list(there))
    for actor, there in zip(actors, after, strict=True):
        actor.position = there
    return moved


def mean_utility(actors: list[Actor], viewer: Actor, bargain: Bargain | None) -> float:
    agreed = bargain.positions if bargain else {}
    return sum(viewer.utility(agreed.get(j, a.position), viewer.risk) for j, a in enumerate(actors)) / len(actors)
