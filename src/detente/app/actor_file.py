"""The analyst's actor file where a case is read: every lexicon of a case folder is made here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from detente.domain.actor_file import ActorFile
from detente.domain.case import Case
from detente.domain.document import Document
from detente.evidence.actor_corrections import corrected
from detente.evidence.actors import world_actors
from detente.evidence.lexicon import Lexicon, lexicon_from_case
from detente.storage.actor_file import load_actor_file


def actor_file_of(root: Path, case: Case | None) -> ActorFile:
    """What ``actors.yaml`` of a case folder says; CaseError where it cannot be meant so."""
    own = () if case is None else tuple(case.actors)
    return load_actor_file(root, {*own, *world_actors()})


def case_lexicon(case: Case, documents: Sequence[Document], file: ActorFile) -> Lexicon:
    """What to look for: the case, the built-in lists, the documents' persons, and the analyst's corrections."""
    return corrected(lexicon_from_case(case, documents), file, case.case.as_of)


def latest(documents: Sequence[Document]) -> dt.date | None:
    """The day of the latest document, on which offices and memberships are asked for where there is no case."""
    return max((d.published for d in documents if d.published is not None), default=None)
