"""Sentences and paragraphs are cut where a reader would cut them."""

from __future__ import annotations

import pytest

from detente.evidence.text.sentences import paragraphs, split_sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. President met Sen. Smith and Dr. Jones of St. Mary's on Jan. 12.",
        "He lives in Washington, D.C. and works for No. 10.",
        "John F. Kennedy said so.",
        "Prices rose by 3.5 percent, i.e. Half of what was feared.",
        "“Why?” he asked.",
        "“Is this the end of it?” Senior Minister Brown asked.",
        "“Will you resign?” Brown demanded.",
        "“We will stay,” she said, “as long as it takes.”",
        "The rate (as of Feb. 3) was set by Gen. Brown.",
    ],
)
def test_one_sentence_stays_one(sentence):
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He came. She went.", ["He came.", "She went."]),
        ("“We go.” Then they went.", ["“We go.”", "Then they went."]),
        ('He said "no." "Why?"', ['He said "no."', '"Why?"']),
        ("“One. Two,” she said.", ["“One.", "Two,” she said."]),
        ("It grew by 15%. In 2024 it fell.", ["It grew by 15%.", "In 2024 it fell."]),
        ("He moved to the U.S. He liked it.", ["He moved to the U.S.", "He liked it."]),
        ("Wait … What?! No!", ["Wait …", "What?!", "No!"]),
        ("(It is over.) We leave.", ["(It is over.)", "We leave."]),
    ],
)
def test_two_sentences_are_two(text, parts):
    assert cut(text) == parts


def test_headings_lists_and_blank_lines_are_boundaries():
    text = "Key Points\n- First point: it is so\n- Second point\n\n  1. Aims\n\nThe talks\nwent on."
    assert [text[a:b] for a, b in paragraphs(text)] == [
        "Key Points",
        "- First point: it is so",
        "- Second point",
        "1. Aims",
        "The talks\nwent on.",
    ]


def test_lines_of_one_length_are_wrapped_not_paragraphs():
    lines = [
        "The delegations of the two sides met on Monday in the old",
        "Palace of Nations, where they will talk about the river and",
        "Its dams for a week, officials of both governments told the",
        "press.",
    ]
    assert cut("\n".join(lines)) == ["\n".join(lines)]
    assert (
        len(paragraphs("A title\nA long first paragraph of the text that says a lot about things. It has two.\nMore"))
        == 3
    )


def test_nothing_gives_nothing():
    assert split_sentences("") == []
    assert split_sentences(" \n\n\t ") == []
    assert paragraphs("\n") == []


@pytest.mark.parametrize("piece", ['"', "(", "A ", "A. ", "x", "\n", '? "Aa ', " \n \n", "a.b.", "!?", ".”", "…", "’"])
def test_long_hostile_text_is_split_like_any_other(piece):
    text = piece * (200_000 // len(piece))
    spans = split_sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
