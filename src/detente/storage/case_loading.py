"""The case folder's ``case.yaml``: read with every problem named by line.

Reading goes text -> plain values and lines (``yaml_text``) -> the types of the case -> what must agree between its
parts. Each step reports in the same words: file, line, field, what was expected, what came, what to do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from detente.domain.case import Case
from detente.domain.errors import CaseError, StorageError
from detente.domain.references import check_references
from detente.storage.files import inside
from detente.storage.plain_errors import reference_problem, repeated_problems, validation_problems, value_problems
from detente.storage.yaml_text import MAX_BYTES, YamlText, read_yaml

CASE_FILE = "case.yaml"
SOURCES_FOLDER = "sources"


@dataclass(frozen=True)
class LoadedCase:
    """A case with the file it came from.

    ``text`` is the file's text, ``lines`` the line (from 1) of each field by its path in the YAML. To save a changed
    case with the file's comments, replace ``case`` and give this to ``save_case``.
    """

    case: Case
    path: Path
    root: Path
    text: str
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)


def load_case(path: Path) -> LoadedCase:
    """The case in a case folder or case file; raises CaseError with all its ``problems``."""
    try:
        file = path / CASE_FILE if path.is_dir() else path
        text = read_text(file)
    except OSError as error:  # a name too long, a folder one may not look into
        reason = (error.strerror or str(error)).lower()
        raise CaseError(str(path), "a case file or folder that can be read", reason, "check the path") from error
    case, parsed = parse_case(text, file.name)
    problems = list(_paths_outside(case, file.parent, parsed, file.name))
    if problems:
        raise _first(problems)
    return LoadedCase(case, file, file.parent, text, parsed.lines)


def parse_case(text: str, name: str = CASE_FILE) -> tuple[Case, YamlText]:
    """A case from YAML text; ``name`` is the file in messages."""
    parsed = read_yaml(text, name)
    if not isinstance(parsed.data, dict):
        got = "an empty file" if parsed.data is None else "a list or a single value"
        raise CaseError(
            f"{name}:1", "named fields, the first of them 'case:'", got, "start from the file that 'detente new' makes"
        )
    problems = [*repeated_problems(parsed, name), *value_problems(parsed, name)]
    try:
        case = Case.model_validate(parsed.data)
    except ValidationError as error:
        known = {problem.where for problem in problems}
        problems += [p for p in validation_problems(error, parsed, name) if p.where not in known]
        raise _first(problems) from None
    problems += [reference_problem(problem, parsed, name) for problem in check_references(case)]
    if problems:
        raise _first(problems)
    return case, parsed


def missing_documents(loaded: LoadedCase) -> list[CaseError]:
    """Sources whose document is not in the case folder: a case still loads without, its citations lead nowhere."""
    found = []
    for key, source in loaded.case.sources.items():
        if source.document is None:
            continue
        if not any((folder / source.document).is_file() for folder in (loaded.root, loaded.root / SOURCES_FOLDER)):
            path = ("sources", key, "document")
            found.append(
                CaseError(
                    f"{loaded.path.name}:{loaded.lines.get(path, 1)}: sources.{key}.document",
                    f"a file in the case folder or its '{SOURCES_FOLDER}' folder",
                    f"'{source.document}', which is not there",
                    "add the file or correct the name",
                )
            )
    return found


def read_text(file: Path) -> str:
    """The text of a case file; CaseError when it is missing, too large, unreadable or not UTF-8."""
    if not file.is_file():
        got = "a folder without one" if file.parent.is_dir() and file.name == CASE_FILE else "no such file"
        raise CaseError(str(file), "a case file", got, "check the path, or make one with 'detente new NAME'")
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise CaseError(
                file.name, f"at most {MAX_BYTES // 1_000_000} MB", f"{size / 1e6:.1f} MB", "keep documents in sources/"
            )
        data = file.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CaseError(str(file), "a file that can be read", reason, "check its permissions") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CaseError(
            f"{file.name}:{line}",
            "text in UTF-8",
            f"the byte 0x{data[error.start]:02X}, which is not",
            "save the file as UTF-8 in your editor",
        ) from error


def _paths_outside(case: Case, root: Path, parsed: YamlText, name: str) -> list[CaseError]:
    named = [(("sources", key, "document"), source.document) for key, source in case.sources.items()]
    named.append((("exposure",), case.exposure))  # type: ignore[arg-type]
    problems = []
    for path, value in named:
        if value is None:
            continue
        try:
            inside(root, value)
        except StorageError:
            problems.append(
                CaseError(
                    f"{name}:{parsed.line(path)}: {'.'.join(path)}",
                    "a file inside the case folder",
                    f"'{value}'",
                    "copy the file into the folder and name it from there",
                )
            )
    return problems


def _first(problems: list[CaseError]) -> CaseError:
    """The first problem in the order of the file, carrying all of them."""
    ordered = sorted(problems, key=_line)
    top = ordered[0]
    return CaseError(top.where, top.expected, top.got, top.remedy, ordered)


def _line(problem: CaseError) -> int:
    number = problem.where.split(":")[1] if ":" in problem.where else ""
    return int(number) if number.isdigit() else 0
