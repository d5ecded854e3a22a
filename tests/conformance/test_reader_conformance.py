"""What every reader must do, whatever its format: text or DocumentError, the same twice, no other exception."""

from __future__ import annotations

import io

import docx
import pytest

from detente.domain.errors import DocumentError
from detente.evidence.readers import COLLECTIONS, READERS
from detente.evidence.readers.port import Content, DocumentProblem

SENTENCE = "The minister said that the talks will go on."


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({SENTENCE}) Tj ET".encode()
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
        b"4 0 obj\n<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n"
        b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    )


SOUND = {
    ".txt": SENTENCE.encode(),
    ".md": SENTENCE.encode(),
    ".html": f"<html><body><p>{SENTENCE}</p></body></html>".encode(),
    ".pdf": _pdf(),
    ".docx": _word(),
    ".eml": f"From: A Paper <a@example.org>\r\nSubject: Talks\r\n\r\n{SENTENCE}\r\n".encode(),
}
MANY = {
    ".xml": (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>A Paper</title>"
        + "".join(f"<item><title>Talks {n}</title><description>{SENTENCE}</description></item>" for n in range(3))
        + "</channel></rss>"
    ).encode(),
    ".csv": ("title,text\r\n" + "".join(f'Talks {n},"{SENTENCE}"\r\n' for n in range(3))).encode(),
    ".jsonl": "".join(f'{{"title": "Talks {n}", "text": "{SENTENCE}"}}\n' for n in range(3)).encode(),
}
JUNK = [b"\x00" * 64, b"\xff" * 64, bytes(range(256)) * 4, b"PK\x03\x04", b"%PDF-", b"<", b"\xfe\xff\xd8"]
each_reader = pytest.mark.parametrize("reader", READERS, ids=lambda r: r.suffixes[0])
each_collection = pytest.mark.parametrize("reader", COLLECTIONS, ids=lambda r: r.suffixes[0])
any_reader = pytest.mark.parametrize("reader", [*READERS, *COLLECTIONS], ids=lambda r: r.suffixes[0])


def entries(reader, data: bytes) -> list[Content | DocumentProblem]:
    return list(reader.entries(io.BytesIO(data), "file"))


@each_reader
def test_a_sound_file_gives_its_sentence_twice_the_same(reader):
    data = SOUND[reader.suffixes[0]]
    first, second = reader.read(data, "file"), reader.read(data, "file")
    assert SENTENCE in first.text
    assert first == second


@any_reader
def test_suffixes_are_lower_case_and_belong_to_one_reader(reader):
    assert all(s == s.lower() and s.startswith(".") for s in reader.suffixes)
    assert not any(
        set(reader.suffixes) & set(other.suffixes) for other in [*READERS, *COLLECTIONS] if other is not reader
    )
    assert "/" in reader.media_type
    assert reader.largest > 0


@each_reader
@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_a_document_error_or_empty(reader, junk):
    try:
        content = reader.read(junk, "file")
    except DocumentError as error:
        assert str(error).startswith("file")  # noqa: PT017
    else:
        assert isinstance(content.text, str)
        assert "\x00" not in content.text


@each_reader
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_file_is_read_or_refused(reader, share):
    data = SOUND[reader.suffixes[0]]
    try:
        assert isinstance(reader.read(data[: int(len(data) * share)], "file").text, str)
    except DocumentError as error:
        assert error.remedy  # noqa: PT017


@each_collection
def test_a_sound_collection_gives_each_entry_twice_the_same(reader):
    data = MANY[reader.suffixes[0]]
    first, second = entries(reader, data), entries(reader, data)
    assert first == second
    assert len(first) == 3
    assert all(isinstance(c, Content) and SENTENCE in c.text for c in first)
    assert [c.title for c in first] == ["Talks 0", "Talks 1", "Talks 2"]
    assert len({c.key for c in first}) == 3
    assert all(c.key for c in first)


@each_collection
@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_no_collection(reader, junk):
    try:
        found = entries(reader, junk)
    except DocumentError as error:
        assert str(error).startswith("file")  # noqa: PT017
    else:
        assert all(isinstance(c, DocumentProblem) and c.sentence.startswith("file") for c in found)


@each_collection
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_collection_gives_what_stands_before_the_cut(reader, share):
    data = MANY[reader.suffixes[0]]
    try:
        found = entries(reader, data[: int(len(data) * share)])
    except DocumentError as error:
        assert error.remedy  # noqa: PT017
    else:
        whole = entries(reader, data)
        assert all(isinstance(c, DocumentProblem) or c.key in {w.key for w in whole} for c in found)
        complete = [c for c in found if isinstance(c, Content) and SENTENCE in c.text]
        assert [(c.key, c.text) for c in complete] == [(w.key, w.text) for w in whole[: len(complete)]]
