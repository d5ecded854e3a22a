import datetime as dt
from pathlib import Path

import pytest

from detente.domain.document import Document
from detente.domain.references import check_references
from detente.evidence.lexicon import lexicon_from_case, lexicon_from_documents
from detente.evidence.propose import propose_case
from detente.evidence.read import read_documents

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"

TEXT = """\
Egyptian President Ana Paz met the African Union. Egypt rejected the filling of the dam and demanded a binding
agreement on water sharing. Ethiopia rejects any binding agreement on the filling of the dam. Ethiopia will
never give up the dam. Ethiopia insists on equitable use of the Nile waters. "The unilateral filling of the
dam is unacceptable," Paz said. Sudan supports the dam. Sudan opposes the unilateral filling of the dam.
"""


def propose(documents):
    lexicon = lexicon_from_documents(documents)
    reading = read_documents(documents, lexicon)
    case = propose_case(
        documents, reading, lexicon, identifier="proposed", title="Proposed", as_of=dt.date(2025, 10, 17)
    )
    return case, reading


def test_a_sound_case_of_guesses_with_their_statements():
    case, reading = propose([Document("a.txt", TEXT.replace("\n", " "), "text/plain")])
    assert check_references(case) == []
    known = {s.id for s in reading.statements}
    assert {"egypt", "ethiopia"} <= set(case.required)
    assert "dam_operation" in case.issues
    assert "Ana Paz" in case.actors["egypt"].aliases
    for part in (*case.actors.values(), *case.issues.values(), *case.stances):
        assert part.guess
        assert set(part.statements) <= known
    assert all(s.position.from_statements and s.salience.from_statements for s in case.stances)
    assert case.no_deal == {}
    assert all(a.capability is None for a in case.actors.values())


def test_a_red_line_is_guessed_on_the_side_of_the_demand():
    case, _ = propose([Document("a.txt", TEXT.replace("\n", " "), "text/plain")])
    line = case.stance("egypt", "dam_operation").red_line
    assert line is not None
    assert line.guess
    assert line.firmness == 0.5
    assert line.min is None
    assert line.max.high <= 100
    assert line.statements


def test_the_same_documents_give_the_same_case():
    documents = [
        Document("a.txt", TEXT, "text/plain"),
        Document("b.txt", "Kenya rejects sanctions on Sudan.", "text/plain"),
    ]
    assert propose(documents)[0] == propose(documents[::-1])[0]


def test_of_many_statements_the_most_telling_are_shown_and_all_are_counted():
    weak = " ".join(f"Egypt may reject the dam in {year}." for year in range(2001, 2031))
    case, reading = propose([Document("a.txt", f"{weak} Egypt rejected sanctions on Sudan in 2025.", "text/plain")])
    held = sum("egypt" in s.actors for s in reading.statements)
    assert held > 20
    actor, issue, stance = case.actors["egypt"], case.issues["dam_operation"], case.stance("egypt", "dam_operation")
    assert (len(actor.statements), len(issue.statements), len(stance.statements)) == (12, 12, 20)
    assert f"{held} statements, 12 shown here" in actor.note
    (moving,) = [s.id for s in reading.statements if s.moves_position]
    assert actor.statements[0] == moving


def test_one_statement_is_counted_in_the_singular():
    case, _ = propose([Document("a.txt", "Egypt rejected sanctions on Sudan.", "text/plain")])
    assert case.actors["egypt"].note.startswith("holds 1 statement, ")


def test_documents_about_nothing_give_an_empty_but_sound_case():
    case, _ = propose([Document("a.txt", "The weather was fine.", "text/plain")])
    assert check_references(case) == []
    assert case.actors == {}


def test_reading_with_the_proposed_case_finds_the_same_ground():
    documents = [Document("a.txt", TEXT.replace("\n", " "), "text/plain")]
    case, reading = propose(documents)
    again = read_documents(documents, lexicon_from_case(case, documents))
    assert len(again.statements) >= 0.8 * len(reading.statements)


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles lie beside the checkout")
def test_the_seed_articles():
    documents = [Document(p.name, p.read_text("utf-8"), "text/plain") for p in sorted(SEEDS.glob("*.txt"))]
    case, reading = propose(documents)
    assert check_references(case) == []
    names = {a.name for a in case.actors.values()}
    assert {"United States", "Russia", "Ukraine", "European Union", "NATO"} <= names
    wanted = "territory alliance_membership sanctions military_aid security_guarantees resource_deal talks_format"
    assert set(wanted.split()) <= set(case.issues)
    assert len(reading.statements) >= 40
    assert {s.document for s in reading.statements} == {d.path for d in documents}
    for statement in reading.statements:
        assert any(w in statement.quote for w in ("15%", "300%", "$500 billion")) <= bool(statement.checks)
