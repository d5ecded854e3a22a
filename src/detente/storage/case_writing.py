"""A case as a YAML text for people: sections that explain themselves, short lists on one line, guesses marked."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.domain.case import Case
from detente.domain.errors import StorageError
from detente.storage.case_data import case_data
from detente.storage.case_loading import CASE_FILE, parse_case, read_text
from detente.storage.files import atomic_write_text, sha256_bytes

WIDTH = 110
PROPOSED = "# Proposed by detente from documents; correct it freely. Seal of the untouched proposal:"
MORE = 4  # statements named in a comment before "and others"

SECTIONS = {
    "case": "What the negotiation is called, the date it is seen from, and what is asked.",
    "actors": "Who takes part or reacts. required: no deal without this actor's consent; at_table: in the room.",
    "issues": "What is negotiated. The least and greatest points of a scale bound it; reference_point is what holds "
    "without a deal.",
    "stances": "What each actor wants: position on the issue's scale, salience (how much it cares) in [0, 100]. "
    'A number is a value (70), a range [low, most likely, high], or "from: statements". A red line is a veto.',
    "leverage": "What an actor can use: strength and credibility in [0, 1]; half_life is how fast it wears off.",
    "no_deal": "What going on without a deal costs, in points of an actor's utility (0 to 100).",
    "ended_by": "Issues a package must settle for the cost of continuing to end; none: any package ends it.",
    "packages": "Draft deals: a value on each issue they settle; silence leaves the reference point.",
    "provisions": "Clauses that drafts can be put together from: an issue and the point it is settled at.",
    "scenarios": "Named changes: kind is lever (somebody can choose it) or uncertainty (nobody can).",
    "compliance": "What each side can do once a deal is signed, and what that does to the deal and costs whom.",
    "crisis": "Fighting, or going it alone, as the alternative to a deal; costs are shares of the stake.",
    "clauses": "Which provisions amount to which clause of a settlement, in the words of the consequence models.",
    "consequences": "What the models of consequences need to know; what is left out is not asked.",
    "coefficients": "The analyst's own numbers in place of the literature's, each with a reason.",
    "sovereignty_floor": "The least effect on its sovereignty an actor could live with, dimension by dimension.",
    "room": "Who talks where, in what order, through which channels; what is left out is not asked.",
    "sources": "Where numbers come from: a document, and the sentence in it, verbatim.",
    "exposure": "The table of what an organisation has at stake.",
}


def write_proposed_case(case: Case, path: Path, header_comment: str = "") -> Path:
    """Write a case for an analyst to correct, every guess with a comment that names its statements.

    ``path`` is the file, or the folder to put ``case.yaml`` in; returns the file. An earlier proposal nobody touched
    is replaced; what a person has written or corrected never is: then StorageError.
    """
    file = path / CASE_FILE if path.is_dir() else path
    body = case_text(case, header_comment)
    parse_case(body, file.name)
    if file.exists() and not is_untouched_proposal(read_text(file)):
        raise StorageError(
            f"{file} exists and is not an untouched proposal; move it away or choose another name for the new one."
        )
    atomic_write_text(file, f"{_mark(body)}\n{body}")
    return file


def is_untouched_proposal(text: str) -> bool:
    """Whether a case file's text is a proposal of the program that nobody has changed since."""
    first, _, body = text.partition("\n")
    return first == _mark(body)


def _mark(body: str) -> str:
    return f"{PROPOSED} {sha256_bytes(body.encode('utf-8', 'surrogatepass'))[:16]}"


def case_text(case: Case, header_comment: str = "") -> str:
    """A case as YAML; loading it gives an equal case."""
    data = case_data(case)
    lines = list(_comment(header_comment, 0)) if header_comment else []
    for section in ("case", *(key for key in Case.model_fields if key != "case")):
        if section not in data:
            continue
        lines += ["", *_comment(SECTIONS[section], 0)] if lines else [*_comment(SECTIONS[section], 0)]
        value = data[section]
        if section == "case":
            lines += ["case:", *_block(value, 2)]
        elif isinstance(value, dict):
            lines.append(f"{section}:")
            for key, entry in value.items():
                lines += _guess(entry, 2)
                lines += _field(key, entry, 2)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{section}:")
            for entry in value:
                lines += _guess(entry, 2)
                lines += _item(entry, 2)
        else:
            lines += _field(section, value, 0)
    return "\n".join(lines) + "\n"


def scalar(value: Any) -> str:
    """One value as YAML writes it, quoted where it has to be."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if _is_plain(value) else quoted(value)


def _block(entry: dict[Any, Any], indent: int) -> Iterator[str]:
    for key, value in entry.items():
        yield from _field(key, value, indent)


def _field(key: Any, value: Any, indent: int) -> Iterator[str]:
    start = " " * indent + scalar(key) + ":"
    line = f"{start} {inline(value)}"
    if not isinstance(value, dict | list) or not value or (len(line) <= WIDTH and _fits_one_line(value)):
        yield line
    elif isinstance(value, dict):
        yield start
        yield from _block(value, indent + 2)
    elif isinstance(value[0], dict):
        yield start
        for item in value:
            yield from _item(item, indent + 2)
    else:
        yield f"{start} ["
        words = ", ".join(inline(item) for item in value)
        yield from (" " * (indent + 2) + part for part in _wrapped_list(value, WIDTH - indent - 2, words))
        yield " " * indent + "]"


def _wrapped_list(value: list[Any], width: int, whole: str) -> Iterator[str]:
    if len(whole) <= width:
        yield whole
        return
    line = ""
    for i, item in enumerate(value):
        word = inline(item) + ("," if i < len(value) - 1 else "")
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _item(entry: dict[Any, Any], indent: int) -> Iterator[str]:
    line = " " * indent + "- " + inline(entry)
    if len(line) <= WIDTH:
        yield line
        return
    block = list(_block(entry, indent + 2))
    yield " " * indent + "- " + block[0].lstrip()
    yield from block[1:]


def inline(value: Any) -> str:
    """A value on one line, in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return scalar(value)


def _fits_one_line(value: Any) -> bool:
    """Lists of words, and fields that hold no fields themselves: what a person reads at a glance."""
    items = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict) and len(value) > 4:
        return False
    return not any(isinstance(item, dict) for item in items)


def _guess(entry: Any, indent: int) -> Iterator[str]:
    if not isinstance(entry, dict) or not entry.get("guess"):
        return
    statements = entry.get("statements", [])
    ids = [statements] if isinstance(statements, str) else statements
    if not ids:
        yield from _comment("guess, not from any statement: please set it", indent)
        return
    named = ", ".join(ids[:MORE]) + (", ..." if len(ids) > MORE else "")
    yield from _comment(f"guess from {len(ids)} statement{'s' if len(ids) > 1 else ''}: {named}", indent)


def _comment(text: str, indent: int) -> Iterator[str]:
    for paragraph in text.splitlines() or [""]:
        # a control character would make the file unreadable even in a comment
        clean = re.sub(r"[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]", " ", paragraph)
        for line in textwrap.wrap(clean, WIDTH - indent - 2, break_long_words=False) or [""]:
            yield " " * indent + f"# {line}".rstrip()


def _is_plain(text: str) -> bool:
    return (
        re.fullmatch(r"[^\W\d_](?:[\w ./()’'&%+\-]*[\w.)%])?", text) is not None
        and text.lower() not in {"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"}
        and "\n" not in text
    )


def quoted(text: str) -> str:
    """Text in double quotes, with escapes for what YAML's reader refuses or folds."""

    def escaped(match: re.Match[str]) -> str:
        code = ord(match[0])
        return {0x22: '\\"', 0x5C: "\\\\", 0x0A: "\\n", 0x09: "\\t"}.get(
            code, f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
        )

    # what YAML's reader refuses or would fold (line separators, byte order mark) is written as an escape
    return '"' + re.sub(r'["\\\x00-\x1f\x7f-\x9f\xad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]', escaped, text) + '"'
