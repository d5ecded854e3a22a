"""Mails saved to disk: subject, sender, date and the body; attachments are named, never opened."""

from __future__ import annotations

import contextlib
import email
import email.errors
import email.header
import email.message
import email.utils
from collections.abc import Iterator

from detente.domain.errors import DocumentError
from detente.evidence.readers.decoding import decode
from detente.evidence.readers.plain_text import first_line
from detente.evidence.readers.port import LARGEST_TEXT, Content
from detente.evidence.readers.said_dates import day_said
from detente.evidence.readers.web import text_of_fragment

MOST_PARTS = 500
MOST_NAMED = 20
# A plain part shorter than this beside an HTML part only says "your program cannot show this mail".
LEAST_PLAIN = 40


class MailReader:
    """``.eml``: the plain text of the body, or its HTML as text where there is none."""

    suffixes = (".eml",)
    media_type = "message/rfc822"
    largest = 50_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        try:
            message = email.message_from_bytes(data)
            parts, attachments = _parts(message, where)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError) as error:
            raise DocumentError(
                where, "a sound mail", "one that is damaged or breaks off", "save its text as .txt"
            ) from error
        if not message.keys() or not ({"from", "subject", "date", "received"} & {k.lower() for k in message}):
            raise DocumentError(where, "a mail with its headers", "none of From, Subject, Date", "save the mail again")
        plain = _joined(parts, "text/plain", where)
        marked_up = _joined(parts, "text/html", where)
        text = plain if len(plain.strip()) >= LEAST_PLAIN or not marked_up else text_of_fragment(marked_up)
        if not text.strip():
            raise DocumentError(where, "a mail with text", "none in its body", "save the attachment itself")
        name, address = email.utils.parseaddr(_header(message, "From"))
        published = day_said(_header(message, "Date"))
        notes = [f"attachment not read: {a}" for a in attachments[:MOST_NAMED]]
        if len(attachments) > MOST_NAMED:
            notes.append(f"{len(attachments) - MOST_NAMED} more attachments not read")
        return Content(
            text=text,
            title=_header(message, "Subject") or first_line(text),
            published=published,
            publisher=(name or address)[:200],
            notes=tuple(notes),
        )


def _parts(message: email.message.Message, where: str) -> tuple[list[email.message.Message], list[str]]:
    """Parts of the body, and a name with type and size for each attachment; a forwarded mail is an attachment."""
    body: list[email.message.Message] = []
    attachments: list[str] = []
    for number, part in enumerate(_walk(message)):
        if number >= MOST_PARTS:
            raise DocumentError(where, f"at most {MOST_PARTS} parts", "more", "save the mail's text as .txt")
        kind = part.get_content_type()
        if part.get_content_disposition() != "attachment" and kind in ("text/plain", "text/html"):
            body.append(part)
        elif not part.is_multipart() or kind == "message/rfc822":
            payload = part.get_payload()
            size = len(payload) * 3 // 4 if isinstance(payload, str) else 0
            name = " ".join(str(part.get_filename() or "without a name").split())[:80]
            attachments.append(f"{name} ({kind}{f', about {size:,} bytes' if size else ''})")
    return body, attachments


def _walk(message: email.message.Message) -> Iterator[email.message.Message]:
    """All parts in order, those of forwarded mails left out; without recursion, as mails may nest without end."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [p for p in reversed(payload) if isinstance(p, email.message.Message)]


def _joined(parts: list[email.message.Message], kind: str, where: str) -> str:
    texts = [_decoded(part, where) for part in parts if part.get_content_type() == kind]
    joined = "\n\n".join(t for t in texts if t.strip())
    if len(joined) > LARGEST_TEXT:
        raise DocumentError(where, f"at most {LARGEST_TEXT:,} characters", f"{len(joined):,}", "split the document")
    return joined


def _decoded(part: email.message.Message, where: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload:
        return ""
    charset = part.get_content_charset()
    if charset and charset not in ("us-ascii", "utf-8"):
        try:
            text = payload.decode(charset)
        except (LookupError, ValueError):
            pass
        else:
            if "\x00" not in text:
                return text.replace("\r\n", "\n").replace("\r", "\n")
    return decode(payload, where)[0]


def _header(message: email.message.Message, name: str) -> str:
    value = str(message.get(name, ""))[:2000]
    with contextlib.suppress(ValueError, LookupError, email.errors.MessageError):
        value = str(email.header.make_header(email.header.decode_header(value)))
    return " ".join(value.split())[:300]
