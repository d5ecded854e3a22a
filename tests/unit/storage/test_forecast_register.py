"""The register on disk: lines can be added, and any change to those before is found out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.domain.errors import FormatError
from detente.storage.register import add_entry, read_register

BODY = {"question": {"text": "Où?", "criterion": "c", "by": "2030-01-01"}, "foreseen": {"made_by": "m"}}


@pytest.fixture
def register(tmp_path):
    file = tmp_path / "register.jsonl"
    first = add_entry(file, "forecast", "", "2026-01-01", BODY)
    add_entry(file, "forecast", "", "2026-01-01", BODY)
    add_entry(file, "resolution", first.forecast, "2030-01-02", {"outcome": 3.0, "source": "s", "by": ""})
    return file


def test_entries_come_back_in_order_with_ids_of_their_own(register):
    entries = read_register(register)
    assert [e.kind for e in entries] == ["forecast", "forecast", "resolution"]
    assert entries[0].forecast != entries[1].forecast
    assert entries[2].forecast == entries[0].forecast
    assert entries[1].previous == entries[0].hash


def test_adding_leaves_the_lines_before_byte_by_byte(register):
    before = register.read_bytes()
    add_entry(register, "withdrawal", "f1", "2030-01-03", {"reason": "r"})
    assert register.read_bytes().startswith(before)


def test_no_file_is_an_empty_register(tmp_path):
    assert read_register(tmp_path / "none.jsonl") == ()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_found_out(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("register") / "register.jsonl"
    for day in (1, 2):
        add_entry(file, "forecast", "", f"2026-01-0{day}", BODY)
    content = bytearray(file.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(content)
    with pytest.raises(FormatError):
        read_register(file)


def changed(register, change):
    lines = register.read_text(encoding="utf-8").splitlines()
    register.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[1:],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [*lines, lines[2]],
        lambda lines: [lines[0], "", *lines[1:]],
        lambda lines: [lines[0], lines[1].replace("2030", "2031"), lines[2]],
        lambda lines: [json.dumps(json.loads(lines[0])), *lines[1:]],
        lambda lines: ["[]", *lines[1:]],
    ],
    ids=["first removed", "middle removed", "swapped", "repeated", "empty line", "edited", "respaced", "not an entry"],
)
def test_a_changed_register_is_refused_with_the_line_at_fault(register, change):
    changed(register, change)
    with pytest.raises(FormatError, match=r"register.jsonl:\d+: expected .* restore it from a copy"):
        read_register(register)


def test_a_last_line_that_breaks_off_is_found_out(register):
    register.write_bytes(register.read_bytes()[:-1])
    with pytest.raises(FormatError, match="breaks off"):
        read_register(register)


def test_nothing_can_be_added_to_a_changed_register(register):
    changed(register, lambda lines: lines[1:])
    before = register.read_bytes()
    with pytest.raises(FormatError):
        add_entry(register, "withdrawal", "f1", "2030-01-03", {"reason": "r"})
    assert register.read_bytes() == before
