"""``--llm``: nothing is imported or sent without it; with it, proposals, cost and version are in what is written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from detente.app.language_model import chosen_settings
from detente.app.pipeline import silent
from detente.app.reading import gather
from detente.measurement.estimate import estimate
from detente.storage.opening import open_store
from detente.storage.workspace import open_workspace

CASE = """\
case: {id: harbour, title: The harbour, as_of: 2025-06-01}
actors:
  northland: {name: Northland, required: true}
  southland: {name: Southland, required: true}
issues:
  tolls:
    question: Who collects the tolls?
    scale: {0: Northland, 100: Southland}
    reference_point: 50
    keywords: [tolls]
stances:
  - {actor: northland, issue: tolls}
packages:
  shared: {tolls: 50}
"""
TEXT = (
    "Northland has rejected the tolls of Southland.\n\nNorthland looked at the tolls with a favour nobody understood.\n"
)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    (folder / "sources").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE)
    (folder / "sources" / "a.txt").write_text(TEXT)
    return folder


@pytest.fixture
def server(language_server, monkeypatch, tmp_path):
    monkeypatch.setenv("DETENTE_LLM_URL", language_server.url)
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tester")
    monkeypatch.setenv("DETENTE_LLM_KEY", "secret-key")
    monkeypatch.setenv("DETENTE_LLM_PRICE_IN", "10")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fields = {"quote": "Northland looked at the tolls with a favour", "actors": ["northland"], "issues": ["tolls"]}
    fields["kind"] = "reported_position"
    language_server.respond = lambda request: [
        {**fields, "stance": "open_to"}, {**fields, "quote": "Northland welcomed the tolls"},
    ]  # fmt: skip
    return language_server


def test_without_the_flag_nothing_is_sent_or_imported(run, case, server):
    assert run("read", case) == 0
    assert run("analyze", case, "--draws", 50) == 0
    assert server.requests == []
    script = (
        "import sys; from detente.app.cli import main; main(['read', sys.argv[1]]); assert 'httpx' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", script, str(case)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_proposals_are_printed_and_refusals_told(run, case, server, capsys):
    assert run("read", case, "--llm", "--json", "--dropped") == 0
    out, err = capsys.readouterr()
    found = [s for s in json.loads(out) if s["extractor"] == "llm:tester"]
    assert [s["quote"] for s in found] == ["Northland looked at the tolls with a favour"]
    assert found[0]["moves_position"] is False
    assert "2 proposals, 1 kept, 0 read by the rules too, 1 refused" in err
    assert "0.0010 USD; 1 answers asked for now" in err
    assert "language model: the quotation is not in the document word for word" in err
    assert "secret-key" not in out + err
    assert server.authorizations == ["Bearer secret-key"]


def test_documents_without_a_case_are_asked_about_once(run, tmp_path, server, capsys):
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text(TEXT)
    assert run("read", tmp_path / "plain", "--llm", "--json") == 0
    first = capsys.readouterr().out
    assert run("read", tmp_path / "plain", "--llm", "--json") == 0
    assert capsys.readouterr().out == first
    assert len(server.requests) == 1


def written(folder: Path) -> dict[str, bytes]:
    files = [f for f in sorted((folder / "runs").rglob("*")) if f.is_file() and "blocks" not in f.parts]
    return {str(f.relative_to(folder)): f.read_bytes() for f in files}


def test_an_analysis_records_model_prompt_tokens_and_cost_and_repeats_to_the_byte(run, case, server, tmp_path, capsys):
    assert run("analyze", case, "--llm", "--draws", 50) == 0
    first = written(case)
    (manifest,) = [json.loads(v) for k, v in first.items() if k.endswith("manifest.json")]
    told = manifest["language_model"]
    assert (told["model"], told["prompt_version"], told["tokens_in"], told["cost"]) == ("tester", "1", 100, 0.001)
    assert told["refused"] == {"the quotation is not in the document word for word": 1}
    assert b"secret-key" not in b"".join(first.values())
    shutil.rmtree(case / "runs")
    capsys.readouterr()
    assert run("analyze", case, "--llm", "--draws", 50) == 0
    assert len(server.requests) == 1
    assert "0 answers asked for now" in capsys.readouterr().err
    assert written(case) == first


def test_proposals_move_no_number_until_a_person_accepts_one(run, case, server, capsys):
    def concluded(wanted: bool = False) -> list[tuple[str, float, float]]:
        with open_store(case) as store:
            sources = gather(open_workspace(case), store, None, silent, chosen_settings(wanted, None))
        _, estimates = estimate(sources.case, sources.reading.statements, draws=200, seed=1, vouched=sources.vouched)
        return [(e.parameter, e.interval.low, e.interval.high) for e in estimates if e.actor == "northland"]

    def listed() -> str:
        capsys.readouterr()
        assert run("review", case, "--list") == 0
        return capsys.readouterr().out

    without = concluded()
    assert concluded(True) == without
    assert run("read", case, "--llm", "--json") == 0
    (key,) = [s["id"] for s in json.loads(capsys.readouterr().out) if s["extractor"] == "llm:tester"]
    # whatever the rules make of these words: a person says that they report a position
    assert run("review", case, key, "--set", "kind=reported_position", "--set", "level=4", "--by", "ann") == 0
    accepted = concluded(True)
    assert accepted != without
    assert concluded() == accepted  # what a person accepted stays, whether or not the model is asked
    source = case / "sources" / "a.txt"
    source.write_text("A new first line.\n\n" + source.read_text())
    assert concluded() == accepted
    assert "Orphaned" not in listed()
    source.write_text(source.read_text().replace("with a favour", "without a favour"))
    assert concluded() == without
    assert "Orphaned" in listed()
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "said"), [(401, "refused the key"), (404, "knows no model 'tester' or no such address")]
)
def test_a_model_that_answers_nothing_leaves_the_rules_and_is_said_at_the_end(
    run, case, server, reply, capsys, tmp_path, status, said
):
    server.respond = lambda request: reply(status=status)
    for more in ([], ["--json"], ["--out", tmp_path / "out.jsonl"]):
        assert run("read", case, "--llm", *more) == 2
        out, err = capsys.readouterr()
        last = err.splitlines()[-1]
        assert last.startswith("detente: the language model at ")
        assert said in last
        assert last.endswith("check the settings of the language model and run the same command again.")
        assert err.count(said) == 1
        assert "Northland has rejected the tolls" in (out + (tmp_path / "out.jsonl").read_text() if more[1:] else out)
    assert run("analyze", case, "--llm", "--draws", 50) == 2
    assert list((case / "runs").glob("*/report.html"))


def test_a_model_that_answers_some_questions_is_no_failure(run, case, server, reply, capsys):
    (case / "sources" / "b.txt").write_text("Southland has rejected the tolls.\n")
    server.respond = lambda request: reply(status=400) if "Southland has" in server.passage(request) else []
    assert run("read", case, "--llm") == 0
    assert "answered with an error 400" in capsys.readouterr().err


def test_a_file_of_settings_without_the_flag_is_a_mistake_and_sends_nothing(run, case, server, tmp_path, capsys):
    (tmp_path / "llm.yaml").write_text("model: x\n")
    assert run("read", case, "--llm-config", tmp_path / "llm.yaml") == 2
    assert "--llm-config: expected --llm beside it" in capsys.readouterr().err
    assert server.requests == []


def test_missing_settings_are_said(run, case, monkeypatch, capsys):
    monkeypatch.delenv("DETENTE_LLM_URL", raising=False)
    assert run("read", case, "--llm") == 2
    assert "DETENTE_LLM_URL" in capsys.readouterr().err


def test_a_file_of_settings_works_and_the_environment_comes_first(run, case, server, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("DETENTE_LLM_MODEL")
    config = tmp_path / "llm.yaml"
    config.write_text("url: http://127.0.0.1:9/v1\nmodel: from-file\nattempts: 1\n")
    assert run("read", case, "--llm", "--llm-config", config, "--json") == 0
    assert server.requests[0]["model"] == "from-file"
    config.write_text("modle: typo\n")
    assert run("read", case, "--llm", "--llm-config", config) == 2
    assert "did you mean 'model'?" in capsys.readouterr().err
    assert run("read", case, "--llm", "--llm-config", tmp_path / "absent.yaml") == 2


def test_very_many_documents_are_analysed_with_proposals_and_what_was_accepted_stays(
    run, case, server, monkeypatch, capsys
):
    """As in parts: more documents than FEW."""
    monkeypatch.setattr("detente.app.corpus.chunks.FEW", 2)
    server.respond = lambda request: [PROPOSED] if "in passing" in server.passage(request) else []
    (case / "sources" / "b.txt").write_text("Northland spoke of the tolls in passing, and with favour.\n")
    (case / "sources" / "2026-02-01-later.txt").write_text("Southland has rejected the tolls.\n")
    assert run("analyze", case, "--llm", "--draws", 50) == 0
    (manifest,) = [json.loads(v) for k, v in written(case).items() if k.endswith("manifest.json")]
    told = manifest["language_model"]
    assert (told["passages"], told["kept"]) == (2, 1)
    assert not any("Published: 2026" in r["messages"][1]["content"] for r in server.requests)  # nobody could know it
    with open_store(case) as store:
        (found,) = [s for s in store.statements() if s.proposed_by_model]
    assert run("review", case, found.id, "--verdict", "vouched", "--set", "level=4", "--by", "ann") == 0
    asked = len(server.requests)
    assert run("analyze", case, "--draws", 50) == 0
    with open_store(case) as store:
        assert [s.id for s in store.statements() if s.proposed_by_model] == [found.id]
        sources = gather(open_workspace(case), store, None, silent)
    assert sources.vouched == {found.id}
    assert len(server.requests) == asked


PROPOSED = {
    "quote": "Northland spoke of the tolls in passing", "actors": ["northland"], "issues": ["tolls"],
    "stance": "open_to", "kind": "reported_position",
}  # fmt: skip
