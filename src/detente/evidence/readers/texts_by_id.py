"""A JSONL file of texts with ids, each text exactly as written: offsets count its characters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from detente.domain.errors import DocumentError


def read_texts_by_id(path: Path) -> Iterator[tuple[str, str]]:
    """(id, text) of each line ``{"id": ..., "text": ...}``; other fields are passed over, blank lines too.

    Raises
    ------
    DocumentError
        At the first line that is no such object, or has the id of an earlier one, naming it; for a file without any.
    """
    given: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    key, text = _id_and_text(line, f"{path}:{number}")
                    first = given.setdefault(key, number)
                    if first != number:
                        got = f"'{key[:60]}', that of line {first} too"
                        raise DocumentError(
                            f"{path}:{number}: id", "an id of its own", got, "give each text its own id"
                        )
                    yield key, text
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(
            str(path), "a JSONL file in UTF-8", f"what cannot be read ({error})", "check the file"
        ) from error
    if not given:
        raise DocumentError(str(path), 'one {"id": ..., "text": ...} a line', "an empty file", "check the file")


def _id_and_text(line: str, where: str) -> tuple[str, str]:
    remedy = 'write one {"id": ..., "text": ...} a line'
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(where, "one JSON object a line", "something else", remedy) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise DocumentError(where, 'an object with "id" and "text"', "one without", remedy)
    return str(row["id"]), row["text"]
