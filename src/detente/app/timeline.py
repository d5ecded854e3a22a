"""The timeline of a case or of a folder of documents: events, silences and conflicts out of a finished reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from detente.app.actor_file import actor_file_of, case_lexicon
from detente.app.corpus.chunks import is_large
from detente.app.reading import gather, progress_in, read_sources
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.domain.statement import Statement
from detente.domain.timeline import Timeline
from detente.evidence.actor_corrections import bloc_members
from detente.evidence.conflicts import conflicts_of
from detente.evidence.events.timeline import find_timeline
from detente.evidence.lexicon import Lexicon, lexicon_from_documents
from detente.evidence.read import read_documents
from detente.storage.files import make_folder
from detente.storage.opening import open_store
from detente.storage.workspace import open_workspace

Progress = Callable[[str, int, int], None]


def timeline_of(case: Case, documents: Sequence[Document], statements: Sequence[Statement], root: Path) -> Timeline:
    """The timeline of what was read for a case folder, of documents published by the day it is seen from."""
    known = [d for d in documents if d.published is None or d.published <= case.case.as_of]
    file = actor_file_of(root, case)
    members = bloc_members(file, case.case.as_of)
    return _timeline(known, statements, case_lexicon(case, known, file), case, members)


def read_timeline(path: Path, progress: Progress) -> Timeline:
    """The timeline of a case folder, or of documents without any case, which are left as they are."""
    workspace = open_workspace(path)
    if workspace.documents is None:
        with open_store(make_folder(workspace.root)) as store:
            sources = gather(workspace, store, None, progress)
        return timeline_of(sources.case, sources.documents, sources.reading.statements, workspace.root)
    if is_large(workspace.documents):
        raise DocumentError(
            str(path), "at most 200 documents without a case", "more", "make a case of them with 'detente analyze'"
        )
    documents, problems = read_sources(workspace.documents)
    if not documents:
        raise DocumentError(str(path), "documents that can be read", problems[0] if problems else "none", "add some")
    lexicon = lexicon_from_documents(documents)
    reading = read_documents(documents, lexicon, progress_in(progress, "read"))
    return _timeline(documents, reading.statements, lexicon, None)


def _timeline(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    case: Case | None,
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Timeline:
    found = find_timeline(documents, statements, lexicon, case, members=members)
    return replace(found, conflicts=conflicts_of(statements, documents, lexicon))
