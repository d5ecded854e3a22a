"""JSONL files of articles: one object a line, one document an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from detente.domain.errors import DocumentError
from detente.evidence.readers.articles import TEXT_COLUMNS, Rows
from detente.evidence.readers.port import LARGEST_TEXT, Content, DocumentProblem

LONGEST_LINE = 8 * LARGEST_TEXT  # bytes
# A file whose first lines are all no objects is no JSONL at all.
FIRST_LINES = 20


class JsonLinesReader:
    """``.jsonl``, ``.ndjson``: UTF-8, read line by line."""

    suffixes = (".jsonl", ".ndjson")
    media_type = "application/jsonl"
    largest = 4_000_000_000

    def entries(self, file: BinaryIO, where: str) -> Iterator[Content | DocumentProblem]:
        """See ``CollectionReader.entries``."""
        rows = Rows(where, "line")
        number, objects = 0, False
        waiting: list[DocumentProblem] = []  # until there is an object the file may be no JSONL at all
        while line := file.readline(LONGEST_LINE):
            number += 1
            if len(line) >= LONGEST_LINE:
                raise DocumentError(
                    f"{where}: line {number}", f"at most {LONGEST_LINE // 1_000_000} MB a line", "more", "split it"
                )
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            found = _object(line)
            if isinstance(found, dict):
                objects = True
                yield from waiting
                waiting.clear()
                yield rows.content(number, found)
                continue
            problem = rows.problem(number, "a JSON object", found, "write each article as one line of JSON")
            if objects:
                yield problem
                continue
            waiting.append(problem)
            if len(waiting) >= FIRST_LINES:
                raise DocumentError(
                    where, f"JSON objects with a text ({TEXT_COLUMNS}), one a line", "none in the first lines",
                    "write each article as one line of JSON",
                )  # fmt: skip
        yield from waiting


def _object(line: bytes) -> dict[str, object] | str:
    """The object, or what stands there instead."""
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return "bytes that are not UTF-8"
    except (ValueError, RecursionError) as error:
        if not isinstance(error, json.JSONDecodeError):
            return "brackets in brackets without end"
        begins = error.doc.lstrip().startswith("{")
        said = f"{error.msg[:1].lower()}{error.msg[1:]}, character {error.pos + 1}"
        return f"one that is broken ({said})" if begins else "something else"
    return found if isinstance(found, dict) else f"a {type(found).__name__}"
