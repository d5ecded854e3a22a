"""Save a changed case so that comments, order and layout of the file stay; only changed values change.

Changed values go to the very characters of the old ones (``case_edits``). For entries added, removed or moved the
file's own tree (ruamel.yaml, round trip) takes the change; then the lines it did not touch are put back exactly as the
analyst wrote them. What is about to be written is read again first: if it were not the case that
was to be saved, nothing is written.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, SingleQuotedScalarString

from detente.domain.case import Case
from detente.domain.errors import CaseError, StorageError
from detente.storage.case_data import case_data, entry_name, long_package
from detente.storage.case_edits import with_values
from detente.storage.case_loading import CASE_FILE, LoadedCase, parse_case
from detente.storage.case_writing import case_text
from detente.storage.files import atomic_write_text, storage_error
from detente.storage.line_merge import with_untouched_lines

WIDTH = 4096  # never break a line the analyst did not break


def save_case(loaded: LoadedCase | Case, path: Path | None = None) -> LoadedCase:
    """Write a case to a case file or folder (by default where it was loaded from); returns it as loaded.

    Comments of the file the case came from, or of the file that is there, are kept. Raises CaseError for a case that
    could not be loaded again, StorageError when the disk refuses or the file changed since it was loaded; the file is
    then as it was.
    """
    case = loaded if isinstance(loaded, Case) else loaded.case
    if path is None:
        if isinstance(loaded, Case):
            raise StorageError("A case that was not loaded from a file needs a path; name the case file to write.")
        path = loaded.path
    file = path / CASE_FILE if path.is_dir() else path
    on_disk = _existing(file)
    if isinstance(loaded, Case):
        before = on_disk
    else:
        before = loaded.text
        if on_disk is not None and file.resolve() == loaded.path.resolve() and on_disk != loaded.text:
            raise StorageError(f"{file} was changed by someone else since it was read; load it again, then save.")
    text = case_text(case) if before is None else changed_text(before, case, file.name)
    _, parsed = parse_case(text, file.name)
    if text != on_disk:
        atomic_write_text(file, text)
    return LoadedCase(case, file, file.parent, text, parsed.lines)


def changed_text(text: str, case: Case, name: str = CASE_FILE) -> str:
    """The YAML text with the values of ``case``; comments, order and untouched lines as they are."""
    if "\r\n" in text:  # the ends of lines stay those of the file
        return changed_text(text.replace("\r\n", "\n"), case, name).replace("\n", "\r\n")
    old_case, _ = parse_case(text, name)
    if old_case == case:
        return text
    edited = with_values(text, case_data(old_case), case_data(case))
    try:
        reached, _ = parse_case(edited, name)
    except CaseError:
        pass  # the old text is the safer start
    else:
        if reached == case:
            return edited
        text, old_case = edited, reached
    yaml, tree = _tree(text)
    before = _dumped(yaml, tree)
    _update(tree, case_data(old_case), case_data(case), ())
    after = _dumped(yaml, tree)
    merged = with_untouched_lines(text, before, after)
    for candidate in (merged, after):
        try:
            if parse_case(candidate, name)[0] == case:
                return candidate
        except CaseError:
            continue
    # Either the case itself does not hold together, which this says, or the file's aliases stand in the way.
    parse_case(case_text(case), name)
    raise StorageError(
        f"{name} cannot take the changes without touching other values, because values are shared by aliases (*name); "
        "write those values out and try again. Nothing was written."
    )


def _existing(file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise StorageError(f"{file} exists and is not UTF-8 text; move it away before saving there.") from error
    except OSError as error:
        raise storage_error(file, error, doing="read") from error


def _tree(text: str) -> tuple[YAML, CommentedMap]:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    fields, items = _indents(text)
    yaml.indent(mapping=fields, sequence=items + 2, offset=items)
    return yaml, yaml.load(text)


def _indents(text: str) -> tuple[int, int]:
    """By how much the file indents fields, and lists, below their name: the first of each tells."""
    fields, items = 2, 2
    found: set[str] = set()
    previous = ""
    for line in text.splitlines():
        bare = line.lstrip(" ")
        if not bare or bare.startswith("#"):
            continue
        step = len(line) - len(bare) - (len(previous) - len(previous.lstrip(" ")))
        if previous.split(" #")[0].rstrip().endswith(":") and not previous.lstrip().startswith("- "):
            if bare.startswith("- "):
                items = items if "items" in found else max(0, step)
                found.add("items")
            elif step > 0:
                fields = fields if "fields" in found else step
                found.add("fields")
        previous = line
    return fields, items


def _dumped(yaml: YAML, tree: CommentedMap) -> str:
    buffer = io.StringIO()
    yaml.dump(tree, buffer)
    return buffer.getvalue()


def _update(tree: CommentedMap, old: dict[Any, Any], new: dict[Any, Any], path: tuple[Any, ...]) -> None:
    """Bring what differs between ``old`` and ``new`` into the tree."""
    if len(path) == 2 and path[0] == "packages" and isinstance(tree.get("provisions"), dict):
        old, new = long_package(old), long_package(new)
    for key in [key for key in old if key not in new]:
        written = _written(tree, key)
        if written is not None:
            del tree[written]
    for key, value in new.items():
        if key in old and old[key] == value:
            continue
        written = _written(tree, key)
        if written is None:
            tree[key] = _as_tree(value, flow=_is_flow(tree))
        elif isinstance(tree[written], CommentedMap) and isinstance(value, dict) and isinstance(old.get(key), dict):
            _update(tree[written], old[key], value, (*path, key))
        elif isinstance(tree[written], CommentedSeq) and isinstance(value, list) and isinstance(old.get(key), list):
            _update_list(tree[written], old[key], value, (*path, key))
        else:
            tree[written] = _like(tree[written], value)


def _update_list(tree: CommentedSeq, old: list[Any], new: list[Any], path: tuple[Any, ...]) -> None:
    def name(item: Any, place: int) -> Any:
        return entry_name(path, item, place)

    flow = _is_flow(tree) or (len(tree) > 0 and all(_is_flow(item) for item in tree))
    kept = {name(item, i) for i, item in enumerate(new)}
    for i in reversed(range(len(old))):
        if name(old[i], i) not in kept:
            del tree[i]
    old = [item for i, item in enumerate(old) if name(item, i) in kept]
    for i, item in enumerate(new):
        if i < len(old) and name(old[i], i) == name(item, i):
            if old[i] == item:
                continue
            if isinstance(tree[i], CommentedMap) and isinstance(item, dict) and isinstance(old[i], dict):
                _update(tree[i], old[i], item, (*path, i))
            else:
                tree[i] = _like(tree[i], item)
        else:
            places = [j for j in range(i, len(old)) if name(old[j], j) == name(item, i)]
            if places:  # an entry that moved up
                moved, was = tree.pop(places[0]), old.pop(places[0])
                tree.insert(i, moved)
                old.insert(i, was)
                if was != item:
                    _update(tree[i], was, item, (*path, i))
            else:
                tree.insert(i, _as_tree(item, flow=flow))
                old.insert(i, item)


def _written(tree: CommentedMap, key: Any) -> Any:
    """The key as the file spells it: 40, 40.0 and "40" are one point of a scale."""
    if key in tree:
        return key
    return next((k for k in tree if str(k) == str(key) or _number(k) == _number(key) is not None), None)


def _number(key: Any) -> float | None:
    try:
        return float(key)
    except (TypeError, ValueError):
        return None


def _like(old: Any, value: Any) -> Any:
    """A new value in the style of the one it replaces."""
    if isinstance(old, LiteralScalarString) and isinstance(value, str) and value.replace("\n", "").isprintable():
        return LiteralScalarString(value)
    if isinstance(old, DoubleQuotedScalarString | SingleQuotedScalarString) and isinstance(value, str):
        return type(old)(value) if value.isprintable() else DoubleQuotedScalarString(value)
    return _as_tree(value, flow=_is_flow(old) if isinstance(old, CommentedMap | CommentedSeq) else True)


def _as_tree(value: Any, *, flow: bool) -> Any:
    made: CommentedMap | CommentedSeq
    if isinstance(value, dict):
        made = CommentedMap({key: _as_tree(item, flow=flow or _is_short(item)) for key, item in value.items()})
    elif isinstance(value, list):
        made = CommentedSeq([_as_tree(item, flow=True) for item in value])
        flow = flow or _is_short(value)
    elif isinstance(value, str) and not value.isprintable():
        # the writer leaves some line separators bare, where its reader would fold them into a space
        return DoubleQuotedScalarString(value)
    else:
        return value
    if flow:
        made.fa.set_flow_style()
    return made


def _is_short(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)


def _is_flow(tree: Any) -> bool:
    return isinstance(tree, CommentedMap | CommentedSeq) and bool(tree.fa.flow_style())
