"""Statements of any number of documents as a stream: few are read at once, many in parts."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.app import language_model
from detente.app.actor_file import file_hash, lexicon_for_persons, terms_for
from detente.app.at_once import read_at_once, stopped_at_once
from detente.app.corpus.chunks import is_large
from detente.app.corpus.proposing import with_proposals
from detente.app.corpus.reading import CorpusReading, Progress, TakenIn, read_corpus
from detente.app.language_model import Spending
from detente.app.named import Named, named, place_of
from detente.domain.errors import InputError, StoppedError
from detente.evidence.lexicon import Lexicon
from detente.evidence.llm.cost import Account
from detente.evidence.llm.settings import ModelSettings
from detente.storage.actor_file import ACTOR_FILE
from detente.storage.case_file import CASE_FILE
from detente.storage.files import refuse_unwritable
from detente.storage.parts import PartsFolder, temporary_parts, write_lines
from detente.storage.store import DATABASE_FILE
from detente.storage.workspace import open_workspace

OWN_FILES = frozenset({CASE_FILE, ACTOR_FILE, DATABASE_FILE})


@dataclass(frozen=True)
class Output:
    """What a reading came to; ``rows`` are its statements as JSON, to be gone through once.

    ``account`` is what a language model was asked, None without one.
    """

    rows: Iterator[dict[str, Any]]
    documents: int
    statements: int
    dropped: Counter[tuple[str, str]]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    account: Account | None = None


def holds_many(path: Path) -> bool:
    """Whether the named documents, or the sources of a case folder, are too many to be read at once."""
    return is_large(place_of(open_workspace(path)))


@contextlib.contextmanager
def statements_of(
    path: Path,
    *,
    case_path: Path | None,
    out: Path | None,
    workers: int | None,
    progress: Progress,
    llm: ModelSettings | None = None,
    spending: Spending = language_model.silent,
) -> Iterator[Output]:
    """The statements of the named documents, or of a case folder's sources.

    Many documents are read in parts, which lie in ``OUT.parts`` until ``out`` is written whole: the same command goes
    on with them after a stop. Without ``out`` nothing is left to go on with but a language model's answers.

    Raises
    ------
    StoppedError
        When a person stops it: what is kept, and how to go on.
    """
    what = named(path, case_path)
    if out is not None:
        _refuse(out, what)
    if not is_large(what.place):
        try:
            output = _at_once(what, progress, llm, spending)
            if out is not None:
                write_lines(out, output.rows)
        except KeyboardInterrupt:
            raise StoppedError(stopped_at_once(what, llm is not None)) from None
        yield output
        return
    with contextlib.nullcontext(Path(f"{out}.parts")) if out is not None else temporary_parts() as folder:
        try:
            found, account = _in_parts(what, folder, workers, progress, llm, spending)
            if out is not None:
                write_lines(out, found.rows())
        except KeyboardInterrupt:
            raise StoppedError(_stopped(folder if out is not None else None, what, llm is not None)) from None
        yield Output(
            found.rows() if out is None else iter(()),
            len(found.published),
            found.statements_count,
            found.dropped,
            found.notes,
            found.problems,
            account,
        )
        if out is not None:
            PartsFolder(folder).remove()


def _in_parts(
    what: Named,
    folder: Path,
    workers: int | None,
    progress: Progress,
    llm: ModelSettings | None,
    spending: Spending,
) -> tuple[CorpusReading, Account | None]:
    days = []

    def lexicon_of(taken: TakenIn) -> Lexicon:
        days.append(taken.latest)
        return lexicon_for_persons(what.case, taken.persons, what.file, taken.latest)

    inputs = file_hash(what.file)
    found = read_corpus(what.place, folder, lexicon_of, workers=workers, progress=progress, inputs=inputs)
    if llm is None:
        return found, None
    as_of = what.case.case.as_of if what.case is not None else None
    terms = terms_for(what.case, what.file, days[0])
    with language_model.asked(llm) as model, language_model.answers_of(what.workspace) as answers:
        asked = with_proposals(
            found, terms, model, llm, answers, as_of=as_of, progress=progress,
            spending=lambda account: spending(language_model.running(account)),
        )  # fmt: skip
    return asked, asked.account


def _at_once(what: Named, progress: Progress, llm: ModelSettings | None, spending: Spending) -> Output:
    documents, reading, problems, account = read_at_once(what, progress, llm, spending)
    return Output(
        (s.to_dict() for s in reading.statements),
        len(documents),
        len(reading.statements),
        Counter((d.stage, d.reason) for d in reading.dropped),
        reading.notes,
        tuple(p.sentence for p in problems),
        account,
    )


def _refuse(out: Path, what: Named) -> None:
    """Say what is wrong with the place for the output before hours of reading, not after."""
    place, target = what.place.resolve(), out.resolve()
    if target == place:
        raise InputError(str(out), "another file than the one that is read", "the same", "choose another --out")
    if place.is_dir() and place in target.parents:
        got = "one inside it, where the next reading would take it for a document"
        raise InputError(
            str(out), f"a file outside the folder that is read ({what.place})", got, "choose another --out"
        )
    if out.name in OWN_FILES:
        raise InputError(str(out), "a file for the statements", f"'{out.name}', a case's own", "choose another --out")
    refuse_unwritable(out)


def _stopped(folder: Path | None, what: Named, asked: bool) -> str:
    """One sentence: what is kept of a reading that was stopped, and how to go on."""
    kept = f"what was read is kept in {folder}" if folder is not None else "nothing read is kept without --out"
    answers = f", the model's answers in {language_model.answers_place(what.workspace)}" if asked else ""
    if folder is None and not asked:
        return f"Stopped; {kept}: give --out FILE to be able to go on."
    return f"Stopped; {kept}{answers}; run the same command again to go on."
