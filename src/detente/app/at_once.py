"""Few documents read at once, in one process: their statements, with a language model's proposals where wanted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from detente.app import language_model
from detente.app.actor_file import lexicon_for
from detente.app.corpus.chunks import FEW, is_large
from detente.app.language_model import Spending
from detente.app.named import Named
from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.domain.statement import Reading
from detente.evidence.llm.cost import Account
from detente.evidence.llm.settings import ModelSettings
from detente.evidence.read import read_documents
from detente.evidence.readers import DocumentProblem, read_folder

Progress = Callable[[str, int, int], None]


def read_at_once(
    what: Named, progress: Progress, llm: ModelSettings | None = None, spending: Spending = language_model.silent
) -> tuple[list[Document], Reading, list[DocumentProblem], Account | None]:
    """Documents, what they say, what could not be read, and what a model was asked (None without one)."""
    documents, problems = read_folder(what.place)
    lexicon = lexicon_for(what.case, documents, what.file)
    reading = read_documents(documents, lexicon, lambda done, total, name: progress("read", done, total))
    if llm is None:
        return documents, reading, problems, None
    with language_model.answers_of(what.workspace) as store:
        reading, account = language_model.with_proposals(
            what.case, documents, reading, llm, store, what.file, progress, spending
        )
    return documents, reading, problems, account


def stopped_at_once(what: Named, asked: bool) -> str:
    """One sentence: what is kept of a reading of few documents that was stopped."""
    if not asked:
        return "Stopped; nothing was written; run the same command again."
    place = language_model.answers_place(what.workspace)
    return f"Stopped; the model's answers are kept in {place}; run the same command again to go on."


def refuse_many(place: Path) -> None:
    """Say that documents without a case are too many for what must have all of them at once; DocumentError."""
    if is_large(place):
        raise DocumentError(
            str(place), f"at most {FEW} documents without a case", "more", "make a case of them with 'detente analyze'"
        )
