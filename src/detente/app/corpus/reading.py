"""The three stages of reading many documents, one after the other."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.app.corpus import stages
from detente.app.corpus.chunks import chunks
from detente.app.corpus.crew import Crew, usual_workers
from detente.app.corpus.figures import figure_notes
from detente.app.corpus.joining import counted, facts_of, finishing, gone, shingles_of
from detente.app.corpus.notes import notes_of, shown_problems
from detente.app.corpus.stages import Desk
from detente.domain.document import Document
from detente.domain.statement import Dropped, Statement
from detente.evidence.actors.mentions import KnownActor
from detente.evidence.checking.contradictions import OppositionLedger
from detente.evidence.checking.near_duplicates import joined_by_copies
from detente.evidence.lexicon import Lexicon
from detente.evidence.read import EXTRACTOR_VERSION
from detente.evidence.readers import DocumentProblem, nothing_read
from detente.storage.parts import PartsFolder

Progress = Callable[[str, int, int], None]
PARTS_VERSION = "2"  # changes whenever a part holds something else


@dataclass(frozen=True)
class CorpusReading:
    """What many documents said; the statements themselves stay on the disk until they are asked for.

    ``copies`` maps each document that shares text with an earlier one to the first of them. ``published`` has every
    document, in order. ``dropped`` counts what was left out by (stage, reason).
    """

    parts: PartsFolder
    keys: tuple[str, ...]
    finish: dict[str, str]
    reading: str
    lexicon: Lexicon
    published: dict[str, dt.date | None]
    copies: dict[str, str]
    statements_count: int
    dropped: Counter[tuple[str, str]]
    notes: tuple[str, ...]
    problems: tuple[str, ...]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every statement as JSON, document by document."""
        for key in self.keys:
            yield from self._read(key)

    def _read(self, key: str) -> list[dict[str, Any]]:
        """The rules' statements of a chunk."""
        found = self.parts.load(stages.done(key, self.finish[key]))
        if found is None:
            raise gone(self.parts, stages.done(key, self.finish[key]))
        return found

    def statements(self) -> Iterator[Statement]:
        """Every statement, document by document."""
        return (Statement.from_dict(row) for row in self.rows())

    def left_out(self) -> Iterator[Dropped]:
        """Everything that was left out, and why."""
        for key in self.keys:
            yield from stages.load_read(self.parts, key, self.reading)[1]

    def documents(self) -> Iterator[Document]:
        """Every document, one after the other."""
        desk = Desk(self.parts.folder)
        for key in self.keys:
            yield from desk.texts_of(key)


@dataclass(frozen=True)
class TakenIn:
    """What is known of the documents before they are read: the persons they name; and some of them, to look into."""

    persons: list[KnownActor]
    counts: dict[str, int]  # documents by chunk, in order
    latest: dt.date | None  # the day of the latest document
    parts: PartsFolder

    def sample(self, most: int) -> list[Document]:
        """At most so many documents, evenly spread over all, in their order."""
        desk = Desk(self.parts.folder)
        places = [(key, n) for key, count in self.counts.items() for n in range(count)]
        chosen: dict[str, list[int]] = {}
        for k in range(min(most, len(places))):
            key, n = places[k * len(places) // min(most, len(places))]
            chosen.setdefault(key, []).append(n)
        return [document for key, numbers in chosen.items() for document in _picked(desk.texts_of(key), numbers)]


def read_corpus(
    place: Path,
    folder: Path,
    lexicon_of: Callable[[TakenIn], Lexicon],
    *,
    workers: int | None = None,
    progress: Progress = lambda stage, done, total: None,
    inputs: str = "",
) -> CorpusReading:
    """The statements of all documents of a folder, table or feed.

    Parameters
    ----------
    place : Path
        What to read.
    folder : Path
        Where the parts go; if some are there already, the reading goes on from them.
    lexicon_of : callable
        What to look for, given the persons that the documents name (``evidence.person_census``) and the documents.
    workers : int, optional
        Processes; one for each core when left out. The result is the same for any number. More than one needs a main
        module that may be imported twice (``if __name__ == "__main__"``).
    progress : callable, optional
        Called with (stage, done, total).
    inputs : str
        A hash of what else the reading depends on, such as the analyst's actor file: parts of another are not used.

    Raises
    ------
    DocumentError
        When nothing can be read.
    StorageError
        When the folder cannot be written.
    """
    workers = workers or usual_workers()
    parts = PartsFolder(folder)
    parts.open()
    with Crew(workers, folder) as crew:
        keys = _take_in(place, crew, progress)
        census, taken = counted(parts, keys)
        if not taken.paths:
            raise nothing_read(place, [DocumentProblem(path, sentence) for path, sentence in taken.problems])
        roots = joined_by_copies(taken.sizes, taken.words, lambda: shingles_of(parts, keys, taken.sizes_by_key))
        copies = {taken.paths[n]: taken.paths[root] for n, root in enumerate(roots) if root != n}
        counts = {key: len(taken.sizes_by_key[key]) for key in keys}
        latest = max((day for day in taken.published if day is not None), default=None)
        lexicon = lexicon_of(TakenIn(census.persons(), counts, latest, parts))
        del census
        reading = reading_name(lexicon, inputs)
        parts.save_object(stages.lexicon_part(reading), lexicon)
        for number, _ in enumerate(crew.results(Desk.read, ((key, reading) for key in keys)), 1):
            progress("read", number, len(keys))
        facts = facts_of(parts, keys, reading, copies)
        finish: dict[str, str] = {}
        ledgers: dict[str, OppositionLedger] = {}
        tasks = finishing(parts, keys, reading, facts, finish)
        for number, (key, found) in enumerate(crew.results(Desk.finish, tasks), 1):
            ledgers[key] = found
            progress("finish", number, len(keys))
    ledger = OppositionLedger()
    for key in keys:
        ledger.merge(ledgers[key])
    published = dict(zip(taken.paths, taken.published, strict=True))
    differing = figure_notes(parts, reading, facts.with_figures, published)
    notes = (*notes_of(taken, facts, copies), *ledger.notes(lexicon), *differing)
    return CorpusReading(
        parts=parts,
        keys=tuple(keys),
        finish=finish,
        reading=reading,
        lexicon=lexicon,
        published=published,
        copies=copies,
        statements_count=facts.statements,
        dropped=facts.dropped,
        notes=notes,
        problems=shown_problems(taken.problems),
    )


def _picked(documents: Sequence[Document], numbers: Sequence[int]) -> list[Document]:
    return [documents[n] for n in numbers]


def reading_name(lexicon: Lexicon, inputs: str = "") -> str:
    """A hash of the rules, of what they look for, in its order, and of what the analyst says of it."""
    known = repr((list(lexicon.actors.items()), list(lexicon.issues.items()), sorted(lexicon.case_actors)))
    content = f"{PARTS_VERSION}\x1f{EXTRACTOR_VERSION}\x1f{inputs}\x1f{known}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _take_in(place: Path, crew: Crew, progress: Progress) -> list[str]:
    """Keys of all chunks in their order, a repeated one once."""
    keys: list[str] = []

    def tasks() -> Iterator[tuple[Any, ...]]:
        for chunk in chunks(place):
            keys.append(chunk.key)
            yield (chunk,)

    for number, _ in enumerate(crew.results(Desk.take_in, tasks()), 1):
        progress("take in", number, max(number, len(keys)))
    return list(dict.fromkeys(keys))
