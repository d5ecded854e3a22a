"""From documents nobody prepared to a case an analyst corrects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.app.pipeline import analyze
from detente.ensemble.design import Design
from detente.storage.case_file import load_case

DESIGN = Design(draws=200)
TEXTS = {
    "dam.txt": (
        "Ethiopian Foreign Minister Abebe Tola said on 3 March 2024 that Ethiopia rejects a binding agreement on the "
        "filling of the dam.\nEgypt demanded guarantees for its share of the Nile waters. "
        "Egyptian President Karim Nassar said Egypt will not accept any reduction of its water share.\n"
    ),
    "talks.md": (
        "---\ntitle: Talks resume\npublished: 2024-03-05\ndate: 2024-03-05\n---\n\n"
        "Sudan supports inspections of the dam, Sudanese officials said.\n\n"
        "Ethiopia and Egypt resumed talks on the dam in Khartoum. Ethiopia opposes international mediation.\n"
        "Ethiopia will probably oppose inspections of the dam, unnamed diplomats said.\n"
    ),
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_everything_proposed_is_marked_as_a_guess_with_its_statements(articles: Path, tmp_path: Path):
    result = analyze(articles, DESIGN, out=tmp_path / "out")
    case = load_case(tmp_path / "out").case
    read = {s.id for s in result.analysis.reading.statements}
    assert {"egypt", "ethiopia"} <= set(case.actors)
    assert case.stances
    for entry in (*case.actors.values(), *case.issues.values(), *case.stances):
        assert entry.guess
        assert set(entry.statements) <= read
    assert result.analysis.proposed
    assert result.analysis.forecast.missing


def test_every_statement_is_verbatim(articles: Path, tmp_path: Path):
    result = analyze(articles, DESIGN, out=tmp_path / "out")
    texts = {d.path: d.text for d in result.analysis.documents}
    assert result.analysis.reading.statements
    for statement in result.analysis.reading.statements:
        text = texts[statement.document]
        assert text[statement.start : statement.end] == statement.quote
        assert text[: statement.start].endswith(statement.prefix)
        assert text[statement.end :].startswith(statement.suffix)


def test_a_second_run_gives_the_same_bytes_and_a_corrected_case_is_kept(articles: Path, tmp_path: Path):
    first = analyze(articles, DESIGN, out=tmp_path / "out")
    again = analyze(articles, DESIGN, out=tmp_path / "out")
    elsewhere = analyze(articles, DESIGN, out=tmp_path / "other")
    assert first.written.results_sha256 == again.written.results_sha256 == elsewhere.written.results_sha256

    file = tmp_path / "out" / "case.yaml"
    corrected = file.read_text().replace("title: articles", "title: The dam, corrected")
    file.write_text(corrected)
    after = analyze(articles, DESIGN, out=tmp_path / "out")
    assert file.read_text() == corrected
    assert after.analysis.case.case.title == "The dam, corrected"
    assert not after.analysis.proposed


def test_a_person_can_vouch_and_it_counts_in_the_next_run(articles: Path, tmp_path: Path, capsys, run):
    before = analyze(articles, DESIGN, out=tmp_path / "out").analysis
    wanted = {(s.actor, s.issue) for s in before.case.stances}
    (statement, *_) = [
        s
        for s in before.reading.statements
        if not s.moves_position and any((i.actor, i.issue) in wanted for i in s.indications)
    ]
    assert run("review", str(tmp_path / "out"), statement.id, "--verdict", "vouched", "--by", "A. Analyst") == 0
    after = analyze(articles, DESIGN, out=tmp_path / "out").analysis
    assert before.manifest["reviews_sha256"] != after.manifest["reviews_sha256"]
    assert before.forecast.estimates != after.forecast.estimates
    assert run("review", str(tmp_path / "out")) == 0
    assert "vouched by A. Analyst" in capsys.readouterr().out


def test_read_prints_a_list_with_places_below_the_path(articles: Path, capsys, run):
    assert run("read", str(articles), "--json") == 0
    statements = json.loads(capsys.readouterr().out)
    assert {s["document"] for s in statements} <= set(TEXTS)
    for key in ("id", "start", "end", "quote", "spans", "speaker", "speaker_span", "source_type", "actors", "targets",
                "issues", "stance", "negated", "modality", "certainty", "kind", "checks"):  # fmt: skip
        assert key in statements[0]


def test_read_says_which_stage_dropped_what_when_it_finds_nothing(tmp_path: Path, capsys, run):
    (tmp_path / "note.txt").write_text(
        "The weather was fine for most of the week and the market was busy. It rained on the last day of the month.\n"
    )
    assert run("read", str(tmp_path), "--json") == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert "Dropped on the way" in captured.err or "No stage found a candidate" in captured.err
