"""One statement a line, whole: as read, with its reviews and with what they make of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from detente.storage.exports.ledger.contents import Ledger, printable


def export_json_lines(ledger: Ledger) -> Iterator[str]:
    """Lines with the fields of a statement as read, ``document_title`` and the like, ``reviews`` and ``as_reviewed``.

    ``Statement.from_dict`` of a line gives the statement back. ``as_reviewed`` is None where the reviewers reject it,
    and absent where nobody has judged it.
    """
    for statement in ledger.statements:
        given = ledger.reviews.get(statement.id, ())
        document = ledger.documents.get(statement.document)
        line = {
            **statement.to_dict(),
            "moves_position": ledger.moves(statement.id),
            "published": document.published.isoformat() if document and document.published else "",
            "publisher": document.publisher if document else "",
        }
        if given:
            seen = ledger.reviewed.get(statement.id)
            line["as_reviewed"] = seen.to_dict() if seen is not None else None
            line["reviews"] = [{k: v for k, v in asdict(r).items() if k != "seen"} for r in given]
        yield printable(json.dumps(line, ensure_ascii=False)) + "\n"
