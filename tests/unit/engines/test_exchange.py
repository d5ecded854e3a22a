"""The exchange model against a plain version with objects and dictionaries, written from the equations."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
import pytest

from builders import random_draws
from detente.domain.draws import Draws
from detente.domain.engine import Ask
from detente.engines import exchange
from detente.engines.parts import exchange_switches
from detente.engines.parts.exchange_switches import SWITCHES

Votes = dict[tuple[str, int], float]


def some_draws(n: int, actors: int, issues: int, *, seed: int, grid: bool = False) -> Draws:
    """Random draws in which the third actor and those after it are silent on some issues."""
    return random_draws(n, actors, issues, seed=seed, grid=grid, stated=0.85, state_all=2)


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
    plan: dict[str, float] = field(default_factory=dict)
    overtaken: dict[str, list[float]] = field(default_factory=lambda: {"i": [], "j": []})


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
        for p, q in combinations(self.issues, 2):
            for left_of_p in (False, True):
                for one in self.actors:
                    if (
                        not {(one, p), (one, q)} <= self.wish.keys()
                        or self.left(one, q)
                        or self.left(one, p) != left_of_p
                    ):
                        continue
                    for other in self.actors:
                        if not {(other, p), (other, q)} <= self.wish.keys():
                            continue
                        if self.left(other, p) == left_of_p or not self.left(other, q):
                            continue
                        ratio, rival = s[one, p] / s[one, q], s[other, p] / s[other, q]
                        if abs(ratio - rival) < 1e-9:
                            continue
                        i, j = (one, other) if ratio > rival else (other, one)
                        rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
                        found.append(Deal(i, j, p, q, rate, dict(self.wish)))
        return found

    def known(self, deal: Deal, demander: str, issue: int, supplier: str) -> float:
        """The outcome with the votes the demander knows; what it has heard of the supplier before stays."""
        votes = self.vote if self.switches["knowledge"] == "everybody" else deal.knows
        return self.outcome(issue, votes)

    def expected(self, deal: Deal, demander: str, issue: int, supplier: str) -> float:
        votes = self.vote if self.switches["knowledge"] == "everybody" else deal.knows
        return self.outcome(issue, {**votes, (supplier, issue): self.vote[supplier, issue]})

    def work_out(self, deal: Deal) -> None:
        """Plan the deal: moves of j on p and of i on q, and its gain; dropped where one of its conditions fails."""
        i, j, p, q = deal.i, deal.j, deal.p, deal.q
        way_p, way_q = self.wish[i, p] - self.vote[j, p], self.wish[j, q] - self.vote[i, q]
        # All the way on p; if i could not pay for it, all the way on q.
        shift = min(abs(way_p) * self.share[j, p], abs(way_q) * self.share[i, q] / deal.rate)
        self.write_down(deal, way_p, way_q, shift)
        if not self.fair(deal):
            deal.dropped = True
            return
        passing = self.switches["passing"]
        room_p = (self.wish[i, p] - self.expected(deal, i, p, j)) * (1 if way_p >= 0 else -1)
        room_q = (self.wish[j, q] - self.expected(deal, j, q, i)) * (1 if way_q >= 0 else -1)
        if passing == "cut":
            everybody = self.switches["knowledge"] == "everybody"
            if 1e-7 < room_q < shift * deal.rate - 1e-7:
                from_known = not everybody and (i, q) in deal.met
                room_q = abs(self.wish[j, q] - self.known(deal, j, q, i)) if from_known else room_q
                shift = room_q / deal.rate
            if 1e-7 < room_p < shift - 1e-7:
                from_known = not everybody and (j, p) in deal.met
                shift = abs(self.wish[i, p] - self.known(deal, i, p, j)) if from_known else room_p
        elif passing != "allow":
            part = min(1.0, room_p / shift, room_q / deal.rate / shift)
            if part <= 0 or (passing == "refuse" and part < 1 - 1e-9):
                deal.plan["gain"] = 0.0
                deal.dropped = self.switches["plans"] == "remembered"
                return
            shift *= part
        self.write_down(deal, way_p, way_q, shift)
        deal.dropped = not self.fair(deal)

    def write_down(self, deal: Deal, way_p: float, way_q: float, shift: float) -> None:
        i, j, p, q, s = deal.i, deal.j, deal.p, deal.q, self.salience
        deal.plan = {
            "gain": s[i, p] * shift - s[i, q] * shift * deal.rate,
            "j": (1 if way_p >= 0 else -1) * shift / self.share[j, p],
            "i": (1 if way_q >= 0 else -1) * shift * deal.rate / self.share[i, q],
        }

    def fair(self, deal: Deal) -> bool:
        """Moves that are moves, on the scale, one way, and within the scale together with plans overtaken before."""
        places = {"j": (deal.j, deal.p), "i": (deal.i, deal.q)}
        if deal.plan["gain"] < 1e-10 or min(abs(deal.plan["i"]), abs(deal.plan["j"])) <= 1e-10:
            return False
        for side, at in places.items():
            move, old = deal.plan[side], deal.overtaken[side]
            if not -1e-7 <= self.vote[at] + move <= 100 + 1e-7:
                return False
            if self.switches["plans"] == "forgotten":
                if self.headed.get(at, 0) * move < 0:
                    return False
            elif sum(old) + move > 100 + 1e-7 or any(move * before < 0 for before in old):
                return False
        return True

    def play(self) -> list[float]:
        deals = self.deals()
        for deal in deals:
            self.work_out(deal)
        for _ in range(10_000):
            best, gain = None, 1e-10
            for deal in deals:
                worth = 0.0 if deal.dropped else deal.plan["gain"]
                if worth > (gain + 1e-9 if best else gain) and not deal.dropped:
                    best, gain = deal, worth
            if best is None:
                break
            deals.remove(best)
            self.make(best, deals)
        return [self.outcome(k, self.vote) for k in self.issues]

    def make(self, made: Deal, deals: list[Deal]) -> None:
        i, j, p, q = made.i, made.j, made.p, made.q
        to_p, to_q = self.vote[j, p] + made.plan["j"], self.vote[i, q] + made.plan["i"]
        self.made.append((made.plan["gain"], j, p, to_p, i, q, to_q))
        for actor, issue, to in ((j, p, to_p), (i, q, to_q)):
            self.headed[actor, issue] = int(np.sign(to - self.vote[actor, issue]))
            self.vote[actor, issue] = to
        for deal in deals:
            if deal.dropped:
                continue
            touched = self.switches["knowledge"] == "everybody" and bool({deal.p, deal.q} & {p, q})
            for supplier, demander, issue in ((j, i, p), (i, j, q)):
                for side, own in (("j", (deal.j, deal.p)), ("i", (deal.i, deal.q))):
                    if (supplier, issue) == own:
                        deal.overtaken[side].append(deal.plan[side])
                        touched = True
                if (demander, issue) in ((deal.i, deal.p), (deal.j, deal.q)):
                    touched = True
                    now = self.vote[supplier, issue]
                    if self.switches["knowledge"] == "first_dealings" and (supplier, issue) in deal.met:
                        # Of several moves that nearest to where the supplier started.
                        before, start = deal.knows[supplier, issue], self.wish[supplier, issue]
                        now = min(before, now, key=lambda vote: abs(vote - start))
                    deal.knows[supplier, issue] = now
                    deal.met.add((supplier, issue))
            if touched:
                self.work_out(deal)


READINGS = [{"ties": "ordered"}] + [
    {"ties": "ordered", "plans": plans, switch.name: value}
    for switch in SWITCHES
    for value in switch.values
    for plans in ("remembered", "forgotten")
    if switch.name in ("knowledge", "at_outcome", "passing") and (plans, value) != ("remembered", switch.values[0])
]


@pytest.mark.parametrize("switches", READINGS, ids=lambda switches: "-".join(switches.values()) or "default")
@pytest.mark.parametrize(("actors", "issues", "grid"), [(6, 3, False), (5, 4, True)])
def test_same_as_the_plain_version(switches: dict[str, str], actors: int, issues: int, grid: bool) -> None:
    draws = some_draws(6, actors, issues, seed=3, grid=grid)
    found = exchange.ENGINE.solve(draws, switches=switches, ask=Ask(trace=True))
    for draw in range(draws.n):
        plain = PlainRound(draws, draw, switches)
        np.testing.assert_allclose(found.outcome[draw], plain.play(), atol=1e-8)
        if not grid:
            made = [e for e in found.exchanges if e.draw == draw]
            assert [round(e.gain, 9) for e in made] == [round(row[0], 9) for row in plain.made]
            assert [(e.supplier, e.demander) for e in made] == [(row[1], row[4]) for row in plain.made]


def test_sides_now_leave_out_pairs_the_outcome_has_passed() -> None:
    draws = some_draws(40, 6, 3, seed=5)
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
    assert names["passing"][exchange_switches.STOP] == "stop"
    assert names["passing"][exchange_switches.REFUSE] == "refuse"
    assert names["passing"][exchange_switches.ALLOW] == "allow"
    assert names["sides"][exchange_switches.NOW] == "now"
    assert names["plans"][exchange_switches.FORGOTTEN] == "forgotten"
    assert names["ties"][exchange_switches.ORDERED] == "ordered"
    assert names["next_round"][exchange_switches.VOTES] == "votes"
    assert tuple(names) == exchange_switches.Rules._fields


def test_externalities_are_what_happens_to_the_others() -> None:
    """Followed through the round, gains and externalities add up to each actor's change of utility."""
    draws = some_draws(1, 6, 3, seed=7)
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
    draws = some_draws(3, 5, 3, seed=8)
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
    draws = some_draws(20, 6, 3, seed=9)
    whole, other = (exchange.ENGINE.solve(draws, reading="random-rate", seed=seed).outcome for seed in (1, 2))
    assert not np.array_equal(whole, other)
    part = exchange.ENGINE.solve(draws.block(7, 9), reading="random-rate", seed=1).outcome
    np.testing.assert_array_equal(part, whole[7:9])


def test_random_rates_lie_between_the_two_at_which_one_side_gains_nothing() -> None:
    draws = some_draws(30, 6, 3, seed=10)
    found = exchange.ENGINE.solve(draws, reading="random-rate", ask=Ask(trace=True))
    gains = np.array([move.numbers["gain"] for move in found.trace]).reshape(-1, 2)
    assert (gains >= -1e-9).all()
    share = gains[:, 0] / gains.sum(axis=1)
    assert share.min() < 0.1
    assert share.max() > 0.9


def test_the_trace_says_who_moved_and_why() -> None:
    draws = some_draws(1, 4, 2, seed=4)
    found = exchange.ENGINE.solve(draws, ask=Ask(trace=True))
    assert len(found.trace) == 2 * len(found.exchanges) > 0
    move, made = found.trace[0], found.exchanges[0]
    assert (move.actor, move.by, move.issue) == (made.supplier, (made.demander,), made.demand)
    assert move.after - move.before == pytest.approx(made.demand_move)
    assert made.demander in move.sentence
    assert exchange.ENGINE.solve(draws).trace == ()
