"""Saving a case: comments stay, only what changed is written, nothing is lost; new and proposed cases."""

import datetime as dt
import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from detente.domain.case import Actor, Asset, Case, CaseInfo, Issue, NoDeal, Package, Stance
from detente.domain.errors import CaseError, StorageError
from detente.domain.quantity import Quantity
from detente.storage import files
from detente.storage.case_file import (
    case_schema,
    case_text,
    is_untouched_proposal,
    load_case,
    new_case,
    parse_case,
    save_case,
    write_proposed_case,
)
from detente.storage.case_schema import schema_text
from detente.storage.yaml_text import read_yaml

DOCS = Path(__file__).parents[3] / "docs"
TEXT = """\
# my notes on the case

case: {id: x-1,   title: "Test",  as_of: 2025-10-17}   # seen from mid October
actors:
    a: {name: A, required: true}
    # b joined late
    b:
        name:  'B'      # odd spacing is mine
        aliases: [Bee,
                  The B]
issues:
    t:
        question: Who?
        scale: {0: none, 40: mid, 100: all}   # agreed with the desk
        reference_point: 40
stances:
# first what a wants
- {actor: a, issue: t,  position: [70, 90, 100], salience: 80, source: s1}   # from the speech
# then b
- {actor: b,  issue: t}
packages:
    freeze: {t: 40, title: F}   # the draft
    long:
        title: L
        provisions: {t: 50}   # in full
sources: {s1: {note: hi}}
# end
"""


def example() -> str:
    """The example of the documentation."""
    return (DOCS / "case_file.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    assert len(before.splitlines()) == len(after.splitlines())
    return [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(TEXT, "utf-8")
    return tmp_path


def saved(folder: Path, change: Callable[[Case], Case]) -> str:
    loaded = load_case(folder)
    case = change(loaded.case)
    assert save_case(replace(loaded, case=case)).case == case
    assert load_case(folder).case == case
    return (folder / "case.yaml").read_text("utf-8")


def test_an_unchanged_case_leaves_the_file_untouched(folder: Path) -> None:
    before = (folder / "case.yaml").stat()
    assert saved(folder, lambda case: case) == TEXT
    assert (folder / "case.yaml").stat().st_mtime_ns == before.st_mtime_ns


def test_one_value_changes_one_line_and_keeps_its_comment(folder: Path) -> None:
    def change(case: Case) -> Case:
        first = case.stances[0].model_copy(update={"position": Quantity.range(60, 90, 100)})
        return case.model_copy(update={"stances": (first, *case.stances[1:])})

    ((_, line),) = changed_lines(TEXT, saved(folder, change))
    assert "position: [60, 90, 100]" in line
    assert line.endswith("# from the speech")


def test_quotes_and_neighbours_stay(folder: Path) -> None:
    def change(case: Case) -> Case:
        return case.model_copy(
            update={
                "case": case.case.model_copy(update={"title": "Better"}),
                "packages": {
                    **case.packages,
                    "long": case.packages["long"].model_copy(update={"provisions": {"t": 55}}),
                },
            }
        )

    lines = changed_lines(TEXT, saved(folder, change))
    assert [" ".join(b.split()) for _, b in lines] == [
        'case: {id: x-1, title: "Better", as_of: 2025-10-17} # seen from mid October',
        "provisions: {t: 55} # in full",
    ]


def test_added_removed_and_moved_entries_keep_the_comments_of_the_others(folder: Path) -> None:
    def change(case: Case) -> Case:
        return case.model_copy(
            update={
                "actors": {**case.actors, "c": Actor(name="C: the third")},
                "stances": (case.stances[1], Stance(actor="c", issue="t"), case.stances[0]),
                "packages": {"freeze": case.packages["freeze"]},
                "no_deal": {"a": NoDeal(cost_of_continuing=Quantity.range(1, 2, 3))},
            }
        )

    text = saved(folder, change)
    for comment in ("my notes", "seen from", "joined late", "odd spacing", "agreed with", "the draft", "# end"):
        assert comment in text
    assert "  The B]" in text
    assert "cost_of_continuing: [1, 2, 3]" in text


WRAPPED = """\
case: {id: x-1, title: T, as_of: 2025-10-17}
actors: {a: {name: A}, b: {name: B}, c: {name: C}}
issues: {t: {question: Who?, scale: {0: none, 1e2: all}, reference_point: 40}}
stances:
  - {actor: a, issue: t, position: {from: statements}, salience: [1, 2, 3],
     red_line: {min: [10, 20, 30],   # from the law
                firmness: 0.5},
     note: 'it''s mine'}
  - {actor: b, issue: t, salience: 5,   # a word on b
     guess: true, note: "two
     lines"}   # after b

  # before c
  - {actor: c, issue: t, salience: 5,
     note: plain text}
# end
"""


def stance(case: Case, place: int, **update: object) -> Case:
    stances = list(case.stances)
    stances[place] = stances[place].model_copy(update=update)
    return case.model_copy(update={"stances": tuple(stances)})


def test_an_entry_on_several_lines_stays_on_them(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(WRAPPED, "utf-8")

    def change(case: Case) -> Case:
        line = case.stances[0].red_line
        assert line is not None
        line = line.model_copy(update={"min": Quantity.value(12), "firmness": 0.75})
        case = stance(case, 0, red_line=line, note="it's ours", position=Quantity.range(1, 2, 3))
        return stance(case, 2, note="a: b")

    assert changed_lines(WRAPPED, saved(tmp_path, change)) == [
        (
            "  - {actor: a, issue: t, position: {from: statements}, salience: [1, 2, 3],",
            "  - {actor: a, issue: t, position: [1, 2, 3], salience: [1, 2, 3],",
        ),
        ("     red_line: {min: [10, 20, 30],   # from the law", "     red_line: {min: 12,   # from the law"),
        ("                firmness: 0.5},", "                firmness: 0.75},"),
        ("     note: 'it''s mine'}", "     note: 'it''s ours'}"),
        ("     note: plain text}", '     note: "a: b"}'),
    ]


def test_a_removed_entry_takes_only_its_own_lines(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(WRAPPED, "utf-8")
    text = saved(tmp_path, lambda case: case.model_copy(update={"stances": case.stances[1:]}))
    assert text.splitlines() == WRAPPED.splitlines()[:4] + WRAPPED.splitlines()[8:]


def test_a_confirmed_guess_touches_only_its_entry(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(WRAPPED, "utf-8")
    text = saved(tmp_path, lambda case: stance(case, 1, guess=False, statements=("s1", "s2")))
    assert '  - {actor: b, issue: t, salience: 5,   # a word on b\n     note: "two\n' in text
    assert 'lines", statements: [s1, s2]}   # after b' in text
    for comment in ("# from the law", "# a word on b", "# after b", "# before c", "# end"):
        assert comment in text
    assert text.splitlines()[:8] == WRAPPED.splitlines()[:8]
    assert text.splitlines()[-4:] == WRAPPED.splitlines()[-4:]


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(WRAPPED.replace("\n", "\r\n").encode())
    loaded = load_case(tmp_path)
    save_case(replace(loaded, case=stance(stance(loaded.case, 0, salience=Quantity.value(9)), 1, guess=False)))
    data = (tmp_path / "case.yaml").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"salience: 9,\r\n" in data


def test_a_case_saved_over_a_file_keeps_its_comments(folder: Path) -> None:
    case = load_case(folder).case
    case = case.model_copy(update={"case": case.case.model_copy(update={"as_of": dt.date(2026, 1, 1)})})
    save_case(case, folder)
    ((_, line),) = changed_lines(TEXT, (folder / "case.yaml").read_text("utf-8"))
    assert "as_of: 2026-01-01" in line


def test_a_case_saved_where_nothing_is(tmp_path: Path) -> None:
    case = parse_case(TEXT)[0]
    save_case(case, tmp_path / "other.yaml")
    assert load_case(tmp_path / "other.yaml").case == case
    with pytest.raises(StorageError, match="needs a path"):
        save_case(case)


def test_edits_of_others_are_not_overwritten(folder: Path) -> None:
    loaded = load_case(folder)
    (folder / "case.yaml").write_text(TEXT.replace("Test", "Theirs"), "utf-8")
    with pytest.raises(StorageError, match="changed by someone else"):
        save_case(loaded)
    assert "Theirs" in (folder / "case.yaml").read_text("utf-8")


def test_a_case_that_does_not_hold_together_is_not_saved(folder: Path) -> None:
    loaded = load_case(folder)
    bad = loaded.case.model_copy(update={"stances": (Stance(actor="nobody", issue="t"),)})
    with pytest.raises(CaseError, match="'nobody'"):
        save_case(replace(loaded, case=bad))
    assert (folder / "case.yaml").read_text("utf-8") == TEXT


def test_shared_values_are_not_changed_behind_the_analysts_back(tmp_path: Path) -> None:
    text = TEXT.replace("position: [70, 90, 100]", "position: &p [70, 90, 100]").replace(
        "{actor: b,  issue: t}", "{actor: b, issue: t, position: *p}"
    )
    (tmp_path / "case.yaml").write_text(text, "utf-8")
    loaded = load_case(tmp_path)
    first = loaded.case.stances[0].model_copy(update={"salience": Quantity.value(5)})
    save_case(replace(loaded, case=loaded.case.model_copy(update={"stances": (first, loaded.case.stances[1])})))
    again = load_case(tmp_path)
    assert "&p [70, 90, 100]" in again.text
    first = first.model_copy(update={"position": Quantity.range(1, 2, 3)})
    case = again.case.model_copy(update={"stances": (first, again.case.stances[1])})
    try:
        save_case(replace(again, case=case))
    except StorageError as error:
        assert "aliases" in str(error)  # noqa: PT017 - either it is saved right or it says why not
        assert load_case(tmp_path).case == again.case
    else:
        assert load_case(tmp_path).case == case


def test_a_full_disk_leaves_the_case_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load_case(folder)
    case = loaded.case.model_copy(update={"packages": {}})

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", refuse)
    with pytest.raises(StorageError, match="free some space"):
        save_case(replace(loaded, case=case))
    assert (folder / "case.yaml").read_text("utf-8") == TEXT
    assert [item.name for item in folder.iterdir()] == ["case.yaml"]


PROPOSED = Case(
    case=CaseInfo(id="talks", title="Talks: a proposal", as_of=dt.date(2025, 1, 1)),
    actors={"a": Actor(name="A", guess=True, statements=("s1", "s2")), "b": Actor(name="B", guess=True)},
    issues={
        "water": Issue(
            question="How much water?",
            scale={0: "none", 100: "all"},
            reference_point=50,
            keywords=tuple(f"keyword number {i}" for i in range(12)),
            guess=True,
            statements=("s1",),
        )
    },
    stances=(Stance(actor="a", issue="water", guess=True, statements=tuple(f"s{i}" for i in range(9))),),
    leverage=(Asset(actor="b", asset="the gates", strength=Quantity.range(0, 0.5, 1), since=dt.date(2020, 1, 1)),),
    packages={"title": Package(title="T", provisions={"water": 50})},
)


def test_a_proposal_explains_its_guesses_and_loads_back_equal(tmp_path: Path) -> None:
    file = write_proposed_case(PROPOSED, tmp_path, "Read from 5 documents.\nPlease correct.")
    text = file.read_text("utf-8")
    assert load_case(file).case == PROPOSED
    assert "# Read from 5 documents.\n# Please correct.\n" in text
    assert "  # guess from 2 statements: s1, s2\n  a: " in text
    assert "  # guess from 9 statements: s0, s1, s2, s3, ...\n" in text
    assert "  # guess, not from any statement: please set it\n  b: " in text
    assert 'position: "from: statements"' in text
    assert "strength: [0, 0.5, 1]" in text
    assert max(len(line) for line in text.splitlines()) <= 120


def test_a_proposal_replaces_only_a_proposal_nobody_touched(tmp_path: Path) -> None:
    file = write_proposed_case(PROPOSED, tmp_path)
    other = PROPOSED.model_copy(update={"packages": {}})
    write_proposed_case(other, tmp_path)
    assert load_case(file).case == other
    assert is_untouched_proposal(file.read_text("utf-8"))
    corrected = file.read_text("utf-8").replace("[0, 0.5, 1]", "[0, 0.6, 1]")
    assert not is_untouched_proposal(corrected)
    file.write_text(corrected, "utf-8")
    with pytest.raises(StorageError, match="not an untouched proposal"):
        write_proposed_case(PROPOSED, tmp_path)
    assert file.read_text("utf-8") == corrected


def test_a_new_case_passes_every_check(tmp_path: Path) -> None:
    folder = new_case(tmp_path, "Nile Dam: talks of 2025 (Élysée)", dt.date(2025, 3, 1))
    assert folder == tmp_path / "nile-dam-talks-of-2025-elysee"
    loaded = load_case(folder)
    assert loaded.case.case.title == "Nile Dam: talks of 2025 (Élysée)"
    assert loaded.case.case.as_of == dt.date(2025, 3, 1)
    assert (folder / "sources").is_dir()
    assert loaded.case.stances
    assert "# What each actor wants" in loaded.text


def test_a_new_case_never_overwrites(tmp_path: Path) -> None:
    folder = new_case(tmp_path, "x")
    (folder / "case.yaml").write_text("mine")
    with pytest.raises(StorageError, match="not empty; choose another name"):
        new_case(tmp_path, "x")
    assert (folder / "case.yaml").read_text() == "mine"
    with pytest.raises(CaseError, match="a name with letters or digits"):
        new_case(tmp_path, "…/..")


def test_the_example_of_the_documentation_is_a_case_with_every_section() -> None:
    case, parsed = parse_case(example())
    assert set(parsed.data) == set(Case.model_fields) - {"ended_by", "exposure"}
    assert parse_case(case_text(case))[0] == case


@pytest.mark.parametrize("text", [TEXT, example(), case_text(PROPOSED)], ids=["notes", "docs", "proposal"])
def test_the_schema_accepts_what_loads(text: str) -> None:
    schema = case_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(read_yaml(text, "case.yaml").data)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("salience: 80", "salience: [1, 2]"),
        ("as_of", "as_off"),
        ("kind: tangible", "kind: solid"),
        ("half_life: 10y", "half_life: long"),
        ("0: none", "zero: none"),
        ("red_line: {min: 30, ", "red_line: {"),
        ("dry_release: 45", "dry_release: lots"),
        ("id: two-lakes", "id: Two Lakes"),
    ],
)
def test_the_schema_refuses_what_does_not_load(old: str, new: str) -> None:
    text = example()
    assert old in text
    data = json.loads(json.dumps(read_yaml(text.replace(old, new, 1), "case.yaml").data))
    assert not jsonschema.Draft202012Validator(case_schema()).is_valid(data)
    with pytest.raises(CaseError):
        parse_case(text.replace(old, new, 1))


def test_the_published_schema_is_the_one_of_the_types() -> None:
    """Regenerate with: python -c "from detente.storage.case_schema import schema_text as t; print(t(), end='')"."""
    assert (DOCS / "case_schema.json").read_text("utf-8") == schema_text()
