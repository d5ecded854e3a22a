"""Each way news text attributes speech, on a sentence made for it: content, source and kind."""

from __future__ import annotations

import pytest

from detente.evidence.attribution import find_attributions


def read(text: str) -> list[tuple[str | None, str, str]]:
    """(source, content joined, kind) of everything found."""
    return [
        (
            text[slice(*item.source)] if item.source else None,
            " ".join(text[a:b] for a, b in item.content),
            item.kind,
        )
        for item in find_attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“We will stay,” the minister said.", "the minister", "“We will stay,”"),
        (
            '"We will stay," said Anna Brown, head of the Water Council.',
            "Anna Brown, head of the Water Council",
            '"We will stay,"',
        ),
        ("The minister said: “We will stay.”", "The minister", "“We will stay.”"),
        ('Brown told reporters on Monday, "We will stay."', "Brown", '"We will stay."'),
        ("“We will,” she said, “stay here.”", "she", "“We will,” “stay here.”"),
        ("“We will stay,” Brown said. “It is our river.”", "Brown", "“We will stay,” “It is our river.”"),
        ("''We will stay,'' Mr. Brown said.", "Mr. Brown", "''We will stay,''"),
        ("“Will you stay?” Brown asked.", "Brown", "“Will you stay?”"),
        ('Brown said:\n\n"We will stay."', "Brown", '"We will stay."'),
        ("“We will stay.” ― Anna Brown", "Anna Brown", "“We will stay.”"),
        ("Brown: ‘We Will Stay.’", "Brown", "‘We Will Stay.’"),
        ("“If they go, what then?” Anna Brown asks.", "Anna Brown", "“If they go, what then?”"),
        ('“Mixed marks," said Brown.', "Brown", '“Mixed marks,"'),
    ],
)
def test_direct_quotations(text, source, content):
    assert (source, content, "direct_quote") in read(text)


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The minister said that the dam would be filled.", "The minister", "that the dam would be filled"),
        ("The dam will be filled, officials said.", "officials", "The dam will be filled"),
        ("The dam, he said, will be filled.", "he", "The dam will be filled"),
        ("According to the council, the dam is full.", "the council", "the dam is full"),
        ("The dam is full, according to a report by the council.", "a report by the council", "The dam is full"),
        ("Brown told the paper that the dam is full.", "Brown", "that the dam is full"),
        ("This, as Brown, a fellow there, points out, must worry us.", "Brown, a fellow there", "This must worry us"),
        ("As the paper noted, the dam is full.", "the paper", "the dam is full"),
        ("Reports indicate that the dam is full.", "Reports", "that the dam is full"),
        ("Brown, a former envoy, believes the talks have failed.", "Brown, a former envoy", "the talks have failed"),
        ("The president wants to leave the treaty.", "The president", "to leave the treaty"),
        ("Brown accused the ministry of breaking the treaty.", "Brown", "the ministry of breaking the treaty"),
        ("Brown blamed the flood on the dam.", "Brown", "the flood on the dam"),
        ("The minister denied the report.", "The minister", "the report"),
        ("He left, adding that the talks would go on.", "He", "that the talks would go on"),
        ("The minister’s claim that the dam is safe surprised them.", "The minister", "that the dam is safe"),
        ("Brown’s remarks about sharing the river angered them.", "Brown", "sharing the river"),
        ("The senator, who said the deal was dead, left.", "The senator", "the deal was dead"),
        ("Analysts fear that the truce will not hold.", "Analysts", "that the truce will not hold"),
        ("Brown praised the deal and called it a first step.", "Brown", "it a first step"),
        ("The treaty was criticized by Anna Brown.", "Anna Brown", "The treaty"),
    ],
)  # fmt: skip
def test_indirect_speech(text, source, content):
    assert (source, content, "indirect_quote") in read(text)


def test_partial_quotations():
    ((source, content, kind),) = read("Brown described the talks as “wonderful” for them.")
    assert (source, content, kind) == ("Brown", "the talks as “wonderful” for them", "partial_quote")
    text = 'Brown stated that they "live in a bubble".'
    assert read(text) == [("Brown", 'that they "live in a bubble"', "partial_quote")]


def test_a_paragraph_left_open_goes_on_in_the_next_one():
    text = "Brown said: “We will stay. It is ours.\n\n“And we will never leave.”\n\nThe hall was silent."
    (source, content, kind), *rest = read(text)
    assert (source, kind, rest) == ("Brown", "direct_quote", [])
    assert content == "“We will stay. It is ours. “And we will never leave.”"


@pytest.mark.parametrize(
    "text",
    [
        "The United States is a large country.",
        "The call between the two leaders lasted an hour.",
        "Their support for the plan of the two states has limits.",
        "Engaging them without demanding any concessions has strengthened them.",
        "The so-called “buffer zone” is ten miles wide.",
        "Here are some key considerations:",
        "The disparaging comments about the deal were removed.",
    ],
)
def test_homographs_negated_acts_and_scare_quotes_attribute_nothing_spoken(text):
    assert all(rule in ("noun:for",) for rule in (item.rule for item in find_attributions(text)))


def test_what_nobody_in_particular_says_has_no_source():
    (found,) = read("A deal is reportedly on the table.")
    assert found[0] is None
    assert read("It is believed that the dam is full.")[0][0] is None


def test_every_attribution_gives_its_rule_and_reason():
    for item in find_attributions("“We stay,” Brown said. According to the council, he wants to go."):
        assert item.rule
        assert item.reason
        assert item.hull == (item.content[0][0], item.content[-1][1])


def test_sentences_can_be_handed_in():
    text = "Brown said he would stay. Smith said she would go."
    only_second = [(26, len(text))]
    assert [text[slice(*i.source)] for i in find_attributions(text, only_second) if i.source] == ["Smith"]


def test_a_wish_inside_reported_speech_is_found_and_marked_as_nested():
    text = "Brown said that the council wants to leave the treaty."
    outer, inner = find_attributions(text)
    assert (outer.nested, inner.nested) == (False, True)
    assert text[slice(*inner.content[0])] == "to leave the treaty"
    said = find_attributions("Brown said that the council said it would leave.")
    assert [item.nested for item in said] == [False, False]
