"""The same claim in several documents is one claim; the same number in several documents is nothing."""

from __future__ import annotations

import pytest

from detente.domain.document import Document
from detente.evidence.checking.figures import find_figures
from detente.evidence.checking.passed_on import claims_of, figure_value
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

UNRELATED = (
    "Chile rejected a plan to raise copper royalties by 50% in 2025.",
    "Peru demanded that 50% of the seats in the assembly go to women by 2025.",
    "Kenya said that 50 percent of its tea was sold at the Mombasa auction.",
    "Norway opposes the proposal to electrify 50% of its offshore platforms.",
    "Egypt wants the canal dues cut by 50 percent for empty tankers.",
    "Japan refused to label 50% of imported seafood.",
    "Mexico supports a 50 percent quota for avocado exports.",
    "Brazil offered to reforest 50% of the cleared savannah.",
    "India insisted that 50% of the vaccine doses stay at home.",
    "Ghana criticised banks that charge 50 percent on small loans.",
    "Poland said that coal would cover 100% of the winter's heating.",
    "Sweden rejected a bill that taxes 100% of aviation fuel.",
    "Turkey demands 100 percent of the toll from the new bridge.",
    "Canada opposes the inspection of 100% of cattle trucks.",
    "Vietnam said that 100 percent of its pupils had returned to school.",
    "Spain supports testing 100% of arriving olive shipments.",
    "Morocco refused to open 100 percent of its phosphate mines.",
    "Iceland wants 100% of its trawlers to carry cameras.",
    "Nepal rejected fees on 100% of summit permits.",
    "Kuwait said that 100 percent of its pensions were funded.",
    "Malta demanded $1 billion for harbour repairs.",
    "Angola rejected a railway loan of $1 billion.",
    "Cyprus said that hotels had lost $1 billion to the strike.",
    "Bolivia opposes the sale of its lithium plant for $1 billion.",
    "Finland wants to spend $1 billion on frigates.",
    "Uganda refused a pipeline fee of $1 billion.",
    "Croatia said that the flood had ruined vineyards worth $1 billion.",
    "Panama supports a bond of $1 billion for new locks.",
    "Estonia criticised the delay of $1 billion in farm grants.",
    "Jordan said that refugees' schooling cost $1 billion.",
)


def _read(*texts: str) -> dict[str, list[str]]:
    """The explanations of circular reporting by document."""
    documents = [Document(f"{n:02}.txt", text, "text/plain") for n, text in enumerate(texts)]
    found: dict[str, list[str]] = {}
    for statement in read_documents(documents, lexicon_from_documents(documents)).statements:
        for check in statement.checks:
            if check.name == "circular_reporting":
                found.setdefault(statement.document, []).append(check.explanation)
    return found


def test_thirty_unrelated_articles_with_common_numbers_pass_nothing_on() -> None:
    assert len(UNRELATED) == 30
    assert sum(bool(claims_of(Document("a", text, "text/plain"), [])) for text in UNRELATED) == 30
    assert _read(*UNRELATED) == {}


def test_a_claim_copied_in_other_words_around_it_is_passed_on() -> None:
    found = _read(
        *UNRELATED[:5],
        "Analysts note that the sanctions cost Chile 12% of its copper exports to Asia last year.",
        "The sanctions have cost Chile about 12 percent of copper exports, a newspaper in Lima said.",
    )
    assert set(found) == {"05.txt", "06.txt"}
    assert "the same words (" in found["05.txt"][0]
    assert "copper" in found["05.txt"][0]
    assert "06.txt" in found["05.txt"][0]


def test_one_named_source_given_in_different_words_is_passed_on() -> None:
    found = _read(
        "Sanctions on Peru cut mining output by 17%, according to a report by the Lima Chamber of Trade.",
        "A fall of mining by 17 percent followed the sanctions of Chile, says a study by the Lima Chamber of Trade.",
    )
    assert set(found) == {"00.txt", "01.txt"}
    assert all("of the same source (chamber lima trad)" in e for e in found["00.txt"])


def test_one_source_on_another_matter_and_one_subject_with_another_number_are_not() -> None:
    assert not _read(
        "Sanctions on Peru cut mining output by 17%, according to a report by the Lima Chamber of Trade.",
        "Chile rejected a tariff of 17 percent on shoes, according to the Lima Chamber of Trade.",
    )
    assert not _read(
        "Analysts note that the sanctions cost Chile 12% of its copper exports to Asia last year.",
        "Analysts note that the sanctions cost Chile 13% of its copper exports to Asia last year.",
    )


def test_a_document_that_repeats_itself_passes_nothing_on() -> None:
    claim = "Analysts note that the sanctions cost Chile 12% of its copper exports to Asia."
    assert not _read(f"{claim}\n\nOnce more: {claim}", "Chile rejected a tariff on shoes.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$1.5 billion", "1.5 billion dollars"),
        ("€2bn", "2 billion euros"),
        ("40%", "40 per cent"),
        ("12,000 troops", "12000 troops"),
    ],
)
def test_one_amount_written_in_two_ways(one: str, other: str) -> None:
    values = [figure_value(find_figures(f"it was {w} then", 0, 40)[0]) for w in (one, other)]
    assert values[0] == values[1]
