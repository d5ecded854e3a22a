"""Mistakes that only another file or a scenario shows: `detente check` names them, and no verb answers over them."""

from pathlib import Path

import pytest

from detente.app.checking import check_case
from detente.consequences.parts.setting import setting_of
from detente.domain.case import Case
from detente.domain.errors import CaseError

CASE = """
case: {id: canal, title: A canal, as_of: 2025-01-01}
actors:
  north: {name: North, required: true}
  south: {name: South, required: true}
issues:
  tolls: {question: Who sets tolls?, scale: {0: north, 100: south}, reference_point: 40}
packages: {share: {tolls: 50}}
exposure: exposure.csv
consequences:
  energy: {exporter: north, share: 0.1}
  exposure: {lists: [names.csv], conditions: {north: {country: North, sanctioned: 0.5}}}
scenarios:
  drought: {facts: {energy: FACT}}
"""
ROWS = "what,kind,country,annual_value\ngrain,sale,North,5\n"


def written(folder: Path, fact: str = "{taken: {share: 0.01}}") -> Path:
    (folder / "case.yaml").write_text(CASE.replace("FACT", fact), encoding="utf-8")
    (folder / "exposure.csv").write_text(ROWS, encoding="utf-8")
    (folder / "names.csv").write_text("name\nSomebody\n", encoding="utf-8")
    return folder


def test_a_sound_case_is_said_to_be_sound(tmp_path):
    assert check_case(written(tmp_path)).problems == ()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("exposure.csv", None, "case.yaml: exposure: expected a file in the case folder, got 'exposure.csv'"),
        ("names.csv", None, "case.yaml: consequences.exposure.lists: expected a file in the case folder"),
        ("exposure.csv", ROWS.replace("sale", "sail"), "exposure.csv:2: expected sale, purchase or asset as kind"),
        ("exposure.csv", ROWS.replace(",5", ",-5"), "exposure.csv:2: expected an annual_value of at least 0, got -5"),
    ],
)
def test_check_reads_the_register_too(tmp_path, name, text, said):
    folder = written(tmp_path)
    if text is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(text, encoding="utf-8")
    (problem,) = check_case(folder).problems
    assert problem.startswith(said)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("{taken: {shore: 0.01}}", "energy.taken.shore: expected a package defined in this case, got 'shore'"),
        ("{share: 10}", "energy.share: expected a number from 0 to 1, got 10"),
        ("{shere: 0.1}", "energy.shere: expected a field that 'consequences' has there, got 'shere'"),
        ("{share: much}", "energy.share: expected a number"),
    ],
)
def test_facts_of_a_scenario_agree_with_the_case(tmp_path, fact, said):
    (problem,) = check_case(written(tmp_path, fact)).problems
    assert problem.startswith("case.yaml: scenarios.drought.facts." + said)


def test_facts_of_the_case_are_not_blamed_on_a_scenario():
    stated = {
        "case": {"id": "canal", "title": "A canal", "as_of": "2025-01-01"},
        "actors": {"north": {"name": "North"}},
        "issues": {"tolls": {"question": "?", "scale": {0: "a", 100: "b"}, "reference_point": 40}},
        "scenarios": {"calm": {}, "drought": {"facts": {"energy": {"exporter": "nroth", "share": 0.1}}}},
    }
    with pytest.raises(CaseError, match=r"scenarios\.drought\.facts\.energy\.exporter"):
        setting_of(Case.model_validate(stated), seed=1, draws=10)
