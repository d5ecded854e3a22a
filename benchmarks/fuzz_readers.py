"""Broken files of every format: no crash but ``DetenteError``, no hang, no span outside its text.

python benchmarks/fuzz_readers.py [MINUTES] [--seed N] [--format .eml]

Valid files are changed at random: bytes, pieces, tokens that parsers trip over, and inside the archive for .docx.
Everything found is printed with the seed and number that make it again.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import html
import io
import json
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx

from detente.domain.document import Document
from detente.domain.errors import DetenteError
from detente.evidence.lexicon import Lexicon, lexicon_from_persons
from detente.evidence.read import read_documents
from detente.evidence.readers import SUFFIXES, read_file

SECONDS_A_FILE = 10.0
LONGEST_READ = 20_000  # characters handed to the rules
TEXT = (
    "Kenya rejected sanctions on Chile, its government said on Monday. “We will not give up,” said Chile's Foreign "
    "Minister, Ana Paz. Analysts said that the talks had cost about 15% of exports.\n\nAccording to officials, Peru is "
    "open to a ceasefire – “an end to it” – and wants guarantees before 12 May 2025.\n"
)
FOREIGN = "Le ministre a dit que les sanctions ne sont pas dans la note.\n\nМинистр сказал, что санкции не в списке."


@dataclass
class Counts:
    """What a run came to; ``faults`` are crashes, hangs and spans outside their text."""

    files: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    statements: int = 0
    slowest: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)


def fuzz(seconds: float, seed: int = 1, only: str | None = None, most: int | None = None) -> Counts:
    """Read changed files until the time is over or ``most`` of them were read."""
    counts = Counts()
    lexicon = lexicon_from_persons([])
    _read([Document("first.txt", TEXT, "text/plain")], lexicon)  # the vocabulary is read once, outside any limit
    formats = sorted(s for s in SEEDS if only in (None, s))
    until, number = time.monotonic() + seconds, 0
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until and (most is None or number < most):
            _one(counts, formats[number % len(formats)], seed, number, Path(folder), lexicon)
            number += 1
    return counts


def changed(suffix: str, random_: random.Random) -> bytes:
    """A valid file of a format with some changes; one in ten is of another format under this suffix."""
    own = SEEDS[suffix] if random_.random() > 0.1 else random_.choice(list(SEEDS.values()))
    data = random_.choice(own)
    if suffix == ".docx" and data[:2] == b"PK" and random_.random() < 0.7:
        return _inside_archive(data, random_)
    return _changed(data, random_, own)


def _one(counts: Counts, suffix: str, seed: int, number: int, folder: Path, lexicon: Lexicon) -> None:
    random_ = random.Random(f"{seed}:{number}:{suffix}")
    data = changed(suffix, random_)
    file = folder / f"file{suffix}"
    file.write_bytes(data)
    name = f"{suffix} seed {seed} number {number}"
    counts.files[suffix] += 1
    began = time.monotonic()
    try:
        with _limit(SECONDS_A_FILE):
            found = [d for d in read_file(file, folder) if isinstance(d, Document)]
            for document in found:
                assert document.text.strip()
                document.text.encode("utf-8")
            counts.read[suffix] += bool(found)
            counts.documents += len(found)
            short = [d for d in found[:3] if len(d.text) <= LONGEST_READ]
            counts.statements += _read(short, lexicon)
    except DetenteError as error:
        counts.refused[suffix] += 1
        if "\n" in str(error) or len(str(error)) > 2000:
            counts.faults.append(f"{name}: a message of several lines: {str(error)[:200]!r}")
    except Exception:
        counts.faults.append(f"{name}: {traceback.format_exc(limit=-4)}")
    took = time.monotonic() - began
    counts.slowest = max(counts.slowest, (took, name))


def _read(documents: list[Document], lexicon: Lexicon) -> int:
    if not documents:
        return 0
    texts = {d.path: d.text for d in documents}
    reading = read_documents(documents, lexicon)
    for statement in reading.statements:
        text = texts[statement.document]
        spans = [*statement.spans, *(s for s in (statement.speaker_span, statement.cue_span) if s is not None)]
        spans += [(check.start, check.end) for check in statement.checks]
        assert all(0 <= a < b <= len(text) for a, b in spans), statement
        assert text[statement.start : statement.end] == statement.quote, statement
    assert all(0 <= d.start <= d.end <= len(texts[d.document]) for d in reading.dropped)
    return len(reading.statements)


@contextlib.contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """TimeoutError after so many seconds; the stack and an end where even that is not heard."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def late(*_: object) -> None:
        raise TimeoutError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    faulthandler.dump_traceback_later(6 * seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _changed(data: bytes, random_: random.Random, others: list[bytes]) -> bytes:
    changes: list[Callable[[bytearray], object]] = [
        lambda b: _replace(b, random_, bytes([random_.randrange(256)])),
        lambda b: _replace(b, random_, b""),
        lambda b: _insert(b, random_, random_.choice(TOKENS)),
        lambda b: _insert(b, random_, random_.choice(TOKENS) * random_.choice((2, 30, 1000))),
        lambda b: _insert(b, random_, _piece(bytes(b), random_)),
        lambda b: _insert(b, random_, _piece(random_.choice(others), random_)),
        lambda b: _remove(b, random_),
        lambda b: b.__delitem__(slice(random_.randrange(len(b) + 1), len(b))),
        lambda b: _insert(b, random_, random_.randbytes(random_.choice((1, 4, 64)))),
        lambda b: _swap(b, random_),
    ]
    changed_ = bytearray(data)
    for _ in range(random_.choice((0, 1, 1, 2, 3, 5, 12))):
        random_.choice(changes)(changed_)
        if len(changed_) > 2_000_000:
            break
    if random_.random() < 0.05:
        text = bytes(changed_).decode("utf-8", "replace")
        return text.encode(random_.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7")), "replace")
    return bytes(changed_)


def _inside_archive(data: bytes, random_: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(random_.sample(names, random_.randint(1, min(3, len(names)))))
        if random_.random() < 0.7:
            chosen.add("word/document.xml")
        for name in names:
            content = old.read(name)
            if name == "word/document.xml" and random_.random() < 0.5:
                content = _in_text(content, random_)
            elif name in chosen:
                content = _changed(content, random_, [content])
            if random_.random() > 0.02:
                new.writestr(name if random_.random() > 0.01 else name + "x", content)
    return out.getvalue()


def _in_text(markup: bytes, random_: random.Random) -> bytes:
    """Tokens between the tags, where they are words and not markup."""
    pieces = markup.split(b"<w:t>")
    for _ in range(random_.randint(1, 6)):
        token = random_.choice(TOKENS).decode("utf-8", "replace") * random_.choice((1, 1, 40))
        at = random_.randrange(1, len(pieces)) if len(pieces) > 1 else 0
        pieces[at] = html.escape(token).encode("utf-8", "replace") + pieces[at]
    return b"<w:t>".join(pieces)


def _place(data: bytearray, random_: random.Random) -> int:
    return random_.randrange(len(data) + 1)


def _replace(data: bytearray, random_: random.Random, by: bytes) -> None:
    at = _place(data, random_)
    data[at : at + 1] = by


def _insert(data: bytearray, random_: random.Random, piece: bytes) -> None:
    at = _place(data, random_)
    data[at:at] = piece


def _remove(data: bytearray, random_: random.Random) -> None:
    at = _place(data, random_)
    del data[at : at + random_.choice((2, 16, 200))]


def _swap(data: bytearray, random_: random.Random) -> None:
    a, b = sorted((_place(data, random_), _place(data, random_)))
    middle = (a + b) // 2
    data[a:b] = data[middle:b] + data[a:middle]


def _piece(data: bytes, random_: random.Random) -> bytes:
    at = random_.randrange(len(data) + 1)
    return data[at : at + random_.choice((3, 30, 300))]


TOKENS = [
    *(t.encode() for t in (
        "<", ">", "</", "<div>", "<b><i>", "<![CDATA[", "]]>", "<!--", "-->", "&", "&amp;", "&#0;", "&#x110000;",
        "&nbsp;", "<!DOCTYPE html>", "<!ENTITY x 'y'>", "<script>", "<table><tr><td>", "<item>", "<entry>",
        "<?xml ?>", "<svg>", '"', "'", '""', ",", ";", "\t", "|", "\n", "\r\n", "\r", "\\", "\\u0000", "\\ud800",
        "{", "}", "[", "]", ":", "null", "1e999", "NaN", "-1", "99999999999999999999", "0", "\n\n", "\u2028",
        "\u00ad", "\ufeff", "\ufb01", "e\u0301", "\U0001f600", "“", "”", "‘", "’", "—", "said", "according to",
        "that ", "(", ")", "U.S. ", "---\n", "--B\n", "--B--\n", "Content-Type: multipart/mixed; boundary=B\n",
        "Content-Type: text/html; charset=utf-7\n", "=?utf-8?q?=", "=?x?b?!!?=",
        "Content-Transfer-Encoding: base64\n", "Date: Wed, 99 Foo 99999\n", "2025-13-45", "text", "id", " obj\n",
        "endobj", "stream\n", "endstream", "/Kids [3 0 R]", "/Length -1", "<< ", ">>", "/Parent 2 0 R", "(", "1 0 R",
        "BT ", " Tj", "xref", "text,title\n", "#", "# ", "word word word ", "A. B. C. ", FOREIGN, TEXT,
    )),
    b"\x00", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xc3\x28", b"\xed\xa0\x80", b"\x1a",
    b"\x7f", b"\x0c",
]  # fmt: skip


def _word() -> bytes:
    document = docx.Document()
    for paragraph in [*TEXT.split("\n\n"), FOREIGN]:
        document.add_paragraph(paragraph)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Party", "Demand"
    table.cell(0, 1).add_table(1, 1)
    document.core_properties.title = "Minutes"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    lines = TEXT.encode("latin-1", "replace").replace(b"(", b"").replace(b")", b"").split(b". ")
    stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + b" T* ".join(b"(" + line + b".) Tj" for line in lines) + b" ET"
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n"
        b"4 0 obj\n<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n"
        b"5 0 obj\n<< /Title (Minutes) /CreationDate (D:20250212090000Z) >>\nendobj\n"
        b"trailer\n<< /Size 6 /Root 1 0 R /Info 5 0 R >>\nstartxref\n0\n%%EOF"
    )


def _mail(*parts: tuple[str, str]) -> bytes:
    head = "From: =?utf-8?q?The_Paper?= <a@example.org>\nSubject: Talks\nDate: Wed, 12 Feb 2025 10:00:00 +0000\n"
    if len(parts) == 1:
        return f"{head}Content-Type: {parts[0][0]}\n\n{parts[0][1]}".encode()
    body = "".join(f"--B\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    return f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n{body}--B--\n".encode()


_PAGE = (
    f"<html><head><title>T</title><meta charset='utf-8'></head><body><nav>Home</nav><article><p>{TEXT}</p></article>"
)
_RSS = "".join(
    f"<item><title>T{n}</title><pubDate>Wed, 12 Feb 2025 10:00:00 GMT</pubDate><description>{TEXT}</description></item>"
    for n in range(3)
)
_ROWS = [{"id": f"a{n}", "title": "T", "text": TEXT, "date": "2025-02-12", "source": {"name": "P"}} for n in range(3)]
SEEDS: dict[str, list[bytes]] = {
    ".txt": [TEXT.encode(), (TEXT + FOREIGN).encode(), TEXT.encode("utf-16")],
    ".md": [f"---\ntitle: Talks\ndate: 2025-02-12\n---\n# Talks\n\n{TEXT}\n- one\n- two\n".encode()],
    ".html": [f"{_PAGE}</body></html>".encode(), f"<p>{TEXT}<table><tr><td>{FOREIGN}</table>".encode()],
    ".pdf": [_pdf()],
    ".docx": [_word()],
    ".eml": [
        _mail(("text/plain; charset=utf-8", TEXT)),
        _mail(("text/plain", TEXT), ("text/html", f"<p>{TEXT}</p>"), ("application/pdf; name=a.pdf", "AAAA")),
    ],
    ".xml": [
        f"<?xml version='1.0'?><rss version='2.0'><channel><title>P</title>{_RSS}</channel></rss>".encode(),
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title><entry><title>T</title><content type='html'>&lt;p>"
        f"{TEXT}</content><published>2025-02-14T08:00:00Z</published></entry></feed>".encode(),
    ],
    ".csv": [
        ("id,title,text,date\r\n" + "".join(f'a{n},T,"{TEXT}",2025-02-12\r\n' for n in range(3))).encode(),
        ("text;id\n" + "".join(f'"{TEXT}";{n}\n' for n in range(3))).encode("utf-16"),
    ],
    ".jsonl": ["".join(json.dumps(row) + "\n" for row in _ROWS).encode()],
}
SEEDS |= {".htm": SEEDS[".html"], ".markdown": SEEDS[".md"], ".rss": SEEDS[".xml"], ".atom": SEEDS[".xml"]}
SEEDS |= {".tsv": [d.replace(b",", b"\t") for d in SEEDS[".csv"]], ".ndjson": SEEDS[".jsonl"]}
assert set(SEEDS) == SUFFIXES, set(SEEDS) ^ SUFFIXES


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("minutes", type=float, nargs="?", default=10.0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--format")
    given = arguments.parse_args()
    counts = fuzz(60 * given.minutes, given.seed, given.format)
    for suffix in sorted(counts.files):
        files, read, refused = (c[suffix] for c in (counts.files, counts.read, counts.refused))
        print(f"{suffix:>10} {files:7,} files: {read:7,} read, {refused:7,} refused")
    print(f"{sum(counts.files.values()):,} files, {counts.documents:,} documents, {counts.statements:,} statements")
    print(f"slowest: {counts.slowest[0]:.1f} s ({counts.slowest[1]})")
    print(f"{len(counts.faults)} faults")
    for fault in counts.faults[:20]:
        print(fault)
    sys.exit(1 if counts.faults else 0)


if __name__ == "__main__":
    main()
