"""Check a case before it is run: what it says, and whether what it quotes stands where it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.app.actor_file import actor_file_of
from detente.app.corpus.notes import shown_problems
from detente.app.exposing import register_of
from detente.consequences.answer import answer_consequences
from detente.domain.case import Case
from detente.domain.errors import CaseError, InputError
from detente.evidence.readers import DocumentProblem, read_each
from detente.evidence.verify import find_quote
from detente.storage.case_file import SOURCES_FOLDER, LoadedCase, load_case, missing_documents
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
    case = loaded.case
    documents, unreadable, misquoted = read_through(loaded)
    problems = [
        *(str(p) for p in actor_file_problems(loaded)),
        *(str(p) for p in missing_documents(loaded)),
        *unreadable,
        *(str(p) for p in misquoted),
        *(str(p) for p in unanswerable(case)),
        *(str(p) for p in exposure_problems(loaded)),
    ]
    lines = (
        f"{case.case.title} ({case.case.id}), as of {case.case.as_of}: sound.",
        f"  {len(case.actors)} actors, {len(case.required)} of them required; {len(case.issues)} issues; "
        f"{len(case.stances)} stances; {len(case.leverage)} ledger entries; {len(case.packages)} packages; "
        f"{len(case.scenarios)} scenarios; {documents:,} documents.",
        *advice(loaded),
    )
    return Checked(tuple(problems), lines)


def read_through(loaded: LoadedCase) -> tuple[int, tuple[str, ...], list[CaseError]]:
    """How many documents can be read, what cannot be, and the sources whose quotation is not in their document.

    One document is in memory at a time, however many there are.
    """
    place = loaded.root / SOURCES_FOLDER
    quoted: dict[str, list[str]] = {}
    for key, source in loaded.case.sources.items():
        if source.quote is not None and source.document is not None:
            quoted.setdefault(source.document, []).append(key)
    documents = 0
    problems: list[tuple[str, str]] = []
    wrong: dict[str, CaseError] = {}
    for found in read_each(place) if place.is_dir() else ():
        if isinstance(found, DocumentProblem):
            problems.append((found.path, found.sentence))
            continue
        documents += 1
        for key in quoted.get(found.path, ()):
            if find_quote(found.text, loaded.case.sources[key].quote or "") is None:
                wrong[key] = _misquoted(loaded, key)
    return documents, shown_problems(problems), [wrong[key] for key in loaded.case.sources if key in wrong]


def exposure_problems(loaded: LoadedCase) -> Iterator[InputError]:
    """What is wrong with the organisation's register and its lists: a file that is not there, or its first bad line."""
    try:
        register_of(loaded.root, loaded.case)
    except InputError as error:
        yield error


def _misquoted(loaded: LoadedCase, key: str) -> CaseError:
    source = loaded.case.sources[key]
    line = loaded.lines.get(("sources", key, "quote"), 1)
    return CaseError(
        f"{loaded.path.name}:{line}: sources.{key}.quote",
        f"words that stand in {source.document}",
        f"'{(source.quote or '')[:60]}'",
        "copy the sentence from the document",
    )


def actor_file_problems(loaded: LoadedCase) -> Sequence[CaseError]:
    """All that is wrong with the analyst's actor file, a line each."""
    try:
        actor_file_of(loaded.root, loaded.case)
    except CaseError as error:
        return error.problems
    return ()


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
