"""Changed values put into a YAML text at the very characters of the old ones; everything else stays as written.

Values change here (a number, a word, a short list where there was one), and fields of an entry written in braces are
added and removed. Entries added, removed or moved are left to ``case_saving``.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from detente.storage.case_data import long_package, matching
from detente.storage.case_writing import inline, quoted

# (start, end) in the text -> what to put there
Edits = dict[tuple[int, int], str]


def with_values(text: str, old: dict[str, Any], new: dict[str, Any]) -> str:
    """``text`` with the values in which ``new`` differs from ``old``, where both have one at the same place."""
    root = YAML(typ="rt", pure=True).compose(text)
    found: Edits = {}
    _edits(text, root, old, new, (), found)
    for (start, end), value in sorted(found.items(), reverse=True):
        text = text[:start] + value + text[end:]
    return text


def _edits(text: str, node: Node, old: Any, new: Any, path: tuple[Any, ...], found: Edits) -> None:
    if old == new or node.anchor is not None:  # what an alias repeats is not changed in one place only
        return
    if isinstance(old, dict) and isinstance(new, dict) and isinstance(node, MappingNode):
        fields = {key.value: value for key, value in node.value}
        if len(path) == 2 and path[0] == "packages" and isinstance(fields.get("provisions"), MappingNode):
            old, new = long_package(old), long_package(new)
        for key in old:
            written = _written(fields, key)
            if key in new and written is not None:
                _edits(text, fields[written], old[key], new[key], (*path, key), found)
        if node.flow_style:
            gone = {_written(fields, key) for key in old if key not in new}
            added = {key: value for key, value in new.items() if key not in old and _written(fields, key) is None}
            _fields_in_braces(node, gone, added, found)
        return
    if isinstance(old, list) and isinstance(new, list) and isinstance(node, SequenceNode):
        pairs = matching(old, new, path)
        if pairs is not None and len(node.value) == len(old):
            for i, j in pairs:
                _edits(text, node.value[i], old[i], new[j], (*path, i), found)
            return
    start, end = node.start_mark.index, node.end_mark.index
    if _is_simple(new) and _is_replaceable(node, text[start:end]):
        found[start, end] = _rendered(node, new)


def _fields_in_braces(node: MappingNode, gone: set[str | None], added: dict[Any, Any], found: Edits) -> None:
    """Take fields out of ``{a: 1, b: 2}``, and put new ones at its end; each with the comma that goes with it."""
    pairs = node.value
    kept = [i for i, (key, _) in enumerate(pairs) if key.value not in gone]
    if not kept:
        return
    last = kept[-1]
    for i, (key, _) in enumerate(pairs[:last]):
        if i not in kept:
            found[key.start_mark.index, pairs[i + 1][0].start_mark.index] = ""
    start, end = pairs[last][1].end_mark.index, pairs[-1][1].end_mark.index
    if added or end > start:
        found[start, end] = "".join(f", {inline(key)}: {inline(value)}" for key, value in added.items())


def _is_simple(value: Any) -> bool:
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in value)
    return not isinstance(value, dict)


def _is_replaceable(node: Node, written: str) -> bool:
    """Whether the characters of a node are all its own: on one line of thought, without comments in between."""
    if isinstance(node, ScalarNode):
        return bool(written) and node.style not in ("|", ">")
    return isinstance(node, CollectionNode) and bool(node.flow_style) and "#" not in written


def _rendered(node: Node, value: Any) -> str:
    """The new value in the quotes of the old one."""
    if isinstance(node, ScalarNode) and isinstance(value, str) and value.isprintable():
        if node.style == "'":
            return "'" + value.replace("'", "''") + "'"
        if node.style == '"':
            return quoted(value)
    return inline(value)


def _written(fields: dict[str, Node], key: Any) -> str | None:
    """The key as the file spells it: 40, 40.0 and "40" are one point of a scale."""
    if str(key) in fields:
        return str(key)
    if isinstance(key, int | float):
        for spelled in fields:
            try:
                if float(spelled) == key:
                    return spelled
            except ValueError:
                continue
    return None
