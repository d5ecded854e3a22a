import datetime as dt

import pytest

from detente.domain.document import Document
from detente.evidence.checking.contradictions import OppositionLedger
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

FOR = "Kenyan President Ana Paz said that Kenya supported sanctions on Sudan."
AGAINST = "Kenyan President Ana Paz said that Kenya rejected sanctions on Sudan."


def read(*texts, days=()):
    dates = days or (None,) * len(texts)
    documents = [
        Document(f"{n}.txt", text, "text/plain", published=date)
        for n, (text, date) in enumerate(zip(texts, dates, strict=True))
    ]
    return read_documents(documents, lexicon_from_documents(documents))


def checks(reading):
    return [c.name for s in reading.statements for c in s.checks]


def test_one_source_against_itself_in_one_document_is_checked():
    found = read(f"{FOR} {AGAINST}")
    assert checks(found) == ["internal_contradiction"] * 2
    assert not any(s.moves_position for s in found.statements)


@pytest.mark.parametrize(
    ("days", "note"),
    [
        ((dt.date(2025, 1, 1), dt.date(2025, 6, 1)), "position changed"),
        ((dt.date(2025, 1, 1), dt.date(2025, 1, 1)), "sources disagree"),
        ((None, None), "sources disagree"),
    ],
)
def test_documents_that_differ_are_noted_and_not_checked(days, note):
    found = read(FOR, AGAINST, days=days)
    assert checks(found) == []
    assert all(s.moves_position for s in found.statements)
    assert [n.split(":")[0] for n in found.notes[1:]] == [note]


def test_two_speakers_of_one_party_disagree_without_a_check():
    other = "Kenyan Foreign Minister Bo Otieno said that Kenya rejected sanctions on Sudan."
    found = read(f"{FOR} {other}")
    assert checks(found) == []
    assert any(n.startswith("sources disagree: Kenya on Sanctions") for n in found.notes)


def test_offers_to_one_side_and_no_benefit_for_the_other_are_compatible():
    found = read(
        "“Trade officials of Kenya offer Sudan economic opportunities,” said Bo Li, director of the Institute of "
        "Rivers. “Kenya has no economic benefit from cooperating with Sudan.”"
    )
    assert "internal_contradiction" not in checks(found)


def test_what_is_said_under_a_condition_contradicts_nothing():
    found = read(f"{FOR} Ana Paz said that Kenya would reject sanctions on Sudan if there was a ceasefire.")
    assert "internal_contradiction" not in checks(found)


def test_the_ledger_of_many_documents_tells_the_same_oppositions_as_comparing_every_pair():
    days = [None, dt.date(2025, 1, 1), dt.date(2025, 1, 1), dt.date(2025, 6, 1), dt.date(2025, 9, 1)]
    for pattern in range(32):
        texts = [FOR if pattern >> n & 1 else AGAINST for n in range(5)]
        documents = [Document(f"{n}.txt", texts[n], "text/plain", published=days[n]) for n in range(5)]
        lexicon = lexicon_from_documents(documents)
        reading = read_documents(documents, lexicon)
        ledger = OppositionLedger()
        for statement in reading.statements:
            ledger.add(statement, documents[int(statement.document[0])].published)
        expected = [n.split(",")[0] for n in reading.notes if n.startswith(("position", "sources"))]
        assert [n.split(",")[0] for n in ledger.notes(lexicon)] == expected


@pytest.mark.parametrize(
    "later",
    [
        "Ana Paz said on 5 June 2025 that Kenya rejected sanctions on Sudan.",
        "Ana Paz says that Kenya now rejects sanctions on Sudan.",
        "Kenya had initially rejected sanctions on Sudan, Ana Paz said.",
    ],
)
def test_one_source_that_says_otherwise_at_another_time_has_changed_its_position(later):
    found = read(f"{FOR} {later}", days=(dt.date(2025, 6, 20),))
    assert "internal_contradiction" not in checks(found)
    assert not [n for n in found.notes if n.startswith("sources disagree")]


def test_a_hedge_contradicts_nothing():
    found = read(f"{AGAINST} Ana Paz said that Kenya might support sanctions on Sudan.")
    assert "internal_contradiction" not in checks(found)


def test_two_parties_that_differ_are_neither_a_contradiction_nor_a_disagreement_of_sources():
    other = "Ugandan President Bo Okello said that Uganda rejected sanctions on Sudan."
    found = read(f"{FOR} {other}")
    assert checks(found) == []
    assert not [n for n in found.notes if n.startswith(("sources disagree", "position changed"))]


def test_days_that_documents_of_one_day_name_make_a_change():
    earlier = "Kenyan President Ana Paz said on 3 May 2025 that Kenya supported sanctions on Sudan."
    day = dt.date(2025, 6, 20)
    found = read(earlier, AGAINST, days=(day, day))
    assert [n.split(",")[0] for n in found.notes if ": " in n] == ["position changed: Kenya on Sanctions"]
