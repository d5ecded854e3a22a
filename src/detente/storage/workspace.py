"""Where an analysis lives: the case folder, its sources, and where the report goes.

A folder of documents without a case becomes a case folder of its own: the documents are copied as received, beside the
case that is proposed from them, so that the analyst can correct it and run it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.domain.errors import CaseError, InputError
from detente.storage.case_file import CASE_FILE, SOURCES_FOLDER
from detente.storage.files import atomic_copy, make_folder, sha256_file, storage_error

MAX_COPY_BYTES = 4_000_000_000  # the largest table of articles a reader takes


@dataclass(frozen=True)
class Workspace:
    """The folders of one analysis.

    ``root`` is the case folder; ``documents`` the folder or file the user named when there was no case yet, else None;
    ``out`` where the report is put besides the run's own folder.
    """

    root: Path
    out: Path | None
    documents: Path | None

    @property
    def case_file(self) -> Path:
        """The case as the analyst states it."""
        return self.root / CASE_FILE

    @property
    def sources(self) -> Path:
        """The documents as received."""
        return self.root / SOURCES_FOLDER

    @property
    def has_case(self) -> bool:
        """Whether there is a case to start from, rather than one to propose."""
        return self.case_file.is_file()


def open_workspace(path: Path, out: Path | None = None) -> Workspace:
    """The workspace for what the user named: a case folder, a case file, or documents without a case."""
    if path.is_file() and path.suffix.lower() in {".yaml", ".yml"}:
        if path.name != CASE_FILE:
            raise CaseError(str(path), f"a file called {CASE_FILE}", f"'{path.name}'", f"rename it to {CASE_FILE}")
        return Workspace(root=path.parent, out=out, documents=None)
    if path.is_dir() and (path / CASE_FILE).is_file():
        return Workspace(root=path, out=out, documents=None)
    if not path.exists():
        raise InputError(str(path), "a case folder or a folder of documents", "nothing of that name", "check the path")
    root = out if out is not None else Path(f"{_name(path)}-case")
    if root.resolve() == path.resolve():
        raise InputError(
            str(root), "another folder than that of the documents", "the same folder", "name a new folder with --out"
        )
    return Workspace(root=root, out=root, documents=path)


def take_in(workspace: Workspace, suffixes: frozenset[str]) -> None:
    """Copy the named documents into the case folder as received; what is there already stays.

    Documents larger than MAX_COPY_BYTES are left where they are: the readers refuse them anyway.
    """
    if workspace.documents is None:
        return
    make_folder(workspace.sources)
    base = workspace.documents if workspace.documents.is_dir() else workspace.documents.parent
    for file in _documents(workspace.documents, suffixes, skip=workspace.root):
        target = workspace.sources / file.relative_to(base)
        try:
            size = file.stat().st_size
            if size > MAX_COPY_BYTES:
                continue
        except OSError as error:
            raise storage_error(file, error, doing="read") from error
        if not target.is_file() or target.stat().st_size != size or sha256_file(target) != sha256_file(file):
            atomic_copy(file, target)


def _documents(place: Path, suffixes: frozenset[str], skip: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    skipped = skip.resolve()
    root = place.resolve()
    for file in sorted(place.rglob("*")):
        if any(part.startswith(".") for part in file.relative_to(place).parts):
            continue
        real = file.resolve()
        # A link that leads out of the folder is not one of its documents.
        if file.is_file() and file.suffix.lower() in suffixes and root in real.parents and skipped not in real.parents:
            yield file


def _name(path: Path) -> str:
    resolved = path.resolve()
    return (resolved.stem if resolved.is_file() else resolved.name) or "documents"
