from __future__ import annotations

import dataclasses

import pytest

from detente.domain.statement import Attribution, ClaimCheck, Indication, Statement

STATEMENT = Statement(
    document="a.txt",
    document_sha256="00",
    start=0,
    end=10,
    quote="North said",
    spans=((0, 5), (6, 10)),
    attribution=(Attribution("North", "minister"),),
    speaker="North",
    speaker_span=(0, 5),
    source_type="named_official",
    actors=("north",),
    issues=("tolls",),
    kind="indirect_quote",
    indications=(Indication("north", "tolls", 0, "cue"),),
)


def test_json_round_trip():
    assert Statement.from_dict(STATEMENT.to_dict()) == STATEMENT


def test_the_id_depends_on_place_and_words_not_on_labels():
    relabelled = dataclasses.replace(STATEMENT, id="", stance="demands")
    moved = dataclasses.replace(STATEMENT, id="", spans=((0, 5), (6, 11)))
    assert relabelled.id == STATEMENT.id
    assert moved.id != STATEMENT.id


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "author_assessment"},
        {"kind": "headline_link"},
        {"source_type": "hearsay"},
        {"source_type": "unnamed_group"},
        {"certainty": "non_factual"},
        {"checks": (ClaimCheck("unsourced_number", 0, 3, "no source"),)},
    ],
)
def test_what_never_moves_a_position_by_itself(change):
    assert STATEMENT.moves_position
    assert not dataclasses.replace(STATEMENT, **change).moves_position
