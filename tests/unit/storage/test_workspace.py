from __future__ import annotations

from pathlib import Path

import pytest

from detente.domain.errors import CaseError, InputError
from detente.storage.workspace import open_workspace, take_in

SUFFIXES = frozenset({".txt", ".md"})


def documents(folder: Path) -> Path:
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text("North said no.")
    (folder / "deeper" / "b.md").write_text("South said yes.")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text("not for reading")
    return folder


def test_a_case_folder_and_its_file_are_the_same_workspace(tmp_path):
    (tmp_path / "case.yaml").write_text("case: {}")
    assert open_workspace(tmp_path) == open_workspace(tmp_path / "case.yaml")
    assert open_workspace(tmp_path).has_case


def test_documents_become_a_case_folder_of_their_own(tmp_path):
    workspace = open_workspace(documents(tmp_path / "articles"), tmp_path / "out")
    take_in(workspace, SUFFIXES)
    taken = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert taken == ["sources/a.txt", "sources/deeper/b.md"]
    assert (tmp_path / "out" / "sources" / "a.txt").read_text() == "North said no."
    assert not workspace.has_case


def test_the_out_folder_may_lie_inside_the_documents(tmp_path):
    folder = documents(tmp_path / "articles")
    for _ in range(2):
        take_in(open_workspace(folder, folder / "out"), SUFFIXES)
    assert len([p for p in (folder / "out").rglob("*") if p.is_file()]) == 2


def test_what_the_analyst_put_among_the_sources_stays(tmp_path):
    workspace = open_workspace(documents(tmp_path / "articles"), tmp_path / "out")
    (tmp_path / "out" / "sources").mkdir(parents=True)
    (tmp_path / "out" / "sources" / "own.txt").write_text("mine")
    take_in(workspace, SUFFIXES)
    assert (tmp_path / "out" / "sources" / "own.txt").read_text() == "mine"


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    folder = documents(tmp_path / "articles")
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    workspace = open_workspace(folder, tmp_path / "out")
    take_in(workspace, SUFFIXES)
    assert not (tmp_path / "out" / "sources" / "link.txt").exists()


def test_the_documents_cannot_be_their_own_case(tmp_path):
    folder = documents(tmp_path / "articles")
    with pytest.raises(InputError, match="another folder"):
        open_workspace(folder, folder)


def test_a_case_file_has_one_name(tmp_path):
    (tmp_path / "mine.yaml").write_text("case: {}")
    with pytest.raises(CaseError, match=r"case\.yaml"):
        open_workspace(tmp_path / "mine.yaml")
