"""The analyst's names win; near spellings are suggested, never joined."""

from __future__ import annotations

import datetime as dt

from detente.domain.actor_file import ActorFile, ActorNote, Bloc, Member
from detente.domain.document import Document
from detente.evidence.actors.actor_corrections import bloc_members, corrected
from detente.evidence.actors.who_is_who import who_is_who
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

TEXT = (
    "Peruvian Foreign Minister Luis Vega said that Peru rejected the tariffs. The Old Fox demanded lower tariffs. "
    "Luis Vegga said that tariffs must fall. Vega said that Peru opposed all tariffs."
)
DOCUMENT = Document("a.txt", TEXT, "text/plain", published=dt.date(2031, 3, 1), language="en")
LEXICON = lexicon_from_documents([DOCUMENT])


def _named(lexicon: object, name: str) -> str | None:
    found = lexicon.matcher.find(f"Then {name} left.")  # type: ignore[attr-defined]
    return found[0].actor if found else None


def test_an_empty_file_changes_nothing() -> None:
    assert corrected(LEXICON, ActorFile()) is LEXICON


def test_a_name_leads_to_person_institution_and_state() -> None:
    file = ActorFile(
        actors={
            "fox": ActorNote(name="Rosa Diaz", aliases=("the Old Fox", "Old Fox"), represents="bank"),
            "bank": ActorNote(name="Bank of the South", kind="organisation", represents="peru"),
        }
    )
    found = corrected(LEXICON, file)
    assert _named(found, "the Old Fox") == "fox"
    assert found.holder("fox") == "peru"
    statements = read_documents([DOCUMENT], found).statements
    assert any(s.actors == ("fox",) and "Old Fox" in s.quote for s in statements)


def test_a_person_of_the_same_full_name_is_the_entry() -> None:
    found = corrected(LEXICON, ActorFile(actors={"minister": ActorNote(name="Luis Vega", represents="chile")}))
    assert _named(found, "Vega") == "minister"
    assert found.holder("minister") == "chile"
    assert "luis-vega" not in found.actors


def test_an_office_holds_only_in_its_time() -> None:
    note = ActorNote(name="Luis Vega", represents="peru", until=dt.date(2030, 1, 1))
    file = ActorFile(actors={"minister": note})
    assert corrected(LEXICON, file, dt.date(2029, 1, 1)).holder("minister") == "peru"
    assert corrected(LEXICON, file, dt.date(2031, 1, 1)).holder("minister") == "minister"


def test_a_name_can_be_taken_from_an_actor() -> None:
    found = corrected(LEXICON, ActorFile(actors={"peru": ActorNote(kind="state", not_aliases=("Lima",))}))
    assert _named(LEXICON, "Lima") == "peru"
    assert _named(found, "Lima") is None
    assert _named(found, "Peru") == "peru"


def test_blocs_speak_for_themselves_and_expand_for_suggestion_only() -> None:
    bloc = Bloc(name="Andean Friends", members=(Member(actor="peru"), Member(actor="chile", until=dt.date(2030, 1, 1))))
    file = ActorFile(blocs={"andes": bloc})
    found = corrected(LEXICON, file)
    assert found.holder("andes") == "andes"
    assert bloc_members(file, dt.date(2031, 1, 1)) == {"andes": ("peru",)}
    assert bloc_members(file) == {"andes": ("peru", "chile")}


def test_near_spellings_are_suggested_with_their_reason() -> None:
    statements = read_documents([DOCUMENT], LEXICON).statements
    # the reader takes variants of a long last name for the person; "Vegga" is too short for that
    found = who_is_who([DOCUMENT], statements, LEXICON, ActorFile(), {})
    assert [(n.name, n.like, n.actor) for n in found.near] == [("Luis Vegga", "Luis Vega", "luis-vega")]
    assert "same first name" in found.near[0].reason
    assert "Luis Vegga" not in LEXICON.by_alias


def test_actors_are_listed_with_how_often_and_how_they_are_written() -> None:
    statements = read_documents([DOCUMENT], LEXICON).statements
    found = who_is_who([DOCUMENT], statements, LEXICON, ActorFile(), {})
    seen = {s.actor: s for s in found.actors}
    assert seen["luis-vega"].mentions == 2
    assert seen["luis-vega"].party == "peru"
    assert dict(seen["luis-vega"].spellings) == {"Luis Vega": 1, "Vega": 1}
