"""Names as they are written: particles, initials, titles, the family name first, with accents and without."""

from __future__ import annotations

import pytest

from detente.domain.document import Document
from detente.evidence.actors.person_names import family_names, other_ways, plain
from detente.evidence.actors.persons import find_persons
from detente.evidence.lexicon import lexicon_from_documents

# text, the name of the person, the state or body spoken for, other ways in which the text names the same person
CASES = [
    (
        'European Commission President Ursula von der Leyen spoke. Von der Leyen left and von der Leyen came.',
        'Ursula von der Leyen', 'european-union', ['Von der Leyen', 'von der Leyen'],
    ),
    (
        'Saudi Crown Prince Mohammed bin Salman spoke. Bin Salman left.',
        'Mohammed bin Salman', 'saudi-arabia', ['Bin Salman'],
    ),
    (
        'Crown Prince Mohammed bin Salman of Saudi Arabia spoke. The crown prince left.',
        'Mohammed bin Salman', 'saudi-arabia', [],
    ),
    (
        'Egyptian President Abdel Fattah al-Sisi spoke. Al-Sisi left. Sisi came back; el-Sisi did.',
        'Abdel Fattah al-Sisi', 'egypt', ['Al-Sisi', 'Sisi', 'el-Sisi'],
    ),
    (
        'Egyptian President Abdel-Fattah el-Sissi spoke. El-Sissi left.',
        'Abdel-Fattah el-Sissi', 'egypt', ['El-Sissi'],
    ),
    (
        'Syrian President Bashar al-Assad spoke. Assad left. President al-Assad came.',
        'Bashar al-Assad', 'syria', ['Assad', 'al-Assad'],
    ),
    (
        'US Vice President J. D. Vance spoke. Vance left. JD Vance came. J.D. Vance went.',
        'J. D. Vance', 'united-states', ['Vance', 'JD Vance', 'J.D. Vance'],
    ),
    (
        'US Vice President JD Vance spoke. Vance left.',
        'JD Vance', 'united-states', ['Vance'],
    ),
    (
        'U.S. Vice President J.D. Vance spoke. Vance left.',
        'J.D. Vance', 'united-states', ['Vance'],
    ),
    (
        'Irish Taoiseach Micheál Martin spoke. Martin left. Micheal Martin came.',
        'Micheál Martin', 'ireland', ['Martin', 'Micheal Martin'],
    ),
    (
        'Belgian Prime Minister Bart De Wever spoke. De Wever left.',
        'Bart De Wever', 'belgium', ['De Wever'],
    ),
    (
        "Itamar Ben-Gvir, Israel's national security minister, spoke. Ben-Gvir left. Ben Gvir came.",
        'Itamar Ben-Gvir', 'israel', ['Ben-Gvir', 'Ben Gvir'],
    ),
    (
        'Chinese President Xi Jinping spoke. Xi left. Mr. Xi came.',
        'Xi Jinping', 'china', ['Xi'],
    ),
    (
        'North Korean leader Kim Jong Un spoke. Kim left. Kim Jong-un came.',
        'Kim Jong Un', 'north-korea', ['Kim', 'Kim Jong-un'],
    ),
    (
        'South Korean President Lee Jae-myung spoke. Lee left.',
        'Lee Jae-myung', 'south-korea', ['Lee'],
    ),
    (
        'Chinese Foreign Minister Wang Yi spoke. Wang left.',
        'Wang Yi', 'china', ['Wang'],
    ),
    (
        'Vietnamese General Secretary To Lam spoke.',
        'To Lam', 'vietnam', [],
    ),
    (
        'Indonesian President Suharto spoke. Suharto left.',
        'Suharto', 'indonesia', ['Suharto'],
    ),
    (
        'Brazilian President Luiz Inácio Lula da Silva spoke. Lula left. Luiz Inacio Lula da Silva, Lula da Silva.',
        'Luiz Inácio Lula da Silva', 'brazil', ['Lula', 'Lula da Silva', 'Luiz Inacio Lula da Silva'],
    ),
    (
        'Mexican President Andrés Manuel López Obrador spoke. López Obrador left. Lopez Obrador came.',
        'Andrés Manuel López Obrador', 'mexico', ['López Obrador', 'Lopez Obrador'],
    ),
    (
        'Iranian Foreign Minister Hossein Amir-Abdollahian spoke. Amir-Abdollahian left.',
        'Hossein Amir-Abdollahian', 'iran', ['Amir-Abdollahian'],
    ),
    (
        'Turkish President Recep Tayyip Erdoğan spoke. Erdoğan left. Erdogan came.',
        'Recep Tayyip Erdoğan', 'turkiye', ['Erdoğan', 'Erdogan'],
    ),
    (
        'Irish Minister Éamon Ó Cuív spoke. Ó Cuív left.',
        'Éamon Ó Cuív', 'ireland', ['Ó Cuív'],
    ),
    (
        "Mary Lou McDonald, Ireland's opposition leader, spoke. McDonald left.",
        'Mary Lou McDonald', 'ireland', ['McDonald'],
    ),
    (
        'French President Charles de Gaulle spoke. De Gaulle left; de Gaulle came.',
        'Charles de Gaulle', 'france', ['De Gaulle', 'de Gaulle'],
    ),
    (
        'Polish Foreign Minister Radosław Sikorski spoke. Radoslaw Sikorski left.',
        'Radosław Sikorski', 'poland', ['Radoslaw Sikorski'],
    ),
    (
        'US President George H. W. Bush spoke. Bush left. George Bush came.',
        'George H. W. Bush', 'united-states', ['Bush', 'George Bush'],
    ),
    (
        "Britain's King Charles III spoke. King Charles left.",
        'Charles III', 'united-kingdom', ['Charles'],
    ),
    (
        "Qatar's Emir Tamim bin Hamad Al Thani spoke. Sheikh Tamim left.",
        'Tamim bin Hamad Al Thani', 'qatar', ['Tamim'],
    ),
    (
        'Qatari Prime Minister Sheikh Mohammed bin Abdulrahman Al Thani spoke. Sheikh Mohammed left.',
        'Mohammed bin Abdulrahman Al Thani', 'qatar', [],
    ),
    (
        'UAE President Sheikh Mohamed bin Zayed Al Nahyan spoke. Mohamed bin Zayed left.',
        'Mohamed bin Zayed Al Nahyan', 'united-arab-emirates', ['Mohamed bin Zayed'],
    ),
    (
        "Myanmar's State Counsellor Aung San Suu Kyi spoke. Suu Kyi left.",
        'Aung San Suu Kyi', 'myanmar', ['Suu Kyi'],
    ),
    (
        'UN Secretary-General António Guterres spoke. Guterres left. Antonio Guterres came.',
        'António Guterres', 'united-nations', ['Guterres', 'Antonio Guterres'],
    ),
    (
        'Lebanese Prime Minister Najib Mikati spoke.',
        'Najib Mikati', 'lebanon', [],
    ),
    (
        'Palestinian Authority President Mahmoud Abbas spoke. Abbas left.',
        'Mahmoud Abbas', 'palestine', ['Abbas'],
    ),
    (
        'Dutch Foreign Minister Caspar Veldkamp and his German counterpart Annalena Baerbock met.',
        'Annalena Baerbock', 'germany', ['Annalena Baerbock'],
    ),
    (
        'Ethiopian Prime Minister Abiy Ahmed spoke. Abiy left.',
        'Abiy Ahmed', 'ethiopia', ['Abiy'],
    ),
    (
        'Icelandic Prime Minister Kristrún Frostadóttir spoke.',
        'Kristrún Frostadóttir', 'iceland', ['Kristrún Frostadóttir'],
    ),
    (
        "Ethiopia's Foreign Minister, Gedion Timothewos, spoke.",
        'Gedion Timothewos', 'ethiopia', [],
    ),
    (
        'The Dutch minister Wopke Hoekstra spoke. Hoekstra left.',
        'Wopke Hoekstra', 'netherlands', ['Hoekstra'],
    ),
    (
        'President Volodymyr Zelenskyy of Ukraine spoke. Zelensky left. Zelenskiy came.',
        'Volodymyr Zelenskyy', 'ukraine', ['Zelensky', 'Zelenskiy'],
    ),
    (
        'Former President Álvaro Uribe of Colombia spoke. Uribe Vélez left.',
        'Álvaro Uribe', 'colombia', ['Uribe'],
    ),
    (
        "Chile's negotiator, María José Ortiz-Cobb, spoke. Ortiz-Cobb left. Maria Jose Ortiz-Cobb came.",
        'María José Ortiz-Cobb', 'chile', ['Ortiz-Cobb', 'Maria Jose Ortiz-Cobb'],
    ),
    (
        'Libyan Prime Minister Abdul Hamid Dbeibah spoke. Dbeibah left.',
        'Abdul Hamid Dbeibah', 'libya', ['Dbeibah'],
    ),
    (
        "Iran's supreme leader, Ayatollah Ali Khamenei, spoke. Khamenei left.",
        'Ali Khamenei', 'iran', ['Khamenei'],
    ),
    (
        "Yemen's Houthi leader Abdul-Malik al-Houthi spoke.",
        'Abdul-Malik al-Houthi', 'houthis', [],
    ),
    (
        'Bavarian premier Markus Söder spoke. Soeder left.',
        'Markus Söder', '', [],
    ),
    (
        'Spanish Prime Minister Pedro Sánchez Pérez-Castejón spoke. Sánchez left.',
        'Pedro Sánchez Pérez-Castejón', 'spain', [],
    ),
    (
        "India's External Affairs Minister S. Jaishankar spoke. Jaishankar left.",
        'S. Jaishankar', 'india', ['Jaishankar'],
    ),
    (
        'Malaysian Prime Minister Anwar Ibrahim spoke. Anwar left.',
        'Anwar Ibrahim', 'malaysia', ['Anwar'],
    ),
    (
        'Serbian President Aleksandar Vučić spoke. Vucic left.',
        'Aleksandar Vučić', 'serbia', ['Vucic'],
    ),
    (
        "Kosovo's prime minister, Albin Kurti, spoke.",
        'Albin Kurti', 'kosovo', [],
    ),
    (
        'Pakistani army chief Asim Munir spoke. Munir left.',
        'Asim Munir', 'pakistan', ['Munir'],
    ),
    (
        'Kazakh President Kassym-Jomart Tokayev spoke. Tokayev left.',
        'Kassym-Jomart Tokayev', 'kazakhstan', ['Tokayev'],
    ),
    (
        'Hungarian Foreign Minister Péter Szijjártó spoke. Peter Szijjarto left. Szijjarto came.',
        'Péter Szijjártó', 'hungary', ['Peter Szijjarto', 'Szijjarto'],
    ),
    (
        'Ivorian President Alassane Ouattara spoke. Ouattara left.',
        'Alassane Ouattara', 'cote-d-ivoire', ['Ouattara'],
    ),
    (
        "South African President Cyril Ramaphosa spoke. Ramaphosa's aide left.",
        'Cyril Ramaphosa', 'south-africa', ['Ramaphosa'],
    ),
    (
        'Danish Prime Minister Mette Frederiksen spoke.',
        'Mette Frederiksen', 'denmark', [],
    ),
    (
        'German Chancellor Friedrich Merz spoke. FRIEDRICH MERZ left.',
        'Friedrich Merz', 'germany', [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "state", "others"), CASES)
def test_who_is_found_for_whom_and_by_which_words(text: str, name: str, state: str, others: list[str]) -> None:
    (person, *more) = [p for p in find_persons([text]) if p.name == name]
    assert not more
    assert (person.represents or "") == state
    lexicon = lexicon_from_documents([Document("a.txt", text, "text/plain")])
    named = {text[m.start : m.end] for m in lexicon.matcher.find(text) if m.actor == person.id}
    assert set(others) <= named


def test_one_person_is_found_once() -> None:
    for text, name, _, _ in CASES:
        if "counterpart" not in text:
            assert [p.name for p in find_persons([text])] == [name]


def test_a_leader_of_no_state_holds_no_office_and_a_first_name_of_two_is_nobody_s() -> None:
    assert find_persons(["The union leader Ana Paz spoke. Paz left."]) == []
    text = "Chilean President Ana Paz met Peruvian President Ana Quispe. Ana left."
    assert "Ana" not in {a.text for p in find_persons([text]) for a in p.aliases}


def test_initials_of_a_state_are_no_name() -> None:
    assert [p.name for p in find_persons(["Envoy U.S. Grant Park was closed. Peruvian envoy J.P. Rey came."])] == [
        "J.P. Rey"
    ]


def test_ways_to_write_a_name() -> None:
    assert plain("Łukasz Piotr-Öhm") == "lukasz piotr ohm"
    assert family_names("Ursula von der Leyen")[0] == "von der Leyen"
    assert "Assad" in family_names("Bashar al-Assad")
    assert {"JD Vance", "J.D. Vance"} <= set(other_ways("J. D. Vance"))
    assert "George Bush" in other_ways("George H. W. Bush")


def test_a_possessive_and_an_abbreviation_are_no_first_and_last_name() -> None:
    text = "Ohio's Oxted spoke. Oxted left. Oxted sat. Oxted ate. Old GOP ate. GOP left. GOP sat. GOP ate."
    assert find_persons([text]) == []
