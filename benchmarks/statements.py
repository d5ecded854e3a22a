"""Reads a folder of .txt files and writes its statements as a list, for ``score_statements.py``.

usage: python benchmarks/statements.py FOLDER OUT.json
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from detente.domain.document import Document
from detente.evidence.lexicon import lexicon_from_documents
from detente.evidence.read import read_documents


def main(folder: str, out: str) -> None:
    files = sorted(Path(folder).glob("*.txt"))
    documents = [Document(f.name, f.read_text(encoding="utf-8"), "text/plain") for f in files]
    lexicon = lexicon_from_documents(documents)
    read_documents(documents[:1], lexicon)  # builds the matchers, which are not part of the speed
    begun = time.process_time()
    reading = read_documents(documents, lexicon)
    seconds = time.process_time() - begun
    Path(out).write_text(json.dumps([s.to_dict() for s in reading.statements], ensure_ascii=False, indent=1), "utf-8")
    for note in reading.notes:
        print(note)
    print(f"{len(documents) / seconds:.1f} documents/s")


if __name__ == "__main__":
    main(*sys.argv[1:3])
