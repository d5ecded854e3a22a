"""A case as the plain values a case file holds: what is left at its default is not written."""

from __future__ import annotations

from typing import Any

from detente.domain.case import Case, Package

# Entries of these lists are known by their names, not by their place.
NAMED_BY = {"stances": ("actor", "issue"), "leverage": ("actor", "asset")}
# A package is written as its provisions; an issue of one of these names forces the long form.
PACKAGE_FIELDS = frozenset({*Package.model_fields})


def case_data(case: Case) -> dict[str, Any]:
    """Maps, lists, text, numbers, dates: the inverse of ``Case.model_validate``."""
    data = case.model_dump(mode="python", exclude_defaults=True)
    # said even where it is the default: what is left to the documents, and who could bring a change about
    for stance, entry in zip(case.stances, data.get("stances", ()), strict=False):
        red_line = {"red_line": entry.pop("red_line")} if "red_line" in entry else {}
        entry.update(position=stance.position.model_dump(), salience=stance.salience.model_dump(), **red_line)
    for key, scenario in data.get("scenarios", {}).items():
        scenario.setdefault("kind", case.scenarios[key].kind)
    if "packages" in data:
        data["packages"] = {key: _package(package) for key, package in data["packages"].items()}
    plain: dict[str, Any] = _plain(data)
    return plain


def long_package(package: dict[str, Any]) -> dict[str, Any]:
    """A package in its long form: title and citations beside ``provisions``."""
    if isinstance(package.get("provisions"), dict):
        return package
    fields = {key: value for key, value in package.items() if key in PACKAGE_FIELDS}
    return {**fields, "provisions": {key: value for key, value in package.items() if key not in PACKAGE_FIELDS}}


def entry_name(path: tuple[Any, ...], item: Any, place: int) -> Any:
    """What an entry of the list at ``path`` is known by: its names, or its place."""
    names = NAMED_BY.get(path[0]) if len(path) == 1 else None
    return tuple(item.get(part) for part in names) if names else place


def matching(old: list[Any], new: list[Any], path: tuple[Any, ...]) -> list[tuple[int, int]] | None:
    """Places in ``old`` and ``new`` of the same entries; None for a list without names that changed its length."""
    if not (len(path) == 1 and path[0] in NAMED_BY):
        return [(i, i) for i in range(len(old))] if len(old) == len(new) else None
    places = {entry_name(path, item, j): j for j, item in enumerate(new)}
    named = [(i, places.get(entry_name(path, item, i))) for i, item in enumerate(old)]
    return [(i, j) for i, j in named if j is not None]


def _package(package: dict[str, Any]) -> dict[str, Any]:
    provisions = package.get("provisions", {})
    if PACKAGE_FIELDS & set(provisions):
        return package
    return {**{key: value for key, value in package.items() if key != "provisions"}, **provisions}


def _plain(value: Any, name: Any = None) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _plain(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        items = [_plain(item) for item in value]
        # one citation is written as a word, several as a list
        return items[0] if name in ("source", "statements") and len(items) == 1 else items
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value
