"""The definitions of the graph model as a textbook states them: sets of states, one state at a time, nothing shared.

Source: Fang, Hipel & Kilgour 1993, Interactive Decision Making, ch. 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from random import Random


@dataclass
class Game:
    """Decision makers 0..n-1; ``go[i][s]``: the states i can move to from s; ``worth[i][s]``: higher is better."""

    states: list[int]
    go: list[dict[int, set[int]]]
    worth: list[dict[int, int]]

    def better(self, i: int, s: int) -> set[int]:
        return {t for t in self.go[i][s] if self.worth[i][t] > self.worth[i][s]}

    def reach(self, group: list[int], s: int, improving: bool = False) -> set[int]:
        """Where legal sequences of one or more moves lead: no decision maker twice in a row."""
        seen: set[tuple[int, int]] = set()
        todo = [(s, -1)]
        while todo:
            at, last = todo.pop()
            for i in group:
                if i == last:
                    continue
                for t in self.better(i, at) if improving else self.go[i][at]:
                    if (t, i) not in seen:
                        seen.add((t, i))
                        todo.append((t, i))
        return {t for t, _ in seen}

    def stable(self, i: int, s: int, concept: str) -> bool:
        others = [j for j in range(len(self.go)) if j != i]
        for t in self.better(i, s):
            if concept == "nash":
                return False
            if concept == "gmr":
                met = any(self.worth[i][u] <= self.worth[i][s] for u in self.reach(others, t))
            elif concept == "smr":
                met = any(
                    self.worth[i][u] <= self.worth[i][s]
                    and all(self.worth[i][v] <= self.worth[i][s] for v in self.go[i][u])
                    for u in self.reach(others, t)
                )
            elif concept == "seq":
                met = any(self.worth[i][u] <= self.worth[i][s] for u in self.reach(others, t, improving=True))
            else:
                met = False
                for answer in product(*([s, *sorted(self.better(j, s))] for j in others)):
                    end = t
                    for u in answer:
                        end ^= s ^ u
                    if any(u != s for u in answer) and end in self.worth[i]:
                        met = met or self.worth[i][end] <= self.worth[i][s]
            if not met:
                return False
        return True

    def equilibria(self, concept: str) -> list[int]:
        return [s for s in self.states if all(self.stable(i, s, concept) for i in range(len(self.go)))]

    def group_better(self, group: tuple[int, ...], s: int) -> set[int]:
        return {t for t in self.reach(list(group), s) if self.all_prefer(group, t, s)}

    def all_prefer(self, group: tuple[int, ...], t: int, s: int) -> bool:
        return all(self.worth[i][t] > self.worth[i][s] for i in group)

    def group_stable(self, group: tuple[int, ...], s: int, concept: str) -> bool:
        others = [j for j in range(len(self.go)) if j not in group]
        for t in self.group_better(group, s):
            if concept == "nash":
                return False
            met = False
            for u in self.reach(others, t, improving=concept == "seq"):
                if self.all_prefer(group, u, s):
                    continue
                escapes = concept == "smr" and any(self.all_prefer(group, v, s) for v in self.reach(list(group), u))
                met = met or not escapes
            if not met:
                return False
        return True

    def group_equilibria(self, concept: str) -> list[int]:
        makers = range(len(self.go))
        groups = [g for size in range(1, len(self.go) + 1) for g in combinations(makers, size)]
        return [s for s in self.states if all(self.group_stable(g, s, concept) for g in groups)]


def random_options(random: Random, makers: int, options: int) -> dict:
    """An entry of the plain JSON layout: random owners, directions, feasible states, rankings with ties."""
    owner = [*range(makers), *(random.randrange(makers) for _ in range(options - makers))]
    random.shuffle(owner)
    feasible = [s for s in range(1 << options) if random.random() < random.choice([0.6, 0.9, 1.0])] or [0]
    ties = random.choice([0.0, 0.3])
    return {
        "dms": {f"d{i}": [o for o in range(options) if owner[o] == i] for i in range(makers)},
        "options": [f"o{o}" for o in range(options)],
        "feasible": feasible,
        "ranking_best_first": {f"d{i}": _ranking(random, feasible, ties) for i in range(makers)},
        "irreversible": {
            str(o): random.choice(["fwd", "back"]) for o in range(options) if random.random() < random.choice([0, 0.3])
        },
    }


def random_arcs(random: Random, makers: int, states: int) -> dict:
    """An entry with named states and any moves at all, those of one decision maker in a row included."""
    names = [s + 1 for s in range(states)]
    return {
        "arcs": {
            f"d{i}": {str(s): [t for t in names if t != s and random.random() < 0.25] for s in names}
            for i in range(makers)
        },
        "ranking_best_first": {f"d{i}": _ranking(random, names, random.choice([0.0, 0.3])) for i in range(makers)},
    }


def game_of(entry: dict) -> Game:
    """The game of an entry of the plain JSON layout."""
    worth = [
        {s: -tier for tier, tied in enumerate(ranking) for s in (tied if isinstance(tied, list) else [tied])}
        for ranking in entry["ranking_best_first"].values()
    ]
    if "arcs" in entry:
        states = sorted(worth[0])
        go = [{s: set(arcs.get(str(s), ())) for s in states} for arcs in entry["arcs"].values()]
        return Game(states, go, worth)
    one_way = {int(o): way for o, way in entry["irreversible"].items()}
    go = [
        {s: {t for t in entry["feasible"] if _move(s, t, owned, one_way)} for s in entry["feasible"]}
        for owned in entry["dms"].values()
    ]
    return Game(list(entry["feasible"]), go, worth)


def _move(s: int, t: int, owned: list[int], one_way: dict[int, str]) -> bool:
    if s == t:
        return False
    for option in range(max(s, t).bit_length()):
        before, after = s >> option & 1, t >> option & 1
        if before == after:
            continue
        if option not in owned or one_way.get(option) == ("back" if after else "fwd"):
            return False
    return True


def _ranking(random: Random, states: list[int], ties: float) -> list:
    order = random.sample(states, len(states))
    ranking: list = []
    for state in order:
        if ranking and random.random() < ties:
            last = ranking[-1] if isinstance(ranking[-1], list) else [ranking[-1]]
            ranking[-1] = [*last, state]
        else:
            ranking.append(state)
    return ranking
