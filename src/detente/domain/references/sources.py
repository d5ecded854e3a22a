"""The sources: a quote needs a document it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.references.parts import Problem


def source_problems(case: Case) -> Iterator[Problem]:
    """``sources``: a document beside every quote."""
    for key, source in case.sources.items():
        if source.quote is not None and source.document is None:
            yield Problem(
                ("sources", key),
                "a document beside the quote",
                "a quote alone",
                "name the document the quote stands in",
            )
