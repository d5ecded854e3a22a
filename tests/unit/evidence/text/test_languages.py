# ruff: noqa: E501 (sentences are written as texts have them)
"""Other languages are recognised and left alone; English with many foreign names stays English."""

from __future__ import annotations

from itertools import pairwise

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents
from detente.evidence.text.languages import foreign_passages, language_of, passages

# Sentences of our own: an actor, an issue and a stance in each, so that a careless rule would find something.
TEXTS = {
    "fr": "La France a rejeté les sanctions contre l’Iran. Le ministre a déclaré que Paris ne signerait pas un accord "
    "sans garanties et que les négociations sur le programme nucléaire pourraient reprendre à Vienne.",
    "de": "Deutschland lehnt die Sanktionen gegen Iran ab. Der Minister sagte in Berlin, dass die Verhandlungen über das "
    "Atomprogramm nicht ohne Garantien wieder aufgenommen werden und dass die Regierung auf Gespräche setzt.",
    "es": "España rechaza las sanciones contra Irán. El ministro dijo que Madrid no firmará un acuerdo sin garantías y que "
    "las negociaciones sobre el programa nuclear podrían empezar en Viena este mes.",
    "pt": "Portugal rejeita as sanções contra o Irã. O ministro disse que Lisboa não assinará um acordo sem garantias e que "
    "as negociações sobre o programa nuclear podem começar em Viena neste mês.",
    "tr": "Türkiye İran’a karşı yaptırımları reddetti. Bakan, Ankara’nın güvence olmadan bir anlaşma imzalamayacağını ve "
    "nükleer program için görüşmelerin bu ay Viyana’da başlayacağını söyledi.",
    "ru": "Россия отвергла санкции против Ирана. Министр заявил, что Москва не подпишет соглашение без гарантий и что "
    "переговоры о ядерной программе могут начаться в Вене в этом месяце.",
    "uk": "Україна відкинула санкції проти Ірану. Міністр заявив, що Київ не підпише угоду без гарантій і що переговори "
    "про ядерну програму можуть початися у Відні цього місяця.",
    "ar": "رفضت مصر العقوبات على إيران. وقال الوزير إن القاهرة لن توقع على اتفاق من دون ضمانات وإن المحادثات قد تبدأ في "
    "فيينا هذا الشهر.",
    "zh": "中国反对对伊朗的制裁。部长说，没有保证，北京不会签署协议，核计划的谈判可能本月在维也纳开始。",
    "it": "L’Italia respinge le sanzioni contro l’Iran. Il ministro ha detto che Roma non firmerà un accordo senza garanzie "
    "e che i negoziati sul programma nucleare possono cominciare a Vienna.",
    "pl": "Polska odrzuca sankcje wobec Iranu. Minister powiedział, że Warszawa nie podpisze umowy bez gwarancji i że "
    "rozmowy o programie jądrowym mogą się zacząć w Wiedniu w tym miesiącu.",
    "nl": "Nederland verwerpt de sancties tegen Iran. De minister zei dat Den Haag geen akkoord zal tekenen zonder "
    "garanties en dat de gesprekken over het kernprogramma in Wenen kunnen beginnen.",
}  # fmt: skip
ENGLISH = (
    "France rejected the sanctions against Iran. The minister said that Paris would not sign an accord without "
    "guarantees and that the talks could begin in Vienna."
)
FOREIGN_NAMES = [
    "Juan Manuel de la Torre y de los Santos, mayor of San José de los Lagos, and María del Carmen de la Cruz met Luiz "
    "da Silva dos Santos and Jean-Luc de la Tour du Pin in Rio de Janeiro on Monday to discuss the accord.",
    "Die Zeit and Der Spiegel reported that Ursula von der Leyen and Alexander van der Bellen will meet in Den Haag.",
    "Volodymyr Zelenskyy (Володимир Зеленський) told Recep Tayyip Erdoğan that Kyiv rejects the terms.",
    "The Al-Masry Al-Youm daily said Abdel Fattah el-Sisi, Abiy Ahmed Ali and Salva Kiir Mayardit agreed on the dam.",
    "São Paulo talks stall as Lula da Silva rejects Mercosur deal",
    "Merkel opposes Nord Stream 2 sanctions",
    "De Wever demands guarantees.",
    "Xi Jinping (习近平) will visit Hanoi, Phnom Penh and Kuala Lumpur, Xinhua said.",
]


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_in_another_language_is_told_by_its_name(code):
    language, notes = language_of(TEXTS[code])
    assert language == code
    assert notes[0].startswith("not read: in ")
    assert "language model" in notes[0]


@pytest.mark.parametrize("code", TEXTS)
def test_a_document_in_another_language_gives_no_statement_and_says_why(code):
    documents = [Document("a.txt", TEXTS[code], "text/plain"), Document("b.txt", ENGLISH, "text/plain")]
    reading = read_documents(documents, lexicon_from_documents(documents))
    assert {s.document for s in reading.statements} == {"b.txt"}
    (left,) = [d for d in reading.dropped if d.document == "a.txt"]
    assert left.stage == "language"
    assert "the rules read English only" in left.reason
    assert (left.start, left.end) == (0, len(TEXTS[code]))
    assert any(note.startswith("not read: 1 document in ") for note in reading.notes)
    assert "nothing found in a.txt" not in reading.notes


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("first", [True, False])
def test_a_mixed_document_is_read_where_it_is_english(code, first):
    text = f"{ENGLISH}\n\n{TEXTS[code]}" if first else f"{TEXTS[code]}\n\n{ENGLISH}"
    (passage,) = foreign_passages(text)
    assert (text[passage.start : passage.end], passage.language) == (TEXTS[code], code)
    document = Document("a.txt", text, "text/plain")
    reading = read_documents([document], lexicon_from_documents([document]))
    assert reading.statements
    assert all(s.quote in ENGLISH for s in reading.statements)
    (left,) = [d for d in reading.dropped if d.stage == "language"]
    assert text[left.start : left.end] == TEXTS[code]
    assert not [d for d in reading.dropped if d is not left and passage.start <= d.start < passage.end]


@pytest.mark.parametrize("text", FOREIGN_NAMES)
def test_english_with_many_foreign_names_is_english(text):
    assert language_of(text) == ("en", ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Geneva",
        "Talks resume",
        "15% 2025",
        "Xi Jinping\n\nEmmanuel Macron",
        "No deal.",
        "Erdoğan, Sisi, Scholz, Tusk",
    ],
)
def test_a_text_without_evidence_counts_as_english(text):
    assert language_of(text) == ("en", ())


def test_a_language_not_in_the_list_is_said_to_be_unknown():
    finnish = (
        "Suomi torjui pakotteet Irania vastaan. Ministeri sanoi, ettei Helsinki allekirjoita sopimusta ilman takeita ja "
        "neuvottelut ydinohjelmasta voivat alkaa Wienissä tässä kuussa, jos osapuolet niin haluavat keskenään."
    )
    language, notes = language_of(finnish)
    assert language == ""
    assert "not recognised" in notes[0]


def test_passages_lie_in_the_text_in_order():
    text = "\n\n".join([ENGLISH, TEXTS["fr"], "Paris", TEXTS["de"], ENGLISH])
    found = passages(text)
    assert [p.language for p in found] == ["en", "fr", "en", "de", "en"]
    assert all(a.end <= b.start for a, b in pairwise(found))


SHORT_IN_OTHERS = {
    "ja": "日本はイランに対する制裁に反対している。大臣は保証なしには合意に署名しないと述べた。",
    "ko": "한국은 이란에 대한 제재에 반대한다. 장관은 보장 없이는 합의에 서명하지 않을 것이라고 말했다.",
    "fa": "ایران تحریم‌ها را رد کرد. وزیر گفت که تهران بدون تضمین توافق را امضا نخواهد کرد.",
    "hi": "भारत ने ईरान के खिलाफ प्रतिबंधों को खारिज किया। मंत्री ने कहा कि दिल्ली समझौते पर हस्ताक्षर नहीं करेगी।",
    "he": "ישראל דחתה את הסנקציות נגד איראן. השר אמר כי ירושלים לא תחתום על הסכם ללא ערבויות.",
    "el": "Η Ελλάδα απέρριψε τις κυρώσεις κατά του Ιράν. Ο υπουργός δήλωσε ότι η Αθήνα δεν θα υπογράψει συμφωνία.",
    "id": "Indonesia menolak sanksi terhadap Iran. Menteri mengatakan bahwa Jakarta tidak akan menandatangani perjanjian.",
    "ro": "România respinge sancțiunile împotriva Iranului. Ministrul a spus că București nu va semna un acord fără garanții.",
    "sv": "Sverige avvisar sanktionerna mot Iran. Ministern sade att Stockholm inte kommer att skriva under ett avtal.",
    "cs": "Česko odmítá sankce proti Íránu. Ministr řekl, že Praha nepodepíše dohodu bez záruk a že rozhovory začnou.",
    "vi": "Việt Nam phản đối các lệnh trừng phạt đối với Iran. Bộ trưởng nói rằng Hà Nội sẽ không ký một thỏa thuận.",
    "": "Kenya inapinga vikwazo dhidi ya Iran. Waziri alisema kwamba Nairobi haitatia saini makubaliano bila dhamana.",
}


@pytest.mark.parametrize("code", SHORT_IN_OTHERS)
def test_two_sentences_of_other_languages_are_told_and_give_nothing(code):
    language, notes = language_of(SHORT_IN_OTHERS[code])
    assert language == code
    assert notes[0].startswith("not read: in ")
    documents = [Document("a.txt", SHORT_IN_OTHERS[code], "text/plain")]
    assert read_documents(documents, lexicon_from_documents(documents)).statements == ()


def test_a_paragraph_in_two_languages_is_read_sentence_by_sentence():
    other = "« La France ne signera pas un accord sans garanties », a déclaré le ministre à Paris."
    text = (
        "Chile has rejected the sanctions and will not sign the accord, the minister said in Lima. "
        f"{other} The talks will go on in June, and both of the sides are to meet."
    )
    (passage,) = foreign_passages(text)
    assert (text[passage.start : passage.end], passage.language) == (other, "fr")
    document = Document("a.txt", text, "text/plain")
    reading = read_documents([document], lexicon_from_documents([document]))
    assert any("sanctions" in s.quote for s in reading.statements)
    assert not any("France" in s.quote for s in reading.statements)
