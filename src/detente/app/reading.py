"""From what the user named to a case, its documents and their statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.app.actor_file import actor_file_of, take_in_actor_file, terms_for
from detente.app.corpus.chunks import is_large
from detente.app.corpus.gathering import PARTS, gather_corpus
from detente.app.corpus.proposing import with_proposals as ask_about_corpus
from detente.app.corpus.reading import CorpusReading
from detente.app.kept_readings import forget_others, keep, read_statements, reading_key
from detente.app.language_model import VERSION as PROMPT_VERSION
from detente.app.language_model import Spending, asked, running, silent, with_proposals
from detente.app.proposing_case import case_in
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.domain.statement import Dropped, Reading, Review
from detente.evidence.llm.confirmed import with_confirmed
from detente.evidence.llm.cost import Account
from detente.evidence.llm.settings import ModelSettings
from detente.evidence.readers import SUFFIXES, read_folder
from detente.evidence.reviewing.reviews import apply_reviews
from detente.storage.case_file import is_untouched_proposal, load_case
from detente.storage.store import Store
from detente.storage.workspace import Workspace, take_in

Progress = Callable[[str, int, int], None]
Documents = tuple[tuple[Document, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Sources:
    """What an analysis starts from.

    ``proposed`` says that the case was proposed from documents and that nobody has confirmed any of it yet.
    ``problems`` are the documents that could not be read, a sentence each. ``account`` is what a language model was
    asked, None where none was.
    """

    case: Case
    documents: tuple[Document, ...]
    reading: Reading
    reviews: tuple[Review, ...]
    vouched: frozenset[str]
    problems: tuple[str, ...]
    proposed: bool
    account: Account | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the reader of a report must know of the reading: what was not read, what was left unused, copies."""
        return tuple(note for note in self.reading.notes if note.startswith(("not read:", "used:", "copies:")))


def gather(
    workspace: Workspace,
    store: Store,
    as_of: dt.date | None,
    progress: Progress,
    llm: ModelSettings | None = None,
    spending: Spending = silent,
) -> Sources:
    """Documents, case and statements of a workspace; a language model is asked only where ``llm`` says which.

    A case is proposed where there is none yet, and anew where nobody has touched the last proposal. ``spending`` is
    told what asking has come to on the way.
    """
    take_in(workspace, SUFFIXES)
    take_in_actor_file(workspace)
    if is_large(workspace.sources):
        return _gather_many(workspace, store, as_of, progress, llm, spending)
    documents, problems = read_sources(workspace.sources)
    loaded = case_in(workspace, documents, as_of, progress_in(progress, "propose"))
    case = loaded.case
    file = actor_file_of(workspace.root, case)
    forget_others(store, documents)
    reading = read_statements(case, documents, store, progress_in(progress, "read"), file)
    account = None
    if llm is not None:
        reading, account = with_proposals(case, documents, reading, llm, store, file, progress, spending)
        more = f"+llm:{llm.model}:{PROMPT_VERSION}"
        keep(store, documents, reading_key(case, documents, file, more), reading)
    reviews = tuple(store.reviews())
    confirmed = with_confirmed(reading, reviews, documents)
    if confirmed is not reading:
        reading = confirmed
        keep(store, documents, reading_key(case, documents, file, "+confirmed"), reading)
    reading = as_seen_from(case.case.as_of, reading, documents)
    reading, vouched = apply_reviews(reading, reviews)
    untouched = is_untouched_proposal(loaded.text)
    return Sources(case, documents, reading, reviews, vouched, problems, untouched, account)


def _gather_many(
    workspace: Workspace,
    store: Store,
    as_of: dt.date | None,
    progress: Progress,
    llm: ModelSettings | None,
    spending: Spending,
) -> Sources:
    """As ``gather``, for more documents than are read at once: in parts, and with the most telling statements."""

    def case_of(sample: Sequence[Document]) -> Case:
        return case_in(workspace, sample, as_of, progress_in(progress, "propose")).case

    def file_of(case: Case) -> ActorFile:
        return actor_file_of(workspace.root, case)

    accounts: list[Account] = []

    def ask(found: CorpusReading, case: Case, file: ActorFile) -> CorpusReading:
        if llm is None:
            return found
        with asked(llm) as model:
            answered = ask_about_corpus(
                found, terms_for(case, file, None), model, llm, store, as_of=case.case.as_of, progress=progress,
                spending=lambda account: spending(running(account)),
            )  # fmt: skip
        accounts.append(answered.account)
        return answered

    reviews = tuple(store.reviews())
    found = gather_corpus(workspace.sources, workspace.root / PARTS, case_of, file_of, reviews, progress, ask)
    forget_others(store, found.documents)
    confirmed = with_confirmed(found.reading, reviews, found.documents)
    keep(store, found.documents, reading_key(found.case, found.documents, file_of(found.case)), confirmed)
    reading = as_seen_from(found.case.case.as_of, confirmed, found.documents)
    reading, vouched = apply_reviews(reading, reviews)
    untouched = is_untouched_proposal(load_case(workspace.case_file).text)
    account = accounts[0] if accounts else None
    return Sources(found.case, found.documents, reading, reviews, vouched, found.problems, untouched, account)


def refuse_unreadable(workspace: Workspace) -> None:
    """Say that the named documents cannot be read before anything is made of them; raises DocumentError."""
    if workspace.documents is not None and not is_large(workspace.documents):
        read_folder(workspace.documents)


def read_sources(place: Path) -> Documents:
    """The documents of a folder, and a sentence for each that cannot be read; none where there is nothing."""
    if not any(file.suffix.lower() in SUFFIXES for file in ([place] if place.is_file() else place.rglob("*"))):
        return (), ()
    try:
        documents, problems = read_folder(place)
    except DocumentError as error:
        return (), (str(error),)
    return tuple(documents), tuple(p.sentence for p in problems)


def as_seen_from(as_of: dt.date, reading: Reading, documents: Sequence[Document]) -> Reading:
    """The reading without what nobody could have read on the day the case is seen from."""
    later = {d.path: d.published for d in documents if d.published is not None and d.published > as_of}
    left_out = tuple(
        Dropped(
            s.document, "date", f"published after {as_of}, the day the case is seen from", s.start, s.end, s.quote[:80]
        )
        for s in reading.statements
        if s.document in later
    )
    kept = tuple(s for s in reading.statements if s.document not in later)
    return replace(reading, statements=kept, dropped=reading.dropped + left_out)


def progress_in(progress: Progress, stage: str) -> Callable[[int, int, str], None]:
    """The reader's own callback (done, total, name) as one of the pipeline's."""
    return lambda done, total, name: progress(stage, done, total)
