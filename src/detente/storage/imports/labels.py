"""What a file calls its actors and issues: the texts of its first column and header, beside the ids of the case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.domain.case import Case
from detente.storage.imports.exchange import split as split_exchange
from detente.storage.imports.ktab import split as split_ktab
from detente.storage.imports.parts import read_input
from detente.storage.imports.sniff import sniff


@dataclass(frozen=True)
class Labels:
    """Ids of the case -> what the file calls them."""

    actors: dict[str, str]
    issues: dict[str, str]


def file_labels(path: Path, case: Case) -> Labels:
    """The labels of a KTAB, BDM or exchange file, ``case`` being what was imported from it."""
    kind = sniff(path)
    if kind == "exchange":
        rows = [cells for _, text in read_input(path).lines if (cells := split_exchange(text))]
        actors = [cells[1] for cells in rows if cells[0] == "#A"]
        issues = [cells[1] for cells in rows if cells[0] == "#P"]
    else:
        actors = [actor.name for actor in case.actors.values()]
        issues = ["Position"] if kind == "bdm" else _position_columns(path)
    return Labels(
        dict(zip(case.actors, actors, strict=True)),
        dict(zip(case.issues, issues, strict=True)),
    )


def _position_columns(path: Path) -> list[str]:
    rows = [cells for _, text in read_input(path).lines if (cells := split_ktab(text))]
    return rows[1][3::2]
