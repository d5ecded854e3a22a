"""Mails, feeds and tables of articles: what each entry says about itself, and each way a file can be bad."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents
from detente.evidence.readers import read_each, read_file, read_folder
from detente.evidence.readers.said_dates import day_said

ENGLISH = "The minister said that the talks were held in Geneva and that they will go on after the break."


def given(tmp_path: Path, name: str, data: bytes | str) -> Path:
    file = tmp_path / name
    file.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return file


def documents(tmp_path: Path, name: str, data: bytes | str) -> list[Document]:
    found = list(read_file(given(tmp_path, name, data), tmp_path))
    assert all(isinstance(d, Document) for d in found), found
    return found


def problems(tmp_path: Path, name: str, data: bytes | str) -> list[str]:
    found = read_file(given(tmp_path, name, data), tmp_path)
    return [p.sentence for p in found if not isinstance(p, Document)]


MAIL = """\
From: "The Paper" <news@example.org>
To: desk@example.org
Subject: =?utf-8?q?Talks_in_Gen=C3=A8ve?=
Date: Wed, 12 Feb 2025 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=B

--B
Content-Type: multipart/alternative; boundary=A

--A
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The minister of Gen=E8ve said that the talks go on and that nothing was signe=
d.
--A
Content-Type: text/html

<p>Not this one</p>
--A--
--B
Content-Type: application/pdf; name="map.pdf"
Content-Disposition: attachment; filename="map.pdf"
Content-Transfer-Encoding: base64

AAAA
--B--
"""


def test_a_mail_gives_body_subject_sender_and_date_and_names_its_attachments(tmp_path):
    (mail,) = documents(tmp_path, "a.eml", MAIL.replace("\n", "\r\n"))
    assert mail.text.strip() == "The minister of Genève said that the talks go on and that nothing was signed."
    assert (mail.title, mail.publisher, mail.published) == ("Talks in Genève", "The Paper", dt.date(2025, 2, 12))
    assert any(note.startswith("attachment not read: map.pdf (application/pdf") for note in mail.notes)


def test_a_mail_of_html_alone_is_read_as_text(tmp_path):
    head = "From: a@example.org\nSubject: Talks\nContent-Type: text/html; charset=utf-8\n\n"
    (mail,) = documents(
        tmp_path, "a.eml", f"{head}<html><style>p{{}}</style><p>{ENGLISH}</p><p>It&nbsp;is so.</p></html>"
    )
    assert mail.text == f"{ENGLISH}\n\nIt is so."


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("just words\n\nand more", "headers"),
        ("From: a@example.org\nSubject: x\n\n", "none in its body"),
        ("From: a@example.org\nContent-Type: image/png\n\nabc", "none in its body"),
        (b"From: a\nContent-Type: text/plain; charset=nonsense\n\n" + b"\x00\x01" * 90, "binary"),
    ],
)
def test_bad_mails_give_one_sentence(tmp_path, data, word):
    with pytest.raises(DocumentError, match=word):
        documents(tmp_path, "a.eml", data)


def test_a_mail_nested_without_end_is_read_or_refused(tmp_path):
    data = "From: a@example.org\n" + "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    with pytest.raises(DocumentError):
        documents(tmp_path, "a.eml", data + "\nwords")


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Paper &amp; Co</title><link>https://example.org</link>
<item><title>Talks go on</title><link>https://example.org/1</link><pubDate>Wed, 12 Feb 2025 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>{ENGLISH}</p><script>x()</script><p>Caf&eacute;.</p>]]></content:encoded></item>
<item><title>Two</title><dc:date>2025-02-13T00:00:00Z</dc:date><description>&lt;p&gt;{ENGLISH}&lt;/p&gt;</description>
<source url="https://other.example">Other Paper</source></item>
<item><link>https://example.org/3</link></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Agency</title>
<entry><title type="html">Talks &lt;b&gt;end&lt;/b&gt;</title><link rel="self" href="x"/><link href="https://example.org/a"/>
<published>2025-02-14T08:00:00+01:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{ENGLISH}</p><p>More.</p></div></content></entry></feed>"""


def test_each_entry_of_a_feed_is_a_document(tmp_path):
    found = list(read_file(given(tmp_path, "feed.xml", RSS), tmp_path))
    first, second, third = found
    assert (first.path, first.title, first.publisher) == ("feed.xml#entry-1", "Talks go on", "The Paper & Co")
    assert first.text == f"Talks go on\n\n{ENGLISH}\n\nCafé."
    assert (first.published, "url: https://example.org/1" in first.notes) == (dt.date(2025, 2, 12), True)
    assert (second.publisher, second.published) == ("Other Paper", dt.date(2025, 2, 13))
    assert third.sentence.startswith("feed.xml: entry 3: expected")


def test_atom_entries_with_markup_are_read(tmp_path):
    (entry,) = documents(tmp_path, "a.atom", ATOM)
    assert entry.text == f"Talks end\n\n{ENGLISH}\n\nMore."
    assert (entry.publisher, entry.published) == ("The Agency", dt.date(2025, 2, 14))
    assert "url: https://example.org/a" in entry.notes


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss><channel><item><title>&i;</title></item></channel></rss>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "data", [BOMB, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title></item></rss>']
)
def test_a_feed_with_entities_of_its_own_is_refused(tmp_path, data, encoding):
    with pytest.raises(DocumentError, match="entities of its own"):
        documents(tmp_path, "a.xml", data.encode(encoding))


@pytest.mark.parametrize("name", ["pContent-Type:", "x}y", "f0:0em"])
def test_a_feed_with_names_that_no_xml_has_is_read_as_far_as_it_goes(tmp_path, name):
    items = f"<item><title>One</title><{name}>x</{name}></item><item><title>Two</title></item>"
    data = f"<rss><channel>{items}</channel></rss>"
    found = documents(tmp_path, "a.xml", data)
    assert found[0].text == "One"
    assert any("not sound XML" in note for note in found[0].notes)


@pytest.mark.parametrize("data", ["<note><to>x</to></note>", "words", "<rss></rss>", "<" * 5000])
def test_what_is_no_feed_is_refused(tmp_path, data):
    with pytest.raises(DocumentError, match="feed"):
        documents(tmp_path, "a.xml", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f'id,Headline,Published At,Source,URL,Body\nx1,Talks,2025-02-12,The Paper,https://e.org/1,"{ENGLISH}\nMore"\n'),
        ("b.csv", f'\ufeffid;headline;published_at;source;url;body\nx1;Talks;2025-02-12;The Paper;https://e.org/1;"{ENGLISH}\nMore"\n'),
        ("c.tsv", f'id\ttitle\tdate\tpublisher\tlink\tcontent\nx1\tTalks\t12 February 2025\tThe Paper\thttps://e.org/1\t"{ENGLISH}\nMore"\n'),
    ],
)  # fmt: skip
def test_a_table_is_read_whatever_its_columns_are_called(tmp_path, name, data):
    for encoding in ("utf-8", "utf-16"):
        (row,) = documents(tmp_path, name, data.encode(encoding))
        assert (row.path, row.text) == (f"{name}#x1", f"{ENGLISH}\nMore")
        assert (row.title, row.publisher, row.published) == ("Talks", "The Paper", dt.date(2025, 2, 12))
        assert "url: https://e.org/1" in row.notes


def test_rows_without_an_id_are_called_by_their_number_and_equal_ids_do_not_hide_one(tmp_path):
    data = f"id,text\n,{ENGLISH}\nx,{ENGLISH}\nx,{ENGLISH}\nrow-2,{ENGLISH}\n"
    found = documents(tmp_path, "a.csv", data)
    assert [d.path for d in found] == ["a.csv#row-2", "a.csv#x", "a.csv#row-4", "a.csv#id-row-2"]
    assert "stands in row 3 already" in found[2].notes[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("title,text\nTalks,\n", "a.csv: row 2: expected a text, got an empty text"),
        (f"title,text\n\nx,{ENGLISH}\nTalks\n", "a.csv: row 4: expected a text"),
        (f"text\n{ENGLISH}, and more\n", "a.csv: row 2: expected 1 fields as in the header, got 2"),
    ],
)
def test_a_bad_row_is_named_by_its_number(tmp_path, data, sentence):
    found = problems(tmp_path, "a.csv", data)
    assert found[0].startswith(sentence)


def test_broken_bytes_spoil_one_row_and_not_the_table(tmp_path):
    rows = [f'{{"text": "{ENGLISH}"}}'.encode()] * 3
    rows[1] = b'{"text": "\xff\xfe"}'
    found = list(read_file(given(tmp_path, "a.jsonl", b"\n".join(rows)), tmp_path))
    assert [getattr(f, "path", "") for f in found] == ["a.jsonl#line-1", "a.jsonl#line-2", "a.jsonl#line-3"]
    assert found[1].sentence == (
        "a.jsonl: line 2: expected a JSON object, got bytes that are not UTF-8; write each article as one line of JSON."
    )
    table = ("text\n" + f"{ENGLISH}\n" * 30_000).encode() + b"\xff\xfe broken\n" + f"{ENGLISH}\n".encode()
    found = list(read_file(given(tmp_path, "a.csv", table), tmp_path))
    assert [f.path for f in found if not isinstance(f, Document)] == ["a.csv#row-30002"]
    assert len(found) == 30_002


def test_json_lines_of_a_news_service_are_read(tmp_path):
    row = {"source": {"id": None, "name": "The Paper"}, "publishedAt": "2025-02-12T10:00:00Z", "content": ENGLISH}
    lines = [json.dumps(row), "", json.dumps({"content": "half a \ud83d pair: " + ENGLISH}), "[1]", "{", '{"a": 1}']
    found = list(read_file(given(tmp_path, "a.jsonl", "\n".join(lines)), tmp_path))
    assert (found[0].path, found[0].publisher, found[0].published) == (
        "a.jsonl#line-1",
        "The Paper",
        dt.date(2025, 2, 12),
    )
    assert "\ufffd" in found[1].text
    assert "half characters" in found[1].notes[0]
    assert [p.sentence.split(":")[1].strip() for p in found[2:]] == ["line 4", "line 5", "line 6"]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.csv", "name,age\nx,3\n", "column of texts"),
        ("a.csv", "", "empty"),
        ("a.csv", "text\n", "none"),
        ("a.csv", 'text\n"' + "never closed\n" * 900_000, "quotation mark"),
        ("a.csv", b"PK\x03\x04abc", "zip"),
        ("a.jsonl", "words\n" * 30, "JSON objects"),
        ("a.jsonl", "[" * 100_000, "JSON object"),
    ],
)
def test_what_is_no_table_of_articles_is_refused(tmp_path, name, data, word):
    file = given(tmp_path, name, data)
    with pytest.raises(DocumentError, match=word):
        read_folder(file)


def test_a_text_of_html_in_a_table_loses_its_tags(tmp_path):
    (row,) = documents(tmp_path, "a.csv", f'text\n"<p>{ENGLISH}</p><p>It is so.</p>"\n')
    assert row.text == f"{ENGLISH}\n\nIt is so."


def test_a_folder_of_everything_is_read_file_by_file_in_order(tmp_path):
    given(tmp_path, "a.csv", f"text\n{ENGLISH}\n{ENGLISH}\n")
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    given(tmp_path, "sub/deep/b.txt", ENGLISH)
    given(tmp_path, "sub/feed.xml", RSS)
    given(tmp_path, "z.csv", "name,age\nx,3\n")
    paths = [d.path for d in read_each(tmp_path)]
    assert paths == ["a.csv#row-2", "a.csv#row-3", "sub/deep/b.txt", "sub/feed.xml#entry-1", "sub/feed.xml#entry-2",
                     "sub/feed.xml#entry-3", "z.csv"]  # fmt: skip
    found, failed = read_folder(tmp_path)
    assert (len(found), [p.path for p in failed]) == (5, ["sub/feed.xml#entry-3", "z.csv"])


def test_the_tables_of_a_case_folder_are_no_documents(tmp_path):
    given(tmp_path, "case.yaml", "case: {}")
    given(tmp_path, "exposure.csv", "text\nwords\n")
    (tmp_path / "sources").mkdir()
    given(tmp_path, "sources/a.csv", f"text\n{ENGLISH}\n")
    assert [d.path for d in read_each(tmp_path)] == ["sources/a.csv#row-2"]


def test_statements_refer_to_the_entry_and_stand_in_its_text(tmp_path):
    data = "id,text\n" + "".join(
        f'{key},"Chile rejects the sanctions, its government said. {ENGLISH}"\n' for key in ("one", "two")
    )
    found = documents(tmp_path, "a.csv", data)
    texts = {d.path: d.text for d in found}
    statements = read_documents(found, lexicon_from_documents(found)).statements
    assert {s.document for s in statements} == {"a.csv#one", "a.csv#two"}
    assert all(texts[s.document][s.start : s.end] == s.quote for s in statements)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025-02-12", dt.date(2025, 2, 12)),
        ("2025-02-12T23:30:00+02:00", dt.date(2025, 2, 12)),
        ("20250212T101500Z", dt.date(2025, 2, 12)),
        ("2025/02/12", dt.date(2025, 2, 12)),
        ("Wed, 12 Feb 2025 10:00:00 GMT", dt.date(2025, 2, 12)),
        ("February 12th, 2025", dt.date(2025, 2, 12)),
        ("03/04/2025", None),
        ("2025-02-31", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_only_where_the_words_leave_no_choice(words, day):
    assert day_said(words) == day
