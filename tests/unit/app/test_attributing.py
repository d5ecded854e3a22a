"""Attributions alone, in the layout scorers of attributed speech take."""

import json

import pytest

from detente.app.attributing import attribution_lines
from detente.domain.errors import DocumentError

TEXT = "“We will not sign,” the minister of Aland said.\r\n\r\nBruno Keller wants a longer truce."


def test_a_jsonl_of_texts_is_read_to_the_character(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps({"id": "a1", "text": TEXT, "attributions": []}) + "\n\n", "utf-8")
    (line,) = attribution_lines(file)
    found = json.loads(line)
    assert found["id"] == "a1"
    said, wanted = found["attributions"]
    assert [TEXT[a:b] for a, b in said["content"]] == ["“We will not sign,”"]
    assert [TEXT[a:b] for a, b in said["source"]] == ["the minister of Aland"]
    assert [TEXT[a:b] for a, b in wanted["content"]] == ["a longer truce"]


def test_nested_thoughts_come_only_when_asked_for(tmp_path):
    file = tmp_path / "note.txt"
    file.write_text("Anna Brown said that she wants to see the draft.", "utf-8")
    (outer,) = map(json.loads, attribution_lines(file))
    (both,) = map(json.loads, attribution_lines(file, nested=True))
    assert (len(outer["attributions"]), len(both["attributions"])) == (1, 2)


@pytest.mark.parametrize("line", ["[1]", '{"id": 3}', "nonsense"])
def test_a_line_that_is_no_text_is_named(tmp_path, line):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"id": 1, "text": "x"}\n' + line + "\n", "utf-8")
    with pytest.raises(DocumentError, match=r"texts.jsonl:2: expected"):
        list(attribution_lines(file))
