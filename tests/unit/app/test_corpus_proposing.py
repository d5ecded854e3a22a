"""A language model asked about many documents: as when they are read at once, in bounded memory, gone on with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from detente.app.corpus import chunks, proposing
from detente.app.corpus.proposing import with_proposals
from detente.app.corpus.reading import read_corpus
from detente.domain.statement import Statement
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.llm.http_model import HttpModel
from detente.evidence.llm.reading import read_with_model
from detente.evidence.llm.settings import ModelSettings
from detente.evidence.read import read_documents
from detente.evidence.readers import read_folder
from detente.storage.memory_store import MemoryStore

TEXT = (
    "Kenya rejected sanctions on Chile, its government said on Monday.\n\n"
    "Kenya looked at the tariffs of Chile with a favour that report {n} values at {share}%. "
    "Note {n} is by reporter{n} and has words{n} of its{n} own{n} here{n} too{n}.\n"
)


CHUNK = 12


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(chunks, "CHUNK", CHUNK)


def articles(tmp_path: Path, count: int) -> Path:
    file = tmp_path / "articles.jsonl"
    rows = [{"id": f"a{n:03d}", "text": TEXT.format(n=n, share=40 + n % 2)} for n in range(count)]
    rows = [{**row, "date": f"2025-0{1 + n % 3}-01"} for n, row in enumerate(rows)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


@pytest.fixture
def server(language_server, monkeypatch, tmp_path):
    """Proposes one statement that is right and one that is not, in every document."""
    monkeypatch.setenv("DETENTE_LLM_URL", language_server.url)
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tester")
    monkeypatch.setenv("DETENTE_LLM_PRICE_IN", "10")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def respond(request):
        passage = language_server.passage(request)
        quote = passage[passage.index("Kenya looked") : passage.index("%") + 1]
        fields = {"actors": ["kenya"], "issues": [], "kind": "reported_position", "stance": "open_to"}
        return [{**fields, "quote": quote}, {**fields, "quote": "Kenya welcomed the tariffs"}]

    language_server.respond = respond
    return language_server


def questions(server) -> Counter:
    return Counter(request["messages"][1]["content"] for request in server.requests)


def test_many_documents_give_what_asking_at_once_gives(tmp_path, server, small_chunks):
    place = articles(tmp_path, 2 * CHUNK + 7)
    documents, _ = read_folder(place)
    lexicon = lexicon_from_documents(documents[:5])
    terms = lexicon_from_documents(())
    settings, store = ModelSettings(url=server.url, model="tester", price_in=10), MemoryStore()
    model = HttpModel(settings)
    read = read_documents(documents, lexicon)
    whole, expected = read_with_model(documents, read, lexicon, terms, model, settings, store)
    assert expected.kept == len(documents) == expected.refused.total()
    found = read_corpus(place, tmp_path / "parts", lambda taken: lexicon, workers=1)
    steps, spent = [], []
    asked = with_proposals(
        found, terms, model, settings, store,
        progress=lambda stage, done, total: steps.append((stage, done, total)), spending=lambda a: spent.append(a.cost),
    )  # fmt: skip
    model.close()
    assert list(asked.statements()) == list(whole.statements)
    assert any(c.name == "circular_reporting" for s in asked.statements() if s.proposed_by_model for c in s.checks)
    assert asked.statements_count == len(whole.statements)
    assert asked.dropped == Counter((d.stage, d.reason) for d in whole.dropped)
    assert sorted(asked.left_out(), key=str) == sorted(whole.dropped, key=str)
    assert {**asked.account.to_dict(), "errors": []} == expected.to_dict()
    assert expected.sentence() in asked.notes
    assert steps == [("ask", n, len(documents)) for n in range(1, len(documents) + 1)]
    assert spent[0] < spent[-1] == expected.cost


def test_no_more_than_a_chunk_and_the_questions_under_way_are_held(tmp_path, server, small_chunks, monkeypatch):
    place = articles(tmp_path, 5 * CHUNK)
    lexicon = lexicon_from_documents(())
    found = read_corpus(place, tmp_path / "parts", lambda taken: lexicon, workers=1)
    settings = ModelSettings(url=server.url, model="tester", parallel=2)
    ahead = []
    given = proposing.Desk.texts_of

    def counting(self, key):
        ahead.append(len(list((tmp_path / "parts").glob("*.asked"))))
        return given(self, key)

    monkeypatch.setattr(proposing.Desk, "texts_of", counting)
    model = HttpModel(settings)
    with_proposals(found, lexicon, model, settings, MemoryStore())
    model.close()
    # When a chunk's documents are taken up, the chunk before the one before is finished and kept.
    assert [n - kept for n, kept in enumerate(ahead)] <= [2] * len(ahead)
    assert len(ahead) == 5


def test_what_was_answered_is_not_asked_or_verified_again(tmp_path, server, small_chunks, monkeypatch, reply):
    place = articles(tmp_path, 2 * CHUNK)
    lexicon = lexicon_from_documents(())
    found = read_corpus(place, tmp_path / "parts", lambda taken: lexicon, workers=1)
    settings, store = ModelSettings(url=server.url, model="tester", attempts=1), MemoryStore()
    answer = server.respond
    silent = [n for n in range(CHUNK, 2 * CHUNK) if n % 4 == 0]

    def sometimes(request):
        passage = server.passage(request)
        return reply(status=400) if any(f"report {n} values" in passage for n in silent) else answer(request)

    server.respond = sometimes
    model = HttpModel(settings)
    first = with_proposals(found, lexicon, model, settings, store)
    assert first.account.unanswered == len(silent)
    before = len(server.requests)
    server.respond = answer
    second = with_proposals(found, lexicon, model, settings, store)
    assert len(server.requests) - before == len(silent)  # the questions without an answer, and no other
    assert second.account.unanswered == 0
    assert second.account.fresh == len(silent)
    assert second.account.kept == 2 * CHUNK
    monkeypatch.setattr(proposing, "proposals", lambda documents, *_: iter(list(documents)))
    third = with_proposals(found, lexicon, model, settings, MemoryStore())
    model.close()
    assert list(third.rows()) == list(second.rows())
    assert third.account.to_dict() == second.account.to_dict()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_asking_that_was_killed_goes_on_and_asks_nothing_twice(tmp_path, run, server, reply, capsys):
    place, out = articles(tmp_path, 205), tmp_path / "statements.jsonl"
    assert run("read", place, "--out", tmp_path / "whole.jsonl", "--workers", 1, "--llm") == 0
    told = capsys.readouterr()
    assert "410 proposals, 205 kept" in told.err
    assert "205 answers asked for now" in told.err
    everything = questions(server)
    server.requests.clear()
    shutil.rmtree(tmp_path / "cache")
    answer = server.respond
    server.respond = lambda request: reply(json.dumps({"statements": answer(request)}), delay=0.02)
    command = [sys.executable, "-m", "detente", "read", place, "--out", out, "--workers", "1", "--llm"]
    begun = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(server.requests) < 70 and begun.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(begun.pid, signal.SIGKILL)
    begun.wait()
    assert not out.exists()
    assert list(Path(f"{out}.parts").glob("*.asked"))
    asked = len(server.requests)
    assert 70 <= asked < 205
    server.respond = answer
    assert run("read", place, "--out", out, "--workers", 1, "--llm") == 0
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert questions(server).keys() == everything.keys()
    twice = [question for question, count in questions(server).items() if count > 1]
    assert len(twice) <= 4  # those under way when it was killed
    assert not Path(f"{out}.parts").exists()
    assert any(Statement.from_dict(json.loads(line)).proposed_by_model for line in out.open(encoding="utf-8"))


def test_few_documents_go_to_a_file_with_their_proposals(tmp_path, run, server, capsys):
    place, out = articles(tmp_path, 3), tmp_path / "statements.jsonl"
    assert run("read", place, "--out", out, "--llm") == 0
    assert "3 answers asked for now" in capsys.readouterr().err
    assert sum(json.loads(line)["extractor"] == "llm:tester" for line in out.open(encoding="utf-8")) == 3


@pytest.mark.parametrize("more", [["--json"], ["--out", "out.jsonl"]])
def test_how_far_it_is_and_what_it_has_cost_is_shown(tmp_path, run, server, capsys, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("detente.app.cli.progress.EVERY_IN_S", 0.0)
    assert run("read", articles(tmp_path, 3), "--llm", *more) == 0
    shown = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Asking")]
    assert shown == [
        f"Asking the language model: {n} of 3; {n} answers asked for, {120 * n} tokens, 0.00{n}0 USD" for n in (1, 2, 3)
    ]
