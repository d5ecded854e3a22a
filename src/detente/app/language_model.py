"""The optional language model: its settings, where answers are kept, its proposals beside what the rules read.

Nothing here is reached, and nothing is sent, without ``--llm``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from detente.domain.case import Case
from detente.domain.document import Document
from detente.domain.statement import Reading
from detente.evidence.lexicon import Lexicon, lexicon_from_case, lexicon_from_documents
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


def chosen_settings(wanted: bool, config: Path | None) -> ModelSettings | None:
    """The settings when ``--llm`` was given, None otherwise; a file alone switches nothing on."""
    if not wanted:
        return None
    named = config or (Path(os.environ[f"{PREFIX}CONFIG"]) if os.environ.get(f"{PREFIX}CONFIG") else None)
    return settings_from(os.environ, read_settings(named) if named is not None else None)


def with_proposals(
    case: Case | None,
    documents: Sequence[Document],
    reading: Reading,
    settings: ModelSettings,
    answers: Answers,
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Reading, Account]:
    """The reading with the model's verified proposals, and the account of what was asked and paid."""
    lexicon, terms = _lexicons(case, documents)
    model = HttpModel(settings)
    try:
        return read_with_model(documents, reading, lexicon, terms, model, settings, answers, progress)
    finally:
        model.close()


def answers_of(workspace: Workspace) -> Store:
    """Where answers are kept: in the case's own database, or the user's cache where documents have no case."""
    if workspace.has_case and workspace.documents is None:
        return open_store(workspace.root)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return open_store(cache / "detente" / "answers.db")


def told(account: Account) -> list[str]:
    """What the user is told on the terminal: counts, how much of it was asked now, and each failure once."""
    return [f"{account.sentence()}; {account.fresh} answers asked for now", *account.errors]


def _lexicons(case: Case | None, documents: Sequence[Document]) -> tuple[Lexicon, Lexicon]:
    if case is None:
        return lexicon_from_documents(documents), lexicon_from_documents(())
    return lexicon_from_case(case, documents), lexicon_from_case(case)
