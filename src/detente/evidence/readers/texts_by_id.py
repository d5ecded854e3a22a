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
        At the first line that is no such object, naming it.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _id_and_text(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentError(
            str(path), "a JSONL file in UTF-8", f"what cannot be read ({error})", "check the file"
        ) from error


def _id_and_text(line: str, where: str) -> tuple[str, str]:
    remedy = 'write one {"id": ..., "text": ...} a line'
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DocumentError(where, "one JSON object a line", "something else", remedy) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise DocumentError(where, 'an object with "id" and "text"', "one without", remedy)
    return str(row["id"]), row["text"]
