"""How reading time grows with hostile text: seconds at four times the length over seconds at one; about 4 is linear.

python benchmarks/growth.py
"""

from __future__ import annotations

import time

from detente.evidence.attribution import find_attributions, resolve_speakers
from detente.evidence.text.sentences import split_sentences
from detente.evidence.verify import find_quote

PIECES = (
    '"', "“", "‘", "(", "A ", "A. ", "A’", ", ", "— ", "x, y, ", "Brown said ", "and said ", "to to to ",
    "the claim that ",
    "who said that ", "as he noted, ", '"A," he said, ', "“A.” ", "“A.”\n\n", "a.b.", "!?", " \n \n",
)  # fmt: skip
LENGTH = 10_000


def main() -> None:
    print(f"{'text':>16} {'sentences':>10} {'attribution':>12} {'search':>8}   (seconds at {LENGTH:,}; ratio at 4x)")
    for piece in PIECES:
        row = [ratio(run, piece) for run in (split_sentences, attribute, search)]
        print(f"{piece!r:>16} " + " ".join(f"{seconds:6.3f} x{growth:4.1f}" for seconds, growth in row))


def attribute(text: str) -> None:
    resolve_speakers(text, find_attributions(text))


def search(text: str) -> None:
    find_quote(text, text[: len(text) // 2] + "\x00")


def ratio(run, piece: str) -> tuple[float, float]:
    run(piece * 10)
    short = seconds(run, piece * (LENGTH // len(piece)))
    return short, seconds(run, piece * (4 * LENGTH // len(piece))) / max(short, 1e-6)


def seconds(run, text: str) -> float:
    started = time.perf_counter()
    run(text)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
