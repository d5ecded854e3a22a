import pytest

from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.claims.positions import read_document
from detente.evidence.claims.predicates import find_predicates
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.kind import author_source, kind_of
from detente.evidence.labels.modality import certainty_of
from detente.evidence.labels.negation import resolve_negation
from detente.evidence.lexicon import lexicon_from_documents


def read(text: str) -> list[Statement]:
    document = Document("a.txt", text, "text/plain")
    return read_document(document, lexicon_from_documents([document]))[0]


def only(text: str) -> Statement:
    statements = read(text)
    assert len(statements) == 1, [s.quote for s in statements]
    return statements[0]


@pytest.mark.parametrize(
    ("text", "stance", "negated"),
    [
        ("Chile supports the ceasefire.", "supports", False),
        ("Chile does not support the ceasefire.", "opposes", False),
        ("Chile met Peru without demanding any concessions.", "demands", True),
        ("Chile did not reject the ceasefire.", "rejects", True),
        ("Chile will never agree to sanctions.", "rejects", False),
        ("Chile is reluctant to lift sanctions.", "reluctant", False),
        ("Chile refused to withdraw its troops.", "rejects", False),
        ("Chile called for a truce.", "demands", False),
        ("The call between Chile and Peru was about sanctions.", "engages", False),
        ("Chile blamed Peru for the invasion.", "accuses", False),
        ("Chile offered to lift sanctions.", "offers", False),
        ("Chile's willingness to accept inspectors is new.", "open_to", False),
        ("Chilean officials fear that the ceasefire is a trap.", "concerned", False),
        ("The embargo was rejected by Chile.", "rejects", False),
    ],
)
def test_stance_and_negation(text, stance, negated):
    found = read(text)
    match = [s for s in found if s.stance == stance and s.negated == negated]
    assert match, [(s.quote, s.stance, s.negated) for s in found]
    assert "chile" in match[0].actors


@pytest.mark.parametrize(
    ("text", "modality", "certainty"),
    [
        ("Chile rejects the sanctions.", "asserted", "fact_like"),
        ("Chile may reject the sanctions.", "possible", "non_factual"),
        ("Chile reportedly rejects the sanctions.", "reported", "reported"),
        ("If Chile rejects the sanctions, prices will rise.", "conditional", "non_factual"),
        ("Chile should reject the sanctions.", "normative", "non_factual"),
        ("We think Chile will reject the sanctions.", "predicted", "non_factual"),
        ("Chile is likely to reject the sanctions.", "likely", "non_factual"),
    ],
)
def test_modality_and_certainty(text, modality, certainty):
    found = read(text)[0]
    assert (found.modality, found.certainty) == (modality, certainty)


@pytest.mark.parametrize(
    ("text", "kind", "source_type", "moves"),
    [
        ("Chile rejects the sanctions.", "reported_act", "author", True),
        ("Chile wants a ceasefire.", "reported_position", "author_paraphrase", True),
        ("Our view is that Chile seeks a ceasefire.", "editorial_opinion", "outlet", False),
        ("Chile may seek a ceasefire.", "author_assessment", "author", False),
        ("There is speculation that Chile wants a ceasefire.", "speculation", "author", False),
        ("Chile declined to comment on the sanctions.", "official_silence", "author", False),
        ("Chile reportedly rejects the sanctions.", "reported_act", "hearsay", False),
        ("Chile called the sanctions “a crime”.", "partial_quote", "named_official", True),
    ],
)
def test_kind_source_and_whether_it_moves(text, kind, source_type, moves):
    found = read(text)[0]
    assert (found.kind, found.source_type) == (kind, source_type)
    assert found.moves_position is moves or (found.checks == () and not moves)


def test_a_party_s_own_future_is_its_position_an_expert_s_a_forecast():
    own = only("“We will not lift the sanctions,” Chilean President Ana Paz said.")
    assert (own.modality, own.stance, own.source_type) == ("asserted", "rejects", "named_principal")
    expert = only("“Chile will not lift the sanctions,” said Mary Hill, a fellow at the Institute of Peace.")
    assert (expert.modality, expert.source_type) == ("predicted", "named_expert")
    assert expert.actors == ("chile",)


def test_what_a_party_says_another_must_do_is_its_demand():
    found = only("Chilean President Ana Paz said Peru must lift the sanctions.")
    assert (found.stance, found.actors, found.targets) == ("demands", ("ana-paz",), ("peru",))


def test_unnamed_officials_are_an_unnamed_group_of_their_state():
    found = only("Chile is open to a ceasefire, according to Chilean officials.")
    assert found.source_type == "unnamed_group"
    assert not found.moves_position


def test_negation_inside_the_predicate_is_its_meaning():
    text = "no willingness to accept"
    predicate = find_predicates(text, 0, len(text))[0]
    assert resolve_negation(text, 0, predicate)[:2] == ("reluctant", False)


def test_with_or_without_is_no_negation():
    text = "with or without talks"
    predicate = find_predicates(text, 0, len(text))[0]
    assert resolve_negation(text, 0, predicate)[1:3] == (False, False)


def test_the_month_of_may_is_no_modal():
    text = "In May it may rain."
    assert [text[a:b] for a, b in find_cues(text, 0, len(text))["possible"]] == ["may"]


def test_certainty_follows_modality():
    assert certainty_of("asserted") == "fact_like"
    assert certainty_of("reported") == "reported"
    assert certainty_of("possible") == "non_factual"


def test_kind_of_a_figure_and_the_author_s_source():
    assert kind_of(None, "author", "assesses", None, "asserted", {}, True)[0] == "statistic"
    assert author_source("reported_position", False) == "author_paraphrase"
    assert author_source("reported_act", True) == "hearsay"
