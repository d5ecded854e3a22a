"""Markdown: the text as it stands, and a small block of front matter where there is one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from detente.evidence.readers.decoding import decode
from detente.evidence.readers.plain_text import first_line
from detente.evidence.readers.port import Content

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_HEADING = re.compile(r"^#{1,6}[ \t]+([^\n]{1,200}?)[ \t#]*$", re.M)


class MarkdownReader:
    """``.md``: text unchanged (offsets count the file's characters, front matter included).

    Front matter is a block between ``---`` lines at the top with ``title``, ``publisher``, ``date`` and ``url``.
    """

    suffixes = (".md", ".markdown")
    media_type = "text/markdown"
    largest = 20_000_000

    def read(self, data: bytes, where: str) -> Content:
        """See ``Reader.read``."""
        text, notes = decode(data, where)
        match = _FRONT_MATTER.match(text)
        fields: dict[str, Any] = {}
        if match is not None:
            fields, problem = _fields(match.group(1))
            notes = (*notes, *problem)
        body = text[match.end() :] if match is not None else text
        heading = _HEADING.search(body[:20_000])
        published = _date(fields.get("date") or fields.get("published"))
        if published is None and fields.get("date"):
            notes = (*notes, f"the front matter's date '{str(fields['date'])[:40]}' is not a date such as 2025-02-12")
        url = _scalar(fields.get("url"))
        return Content(
            text=text,
            title=_scalar(fields.get("title")) or (heading.group(1) if heading else first_line(body)),
            published=published,
            publisher=_scalar(fields.get("publisher")),
            notes=(*notes, f"url: {url}") if url else notes,
        )


def _fields(block: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    try:
        loaded = YAML(typ="safe", pure=True).load(block)
    except (YAMLError, ValueError, RecursionError):
        return _line_by_line(block), ("the front matter is not sound YAML and was read line by line",)
    return ({str(k).lower(): v for k, v in loaded.items()}, ()) if isinstance(loaded, dict) else ({}, ())


def _line_by_line(block: str) -> dict[str, Any]:
    """Titles with a colon in them are the usual reason why front matter is not YAML."""
    pairs = (line.partition(":") for line in block.splitlines())
    return {k.strip().lower(): v.strip().strip("\"'") for k, sep, v in pairs if sep and k.strip().isidentifier()}


def _scalar(value: Any) -> str:
    return str(value).strip()[:300] if isinstance(value, str | int | float) else ""


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value.strip()[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
