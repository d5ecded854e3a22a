"""The optional language model: its settings, where answers are kept, its proposals beside what the rules read.

Nothing here is reached, and nothing is sent, without ``--llm``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from detente.app.actor_file import latest, lexicon_for, terms_for
from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.errors import InputError, ModelError
from detente.domain.statement import Reading
from detente.evidence.llm.cost import Account
from detente.evidence.llm.http_model import HttpModel
from detente.evidence.llm.port import Answers
from detente.evidence.llm.prompt import PROMPT_VERSION
from detente.evidence.llm.reading import read_with_model
from detente.evidence.llm.settings import PREFIX, ModelSettings, settings_from
from detente.storage.opening import open_store
from detente.storage.settings_file import read_settings
from detente.storage.store import Store
from detente.storage.workspace import Workspace

VERSION = PROMPT_VERSION

Progress = Callable[[str, int, int], None]
Spending = Callable[[str], None]


def silent(said: str) -> None:
    """Running costs that nobody watches."""


def chosen_settings(wanted: bool, config: Path | None) -> ModelSettings | None:
    """The settings when ``--llm`` was given, None otherwise; a file alone switches nothing on."""
    if not wanted:
        if config is not None:
            raise InputError(
                "--llm-config", "--llm beside it", "no --llm", "add --llm to ask the model, or leave it out"
            )
        return None
    named = config or (Path(os.environ[f"{PREFIX}CONFIG"]) if os.environ.get(f"{PREFIX}CONFIG") else None)
    return settings_from(os.environ, read_settings(named) if named is not None else None)


def with_proposals(
    case: Case | None,
    documents: Sequence[Document],
    reading: Reading,
    settings: ModelSettings,
    answers: Answers,
    file: ActorFile,
    progress: Progress = lambda stage, done, total: None,
    spending: Spending = silent,
) -> tuple[Reading, Account]:
    """The reading with the model's verified proposals, and the account of what was asked and paid.

    Asked about are the documents published by the day the case is seen from. ``spending`` is told the cost so far.
    """
    known = published_by(case.case.as_of if case is not None else None, documents)
    lexicon, terms = lexicon_for(case, known, file), terms_for(case, file, latest(known))

    def tell(done: int, total: int, account: Account) -> None:
        spending(running(account))
        progress("ask", done, total)

    with asked(settings) as model:
        return read_with_model(known, reading, lexicon, terms, model, settings, answers, tell)


@contextlib.contextmanager
def asked(settings: ModelSettings) -> Iterator[HttpModel]:
    """The model, let go of at the end."""
    model = HttpModel(settings)
    try:
        yield model
    finally:
        model.close()


def published_by(day: dt.date | None, documents: Sequence[Document]) -> list[Document]:
    """The documents that could be read on a day; all of them where no day is given."""
    return [d for d in documents if day is None or d.published is None or d.published <= day]


def answers_place(workspace: Workspace) -> Path:
    """Where answers are kept: in the case's own database, or the user's cache where documents have no case."""
    if workspace.has_case and workspace.documents is None:
        return workspace.root
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "detente" / "answers.db"


def answers_of(workspace: Workspace) -> Store:
    """The store of ``answers_place``."""
    return open_store(answers_place(workspace))


def running(account: Account) -> str:
    """What asking has come to so far, in a few words."""
    words = f"{account.fresh} answers asked for, {account.tokens_in + account.tokens_out} tokens"
    return words if account.cost is None else f"{words}, {account.price}"


def refuse_silence(account: Account | None) -> None:
    """A model that answered nothing at all: ModelError, once everything that the rules read is out."""
    if account is not None and account.passages and account.unanswered == account.passages and account.errors:
        raise ModelError(
            f"{account.errors[0]}; it answered nothing, so what was read is the rules' alone: check the settings of "
            "the language model and run the same command again."
        )


def told(account: Account) -> list[str]:
    """What the user is told on the terminal: counts, how much of it was asked now, and each failure once."""
    answered = account.unanswered < account.passages  # where nothing was, ``refuse_silence`` has the last word
    return [f"{account.sentence()}; {account.fresh} answers asked for now", *(account.errors if answered else ())]
