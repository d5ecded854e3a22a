"""Reading in parts gives what reading at once gives, whatever the number of processes and however often stopped."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from detente.app.corpus import is_large, read_corpus
from detente.app.corpus.chunks import CHUNK, FEW, chunks
from detente.app.corpus.crew import Crew
from detente.app.corpus.stages import Desk
from detente.domain.errors import DetenteError, DocumentError, StorageError
from detente.evidence.lexicon import lexicon_from_documents, lexicon_from_persons
from detente.evidence.read import read_documents
from detente.evidence.readers import read_folder

STATES = ["Kenya", "Chile", "Peru", "Norway", "Egypt", "Sudan", "Japan", "Brazil", "India", "Canada", "Ghana", "Nepal"]
VERBS = ["rejected", "supported", "demanded", "opposed", "proposed", "accepted"]
ISSUES = ["sanctions on", "a ceasefire with", "new tariffs against", "inspections in", "the dam of", "a treaty with"]


def article(n: int) -> str:
    a, b, c = STATES[n % 12], STATES[(n * 5 + 1) % 12], STATES[(n * 7 + 2) % 12]
    verb, issue = VERBS[n % 6], ISSUES[(n // 3) % 6]
    own = " ".join(f"detail{n * 300 + k}" for k in range(240))
    return (
        f"{a} {verb} {issue} {b}, its government said on Monday.\n\n"
        f"“We will not give up our position on {issue} {c},” said {a}'s foreign minister, Ana Paz{n % 5}. "
        f"About {10 + n % 7}% of exports were lost because of {issue} {c}, analysts said.\n\nThe note said {own}.\n"
    )


def folder_of(tmp_path: Path, count: int) -> Path:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    for n in range(count):
        (folder / ("sub" if n % 3 else ".") / f"{n:04d}.txt").write_text(article(n))
    (folder / "copy.txt").write_text(article(3).replace("Monday", "Tuesday"))
    (folder / "zz.txt").write_text(
        "Le ministre a dit que la France et le Pérou ne sont pas d’accord sur les sanctions."
    )
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    rows = [{"id": f"r{n}", "text": article(1000 + n), "date": f"2025-03-{1 + n % 28:02d}"} for n in range(60)]
    (folder / "table.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows) + "{}\n")
    return folder


def from_persons(taken):
    return lexicon_from_persons(taken.persons)


def lines(place: Path, parts: Path, **more) -> list[str]:
    found = read_corpus(place, parts, from_persons, **more)
    return [json.dumps(row, sort_keys=True) for row in found.rows()] + [str(found.notes), str(found.problems)]


def test_parts_give_what_reading_at_once_gives(tmp_path):
    place = folder_of(tmp_path, 90)
    documents, problems = read_folder(place)
    # The persons of many documents are counted otherwise than those of few: the same are looked for in both.
    lexicon = lexicon_from_documents(documents[:5])
    whole = read_documents(documents, lexicon)
    found = read_corpus(place, tmp_path / "parts", lambda taken: lexicon, workers=1)
    assert sorted(found.statements(), key=lambda s: (s.document, s.start, s.end, s.id)) == list(whole.statements)
    assert sorted(found.left_out(), key=str) == sorted(whole.dropped, key=str)
    assert found.statements_count == len(whole.statements) > 300
    assert sum(found.dropped.values()) == len(whole.dropped)
    assert [d.path for d in found.documents()] == [d.path for d in documents]
    assert list(found.published.items()) == [(d.path, d.published) for d in documents]
    assert found.problems == tuple(p.sentence for p in problems)
    assert found.copies["copy.txt"] == "0003.txt"
    oppositions = [n for n in whole.notes if n.startswith(("position changed", "sources disagree"))]
    assert [n.split(",")[0] for n in found.notes if n.startswith(("position", "sources"))] == [
        n.split(",")[0] for n in oppositions
    ]
    assert any(n.startswith("not read: 1 document in French") for n in found.notes)
    figures = [n for n in whole.notes if n.startswith(("figure changed", "figures differ"))]
    assert figures
    assert [n for n in found.notes if n.startswith("figure")] == figures


def test_the_number_of_processes_and_stops_on_the_way_change_nothing(tmp_path):
    place = folder_of(tmp_path, 70)
    expected = lines(place, tmp_path / "one", workers=1)
    assert lines(place, tmp_path / "two", workers=2) == expected
    parts = tmp_path / "one"
    made = sorted(p for p in parts.iterdir() if "." in p.name)
    for number, part in enumerate(made):  # as a kill or a power cut leaves them
        if number % 3 == 0:
            part.unlink()
        elif number % 3 == 1:
            part.write_bytes(part.read_bytes()[:20])
    (parts / ".half-written.tmp").write_bytes(b"x")
    assert lines(place, parts, workers=1) == expected


def test_what_is_there_is_not_made_again(tmp_path, monkeypatch):
    place = folder_of(tmp_path, 10)
    expected = lines(place, tmp_path / "parts", workers=1)

    def never(*_arguments):
        raise AssertionError("read again")

    monkeypatch.setattr("detente.app.corpus.stages.read_alone", never)
    monkeypatch.setattr("detente.app.corpus.stages.read_document", never)
    assert lines(place, tmp_path / "parts", workers=1) == expected
    (place / "0000.txt").write_text("Kenya rejected the treaty with Chile, its government said.")
    monkeypatch.undo()
    assert lines(place, tmp_path / "parts", workers=1) != expected


def test_a_document_on_which_the_rules_fail_is_dropped_with_a_reason(tmp_path, monkeypatch):
    place = folder_of(tmp_path, 4)

    def failing(document, lexicon):
        raise IndexError(document.path)

    monkeypatch.setattr("detente.app.corpus.stages.read_alone", failing)
    found = read_corpus(place, tmp_path / "parts", from_persons, workers=1)
    assert found.statements_count == 0
    assert [(d.stage, "IndexError" in d.reason) for d in found.left_out()] == [("failed", True)] * len(found.published)


def test_chunks_hold_every_document_once_in_order(tmp_path):
    place = folder_of(tmp_path, 100)
    found = list(chunks(place))
    names = [n for c in found for n in (*c.files, *(d.path for d in c.documents))]
    assert [n for n in names if n != "broken.pdf"] == [d.path for d in read_folder(place)[0]]
    assert all(len(c.files) + len(c.documents) <= CHUNK for c in found)
    assert len({c.key for c in found}) == len(found)
    assert [c.key for c in chunks(place)] == [c.key for c in found]
    assert next(p for c in found for p in c.problems)[1].startswith("table.jsonl: line 61: expected a text")


@pytest.mark.parametrize(
    ("files", "rows", "large"), [(3, 0, False), (FEW, 0, False), (FEW, 1, True), (0, FEW + 1, True)]
)
def test_few_documents_are_not_a_corpus(tmp_path, files, rows, large):
    for n in range(files):
        (tmp_path / f"{n}.txt").write_text("x")
    if rows:
        (tmp_path / "z.csv").write_text("text\n" + "words\n" * rows)
    assert is_large(tmp_path) == large


def test_nothing_to_read_and_another_folder_in_the_way_are_said(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="without any"):
        read_corpus(tmp_path / "empty", tmp_path / "parts", from_persons, workers=1)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(StorageError, match="something else"):
        read_corpus(tmp_path / "empty", tmp_path / "mine", from_persons, workers=1)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_process_that_dies_ends_the_reading_with_a_sentence_and_no_hang(tmp_path):
    found = list(chunks(folder_of(tmp_path, 10)))
    (tmp_path / "parts").mkdir()
    with Crew(2, tmp_path / "parts") as crew:

        def tasks():
            yield (found[0],)
            for process in list(crew._pool._processes):
                os.kill(process, signal.SIGKILL)
            yield from [(found[1],)] * 20

        with pytest.raises(DetenteError, match="run the same command again"):
            list(crew.results(Desk.take_in, tasks()))
