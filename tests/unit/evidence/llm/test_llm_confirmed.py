from __future__ import annotations

from dataclasses import replace

from detente.domain.document import Document
from detente.domain.statement import Reading, Review, Statement
from detente.evidence.llm.confirmed import with_confirmed
from detente.evidence.verify import selectors

TEXT = "Northland looked at the tolls. Rain fell. Northland looked at the tolls again."
QUOTE = "Northland looked at the tolls"


def document(text=TEXT):
    return Document("a.txt", text, "text/plain")


def statement(text=TEXT, quote=QUOTE, **fields):
    start = text.index(quote)
    exact, prefix, suffix = selectors(text, start, start + len(quote))
    given = {"actors": ("northland",), "extractor": "llm:m", **fields}
    return Statement(
        document="a.txt", document_sha256=document(text).sha256, start=start, end=start + len(quote), quote=exact,
        spans=((start, start + len(quote)),), prefix=prefix, suffix=suffix, **given,
    )  # fmt: skip


SEEN = statement()


def review(verdict="accepted", by="ann", seen=SEEN):
    return Review(seen.id, verdict, by, "2025-01-01", seen=seen.to_dict())


def kept(*reviews, text=TEXT):
    return with_confirmed(Reading(), reviews, [document(text)]).statements


def test_what_somebody_accepted_is_there_without_the_model():
    for verdict in ("accepted", "corrected", "vouched"):
        assert [s.id for s in kept(review(verdict))] == [SEEN.id]


def test_what_everybody_rejects_or_a_rule_read_is_not_brought_back():
    assert kept(review("rejected")) == ()
    assert kept(review("accepted"), review("rejected")) == ()  # ann's latest
    assert kept(review("accepted"), review("rejected", "bob"))
    rule = replace(SEEN, extractor="rule:x", id="")
    assert kept(review(seen=rule)) == ()


def test_it_is_there_once():
    reading = Reading((SEEN,))
    assert with_confirmed(reading, [review()], [document()]) is reading


def test_in_a_changed_document_the_words_are_found_again():
    assert kept(review(), text=f"{QUOTE} {QUOTE} {QUOTE}") == ()  # several places, and none is nearer
    text = "New. " + TEXT
    (found,) = kept(review(), text=text)
    assert text[found.start : found.end] == QUOTE
    assert found.start == 5
    assert found.id != SEEN.id
    assert kept(review(), text="Northland looked away from the tolls.") == ()
    assert with_confirmed(Reading(), [review()], []).statements == ()
