"""The challenge model in plain Python, an object per actor, from the equations: the oracle of its tests.

Slow on purpose: no arrays, no sorting, every vote counted by itself. Switches are dictionaries of words, as analysts
turn them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

POSITION, MOVE, UTILITY, SHARE = 1e-5, 1e-7, 1e-5, 1e-9  # tolerances of the model, on a scale of length 1


@dataclass(frozen=True)
class Actor:
    position: float
    salience: float
    capability: float
    risk: float = 1.0

    @property
    def weight(self) -> float:
        return self.capability * self.salience


class Scene:
    """The actors of one round, the range that distances are measured by, and the rules."""

    def __init__(self, actors: list[Actor], span: float, scale: float, rules: dict[str, str]) -> None:
        self.actors, self.span, self.scale, self.rules = actors, span, scale, rules

    def distance(self, first: float, second: float) -> float:
        apart = abs(first - second)
        if apart <= POSITION * self.scale or self.span <= POSITION * self.scale:
            return 0.0
        return 1.0 if apart >= self.span - POSITION * self.scale else apart / self.span

    def vote(self, voter: Actor, one: Actor, other: Actor) -> float:
        r = voter.risk if self.rules["voters_risk"] == "own" else 1.0
        far = self.distance(voter.position, other.position) ** r
        return voter.weight * (far - self.distance(voter.position, one.position) ** r)

    def all_votes(self) -> float:
        return sum(abs(self.vote(k, a, b)) for a in self.actors for b in self.actors for k in self.actors)

    def chance(self, one: Actor, other: Actor, all_votes: float) -> float:
        if self.distance(one.position, other.position) == 0:
            return float(self.rules["tie_probability"])
        votes = [self.vote(k, one, other) for k in self.actors]
        cast = sum(map(abs, votes))
        if self.rules["denominator"] == "signed":
            return max(sum(votes), 0.0) / cast
        support = sum(v for v in votes if v > 0)
        return support / (all_votes if self.rules["denominator"] == "all_pairs" else cast)

    def expected(self, challenger: Actor, responder: Actor, viewer: Actor, chance: float, middle: float) -> float:
        """The viewer's estimate of what the challenger gets out of challenging the responder, eq. 25a."""
        r, d = viewer.risk, self.distance(challenger.position, responder.position)
        success, failure = 2 - 4 * (0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r
        s = responder.salience if self.rules["salience"] == "responder" else challenger.salience
        value = s * (chance * success + (1 - chance) * failure) + (1 - s) * success
        quo = float(self.rules["status_quo"])
        value -= quo * (2 - 4 * 0.5**r)
        if quo < 1:
            away = self.distance(challenger.position, middle)
            better = 2 - 4 * (0.5 - 0.25 * (away + d)) ** r
            worse = 2 - 4 * (0.5 + 0.25 * (away + d)) ** r
            nearer = self.rules["betterment"] == "always" or away < d - MOVE * self.scale / self.span
            change = (1 - quo) * (better if nearer else worse)
            value += change if self.rules["change_sign"] == "plus" else -change
        return value

    def matrices(self, middle: float, view: str) -> tuple[list[list[float]], list[list[float]], list[list[float]]]:
        """Chances, gains E^i(U_ij) and threats E^i(U_ji) or E^j(U_ji)."""
        actors, everybody = self.actors, range(len(self.actors))
        all_votes = self.all_votes() if self.rules["denominator"] == "all_pairs" else 0.0
        chance = [[self.chance(a, b, all_votes) for b in actors] for a in actors]
        gain, threat = ([[0.0] * len(actors) for _ in actors] for _ in range(2))
        for i in everybody:
            for j in everybody:
                viewer = actors[i] if view == "own_view" else actors[j]
                gain[i][j] = self.expected(actors[i], actors[j], actors[i], chance[i][j], middle)
                threat[i][j] = self.expected(actors[j], actors[i], viewer, chance[j][i], middle)
        return chance, gain, threat


def median(actors: list[Actor], tie: str) -> float:
    total = sum(a.weight for a in actors)
    ranked = sorted(actors, key=lambda a: a.position)
    shares = [sum(a.weight for a in ranked[: k + 1]) / total for k in range(len(ranked))]
    lower = next(a.position for a, share in zip(ranked, shares, strict=True) if share >= 0.5 - SHARE)
    upper = next(a.position for a, share in zip(ranked, shares, strict=True) if share > 0.5 + SHARE)
    return {"lower": lower, "upper": upper, "middle": (lower + upper) / 2}[tie]


def mean(actors: list[Actor]) -> float:
    return sum(a.weight * a.position for a in actors) / sum(a.weight for a in actors)


def risks(threat: list[list[float]]) -> list[float]:
    security = [sum(row[j] for j in range(len(row)) if j != i) for i, row in enumerate(threat)]
    highest, lowest = max(security), min(security)
    if highest - lowest <= UTILITY:
        return [1.0] * len(security)
    relative = [(2 * s - highest - lowest) / (highest - lowest) for s in security]
    return [(1 - r / 3) / (1 + r / 3) for r in relative]


def choice(i: int, scene: Scene, gain: list[list[float]], threat: list[list[float]]) -> tuple[float, str, int]:
    """Where actor i goes, the kind of the offer it takes, and whose it is."""
    rules, here = scene.rules, scene.actors[i].position
    offers = []
    for j, rival in enumerate(scene.actors):
        a, b, there = gain[i][j], threat[i][j], rival.position
        if scene.distance(here, there) == 0 or b <= UTILITY:
            continue
        if a > UTILITY:
            if b > a + UTILITY and rules["conflict"] == "loser_moves":
                offers.append(("conflict", there, there, b, j))
        elif a < -UTILITY:
            average = (abs(a) * here + b * there) / (abs(a) + b)
            if b > abs(a) + UTILITY:
                target = here + (there - here) * abs(a) / b if rules["compromise"] == "ratio" else average
                offers.append(("compromise", target, average, b, j))
            else:
                offers.append(("acquiescence", there, there, b, j))
    if not offers:
        return here, "stalemate", -1
    length = MOVE * scene.scale
    if rules["offer_choice"] == "highest_utility":
        offers = least(offers, lambda o: -o[3], UTILITY)
        offers = least(offers, lambda o: abs(o[1] - here), length)
    else:
        order = ["conflict", "compromise", "acquiescence"]
        offers = least(offers, lambda o: order.index(o[0]), 0)
        by_average = rules["offer_choice"] == "least_weighted_average" and offers[0][0] == "compromise"
        offers = least(offers, (lambda o: o[2]) if by_average else (lambda o: abs(o[1] - here)), length)
        offers = least(offers, lambda o: -o[3], UTILITY)
    kind, target, _, _, j = least(offers, lambda o: o[1], 0)[0]
    return target, kind, j


def least(offers: list, key, tolerance: float) -> list:
    lowest = min(map(key, offers))
    return [offer for offer in offers if key(offer) <= lowest + tolerance]


def play_round(actors: list[Actor], initial: float, scale: float, rules: dict[str, str]) -> list[Actor]:
    positions = [a.position for a in actors]
    span = initial if rules["range"] == "initial" else min(initial, max(positions) - min(positions))
    if span <= POSITION * scale:
        return actors
    if rules["risk"] != "carried":
        actors = [replace(a, risk=1.0) for a in actors]
    if rules["risk"] != "none":
        middle = mean(actors) if rules["middle"] == "mean" else median(actors, rules["tie"])
        _, _, threat = Scene(actors, span, scale, rules).matrices(middle, rules["security"])
        actors = [replace(a, risk=r) for a, r in zip(actors, risks(threat), strict=True)]
    middle = median(actors, rules["tie"]) if rules["middle"] == "median" else mean(actors)
    scene = Scene(actors, span, scale, rules)
    _, gain, threat = scene.matrices(middle, rules["second_utility"])
    return [replace(a, position=choice(i, scene, gain, threat)[0]) for i, a in enumerate(actors)]


def play(actors: list[Actor], rounds: int, scale: float, rules: dict[str, str]) -> float:
    """The forecast after the rounds; actors all have weight."""
    initial = max(a.position for a in actors) - min(a.position for a in actors)
    before = median(actors, rules["tie"])
    for _ in range(rounds):
        actors = play_round(actors, initial, scale, rules)
        now = median(actors, rules["tie"])
        if rules["stop"] == "median_settled" and abs(now - before) <= POSITION * scale:
            break
        before = now
    return mean(actors) if rules["forecast"] == "mean" else median(actors, rules["tie"])
