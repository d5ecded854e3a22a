"""The case file's page on what follows signature, and the graph model's page: their examples are what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

from detente.storage.case_loading import parse_case
from detente.storage.imports.gmcr import read_conflict

DOCS = Path(__file__).parents[2] / "docs"


def test_the_complete_example_says_what_follows_signature():
    page = (DOCS / "case_file.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(case:.*?)```", page, re.DOTALL)
    case, _ = parse_case(example)
    assert list(case.compliance.options) == ["pays", "sues"]
    assert [option.signed for option in case.compliance.options.values()] == [True, False]


def test_every_field_of_an_option_is_explained():
    from detente.domain.compliance import Option

    page = (DOCS / "case_file.md").read_text(encoding="utf-8")
    part = page[page.index("## After signature") : page.index("## A complete small example")]
    cited = {"source", "statements", "guess", "note"}
    for field in set(Option.model_fields) - cited:
        assert f"`{field}`" in part, field


def test_the_example_of_what_is_not_known_can_be_read(tmp_path):
    page = (DOCS / "graph_model.md").read_text(encoding="utf-8")
    (block,) = re.findall(r'```json\n("uncertain".*?)```', page, re.DOTALL)
    uncertain = json.loads("{" + block + "}")["uncertain"]
    makers = {name: [i] for i, name in enumerate(uncertain)}
    entry = {
        "dms": makers,
        "options": list(makers),
        "feasible": [0, 1, 2, 3],
        "ranking_best_first": {name: [0, 1, 2, 3] for name in makers},
        "uncertain": uncertain,
    }
    path = tmp_path / "conflict.json"
    path.write_text(json.dumps(entry))
    found = {m.name: m.uncertain for m in read_conflict(path).decision_makers}
    assert found["Syria"].unknown
    assert found["Iraq"].spread == 0.5
    assert [weight for weight, _ in found["Turkey"].rankings] == [0.7, 0.3]
