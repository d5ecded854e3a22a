"""The pages on consequences: their examples load and are answered, and they name what there is."""

from __future__ import annotations

import re
from pathlib import Path

from ruamel.yaml import YAML

from detente.consequences.answer import answer_consequences
from detente.consequences.parts.clauses import clauses_of_case
from detente.consequences.parts.coefficients import Coefficients
from detente.domain.case import Case
from detente.domain.references import check_references

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "consequences.md").read_text(encoding="utf-8")
CASE_FILE = (DOCS / "case_file.md").read_text(encoding="utf-8")


def blocks(page):
    return [YAML(typ="safe").load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


def test_the_complete_example_is_answered():
    case = Case.model_validate(next(b for b in blocks(CASE_FILE) if "case" in b))
    assert check_references(case) == []
    answer = answer_consequences(case, draws=200)
    assert answer.durability is not None
    assert answer.regroup is not None
    assert answer.by_id["D17"].reason == "Boards on this river have met rarely"


def test_clauses_and_coefficients_of_the_page_exist():
    clauses, coefficients = blocks(PAGE)[:2]
    issues = {
        rule["issue"]: {"question": "?", "scale": {0: "no", 100: "yes"}, "reference_point": 0}
        for rule in clauses["clauses"].values()
        if "issue" in rule
    } | {"territory": {"question": "?", "scale": {0: "no", 100: "yes"}, "reference_point": 0}}
    info = {"id": "page", "title": "Page", "as_of": "2025-01-01"}
    case = Case.model_validate({"case": info, "issues": issues, "sources": {"s20": {}}, **clauses, **coefficients})
    assert check_references(case) == []
    assert {"river_board", "hotline"} <= set(clauses_of_case(case))
    Coefficients(case.coefficients, draws=10)


def test_the_files_it_names_are_there():
    for name in re.findall(r"`(consequences/[a-z_]+\.py)`", PAGE):
        assert (DOCS.parent / "src" / "detente" / name).is_file(), name
