"""Statements of any number of documents as a stream: few are read at once, many in parts."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.app.corpus.chunks import is_large
from detente.app.corpus.reading import Progress, read_corpus
from detente.domain.case import Case
from detente.domain.errors import InputError
from detente.evidence.actors import KnownActor
from detente.evidence.lexicon import Lexicon, lexicon_from_case, lexicon_from_documents, lexicon_from_persons
from detente.evidence.read import read_documents
from detente.evidence.readers import read_folder
from detente.storage.case_file import load_case
from detente.storage.parts import PartsFolder, temporary_parts, write_lines
from detente.storage.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Output:
    """What a reading came to; ``rows`` are its statements as JSON, to be gone through once."""

    rows: Iterator[dict[str, Any]]
    documents: int
    statements: int
    dropped: Counter[tuple[str, str]]
    notes: tuple[str, ...]
    problems: tuple[str, ...]


def holds_many(path: Path) -> bool:
    """Whether the named documents, or the sources of a case folder, are too many to be read at once."""
    return is_large(_place(open_workspace(path)))


@contextlib.contextmanager
def statements_of(
    path: Path, *, case_path: Path | None, out: Path | None, workers: int | None, progress: Progress
) -> Iterator[Output]:
    """The statements of the named documents, or of a case folder's sources.

    Many documents are read in parts, which lie in ``OUT.parts`` until ``out`` is written whole: the same command goes
    on with them after a stop. Without ``out`` nothing is left to go on with.
    """
    workspace = open_workspace(path)
    place = _place(workspace)
    case = None
    if case_path is not None or (workspace.has_case and workspace.documents is None):
        case = load_case(case_path or workspace.case_file).case
    if not is_large(place):
        output = _at_once(place, case, progress)
        if out is not None:
            write_lines(out, output.rows)
        yield output
        return
    if out is not None and out.resolve() == place.resolve():
        raise InputError(str(out), "another file than the one that is read", "the same", "choose another --out")
    with contextlib.nullcontext(Path(f"{out}.parts")) if out is not None else temporary_parts() as folder:
        found = read_corpus(
            place, folder, lambda taken: _lexicon(case, taken.persons), workers=workers, progress=progress
        )
        if out is not None:
            write_lines(out, found.rows())
        yield Output(
            found.rows() if out is None else iter(()),
            len(found.published),
            found.statements_count,
            found.dropped,
            found.notes,
            found.problems,
        )
        if out is not None:
            PartsFolder(folder).remove()


def _place(workspace: Workspace) -> Path:
    return workspace.documents or workspace.sources


def _lexicon(case: Case | None, persons: Sequence[KnownActor]) -> Lexicon:
    return lexicon_from_persons(persons) if case is None else lexicon_from_case(case, persons=persons)


def _at_once(place: Path, case: Case | None, progress: Progress) -> Output:
    documents, problems = read_folder(place)
    lexicon = lexicon_from_documents(documents) if case is None else lexicon_from_case(case, documents)
    reading = read_documents(documents, lexicon, lambda done, total, name: progress("read", done, total))
    return Output(
        (s.to_dict() for s in reading.statements),
        len(documents),
        len(reading.statements),
        Counter((d.stage, d.reason) for d in reading.dropped),
        reading.notes,
        tuple(p.sentence for p in problems),
    )
