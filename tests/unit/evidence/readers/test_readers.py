"""Each format's own habits, and each way a document can be bad: one sentence, never a traceback."""

from __future__ import annotations

import datetime as dt
import io
import os
import zipfile
from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from detente.domain.errors import DocumentError
from detente.evidence.readers import read_document, read_folder
from detente.evidence.readers.pdf import join_pages
from detente.evidence.readers.word import WordReader

ENGLISH = "The minister said that the talks were held in Geneva and that they will go on after the break."


def one(tmp_path: Path, name: str, data: bytes | str):
    file = tmp_path / name
    file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return read_document(file, tmp_path)


def refused(tmp_path: Path, name: str, data: bytes | str) -> str:
    with pytest.raises(DocumentError) as caught:
        one(tmp_path, name, data)
    sentence = str(caught.value)
    assert sentence.startswith(name)
    assert "\n" not in sentence
    return sentence


def simple_pdf(lines: list[str], title: str = "") -> bytes:
    """A one-page PDF written by hand: no library is needed to make one for a test."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        f"<< /Title ({title}) /CreationDate (D:20250212090000Z) >>".encode(),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
    document.core_properties.title = "Minutes"
    document.core_properties.created = dt.datetime(2025, 2, 12, 9, 0)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_plain_text_is_kept_character_by_character(tmp_path):
    text = "  Talks \u201cgo on\u201d\u00a0\u2013 said she.\n\n\tThe end of it is near, and that is the point.\n"
    document = one(tmp_path, "a.txt", text)
    assert document.text == text
    assert document.title == text.split("\n")[0].strip()
    assert (document.path, document.media_type, document.published) == ("a.txt", "text/plain", None)


def test_offsets_agree_with_a_program_that_opens_the_file_in_text_mode(tmp_path):
    document = one(tmp_path, "a.txt", b"One line\r\nand the other\rand the third\nof it.")
    assert document.text == (tmp_path / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_common_encodings_are_read(tmp_path, encoding):
    text = ENGLISH + " “Café” – naïve."
    assert one(tmp_path, "a.txt", text.encode(encoding)).text == text


def test_another_alphabet_in_an_old_encoding_is_read_or_refused_never_garbled(tmp_path):
    text = "Министр сказал, что переговоры состоялись в Женеве и что они продолжатся после перерыва. " * 8
    try:
        read = one(tmp_path, "a.txt", text.encode("cp1251")).text
    except DocumentError as error:
        read = str(error)
    assert read == text or "UTF-8" in read


@pytest.mark.parametrize(
    ("name", "data", "word_in_sentence"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        ("zeros.txt", b"abc\x00\x01\x02def" * 40, "binary"),
        ("controls.txt", b"\x01\x02\x03\x04abc" * 40, "binary"),
        ("cut.txt", b"\xff\xfea", "utf-16"),
        ("renamed.txt", b"%PDF-1.4 ...", "PDF"),
        ("renamed.pdf", b"just words", "suffix"),
        ("broken.pdf", b"%PDF-1.4\n1 0 obj\n<<", "damaged or breaks off"),
        ("renamed.docx", b"just words", "zip"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"0" * 600, "encrypted or old"),
        ("words.html", b"no tag at all", "tag"),
        ("sheet.ods", b"x", ".ods"),
        ("noname", b"x", "noname"),
    ],
)
def test_bad_files_give_one_sentence(tmp_path, name, data, word_in_sentence):
    assert word_in_sentence in refused(tmp_path, name, data)


def test_too_large_a_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as out:
        out.truncate(21_000_000)
    with pytest.raises(DocumentError, match=r"at most 20 MB"):
        read_document(file, tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.txt").write_text(ENGLISH)
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    for path in (folder / "link.txt", folder / ".." / "secret.txt"):
        with pytest.raises(DocumentError, match="outside"):
            read_document(path, folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_does_not_hang_the_reader(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="regular file"):
        read_document(tmp_path / "pipe.txt", tmp_path)


def test_front_matter_gives_metadata_and_stays_in_the_text(tmp_path):
    text = (
        "---\ntitle: Talks in Geneva\npublisher: The Paper\ndate: 2025-02-12\nurl: https://example.org/a\n---\n"
        f"# Heading\n\n{ENGLISH}\n"
    )
    document = one(tmp_path, "a.md", text)
    assert document.text == text
    assert (document.title, document.publisher) == ("Talks in Geneva", "The Paper")
    assert document.published == dt.date(2025, 2, 12)
    assert "url: https://example.org/a" in document.notes


@pytest.mark.parametrize(
    "block",
    [
        "title: Talks: a way out\ndate: 12 Feb",
        "title: [a, b\n",
        "- a\n- b",
        "&a title: *a",
        "title: !!python/object:os.system x",
    ],
)
def test_odd_front_matter_never_stops_the_document(tmp_path, block):
    document = one(tmp_path, "a.md", f"---\n{block}\n---\n\n{ENGLISH}\n")
    assert document.title
    assert document.published is None


def test_markdown_without_front_matter_is_titled_by_its_heading(tmp_path):
    assert one(tmp_path, "a.md", f"# The talks #\n\n{ENGLISH}").title == "The talks"


PAGE = """<html><head><title>Talks go on | The Paper</title><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2025-02-12T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Talks go on</h1>
<p>The minister said on Monday that the talks with the neighbouring state would go on until the end of the month.</p>
<p>\u201cWe are not there yet,\u201d she told reporters in Geneva.
\u201cBut the two sides have begun to listen to each other.\u201d</p>
<p>Officials of both governments declined to say what had been offered, and the next meeting has not been announced.</p>
</article><div id="comments"><p>First comment: this is all nonsense and nobody believes it.</p></div>
<footer>All rights reserved.</footer></body></html>"""


def test_a_web_page_gives_its_article_title_publisher_and_date(tmp_path):
    document = one(tmp_path, "a.html", PAGE)
    assert "\u201cWe are not there yet,\u201d she told reporters" in document.text
    assert "rights reserved" not in document.text
    assert "First comment" not in document.text
    assert document.title.startswith("Talks go on")
    assert (document.publisher, document.published) == ("The Paper", dt.date(2025, 2, 12))


def test_a_page_without_an_article_is_read_whole_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_args, **_named: None)
    page = "<html><body><nav>Home</nav><div>The talks<br>are <b>off</b>.</div><script>x()</script></body></html>"
    document = one(tmp_path, "a.htm", page)
    assert document.text == "The talks\n\nare off."
    assert any("whole text" in note for note in document.notes)


def test_reading_a_page_never_opens_a_connection(tmp_path, monkeypatch):
    def connect(*_args, **_named):
        raise AssertionError("a reader went online")

    monkeypatch.setattr("socket.socket.connect", connect)
    monkeypatch.setattr("socket.getaddrinfo", connect)
    page = PAGE.replace(
        "<article>", '<article><img src="http://example.org/x.png"><iframe src="http://example.org"></iframe>'
    )
    page = '<!DOCTYPE html SYSTEM "http://example.org/x.dtd">' + page
    assert one(tmp_path, "a.html", page).text


def test_deep_nesting_is_refused_not_crashed_on(tmp_path):
    sentence = refused(tmp_path, "deep.html", "<html><body>" + "<div>" * 5000 + "talk" + "</div>" * 5000)
    assert "deep" in sentence or "cannot be read" in sentence


def test_a_pdf_gives_text_title_and_date(tmp_path):
    lines = ["The minister said that the talks were held in Geneva and that the", "nego-", "tiators will meet again."]
    document = one(tmp_path, "a.pdf", simple_pdf(lines, title="Minutes"))
    assert "Geneva and that the negotiators will meet again." in document.text
    assert (document.title, document.published) == ("Minutes", dt.date(2025, 2, 12))


def test_a_pdf_of_pictures_and_an_encrypted_one_are_refused(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    blank = io.BytesIO()
    writer.write(blank)
    assert "text recognition" in refused(tmp_path, "scan.pdf", blank.getvalue())
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert "password" in refused(tmp_path, "locked.pdf", locked.getvalue())


def test_pdf_pages_are_joined_without_ligatures_and_page_numbers():
    pages = [
        "The o\ufb03cials said that it was the \ufb01rst of many steps on the long\nway to an agree-\nment\n7",
        "between the two.\n8",
    ]
    assert (
        join_pages(pages)
        == "The officials said that it was the first of many steps on the long way to an agreement between the two."
    )
    assert join_pages(["as much as 15\u00b2 of them"]) == "as much as 15\u00b2 of them"


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = one(
        tmp_path, "a.docx", word("Minutes of the talks", ENGLISH, rows=(("Party", "Demand"), ("North", "Water")))
    )
    assert document.text == f"Minutes of the talks\n\n{ENGLISH}\n\nParty | Demand\n\nNorth | Water"
    assert (document.title, document.published) == ("Minutes", dt.date(2025, 2, 12))


def test_zip_bombs_and_other_archives_are_refused(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    assert "unpacks to" in refused(tmp_path, "bomb.docx", bomb.getvalue())
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "without one in it" in refused(tmp_path, "other.docx", other.getvalue())
    cut = io.BytesIO()
    with zipfile.ZipFile(cut, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(DocumentError, match="damaged or breaks off"):
        WordReader().read(cut.getvalue(), "cut.docx")


def test_a_folder_is_read_in_order_and_one_bad_document_stops_nothing(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    for name in (".hidden.txt", "case.yaml", "detente.db", "exposure.csv", "runs/1/report.html", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(ENGLISH)
    documents, problems = read_folder(tmp_path)
    assert [d.path for d in documents] == ["a.md", "b.txt", "sub/c.txt"]
    assert [p.path for p in problems] == ["broken.pdf"]
    assert problems[0].sentence.startswith("broken.pdf: expected")


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path):
    with pytest.raises(DocumentError, match="without any"):
        read_folder(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"no")
    with pytest.raises(DocumentError, match=r"a\.pdf"):
        read_folder(tmp_path)
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(DocumentError, match="2 that cannot"):
        read_folder(tmp_path)
    with pytest.raises(DocumentError, match="nothing there"):
        read_folder(tmp_path / "missing")


def test_a_single_file_can_be_given(tmp_path):
    (tmp_path / "a.txt").write_text(ENGLISH)
    documents, problems = read_folder(tmp_path / "a.txt")
    assert ([d.path for d in documents], problems) == (["a.txt"], [])


def test_the_language_of_a_document_is_noted(tmp_path):
    assert one(tmp_path, "en.txt", ENGLISH).language == "en"
    german = one(
        tmp_path,
        "de.txt",
        "Die Ministerin sagte, dass die Gespräche in Genf stattfanden und dass sie weitergehen werden.",
    )
    assert german.language == "de"
    assert german.notes[0].startswith("not read: in German")


def test_a_control_sign_written_as_a_reference_does_not_stop_a_page(tmp_path, monkeypatch):
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    page = "<html><body><div><p>Kenya rejected sanctions.</p>on&#1;Chile</div></body></html>"
    assert "Kenya rejected sanctions." in one(tmp_path, "a.htm", page).text


def test_a_mail_header_in_an_impossible_encoding_is_kept_as_it_stands(tmp_path):
    mail = "From: =?utf\ufffd-8?q?Ana?= <a@b.org>\nSubject: =?utf\ufffd-8?q?Talks?=\n\nKenya rejected sanctions.\n"
    assert "Kenya rejected sanctions." in one(tmp_path, "a.eml", mail).text
