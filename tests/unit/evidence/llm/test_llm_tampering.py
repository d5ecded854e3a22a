"""The generated tampering suite, through the whole verifier: no tampered proposal becomes a statement."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.labels.strength import STRENGTH
from detente.evidence.lexicon import lexicon_from_case
from detente.evidence.llm.passages import Passage
from detente.evidence.llm.schema import Proposal
from detente.evidence.llm.surroundings import Surroundings
from detente.evidence.llm.verify import verified


def load_suite():
    place = Path(__file__).parents[1] / "test_verify_tampering.py"
    spec = importlib.util.spec_from_file_location("tampering_suite", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SUITE = load_suite()
CASE = Case.model_validate(
    {
        "case": {"id": "x", "title": "x", "as_of": "2025-06-01"},
        "actors": {name.lower(): {"name": name} for name in SUITE.ACTORS},
        "issues": {"plan": {"question": "?", "scale": {0: "a", 1: "b"}, "reference_point": 0}},
    }
)
DOCUMENT = Document("a.txt", SUITE.DOCUMENT, "text/plain")
LEXICON = lexicon_from_case(CASE)
PLACE = Surroundings(DOCUMENT, LEXICON, ())
WHOLE = Passage(0, len(DOCUMENT.text))


def verdict(quote, actor="northland", **fields):
    return verified(Proposal(quote=quote, actors=[actor], **fields), WHOLE, PLACE, "m")


def named_in(sentence):
    return [a.lower() for a in SUITE.ACTORS if a in sentence]


def test_whole_sentences_with_their_actors_are_accepted():
    for sentence in SUITE.SENTENCES:
        for actor in named_in(sentence):
            assert isinstance(verdict(sentence, actor), Statement), sentence


def test_no_tampered_quotation_is_accepted():
    counts: Counter[str] = Counter()
    for family, quote in SUITE.tampered():
        for actor in named_in(quote)[:1] or ["northland"]:
            assert not isinstance(verdict(quote, actor), Statement), (family, quote)
            counts[family] += 1
    assert counts.total() >= 1_000


def test_no_quotation_cut_off_behind_its_negation_is_accepted():
    """Verbatim words, and yet the opposite: everything from up to three words behind a negation on."""
    cut = 0
    for sentence in SUITE.SENTENCES:
        for match in re.finditer(r"\b(?:not|never|no|cannot|without|refused|neither)\b|n't\b", sentence):
            words = sentence[match.end() :].split(" ")[1:]
            for skipped in range(min(3, len(words) - 3)):
                quote = " ".join(words[skipped:])
                if any(w in " ".join(words[:skipped]) for w in (",", " and", " but", "which", "who")):
                    continue
                assert not isinstance(verdict(quote, named_in(sentence)[0]), Statement), quote
                cut += 1
    assert cut >= 25


def test_no_actor_from_elsewhere_is_accepted():
    swapped = 0
    for number, sentence in enumerate(SUITE.SENTENCES):
        beside = " ".join(SUITE.SENTENCES[max(0, number - 1) : number + 2])
        for name in SUITE.ACTORS:
            if name not in beside:
                assert not isinstance(verdict(sentence, name.lower()), Statement)
                swapped += 1
    assert swapped >= 3


def test_no_gloss_with_another_number_is_accepted():
    for sentence in SUITE.SENTENCES:
        for number in ("17", "3.5", "99%", "four", "2,500"):
            made = verdict(sentence, named_in(sentence)[0], gloss=f"It is about {number}.")
            assert not isinstance(made, Statement)


def test_no_modality_is_firmer_than_the_words():
    weak = re.compile(r"\b(?:may|might|could|possible|if|would|likely)\b")
    seen = 0
    for sentence in SUITE.SENTENCES:
        if weak.search(sentence):
            firm = verdict(sentence, named_in(sentence)[0], modality="asserted")
            for modality in STRENGTH:
                made = verdict(sentence, named_in(sentence)[0], modality=modality)
                assert STRENGTH.index(made.modality) >= max(STRENGTH.index(firm.modality), STRENGTH.index(modality))
                seen += 1
    assert seen >= 50
