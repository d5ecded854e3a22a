from __future__ import annotations

import pytest

from detente.domain.errors import InputError
from detente.domain.statement import Indication, Statement
from detente.evidence.reviewing.corrections import corrected, pairs_of, parse_corrections

STATEMENT = Statement(
    document="a.txt", document_sha256="0", start=0, end=4, quote="true", spans=((0, 4),), actors=("north",),
    issues=("tolls", "troops"), kind="direct_quote", stance="demands",
    indications=(Indication("north", "tolls", 4, "cue", firm=True), Indication("north", "troops", 0, "cue")),
)  # fmt: skip
ACTORS, ISSUES = ("north", "south"), ("tolls", "troops", "fish")


def parse(*settings):
    return parse_corrections(settings, STATEMENT, ACTORS, ISSUES)


def levels(statement):
    return {(i.actor, i.issue): i.level for i in statement.indications}


def test_labels_lists_and_levels_are_read():
    assert parse("stance=rejects", "negated=yes", "actors=south, north", "targets=none") == {
        "stance": "rejects", "negated": True, "actors": ["south", "north"], "targets": [],
    }  # fmt: skip
    assert parse("level=3") == {"levels": {"north.tolls": 3, "north.troops": 3}}
    assert parse("level.tolls=none") == {"levels": {"north.tolls": None}}
    assert parse("level.north.troops=1", "level.tolls=2") == {"levels": {"north.troops": 1, "north.tolls": 2}}
    assert parse("actors=south", "issues=fish", "level=2") == {
        "actors": ["south"], "issues": ["fish"], "levels": {"south.fish": 2},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("stance=rejcts", "did you mean 'rejects'"), ("stanc=rejects", "did you mean 'stance'"),
        ("actors=nroth", "did you mean 'north'"), ("issues=peace", "--set issues"),
        ("negated=perhaps", "true or false"),
        ("level=5", "from 0 .lowest. to 4"), ("level=-1", "from 0"), ("level.fish=2", "an actor and an issue"),
        ("quote=other words", "a label that can be corrected"), ("id=s1", "a label"), ("stance", "field=value"),
        ("modality=", "known words"), ("confidence=1", "a label"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(setting, said):
    with pytest.raises(InputError, match=said):
        parse(setting)


def test_words_place_and_id_never_change():
    changed = corrected(
        STATEMENT, {"stance": "rejects", "quote": "false", "start": 9, "id": "s9", "levels": {"north.tolls": 0}}
    )
    assert (changed.quote, changed.start, changed.id) == ("true", 0, STATEMENT.id)


def test_a_direction_falls_with_what_it_rested_on():
    assert levels(corrected(STATEMENT, {"stance": "rejects"})) == {}
    assert levels(corrected(STATEMENT, {"negated": True})) == {}
    assert levels(corrected(STATEMENT, {"stance": "demands", "modality": "possible"})) == levels(STATEMENT)
    assert levels(corrected(STATEMENT, {"issues": ["troops"]})) == {("north", "troops"): 0}


def test_a_direction_follows_a_corrected_actor():
    assert levels(corrected(STATEMENT, {"actors": ["south"]})) == {("south", "tolls"): 4, ("south", "troops"): 0}
    two = corrected(STATEMENT, {"actors": ["north", "south"]})
    assert levels(two)[("south", "tolls")] == 4
    apart = corrected(two, {"levels": {"south.tolls": 1}})
    assert levels(corrected(apart, {"actors": ["east"]})) == {("east", "troops"): 0}


def test_a_level_set_by_a_person_says_so():
    changed = corrected(STATEMENT, {"levels": {"north.tolls": 1, "north.troops": None}}, by="ann")
    assert [(i.level, i.reason, i.firm) for i in changed.indications] == [(1, "level set by ann", False)]
    same = corrected(STATEMENT, {"levels": {"north.tolls": 4}}, by="ann")
    assert next(i for i in same.indications if i.issue == "tolls").firm  # a line stays a line


def test_pairs_are_those_with_a_level_and_all_actors_on_all_issues():
    assert pairs_of(STATEMENT) == [("north", "tolls"), ("north", "troops")]
