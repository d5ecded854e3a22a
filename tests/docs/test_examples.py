"""The examples that ship: sound, cited to the word, in our own words, and as their READMEs describe them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from detente.domain.case import Case
from detente.domain.quantity import Quantity
from detente.domain.references import check_references
from detente.storage.case_file import load_case, missing_documents

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
EXAMPLES = ["ukraine-2025", "nile-dam", "eu-uk-2020"]
LEAST = {
    "ukraine-2025": {"actors": 12, "issues": 10, "notes": 12, "leverage": 15, "packages": 4, "scenarios": 4},
    "nile-dam": {"actors": 5, "issues": 5, "notes": 5, "leverage": 10, "packages": 2, "scenarios": 2},
    "eu-uk-2020": {"actors": 5, "issues": 5, "notes": 5, "leverage": 10, "packages": 2, "scenarios": 2},
}
SHINGLE = 8


def folder(name: str) -> Path:
    return ROOT / "examples" / name


@lru_cache
def case_of(name: str) -> Case:
    return Case.model_validate(YAML(typ="safe").load(folder(name) / "case.yaml"))


def notes_of(name: str) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((folder(name) / "sources").iterdir())}


def body(note: str) -> str:
    return note.split("---\n", 2)[2]


def plain(text: str) -> str:
    return " ".join(text.split())


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def counts(name: str) -> dict[str, int]:
    case = case_of(name)
    parts = {key: len(getattr(case, key)) for key in ("actors", "issues", "leverage", "packages", "scenarios")}
    return {**parts, "notes": len(notes_of(name))}


def numbers_set_by_the_analyst(*quantities: Quantity | None) -> bool:
    return any(q is not None and not q.from_statements for q in quantities)


@pytest.mark.parametrize("name", EXAMPLES)
def test_loads_as_the_program_loads_it(name):
    loaded = load_case(folder(name))
    assert loaded.case == case_of(name)
    assert loaded.case.case.id == name
    assert list(missing_documents(loaded)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_parts_agree(name):
    assert check_references(case_of(name)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_is_as_large_as_promised(name):
    found = counts(name)
    assert {key: found[key] >= least for key, least in LEAST[name].items()} == dict.fromkeys(LEAST[name], True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_quote_is_verbatim_and_every_note_is_quoted(name):
    notes = {key: plain(text) for key, text in notes_of(name).items()}
    sources = case_of(name).sources
    assert [key for key, s in sources.items() if plain(s.quote or "?") not in notes[s.document or ""]] == []
    assert {s.document for s in sources.values()} == set(notes)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_source_is_used(name):
    text = (folder(name) / "case.yaml").read_text(encoding="utf-8").split("\nsources:\n")[0]
    used = set(re.findall(r"\bs\d{2,}\b", text))
    assert sorted(set(case_of(name).sources) - used) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_notes_are_short_dated_and_ours(name):
    for key, note in notes_of(name).items():
        head = YAML(typ="safe").load(note.split("---\n", 2)[1])
        assert set(head) == {"title", "publisher", "date"}, key
        assert head["publisher"] == "Détente example note", key
        assert head["date"] <= case_of(name).case.as_of, key
        assert 80 <= len(body(note).split()) <= 200, key


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_known_after_the_day_the_case_is_seen_from(name):
    case = case_of(name)
    dates = [s.date for s in case.sources.values()] + [a.since for a in case.leverage]
    dates += [e.date for s in case.scenarios.values() for e in s.events]
    assert all(isinstance(d, dt.date) and d <= case.case.as_of for d in dates)
    written = " ".join(body(n) for n in notes_of(name).values())
    found = [dt.datetime.strptime(d, "%d %B %Y").date() for d in re.findall(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b", written)]
    assert len(found) > 20
    assert max(found) <= case.case.as_of


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_of_the_analyst_says_so(name):
    case = case_of(name)
    silent = [
        f"{s.actor}/{s.issue}"
        for s in case.stances
        if numbers_set_by_the_analyst(s.position, s.salience) and "nalyst's judgement" not in s.note
    ]
    silent += [f"{s.actor}/{s.issue} line" for s in case.stances if s.red_line and "nalyst's" not in s.red_line.note]
    cited = [*case.issues.items(), *case.no_deal.items(), *case.packages.items(), *case.scenarios.items()]
    silent += [key for key, part in cited if "nalyst's judgement" not in part.note]
    silent += [a.asset for a in case.leverage if "nalyst's judgement" not in a.note]
    silent += [key for key, actor in case.actors.items() if actor.required and "nalyst's judgement" not in actor.note]
    assert silent == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_mixes_ranges_and_statements(name):
    stances = case_of(name).stances
    from_statements = [s for s in stances if s.position.from_statements]
    assert len(from_statements) >= 4
    assert len(stances) - len(from_statements) >= 20


@pytest.mark.parametrize("name", EXAMPLES)
def test_required_parties_have_lines_with_sources_a_no_deal_value_and_leverage(name):
    case = case_of(name)
    assert len(case.required) >= 2
    assert set(case.no_deal) == set(case.actors)
    for actor in case.required:
        lines = [s.red_line for s in case.stances if s.actor == actor and s.red_line is not None]
        assert lines, actor
        assert all(line.source and 0 < line.firmness < 1 for line in lines), actor
        assert any(a.actor == actor for a in case.leverage), actor


@pytest.mark.parametrize("name", EXAMPLES)
def test_ledger_is_of_both_kinds_and_partly_fades(name):
    ledger = case_of(name).leverage
    assert {a.kind for a in ledger} == {"tangible", "intangible"}
    assert {a.half_life is None for a in ledger} == {True, False}


@pytest.mark.parametrize("name", EXAMPLES)
def test_scenarios_keep_levers_and_uncertainties_apart(name):
    scenarios = case_of(name).scenarios.values()
    assert {s.kind for s in scenarios} == {"lever", "uncertainty"}
    assert all((s.chosen_by is not None) == (s.kind == "lever") for s in scenarios)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_scenario_changes_only_stances_that_exist(name):
    case = case_of(name)
    changes = [c for s in case.scenarios.values() for c in s.set if c.issue is not None]
    assert [c for c in changes if case.stance(c.actor, c.issue or "") is None] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_readme_tells_the_counts_and_the_command(name):
    readme = plain((folder(name) / "README.md").read_text(encoding="utf-8"))
    words = {2: "two", 4: "four", 5: "five", 6: "six", 7: "seven"}
    found = counts(name)
    assert f"detente analyze examples/{name}" in readme
    assert f"{found['actors']} actors, {found['issues']} issues, {found['notes']} short source notes" in readme
    assert f"a ledger of {found['leverage']} assets" in readme
    assert f"{words[found['packages']]} draft deals and {words[found['scenarios']]} scenarios" in readme
    assert "endorsed" in readme


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the checkout")
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_is_shared_with_the_seeds(name):
    seeds = [p.read_text(encoding="utf-8", errors="replace") for p in sorted(SEEDS.glob("*.txt"))]
    theirs = set[tuple[str, ...]]().union(*map(shingles, seeds))
    assert len(theirs) > 1000
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder(name).rglob("*")) if p.suffix in {".md", ".yaml"}]
    ours = set[tuple[str, ...]]().union(*map(shingles, texts))
    assert ours & theirs == set()
