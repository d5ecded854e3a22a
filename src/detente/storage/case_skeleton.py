"""Start a case: a folder with a commented ``case.yaml`` that already passes every check, and room for documents."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

from detente.domain.errors import CaseError, StorageError
from detente.storage.case_loading import CASE_FILE, SOURCES_FOLDER
from detente.storage.case_writing import SECTIONS, scalar
from detente.storage.files import atomic_write_text, make_folder


def new_case(folder: Path, name: str, as_of: dt.date | None = None) -> Path:
    """Make the case folder ``folder/NAME`` with an example to replace; returns it.

    ``as_of`` is the date the case is seen from, today by default. Raises StorageError when something is already
    there, CaseError for a name without a letter or digit.
    """
    case_id = slug(name)
    if not case_id:
        raise CaseError("name of the new case", "a name with letters or digits", f"'{name}'", "choose another name")
    made = folder / case_id
    if made.exists() and (not made.is_dir() or any(made.iterdir())):
        raise StorageError(f"{made} exists already and is not empty; choose another name or move it away.")
    title = " ".join(name.split()) if name != case_id else name.replace("-", " ").replace("_", " ").capitalize()
    text = SKELETON.format(
        id=scalar(case_id),
        title=scalar(title),
        as_of=as_of or dt.date.today(),
        **{key: _commented(value) for key, value in SECTIONS.items() if key != "case"},
        case=_commented(SECTIONS["case"]),
    )
    make_folder(made / SOURCES_FOLDER)
    atomic_write_text(made / CASE_FILE, text)
    return made


def slug(name: str, separator: str = "-") -> str:
    """An id made of a name: lower-case ASCII letters and digits, the rest as one separator; may be empty."""
    spelled = "".join(SPELLED.get(letter, letter) for letter in name)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", separator, plain).strip("-_")


def _commented(text: str) -> str:
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 108:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}"
    return "\n".join(f"#{line}" for line in lines)


# Letters that do not fall apart into a plain letter and a mark.
SPELLED = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ı": "i"}

SKELETON = """\
# Replace the example below with your case; 'detente check' tells what is missing or misspelt.
# Put the documents you have into the folder 'sources' (.txt .md .html .pdf .docx).

{case}
case:
  id: {id}
  title: {title}
  as_of: {as_of}
  question: ""

{actors}
# kind: state, organisation, bloc, person or group. aliases: other names the documents use.
actors:
  first_party:
    name: First party
    kind: state
    aliases: []
    required: true
    at_table: true
  second_party:
    name: Second party
    kind: state
    aliases: []
    required: true
    at_table: true

{issues}
# keywords: how statements find the issue.
issues:
  main_issue:
    question: What is the main question between them?
    scale: {{0: what the first party would concede last, 50: a point in between, 100: what the second party fears}}
    reference_point: 50
    keywords: []

{stances}
stances:
  - {{actor: first_party, issue: main_issue, position: [70, 85, 100], salience: [60, 80, 90]}}
  - actor: second_party
    issue: main_issue
    position: [0, 15, 30]
    salience: "from: statements"
    red_line: {{max: 60, firmness: 0.8}}

{leverage}
leverage: []
# - {{actor: first_party, asset: what it holds, kind: tangible, strength: 0.5, since: {as_of}, half_life: 1y}}

{no_deal}
no_deal:
  first_party: {{cost_of_continuing: [5, 10, 20]}}
  second_party: {{cost_of_continuing: [5, 10, 20]}}

{packages}
packages:
  meet_halfway: {{title: Meet halfway, main_issue: 50}}

{scenarios}
scenarios:
  first_party_tires:
    title: Going on becomes costly for the first party
    kind: uncertainty
    set:
      - {{actor: first_party, cost_of_continuing: [20, 30, 40]}}

{sources}
sources: {{}}
# s1: {{document: note.txt, quote: "a sentence, word for word", title: A note, date: {as_of}}}
"""
