"""What an analysis of very many documents starts from: a case, and the most telling statements on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.app.actor_file import lexicon_for_persons
from detente.app.corpus.reading import CorpusReading, Progress, TakenIn, read_corpus
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Reading, Review
from detente.evidence.claims.telling import MOST, MostTelling
from detente.evidence.lexicon import Lexicon

SAMPLE = 400  # documents a case is proposed from
PARTS = "reading"  # folder in the case folder: a cache, to be deleted at any time


@dataclass(frozen=True)
class Gathered:
    """The case as it is after reading, the documents that are cited, and what they say on it."""

    case: Case
    documents: tuple[Document, ...]
    reading: Reading
    problems: tuple[str, ...]


def gather_corpus(
    sources: Path,
    parts: Path,
    case_of: Callable[[Sequence[Document]], Case],
    file_of: Callable[[Case], ActorFile],
    reviews: Sequence[Review],
    progress: Progress,
    ask: Callable[[CorpusReading, Case, ActorFile], CorpusReading] = lambda found, case, file: found,
) -> Gathered:
    """Read all documents of a case in parts and keep the most telling statements.

    ``case_of`` gives the case, proposed from a sample of the documents where there is none: SAMPLE of them, evenly
    spread over their order. ``file_of`` gives the analyst's actor file. ``ask`` adds a language model's proposals.
    """
    known: list[tuple[Case, ActorFile]] = []

    def lexicon_of(taken: TakenIn) -> Lexicon:
        case = case_of(taken.sample(SAMPLE))
        known.append((case, file_of(case)))
        return lexicon_for_persons(case, taken.persons, known[0][1], taken.latest)

    found = read_corpus(sources, parts, lexicon_of, progress=progress)
    case, file = known[0]
    found = ask(found, case, file)
    judged = {str(r.seen.get("document", "")) for r in reviews}
    kept, later = _telling(found, case, judged)
    cited = {s.document for s in kept.statements()} | judged
    documents = tuple(d for d in found.documents() if d.path in cited)
    notes = (*found.notes, *_notes(found, len(kept.statements()), later, case.case.as_of))
    return Gathered(case, documents, Reading(tuple(kept.statements()), (), notes), found.problems)


def _telling(found: CorpusReading, case: Case, judged: Collection[str]) -> tuple[MostTelling, int]:
    kept = MostTelling(found.lexicon, case.actors, case.issues, judged)
    later = 0
    for statement in found.statements():
        published = found.published[statement.document]
        if published is not None and published > case.case.as_of:
            later += 1
        else:
            kept.add(statement, published)
    return kept, later


def _notes(found: CorpusReading, kept: int, later: int, as_of: dt.date) -> list[str]:
    notes = [
        f"used: {kept:,} of {found.statements_count:,} statements, of each party on each issue the {MOST} most "
        "telling; 'detente read --out' gives all"
    ]
    if later:
        notes.append(
            f"used: none of {later:,} statements that were published after {as_of}, the day the case is seen from"
        )
    return notes
