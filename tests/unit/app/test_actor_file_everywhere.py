"""The analyst's actor file counts in every way of reading, and a broken one is one sentence in each of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASE = """\
case: {id: water, title: Water, as_of: 2031-12-31}
actors:
  peru: {name: Peru, required: true}
  chile: {name: Chile, required: true}
issues:
  tariffs: {question: How high?, scale: {0: none, 100: high}, reference_point: 50, keywords: [tariff]}
stances:
  - {actor: peru, issue: tariffs}
"""
TEXT = (
    "The Old Fox rejected the tariffs of Chile in note {n}. It was number{n} of reporter{n} from town{n} on day{n}.\n"
)
FILE = "actors:\n  fox: {name: Rosa Diaz, aliases: [The Old Fox], represents: peru}\n"
BROKEN = "actors:\n  fox: {name: Rosa Diaz, represents: per}\n"
SAID = "actors.yaml:2: actors.fox.represents: expected the id of an actor, got 'per'; did you mean 'peru'?"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    root = tmp_path / "water"
    (root / "sources").mkdir(parents=True)
    (root / "case.yaml").write_text(CASE, encoding="utf-8")
    (root / "sources" / "a.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    (root / "actors.yaml").write_text(FILE, encoding="utf-8")
    return root


def many(folder: Path) -> Path:
    rows = [json.dumps({"id": f"a{n}", "text": TEXT.format(n=n)}) + "\n" for n in range(203)]
    (folder / "many.jsonl").write_text("".join(rows), encoding="utf-8")
    return folder / "many.jsonl"


def actors(out: Path) -> set[tuple[str, ...]]:
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    return {tuple(row["actors"]) for row in rows if "Old Fox" in row["quote"]}


def test_few_documents_to_a_file(run, case, tmp_path):
    assert run("read", case, "--out", tmp_path / "out.jsonl") == 0
    assert actors(tmp_path / "out.jsonl") == {("fox",)}
    assert run("read", case / "sources", "--case", case / "case.yaml", "--out", tmp_path / "out.jsonl") == 0
    assert actors(tmp_path / "out.jsonl") == {("fox",)}
    assert run("read", case / "sources", "--case", case, "--out", tmp_path / "out.jsonl") == 0
    assert actors(tmp_path / "out.jsonl") == {("fox",)}


def test_many_documents_with_and_without_a_case(run, case, tmp_path):
    place, out = many(tmp_path), tmp_path / "out" / "out.jsonl"
    assert run("read", place, "--case", case, "--out", out, "--workers", 1) == 0
    assert actors(out) == {("fox",)}
    (tmp_path / "actors.yaml").write_text(FILE, encoding="utf-8")  # beside the documents
    assert run("read", place, "--out", out, "--workers", 1) == 0
    assert actors(out) == {("fox",)}


def test_parts_read_with_another_actor_file_are_not_gone_on_with(run, case, tmp_path, monkeypatch):
    place, out = many(tmp_path), tmp_path / "out" / "out.jsonl"
    monkeypatch.setattr("detente.storage.parts.PartsFolder.remove", lambda self: None)
    assert run("read", place, "--case", case, "--out", out, "--workers", 1) == 0
    parts = Path(f"{out}.parts")
    before = {p.name for p in parts.glob("*.read")}
    (case / "actors.yaml").write_text(FILE + "  # a remark\n", encoding="utf-8")
    assert run("read", place, "--case", case, "--out", out, "--workers", 1) == 0
    assert {p.name for p in parts.glob("*.read")} == before  # it says the same
    note = FILE.replace("represents", "note: not an alias, role: chief, represents")
    for changed in (note, "blocs:\n  andes: {name: Andean Friends, members: [peru]}\n", ""):
        (case / "actors.yaml").write_text(changed, encoding="utf-8")
        known = {p.name for p in parts.glob("*.read")}
        assert run("read", place, "--case", case, "--out", out, "--workers", 1) == 0
        assert {p.name for p in parts.glob("*.read")} > known
    assert ("fox",) not in actors(out)


def test_a_language_model_is_told_and_judged_by_the_same_names(
    run, case, language_server, monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("DETENTE_LLM_URL", language_server.url)
    monkeypatch.setenv("DETENTE_LLM_MODEL", "tester")
    text = "Then the Vixen of the South looked at the tariffs with a favour nobody understood.\n"
    (case / "sources" / "b.txt").write_text(text, encoding="utf-8")
    (case / "actors.yaml").write_text(FILE.replace("The Old Fox", "The Old Fox, Vixen of the South"), "utf-8")
    proposal = {"quote": "the Vixen of the South looked at the tariffs with a favour", "actors": ["fox"]}
    proposal |= {"issues": ["tariffs"], "stance": "open_to", "kind": "reported_position"}
    language_server.respond = lambda request: [proposal] if "Vixen" in language_server.passage(request) else []
    assert run("read", case, "--llm", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [s["actors"] for s in found if s["extractor"] == "llm:tester"] == [["fox"]]
    assert any("- fox: Rosa Diaz" in r["messages"][1]["content"] for r in language_server.requests)


def test_a_statement_may_be_corrected_to_an_actor_of_the_file(run, case, capsys):
    assert run("analyze", case, "--draws", 50) == 0
    capsys.readouterr()
    assert run("read", case, "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    key = found["id"]
    assert run("review", case, key, "--set", "actors=fox", "--by", "ann") == 0


def test_a_changed_actor_file_makes_another_run(run, case):
    assert run("analyze", case, "--draws", 50) == 0
    (first,) = (case / "runs").iterdir()
    assert "actors.yaml" in json.loads((first / "manifest.json").read_text())["files"]
    (case / "actors.yaml").write_text(FILE + "blocs:\n  andes: {name: Andean Friends, members: [peru]}\n", "utf-8")
    assert run("analyze", case, "--draws", 50) == 0
    assert len(list((case / "runs").iterdir())) == 2


def test_the_file_beside_documents_goes_into_the_case_made_of_them(run, case, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(n=1) + "Peru rejected the tariffs of Chile.\n", encoding="utf-8")
    (folder / "actors.yaml").write_text(FILE, encoding="utf-8")
    assert run("analyze", folder, "--out", tmp_path / "made", "--draws", 50) == 0
    assert (tmp_path / "made" / "actors.yaml").read_text() == FILE
    (tmp_path / "made" / "actors.yaml").write_text(FILE + "# mine\n", encoding="utf-8")
    assert run("analyze", folder, "--out", tmp_path / "made", "--draws", 50) == 0
    assert (tmp_path / "made" / "actors.yaml").read_text().endswith("# mine\n")


@pytest.mark.parametrize("command", ["read", "read --out", "analyze", "timeline", "actors", "review", "many", "check"])
def test_a_broken_file_is_one_sentence_everywhere(run, case, tmp_path, capsys, command):
    if command == "review":
        assert run("analyze", case, "--draws", 50) == 0
        capsys.readouterr()
        assert run("read", case, "--json") == 0
        key = json.loads(capsys.readouterr().out)[0]["id"]
    (case / "actors.yaml").write_text(BROKEN, encoding="utf-8")
    arguments = {
        "read": ["read", case],
        "read --out": ["read", case, "--out", tmp_path / "x.jsonl"],
        "many": ["read", many(tmp_path), "--case", case, "--out", tmp_path / "out" / "x.jsonl"],
        "review": ["review", case, locals().get("key", ""), "--set", "actors=peru", "--by", "ann"],
        "check": ["check", case],
    }.get(command, [command, case])
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.err == f"detente: {SAID}\n"


@pytest.mark.parametrize("command", ["read", "timeline", "actors", "analyze"])
def test_a_broken_file_beside_documents_is_one_sentence_too(run, tmp_path, capsys, command):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    (folder / "actors.yaml").write_text(BROKEN, encoding="utf-8")
    more = ["--out", tmp_path / "made"] if command == "analyze" else []
    assert run(command, folder, *more) == 2
    assert SAID in capsys.readouterr().err
    assert not (tmp_path / "made" / "actors.yaml").exists()
