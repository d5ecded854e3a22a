"""What every store of a case must do; SQLite and the one in memory run the same suite."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.domain.document import Document
from detente.domain.errors import StorageError
from detente.domain.statement import (
    Attribution,
    ClaimCheck,
    Dropped,
    Indication,
    Reading,
    Review,
    Statement,
)
from detente.storage.memory_store import MemoryStore
from detente.storage.sqlite_store import SqliteStore
from detente.storage.store import Store


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "detente.db")
    with made:
        yield made


def document(path: str, text: str = "Text.", **more: object) -> Document:
    return Document(path=path, text=text, media_type="text/plain", **more)  # type: ignore[arg-type]


def statement(path: str, quote: str, start: int = 0) -> Statement:
    return Statement(
        document=path,
        document_sha256="d" * 64,
        start=start,
        end=start + len(quote),
        quote=quote,
        spans=((start, start + len(quote)),),
        attribution=(Attribution("A minister", role="minister", source_type="named_official"),),
        speaker="A minister",
        speaker_span=(0, 3),
        actors=("upstream",),
        issues=("water",),
        stance="demands",
        kind="direct_quote",
        checks=(ClaimCheck("round_number", 1, 2, "a round number"),),
        indications=(Indication("upstream", "water", 3, "cue 'fill'", firm=True),),
    )


READING = Reading(
    (statement("b.txt", "We will fill it — “now”."), statement("b.txt", "Never.", 40)),
    (Dropped("b.txt", "attribution", "no speaker", 1, 5, "abcd"),),
    ("one note",),
)


def test_is_a_store(store: Store) -> None:
    assert isinstance(store, Store)


def test_documents_are_the_latest_by_path_in_order(store: Store) -> None:
    store.save_documents([document("b.txt"), document("a.txt", title="A", published=dt.date(2025, 3, 1))])
    store.save_documents([document("b.txt", "Changed.", publisher="P", language="en")])
    found = store.documents()
    assert list(found) == ["a.txt", "b.txt"]
    assert (found["a.txt"].title, found["a.txt"].published) == ("A", dt.date(2025, 3, 1))
    assert found["b.txt"].sha256 == document("b.txt", "Changed.").sha256
    assert (found["b.txt"].publisher, found["b.txt"].language, found["b.txt"].published) == ("P", "en", None)
    assert found["b.txt"].media_type == "text/plain"


def test_a_removed_document_is_gone_and_its_reading_stays(store: Store) -> None:
    store.save_documents([document("b.txt")])
    store.save_reading("b.txt", "h", "rule:1", READING)
    store.remove_documents(["b.txt", "never-there.txt"])
    assert store.documents() == {}
    assert store.statements() == []
    assert store.reading("b.txt", "h", "rule:1") == READING


def test_a_reading_comes_back_equal(store: Store) -> None:
    store.save_reading("b.txt", "h", "rule:1", READING)
    assert store.reading("b.txt", "h", "rule:1") == READING


def test_an_empty_reading_is_not_a_missing_one(store: Store) -> None:
    store.save_reading("b.txt", "h", "rule:1", Reading())
    assert store.reading("b.txt", "h", "rule:1") == Reading()


@pytest.mark.parametrize("key", [("a.txt", "h", "rule:1"), ("b.txt", "i", "rule:1"), ("b.txt", "h", "rule:2")])
def test_a_changed_document_or_extractor_was_never_read(store: Store, key: tuple[str, str, str]) -> None:
    store.save_reading("b.txt", "h", "rule:1", READING)
    assert store.reading(*key) is None


def test_statements_are_those_of_the_latest_reading_of_each_known_document(store: Store) -> None:
    store.save_documents([document("b.txt"), document("a.txt")])
    other = Reading((statement("a.txt", "Perhaps."),))
    store.save_reading("b.txt", "h1", "rule:1", Reading((statement("b.txt", "Old."),)))
    store.save_reading("b.txt", "h2", "rule:1", READING)
    store.save_reading("a.txt", "h", "rule:1", other)
    store.save_reading("gone.txt", "h", "rule:1", Reading((statement("gone.txt", "Gone."),)))
    assert store.statements() == [*other.statements, *READING.statements]


def test_reading_again_replaces_and_becomes_the_latest(store: Store) -> None:
    store.save_documents([document("b.txt")])
    store.save_reading("b.txt", "h1", "rule:1", READING)
    store.save_reading("b.txt", "h2", "rule:1", Reading((statement("b.txt", "New."),)))
    store.save_reading("b.txt", "h1", "rule:1", Reading(READING.statements[:1]))
    assert store.reading("b.txt", "h1", "rule:1") == Reading(READING.statements[:1])
    assert store.statements() == list(READING.statements[:1])


def test_reviews_are_added_never_replaced(store: Store) -> None:
    first = Review("s1", "accepted", "ann", "2025-10-17T10:00:00Z")
    second = Review("s1", "corrected", "bob", "2025-10-17T10:00:00Z", {"stance": "rejects", "level": 2}, "misread")
    other = Review("s2", "rejected", "ann", "2025-10-18T10:00:00Z", seen=statement("a.txt", "Perhaps.").to_dict())
    for review in (first, second, other):
        store.add_review(review)
    assert store.reviews() == [first, second, other]
    assert store.reviews("s1") == [first, second]
    assert store.reviews("s3") == []


def test_answers_are_kept_and_the_first_stays(store: Store) -> None:
    assert store.answer("k") is None
    store.save_answer("k", '{"text": "“first” \\ud800"}')
    store.save_answer("k", "second")
    store.save_answer("l", "other")
    assert store.answer("k") == '{"text": "“first” \\ud800"}'
    assert store.answer("l") == "other"


def test_a_run_can_be_interrupted_and_gone_on_with(store: Store) -> None:
    manifest = {"seed": 1, "inputs": {"case.yaml": "abc"}}
    store.begin_run("r1", manifest)
    store.finish_block("r1", "baseline", 1)
    store.finish_block("r1", "baseline", 0)
    store.finish_block("r1", "aid_stops", 10)
    store.begin_run("r1", manifest)
    store.finish_block("r1", "baseline", 1)
    assert store.blocks_done("r1") == (("aid_stops", 10), ("baseline", 0), ("baseline", 1))
    assert not store.runs()[0].finished
    store.finish_run("r1", "f" * 64)
    (run,) = store.runs()
    assert run.finished
    assert (run.id, run.manifest, run.results_sha256) == ("r1", manifest, "f" * 64)
    assert run.blocks == store.blocks_done("r1")


def test_runs_come_in_the_order_they_began(store: Store) -> None:
    store.begin_run("z", {})
    store.begin_run("a", {})
    store.begin_run("z", {})
    assert [run.id for run in store.runs()] == ["z", "a"]


def test_one_name_means_one_manifest(store: Store) -> None:
    store.begin_run("r1", {"seed": 1, "draws": 10})
    store.begin_run("r1", {"draws": 10, "seed": 1, "started": "a later time"})
    with pytest.raises(StorageError, match="another manifest"):
        store.begin_run("r1", {"seed": 2, "draws": 10})
    assert store.runs()[0].manifest == {"seed": 1, "draws": 10}


def test_what_never_began_cannot_finish(store: Store) -> None:
    with pytest.raises(StorageError, match="no run 'r9'"):
        store.finish_block("r9", "baseline", 0)
    with pytest.raises(StorageError, match="no run 'r9'"):
        store.finish_run("r9", "f" * 64)
    assert store.blocks_done("r9") == ()


def test_closing_twice_is_as_once(store: Store) -> None:
    store.close()
    store.close()
