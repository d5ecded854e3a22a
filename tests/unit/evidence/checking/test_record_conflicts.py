"""Records that cannot both hold at one time, apart from what changed."""

from __future__ import annotations

import datetime as dt

from detente.domain.document import Document
from detente.domain.number import NumberInText
from detente.domain.statement import Indication, Statement
from detente.evidence.checking.conflicts import conflicts_of
from detente.evidence.lexicon import lexicon_from_documents

LEXICON = lexicon_from_documents([])


def _statement(document: str, level: int, about: str = "") -> Statement:
    return Statement(
        document, "0" * 64, 0, 9, f"words {level}", ((0, 9),), stance="supports", kind="reported_position",
        source_type="named_principal", actors=("peru",), issues=("tariffs",), time_about=about,
        time_precision="day" if about else "", indications=(Indication("peru", "tariffs", level, "a test"),),
    )  # fmt: skip


def _document(path: str, day: str | None, text: str = "words") -> Document:
    return Document(path, text, "text/plain", published=dt.date.fromisoformat(day) if day else None)


def test_one_time_is_a_disagreement_another_time_a_change() -> None:
    low, high = _statement("a", 0), _statement("b", 4)
    same = conflicts_of([low, high], [_document("a", "2031-01-01"), _document("b", "2031-01-01")], LEXICON)
    assert [c.kind for c in same] == ["sources_disagree"]
    later = conflicts_of([low, high], [_document("a", "2031-01-01"), _document("b", "2031-02-01")], LEXICON)
    assert [(c.kind, c.first, c.second) for c in later] == [("position_changed", low.id, high.id)]
    assert (later[0].first_when, later[0].second_when) == ("2031-01-01", "2031-02-01")


def test_the_day_a_statement_speaks_of_counts_before_the_day_of_publication() -> None:
    documents = [_document("a", "2031-03-01"), _document("b", "2031-02-01")]
    found = conflicts_of([_statement("a", 0, "2031-01-05"), _statement("b", 4, "2031-01-05")], documents, LEXICON)
    assert [c.kind for c in found] == ["sources_disagree"]


def test_pairs_of_one_actor_and_issue_are_one_entry() -> None:
    documents = [_document(p, "2031-01-01") for p in "abc"]
    found = conflicts_of([_statement("a", 0), _statement("b", 4), _statement("c", 4)], documents, LEXICON)
    assert [(c.kind, c.pairs) for c in found] == [("sources_disagree", 2)]


def test_a_quantity_with_two_values_differs_between_documents() -> None:
    text = "The reservoir holds {} cubic kilometres of stored water."

    def counted(path: str, value: str) -> Statement:
        written = text.format(value)
        at = written.index(value)
        number = NumberInText(at, at + len(value), value, float(value), "cubic kilometres", "point")
        return Statement(
            path, "0" * 64, 0, len(written), written, ((0, len(written)),), actors=("peru",), numbers=(number,)
        )

    documents = [_document("a", "2031-01-01", text.format("60")), _document("b", "2031-01-01", text.format("74"))]
    found = conflicts_of([counted("a", "60"), counted("b", "74")], documents, LEXICON)
    assert [(c.kind, c.first_words, c.second_words) for c in found] == [("figures_differ", "60", "74")]
