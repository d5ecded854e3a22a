"""What is wrong with the values of a case file, in plain English and with the line.

The types of the case refuse bad values in their library's words; here each refusal becomes one sentence an analyst
can act on: file, line, field, what was expected, what came, what to do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from detente.domain.errors import CaseError, did_you_mean
from detente.domain.references import Problem
from detente.storage.case_fields import case_models, fields_at, fields_of_type
from detente.storage.yaml_text import Path, YamlText, dotted

EXPECTED = {
    "string_type": ("text", "put it in quotes"),
    "bool_type": ("true or false", "write true or false"),
    "bool_parsing": ("true or false", "write true or false"),
    "float_type": ("a number", "write a number such as 40 or 0.5"),
    "float_parsing": ("a number", "write a number such as 40 or 0.5"),
    "int_type": ("a whole number", "write a whole number"),
    "int_parsing": ("a whole number", "write a whole number"),
    "finite_number": ("a finite number", "write a number such as 40 or 0.5"),
    "tuple_type": ("a list", "put it in square brackets: [..., ...]"),
    "list_type": ("a list", "put it in square brackets, or each item on a line that starts with '- '"),
    "dict_type": ("named fields", "write them as 'name: value', indented below"),
    "model_type": ("named fields", "write them as 'name: value', indented below"),
    "model_attributes_type": ("named fields", "write them as 'name: value', indented below"),
}
DATE = ("a date", "write year-month-day, such as 2025-10-17")


def validation_problems(error: ValidationError, text: YamlText, name: str) -> list[CaseError]:
    """Every refusal of the case's types, in the order of the lines."""
    kept: dict[Path, tuple[Path, ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        path, branch = _place(detail["loc"], text.data)
        if _other_branch(branch):
            continue
        kept.setdefault((*path, str(detail["loc"][-1])), (path, detail))
    # a misspelt field is also a missing one: the misspelling is what to correct
    ordered = sorted(kept.values(), key=lambda item: item[1]["type"] == "missing")
    return [_translated(path, detail, text, name) for path, detail in ordered]


def value_problems(text: YamlText, name: str) -> Iterator[CaseError]:
    """What the types would let pass but no analyst means: true for a number, a number for a date, infinity, NaN."""
    for path, value in _leaves(text.data, ()):
        field = path[-1] if path else ""
        beside = fields_at(path[:-1])
        misspelt = bool(beside) and field not in beside  # the types name it
        if isinstance(value, bool) and field not in fields_of_type("bool") and not misspelt:
            yield _error(
                text, name, path, "text, a number or a list", _said(value), "write a number, or put text in quotes"
            )
        elif isinstance(value, int | float) and not isinstance(value, bool) and field in fields_of_type("date"):
            yield _error(text, name, path, DATE[0], _said(value), DATE[1])
        elif isinstance(value, float) and not math.isfinite(value):
            yield _error(text, name, path, "a finite number", _said(value), "write a number such as 40 or 0.5")


def repeated_problems(text: YamlText, name: str) -> Iterator[CaseError]:
    """Names that stand twice in one table, such as two actors with one id."""
    for path, first, line in text.repeated:
        yield CaseError(
            f"{name}:{line}: {dotted(path)}",
            "each name once",
            f"'{path[-1]}' a second time (first on line {first})",
            "rename or remove one of the two",
        )


def reference_problem(problem: Problem, text: YamlText, name: str) -> CaseError:
    """A disagreement between parts of a case, with the line of its field."""
    path, _ = _place(problem.path, text.data)
    return _error(text, name, path, problem.expected, problem.got, problem.remedy)


def value_at(data: Any, path: Path) -> Any:
    """The value a path leads to; None where it leads nowhere."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _translated(path: Path, detail: ErrorDetails, text: YamlText, name: str) -> CaseError:
    kind, context = detail["type"], detail.get("ctx", {})
    value = value_at(text.data, path)
    if kind == "missing":
        field = str(detail["loc"][-1])
        if isinstance(detail["loc"][-1], int):
            return _error(text, name, path, f"at least {int(field) + 1} entries", _said(value), "add what is missing")
        where = (*path, field)
        return _error(text, name, where, f"the field '{field}'", "nothing", f"add '{field}: ...'")
    if kind == "extra_forbidden":
        field = str(path[-1])
        remedy = did_you_mean(field, fields_at(path[:-1]))
        return _error(text, name, path, "a field that a case file has", f"'{field}'", remedy)
    if detail["loc"] and detail["loc"][-1] == "[key]" and kind != "value_error":
        expected, remedy = EXPECTED.get(kind, ("another name", "correct the name"))
        if kind == "literal_error":
            expected = str(context["expected"]).replace("'", "")
            remedy = did_you_mean(str(path[-1]), [word.strip() for word in expected.replace(" or ", ",").split(",")])
        return _error(text, name, path, f"{expected} before ':'", f"'{path[-1]}'", remedy)
    if kind == "value_error":
        expected = detail["msg"].removeprefix("Value error, ")
        if detail["loc"][-1] == "[key]":
            value = path[-1]
        elif isinstance(value, dict):
            # a rule about a whole entry: point to the field the rule names, when it is there
            named = [key for key in value if isinstance(key, str) and key in expected.split()]
            if named:
                path = (*path, max(named, key=len))
                value = value_at(text.data, path)
        return _error(text, name, path, expected, _said(value), "correct it")
    expected, remedy = _expected(kind, detail, context)
    if kind == "literal_error":
        words = [word.strip(" '") for word in str(context.get("expected", "")).replace(" or ", ",").split(",")]
        near = did_you_mean(str(value), words)
        remedy = near if near.startswith("did you mean") else "use one of these words"
    return _error(text, name, path, expected, _said(value), remedy)


def _expected(kind: str, detail: ErrorDetails, context: dict[str, Any]) -> tuple[str, str]:
    if kind in EXPECTED:
        return EXPECTED[kind]
    if kind.startswith("date"):
        return DATE
    if kind == "greater_than_equal":
        return f"a number of at least {context['ge']:g}", "correct the number"
    if kind == "less_than_equal":
        return f"a number of at most {context['le']:g}", "correct the number"
    if kind == "literal_error":
        words = str(context["expected"]).replace("'", "")
        return (words if " " in words else f"the word {words}, or named fields"), ""
    if kind == "too_short":
        return f"at least {context['min_length']} entries", "add what is missing"
    phrase = detail["msg"].removeprefix("Input should be ").split(";")[0]
    return phrase[:1].lower() + phrase[1:], "correct it"


def _place(loc: tuple[str | int, ...], data: Any) -> tuple[Path, list[tuple[str, Any]]]:
    """The path of the YAML a refusal is about, and the words in it that name a branch of the types, with its value."""
    path: list[str | int] = []
    branch: list[tuple[str, Any]] = []
    for part in loc:
        key = _key(data, part)
        if key is None and isinstance(data, dict) and isinstance(data.get("provisions"), dict):
            inner = _key(data["provisions"], part)  # a package may be written in its long form
            if inner is not None:
                path.append("provisions")
                data, key = data["provisions"], inner
        if key is None:
            branch.append((str(part), data))
        else:
            path.append(key)
            data = data[key]
    return tuple(path), branch


def _key(data: Any, part: str | int) -> Any:
    if isinstance(data, list):
        return part if isinstance(part, int) and 0 <= part < len(data) else None
    if isinstance(data, dict):
        return next((key for key in data if key == part or str(key) == str(part)), None)
    return None


def _other_branch(branch: list[tuple[str, Any]]) -> bool:
    """Whether a refusal comes from a reading of the field that was never meant (a word for a red line, say)."""
    models = {model.__name__ for model in case_models()}
    return any(
        (label.startswith("literal[") and isinstance(value, dict))
        or ((label in models or label.startswith("function-")) and isinstance(value, str))
        for label, value in branch
    )


def _error(text: YamlText, name: str, path: Path, expected: str, got: str, remedy: str) -> CaseError:
    return CaseError(f"{name}:{text.line(path)}: {dotted(path)}".rstrip(": "), expected, got, remedy)


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return f"the fields {', '.join(str(key) for key in list(value)[:6])}" if value else "no fields"
    if isinstance(value, list):
        shown = ", ".join(_said(item) for item in value[:4])
        return f"the list [{shown}{', ...' if len(value) > 4 else ''}]"
    if isinstance(value, str):
        return f"'{value if len(value) <= 60 else value[:57] + '...'}'"
    return f"{value:g}" if isinstance(value, float) else str(value)[:40]


def _leaves(data: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(key, float) and not math.isfinite(key):
                yield (*path, str(key)), key
            yield from _leaves(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _leaves(value, (*path, i))
    else:
        yield path, data
