"""Files are written whole or not at all, and stay in their folder."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from detente.domain.errors import StorageError
from detente.storage import files
from detente.storage.files import atomic_write_bytes, atomic_write_text, inside, make_folder, sha256_bytes, sha256_file


def test_writes_and_replaces(tmp_path: Path) -> None:
    file = tmp_path / "new" / "a.txt"
    atomic_write_text(file, "one\r\n“é”\n")
    assert file.read_bytes() == "one\r\n“é”\n".encode()
    atomic_write_bytes(file, b"two")
    assert file.read_bytes() == b"two"
    assert [item.name for item in file.parent.iterdir()] == ["a.txt"]


def test_keeps_permissions_and_links(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    atomic_write_text(link, "new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    atomic_write_text(tmp_path / "ours", "")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("old")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(files.os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageError, match=r"case\.yaml.*free some space.*saved before is intact"):
        atomic_write_text(file, "new")
    assert file.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["case.yaml"]


def test_a_real_limit_of_the_system_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        with pytest.raises(StorageError, match=r"case\.yaml.*file size limit"):
            atomic_write_bytes(file, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert file.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["case.yaml"]


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    script = (
        "import sys, pathlib\n"
        "from detente.storage.files import atomic_write_text\n"
        "i = 0\n"
        "while True:\n"
        "    atomic_write_text(pathlib.Path(sys.argv[1]), str(i % 10) * 200_000)\n"
        "    i += 1\n"
        "    print(i, flush=True)\n"
    )
    for wait in (1, 3, 8):
        process = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(wait):
            process.stdout.readline()
        process.kill()
        process.communicate()
        text = file.read_text()
        assert len(text) == 200_000
        assert len(set(text)) == 1


def test_killed_before_the_last_step_the_old_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("old")
    script = (
        "import os, sys, pathlib\n"
        "from detente.storage import files\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "files.atomic_write_text(pathlib.Path(sys.argv[1]), 'new')\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(file)], check=False).returncode == 9
    assert file.read_text() == "old"


def test_a_path_through_a_file_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="choose another folder"):
        atomic_write_text(tmp_path / "file" / "a.txt", "x")
    with pytest.raises(StorageError, match="choose another"):
        make_folder(tmp_path / "file" / "folder")


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.EROFS, "read-only: choose another folder"), (errno.EACCES, "no permission")]
)
def test_what_the_system_refuses_is_said_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.tempfile, "mkstemp", refuse)
    with pytest.raises(StorageError, match=remedy):
        atomic_write_text(tmp_path / "a.txt", "x")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_folder_is_a_storage_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="permission"):
        atomic_write_text(tmp_path / "a.txt", "x")


def test_half_a_character_pair_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot hold"):
        atomic_write_text(tmp_path / "a.txt", "a\ud83d")
    assert list(tmp_path.iterdir()) == []


def test_inside_follows_links_and_dots(tmp_path: Path) -> None:
    root = tmp_path / "case"
    (root / "sources").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert inside(root, "sources/a.txt") == (root / "sources" / "a.txt").resolve()
    assert inside(root, "sources/../sources") == (root / "sources").resolve()
    assert inside(root, ".") == root.resolve()
    for path in ("../secret.txt", "/etc/passwd", "sources/../../secret.txt", "link.txt", "../case-2/a", "a\0b"):
        with pytest.raises(StorageError):
            inside(root, path)


def test_hashes(tmp_path: Path) -> None:
    # FIPS 180-2, appendix B.1
    abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256_bytes(b"abc") == sha256_file(tmp_path / "abc") == abc
    with pytest.raises(StorageError, match="missing"):
        sha256_file(tmp_path / "missing")
