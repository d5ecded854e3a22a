"""From what the user named to a case, its documents and their statements."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from detente.app.actor_file import actor_file_of, case_lexicon, latest
from detente.app.corpus.chunks import is_large
from detente.app.corpus.gathering import PARTS, gather_corpus
from detente.app.language_model import VERSION as PROMPT_VERSION
from detente.app.language_model import with_proposals
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case, CaseInfo
from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.domain.statement import Dropped, Reading, Review, Statement
from detente.evidence.actor_corrections import corrected
from detente.evidence.lexicon import Lexicon, lexicon_from_documents
from detente.evidence.llm.confirmed import with_confirmed
from detente.evidence.llm.cost import Account
from detente.evidence.llm.settings import ModelSettings
from detente.evidence.propose import propose_case
from detente.evidence.read import EXTRACTOR_VERSION, read_documents
from detente.evidence.readers import SUFFIXES, read_folder
from detente.evidence.reviews import apply_reviews
from detente.storage.case_file import is_untouched_proposal, load_case, write_proposed_case
from detente.storage.case_loading import read_text
from detente.storage.store import Store
from detente.storage.workspace import Workspace, take_in

Progress = Callable[[str, int, int], None]
Documents = tuple[tuple[Document, ...], tuple[str, ...]]

NO_CORRECTIONS = ActorFile()
PROPOSED_HEADER = """\
Proposed by 'detente analyze' from the documents in sources/; nobody has confirmed any of it yet.
Every entry with 'guess: true' names the statements it was read from. Correct what is wrong, remove 'guess: true'
where you agree, add what the documents cannot tell (leverage, no_deal, red lines), and run 'detente analyze' on
this folder again."""


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
) -> Sources:
    """Documents, case and statements of a workspace; a language model is asked only where ``llm`` says which.

    A case is proposed where there is none yet, and anew where nobody has touched the last proposal.
    """
    take_in(workspace, SUFFIXES)
    if llm is None and is_large(workspace.sources):
        return _gather_many(workspace, store, as_of, progress)
    documents, problems = read_sources(workspace.sources)
    if not workspace.has_case or is_untouched_proposal(read_text(workspace.case_file)):
        write_proposed_case(propose(workspace, documents, as_of, progress), workspace.case_file, PROPOSED_HEADER)
    loaded = load_case(workspace.case_file)
    case = loaded.case
    file = actor_file_of(workspace.root, case)
    reading = read_statements(case, documents, store, progress, file)
    account = None
    if llm is not None:
        reading, account = add_proposals(case, documents, reading, store, llm, progress)
    reviews = tuple(store.reviews())
    confirmed = with_confirmed(reading, reviews, documents)
    if confirmed is not reading:
        reading = confirmed
        _save(store, documents, f"{_extractor_key(case, documents)}+confirmed", reading)
    reading = as_seen_from(case.case.as_of, reading, documents)
    reading, vouched = apply_reviews(reading, reviews)
    untouched = is_untouched_proposal(loaded.text)
    return Sources(case, documents, reading, reviews, vouched, problems, untouched, account)


def _gather_many(workspace: Workspace, store: Store, as_of: dt.date | None, progress: Progress) -> Sources:
    """As ``gather``, for more documents than are read at once: in parts, and with the most telling statements."""

    def case_of(sample: Sequence[Document]) -> Case:
        if not workspace.has_case or is_untouched_proposal(read_text(workspace.case_file)):
            write_proposed_case(propose(workspace, sample, as_of, progress), workspace.case_file, PROPOSED_HEADER)
        return load_case(workspace.case_file).case

    reviews = tuple(store.reviews())

    def correct(case: Case, lexicon: Lexicon) -> Lexicon:
        return corrected(lexicon, actor_file_of(workspace.root, case), case.case.as_of)

    found = gather_corpus(workspace.sources, workspace.root / PARTS, case_of, reviews, progress, correct)
    store.save_documents(found.documents)
    _save(store, found.documents, _extractor_key(found.case, found.documents), found.reading)
    reading, vouched = apply_reviews(found.reading, reviews)
    untouched = is_untouched_proposal(load_case(workspace.case_file).text)
    return Sources(found.case, found.documents, reading, reviews, vouched, found.problems, untouched)


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


def propose(workspace: Workspace, documents: Sequence[Document], as_of: dt.date | None, progress: Progress) -> Case:
    """A case proposed from the documents alone, under the name and date of an earlier proposal where there is one.

    Otherwise it is seen from the day of the latest document, or from today where none is dated.
    """
    if not documents:
        raise DocumentError(str(workspace.sources), "documents to propose a case from", "none", "put them there")
    if workspace.has_case:
        info = load_case(workspace.case_file).case.case
    else:
        name = (workspace.documents or workspace.root).resolve().stem
        identifier = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "case"
        dated = [d.published for d in documents if d.published is not None]
        seen_from = max(dated) if dated else dt.date.today()
        info = CaseInfo(id=identifier, title=name.replace("-", " ").replace("_", " "), as_of=seen_from)
    file = actor_file_of(workspace.root, None)
    lexicon = corrected(lexicon_from_documents(documents), file, latest(documents))
    reading = read_documents(documents, lexicon, progress_in(progress, "propose"))
    return propose_case(documents, reading, lexicon, identifier=info.id, title=info.title, as_of=as_of or info.as_of)


def read_statements(
    case: Case, documents: Sequence[Document], store: Store, progress: Progress, file: ActorFile = NO_CORRECTIONS
) -> Reading:
    """The statements of the documents in the case's terms, from the store where nothing has changed.

    ``file`` is the analyst's actor file.
    """
    key = _extractor_key(case, documents, file)
    kept = [store.reading(d.path, d.sha256, key) for d in documents]
    known = [r for r in kept if r is not None]
    if len(known) == len(documents):
        return Reading(
            statements=tuple(s for r in known for s in r.statements),
            dropped=tuple(d for r in known for d in r.dropped),
            notes=tuple(dict.fromkeys(n for r in known for n in r.notes)),
        )
    reading = read_documents(documents, case_lexicon(case, documents, file), progress_in(progress, "read"))
    store.save_documents(documents)
    _save(store, documents, key, reading)
    return reading


def add_proposals(
    case: Case, documents: Sequence[Document], reading: Reading, store: Store, llm: ModelSettings, progress: Progress
) -> tuple[Reading, Account]:
    """The reading with a language model's proposals from all that was published by the day the case is seen from."""
    known = [d for d in documents if d.published is None or d.published <= case.case.as_of]
    reading, account = with_proposals(case, known, reading, llm, store, progress_in(progress, "ask"))
    _save(store, documents, f"{_extractor_key(case, documents)}+llm:{llm.model}:{PROMPT_VERSION}", reading)
    return reading, account


def _save(store: Store, documents: Sequence[Document], key: str, reading: Reading) -> None:
    statements: dict[str, list[Statement]] = {}
    dropped: dict[str, list[Dropped]] = {}
    for statement in reading.statements:
        statements.setdefault(statement.document, []).append(statement)
    for item in reading.dropped:
        dropped.setdefault(item.document, []).append(item)
    for document in documents:
        part = Reading(
            statements=tuple(statements.get(document.path, ())),
            dropped=tuple(dropped.get(document.path, ())),
            notes=reading.notes,
        )
        store.save_reading(document.path, document.sha256, key, part)


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


def _extractor_key(case: Case, documents: Sequence[Document], file: ActorFile = NO_CORRECTIONS) -> str:
    """Everything besides a document's own text that its reading depends on: rules, names, the other documents."""
    terms = case.model_dump(mode="json", include={"actors", "issues"})
    others = [(d.path, d.sha256, str(d.published), d.publisher) for d in documents]
    corrections = [] if file.empty else [file.model_dump(mode="json")]
    content = json.dumps([EXTRACTOR_VERSION, terms, others, *corrections], sort_keys=True, ensure_ascii=False)
    return f"{EXTRACTOR_VERSION}:{hashlib.sha256(content.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
