"""``detente review``: judgements given, listed, worked on offline, followed through changed sources, and compared."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from detente.app import pipeline
from detente.app.reading import gather
from detente.ensemble.design import Design
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
    cues: {low: [keep the tolls], high: [hand over the tolls]}
stances:
  - {actor: northland, issue: tolls}
  - {actor: southland, issue: tolls}
packages:
  shared: {tolls: 50}
"""
TEXTS = {
    "a.txt": "Northland demands to keep the tolls.\n\nSouthland rejected the tolls on Monday.\n",
    "b.txt": "Northland offered to hand over the tolls. Southland opposes the tolls of the harbour.\n",
}


@pytest.fixture(scope="module")
def analysed(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("case") / "harbour"
    (folder / "sources").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE)
    for name, text in TEXTS.items():
        (folder / "sources" / name).write_text(text)
    pipeline.analyze(folder, Design(draws=50))
    return folder


@pytest.fixture
def case(tmp_path: Path, analysed: Path) -> Path:
    return shutil.copytree(analysed, tmp_path / "harbour")


@pytest.fixture
def output(run, capsys):
    def output(*arguments, code=0):
        capsys.readouterr()
        assert run(*arguments) == code
        captured = capsys.readouterr()
        return captured.err if code else captured.out

    return output


@pytest.fixture
def found(case, output):
    """Statements by their first two words."""
    return {" ".join(s["quote"].split()[:2]): s for s in json.loads(output("read", case, "--json"))}


def listed(output, case):
    return json.loads(output("review", case, "--list", "--json"))


def test_a_statement_is_corrected_and_the_original_kept(case, output, found):
    statement = found["Northland demands"]
    key = statement["id"]
    told = output("review", case, key, "--set", "stance=seeks", "--set", "level=1", "--by", "ann", "--note", "softer")
    assert "corrected by ann" in told
    (review,) = listed(output, case)["reviews"]
    assert review["correction"] == {"stance": "seeks", "levels": {"northland.tolls": 1}}
    assert review["seen"] == {**statement, "moves_position": True}
    runs = set((case / "runs").iterdir())
    output("analyze", case, "--draws", 50)
    (run,) = set((case / "runs").iterdir()) - runs
    (counted,) = [s for s in json.loads((run / "statements.json").read_text()) if s["id"] == key]
    assert (counted["stance"], counted["quote"]) == ("seeks", statement["quote"])
    assert [i["level"] for i in counted["indications"]] == [1]
    shown = output("review", case)
    assert "stance=seeks" in shown
    assert "Northland demands to keep the tolls" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "stance=sekes", "--by", "ann"], "did you mean 'seeks'"),
        (["--set", "actors=nortland", "--by", "ann"], "did you mean 'northland'"),
        (["--set", "level=7", "--by", "ann"], "from 0 (lowest) to 4"),
        (["--verdict", "corrected", "--by", "ann"], "a correction with it"),
        (["--verdict", "rejected", "--set", "stance=seeks", "--by", "ann"], "leave --verdict out"),
        (["--verdict", "fine", "--by", "ann"], "accepted, corrected, rejected or vouched"),
        (["--verdict", "accepted"], "--by"),
    ],
)
def test_what_does_not_fit_is_said_and_not_kept(case, output, found, arguments, said):
    key = found["Northland demands"]["id"]
    assert said in output("review", case, key, *arguments, code=2)
    assert listed(output, case)["reviews"] == []


def test_a_review_survives_changed_sources_and_is_orphaned_when_its_words_go(case, output, found, run):
    for words in ("Northland demands", "Southland rejected"):
        assert run("review", case, found[words]["id"], "--verdict", "accepted", "--by", "ann") == 0
    source = case / "sources" / "a.txt"
    source.write_text("A first paragraph was added.\n\n" + TEXTS["a.txt"].replace("rejected", "accepted"))
    assert run("analyze", case, "--draws", 50) == 0
    after = listed(output, case)
    (review,) = after["reviews"]
    assert review["statement"] != review["given_for"] == found["Northland demands"]["id"]
    (orphan,) = after["orphaned"]
    assert orphan["seen"]["quote"].startswith("Southland rejected")
    assert "Orphaned" in output("review", case, "--list")
    assert "Southland rejected" in output("review", case, "--list")


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def write_rows(path: Path, rows: list[dict[str, str]], delimiter=",") -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_form_is_filled_in_offline(case, output, tmp_path, delimiter):
    form = tmp_path / "form.csv"
    output("review", case, "--export", form)
    rows = rows_of(form)
    assert {"statement", "quote", "stance", "level", "verdict", "note"} <= set(rows[0])
    changed = {r["quote"].split()[1]: r for r in rows}
    changed["demands"]["level"] = "northland.tolls=2"
    changed["rejected"]["verdict"] = "rejected"
    changed["offered"] |= {"verdict": "accepted", "note": "=as printed"}
    write_rows(form, rows, delimiter)
    assert "3 new judgements by bob" in output("review", case, "--import", form, "--by", "bob")
    given = {r["seen"]["quote"].split()[1]: r for r in listed(output, case)["reviews"]}
    assert given["demands"]["correction"] == {"levels": {"northland.tolls": 2}}
    assert (given["rejected"]["verdict"], given["offered"]["note"]) == ("rejected", "=as printed")
    assert "opposes" not in given
    assert "0 new judgements" in output("review", case, "--import", form, "--by", "bob")
    again = tmp_path / "again.csv"
    output("review", case, "--export", again, "--by", "bob")
    assert "0 new judgements" in output("review", case, "--import", again, "--by", "bob")
    assert "3 new judgements" in output("review", case, "--import", again, "--by", "cem")


def test_a_form_as_json_lines(case, output, tmp_path):
    form = tmp_path / "form.jsonl"
    output("review", case, "--export", form)
    rows = [json.loads(line) for line in form.read_text().splitlines()]
    assert rows[0]["actors"] == ["northland"]
    rows[0] |= {"actors": ["southland"], "negated": True}
    form.write_text("\n".join(json.dumps(r) for r in rows))
    assert "1 new judgements" in output("review", case, "--import", form, "--by", "bob")
    (review,) = listed(output, case)["reviews"]
    assert review["correction"] == {"actors": ["southland"], "negated": True}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            lambda rows: rows[1].update(stance="hates"),
            r"form.csv, row 3: stance: expected one of the known words, got 'hates'",
        ),
        (lambda rows: rows[1].update(verdict="fine"), r"form.csv, row 3: verdict: expected accepted, corrected"),
        (
            lambda rows: rows[1].update(statement="s0", quote="words nobody wrote"),
            r"form.csv, row 3: .*export the form anew",
        ),
        (lambda rows: rows[1].update(level="northland.fish=2"), r"form.csv, row 3: level.northland.fish"),
    ],
)
def test_a_form_with_a_fault_is_not_taken_in_at_all(case, output, tmp_path, spoil, said):
    form = tmp_path / "form.csv"
    output("review", case, "--export", form)
    rows = rows_of(form)
    rows[0]["verdict"] = "accepted"
    spoil(rows)
    write_rows(form, rows)
    assert re.search(said, output("review", case, "--import", form, "--by", "bob", code=2))
    assert listed(output, case)["reviews"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00form", "UTF-8"),
        (b'statement,verdict\n"s1', "row of a CSV"),
        (b"statement,verdict\ns1,accepted,and,more\n", "2 cells"),
    ],
)
def test_a_file_that_is_no_form(case, output, tmp_path, content, said):
    form = tmp_path / "form.csv"
    form.write_bytes(content)
    assert said in output("review", case, "--import", form, "--by", "bob", code=2)
    assert "nothing" in output("review", case, "--import", form, code=2)
    assert "could not be read" in output("review", case, "--import", tmp_path / "absent.csv", "--by", "bob", code=2)


def test_coders_are_compared(case, output, found):
    assert "nothing to compare" in output("review", case, "--agreement")
    for number, statement in enumerate(found.values()):
        output("review", case, statement["id"], "--verdict", "accepted", "--by", "ann")
        given = ["--set", "stance=assesses"] if number == 0 else ["--verdict", "accepted"]
        output("review", case, statement["id"], *given, "--by", "bob")
    told = json.loads(output("review", case, "--agreement", "--json"))
    assert (told["coders"], told["statements"]) == (["ann", "bob"], len(found))
    assert told["labels"]["stance"]["alpha"] < 1
    assert told["labels"]["actors"]["alpha"] == 1.0
    assert told["labels"]["kept"]["alpha"] is None  # nobody rejected anything: nothing varies
    assert told["labels"]["level"]["metric"] == "ordinal"
    text = output("review", case, "--agreement")
    assert "Krippendorff 2018" in text
    assert re.search(r"stance +nominal +0\.\d{3}", text)


def test_coders_who_differ_widen_the_interval(case, output, found):
    """From the command line to the results: one statement on a position, with one reading of it and with two."""
    output("review", case, found["Northland offered"]["id"], "--verdict", "rejected", "--by", "ann")
    key = found["Northland demands"]["id"]
    output("review", case, key, "--verdict", "accepted", "--by", "ann")
    alone = width_of(case)
    output("review", case, key, "--set", "level=3", "--by", "bob")
    assert width_of(case) > alone


def width_of(case):
    """Width of the interval of Northland's position, as an analysis takes the statements and their reviews."""
    with open_store(case) as store:
        sources = gather(open_workspace(case), store, None, pipeline.silent)
    _, estimates = estimate(sources.case, sources.reading.statements, draws=2000, seed=1, vouched=sources.vouched)
    place = ("northland", "tolls", "position")
    (found,) = [e for e in estimates if (e.actor, e.issue, e.parameter) == place]
    return found.interval.high - found.interval.low


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonld", "out.graphml", "prov.json"])
def test_statements_and_reviews_are_exported(case, output, found, name, tmp_path):
    output("review", case, found["Northland demands"]["id"], "--set", "stance=seeks", "--by", "ann")
    given = ["--format", "prov"] if name == "prov.json" else []
    assert "Wrote" in output("export", case, "--out", tmp_path / name, *given)
    text = (tmp_path / name).read_text()
    if name == "out.graphml":  # a statement against nobody joins no two actors
        assert 'id="northland"' in text
    else:
        assert found["Northland demands"]["id"] in text
        assert "ann" in text
    first = text
    output("export", case, "--out", tmp_path / name, *given)
    assert (tmp_path / name).read_text() == first


def test_tables_hold_case_and_statements(case, output, tmp_path):
    output("export", case, "--out", tmp_path / "tables")
    names = {p.stem for p in (tmp_path / "tables").iterdir()}
    assert {"actors", "issues", "stances", "statements", "indications", "reviews"} <= names


def test_a_case_that_was_never_read_has_no_statements_to_export(case, output, tmp_path):
    (case / "detente.db").unlink()
    assert "none read yet" in output("export", case, "--out", tmp_path / "out.jsonl", code=2)
    output("export", case, "--out", tmp_path / "tables")
    assert not (tmp_path / "tables" / "statements.csv").exists()


def test_a_statement_is_shown_with_all_that_is_known_of_it(case, output, found):
    key = found["Northland demands"]["id"]
    shown = output("review", case, key)
    assert "[ Northland demands to keep the tolls. ]" in shown
    assert "stance       demands" in shown
    assert "level        northland.tolls=" in shown
    assert "may move a position by itself" in shown
    assert "Nobody has judged it yet." in shown
    output("review", case, key, "--verdict", "accepted", "--by", "ann", "--note", "as printed")
    output("review", case, key, "--set", "level=2", "--by", "ann")
    shown = output("review", case, key)
    assert re.search(r"accepted by ann on 20\d\d-.*as printed +\(replaced by a later one\)", shown)
    assert "levels=northland.tolls:2" in shown
    assert len(json.loads(output("review", case, key, "--json"))["reviews"]) == 2
    assert "use one of" not in output("review", case, "s000000000000", code=2)


def test_what_is_not_judged_yet_is_listed_by_person(case, output, found):
    key = found["Northland demands"]["id"]
    everything = {s["id"] for s in json.loads(output("review", case, "--open", "--json"))}
    assert everything == {s["id"] for s in found.values()}
    output("review", case, key, "--verdict", "accepted", "--by", "ann")
    assert {s["id"] for s in json.loads(output("review", case, "--open", "--json"))} == everything - {key}
    assert {s["id"] for s in json.loads(output("review", case, "--open", "--by", "ann", "--json"))} == everything - {
        key
    }
    assert {s["id"] for s in json.loads(output("review", case, "--open", "--by", "bob", "--json"))} == everything
    assert f"{len(everything)} statements not judged by bob yet." in output("review", case, "--open", "--by", "bob")
    assert f"1 of {len(everything)} statements judged" in output("review", case)
    assert "No judgements yet." in output("review", case, "--list", "--by", "bob")


def test_a_judgement_given_twice_is_kept_once(case, output, found):
    key = found["Northland demands"]["id"]
    output("review", case, key, "--set", "level=2", "--by", "ann")
    assert "nothing added" in output("review", case, key, "--set", "level=2", "--by", " ann ")
    assert len(listed(output, case)["reviews"]) == 1
    output("review", case, key, "--set", "level=2", "--by", "ann", "--note", "checked")
    assert len(listed(output, case)["reviews"]) == 2


def test_accepting_what_must_be_vouched_for_says_so(case, output, found):
    key = found["Northland demands"]["id"]
    told = output("review", case, key, "--set", "source_type=hearsay", "--by", "ann")
    assert "--verdict vouched" in told
    assert "--verdict vouched" not in output("review", case, key, "--verdict", "vouched", "--by", "bob")


@pytest.mark.parametrize("name", ["case.yaml", "form.txt", "form"])
def test_a_form_never_takes_the_place_of_something_else(case, output, name):
    before = (case / "case.yaml").read_bytes()
    assert "a name ending in .csv or .jsonl" in output("review", case, "--export", case / name, code=2)
    assert (case / "case.yaml").read_bytes() == before


def test_a_form_that_is_there_is_not_written_over(case, output, tmp_path):
    (tmp_path / "form.csv").write_text("filled in by hand")
    assert "a name nothing has yet" in output("review", case, "--export", tmp_path / "form.csv", code=2)
    assert (tmp_path / "form.csv").read_text() == "filled in by hand"


@pytest.mark.parametrize("more", [[], ["--agreement"], ["--open"], ["s1", "--by", "ann"], ["--export", "form.csv"]])
def test_documents_without_a_case_have_no_reviews_and_leave_nothing_behind(output, tmp_path, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(TEXTS["a.txt"])
    assert "expected a case folder, got documents without a case" in output("review", "articles", *more, code=2)
    assert [p.name for p in tmp_path.iterdir()] == ["articles"]


def test_a_verdict_without_a_statement_is_not_passed_over(case, output):
    assert "expected the id of the statement" in output("review", case, "--verdict", "accepted", "--by", "ann", code=2)


def test_reviews_of_a_deleted_document_are_orphaned_and_found_again(case, output, found, run):
    key = found["Northland offered"]["id"]
    output("review", case, key, "--verdict", "accepted", "--by", "ann")
    source = case / "sources" / "b.txt"
    text = source.read_text()
    source.unlink()
    assert run("analyze", case, "--draws", 50) == 0
    assert [r["statement"] for r in listed(output, case)["orphaned"]] == [key]
    assert key not in output("review", case, "--open")
    (case / "sources" / "renamed.txt").write_text(text)
    assert run("analyze", case, "--draws", 50) == 0
    (review,) = listed(output, case)["reviews"]
    assert review["given_for"] == key != review["statement"]
    assert f"its words are {review['statement']} now" in output("review", case, key, code=2)


def test_a_case_changed_back_is_judged_as_it_is_read_now(case, output, found, run):
    """The statements listed are those of the reading that counts, also where it was kept from before."""
    plain = (case / "case.yaml").read_text()
    (case / "case.yaml").write_text(plain.replace("keywords: [tolls]", "keywords: [harbour]"))
    assert run("analyze", case, "--draws", 50) == 0
    changed = {s["id"] for s in json.loads(output("review", case, "--open", "--json"))}
    (case / "case.yaml").write_text(plain)
    assert run("analyze", case, "--draws", 50) == 0
    now = json.loads(output("review", case, "--open", "--json"))
    assert {s["id"] for s in now} == {s["id"] for s in found.values()} != changed
