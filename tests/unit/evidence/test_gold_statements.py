import importlib.util
import json
from pathlib import Path

import pytest

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents

SHARED = Path(__file__).parents[3].parent / "shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the gold statements lie beside the checkout"),
]


def scorer():
    spec = importlib.util.spec_from_file_location("score_statements", SHARED / "tools" / "score_statements.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    documents = [Document(p.name, p.read_text("utf-8"), "text/plain") for p in sorted((SHARED / "seeds").glob("*.txt"))]
    reading = read_documents(documents, lexicon_from_documents(documents))
    out = tmp_path_factory.mktemp("gold") / "out.json"
    out.write_text(json.dumps([s.to_dict() for s in reading.statements]), "utf-8")
    evidence = SHARED / "data" / "evidence"
    lines: list[str] = []
    module = scorer()
    module.print = lambda *args: lines.append(" ".join(map(str, args)))
    module.main([str(out), str(evidence / "gold_statements.json"), str(evidence / "gold_checks.json")])
    return lines


def share(line: str, name: str) -> float:
    found, of = line.split(f"{name} ")[1].split(" ")[0].split("/")
    return int(found) / int(of)


def test_core_statements_are_found_and_page_furniture_is_not(printed):
    assert share(printed[0], "found") >= 0.8
    assert share(printed[0], "core") >= 10 / 12
    assert printed[0].endswith("forbidden spans 0")
    assert float(printed[0].split("(")[2].split(" ")[0]) <= 3


@pytest.mark.parametrize(
    ("label", "least"), [("source", 0.85), ("actor", 0.8), ("issue", 0.75), ("stance_group", 0.7), ("negated", 0.95)]
)
def test_labels_agree_with_the_annotator(printed, label, least):
    assert share(printed[1], label) >= least
