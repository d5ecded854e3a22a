# ruff: noqa: E501, W291 (the texts are lines as articles have them)
import datetime as dt
import functools

import pytest

from detente.domain.document import Document
from detente.domain.statement import Reading, Statement
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import document_fingerprint, read_documents

NILE = """\
Talks on Nile dam stall again in Khartoum

Cairo, 14 July 2020 - Ethiopia will begin filling the reservoir of its new dam this month with or without an agreement, its water minister, Seleshi Bekele, said on Tuesday.

Egypt, which depends on the Nile for most of its water, rejected the move and demanded a legally binding agreement on the filling and operation of the dam. "The unilateral filling of the dam is unacceptable and threatens the water security of 100 million Egyptians," Egyptian Foreign Minister Sameh Shoukry told the UN Security Council.

Sudan supports the dam but insists on an exchange of data and wants the African Union to mediate. Sudanese Irrigation Minister Yasser Abbas said Khartoum would not accept a second filling without coordination. 

Ethiopian Prime Minister Abiy Ahmed said that Ethiopia did not seek to harm anyone downstream. Addis Ababa refuses to accept historic water shares agreed in colonial-era treaties. Ethiopia has offered guidelines instead of a treaty.

The African Union called on the three countries to refrain from unilateral steps. South African President Cyril Ramaphosa, who chairs the bloc, hosted a video summit last week.

The United States suspended part of its aid to Ethiopia. Analysts warn that a prolonged drought could push the two countries into conflict. A senior Egyptian official said, on condition of anonymity, that Cairo was open to a compromise on the pace of the filling.

Subscribe to our newsletter for free updates
"""

BREXIT = """\
Brexit talks: EU and UK clash over fish and level playing field

By Jane Smith, Europe correspondent

Britain and the European Union remained divided over fisheries on Friday after a seventh round of talks in Brussels. The UK wants control of its waters and has rejected an EU demand for continued access to British waters under existing quotas.

"We will not give up our fishing rights," UK chief negotiator David Frost said. "The EU must accept that we are an independent coastal state."

EU chief negotiator Michel Barnier said the bloc would never sign a trade deal without a level playing field. France insists on access for its fishermen. German Chancellor Angela Merkel urged both sides to compromise.

British Prime Minister Theresa May proposed in 2018 to keep Northern Ireland in the customs union as a backstop to avoid a hard border. Ireland opposes any border checks between north and south. Mrs May has offered to guarantee the rights of EU citizens living in Britain. It may take months to ratify.

The UK agreed to pay a financial settlement of about £39 billion. According to a government analysis, a no-deal exit could reduce GDP by 7.6%.

Dublin is open to a time limit on the backstop, according to Irish officials. The House of Commons voted against the withdrawal agreement.
"""

IRAN = """\
Iran nuclear talks resume in Vienna

VIENNA, April 6, 2021 (Agency) — Iran and world powers resumed talks on Tuesday on reviving the 2015 nuclear deal. Tehran demands that Washington lift all sanctions before it scales back uranium enrichment. The United States says it is ready to ease sanctions if Iran returns to compliance.

Iranian Foreign Minister Mohammad Javad Zarif ruled out direct talks with Washington. "The right to enrich is non-negotiable," Supreme Leader Ali Khamenei said in a speech. "We will never give up our nuclear programme."

US Secretary of State Antony Blinken said Iran must allow inspectors full access to all sites. The IAEA reported that Iran had removed surveillance cameras. Israel opposes any return to the deal and has threatened military action against Iranian nuclear facilities.

Iran has increased its stockpile of enriched uranium to 60 percent. France, Germany and Britain expressed concern about the accelerated enrichment. Russia and China called for sanctions relief. Saudi Arabia wants a seat at the table.

Zarif did not rule out an extension of the interim monitoring arrangement. Critics say the accord was flawed. Iran refuses to discuss its ballistic missile programme.
"""

TRADE = """\
WTO ministers fail to agree on fisheries and farm subsidies

India blocked a consensus at the WTO on Sunday, insisting on a permanent solution for public food stocks. Indian Commerce Minister Piyush Goyal said New Delhi would not accept cuts to subsidies for poor farmers. Brazil and Australia pushed for lower tariffs on farm goods. The European Union offered to cut export subsidies if others followed. South Africa demanded a patent waiver for vaccines, which Switzerland and the United Kingdom oppose.

China is willing to forgo special treatment, its ambassador Li Chenggang said. The G77 called for new climate finance, arguing that rich countries must pay for loss and damage. Kenya welcomed the proposal. The United States has imposed tariffs of 25% on steel and threatened to leave the organisation.

Wellington favours an end to fossil fuel subsidies. Tokyo was reluctant to commit to a phase-out of coal. Small island states want binding emission cuts.
"""

TEXTS = {"nile": NILE, "brexit": BREXIT, "iran": IRAN, "trade": TRADE}


@functools.cache
def reading(name: str) -> Reading:
    documents = [Document(f"{name}.txt", TEXTS[name], "text/plain", published=dt.date(2020, 7, 15))]
    return read_documents(documents, lexicon_from_documents(documents))


def statement(name: str, words: str) -> Statement:
    """The shortest statement with these words: the clause, where the whole of longer speech stands beside it."""
    return min((s for s in reading(name).statements if words in s.quote), key=lambda s: len(s.quote))


@pytest.mark.parametrize(
    ("text", "words", "actor", "issue", "stance"),
    [
        ("nile", "rejected the move", "egypt", "dam_operation", "rejects"),
        ("nile", "demanded a legally binding", "egypt", "dam_operation", "demands"),
        ("nile", "is unacceptable", "sameh-shoukry", "dam_operation", "opposes"),
        ("nile", "supports the dam", "sudan", "dam_operation", "supports"),
        ("nile", "would not accept a second filling", "sudan", "dam_operation", "rejects"),
        ("nile", "refuses to accept historic", "ethiopia", "water_sharing", "rejects"),
        ("nile", "open to a compromise", "egypt", "dam_operation", "open_to"),
        ("brexit", "wants control of its waters", "united-kingdom", "fisheries", "seeks"),
        ("brexit", "rejected an EU demand", "united-kingdom", "fisheries", "rejects"),
        ("brexit", "We will not give up", "david-frost", "fisheries", "rejects"),
        ("brexit", "The EU must accept", "david-frost", "fisheries", "demands"),
        ("brexit", "would never sign a trade deal", "european-union", "trade", "rejects"),
        ("brexit", "insists on access", "france", "fisheries", "demands"),
        ("brexit", "opposes any border checks", "ireland", "border_regime", "opposes"),
        ("brexit", "offered to guarantee the rights", "theresa-may", "citizens_rights", "offers"),
        ("iran", "demands that Washington lift", "iran", "sanctions", "demands"),
        ("iran", "ready to ease sanctions", "united-states", "sanctions", "open_to"),
        ("iran", "The right to enrich", "ali-khamenei", "nuclear_programme", "demands"),
        ("iran", "never give up", "ali-khamenei", "nuclear_programme", "rejects"),
        ("iran", "must allow inspectors", "antony-blinken", "inspections", "demands"),
        ("iran", "opposes any return", "israel", "nuclear_programme", "opposes"),
        ("iran", "called for sanctions relief", "china", "sanctions", "demands"),
        ("iran", "refuses to discuss", "iran", "missile_programme", "rejects"),
        ("trade", "pushed for lower tariffs", "brazil", "trade_tariffs_quotas", "seeks"),
        ("trade", "offered to cut export subsidies", "european-union", "trade_subsidies", "offers"),
        ("trade", "demanded a patent waiver", "south-africa", "intellectual_property", "demands"),
        ("trade", "reluctant to commit", "japan", "climate_fossil_fuel_phaseout", "reluctant"),
        ("trade", "binding emission cuts", "aosis", "emissions", "seeks"),
    ],
)
def test_other_negotiations_read_sensibly(text, words, actor, issue, stance):
    found = statement(text, words)
    assert actor in found.actors
    assert issue in found.issues
    assert found.stance == stance


@pytest.mark.parametrize(
    ("text", "words", "actor", "issue", "low_end"),
    [
        ("nile", "demanded a legally binding", "egypt", "dam_operation", True),
        ("nile", "refuses to accept historic", "ethiopia", "water_sharing", False),
        ("brexit", "We will not give up", "united-kingdom", "fisheries", True),
        ("brexit", "insists on access", "france", "fisheries", False),
        ("iran", "demands that Washington lift", "iran", "sanctions", True),
        ("iran", "never give up", "iran", "nuclear_programme", False),
        ("iran", "must allow inspectors", "united-states", "inspections", False),
        ("trade", "reluctant to commit", "japan", "climate_fossil_fuel_phaseout", True),
    ],
)
def test_directions_belong_to_the_state_and_point_to_the_right_end(text, words, actor, issue, low_end):
    indication = next(i for i in statement(text, words).indications if (i.actor, i.issue) == (actor, issue))
    assert (indication.level < 2) is low_end
    assert indication.reason


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_span_is_verbatim_and_carries_its_reason(name):
    for found in reading(name).statements:
        assert TEXTS[name][found.start : found.end] == found.quote
        assert TEXTS[name][: found.start].endswith(found.prefix)
        assert TEXTS[name][found.end :].startswith(found.suffix)
        assert found.reason or found.kind
        assert 0 < found.confidence <= 1


def test_sorted_by_document_and_place_and_equal_each_time():
    documents = [Document(f"{n}.txt", t, "text/plain") for n, t in TEXTS.items()]
    first = read_documents(documents, lexicon_from_documents(documents))
    second = read_documents(documents[::-1], lexicon_from_documents(documents[::-1]))
    assert first == second
    assert [(s.document, s.start) for s in first.statements] == sorted((s.document, s.start) for s in first.statements)


def test_what_is_left_out_says_why():
    dropped = reading("nile").dropped
    newsletter = next(d for d in dropped if "Subscribe" in d.excerpt)
    assert newsletter.stage == "furniture"
    assert all(d.stage and d.reason for d in dropped)
    assert any("left out" in note for note in reading("nile").notes)


def test_nothing_found_is_said_for_each_document():
    documents = [Document("blank.txt", "The weather was fine.", "text/plain")]
    result = read_documents(documents, lexicon_from_documents(documents))
    assert result.statements == ()
    assert "nothing found in blank.txt" in result.notes
    assert result.dropped[0].stage == "predicate"


def test_a_paragraph_repeated_in_a_document_is_read_once():
    documents = [Document("a.txt", "Chile rejects the tariffs.\n\nChile rejects the tariffs.\n", "text/plain")]
    result = read_documents(documents, lexicon_from_documents(documents))
    assert len(result.statements) == 1
    assert [d.stage for d in result.dropped] == ["duplicate"]


def test_progress_names_each_document_and_ends():
    calls = []
    documents = [Document("a.txt", "Chile rejects the tariffs.", "text/plain")]
    read_documents(documents, lexicon_from_documents(documents), lambda *args: calls.append(args))
    assert calls == [(0, 1, "a.txt"), (1, 1, "")]


def test_the_fingerprint_changes_with_text_and_lexicon():
    one, two = Document("a.txt", "Chile", "text/plain"), Document("a.txt", "Peru", "text/plain")
    plain = lexicon_from_documents([])
    other = lexicon_from_documents([Document("b.txt", "Kenyan President Jane Wanjiru spoke.", "text/plain")])
    assert document_fingerprint(one, plain) == document_fingerprint(one, lexicon_from_documents([]))
    assert (
        len({document_fingerprint(one, plain), document_fingerprint(two, plain), document_fingerprint(one, other)}) == 3
    )


def test_times_are_said_and_spoken_of():
    found = statement("brexit", "proposed in 2018")
    assert found.time_said == "2020-07-15"
    assert (found.time_about, found.time_precision) == ("2018", "year")
