"""Bytes to text: UTF-8, UTF-16, Windows-1252, or what charset-normalizer is sure of; binary data is refused."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from detente.domain.errors import DocumentError

# First bytes of formats that people rename to .txt by mistake.
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (.docx, .xlsx, ...)"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF file"),
)
_ALLOWED_CONTROLS = frozenset("\t\n\r\f\v\x85\x1a")


def decode(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """Text with ``\\n`` line ends, and notes on how it was decoded.

    ``\\r\\n`` and a lone ``\\r`` become ``\\n``, as when Python opens a file in text mode, so that offsets agree with
    any program that re-reads the file so. A byte order mark is not part of the text.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(where, "a text file", name, "give the file its right suffix, or save it as text")
    text, _, notes = _decoded(data, where)
    controls = sum(1 for c in text[:200_000] if (c < " " or "\x7f" <= c < "\xa0") and c not in _ALLOWED_CONTROLS)
    if "\x00" in text or controls > 0.01 * min(len(text), 200_000) + 2:
        raise DocumentError(where, "a text file", "binary data", "save the document as UTF-8 text, .pdf or .docx")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def encoding_of(sample: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """The encoding of a file too large to be read at once, from its beginning, and notes on how it was told."""
    if not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\x00" not in sample[:4000]:
        sample = sample[: sample.rfind(b"\n") + 1] or sample  # never cut inside a character
    decode(sample, where)
    _, encoding, notes = _decoded(sample, where)
    return encoding, notes


def _decoded(data: bytes, where: str) -> tuple[str, str, tuple[str, ...]]:
    """Text, the name of its encoding, notes."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding, ()
            except UnicodeDecodeError as error:
                raise _undecodable(where, f"{encoding} broken at byte {error.start}") from error
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        broken_at = error.start
    wide = _wide(data)
    if wide is not None:
        return *wide, ("read as UTF-16 without a byte order mark",)
    if b"\x00" in data[:100_000]:
        raise DocumentError(where, "a text file", "binary data", "save the document as UTF-8 text, .pdf or .docx")
    # Western text has few bytes above ASCII: typographic marks and accents. More of them is another alphabet.
    high = sum(byte >= 0x80 for byte in data[:200_000])
    if high < 0.05 * min(len(data), 200_000):
        try:
            return data.decode("cp1252"), "cp1252", ("read as Windows-1252",)
        except UnicodeDecodeError:
            pass
    best = from_bytes(data[:500_000]).best()
    if best is not None and best.chaos < 0.1:
        try:
            return data.decode(best.encoding), best.encoding, (f"read as {best.encoding}",)
        except UnicodeDecodeError:
            pass
    raise _undecodable(where, f"bytes that are not UTF-8 (from byte {broken_at}) nor another known encoding")


def _wide(data: bytes) -> tuple[str, str] | None:
    sample = data[:4000]
    if len(sample) < 8 or len(data) % 2:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[offset::2].count(0) > 0.4 * len(sample[offset::2]) and sample[1 - offset :: 2].count(0) == 0:
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                return None
    return None


def _undecodable(where: str, got: str) -> DocumentError:
    return DocumentError(where, "text in UTF-8", got, "save the file as UTF-8")
