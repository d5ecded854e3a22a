"""What only a database on a disk can do wrong: versions, damage, full disks, kills, other processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.domain.errors import StorageError
from detente.domain.statement import Reading, Review, Statement
from detente.storage.memory_store import MemoryStore
from detente.storage.migrate import APPLICATION_ID, migrate, migrations
from detente.storage.opening import open_store
from detente.storage.sqlite_store import SqliteStore


def test_everything_is_there_after_reopening(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "new" / "detente.db") as store:
        store.begin_run("r", {"seed": 1})
        store.finish_block("r", "baseline", 3)
        store.add_review(Review("s1", "accepted", "ann", "2025-10-17"))
    with open_store(tmp_path / "new") as store:
        assert store.blocks_done("r") == (("baseline", 3),)
        assert store.reviews("s1")[0].by == "ann"


def test_reviews_cannot_be_changed_behind_our_back(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "detente.db") as store:
        store.add_review(Review("s1", "accepted", "ann", "2025-10-17"))
    other = sqlite3.connect(tmp_path / "detente.db")
    for sql in ("UPDATE review SET verdict = 'rejected'", "DELETE FROM review"):
        with pytest.raises(sqlite3.IntegrityError, match="add a new one"):
            other.execute(sql)
    other.close()


def test_uses_write_ahead_log_and_foreign_keys(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "detente.db") as store:
        assert store._rows("PRAGMA journal_mode") == [("wal",)]
        assert store._rows("PRAGMA foreign_keys") == [(1,)]
        assert store._rows("PRAGMA user_version") == [(migrations()[-1][0],)]


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "detente.db"
    SqliteStore(file).close()
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StorageError, match=r"newer version.*99.*install the newer version"):
        SqliteStore(file)
    left = sqlite3.connect(file)
    assert left.execute("PRAGMA user_version").fetchone() == (99,)
    left.close()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "detente.db"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE address_book (name TEXT)")
    other.commit()
    other.close()
    with pytest.raises(StorageError, match="another program"):
        SqliteStore(file)


@pytest.mark.parametrize("damage", ["text", "header", "middle"])
def test_a_damaged_file_is_one_sentence_with_what_to_do(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "detente.db"
    with SqliteStore(file) as store:
        for i in range(200):
            store.begin_run(f"r{i}", {"text": "x" * 400})
    data = bytearray(file.read_bytes())
    if damage == "text":
        data = bytearray(b"this is no database, whatever its name says" * 100)
    elif damage == "header":
        data[16:100] = os.urandom(84)
    else:
        data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(StorageError, match=r"detente\.db: .*(damaged|refused)"), SqliteStore(file) as store:
        store.runs()


def test_a_full_disk_keeps_what_was_saved(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "detente.db") as store:
        store.begin_run("small", {"seed": 1})
        pages = store._rows("PRAGMA page_count")[0][0]
        store._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageError, match="free some space"):
            store.begin_run("large", {"text": "x" * 100_000})
        assert [run.id for run in store.runs()] == ["small"]
        store._connection.execute("PRAGMA max_page_count = 100000")
        store.begin_run("large", {"text": "x" * 100_000})
    with SqliteStore(tmp_path / "detente.db") as store:
        assert [run.id for run in store.runs()] == ["small", "large"]


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="choose another folder"):
        SqliteStore(tmp_path / "file" / "detente.db")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "detente.db")
    store.close()
    with pytest.raises(StorageError, match="closed"):
        store.runs()


def test_two_at_once_see_each_other(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "detente.db") as one, SqliteStore(tmp_path / "detente.db") as two:
        one.begin_run("r", {})
        two.finish_block("r", "baseline", 0)
        assert one.blocks_done("r") == (("baseline", 0),)


def test_an_equal_second_reading_stores_its_records_once(tmp_path: Path) -> None:
    same = Statement("a.txt", "d" * 64, 0, 5, "Same.", ((0, 5),))
    with SqliteStore(tmp_path / "detente.db") as store:
        reading = Reading((same,))
        store.save_reading("a.txt", "h", "rule:1", reading)
        store.save_reading("a.txt", "h", "rule:2", reading)
        assert store._rows("SELECT count(*) FROM record") == [(1,)]


def test_migrations_are_applied_one_after_another_and_whole(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    first = (1, "CREATE TABLE one (a TEXT);")
    assert migrate(connection, tmp_path, [first]) == 1
    connection.execute("INSERT INTO one VALUES ('kept')")
    second = (2, "ALTER TABLE one ADD COLUMN b TEXT;\nCREATE TABLE two (c TEXT);")
    broken = (3, "CREATE TABLE three (d TEXT);\nCREATE TABLE three (d TEXT);")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, tmp_path, [first, second, broken])
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert migrate(connection, tmp_path, [first, second]) == 2
    assert connection.execute("SELECT * FROM one").fetchall() == [("kept", None)]
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


def test_killed_while_writing_it_stays_readable(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from detente.storage.sqlite_store import SqliteStore\n"
        "store = SqliteStore(pathlib.Path(sys.argv[1]))\n"
        "store.begin_run('r', {'seed': 1})\n"
        "i = 0\n"
        "while True:\n"
        "    store.finish_block('r', 'baseline', i)\n"
        "    i += 1\n"
        "    print(i, flush=True)\n"
    )
    file = tmp_path / "detente.db"
    process = subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(20):
        process.stdout.readline()
    time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    said = 20 + len(process.stdout.read().split())
    process.wait()
    with SqliteStore(file) as store:
        done = store.blocks_done("r")
        # all that was reported as done is there, and nothing is half there
        assert len(done) >= said
        assert done == tuple(("baseline", i) for i in range(len(done)))
        store.finish_block("r", "baseline", len(done))
        assert store._rows("PRAGMA integrity_check") == [("ok",)]


def test_open_store_by_place(tmp_path: Path) -> None:
    assert isinstance(open_store(":memory:"), MemoryStore)
    with open_store(tmp_path / "named.db") as store:
        assert isinstance(store, SqliteStore)
    with pytest.raises(StorageError, match="postgresql://"):
        open_store("postgresql://somewhere/cases")


def test_reviews_of_an_earlier_version_are_still_there(tmp_path: Path) -> None:
    path = tmp_path / "detente.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, migrations()[:1])
    connection.execute(
        "INSERT INTO review (statement, verdict, by, at, correction, note) "
        "VALUES ('s1', 'accepted', 'ann', '2025', '{}', '')"
    )
    connection.close()
    with SqliteStore(path) as store:
        assert store.reviews() == [Review("s1", "accepted", "ann", "2025")]
        store.add_review(Review("s1", "rejected", "bob", "2026", seen={"id": "s1"}))
        assert store.reviews()[1].seen == {"id": "s1"}
