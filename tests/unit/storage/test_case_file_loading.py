"""Loading a case file: what is sound loads, what is not is one clear sentence with file, line and field."""

import re
from pathlib import Path

import pytest

from detente.domain.errors import CaseError
from detente.domain.quantity import Quantity
from detente.storage.case_file import load_case, missing_documents, parse_case

GOOD = """\
case: {id: x-1, title: Test, as_of: 2025-10-17}
actors:
  a: {name: A, required: true}
  b: {name: B, aliases: [Bee]}
issues:
  t:
    question: Who?
    scale: {0: none, 40: mid, 100: all}
    reference_point: 40
stances:
  - {actor: a, issue: t, position: [70, 90, 100], salience: 80, red_line: {min: 55, firmness: 0.8}, source: s1}
  - {actor: b, issue: t, position: "from: statements"}
packages: {freeze: {t: 40, title: F}}
scenarios: {s: {set: [{actor: a, issue: t, red_line: none}]}}
sources: {s1: {document: note.txt}}
"""


def test_a_sound_case_loads_from_its_file_or_folder(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, "utf-8")
    loaded = load_case(tmp_path)
    assert loaded == load_case(tmp_path / "case.yaml")
    assert (loaded.path, loaded.root, loaded.text) == (tmp_path / "case.yaml", tmp_path, GOOD)
    assert loaded.lines[("stances", 1, "position")] == 12
    assert loaded.lines[("issues", "t", "scale", 40)] == 8
    assert loaded.case.issues["t"].scale == {0.0: "none", 40.0: "mid", 100.0: "all"}
    assert loaded.case.stances[0].position == Quantity.range(70, 90, 100)
    assert loaded.case.stances[1].position.from_statements
    assert loaded.case.packages["freeze"].provisions == {"t": 40.0}


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_case(tmp_path).case == parse_case(GOOD)[0]


# what to change, what to; the sentence
BAD = {
    "a field is missing": ("title: Test, ", "", "case.yaml:1: case.title: expected the field 'title', got nothing"),
    "a field is misspelt": ("name: A", "nmae: A", "case.yaml:3: actors.a.nmae: .* did you mean 'name'?"),
    "a section is misspelt": ("packages:", "packges:", "case.yaml:13: packges: .* did you mean 'packages'?"),
    "not a date": ("2025-10-17", "soon", "case.yaml:1: case.as_of: expected a date, got 'soon'; write year-month-day"),
    "a number for a date": ("2025-10-17", "86400", "case.yaml:1: case.as_of: expected a date, got 86400"),
    "no such day": ("2025-10-17", "2025-02-30", "case.yaml:1: case.as_of: expected a date, got '2025-02-30'"),
    "a bad id": ("id: x-1", "id: X 1", "case.yaml:1: case.id: expected an id of lower-case letters.* got 'X 1'"),
    "a bad id of an actor": ("b: {name", "Bb!: {name", "case.yaml:4: actors.Bb!: expected an id of lower-case letters"),
    "an id twice": ("b: {name", "a: {name", r"case.yaml:4: actors.a: expected each name once.* \(first on line 3\)"),
    "not true or false": ("true", "maybe", "case.yaml:3: actors.a.required: expected true or false, got 'maybe'"),
    "true for text": ("name: B", "name: true", "case.yaml:4: actors.b.name: .* got true; .* put text in quotes"),
    "a number for text": ("title: Test", "title: 5", "case.yaml:1: case.title: expected text, got 5; put it in quotes"),
    "text for a list": ("[Bee]", "Bee", r"case.yaml:4: actors.b.aliases: expected a list, got 'Bee'; .* brackets"),
    "an unknown kind": ("aliases: [Bee]", "kind: stat", "actors.b.kind: expected state, .* did you mean 'state'?"),
    "two numbers": ("[70, 90, 100]", "[70, 90]", r"case.yaml:11: stances\[0\].position: .* got the list \[70, 90\]"),
    "not in order": ("[70, 90, 100]", "[70, 60, 100]", r"stances\[0\].position: expected a range with low <= mode"),
    "off the scale": ("[70, 90, 100]", "[70, 90, 130]", r"stances\[0\].position: expected a number from 0 to 100"),
    "infinity": ("[70, 90, 100]", "[70, 90, .inf]", r"stances\[0\].position\[2\]: expected a finite number, got inf"),
    "nan in a package": ("{t: 40", "{t: .nan", "case.yaml:13: packages.freeze.t: expected a finite number, got nan"),
    "off the scale in a package": ("{t: 40", "{t: 400", "case.yaml:13: packages.freeze.t: expected a number from 0"),
    "text in a package": ("{t: 40", "{t: lots", "case.yaml:13: packages.freeze.t: expected a number, got 'lots'"),
    "an unknown actor": ("actor: b", "actor: bb", r"case.yaml:12: stances\[1\].actor: .*'bb'; did you mean 'b'?"),
    "an unknown issue": ("{t: 40", "{tt: 40", "case.yaml:13: packages.freeze.tt: expected an issue .* mean 't'?"),
    "an unknown source": ("source: s1", "source: s2", r"case.yaml:11: stances\[0\].source: expected a source defined"),
    "a reference off the scale": ("point: 40", "point: 400", "case.yaml:9: issues.t.reference_point: .* got 400"),
    "a scale of one point": (
        "0: none, 40: mid, 100: all",
        "40: none",
        "case.yaml:8: issues.t.scale: expected at least",
    ),
    "a scale in words": ("0: none", "zero: none", "case.yaml:8: issues.t.scale.zero: expected a number before ':'"),
    "a red line of nothing": ("min: 55, ", "", r"case.yaml:11: stances\[0\].red_line: .*'min' or a 'max'"),
    "firmness above one": ("0.8", "8", r"stances\[0\].red_line.firmness: expected a number of at most 1, got 8"),
    "a word for a red line": ("red_line: none", "red_line: nine", "case.yaml:14: .*the word none.* got 'nine'"),
    "a misspelt red line": ("red_line: none", "red_line: {mon: 5}", "case.yaml:14: .*red_line.mon: .* mean 'min'?"),
    "a document outside": ("note.txt", "../note.txt", "case.yaml:15: sources.s1.document: expected a file inside"),
    "a tab": ("    question", "\tquestion", "case.yaml:7: expected valid YAML, got a tab; indent with spaces"),
    "a colon too many": ("Who?", "Who: what", "case.yaml:7: expected valid YAML, .* put text that contains ': ' in"),
    "an open bracket": ("[Bee]", "[Bee", "case.yaml:4: expected valid YAML"),
    "open quotes": ("note.txt", '"note.txt', "case.yaml:15: expected valid YAML, .*close the quotes"),
    "a tag": ("[Bee]", "!!python/object:os.system x", "case.yaml:4: actors.b.aliases: .* got the tag '!!python"),
    "another tag": ("name: B", "name: !secret B", "case.yaml:4: actors.b.name: .* got the tag '!secret'"),
    "a merge key": ("name: B", "<<: {name: B}", "case.yaml:4: .* got a merge key"),
    "a second document": ("sources:", "---\nsources:", "case.yaml:15: expected one YAML document"),
    "a control character": ("Test", "T\0", r"case.yaml:1: .* got the character U\+0000"),
    "deep nesting": ("[Bee]", "[" * 60 + "]" * 60, "case.yaml:4: expected at most 24 levels of nesting"),
    "an endless number": ("salience: 80", "salience: " + "9" * 5000, r"case.yaml:11: stances\[0\].salience: "),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    old, new, sentence = BAD[name]
    assert GOOD.count(old) >= 1
    (tmp_path / "case.yaml").write_text(GOOD.replace(old, new, 1), "utf-8")
    with pytest.raises(CaseError) as caught:
        load_case(tmp_path)
    message = str(caught.value)
    assert re.search(sentence, message)
    assert "\n" not in message
    assert not re.search(r"Input should|Value error|\[type=|pydantic|ruamel", message)


@pytest.mark.parametrize(("text", "got"), [("", "an empty file"), ("- 1", "a list or"), ("# only", "an empty file")])
def test_something_else_than_fields(text: str, got: str) -> None:
    with pytest.raises(CaseError, match=got):
        parse_case(text)


def test_all_problems_are_told_in_the_order_of_the_file() -> None:
    text = GOOD.replace("name: A", "nmae: A").replace("Test", "5").replace("0.8", "8").replace("[Bee]", "Bee")
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    problems = caught.value.problems
    assert str(problems[0]) == str(caught.value)
    fields = [problem.where.split(": ")[1] for problem in problems]
    assert fields == [
        "case.title",
        "actors.a.nmae",
        "actors.a.name",
        "actors.b.aliases",
        "stances[0].red_line.firmness",
    ]


def test_few_lines_cannot_stand_for_billions() -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    with pytest.raises(CaseError, match="at most 200,000 values"):
        parse_case("\n".join(lines))


def test_an_alias_may_be_used_but_not_within_itself() -> None:
    text = GOOD.replace("[70, 90, 100]", "&range [70, 90, 100]").replace('"from: statements"', "*range")
    assert parse_case(text)[0].stances[1].position == Quantity.range(70, 90, 100)
    with pytest.raises(CaseError, match=r"defined and closed above, got the alias '\*a'"):
        parse_case("a: &a [*a]")


def test_what_is_no_case_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r"no such file.*detente new NAME"):
        load_case(tmp_path / "missing")
    with pytest.raises(CaseError, match="a folder without one"):
        load_case(tmp_path)
    with pytest.raises(CaseError, match="name too long; check the path"):
        load_case(tmp_path / ("x" * 5000))
    (tmp_path / "case.yaml").write_bytes(b"case:\n  title: caf\xe9\n")
    with pytest.raises(CaseError, match=r"case.yaml:2: expected text in UTF-8, got the byte 0xE9"):
        load_case(tmp_path)
    (tmp_path / "case.yaml").write_bytes(b"#" * 5_000_001)
    with pytest.raises(CaseError, match="at most 5 MB"):
        load_case(tmp_path)


def test_missing_documents_are_told(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, "utf-8")
    loaded = load_case(tmp_path)
    (problem,) = missing_documents(loaded)
    assert str(problem).startswith("case.yaml:15: sources.s1.document: expected a file in the case folder")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "note.txt").write_text("x")
    assert missing_documents(loaded) == []
