"""How well documents are read: attributed speech, statements of the seeds, and the gold sets of the examples.

usage: python benchmarks/evidence.py [--attribution GOLD.jsonl] [--brief]

Needs the measuring programs and gold files that lie beside the checkout (``../shared``). Prints

- attributed speech against gold in the PolNeAR layout: precision, recall and F1 at token overlap .3 and .8, recall and
  speaker by direct, mixed and indirect speech; the same for the attributions that whole statements carry; documents a
  second on one core for both;
- the statements of the seed articles with gold, and of the gold sets in ``tests/gold``: two examples read with their
  cases, invented articles on other negotiations, and of these two that no rule was ever tuned on, real news on other
  negotiations and more seeds, of which some were never tuned on (left out, in a line, where the gold is not there);
- all that was never tuned on taken together;
- the numbers of the seeds with value, unit and bound against the gold ones.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from detente.app.attributing import attribution_lines
from detente.domain.document import Document
from detente.domain.statement import Statement
from detente.evidence.lexicon import lexicon_from_case, lexicon_from_documents
from detente.evidence.read import read_documents
from detente.evidence.readers import read_folder
from detente.evidence.text.numbers import find_numbers
from detente.storage.case_file import load_case

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
EVIDENCE = SHARED / "data" / "evidence"
GOLD = ROOT / "tests" / "gold"
EXAMPLES = ("nile-dam", "eu-uk-2020")
HELD_OUT = "held"  # articles, and statements, whose name begins so were never tuned on
LABELS = ("source", "actor", "issue", "stance_group", "modality")
Gold = list[dict[str, object]]


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--attribution", type=Path, default=EVIDENCE / "polnear_dev.jsonl")
    parser.add_argument("--brief", action="store_true", help="leave attributed speech out")
    options = parser.parse_args(arguments)
    if not SHARED.is_dir():
        sys.exit(f"evidence: the gold lies in {SHARED}, which is not there")
    with tempfile.TemporaryDirectory() as folder:
        if not options.brief:
            _attribution(options.attribution, Path(folder))
        _statements(Path(folder))
    _numbers()


def _attribution(gold: Path, folder: Path) -> None:
    scorer = _program("score_attribution")
    list(attribution_lines(_first_line(gold, folder)))  # builds the tables, which are no part of the speed
    begun = time.process_time()
    lines = list(attribution_lines(gold))
    seconds = time.process_time() - begun
    _heading(f"Attributed speech: {gold.name}, {len(lines) / seconds:.0f} documents a second on one core")
    out = folder / "attributions.jsonl"
    out.write_text("\n".join(lines) + "\n", "utf-8")
    scorer.main(str(out), str(gold))
    documents = [
        Document(d["id"], d["text"], "text/plain") for d in map(json.loads, gold.read_text("utf-8").splitlines())
    ]
    read_documents(documents, lexicon_from_documents(documents))  # compiles the patterns, once a process
    begun = time.process_time()
    lexicon = lexicon_from_documents(documents)
    statements = read_documents(documents, lexicon).statements
    seconds = time.process_time() - begun
    _heading(f"The same from whole statements, {len(documents) / seconds:.0f} documents a second on one core")
    for name, key in (("their passages (spans)", "spans"), ("their contents (content_spans)", "content_spans")):
        print(name)
        out.write_text("\n".join(_converted(documents, statements, key)) + "\n", "utf-8")
        scorer.main(str(out), str(gold))


def _converted(documents: Sequence[Document], statements: Iterable[Statement], key: str) -> Iterable[str]:
    rows: dict[str, list[dict[str, object]]] = {d.path: [] for d in documents}
    for statement in statements:
        if statement.speaker_span is not None:
            content = [list(span) for span in getattr(statement, key)]
            rows[statement.document].append({"content": content, "source": [list(statement.speaker_span)]})
    return (json.dumps({"id": path, "attributions": found}) for path, found in rows.items())


def _statements(folder: Path) -> None:
    seeds, _ = read_folder(SHARED / "seeds")
    read = read_documents(seeds, lexicon_from_documents(seeds)).statements
    gold = json.loads((EVIDENCE / "gold_statements.json").read_text("utf-8"))
    _scored("Seeds 001 and 003", read, gold, EVIDENCE / "gold_checks.json", folder)
    _examples(folder)
    held = _articles(folder) + _news(folder) + _more_seeds(read, folder)
    _together(held)


def _examples(folder: Path) -> None:
    for name in EXAMPLES:
        documents, _ = read_folder(ROOT / "examples" / name / "sources")
        case = load_case(ROOT / "examples" / name / "case.yaml").case
        read = read_documents(documents, lexicon_from_case(case, documents)).statements
        gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
        _scored(f"Example {name}", read, gold, GOLD / "checks.json", folder)


def _articles(folder: Path) -> Counter[str]:
    """Score the invented articles; the counts of those that were never tuned on."""
    articles, _ = read_folder(GOLD / "articles")
    gold = json.loads((GOLD / "articles.json").read_text("utf-8"))
    held: Counter[str] = Counter()
    for title, held_out in (("Other negotiations", False), ("Other negotiations, never tuned on", True)):
        chosen = [d for d in articles if d.path.startswith(HELD_OUT) == held_out]
        names = {d.path for d in chosen}
        wanted = [g for g in gold if g["file"] in names]
        held = _scored(title, _read_alone(chosen), wanted, GOLD / "checks.json", folder)
    return held


def _news(folder: Path) -> Counter[str]:
    """Score real articles, of which only places are kept here; the counts of those that were never tuned on."""
    if not (GOLD / "news.json").exists():
        return _skipped("news.json")
    news = json.loads((GOLD / "news.json").read_text("utf-8"))
    rows = map(json.loads, (EVIDENCE / "polnear_train.jsonl").read_text("utf-8").splitlines())
    texts = {row["id"]: row["text"] for row in rows}
    held: Counter[str] = Counter()
    for title, held_out in (("Real news on other negotiations", False), ("Real news, never tuned on", True)):
        chosen = [
            Document(f"{d['id']}.txt", texts[d["id"]][: d["until"]], "text/plain")
            for d in news["documents"]
            if d["held"] == held_out
        ]
        wanted = [g for g in news["statements"] if g["id"].startswith(HELD_OUT) == held_out]
        held = _scored(title, _read_alone(chosen), wanted, GOLD / "news_checks.json", folder)
    return held


def _more_seeds(read: Sequence[Statement], folder: Path) -> Counter[str]:
    """Score the seeds that came without gold, one by one; the counts of those that were never tuned on."""
    if not (GOLD / "seeds.json").exists():
        return _skipped("seeds.json")
    gold = json.loads((GOLD / "seeds.json").read_text("utf-8"))
    held: Counter[str] = Counter()
    for held_out, name in sorted({(g["id"].startswith(HELD_OUT), g["file"]) for g in gold}):
        title = f"Seed {name[:3]}" + (", never tuned on" if held_out else "")
        wanted = [g for g in gold if g["file"] == name]
        counts = _scored(title, read, wanted, GOLD / "seeds_checks.json", folder)
        held += counts if held_out else Counter()
    return held


def _skipped(name: str) -> Counter[str]:
    print(f"\nleft out: tests/gold/{name} is not there")
    return Counter()


def _read_alone(documents: Iterable[Document]) -> tuple[Statement, ...]:
    return tuple(s for d in documents for s in read_documents([d], lexicon_from_documents([d])).statements)


def _scored(title: str, read: Iterable[Statement], gold: Gold, checks: Path, folder: Path) -> Counter[str]:
    """Print the score under its title; the counts in it, as :func:`_counts` reads them."""
    statements = list(read)
    out, wanted = folder / "out.json", folder / "gold.json"
    out.write_text(json.dumps([s.to_dict() for s in statements]), "utf-8")
    wanted.write_text(json.dumps(gold), "utf-8")
    _heading(f"{title}: {len(gold)} gold statements in {len({g['file'] for g in gold})} documents")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        _program("score_statements").main([str(out), str(wanted), str(checks)])
    print(printed.getvalue(), end="")
    by_file = {str(g["file"]): sum(o["file"] == g["file"] for o in gold) for g in gold}
    most = max(sum(s.document == f for s in statements) / n for f, n in by_file.items())
    print(f"at most {most:.1f} records per gold statement in one document")
    return _counts(printed.getvalue())


def _counts(printed: str) -> Counter[str]:
    """What the program printed as ``name right/all``, by name, with the gold statements as ``gold``."""
    pairs = {name: (int(right), int(all_)) for name, right, all_ in re.findall(r"(\w+) (\d+)/(\d+)", printed)}
    return Counter({name: right for name, (right, _) in pairs.items()} | {"gold": pairs["found"][1]})


def _together(held: Counter[str]) -> None:
    found, gold = held["found"], held["gold"]
    labels = " · ".join(f"{name.replace('_', ' ')} {held[name] / max(found, 1):.0%}" for name in LABELS)
    _heading("All that was never tuned on")
    print(f"all held-out together: found {found}/{gold} ({found / max(gold, 1):.0%}) · {labels}")


def _numbers() -> None:
    _heading("Numbers of the seeds: value, unit, bound")
    checks = json.loads((EVIDENCE / "gold_checks.json").read_text("utf-8"))
    right = 0
    for gold in checks["numbers"]:
        text = (SHARED / "seeds" / gold["file"]).read_text("utf-8")
        near = [n for n in find_numbers(text, 0, len(text)) if n.start < gold["end"] and gold["start"] < n.end]
        good = any((n.value, n.bound) == (gold["value"], gold["bound"]) for n in near)
        right += good
        print(
            f"  {'right' if good else 'WRONG'}  {gold['quote']}: " + ", ".join(f"{n.words} ({n.bound})" for n in near)
        )
    print(f"{right}/{len(checks['numbers'])} with value and bound")


def _first_line(gold: Path, folder: Path) -> Path:
    one = folder / "one.jsonl"
    with gold.open(encoding="utf-8") as lines:
        one.write_text(next(lines), "utf-8")
    return one


def _program(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    if spec is None or spec.loader is None:
        sys.exit(f"evidence: {name} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _heading(words: str) -> None:
    print(f"\n{words}\n{'-' * len(words)}")


if __name__ == "__main__":
    main(sys.argv[1:])
