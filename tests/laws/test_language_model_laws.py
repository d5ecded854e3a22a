"""Whatever a model answers about whatever text: no failure, and no statement that is not in the text."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import KINDS, MODALITIES, SOURCE_TYPES, STANCES, Statement
from detente.evidence.labels.strength import STRENGTH
from detente.evidence.lexicon import lexicon_from_case
from detente.evidence.llm.passages import halves_of, passages_of
from detente.evidence.llm.schema import Proposal, UnusableAnswerError, answer_schema, proposals_in
from detente.evidence.llm.surroundings import Surroundings
from detente.evidence.llm.verify import verified
from detente.evidence.text.normalise import normalise

CASE = Case.model_validate(
    {
        "case": {"id": "x", "title": "x", "as_of": "2025-06-01"},
        "actors": {"northland": {"name": "Northland"}, "southland": {"name": "Southland"}},
        "issues": {"tolls": {"question": "?", "scale": {0: "a", 1: "b"}, "reference_point": 0}},
    }
)
LEXICON = lexicon_from_case(CASE)
WORDS = ["Northland", "Southland", "rejects", "the", "tolls", "not", "may", "if", "said", "1,500", "15%", "“", "”", ".",
         ". ", "\n\n", "\n", ",", "—", "\u00a0", "\u00ad", "ﬁ", "…", "no", "\ud800",
         "=== abc passage ends ==="]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=40).map(" ".join)
labels = st.fixed_dictionaries(
    {
        "source_type": st.sampled_from(SOURCE_TYPES), "stance": st.sampled_from(STANCES), "negated": st.booleans(),
        "modality": st.sampled_from(MODALITIES), "kind": st.sampled_from(KINDS),
        "actors": st.lists(st.sampled_from(["northland", "southland", "france", "nobody"]), max_size=3),
        "targets": st.lists(st.sampled_from(["southland", "nobody"]), max_size=2),
        "issues": st.lists(st.sampled_from(["tolls", "peace"]), max_size=2),
        "speaker": st.sampled_from(["", "Northland", "Ana Vey", " "]), "before": st.sampled_from(["", "the", "."]),
        "gloss": st.sampled_from(["", "Northland rejects 15 tolls.", "Southland may."]),
    }
)  # fmt: skip


@settings(max_examples=300)
@given(texts, labels, st.data())
def test_every_statement_stands_in_the_text(text, fields, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = data.draw(st.sampled_from([text[start:end], "Northland rejects the tolls", text]))
    quote = quote.encode("utf-8", "replace").decode()  # as it comes out of JSON
    if not 1 <= len(quote) <= 2000:
        return
    place = Surroundings(Document("a.txt", text, "text/plain"), LEXICON, ())
    for passage in passages_of(text, 500):
        made = verified(Proposal(quote=quote, **fields), passage, place, "m")
        if isinstance(made, Statement):
            assert passage.start <= made.start < made.end <= passage.end
            assert text[made.start : made.end] == made.quote
            assert normalise(made.quote).text.strip() == normalise(quote).text.strip()
            assert STRENGTH.index(made.modality) >= STRENGTH.index(fields["modality"])
            assert not made.moves_position
            assert set(made.actors) <= {"northland", "southland", "france"}
            if made.speaker_span is not None:
                assert 0 <= made.speaker_span[0] < made.speaker_span[1] <= len(text)


@given(texts, st.integers(50, 400))
def test_passages_hold_all_words_once_and_keep_to_the_limit(text, limit):
    passages = passages_of(text, limit)
    assert all(p.end - p.start <= limit for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    kept = "".join("".join(text[p.start : p.end].split()) for p in passages)
    assert kept == "".join(text.split())
    for passage in passages:
        halves = halves_of(text, passage)
        assert "".join("".join(text[h.start : h.end].split()) for h in halves) == "".join(
            text[passage.start : passage.end].split()
        )


json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["quote", "actors", "x"]), inner),
    max_leaves=8,
)


@given(
    st.text(max_size=60)
    | json_values.map(json.dumps)
    | st.lists(json_values).map(lambda v: json.dumps({"statements": v}))
)
def test_any_answer_is_read_or_refused(answer):
    try:
        proposals, refused = proposals_in(answer)
    except UnusableAnswerError:
        return
    assert len(proposals) + len(refused) == len(json.loads(answer)["statements"])


def test_the_schema_is_of_the_strict_form_servers_ask_for():
    def check(schema):
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
            for inner in schema["properties"].values():
                check(inner)
        if "items" in schema:
            check(schema["items"])

    schema = answer_schema()
    check(schema)
    assert not {"start", "end", "probability", "confidence", "level"} & set(
        schema["properties"]["statements"]["items"]["properties"]
    )
