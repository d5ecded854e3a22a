"""Sentences once misread on real cases, retold with other actors: what they must give now."""

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents


def reading(*texts):
    documents = [Document(f"{n}.txt", text, "text/plain") for n, text in enumerate(texts)]
    return read_documents(documents, lexicon_from_documents(documents))


def read(text):
    return list(reading(text).statements)


def levels(text):
    """Level and firmness by actor and issue, of the statements that move a position."""
    moving = [s for s in read(text) if s.moves_position]
    return {(i.actor, i.issue): (i.level, i.firm) for s in moving for i in s.indications}


@pytest.mark.parametrize("when", ["on 16 May 2025", "on May 16", "on 16 MAY 2025", "in late may"])
def test_the_month_of_may_is_no_possibility(when):
    (statement,) = read(f"Kenya rejected {when} all sanctions on Sudan.")
    assert (statement.modality, statement.kind) == ("asserted", "reported_act")
    (possible,) = read("Kenya may reject sanctions on Sudan.")
    assert possible.modality == "possible"


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Ana Paz said that Sudan must withdraw its troops from the territory.",
        "Kenya's foreign minister said the sanctions must be lifted.",
        "Kenyan Foreign Minister Ana Paz said that Sudan would have to lift the sanctions.",
        "Kenya urged Sudan to stop the fighting and to withdraw its troops.",
    ],
)
def test_what_a_party_says_must_be_done_is_its_demand(text):
    (statement,) = read(text)
    assert statement.stance in ("demands", "requires")
    assert statement.certainty != "non_factual"
    assert statement.moves_position


def test_what_an_expert_says_should_be_done_moves_nothing():
    (statement,) = read("Bo Li, a senior fellow at the Institute of Rivers, said Kenya should lift the sanctions.")
    assert statement.certainty == "non_factual"
    assert not statement.moves_position


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kenya called for an immediate ceasefire, opposed foreign troops and supported sanctions.",
            [("demands", "ceasefire"), ("opposes", "peacekeepers"), ("supports", "sanctions")],
        ),
        (
            "Kenya rejected the ceasefire and insisted on security guarantees.",
            [("rejects", "ceasefire"), ("demands", "security_guarantees")],
        ),
        (
            "Kenya welcomed the ceasefire while opposing sanctions.",
            [("supports", "ceasefire"), ("opposes", "sanctions")],
        ),
    ],
)
def test_each_verb_has_its_own_issues(text, expected):
    assert [(s.stance, i) for s in read(text) for i in s.issues] == expected


def test_each_verb_of_what_a_party_says_has_its_own_issues():
    found = levels(
        "Kenya's foreign ministry said it opposed sanctions, supported a ceasefire and demanded reparations."
    )
    assert {key: level for key, (level, _) in found.items()} == {
        ("kenya", "sanctions"): 0,
        ("kenya", "ceasefire"): 3,
        ("kenya", "reparations"): 4,
    }


def test_a_participle_in_a_list_is_no_second_verb():
    assert [s.stance for s in read("Kenya rejected the ceasefire, supported by Sudan.")] == ["rejects"]


@pytest.mark.parametrize(
    ("text", "issue", "expected"),
    [
        ("Kenya ruled out NATO troops in Sudan as part of any security guarantees.", "security_guarantees", None),
        ("Kenya ruled out NATO troops in Sudan as part of any security guarantees.", "peacekeepers", 0),
        ("Kenya said a ceasefire without security guarantees would not hold.", "security_guarantees", 4),
        ("Kenya said there could be no ceasefire without security guarantees.", "security_guarantees", 4),
        ("Kenya said that Sudan must not be forced to give up territory.", "territory", 0),
        ("Kenya said that it should not have to give up territory.", "territory", 0),
        ("Kenya said it did not regard NATO membership for Sudan as realistic.", "alliance_membership", 1),
        ("Kenya said NATO membership for Sudan was not realistic.", "alliance_membership", 1),
        ("Kenya's foreign minister said the sanctions must be lifted.", "sanctions", 0),
        ("Kenya said that it needed security guarantees.", "security_guarantees", 4),
    ],
)
def test_which_way_it_points(text, issue, expected):
    found = levels(text).get(("kenya", issue))
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "actors", "stance"),
    [
        ("Kenya, Chad and Mali voted against sanctions on Sudan.", ("kenya", "chad", "mali"), "opposes"),
        ("Kenya abstained in the vote on sanctions.", ("kenya",), "withholds"),
        ("The European Union adopted a package of sanctions on Sudan.", ("european-union",), "acts_against"),
        ("Kenya resumed military aid to Sudan on 11 March 2025.", ("kenya",), "offers"),
        ("Kenya suspended military aid to Sudan.", ("kenya",), "acts_against"),
        ("The parliament of Kenya ratified the minerals agreement.", ("kenya",), "engages"),
        ("The leaders of Kenya and Sudan signed an agreement on water sharing.", ("kenya", "sudan"), "engages"),
        ("Kenya announced a buffer zone along its border with Sudan.", ("kenya",), "seeks"),
    ],
)
def test_acts_that_were_not_found(text, actors, stance):
    (statement,) = read(text)
    assert (statement.actors, statement.stance) == (actors, stance)
    assert statement.moves_position


def test_a_vote_is_on_what_the_sentence_before_names():
    statements = read("Kenya voted for the resolution on sanctions. Chad abstained.")
    assert [(s.actors, s.stance, s.issues) for s in statements] == [
        (("kenya",), "supports", ("sanctions",)),
        (("chad",), "withholds", ("sanctions",)),
    ]


def test_nothing_announced_is_no_offer():
    assert all(s.stance != "offers" for s in read("Kenya announced no ceasefire."))


@pytest.mark.parametrize(
    "text",
    [
        "The resolution demanded that Sudan withdraw its forces. It called for an end to sanctions.",
        "Kenya rejected sanctions. The weather held. They called for sanctions.",
        "Kenya and Sudan met. He called for an end to sanctions.",
    ],
)
def test_a_pronoun_that_fits_nobody_is_nobody(text):
    last = text.split(". ")[-1]
    assert all(s.actors == () for s in read(text) if s.quote in last)


def test_it_is_nobodys_name():
    assert all(s.speaker != "It" for s in read("It said that Kenya opposed sanctions."))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("US Treasury Secretary Bo Lindqvist", "Bo Lindqvist"),
        ("European Commission President Ursel von der Heide", "Ursel von der Heide"),
        ("Spanish President Ana de la Torre", "Ana de la Torre"),
    ],
)
def test_names_are_whole(words, name):
    (statement,) = read(f"{words} said that sanctions on Sudan must be lifted.")
    assert statement.speaker == name
    assert statement.actors


@pytest.mark.parametrize(
    "text",
    [
        "Kenya declined to comment on the sanctions.",
        "Kenyan officials did not respond to questions about the ceasefire.",
        "Kenya gave no details of the peace plan.",
        "Kenya deferred to the African Union on sanctions.",
    ],
)
def test_official_silence_is_a_statement_that_moves_nothing(text):
    (statement,) = read(text)
    assert (statement.kind, statement.stance) == ("official_silence", "withholds")
    assert not statement.moves_position


def test_machine_translation_blocks_quotations_only_and_is_noted_once():
    text = (
        "The translations are mostly done through AI translator and might not be 100% accurate.\n\n"
        "“We reject the sanctions,” Kenyan President Ana Paz said. Kenya demanded an immediate ceasefire."
    )
    found = reading(text)
    blocked = [s.kind for s in found.statements if any(c.name == "machine_translation" for c in s.checks)]
    assert blocked == ["direct_quote"]
    assert any(s.moves_position for s in found.statements)
    assert sum("translated by a machine" in note for note in found.notes) == 1


def test_front_matter_is_passed_over_in_silence():
    text = "---\ntitle: Kenya rejects sanctions\ndate: 2025-05-10\n---\n\nKenya rejected the sanctions on Sudan.\n"
    found = reading(text)
    assert [s.quote for s in found.statements] == ["Kenya rejected the sanctions on Sudan."]
    assert found.dropped == ()


def test_reasons_are_in_words():
    for statement in read("Kenya is open to lifting sanctions on Sudan. Chad cut military aid to Sudan."):
        assert "_" not in statement.reason.split(";")[0]
        assert all("_" not in i.reason for i in statement.indications)


def test_the_amount_of_an_offer_is_no_claim_but_a_valuation_is():
    (offer,) = read("Kenya offered Sudan 40 million euros of military aid.")
    assert offer.moves_position
    (claim,) = read("Kenya offered Sudan military aid worth 40 million euros.")
    assert [c.name for c in claim.checks] == ["unsourced_number"]
