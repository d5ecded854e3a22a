"""Figures that differ between the documents of a corpus: compared as when all are read at once, a chunk in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

from detente.app.corpus.joining import facts_rows
from detente.evidence.checking.quantity_ledger import Quantity, QuantityLedger
from detente.storage.parts import PartsFolder

CHUNKS_IN_MEMORY = 64


def figure_notes(
    parts: PartsFolder,
    reading: str,
    with_figures: Sequence[tuple[str, str]],
    published: Mapping[str, dt.date | None],
) -> list[str]:
    """A sentence for each quantity that documents give differently; ``with_figures`` are (document, chunk)."""

    @lru_cache(maxsize=CHUNKS_IN_MEMORY)
    def quantities(key: str) -> dict[str, list[Quantity]]:
        rows = facts_rows(parts, key, reading)
        return {row["path"]: [Quantity.from_row(q) for q in row["quantities"]] for row in rows}

    ledger = QuantityLedger()
    for path, key in sorted(with_figures):  # by path, as when they are read at once
        if ledger.full:
            break
        ledger.add(path, published[path], quantities(key)[path])
    return ledger.notes()
