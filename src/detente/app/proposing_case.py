"""The case of a folder: as the analyst wrote it, or proposed from the documents where nobody has yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence

from detente.app.actor_file import actor_file_of, lexicon_for
from detente.domain.case import Case, CaseInfo
from detente.domain.document import Document
from detente.domain.errors import DocumentError
from detente.evidence.propose import propose_case
from detente.evidence.read import read_documents
from detente.storage.case_file import LoadedCase, is_untouched_proposal, load_case, write_proposed_case
from detente.storage.case_loading import read_text
from detente.storage.workspace import Workspace

Reading = Callable[[int, int, str], None]

PROPOSED_HEADER = """\
Proposed by 'detente analyze' from the documents in sources/; nobody has confirmed any of it yet.
Every entry with 'guess: true' names the statements it was read from. Correct what is wrong, remove 'guess: true'
where you agree, add what the documents cannot tell (leverage, no_deal, red lines), and run 'detente analyze' on
this folder again."""


def case_in(
    workspace: Workspace, documents: Sequence[Document], as_of: dt.date | None, progress: Reading
) -> LoadedCase:
    """The case of a workspace; proposed where there is none yet, and anew where nobody has touched the last one."""
    if not workspace.has_case or is_untouched_proposal(read_text(workspace.case_file)):
        write_proposed_case(propose(workspace, documents, as_of, progress), workspace.case_file, PROPOSED_HEADER)
    return load_case(workspace.case_file)


def propose(workspace: Workspace, documents: Sequence[Document], as_of: dt.date | None, progress: Reading) -> Case:
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
    lexicon = lexicon_for(None, documents, file)
    reading = read_documents(documents, lexicon, progress)
    return propose_case(documents, reading, lexicon, identifier=info.id, title=info.title, as_of=as_of or info.as_of)
