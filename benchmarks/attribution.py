"""Attributed speech against gold in the PolNeAR layout: writes predictions and prints documents a second.

usage: python benchmarks/attribution.py GOLD.jsonl [--out predictions.jsonl] [--nested]
The layout's annotators mark a thought inside reported speech ("he said he wants to go") once, as speech; the inner
attributions, which the library marks as nested, are written with --nested only.
The output has one line a document: {"id", "attributions": [{"content", "source", "cue", "rule", "reason"}]}.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from detente.evidence.attribution import find_attributions


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--nested", action="store_true")
    options = parser.parse_args(arguments)
    with options.gold.open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    find_attributions("Warm up, she said.")
    began = time.perf_counter()
    results = [find_attributions(document["text"]) for document in documents]
    seconds = time.perf_counter() - began
    if options.out is not None:
        with options.out.open("w", encoding="utf-8") as out:
            for document, found in zip(documents, results, strict=True):
                rows = [
                    {
                        "content": [list(span) for span in speech.content],
                        "source": [list(speech.source)] if speech.source else [],
                        "cue": [list(speech.cue)] if speech.cue else [],
                        "rule": speech.rule,
                        "reason": speech.reason,
                    }
                    for speech in found
                    if options.nested or not speech.nested
                ]
                out.write(json.dumps({"id": document["id"], "attributions": rows}) + "\n")
    found, rate = sum(map(len, results)), len(documents) / seconds
    print(f"{len(documents)} documents, {found} attributions, {rate:.1f} documents a second")


if __name__ == "__main__":
    main(sys.argv[1:])
