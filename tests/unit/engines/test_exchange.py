"""The exchange model against a plain version with objects and dictionaries, written from the equations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
import pytest

from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines import exchange
from detente.engines.parts import exchange_switches
from detente.engines.parts.exchange_switches import SWITCHES

Votes = dict[tuple[str, int], float]


def random_draws(n: int, actors: int, issues: int, *, seed: int = 1, grid: bool = False) -> Draws:
    random = np.random.default_rng(seed)
    shape = (n, actors, issues)
    present = random.random((actors, issues)) < 0.85
    present[:2] = True
    position = random.choice([0.0, 20.0, 50.0, 100.0], shape) if grid else random.uniform(0, 100, shape)
    salience = random.choice([0.25, 0.5, 1.0], shape) if grid else random.uniform(0.05, 1, shape)
    capability = random.choice([1.0, 2.0], shape) if grid else random.uniform(0.1, 10, shape)
    return Draws(
        actors=tuple(f"actor_{a}" for a in range(actors)),
        issues=tuple(f"issue_{k}" for k in range(issues)),
        position=np.where(present, position, 50.0),
        salience=np.where(present, salience, 0.0),
        capability=capability,
        red_line_low=np.full(shape, -np.inf),
        red_line_high=np.full(shape, np.inf),
        cost_of_continuing=np.zeros((n, actors)),
        scale_low=np.zeros(issues),
        scale_high=np.full(issues, 100.0),
        reference_point=np.zeros(issues),
        present=present,
        required=np.ones(actors, dtype=bool),
        at_table=np.ones(actors, dtype=bool),
    )


@dataclass
class Deal:
    i: str
    j: str
    p: int
    q: int
    rate: float
    knows: Votes
    dropped: bool = False
    met: set[tuple[str, int]] = field(default_factory=set)


class PlainRound:
    """One round of one draw: every deal keeps the whole list of votes its two actors know."""

    def __init__(self, draws: Draws, draw: int, switches: dict[str, str]) -> None:
        self.switches = {switch.name: switch.values[0] for switch in SWITCHES} | switches
        weight = draws.weight()[draw]
        self.wish: Votes = {}
        self.salience: Votes = {}
        self.share: Votes = {}
        for a, name in enumerate(draws.actors):
            for k in range(len(draws.issues)):
                if weight[a, k] > 0:
                    self.wish[name, k] = float(draws.position[draw, a, k])
                    self.salience[name, k] = float(draws.salience[draw, a, k])
                    self.share[name, k] = float(weight[a, k] / weight[:, k].sum())
        self.issues = range(len(draws.issues))
        # Ties go to the pair that comes first: heavier actors, then lower positions, then higher salience.
        self.actors = sorted(
            draws.actors,
            key=lambda name: [
                (
                    -round(self.share.get((name, k), 0), 9),
                    self.wish.get((name, k), 0),
                    -self.salience.get((name, k), 0),
                )
                for k in self.issues
            ],
        )
        self.vote = dict(self.wish)
        self.headed: dict[tuple[str, int], int] = {}
        self.made: list[tuple[float, str, int, float, str, int, float]] = []

    def outcome(self, issue: int, votes: Votes) -> float:
        return sum(self.share[at] * vote for at, vote in votes.items() if at[1] == issue)

    def left(self, actor: str, issue: int) -> bool:
        at, outcome = self.wish[actor, issue], self.outcome(issue, self.wish)
        return at <= outcome + 1e-3 if self.switches["at_outcome"] == "left" else at <= outcome - 1e-3

    def deals(self) -> list[Deal]:
        found = []
        s = self.salience
        for one, other in combinations(self.actors, 2):
            shared = [
                k for k in self.issues if (one, k) in self.wish and (other, k) in self.wish
                and self.left(one, k) != self.left(other, k)
            ]  # fmt: skip
            for p, q in combinations(shared, 2):
                ratio, rival = s[one, p] / s[one, q], s[other, p] / s[other, q]
                if abs(ratio - rival) < 1e-9:
                    continue
                i, j = (one, other) if ratio > rival else (other, one)
                found.append(Deal(i, j, p, q, (s[i, p] + s[j, p]) / (s[i, q] + s[j, q]), dict(self.wish)))
        return found

    def worth(self, deal: Deal) -> tuple[float, float, float]:
        """Gain, and the votes of j on p and of i on q."""
        i, j, p, q, s = deal.i, deal.j, deal.p, deal.q, self.salience
        votes = self.vote if self.switches["knowledge"] == "everybody" else deal.knows
        way_p, way_q = self.wish[i, p] - self.vote[j, p], self.wish[j, q] - self.vote[i, q]
        if self.headed.get((j, p), 0) * way_p < 0 or self.headed.get((i, q), 0) * way_q < 0:
            return 0.0, 0.0, 0.0
        outcome_p, outcome_q = self.outcome(p, votes), self.outcome(q, votes)
        # All the way on p; if i could not pay for it, all the way on q; if an outcome would pass its demander, to it.
        shift = abs(way_p) * self.share[j, p]
        shift = min(shift, abs(way_q) * self.share[i, q] / deal.rate)
        if self.switches["passing"] != "allow":
            room_p = (self.wish[i, p] - outcome_p) * np.sign(way_p)
            room_q = (self.wish[j, q] - outcome_q) * np.sign(way_q) / deal.rate
            if min(room_p, room_q) <= 0 or (
                self.switches["passing"] == "refuse" and min(room_p, room_q) < shift - 1e-9
            ):
                return 0.0, 0.0, 0.0
            shift = min(shift, room_p, room_q)
        to_p = self.vote[j, p] + np.sign(way_p) * shift / self.share[j, p]
        to_q = self.vote[i, q] + np.sign(way_q) * shift * deal.rate / self.share[i, q]
        whole = self.headed.get((j, p), 0) > 0 and to_p - self.wish[j, p] >= 100 - 1e-3
        if self.switches["whole_scale"] == "refuse" and whole:
            deal.dropped = True
        return s[i, p] * shift - s[i, q] * shift * deal.rate, float(to_p), float(to_q)

    def play(self) -> list[float]:
        deals = self.deals()
        for _ in range(10_000):
            best, gain = None, 1e-10
            for deal in deals:
                worth = 0.0 if deal.dropped else self.worth(deal)[0]
                if worth > (gain + 1e-9 if best else gain) and not deal.dropped:
                    best, gain = deal, worth
            if best is None:
                break
            self.make(best, deals)
        return [self.outcome(k, self.vote) for k in self.issues]

    def make(self, made: Deal, deals: list[Deal]) -> None:
        i, j, p, q = made.i, made.j, made.p, made.q
        gain, to_p, to_q = self.worth(made)
        self.made.append((gain, j, p, to_p, i, q, to_q))
        for actor, issue, to in ((j, p, to_p), (i, q, to_q)):
            self.headed[actor, issue] = int(np.sign(to - self.vote[actor, issue]))
            self.vote[actor, issue] = to
        for deal in deals:
            for supplier, demander, issue in ((j, i, p), (i, j, q)):
                own = (supplier, issue) in ((deal.j, deal.p), (deal.i, deal.q))
                bought = (demander, issue) in ((deal.i, deal.p), (deal.j, deal.q))
                if own:
                    deal.knows[supplier, issue] = self.vote[supplier, issue]
                elif bought and not (self.switches["knowledge"] == "first_dealings" and (supplier, issue) in deal.met):
                    deal.knows[supplier, issue] = self.vote[supplier, issue]
                    deal.met.add((supplier, issue))


READINGS = [{}] + [
    {switch.name: value}
    for switch in SWITCHES
    for value in switch.values[1:]
    if switch.name in ("knowledge", "at_outcome", "passing", "whole_scale")
]


@pytest.mark.parametrize("switches", READINGS, ids=lambda switches: "-".join(switches.values()) or "default")
@pytest.mark.parametrize(("actors", "issues", "grid"), [(6, 3, False), (5, 4, True)])
def test_same_as_the_plain_version(switches: dict[str, str], actors: int, issues: int, grid: bool) -> None:
    draws = random_draws(6, actors, issues, seed=3, grid=grid)
    found = exchange.ENGINE.solve(draws, switches=switches, ask=Ask(trace=True))
    for draw in range(draws.n):
        plain = PlainRound(draws, draw, switches)
        np.testing.assert_allclose(found.outcome[draw], plain.play(), atol=1e-8)
        if not grid:
            made = [e for e in found.exchanges if e.draw == draw]
            assert [round(e.gain, 9) for e in made] == [round(row[0], 9) for row in plain.made]
            assert [(e.supplier, e.demander) for e in made] == [(row[1], row[4]) for row in plain.made]


def test_sides_now_leave_out_pairs_the_outcome_has_passed() -> None:
    draws = random_draws(40, 6, 3, seed=5)
    start, now = (
        exchange.ENGINE.solve(draws, reading="equations", switches={"sides": sides}, ask=Ask(trace=True))
        for sides in ("at_start", "now")
    )
    assert now.exchanges != start.exchanges
    assert now.exchanges[0] == start.exchanges[0]
    assert not np.allclose(now.outcome, start.outcome)


def test_places_in_the_switches_are_those_the_kernel_is_told() -> None:
    names = {switch.name: switch.values for switch in SWITCHES}
    assert names["rate"][exchange_switches.RANDOM] == "random"
    assert names["knowledge"][exchange_switches.DEALINGS] == "dealings"
    assert names["knowledge"][exchange_switches.EVERYBODY] == "everybody"
    assert names["at_outcome"][exchange_switches.RIGHT] == "right"
    assert names["passing"][exchange_switches.REFUSE] == "refuse"
    assert names["passing"][exchange_switches.ALLOW] == "allow"
    assert names["sides"][exchange_switches.NOW] == "now"
    assert names["whole_scale"][exchange_switches.WHOLE_ALLOWED] == "allow"
    assert names["next_round"][exchange_switches.VOTES] == "votes"
    assert tuple(names) == exchange_switches.Rules._fields


def test_externalities_are_what_happens_to_the_others() -> None:
    """Followed through the round, gains and externalities add up to each actor's change of utility."""
    draws = random_draws(1, 6, 3, seed=7)
    found = exchange.ENGINE.solve(draws, reading="equations", ask=Ask(trace=True))
    changed = dict.fromkeys(draws.actors, 0.0)
    for made in found.exchanges:
        changed[made.demander] += made.gain
        changed[made.supplier] += made.gain
        for actor, effect in made.externalities.items():
            changed[actor] += effect
    weight = draws.weight()[0]
    before = (weight * draws.position[0]).sum(axis=0) / weight.sum(axis=0)
    loss = draws.salience[0] * (abs(found.outcome[0] - draws.position[0]) - abs(before - draws.position[0]))
    assert found.exchanges
    np.testing.assert_allclose(list(changed.values()), -loss.sum(axis=1), atol=1e-9)


def test_rounds_are_kept_and_give_way_by_salience() -> None:
    draws = random_draws(3, 5, 3, seed=8)
    one = exchange.ENGINE.solve(draws, ask=Ask(rounds=1, keep_rounds=True))
    two = exchange.ENGINE.solve(draws, ask=Ask(rounds=2, keep_rounds=True, trace=True))
    assert len(one.rounds) == 2
    assert len(two.rounds) == 3
    np.testing.assert_array_equal(one.rounds[0], draws.position)
    np.testing.assert_array_equal(one.rounds[1], two.rounds[1])
    way = 0.1 + 0.4 * (1 - draws.salience)
    start = np.where(draws.present, draws.position + way * (one.rounds[1] - draws.position), draws.position)
    again = exchange.ENGINE.solve(replace(draws, position=start), ask=Ask(keep_rounds=True))
    np.testing.assert_allclose(again.outcome, two.outcome, atol=1e-9)
    assert {e.round for e in two.exchanges} == {1, 2}
    zero = exchange.ENGINE.solve(draws, ask=Ask(rounds=0)).outcome
    weight = draws.weight()
    np.testing.assert_allclose(zero, (weight * draws.position).sum(axis=1) / weight.sum(axis=1))


def test_random_rates_depend_on_the_seed_and_not_on_the_block() -> None:
    draws = random_draws(20, 6, 3, seed=9)
    whole, other = (exchange.ENGINE.solve(draws, reading="random-rate", seed=seed).outcome for seed in (1, 2))
    assert not np.array_equal(whole, other)
    part = exchange.ENGINE.solve(draws.block(7, 9), reading="random-rate", seed=1).outcome
    np.testing.assert_array_equal(part, whole[7:9])


def test_random_rates_lie_between_the_two_at_which_one_side_gains_nothing() -> None:
    draws = random_draws(30, 6, 3, seed=10)
    found = exchange.ENGINE.solve(draws, reading="random-rate", ask=Ask(trace=True))
    gains = np.array([move.numbers["gain"] for move in found.trace]).reshape(-1, 2)
    assert (gains >= -1e-9).all()
    share = gains[:, 0] / gains.sum(axis=1)
    assert share.min() < 0.1
    assert share.max() > 0.9


def test_the_trace_says_who_moved_and_why() -> None:
    draws = random_draws(1, 4, 2, seed=4)
    found = exchange.ENGINE.solve(draws, ask=Ask(trace=True))
    assert len(found.trace) == 2 * len(found.exchanges) > 0
    move, made = found.trace[0], found.exchanges[0]
    assert (move.actor, move.by, move.issue) == (made.supplier, (made.demander,), made.demand)
    assert move.after - move.before == pytest.approx(made.demand_move)
    assert made.demander in move.sentence
    assert exchange.ENGINE.solve(draws).trace == ()
