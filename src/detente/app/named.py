"""What the user named to be read: the documents, and the case and actor file they are read with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.app.actor_file import actor_file_of, folder_of_documents
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.errors import InputError
from detente.storage.case_file import load_case
from detente.storage.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Named:
    """``place`` is where the documents lie; ``case`` is None where they are read with the built-in vocabulary."""

    workspace: Workspace
    place: Path
    case: Case | None
    file: ActorFile


def named(path: Path, case_path: Path | None = None) -> Named:
    """Documents, or a case folder's sources, with the case they are in or the one given."""
    workspace = open_workspace(path)
    case, root = None, folder_of_documents(workspace.documents or workspace.root)
    if case_path is not None or workspace.documents is None:
        loaded = load_case(case_path or workspace.case_file)
        case, root = loaded.case, loaded.root
    place = place_of(workspace)
    if not place.exists():
        raise InputError(
            str(place), "a folder of documents", "nothing of that name", "make it and put the sources there"
        )
    return Named(workspace, place, case, actor_file_of(root, case))


def place_of(workspace: Workspace) -> Path:
    """Where the documents lie."""
    return workspace.documents or workspace.sources
