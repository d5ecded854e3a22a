"""Who is said to have said, thought or wanted what: the attributions of documents alone, a JSON object a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from detente.app.named import place_of
from detente.domain.document import Document
from detente.domain.statement import Span
from detente.evidence.attribution import AttributedSpeech, find_attributions
from detente.evidence.readers import DocumentProblem, nothing_read, read_each
from detente.evidence.readers.texts_by_id import read_texts_by_id
from detente.storage.workspace import open_workspace


def attribution_lines(
    path: Path, nested: bool = False, tell: Callable[[str], None] = lambda sentence: None
) -> Iterator[str]:
    """One line of JSON a document: ``{"id", "attributions": [{"content", "source", "cue", ...}]}``.

    ``content``, ``source`` and ``cue`` are lists of [start, end] in characters of the text; the last two are empty
    where the text names nobody. ``path`` is a document, a folder, or a JSONL file of texts with ids. Thoughts and
    wishes inside another's words ("he said he wants to go") are left out unless ``nested``. ``tell`` is given a
    sentence for each document that cannot be read.
    """
    for key, text in _texts(path, tell):
        rows = [_row(item) for item in find_attributions(text) if nested or not item.nested]
        yield json.dumps({"id": key, "attributions": rows}, ensure_ascii=False)


def _texts(path: Path, tell: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """Id and text of each document, one after the other."""
    if path.suffix.lower() in (".jsonl", ".ndjson") and path.is_file():
        yield from read_texts_by_id(path)
        return
    problems: list[DocumentProblem] = []
    any_read = False
    for found in read_each(place_of(open_workspace(path))):
        if isinstance(found, Document):
            any_read = True
            while problems:
                tell(problems.pop(0).sentence)
            yield found.path, found.text
        elif any_read:
            tell(found.sentence)
        else:
            problems.append(found)  # where nothing can be read, one sentence says so of all
    if not any_read:
        raise nothing_read(path, problems)


def _row(item: AttributedSpeech) -> dict[str, object]:
    return {
        "content": [list(span) for span in item.content],
        "source": _spans(item.source),
        "cue": _spans(item.cue),
        "kind": item.kind,
        "rule": item.rule,
        "reason": item.reason,
    }


def _spans(span: Span | None) -> list[list[int]]:
    return [list(span)] if span is not None else []
