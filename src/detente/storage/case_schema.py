"""The published JSON Schema of ``case.yaml``, made from the types of the case.

What the types accept in several spellings (a number as a value, a range or "from: statements"; a package as its
provisions; one citation without brackets) is shown as analysts write it.
"""

from __future__ import annotations

import json
from typing import Any

from detente.domain.case import Case
from detente.domain.cited import ID_PATTERN
from detente.domain.quantity import STATEMENTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER_AS_KEY = r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$"
HALF_LIFE = r"^\d+(\.\d+)?(d|w|m|y)$"

QUANTITY = {
    "description": "A value, a range [low, most likely, high], or 'from: statements' (read off the documents).",
    "anyOf": [
        {"type": "number"},
        {"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3},
        {"const": STATEMENTS},
        {
            "type": "object",
            "properties": {"from": {"const": "statements"}},
            "required": ["from"],
            "additionalProperties": False,
        },
    ],
}


def case_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a case file as JSON: keys are text, dates are text."""
    schema = Case.model_json_schema(mode="validation")
    parts: dict[str, Any] = schema["$defs"]
    parts["Quantity"] = QUANTITY
    for part in parts.values():
        for name in ("source", "statements", "requires", "requires_any", "excludes"):
            field = part.get("properties", {}).get(name)
            if field and field.get("type") == "array":
                _one_or_many(field)
    _package(parts["Package"])
    parts["Stated"] = _number_alone(parts["Stated"])
    parts["CaseInfo"]["properties"]["id"]["pattern"] = ID_PATTERN.pattern
    parts["Issue"]["properties"]["scale"]["propertyNames"] = {"pattern": NUMBER_AS_KEY}
    parts["RedLine"]["anyOf"] = [{"required": ["min"]}, {"required": ["max"]}]
    for option in parts["Asset"]["properties"]["half_life"]["anyOf"]:
        if option.get("type") == "string":
            option["pattern"] = HALF_LIFE
    for name in ("actors", "issues", "packages", "provisions", "scenarios"):
        schema["properties"][name]["propertyNames"] = {"pattern": ID_PATTERN.pattern}
    schema["title"] = "Détente case file"
    tidy: dict[str, Any] = _tidy(schema)
    return {"$schema": DIALECT, **tidy}


def schema_text() -> str:
    """The schema as published in ``docs/case_schema.json``."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"


def _one_or_many(field: dict[str, Any]) -> None:
    many = {"type": field.pop("type"), "items": field.pop("items")}
    field["anyOf"] = [{"type": "string"}, many]


def _package(part: dict[str, Any]) -> None:
    """A package is a value on each issue it names, beside its title and citations."""
    part["additionalProperties"] = {"type": "number"}


def _number_alone(part: dict[str, Any]) -> dict[str, Any]:
    """A number of the crisis stands alone, or as ``value`` beside its source and note."""
    number, sequence = QUANTITY["anyOf"][:2]
    return {"description": part.pop("description", ""), "anyOf": [number, sequence, part]}


def _tidy(value: Any, *, names: bool = False) -> Any:
    """Without the titles that repeat the names of fields, and with docstrings as one line."""
    if isinstance(value, dict):
        return {
            key: " ".join(item.replace("``", "").split())
            if key == "description" and not names
            else _tidy(item, names=key in ("properties", "$defs") and not names)
            for key, item in value.items()
            if names or key != "title" or item == "Détente case file"
        }
    return [_tidy(item) for item in value] if isinstance(value, list) else value
