"""The three stages of reading many documents, and what all chunks together must know between them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.app.corpus import stages
from detente.app.corpus.chunks import chunks
from detente.app.corpus.crew import Crew, usual_workers
from detente.app.corpus.stages import Desk, Finish
from detente.domain.document import Document
from detente.domain.errors import StorageError
from detente.domain.statement import Dropped, Statement
from detente.evidence.actors import KnownActor
from detente.evidence.checks import CheckContext
from detente.evidence.contradictions import OppositionLedger
from detente.evidence.independence import SourceGroups, SourceLink
from detente.evidence.lexicon import Lexicon
from detente.evidence.near_duplicates import Hashes, joined_by_copies
from detente.evidence.person_census import PersonCensus
from detente.evidence.read import EXTRACTOR_VERSION, language_notes
from detente.evidence.read_alone import LANGUAGE
from detente.evidence.readers import DocumentProblem, nothing_read
from detente.storage.parts import PartsFolder

Progress = Callable[[str, int, int], None]
MOST_PROBLEMS = 200
MOST_NAMED = 5


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
            found = self.parts.load(stages.done(key, self.finish[key]))
            if found is None:
                raise _gone(self.parts, stages.done(key, self.finish[key]))
            yield from found

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
        census, taken = _counted(parts, keys)
        if not taken.paths:
            raise nothing_read(place, [DocumentProblem(path, sentence) for path, sentence in taken.problems])
        roots = joined_by_copies(taken.sizes, taken.words, lambda: _shingles(parts, keys, taken.sizes_by_key))
        copies = {taken.paths[n]: taken.paths[root] for n, root in enumerate(roots) if root != n}
        lexicon = lexicon_of(TakenIn(census.persons(), {key: len(taken.sizes_by_key[key]) for key in keys}, parts))
        del census
        reading = reading_name(lexicon)
        parts.save_object(stages.lexicon_part(reading), lexicon)
        for number, _ in enumerate(crew.results(Desk.read, ((key, reading) for key in keys)), 1):
            progress("read", number, len(keys))
        facts = _facts(parts, keys, reading, copies)
        finish: dict[str, str] = {}
        ledgers: dict[str, OppositionLedger] = {}
        tasks = _finishing(parts, keys, reading, facts, finish)
        for number, (key, found) in enumerate(crew.results(Desk.finish, tasks), 1):
            ledgers[key] = found
            progress("finish", number, len(keys))
    ledger = OppositionLedger()
    for key in keys:
        ledger.merge(ledgers[key])
    notes = (*_notes(taken, facts, copies), *ledger.notes(lexicon))
    return CorpusReading(
        parts=parts,
        keys=tuple(keys),
        finish=finish,
        reading=reading,
        lexicon=lexicon,
        published=dict(zip(taken.paths, taken.published, strict=True)),
        copies=copies,
        statements_count=facts.statements,
        dropped=facts.dropped,
        notes=notes,
        problems=_shown_problems(taken.problems),
    )


def _picked(documents: Sequence[Document], numbers: Sequence[int]) -> list[Document]:
    return [documents[n] for n in numbers]


def reading_name(lexicon: Lexicon) -> str:
    """A hash of the rules and of what they look for."""
    known = repr((sorted(lexicon.actors.items()), sorted(lexicon.issues.items()), sorted(lexicon.case_actors)))
    content = f"{EXTRACTOR_VERSION}\x1f{known}"
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


@dataclass
class _Taken:
    """What the first stage found, a row a document."""

    paths: list[str]
    published: list[dt.date | None]
    sizes: list[int]
    words: list[str]
    translated: list[str]
    sizes_by_key: dict[str, list[int]]
    problems: list[tuple[str, str]]


def _counted(parts: PartsFolder, keys: Sequence[str]) -> tuple[PersonCensus, _Taken]:
    census = PersonCensus()
    taken = _Taken([], [], [], [], [], {}, [])
    for key in keys:
        found = parts.load(stages.taken(key))
        if found is None:
            raise _gone(parts, stages.taken(key))
        (row,) = found
        census.add_small_words(row["small_words"])
        taken.problems += [(path, sentence) for path, sentence in row["problems"]]
        taken.sizes_by_key[key] = [d["shingles"] for d in row["documents"]]
        for document in row["documents"]:
            census.add(document["persons"])
            taken.paths.append(document["path"])
            taken.published.append(dt.date.fromisoformat(document["published"]) if document["published"] else None)
            taken.sizes.append(document["shingles"])
            taken.words.append(document["words"])
            if document["translated"]:
                taken.translated.append(document["path"])
    return census, taken


def _shingles(parts: PartsFolder, keys: Sequence[str], sizes: dict[str, list[int]]) -> Iterator[Hashes]:
    for key in keys:
        joined = parts.load_array(stages.shingles(key))
        if joined is None or len(joined) != sum(sizes[key]):
            raise _gone(parts, stages.shingles(key))
        yield from np.split(joined, np.cumsum(sizes[key])[:-1]) if sizes[key] else ()


@dataclass
class _Facts:
    """What the second stage found, added up."""

    groups: SourceGroups
    context: CheckContext
    statements: int
    silent: list[str]
    foreign: dict[str, str]
    dropped: Counter[tuple[str, str]]


def _facts(parts: PartsFolder, keys: Sequence[str], reading: str, copies: dict[str, str]) -> _Facts:
    facts = _Facts(SourceGroups(copies), CheckContext(), 0, [], {}, Counter())
    for key in keys:
        lengths: dict[str, int] = {}
        for row in _rows(parts, stages.facts_part(key, reading)):
            for source, quotes in row["links"]:
                facts.groups.add(SourceLink(source, tuple(bytes.fromhex(q) for q in quotes)))
            facts.context.add(stages.document_facts_of(row))
            facts.statements += row["statements"]
            lengths[row["path"]] = row["length"]
            if not row["statements"]:
                facts.silent.append(row["path"])
            for stage, reason, count, whole in row["dropped"]:
                facts.dropped[(stage, reason)] += count
                if stage == LANGUAGE and whole:
                    facts.foreign[row["path"]] = reason
    facts.context = facts.context.only_shared()
    return facts


def _finishing(
    parts: PartsFolder, keys: Sequence[str], reading: str, facts: _Facts, finish: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """For each chunk what it must know of the others, and no more."""
    titles = hashlib.sha256(json.dumps(facts.context.titles, sort_keys=True).encode()).hexdigest()
    for key in keys:
        rows = _rows(parts, stages.facts_part(key, reading))
        sources = sorted({source for row in rows for source, _ in row["links"]})
        figures = sorted({f for row in rows for f in row["figures"] if f in facts.context.figures})
        groups = facts.groups.names(sources)
        context = CheckContext(
            {f: facts.context.figures[f] for f in figures},
            {f: facts.context.documents_by_figure[f] for f in figures},
            facts.context.titles,
        )
        content = json.dumps([reading, groups, context.figures, context.documents_by_figure, titles], sort_keys=True)
        finish[key] = hashlib.sha256(content.encode()).hexdigest()[:12]
        yield key, reading, Finish(finish[key], groups, context)


def _notes(taken: _Taken, facts: _Facts, copies: dict[str, str]) -> list[str]:
    notes = [f"{len(taken.paths):,} documents read, {facts.statements:,} statements"]
    if facts.dropped:
        by_stage: Counter[str] = Counter()
        for (stage, _), count in facts.dropped.items():
            by_stage[stage] += count
        notes.append("left out: " + ", ".join(f"{n:,} {stage}" for stage, n in sorted(by_stage.items())))
    if taken.translated:
        notes.append(
            f"{_some(taken.translated)} say that a machine translated them: their quotations are back-translations"
        )
    notes += language_notes(facts.foreign)
    silent = [path for path in facts.silent if path not in facts.foreign]
    if silent:
        notes.append(f"nothing found in {_some(silent)}")
    if copies:
        groups = len(set(copies.values()))
        notes.append(
            f"copies: {len(copies):,} documents share text with an earlier one ({groups:,} groups of copies): the "
            "author of a group counts once"
        )
    return notes


def _some(paths: Sequence[str]) -> str:
    named = ", ".join(paths[:MOST_NAMED])
    return named if len(paths) <= MOST_NAMED else f"{len(paths):,} documents ({named}, ...)"


def _shown_problems(problems: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    shown = [sentence for _, sentence in problems[:MOST_PROBLEMS]]
    if len(problems) > MOST_PROBLEMS:
        shown.append(f"{len(problems) - MOST_PROBLEMS:,} more could not be read.")
    return tuple(shown)


def _rows(parts: PartsFolder, name: str) -> list[dict[str, Any]]:
    """The facts of a chunk's documents."""
    found = parts.load(name)
    if found is None:
        raise _gone(parts, name)
    rows: list[dict[str, Any]] = found[0]["documents"]
    return rows


def _gone(parts: PartsFolder, name: str) -> StorageError:
    return StorageError(f"{parts.folder / name} is damaged; delete {parts.folder} and run again.")
