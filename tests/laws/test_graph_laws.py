"""The graph model against the textbook's definitions on random conflicts, and the laws its concepts obey."""

from __future__ import annotations

import importlib.util
import json
import sys
from itertools import permutations
from math import factorial
from pathlib import Path
from random import Random
from types import ModuleType

import numpy as np
import pytest

from detente.agreement.graph import CONCEPTS, Graph, build_graph, equilibria
from detente.agreement.graph.coalitions import COALITION_CONCEPTS, coalition_equilibria
from detente.agreement.graph.inverse import preferences_for
from detente.agreement.graph.stability import concepts_of, is_equilibrium, stability
from detente.agreement.graph.status_quo import shortest_ways
from detente.storage.imports.gmcr import read_conflict

MODELS = 500
IMPLIED = [("nash", "seq"), ("nash", "smr"), ("nash", "sim"), ("seq", "gmr"), ("smr", "gmr")]


def _oracle() -> ModuleType:
    path = Path(__file__).parents[1] / "unit" / "agreement" / "graph_oracle.py"
    specification = importlib.util.spec_from_file_location("graph_oracle", path)
    module = importlib.util.module_from_spec(specification)
    sys.modules["graph_oracle"] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


oracle = _oracle()


def graph_of(entry: dict, folder: Path) -> Graph:
    path = folder / "conflict.json"
    path.write_text(json.dumps(entry))
    return build_graph(read_conflict(path))


def random_entry(seed: int) -> dict:
    """Every fourth conflict names its states; the others have options. 2 to 4 decision makers."""
    random = Random(seed)
    makers = random.choice([2, 2, 3, 4])
    if seed % 4 == 0:
        return oracle.random_arcs(random, makers, random.randint(3, 7))
    return oracle.random_options(random, makers, makers + random.randint(0, 5 - makers))


@pytest.mark.parametrize("start", range(0, MODELS, 50))
def test_random_conflicts_are_as_the_textbook_says(start, tmp_path):
    for seed in range(start, start + 50):
        entry = random_entry(seed)
        graph, game = graph_of(entry, tmp_path), oracle.game_of(entry)
        for concept in concepts_of(graph):
            assert list(equilibria(graph, [concept])[concept]) == game.equilibria(concept), (seed, concept)
            found = stability(graph, concept)[:, graph.legal, 0].tolist()
            by_book = [[game.stable(i, s, concept) for s in game.states] for i in range(len(graph.makers))]
            assert found == by_book, (seed, concept)


def test_random_coalitions_are_as_the_textbook_says(tmp_path):
    for seed in range(80):
        entry = random_entry(seed)
        graph, game = graph_of(entry, tmp_path), oracle.game_of(entry)
        for concept in COALITION_CONCEPTS:
            assert list(coalition_equilibria(graph, concept)) == game.group_equilibria(concept), (seed, concept)


def test_a_conflict_told_by_its_arcs_is_the_same_conflict(tmp_path):
    for seed in range(1, 40, 2):
        entry = oracle.random_options(Random(seed), 3, 4)
        game = oracle.game_of(entry)
        by_arcs = {
            "arcs": {f"d{i}": {str(s): sorted(ends) for s, ends in go.items()} for i, go in enumerate(game.go)},
            "ranking_best_first": entry["ranking_best_first"],
        }
        options = graph_of(entry, tmp_path)
        assert equilibria(graph_of(by_arcs, tmp_path)) == equilibria(options, COALITION_CONCEPTS)


def test_less_foresight_is_implied_by_more(tmp_path):
    for seed in range(1000, 1100):
        graph = graph_of(random_entry(seed), tmp_path)
        found = {concept: stability(graph, concept) for concept in concepts_of(graph)}
        for strong, weak in IMPLIED:
            if strong in found and weak in found:
                assert (found[strong] <= found[weak]).all(), (seed, strong, weak)


def test_many_draws_are_as_one_by_one(tmp_path):
    for seed in (1, 4, 7, 10, 12):
        graph = graph_of(random_entry(seed), tmp_path)
        random = np.random.default_rng(seed)
        shape = (len(graph.makers), graph.size, 25)
        drawn = graph.with_payoff(random.integers(0, 6, shape, dtype=np.int32))
        for concept in concepts_of(graph):
            together = is_equilibrium(drawn, concept)
            for n in range(shape[2]):
                alone = graph.with_payoff(np.ascontiguousarray(drawn.payoff[:, :, n : n + 1]))
                np.testing.assert_array_equal(together[:, n], is_equilibrium(alone, concept)[:, 0])


def test_only_the_order_of_preferences_matters(tmp_path):
    for seed in range(1, 30):
        graph = graph_of(random_entry(seed), tmp_path)
        stretched = graph.with_payoff(graph.payoff * 7 + 3)
        assert equilibria(stretched) == equilibria(graph)


def test_the_order_of_options_and_decision_makers_does_not_matter(tmp_path):
    for seed in range(60):
        random = Random(seed)
        entry = oracle.random_options(random, 3, 5)
        turn = random.sample(range(5), 5)

        def turned(state: int, turn: list[int] = turn) -> int:
            return sum(1 << turn[o] for o in range(5) if state >> o & 1)

        names = random.sample(list(entry["dms"]), 3)
        other = {
            "options": entry["options"],
            "dms": {name: [turn[o] for o in entry["dms"][name]] for name in names},
            "feasible": [turned(s) for s in entry["feasible"]],
            "ranking_best_first": {
                name: [[turned(s) for s in t] if isinstance(t, list) else turned(t) for t in ranking]
                for name, ranking in entry["ranking_best_first"].items()
            },
            "irreversible": {str(turn[int(o)]): way for o, way in entry["irreversible"].items()},
        }
        before, after = equilibria(graph_of(entry, tmp_path)), equilibria(graph_of(other, tmp_path))
        assert {c: sorted(turned(s) for s in before[c]) for c in CONCEPTS} == {c: list(after[c]) for c in CONCEPTS}


def test_the_inverse_question_counts_what_trying_every_ranking_finds(tmp_path):
    tried = 0
    for seed in range(200):
        entry = random_entry(seed)
        graph = graph_of(entry, tmp_path)
        states = graph.states
        if not 3 <= states.size <= 6:
            continue
        tried += 1
        target = int(states[seed % states.size])
        orders = np.array(list(permutations(range(states.size))), dtype=np.int32)
        payoff = np.repeat(graph.payoff, len(orders), axis=2)
        payoff[0, graph.legal] = orders.T
        drawn = graph.with_payoff(payoff)
        at = graph.index(target)
        for concept in concepts_of(graph):
            found = preferences_for(graph, 0, target, concept)
            assert found.rankings == factorial(states.size)
            assert found.stable == int(stability(drawn, concept)[0, at].sum()), (seed, concept)
    assert tried > 30


def test_ways_are_made_of_moves_and_found_wherever_there_are_any(tmp_path):
    for seed in range(60):
        entry = random_entry(seed)
        graph, game = graph_of(entry, tmp_path), oracle.game_of(entry)
        start = game.states[seed % len(game.states)]
        everyone = list(range(len(game.go)))
        for willing in (False, True):
            ways = shortest_ways(graph, start, game.states, willing=willing)
            reached = {s for s, way in ways.items() if way is not None}
            assert reached == game.reach(everyone, start, improving=willing) | {start}
            for target, way in ways.items():
                at, last = start, ""
                for step in way or ():
                    maker = graph.makers.index(step.maker)
                    assert step.state in (game.better(maker, at) if willing else game.go[maker][at])
                    assert step.maker != last
                    at, last = step.state, step.maker
                assert at == target or way is None
