"""Who is said to have said, thought or wanted what: the attributions of documents alone, a JSON object a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from detente.domain.statement import Span
from detente.evidence.attribution import AttributedSpeech, find_attributions
from detente.evidence.readers import read_folder
from detente.evidence.readers.texts_by_id import read_texts_by_id
from detente.storage.workspace import open_workspace


def attribution_lines(path: Path, nested: bool = False) -> Iterator[str]:
    """One line of JSON a document: ``{"id", "attributions": [{"content", "source", "cue", ...}]}``.

    ``content``, ``source`` and ``cue`` are lists of [start, end] in characters of the text; the last two are empty
    where the text names nobody. ``path`` is a document, a folder, or a JSONL file of texts with ids. Thoughts and
    wishes inside another's words ("he said he wants to go") are left out unless ``nested``.
    """
    for key, text in _texts(path):
        rows = [_row(item) for item in find_attributions(text) if nested or not item.nested]
        yield json.dumps({"id": key, "attributions": rows}, ensure_ascii=False)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix.lower() == ".jsonl":
        yield from read_texts_by_id(path)
        return
    workspace = open_workspace(path)
    documents, _ = read_folder(workspace.documents or workspace.sources)
    yield from ((document.path, document.text) for document in documents)


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
