"""The small parts: forms of verbs, quotation marks paired, words and clitics, units of sentences."""

from __future__ import annotations

import pytest

from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.quotations import find_quotations
from detente.evidence.attribution.tokens import LONGEST_SENTENCE, split_units
from detente.evidence.text.sentences import paragraphs, split_sentences


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs(text))]


def units(text: str):
    return split_units(text, split_sentences(text), find_quotations(text, paragraphs(text)))


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("said", "say", "past"),
        ("denies", "deny", "third"),
        ("denied", "deny", "past"),
        ("arguing", "argue", "ing"),
        ("agreeing", "agree", "ing"),
        ("admitted", "admit", "past"),
        ("shown", "show", "participle"),
        ("goes", "go", "third"),
        ("believe", "believe", "base"),
        ("stresses", "stress", "third"),
    ],
)
def test_forms_are_derived_from_base_forms(form, lemma, kind):
    assert any(verb.lemma == lemma and kind in verb.forms for verb in lexicon().verbs[form])


def test_the_longest_particles_are_tried_first():
    lengths = [len(verb.particles) for verb in lexicon().verbs["called"]]
    assert lengths == sorted(lengths, reverse=True)
    assert ("for",) in [verb.particles for verb in lexicon().verbs["called"]]


def test_nouns_know_what_they_govern():
    assert "clause" in lexicon().nouns["claim"]
    assert "clause" in lexicon().nouns["allegations"]
    assert "to" in lexicon().nouns["promises"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One” and \"two\" and ''three''.", ["“One”", '"two"', "''three''"]),
        ('“Mixed" and "mixed” again.', ['“Mixed"', '"mixed”']),
        ("It’s Trump’s, isn’t it?", []),
        ("He is 6'2\" tall.", []),
        ("‘Single, it is,’ she said of the states’ plan.", ["‘Single, it is,’"]),
        ('A lone " mark here.', []),
        ("“Left open. To the end.", ["“Left open. To the end."]),
        ("", []),
    ],
)
def test_quotation_marks_are_paired(text, found):
    assert quoted(text) == found


def test_a_passage_left_open_before_another_is_marked():
    text = "“One.\n\n“Two.”"
    assert [(text[q.start : q.end], q.unclosed) for q in find_quotations(text, paragraphs(text))] == [
        ("“One.", True),
        ("“Two.”", False),
    ]


def test_sentences_that_share_a_quotation_are_one_unit():
    text = "“One. Two,” she said. Three."
    assert [(text[u.start : u.end], len(u.breaks)) for u in units(text)] == [
        ("“One. Two,” she said.", 1),
        ("Three.", 1),
    ]


def test_words_are_cut_from_their_clitics_and_names_kept_whole():
    text = "Sen. O’Neill’s U.S. plan didn’t cost $1,000 in the well-known case."
    (unit,) = units(text)
    assert [t.text for t in unit.tokens] == [
        "Sen.", "O’Neill", "’s", "U.S.", "plan", "didn’t", "cost", "$", "1,000", "in", "the", "well-known", "case", ".",
    ]  # fmt: skip
    assert all(text[t.start : t.end] == t.text for t in unit.tokens)


def test_endless_sentences_are_bounded():
    (unit,) = units("word " * 1000)
    assert max(b - a for a, b in zip(unit.breaks, unit.breaks[1:], strict=False)) == LONGEST_SENTENCE
