"""Published and hand-checked conflicts of the graph model, for every concept.

Three are typed in with their sources; all of them, where the reference data are beside the checkout.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from detente.agreement.graph import Graph, build_graph, equilibria
from detente.agreement.graph.coalitions import coalition_equilibria, coalition_stable
from detente.agreement.graph.inverse import preferences_for
from detente.agreement.graph.stability import stability
from detente.storage.imports.gmcr import read_conflict

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "gmcr_cases.json"

# Cuban missile crisis, ranking of Fraser & Hipel 1982/84 as in a shipped example; 4 withdraw, 6 also blockade.
CUBAN = {
    "dms": {"US": [0, 1], "USSR": [2, 3]},
    "options": ["Air strike", "Blockade", "Withdraw", "Escalate"],
    "feasible": list(range(12)),
    "ranking_best_first": {
        "US": [4, 6, 5, 7, 2, 1, 3, 0, 11, 9, 10, 8],
        "USSR": [0, 4, 6, 2, 5, 1, 7, 3, 11, 9, 10, 8],
    },
    "irreversible": {},
}
# Kilgour, Hipel & Fang: Elmira groundwater contamination, nine named states, delay reversible (from memory).
ELMIRA = {
    "arcs": {
        "MoE": {"1": [2], "3": [4], "5": [6], "7": [8]},
        "Uniroyal": {
            **{"1": [3, 9], "2": [4, 9], "3": [1, 9], "4": [2, 9]},
            **{"5": [7, 9], "6": [8, 9], "7": [5, 9], "8": [6, 9]},
        },
        "Local": {"1": [5], "5": [1], "2": [6], "6": [2], "3": [7], "7": [3], "4": [8], "8": [4]},
    },
    "ranking_best_first": {
        "MoE": [7, 3, 4, 8, 5, 1, 2, 6, 9],
        "Uniroyal": [1, 4, 8, 5, 9, 3, 7, 2, 6],
        "Local": [7, 3, 5, 1, 8, 6, 4, 2, 9],
    },
}
# Z. Jacobi, Socratic Form Microscopy, November 2017: US and North Korea, base case, invasion irreversible.
KOREA = {
    "dms": {"US": [0, 1], "NK": [2, 3]},
    "options": ["US nuclear strike", "US withdraws", "NK invades", "NK abandons programme"],
    "feasible": [0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14],
    "ranking_best_first": {
        "US": [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6],
        "NK": [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9],
    },
    "irreversible": {"0": "fwd", "2": "fwd"},
}
# Syria and Iraq on the Euphrates, 1975 (Kinsara, Kilgour & Hipel 2015); Iraq's preferences as prioritised statements.
SYRIA_IRAQ = {
    "options": [{"name": "Release"}, {"name": "Escalate"}, {"name": "Attack"}],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "decisionMakers": [
        {"name": "Syria", "options": [0, 1], "preferences": []},
        {
            "name": "Iraq",
            "options": [2],
            "preferences": [
                [[0, "Y"], [1, "N"], [2, "N"]],
                [[0, "N"], [1, "N"], [2, "Y"]],
                [[0, "N"], [1, "Y"], [2, "Y"]],
                [[0, "N"], [1, "N"], [2, "N"]],
                [[0, "Y"], [1, "N"], [2, "Y"]],
            ],
        },
    ],
}
RELEASE_ONLY = 1


def graph_of(entry: dict, tmp_path: Path) -> Graph:
    path = tmp_path / "conflict.json"
    path.write_text(json.dumps(entry))
    return build_graph(read_conflict(path))


def test_cuba_ends_where_it_ended(tmp_path):
    found = equilibria(graph_of(CUBAN, tmp_path))
    assert found["nash"] == found["sim"] == ()
    assert found["seq"] == (4, 6)
    assert found["gmr"] == found["smr"] == (0, 1, 2, 4, 5, 6, 7)


def test_cuba_with_an_air_strike_that_cannot_be_undone(tmp_path):
    found = equilibria(graph_of({**CUBAN, "irreversible": {"0": "fwd"}}, tmp_path))
    assert found["nash"] == found["sim"] == (5,)
    assert found["seq"] == (4, 5, 6)


def test_elmira_by_named_states(tmp_path):
    found = equilibria(graph_of(ELMIRA, tmp_path))
    assert found == {"nash": (5, 8, 9), "gmr": (1, 4, 5, 8, 9), "smr": (1, 4, 5, 8, 9), "seq": (5, 8, 9)}


def test_elmira_the_deadlock_is_broken_by_a_coalition(tmp_path):
    graph = graph_of(ELMIRA, tmp_path)
    pair = (graph.maker("MoE"), graph.maker("Uniroyal"))
    stable = coalition_stable(graph, pair, "nash")[:, 0]
    assert [bool(stable[graph.index(s)]) for s in (5, 8, 9)] == [False, True, True]
    assert coalition_equilibria(graph, "nash") == (8, 9)


def test_korea_where_the_published_list_forgot_three_moves(tmp_path):
    """The source took only the moves from 4, 5, 6 away, not those from 12, 13, 14: with all gone 12 is stable too."""
    graph = graph_of(KOREA, tmp_path)
    assert equilibria(graph)["seq"] == (0, 5, 10, 12)
    assert equilibria(graph)["seq"] != (0, 5, 10)
    assert equilibria(graph)["smr"] == (0, 4, 5, 10, 12)


def test_korea_either_kind_of_sanction_gives_the_published_list(tmp_path):
    graph = graph_of({**KOREA, "irreversible": {"0": "fwd"}}, tmp_path)
    either = stability(graph, "seq") | stability(graph, "sim")
    assert graph.labels[either.all(axis=0)[:, 0] & graph.legal].tolist() == [0, 4, 5, 10]


@pytest.mark.parametrize(("concept", "count"), [("nash", 240), ("seq", 384), ("gmr", 384), ("smr", 300)])
def test_syria_rankings_that_keep_release_only_stable(concept, count, tmp_path):
    graph = graph_of(SYRIA_IRAQ, tmp_path)
    found = preferences_for(graph, graph.maker("Syria"), RELEASE_ONLY, concept)
    assert (found.stable, found.rankings) == (count, 720)


def test_iraq_prefers_what_its_statements_say(tmp_path):
    graph = graph_of(SYRIA_IRAQ, tmp_path)
    payoff = graph.payoff[graph.maker("Iraq"), :, 0]
    assert sorted(graph.states.tolist(), key=lambda s: -payoff[s]) == [1, 4, 6, 0, 5, 2]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the reference data are not beside the checkout")
def test_every_conflict_of_the_reference_by_every_concept():
    games = json.loads(SHARED.read_text(encoding="utf-8"))
    assert len(games) == 10
    for game in games:
        found = equilibria(build_graph(read_conflict(SHARED, game["id"])), list(game["expected"]))
        assert {concept: list(states) for concept, states in found.items()} == game["expected"], game["id"]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the reference data are not beside the checkout")
def test_every_conflict_of_the_reference_by_tables_of_all_pairs():
    """The tables for coalitions, with groups of one, are a second way to the same equilibria."""
    for game in json.loads(SHARED.read_text(encoding="utf-8")):
        graph = build_graph(read_conflict(SHARED, game["id"]))
        alone = [(maker,) for maker in range(len(graph.makers))]
        for concept in ("nash", "gmr", "smr", "seq"):
            assert list(coalition_equilibria(graph, concept, alone)) == game["expected"][concept]
            assert np.isin(game["expected"][concept], graph.states).all()
