"""Conflict files: both layouts and named states read, refusals with their place, and what is written reads the same."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from detente.domain.conflict import Conflict
from detente.domain.errors import FormatError, InputError
from detente.storage.exports.conflict import GraphEdge, GraphNode, export_conflict, export_graphml
from detente.storage.imports.gmcr import read_conflict

GMCR = {
    "options": [
        {"name": "Dam", "permittedDirection": "fwd"},
        {"name": "Pay", "permittedDirection": "both"},
        {"name": "Sue", "permittedDirection": "back"},
    ],
    "decisionMakers": [
        {
            "name": "Upper",
            "options": [0, 1],
            "preferences": [[[0, "Y"]], {"compound": True, "members": [[[1, "N"]], [[2, "Y"], [0, "N"]]]}],
            "misperceptions": [[[2, "Y"], [1, "Y"]]],
        },
        {"name": "Lower", "options": [2], "preferences": [[[0, "N"]]], "preferenceRanking": [1, [2, 3], 4, 5, 6]},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "coalitions": [0, 1],
    "useManualPreferenceRanking": False,
}
PLAIN = {
    "title": "Two on a river",
    "dms": {"Upper": [0, 1], "Lower": [2]},
    "options": ["Dam", "Pay", "Sue"],
    "feasible": [0, 1, 2, 4, 5, 6],
    "ranking_best_first": {"Upper": [1, [0, 2], 4, 5, 6], "Lower": [0, 2, 1, 4, [5, 6]]},
    "irreversible": {"0": "fwd", "2": "back"},
    "coalitions": [[0, 1]],
}
NAMED = {
    "arcs": {"Upper": {"1": [2, 3]}, "Lower": {"3": [1]}},
    "ranking_best_first": {"Upper": [3, 2, 1], "Lower": [[1, 2], 3]},
}


@pytest.fixture
def read(tmp_path: Path):
    def read(entry: object, game: str | None = None) -> Conflict:
        path = tmp_path / "river.gmcr"
        path.write_text(entry if isinstance(entry, str) else json.dumps(entry), encoding="utf-8")
        return read_conflict(path, game)

    return read


def test_a_gmcr_file(read):
    conflict = read(GMCR)
    assert [(o.name, o.direction) for o in conflict.options] == [("Dam", "fwd"), ("Pay", "both"), ("Sue", "back")]
    upper, lower = conflict.decision_makers
    assert upper.options == (0, 1)
    assert upper.statements == ((((0, True),),), (((1, False),), ((2, True), (0, False))))
    assert upper.misperceived == ((((2, True), (1, True)),),)
    assert lower.ranking is None
    assert conflict.infeasible == ((((0, True), (1, True)),),)
    assert conflict.coalitions == ()


def test_rankings_of_a_gmcr_file_number_the_states_that_can_be(read):
    lower = read({**GMCR, "useManualPreferenceRanking": True}).decision_makers[1]
    # the states that can be are 0, 1, 2, 4, 5, 6: number 4 is mask 4, not 3
    assert lower.ranking.states.tolist() == [0, 1, 2, 4, 5, 6]
    assert lower.ranking.tier.tolist() == [0, 1, 1, 2, 3, 4]
    assert lower.statements == ()


def test_older_gmcr_files_call_rankings_vectors(read):
    lower = {**GMCR["decisionMakers"][1]}
    lower["preferenceVector"] = lower.pop("preferenceRanking")
    entry = {**GMCR, "decisionMakers": [GMCR["decisionMakers"][0], lower], "useManualPreferenceVectors": True}
    assert read(entry).decision_makers[1].ranking.states.tolist() == [0, 1, 2, 4, 5, 6]


def test_the_plain_layout(read):
    conflict = read(PLAIN)
    assert conflict.title == "Two on a river"
    assert conflict.feasible.tolist() == [0, 1, 2, 4, 5, 6]
    assert [o.direction for o in conflict.options] == ["fwd", "both", "back"]
    assert conflict.decision_makers[0].ranking.tier.tolist() == [0, 1, 1, 2, 3, 4]
    assert conflict.coalitions == ((0, 1),)


def test_named_states(read):
    conflict = read(NAMED)
    assert conflict.by_arcs
    assert conflict.decision_makers[0].arcs == {1: (2, 3)}
    assert conflict.decision_makers[1].ranking.states.tolist() == [1, 2, 3]


def test_one_of_several(read):
    several = [{"id": "river", **PLAIN}, {"id": "named", **NAMED}]
    assert read(several, "named").by_arcs
    with pytest.raises(FormatError, match="choose one with --game: river, named"):
        read(several)
    with pytest.raises(FormatError, match="did you mean 'river'"):
        read(several, "rivr")
    assert read(several[:1]).title == "Two on a river"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{]", r"river\.gmcr:1: expected JSON"),
        ("[" * 100_000, "nested too deep"),
        ({}, "a conflict with 'decisionMakers'"),
        ("3", "a conflict as named fields"),
        ({**GMCR, "options": []}, "1 to 24 options, got 0"),
        (
            {**GMCR, "infeasibles": [[[7, "Y"]]]},
            r"infeasibles\[0\]\[0\]\[0\]: expected a whole number from 0 to 2, got 7",
        ),
        ({**GMCR, "infeasibles": [[[0, "Q"]]]}, 'one of Y, N, got "Q"'),
        ({**GMCR, "infeasibles": [[[0]]]}, 'an option and "Y" or "N"'),
        ({**PLAIN, "irreversible": {"0": "up"}}, r'irreversible\.0: expected one of both, fwd, back, got "up"'),
        ({**PLAIN, "irreversible": {"9": "fwd"}}, "the number of an option, got '9'"),
        ({**PLAIN, "ranking_best_first": {"Upper": [0]}}, "a field 'Lower', got none"),
        ({**PLAIN, "ranking_best_first": {**PLAIN["ranking_best_first"], "Lower": [0, True]}}, r"Lower\[1\].*got true"),
        ({**PLAIN, "ranking_best_first": {**PLAIN["ranking_best_first"], "Lower": [9]}}, "from 0 to 7, got 9"),
        ({**PLAIN, "options": "Dam"}, 'options: expected a list, got "Dam"'),
        ({**NAMED, "arcs": {"Upper": {"x": [1]}}}, "the number of a state, got 'x'"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, entry, said):
    with pytest.raises(FormatError, match=said):
        read(entry)


@pytest.mark.parametrize("entry", [PLAIN, NAMED])
def test_what_is_written_reads_the_same(read, entry):
    conflict = read(entry)
    again = read(export_conflict(conflict, {"nash": [1]}))
    assert again.title == conflict.title
    assert again.options == conflict.options
    assert again.coalitions == conflict.coalitions
    for one, other in zip(conflict.decision_makers, again.decision_makers, strict=True):
        assert (one.name, one.options, one.arcs) == (other.name, other.options, other.arcs)
        np.testing.assert_array_equal(one.ranking.states, other.ranking.states)
        np.testing.assert_array_equal(one.ranking.tier, other.ranking.tier)


UNCERTAIN = {"Upper": {"swaps": [{"states": [1, 0], "chance": 0.4}], "spread": 0.5}, "Lower": {"unknown": True}}


def test_what_is_not_known_and_what_is_not_seen_is_read_and_written(read):
    several = [{"weight": 2, "best_first": [0, 2, 1, 4, 5, 6]}, {"best_first": [[0, 2], 1, 4, 5, 6]}]
    entry = {**PLAIN, "id": "river", "note": "made up", "misperceived": {"Upper": [5, 6]}, "uncertain": UNCERTAIN}
    for uncertain in (UNCERTAIN, {"Lower": {"rankings": several}}):
        conflict = read({**entry, "uncertain": uncertain})
        again = json.loads(export_conflict(conflict))
        assert again["misperceived"] == {"Upper": [5, 6]}
        assert (again["id"], again["note"]) == ("river", "made up")
        both = read(again)
        assert json.loads(export_conflict(both)) == again
    upper = read(entry).decision_makers[0]
    assert (upper.uncertain.swaps, upper.uncertain.spread) == (((1, 0, 0.4),), 0.5)
    assert upper.misperceived[0] == (((0, True), (1, False), (2, True)),)
    assert again["uncertain"]["Lower"]["rankings"][0]["weight"] == 2
    assert again["uncertain"]["Lower"]["rankings"][1] == {"weight": 1, "best_first": [[0, 2], 1, 4, 5, 6]}


def test_uncertain_states_of_a_gmcr_file_are_numbered_as_its_rankings(read):
    entry = {**GMCR, "uncertain": {"Lower": {"swaps": [{"states": [4, 1], "chance": 1}]}}}
    assert read(entry).decision_makers[1].uncertain.swaps == ((4, 0, 1.0),)


@pytest.mark.parametrize(
    ("uncertain", "said"),
    [
        ({"Uper": {"unknown": True}}, "did you mean 'Upper'"),
        ({"Upper": {"swap": []}}, "did you mean 'swaps'"),
        ({"Upper": {"unknown": True, "swaps": []}}, "one of unknown, rankings, swaps, got several"),
        ({"Upper": {"unknown": 1}}, "true or false, got 1"),
        ({"Upper": {"spread": -1}}, "a number from 0 to 100, got -1"),
        ({"Upper": {"swaps": [{"states": [1], "chance": 0.1}]}}, "two different states"),
        ({"Upper": {"swaps": [{"states": [1, 0], "chance": 2}]}}, "a number from 0 to 1, got 2"),
        ({"Upper": {"rankings": [{"weight": 0, "best_first": []}]}}, "a weight above 0"),
    ],
)
def test_what_is_wrong_with_what_is_not_known_is_said(read, uncertain, said):
    with pytest.raises(FormatError, match=said):
        read({**PLAIN, "uncertain": uncertain})


def test_coalitions_of_nobody_and_misperceptions_of_nobody_are_refused(read):
    with pytest.raises(FormatError, match="from 0 to 1, got 5"):
        read({**PLAIN, "coalitions": [[0, 5]]})
    with pytest.raises(FormatError, match="did you mean 'Upper'"):
        read({**PLAIN, "misperceived": {"Uper": [1]}})


SHARED = Path(__file__).parents[3].parent / "shared" / "data" / "gmcr_cases.json"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the reference data are not beside the checkout")
def test_the_reference_conflicts_are_written_as_they_were_read(read):
    """Every field that says something of the conflict comes out as it went in; ``published`` is about the source."""
    for game in json.loads(SHARED.read_text(encoding="utf-8")):
        written = json.loads(export_conflict(read(game), game["expected"]))
        for field in set(game) - {"published"}:
            assert written.get(field, "") == game[field], (game["id"], field)


def test_what_the_layout_cannot_hold_is_refused(read):
    with pytest.raises(InputError, match="Upper: expected a ranking, got none"):
        export_conflict(read(GMCR))


def test_graphml_is_well_formed_and_whole():
    nodes = [GraphNode(1, "Dam & <Pay>", ("nash", "seq")), GraphNode(2, "nothing")]
    text = export_graphml(nodes, [GraphEdge("Upper's", 1, 2, True), GraphEdge("Lower", 2, 1, False)])
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    graph = ElementTree.fromstring(text).find("g:graph", space)
    assert [n.get("id") for n in graph.findall("g:node", space)] == ["s1", "s2"]
    assert graph.find("g:node/g:data[@key='words']", space).text == "Dam & <Pay>"
    edges = [(e.get("source"), e.get("target"), [d.text for d in e]) for e in graph.findall("g:edge", space)]
    assert edges == [("s1", "s2", ["Upper's", "true"]), ("s2", "s1", ["Lower", "false"])]
