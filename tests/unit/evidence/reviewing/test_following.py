"""A review finds its words again where they stand now, and is never moved to words nobody judged."""

from __future__ import annotations

from dataclasses import replace

from detente.domain.statement import Reading, Review, Statement
from detente.evidence.reviewing.following import follow
from detente.evidence.reviewing.reviews import apply_reviews
from detente.evidence.verify import selectors

TEXT = (
    "The envoy spoke for an hour. Northland rejects the tolls of last year outright. He said no. Rain fell. "
    "Southland, on the other side, also spoke. He said no. Nobody else came."
)


def statement(quote, text=TEXT, occurrence=1, **fields):
    start = -1
    for _ in range(occurrence):
        start = text.index(quote, start + 1)
    exact, prefix, suffix = selectors(text, start, start + len(quote))
    given = {
        "document": "a.txt",
        "document_sha256": str(hash(text)),
        "stance": "rejects",
        "extractor": "rule:x",
        **fields,
    }
    return Statement(
        start=start, end=start + len(quote), quote=exact, spans=((start, start + len(quote)),), prefix=prefix,
        suffix=suffix, **given,
    )  # fmt: skip


SENTENCE = "Northland rejects the tolls of last year outright."


def review(seen, verdict="accepted", by="ann"):
    return Review(seen.id, verdict, by, "2025-01-01", seen=seen.to_dict())


def found(seen, *now):
    return list(follow([review(seen)], now).by_statement)


def test_by_id_where_nothing_changed():
    seen = statement(SENTENCE)
    followed = follow([Review(seen.id, "accepted", "ann", "2025")], [seen])
    assert (list(followed.by_statement), followed.orphans, followed.moved) == ([seen.id], (), 0)


def test_by_words_where_the_text_around_them_changed():
    seen = statement(SENTENCE)
    now = statement(SENTENCE, "A new first paragraph.\n\n" + TEXT.replace("an hour", "two hours"))
    assert now.id != seen.id
    assert found(seen, statement("Rain fell."), now) == [now.id]
    assert follow([review(seen)], [now]).moved == 1


def test_by_words_in_other_typography():
    seen = statement(SENTENCE)
    now = statement(SENTENCE.replace(" ", "\u00a0"), TEXT.replace(" ", "\u00a0"))
    assert found(seen, now) == [now.id]


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them():
    first, second = statement("He said no.", occurrence=1), statement("He said no.", occurrence=2)
    longer = "Something came before. " + TEXT
    now = statement("He said no.", longer, 1), statement("He said no.", longer, 2)
    assert found(first, *now) == [now[0].id]
    assert found(second, *now) == [now[1].id]


def test_few_words_elsewhere_are_not_the_words_judged():
    assert found(statement("He said no."), statement("He said no.", "Somewhere else entirely. He said no. Snow.")) == []


def test_a_statement_cut_a_little_differently_is_the_same():
    seen = statement(SENTENCE)
    now = statement("Northland rejects the tolls of last year", extractor="rule:y")
    assert found(seen, now) == [now.id]
    assert found(seen, statement("Northland rejects the tolls")) == []


def test_changed_words_are_other_words():
    text = TEXT.replace("rejects", "does not reject")
    seen = statement(SENTENCE)
    followed = follow([review(seen)], [statement("Northland does not reject the tolls of last year outright.", text)])
    assert followed.by_statement == {}
    assert followed.orphans[0].seen["quote"] == SENTENCE


def test_a_renamed_document_is_found_a_second_copy_is_not_chosen():
    seen = statement(SENTENCE)
    renamed = statement(SENTENCE, document="b.txt")
    assert found(seen, renamed) == [renamed.id]
    assert found(seen, renamed, statement(SENTENCE, document="c.txt")) == []
    assert found(seen, renamed, statement("Rain fell.")) == []  # its own document is still there, without the words


def test_what_a_model_proposed_and_what_a_rule_read_are_not_exchanged():
    seen = statement(SENTENCE, extractor="llm:m")
    assert found(seen, statement(SENTENCE)) == []
    assert found(seen, statement(SENTENCE, extractor="llm:n"))


def test_reviews_without_what_was_seen_follow_the_id_only():
    old = Review("s0", "rejected", "ann", "2025")
    assert follow([old], [statement(SENTENCE)]).orphans == (old,)


def test_orphans_are_kept_and_listed():
    seen = statement(SENTENCE)
    reading, vouched = apply_reviews(Reading((statement("Rain fell."),)), [review(seen, "vouched")])
    assert "orphaned: the words ann judged (vouched)" in reading.dropped[0].reason
    assert reading.dropped[0].excerpt == SENTENCE
    assert "1 review orphaned" in reading.notes[0]
    assert vouched == frozenset()


def test_a_followed_review_is_applied():
    seen = statement(SENTENCE)
    now = statement(SENTENCE, "New. " + TEXT)
    reading, _ = apply_reviews(Reading((now,)), [review(seen, "rejected")])
    assert reading.statements == ()
    reading, _ = apply_reviews(Reading((replace(now, stance="supports"),)), [review(seen)])
    assert reading.statements[0].stance == "rejects"  # what was accepted stays as it was accepted
