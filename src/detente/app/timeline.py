"""The timeline of a case or of a folder of documents: events, silences and conflicts out of a finished reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from detente.app.actor_file import actor_file_of, case_lexicon, latest, lexicon_for
from detente.app.at_once import read_at_once, refuse_many
from detente.app.named import named
from detente.app.reading import gather
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.domain.timeline import Timeline
from detente.evidence.actors.actor_corrections import bloc_members
from detente.evidence.checking.conflicts import conflicts_of
from detente.evidence.events.timeline import find_timeline
from detente.evidence.lexicon import Lexicon
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
    what = named(path)
    refuse_many(what.place)
    documents, reading, _, _ = read_at_once(what, progress)
    day = latest(documents)
    lexicon = lexicon_for(None, documents, what.file)
    return _timeline(documents, reading.statements, lexicon, None, bloc_members(what.file, day))


def _timeline(
    documents: Sequence[Document],
    statements: Sequence[Statement],
    lexicon: Lexicon,
    case: Case | None,
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Timeline:
    found = find_timeline(documents, statements, lexicon, case, members=members)
    return replace(found, conflicts=conflicts_of(statements, documents, lexicon))
