from __future__ import annotations

from detente.domain.statement import Indication, Reading, Review, Statement
from detente.evidence.reviewing.reviews import apply_reviews, corrected

STATEMENT = Statement(
    document="a.txt", document_sha256="0", start=0, end=4, quote="true", spans=((0, 4),), actors=("north",),
    issues=("tolls",), kind="author_assessment", indications=(Indication("north", "tolls", 4, "cue"),),
)  # fmt: skip


def review(verdict, at="2025-01-01", **correction):
    return Review(STATEMENT.id, verdict, "analyst", at, correction=correction)


def test_without_reviews_nothing_changes():
    reading = Reading((STATEMENT,))
    assert apply_reviews(reading, ()) == (reading, frozenset())


def test_a_rejected_statement_is_dropped_with_the_reason():
    reading, vouched = apply_reviews(Reading((STATEMENT,)), (review("rejected"),))
    assert reading.statements == ()
    assert reading.dropped[0].stage == "review"
    assert "analyst" in reading.dropped[0].reason
    assert not vouched


def test_somebody_can_vouch():
    reading, vouched = apply_reviews(Reading((STATEMENT,)), (review("vouched"),))
    assert reading.statements == (STATEMENT,)
    assert vouched == {STATEMENT.id}


def test_the_latest_judgement_counts():
    _, vouched = apply_reviews(Reading((STATEMENT,)), (review("vouched"), review("accepted")))
    assert not vouched


def test_a_correction_changes_labels_and_never_the_words():
    changed = corrected(STATEMENT, {"stance": "rejects", "quote": "false", "modality": "possible"})
    assert (changed.stance, changed.modality, changed.quote, changed.id) == (
        "rejects",
        "possible",
        "true",
        STATEMENT.id,
    )


def test_what_rested_on_the_old_label_falls():
    assert corrected(STATEMENT, {"stance": "rejects"}).indications == ()
    assert corrected(STATEMENT, {"modality": "possible"}).indications == STATEMENT.indications
