"""The analyst's actor file where documents are read: every lexicon of a reading is made here, so that it counts in all.

| what is read                         | whose ``actors.yaml``                                             |
|--------------------------------------|-------------------------------------------------------------------|
| a case folder                        | the one in it                                                     |
| documents with ``--case``            | the one beside that case                                          |
| documents without a case             | the one in their folder, or in the folder of the one file         |
| documents a case is proposed from    | the same, copied into the new case folder unless it has one       |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.evidence.actors.actor_corrections import corrected
from detente.evidence.actors.mentions import KnownActor, world_actors
from detente.evidence.lexicon import Lexicon, lexicon_from_case, lexicon_from_documents, lexicon_from_persons
from detente.storage.actor_file import ACTOR_FILE, load_actor_file
from detente.storage.files import atomic_copy, sha256_bytes, sha256_file
from detente.storage.workspace import Workspace


def actor_file_of(root: Path, case: Case | None) -> ActorFile:
    """What ``actors.yaml`` of a folder says; CaseError where it cannot be meant so."""
    own = () if case is None else tuple(case.actors)
    return load_actor_file(root, {*own, *world_actors()})


def folder_of_documents(documents: Path) -> Path:
    """Where the actor file of documents without a case lies."""
    return documents if documents.is_dir() else documents.parent


def take_in_actor_file(workspace: Workspace) -> None:
    """Copy the actor file of named documents into the case folder that is made of them, unless it has one."""
    if workspace.documents is None:
        return
    theirs = folder_of_documents(workspace.documents) / ACTOR_FILE
    if theirs.is_file() and not (workspace.root / ACTOR_FILE).exists():
        actor_file_of(theirs.parent, None)  # a broken one is said before it is copied
        atomic_copy(theirs, workspace.root / ACTOR_FILE)


def file_hash(file: ActorFile) -> str:
    """A hash of what an actor file says, "" where it says nothing."""
    return "" if file.empty else sha256_bytes(file.model_dump_json().encode("utf-8", "surrogatepass"))


def hashes(root: Path) -> dict[str, str]:
    """The SHA-256 of the actor file by its name, nothing where there is none: an input of every run."""
    return {ACTOR_FILE: sha256_file(root / ACTOR_FILE)} if (root / ACTOR_FILE).is_file() else {}


def case_lexicon(case: Case, documents: Sequence[Document], file: ActorFile) -> Lexicon:
    """What to look for: the case, the built-in lists, the documents' persons, and the analyst's corrections."""
    return corrected(lexicon_from_case(case, documents), file, case.case.as_of)


def lexicon_for(case: Case | None, documents: Sequence[Document], file: ActorFile) -> Lexicon:
    """As ``case_lexicon``, and without a case the built-in vocabulary, on the day of the latest document."""
    if case is not None:
        return case_lexicon(case, documents, file)
    return corrected(lexicon_from_documents(documents), file, latest(documents))


def lexicon_for_persons(
    case: Case | None, persons: Sequence[KnownActor], file: ActorFile, day: dt.date | None
) -> Lexicon:
    """As ``lexicon_for`` where the persons are known already; ``day`` is that of the latest document."""
    if case is not None:
        return corrected(lexicon_from_case(case, persons=persons), file, case.case.as_of)
    return corrected(lexicon_from_persons(persons), file, day)


def terms_for(case: Case | None, file: ActorFile, day: dt.date | None) -> Lexicon:
    """The names that no document introduced: the case's, the built-in ones, and the analyst's."""
    return lexicon_for_persons(case, (), file, day)


def latest(documents: Sequence[Document]) -> dt.date | None:
    """The day of the latest document, on which offices and memberships are asked for where there is no case."""
    return max((d.published for d in documents if d.published is not None), default=None)
