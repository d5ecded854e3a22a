import re
from pathlib import Path

import pytest

import detente.evidence.vocabulary as vocabulary
from detente.domain.statement import STANCES
from detente.evidence.text.patterns import PatternSet, compile_simple, expand
from detente.evidence.vocabulary import issue_entries, modality, organisations, predicates, roles, world


def test_at_least_twenty_five_issues_with_both_ends_described():
    entries = issue_entries()
    assert len(entries) >= 25
    for entry in entries.values():
        assert min(entry.scale) == 0
        assert max(entry.scale) == 100
        assert all(text.strip() for text in entry.scale.values())
        assert entry.question.endswith("?"), entry.id


@pytest.mark.parametrize("part", ["keywords", "low", "high", "guards"])
def test_every_pattern_has_a_fixed_piece_to_be_found_by(part):
    for entry in issue_entries().values():
        patterns = {"keywords": entry.keywords, "low": entry.cues.low, "high": entry.cues.high, "guards": entry.guards}
        for written in patterns[part]:
            for simple in expand(written):
                found_by = (*compile_simple(simple).beginnings, *compile_simple(simple).openings)
                assert max(map(len, found_by)) >= 2, (entry.id, written)


def test_every_issue_but_those_without_a_direction_has_cues_to_both_ends():
    for entry in issue_entries().values():
        assert entry.cues.low, entry.id
        assert entry.cues.high, entry.id


def test_an_issue_is_found_by_its_own_first_keyword():
    for entry in issue_entries().values():
        example = re.sub(r"[%*~@]", "", expand(entry.keywords[0])[0]).replace("?", "s").strip()
        found = PatternSet([("k", k) for k in entry.keywords]).find(example, 0, len(example))
        if "~" not in entry.keywords[0] and "@" not in entry.keywords[0] and "*" not in entry.keywords[0]:
            assert found, (entry.id, example)


def test_predicates_are_of_the_known_stances_and_all_stances_have_some():
    assert set(predicates()) == set(STANCES)
    for stance, table in predicates().items():
        assert table.get("negated", stance) in STANCES


def test_world_has_every_large_region_and_no_name_of_a_politician():
    assert len(world()) > 180
    assert {"EG", "ET", "BR", "NO", "VN"} <= set(world())
    assert "african-union" in organisations()
    text = "\n".join(p.read_text("utf-8") for p in Path(vocabulary.__file__).parent.glob("*.yaml"))
    for name in ("Putin", "Trump", "Zelensk", "Ukraine", "Xi Jinping", "Merkel", "Brexit"):
        assert name not in text


def test_roles_and_modality_are_lists_of_words():
    assert "President" in roles()["principal"]
    assert all(isinstance(p, str) for patterns in modality().values() for p in patterns)


def test_an_incomplete_entry_is_one_clear_sentence(monkeypatch):
    from detente.domain.errors import InputError
    from detente.evidence.vocabulary import loader

    issue_entries.cache_clear()
    monkeypatch.setattr(loader, "_read", lambda name: {"broken": {"name": "Broken"}})
    with pytest.raises(InputError, match="broken"):
        issue_entries()
    monkeypatch.undo()
    issue_entries.cache_clear()
