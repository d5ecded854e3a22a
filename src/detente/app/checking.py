"""Check a case before it is run: what it says, and whether what it quotes stands where it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.app.reading import read_sources
from detente.consequences.answer import answer_consequences
from detente.domain.case import Case
from detente.domain.errors import CaseError, InputError
from detente.evidence.verify import find_quote
from detente.storage.case_file import LoadedCase, load_case, missing_documents
from detente.storage.workspace import open_workspace

FEW_DRAWS = 16
"""Enough to find out whether a case can be answered."""


@dataclass(frozen=True)
class Checked:
    """What is wrong with a case, a sentence each, and what it holds."""

    problems: tuple[str, ...]
    lines: tuple[str, ...]


def check_case(path: Path) -> Checked:
    """All problems of a case file and its sources; a summary of what it holds."""
    try:
        loaded = load_case(open_workspace(path).case_file)
    except CaseError as error:
        return Checked(tuple(str(p) for p in error.problems or [error]), ())
    documents, unreadable = read_sources(loaded.root / "sources")
    texts = {d.path: d.text for d in documents}
    case = loaded.case
    problems = [
        *(str(p) for p in missing_documents(loaded)),
        *unreadable,
        *(str(p) for p in misquoted(loaded, texts)),
        *(str(p) for p in unanswerable(case)),
    ]
    lines = (
        f"{case.case.title} ({case.case.id}), as of {case.case.as_of}: sound.",
        f"  {len(case.actors)} actors, {len(case.required)} of them required; {len(case.issues)} issues; "
        f"{len(case.stances)} stances; {len(case.leverage)} ledger entries; {len(case.packages)} packages; "
        f"{len(case.scenarios)} scenarios; {len(documents)} documents.",
        *advice(loaded),
    )
    return Checked(tuple(problems), lines)


def misquoted(loaded: LoadedCase, texts: dict[str, str]) -> Iterator[CaseError]:
    """Sources whose quotation does not stand, word for word, in their document."""
    for key, source in loaded.case.sources.items():
        if source.quote is None or source.document not in texts:
            continue
        if find_quote(texts[source.document], source.quote) is None:
            line = loaded.lines.get(("sources", key, "quote"), 1)
            yield CaseError(
                f"{loaded.path.name}:{line}: sources.{key}.quote",
                f"words that stand in {source.document}",
                f"'{source.quote[:60]}'",
                "copy the sentence from the document",
            )


def unanswerable(case: Case) -> Iterator[InputError]:
    """What keeps the models of consequences from answering: clauses, coefficients and classes nobody knows."""
    try:
        answer_consequences(case, draws=FEW_DRAWS)
    except InputError as error:
        yield error


def advice(loaded: LoadedCase) -> Iterator[str]:
    """What is missing without being wrong."""
    case = loaded.case
    if not case.required:
        yield "  No actor is required, so whether there is a deal cannot be judged: mark them with 'required: true'."
    without = [a for a in case.required if a not in case.no_deal]
    if without:
        yield f"  No cost of continuing is given for {', '.join(without)}: a wide guess will be used."
    if not case.packages:
        yield "  No packages: the zone will be judged, but no draft deal."
