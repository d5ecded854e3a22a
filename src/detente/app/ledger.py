"""The statements of a case with what people judged of them, ready to be written in any form."""

from __future__ import annotations

from detente import __version__
from detente.domain.case import Case
from detente.domain.statement import Reading
from detente.evidence.reviewing.following import follow
from detente.evidence.reviewing.reviews import apply_reviews
from detente.storage.exports.ledger import Ledger
from detente.storage.opening import open_store
from detente.storage.store import DATABASE_FILE
from detente.storage.workspace import Workspace


def ledger_of(workspace: Workspace, case: Case) -> Ledger | None:
    """The latest statements of a case and all reviews; None where nothing has been read yet."""
    if not (workspace.root / DATABASE_FILE).is_file():
        return None
    with open_store(workspace.root) as store:
        statements, reviews, documents = tuple(store.statements()), store.reviews(), store.documents()
    if not statements:
        return None
    reading, vouched = apply_reviews(Reading(statements), reviews)
    followed = follow(reviews, statements)
    return Ledger(
        case=case.case.id,
        version=__version__,
        statements=statements,
        reviewed={s.id: s for s in reading.statements},
        reviews={s.id: followed.by_statement[s.id] for s in statements if s.id in followed.by_statement},
        orphans=followed.orphans,
        vouched=vouched,
        documents=documents,
        actors={key: actor.name for key, actor in case.actors.items()},
        issues={key: issue.name or issue.question for key, issue in case.issues.items()},
    )
