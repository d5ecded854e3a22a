import pytest

from detente.domain.document import Document
from detente.evidence.checking.figures import find_figures, has_findable_source, is_statistic
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents


def read(*texts):
    documents = [Document(f"{n}.txt", t, "text/plain") for n, t in enumerate(texts)]
    return read_documents(documents, lexicon_from_documents(documents)).statements


def names(statement):
    return [c.name for c in statement.checks]


@pytest.mark.parametrize(
    ("text", "words", "unit", "bound"),
    [
        ("increase instability by as much as 15%", "as much as 15%", "percent", "as much as"),
        ("deposits worth about $500 billion", "about $500 billion", "money", "about"),
        ("makes up half of the Russian economy", "half of the Russian economy", "share", ""),
        ("has increased by over 300% since", "over 300%", "percent", "over"),
        ("offered 37 billion cubic metres", "37 billion cubic metres", "measure", ""),
        ("tens of thousands of casualties", "tens of thousands of casualties", "large", "tens of"),
    ],
)
def test_figures_with_bound_and_unit(text, words, unit, bound):
    figures = find_figures(text, 0, len(text))
    assert [(f.words, f.unit, f.bound) for f in figures] == [(words, unit, bound)]


@pytest.mark.parametrize(
    "text", ["since 2016", "Article 5", "the 4 regions", "three years ago", "half of the talks", "May 12"]
)
def test_what_is_no_figure(text):
    assert find_figures(text, 0, len(text)) == []


def test_a_statistic_is_a_share_and_a_link_is_a_source():
    assert is_statistic("rose by 5%", 0, 10)
    assert not is_statistic("rose by 5 metres", 0, 16)
    assert has_findable_source("see https://example.org/report", 0, 30)


def test_an_unsourced_figure_keeps_its_statement_from_moving_anything():
    found = read("Chile rejected sanctions worth about $500 billion.")[0]
    assert names(found) == ["unsourced_number"]
    check = found.checks[0]
    assert "Chile rejected sanctions worth about $500 billion."[check.start : check.end] == "about $500 billion"
    assert "without a source" in check.explanation
    assert not found.moves_position


def test_a_party_s_own_figure_is_its_position():
    found = read("“We demand $5 billion in reparations,” Chilean President Ana Paz said.")[0]
    assert names(found) == []
    assert found.moves_position


def test_the_same_figure_in_two_documents_may_be_one_source_passed_on():
    one = "Chile condemned sanctions that cost 12% of trade."
    two = "Peru criticised sanctions which had cost 12% of trade."
    assert all("circular_reporting" in names(s) for s in read(one, two) if "12%" in s.quote)
    assert not any("circular_reporting" in names(s) for s in read(one))


def test_anonymous_sources():
    found = read("Chile wants to lift sanctions, according to Chilean officials.")[0]
    assert "anonymous_source" in names(found)


def test_quotes_of_a_machine_translation_are_back_translations():
    text = (
        "Disclaimer: translated by AI translator.\n\n“Chile rejects the sanctions,” said Mary Hill, an analyst in Lima."
    )
    assert "machine_translation" in names(read(text)[0])


def test_a_sitting_president_called_former():
    old = "The former Chilean President opposes the sanctions on Peru."
    new = "Chilean President Ana Paz met the Peruvian delegation."
    found = next(s for s in read(old, new) if "former" in s.quote)
    assert "stale_status" in names(found)
    assert "Ana Paz" in next(c for c in found.checks if c.name == "stale_status").explanation
    assert "stale_status" not in [n for s in read(old) for n in names(s)]


def test_a_figure_that_many_documents_print_names_three_of_them():
    texts = ["An analyst said that Chile lost 40% of its exports to the sanctions."] * 7
    documents = [Document(f"{n}.txt", t, "text/plain") for n, t in enumerate(texts)]
    found = read_documents(documents, lexicon_from_documents(documents))
    said = {s.document: c.explanation for s in found.statements for c in s.checks if c.name == "circular_reporting"}
    assert said["1.txt"].startswith("the same figure with the same words (")
    assert "stands in 0.txt, 2.txt, 3.txt and 3 more:" in said["1.txt"]
    assert "stands in 0.txt, 1.txt, 2.txt and 3 more:" in said["6.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "The declaration says that Chile must lift sanctions on Peru.",
        "Some 54 percent of voters said that Chile should lift sanctions.",
        "Chile must lift sanctions on Peru, the prime minister’s spokesman said.",
        "Chile must lift sanctions on Peru, the foreign ministry said.",
        "“Chile must lift sanctions on Peru,” said Ana Paz, who was once its chief strategist.",
        "The report says that Chile must lift sanctions on Peru.",
        "Chile must lift sanctions on Peru, the column noted.",
        "Admiral Ana Hill came to Lima.\n\nChile must keep its sanctions on Peru, the admiral said.",
    ],
)
def test_a_text_a_share_of_voters_and_a_rank_for_a_name_are_no_anonymous_sources(text):
    assert "anonymous_source" not in [n for s in read(text) for n in names(s)]


@pytest.mark.parametrize("who", ["officials", "a Chilean official", "two diplomats", "some analysts"])
def test_who_is_not_named_stays_anonymous(who):
    found = read(f"Chile must lift sanctions on Peru, {who} said.")
    assert "anonymous_source" in [n for s in found for n in names(s)]


def test_a_tariff_is_a_term_and_no_figure_in_want_of_a_source():
    assert "unsourced_number" not in [
        n for s in read("Chile imposed a 35% tariff on steel from Peru.") for n in names(s)
    ]
    assert "unsourced_number" not in [n for s in read("Chile imposed tariffs of 35% on Peru.") for n in names(s)]
    found = read("Chile's exports to Peru have increased by over 30% since the sanctions.")
    assert "unsourced_number" in [n for s in found for n in names(s)]


def test_the_span_of_a_figure_is_the_figure_and_what_it_counts():
    text = "They gave 55 billion cubic metres to one and 18.5 billion to another, and hundreds of millions of dollars."
    found = find_figures(text, 0, len(text))
    assert [text[f.start : f.end] for f in found] == [
        "55 billion cubic metres", "18.5 billion", "hundreds of millions of dollars",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "In the survey Chile was preferred by 72 percent of traders to Peru, by 8 percent of traders.",
        "Rebels in Chile killed 14 soldiers in March. Rebels in Chile killed 40 soldiers in May.",
        "Air strikes on Chile killed 14 women in villages. Air strikes on Chile killed 40 children in villages.",
        "The Assembly adopted a text on sanctions on Peru with 65 abstentions, the Council adopted it.\n\n"
        "The Senate adopted a text on sanctions on Peru with five abstentions.",
    ],
)
def test_two_numbers_of_two_things_are_no_contradiction(text):
    assert "internal_contradiction" not in [n for s in read(text) for n in names(s)]
