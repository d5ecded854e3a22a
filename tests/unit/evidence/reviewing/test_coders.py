from __future__ import annotations

from dataclasses import replace

import pytest

from detente.domain.statement import Indication, Reading, Review, Statement
from detente.evidence.reviewing.reviews import apply_reviews

STATEMENT = Statement(
    document="a.txt", document_sha256="0", start=0, end=4, quote="true", spans=((0, 4),), actors=("north",),
    issues=("tolls",), kind="direct_quote", stance="demands", source_type="named_principal",
    indications=(Indication("north", "tolls", 4, "cue", firm=True),),
)  # fmt: skip
HEARSAY = replace(STATEMENT, source_type="hearsay", id="s-hearsay")
PROPOSED = replace(STATEMENT, extractor="llm:m", id="s-proposed")


def review(by, verdict="accepted", about=STATEMENT, **correction):
    return Review(about.id, verdict, by, "2025-01-01", correction, seen=about.to_dict())


def seen(*reviews, about=STATEMENT):
    reading, vouched = apply_reviews(Reading((about,)), reviews)
    return (reading.statements[0] if reading.statements else None), vouched


def weights(statement):
    return [(i.actor, i.level, round(i.weight, 3)) for i in statement.indications]


def at(level, actor="north"):
    return {"levels": {f"{actor}.tolls": level}}


def test_coders_who_agree_are_one():
    one, _ = seen(review("ann", "corrected", **at(3)))
    two, _ = seen(review("ann", "corrected", **at(3)), review("bob", "corrected", **at(3)))
    assert weights(one) == weights(two) == [("north", 3, 1.0)]
    assert seen(review("ann"), review("bob"))[0] == STATEMENT


def test_coders_who_differ_weigh_their_share():
    statement, _ = seen(review("ann"), review("bob", "corrected", **at(2)), review("cem", "corrected", **at(2)))
    assert weights(statement) == [("north", 4, 0.333), ("north", 2, 0.667)]
    assert "so bob, cem (2 of 3 coders)" in statement.indications[1].reason
    assert not statement.indications[0].firm  # one of three sees a line


def test_a_coder_who_sees_no_direction_takes_weight_away():
    statement, _ = seen(review("ann"), review("bob", "corrected", **at(None)))
    assert weights(statement) == [("north", 4, 0.5)]


def test_the_latest_judgement_of_each_coder_counts():
    statement, _ = seen(review("ann", "rejected"), review("bob"), review("ann", "corrected", **at(2)))
    assert weights(statement) == [("north", 2, 0.5), ("north", 4, 0.5)]


def test_most_must_reject():
    assert seen(review("ann", "rejected"))[0] is None
    half, _ = seen(review("ann", "rejected"), review("bob"))
    assert weights(half) == [("north", 4, 0.5)]
    assert seen(review("ann", "rejected"), review("bob"), review("cem", "rejected"))[0] is None


def test_labels_are_what_most_say_and_the_weaker_modality_of_a_tie():
    statement, _ = seen(
        review("ann", "corrected", modality="possible", stance="seeks", **at(4)),
        review("bob", "corrected", modality="reported", stance="supports", **at(4)),
        review("cem", "corrected", stance="supports", **at(4)),
    )
    assert (statement.stance, statement.modality) == ("supports", "possible")
    assert "3 coders differ on modality, stance" in statement.reason


def test_hearsay_moves_by_the_share_of_those_who_vouch():
    statement, vouched = seen(review("ann", "vouched", HEARSAY), review("bob", "accepted", HEARSAY), about=HEARSAY)
    assert vouched == {HEARSAY.id}
    assert weights(statement) == [("north", 4, 0.5)]
    assert seen(review("ann", "accepted", HEARSAY), about=HEARSAY)[1] == frozenset()


def test_what_a_model_proposed_moves_once_a_person_accepts_it():
    assert seen(about=PROPOSED)[1] == frozenset()
    assert seen(review("ann", "accepted", PROPOSED), about=PROPOSED)[1] == {PROPOSED.id}
    assert seen(review("ann", "corrected", PROPOSED, stance="rejects"), about=PROPOSED)[1] == {PROPOSED.id}
    hearsay = replace(PROPOSED, source_type="hearsay")
    assert seen(review("ann", "accepted", hearsay), about=hearsay)[1] == frozenset()
    assert seen(review("ann", "vouched", hearsay), about=hearsay)[1] == {PROPOSED.id}


def test_labels_that_nobody_gave_together_do_not_make_a_statement_move():
    base = replace(STATEMENT, kind="speculation", certainty="non_factual", source_type="hearsay")
    statement, vouched = seen(
        review("ann", "corrected", base, kind="direct_quote", certainty="fact_like"),
        review("bob", "corrected", base, kind="direct_quote", source_type="named_principal"),
        review("cem", "corrected", base, certainty="fact_like", source_type="named_principal"),
        about=base,
    )
    assert vouched == frozenset()
    assert not statement.moves_position


@pytest.mark.parametrize("by", ["ann", "bob"])
def test_the_record_itself_is_never_changed(by):
    before = STATEMENT.to_dict()
    seen(review(by, "corrected", stance="rejects"))
    assert STATEMENT.to_dict() == before
