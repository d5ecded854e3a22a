"""Parties no list knows: groups, institutions, persons by name or office; and what they do by verbs no list knows."""

import pytest

from detente.domain.document import Document
from detente.evidence.actors.local_actors import cast_of
from detente.evidence.attribution import find_attributions
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents
from detente.evidence.text.finite import verb_behind


def read(text):
    documents = [Document("a.txt", text, "text/plain")]
    return list(read_documents(documents, lexicon_from_documents(documents)).statements)


def held(text, words):
    """The actors of the statement with these words."""
    return next(s.actors for s in read(text) if words in s.quote)


def cast(text):
    found = cast_of(text, find_attributions(text), lexicon_from_documents([Document("a.txt", text, "text/plain")]))
    return {(text[m.start : m.end], found.lexicon.actors[m.actor].name) for m in found.mentions}


@pytest.mark.parametrize(
    ("text", "subject", "plural", "verb"),
    [
        ("Senators continue to resist.", "Senators", True, "continue"),
        ("Brown has resigned.", "Brown", False, "has"),
        ("Brown, the party's leader, keeps the post.", "Brown", False, "keeps"),
        ("The bill passed by the chamber failed.", "The bill", False, "failed"),
        ("The relatives of the captives accuse him.", "The relatives", True, "accuse"),
        ("Brown exports of steel", "Brown", False, None),
        ("The plan proposed by Brown", "The plan", False, None),
        ("The talks in Geneva", "The talks", True, None),
    ],
)
def test_a_finite_verb_is_told_from_nouns_and_participles(text, subject, plural, verb):
    found = verb_behind(text, len(subject), len(text), plural=plural)
    assert (text[slice(*found)] if found else None) == verb


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Most Democrats oppose the sanctions.", "Democrats"),
        ("Two senators voted against the sanctions.", "senators"),
        ("House Republicans rejected the sanctions.", "House Republicans"),
        ("On Monday the administration defended the sanctions.", "administration"),
        ("It said the rebels' refusal of a ceasefire was absurd.", "rebels"),
    ],
)
def test_groups_and_institutions_are_parties_where_they_act(text, party):
    assert party in {name for _, name in cast(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya met three senators on the sanctions.",  # spoken of, nobody's act
        "Kenyan lawmakers rejected the sanctions.",  # Kenya's own
        "Both countries rejected the sanctions.",  # parties named before
        "Its negotiators rejected the sanctions.",  # somebody's, found by the pronoun
    ],
)
def test_other_groups_are_not(text):
    assert not {name for _, name in cast(text)} & {"senators", "lawmakers", "countries", "negotiators"}


def test_a_group_is_an_unnamed_source_and_holds_what_it_does():
    (statement,) = read("Most Democrats rejected the sanctions.")
    assert statement.actors == ("Democrats",)
    said = next(s for s in read("Many lawmakers said that Kenya rejected the sanctions.") if "Kenya" in s.quote)
    assert (said.source_type, said.actors) == ("unnamed_group", ("kenya",))


@pytest.mark.parametrize(
    ("text", "written", "name"),
    [
        ("Sen. Bo Lindqvist wrote the bill. Lindqvist opposes sanctions.", "Lindqvist", "Bo Lindqvist"),
        ("Bo Lindqvist (D-Md.) wrote the bill. On Monday Lindqvist spoke.", "Lindqvist", "Bo Lindqvist"),
        ("“No,” said Bo Lindqvist. Then Lindqvist left.", "Lindqvist", "Bo Lindqvist"),
        ("The ads of Clean Power Fund ran. Clean Power Fund wants a tax.", "Clean Power Fund", "Clean Power Fund"),
    ],
)
def test_persons_and_bodies_no_list_knows(text, written, name):
    assert (written, name) in cast(text)


@pytest.mark.parametrize(
    "text", ["Then the Channel froze. The Channel was calm.", "Justice and Home Affairs should act."]
)
def test_not_every_capital_is_a_party(text):
    assert not cast(text)


def test_an_office_stands_for_the_person_named_last_in_it():
    text = "Kenyan President Ana Paz spoke. Sudanese President Bo Lind left. The president rejected the sanctions."
    assert ("president", "Bo Lind") in cast(text)
    assert held(text, "rejected the sanctions") == ("bo-lind",)
    assert not any(written == "president" for written, _ in cast("The president of Peru left. Ana Paz sang."))


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Kenya is an unprincipled partner on sanctions.", "unprincipled", ("kenya",)),
        ("Kenya and Sudan are more united over sanctions.", "united", ("kenya", "sudan")),
        ("Sudanese trade officials keep quiet about sanctions.", "quiet", ("sudan",)),
        ("The Kenyans have lived with sanctions for years.", "lived", ("kenya",)),
        ("Kenya always valued the sanctions. It has lived with them.", "lived", ("kenya",)),
        ("Kenya has said that it sees sanctions as a threat.", "threat", ("kenya",)),
    ],
)
def test_what_an_actor_does_by_a_verb_no_list_knows_is_a_statement(text, words, actors):
    assert held(text, words) == actors


@pytest.mark.parametrize(
    "text", ["Sanctions are seldom of use.", "Kenya sanctions and Sudan sanctions.", "He told Kenya nothing."]
)
def test_but_somebody_must_do_it(text):
    assert not [s for s in read(text) if s.actors]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("The Kenyan draft on sanctions would create a fund.", "fund", ("kenya",)),
        ("A sanctions bill passed by Kenya had failed in the chamber.", "failed", ("kenya",)),
        ("Kenya signed a deal on sanctions. The deal is flawed.", "flawed", ("kenya",)),
        ("Kenya signed a deal on sanctions. The deal is flawed. It breaks the law.", "breaks", ("kenya",)),
    ],
)
def test_a_deal_or_draft_is_a_statement_about_those_whose_it_is(text, words, actors):
    assert held(text, words) == actors


def test_what_a_deal_of_somebodys_does_moves_nothing():
    text = "Kenya signed a deal on sanctions. The deal violates international law on sanctions."
    statement = next(s for s in read(text) if "violates" in s.quote)
    assert (statement.kind, statement.moves_position) == ("author_assessment", False)


def test_a_clause_with_subject_and_verb_of_its_own_is_a_statement_of_its_own():
    text = "Kenya tightened all its sanctions on oil, as Sudan continues to warn that the sanctions are a mistake."
    assert held(text, "tightened") == ("kenya",)
    assert held(text, "mistake")[0] == "sudan"
    text = "Although the sanctions still leave the region poor and divided, Kenya has eased the sanctions on Sudan."
    assert any(s.quote.startswith("Kenya has eased") for s in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The leaders of Kenya and Sudan signed an agreement on sanctions.",
        "Kenya imposed sanctions on traders and firms involved with the Sudanese army.",
    ],
)
def test_and_within_a_subject_or_an_object_cuts_nothing(text):
    assert [s.quote.rstrip(".") for s in read(text)] == [text.rstrip(".")]


def test_a_second_verb_with_an_auxiliary_has_the_subject_before():
    text = "Kenya wants an end to sanctions and has rejected a Sudanese demand for more sanctions on oil."
    statement = next(s for s in read(text) if "rejected" in s.quote)
    assert (statement.actors, statement.stance) == (("kenya",), "rejects")


def test_a_noun_of_anothers_in_passing_is_not_the_holder():
    assert held("Kenya was critical of Sudan's stance on sanctions.", "critical") == ("kenya",)


def test_he_in_an_advisers_words_is_the_person_spoken_of():
    text = "Kenyan President Ana Paz eased sanctions. “That was her focus, to end sanctions,” said Bo Lind, an adviser."
    assert held(text, "focus") == ("ana-paz",)


def test_she_goes_on_over_the_end_of_a_paragraph():
    text = "Kenyan President Ana Paz spoke at length about sanctions.\n\nShe has lived with sanctions for years."
    assert held(text, "lived") == ("ana-paz",)


def test_what_the_source_of_a_quotation_does_beside_it_is_a_statement():
    text = "Kenyan President Ana Paz was also critical of the sanctions, telling a paper: “The sanctions must end.”"
    assert held(text, "critical") == ("ana-paz",)


def test_to_whom_a_quotation_was_told_is_none():
    text = "“The sanctions must end,” Kenya's foreign minister told a news briefing on the sanctions in Nairobi."
    assert not [s for s in read(text) if "briefing" in s.quote and "must end" not in s.quote]


def test_a_quotation_alone_goes_on_behind_words_partly_quoted():
    text = "Kenya “felt a duty to end the sanctions,” Bo Lind said. “This is no mere detail of the sanctions.”"
    assert next(s for s in read(text) if "mere detail" in s.quote).speaker == "Bo Lind"


def test_asking_somebody_to_do_something_is_an_act_of_the_author_s_report():
    (statement,) = [s for s in read("Kenya should ask the Council to lift the sanctions.") if "lift" in s.quote]
    assert statement.source_type in ("author", "author_paraphrase")


def test_a_clause_that_is_nearly_the_whole_quotation_is_no_second_statement():
    text = "“Kenya will one day look back at all these long and bitter years of sanctions, and it hopes,” said Bo Lind."
    assert len([s for s in read(text) if "look back" in s.quote]) == 1


def test_the_day_of_the_act_is_nobody():
    (statement,) = read("Bo Lind (I-Vt.) on Saturday criticized the sanctions.")
    assert statement.actors == ("bo-lind",)


def test_an_office_with_a_word_before_it_is_the_same_person():
    text = "Sen. Bo Lind spoke. The Florida senator rejected the sanctions. A former senator laughed."
    assert ("senator", "Bo Lind") in cast(text)
    assert held(text, "rejected the sanctions") == ("bo-lind",)


def test_a_thing_ascribes_nothing():
    assert not [
        s for s in read("The region offers rich soil and sanctions.") if s.extractor.startswith("rule:ascribed:")
    ]


def test_whom_the_subject_names_is_concerned_where_nobody_acts():
    (statement,) = read("Making sanctions against Kenya permanent would weaken the sanctions.")
    assert (statement.actors, statement.kind) == (("kenya",), "author_assessment")


def test_a_name_within_a_quotation_is_not_whom_he_means():
    text = "Sen. Bo Lind spoke. “Ana Paz has failed on sanctions,” Lind said.\n\n“The sanctions must stay,” he added."
    assert next(s for s in read(text) if "must stay" in s.quote).speaker == "Bo Lind"
