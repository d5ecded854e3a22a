"""A text changed by a writer with a layout of its own, and the lines it did not change as a person wrote them."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode


def with_untouched_lines(original: str, before: str, after: str) -> str:
    """``after``, with every line that the change did not touch as the analyst wrote it.

    ``before`` is the original in the writer's layout, so a three-way merge: the texts are cut wherever a place in
    ``before`` is known both in the original (spaces and line ends aside) and in ``after`` (by equal lines). Of each
    piece the original's lines are taken where ``before`` and ``after`` agree, else those of ``after``.
    """
    originals, befores, afters = (text.splitlines(keepends=True) for text in (original, before, after))
    in_original = _places_by_words(before, original)
    in_after = _places(befores, afters)
    merged: list[str] = []
    start = (0, 0, 0)
    for cut in sorted(in_original.keys() & in_after.keys()):
        for side in (0, 1):
            stop = (cut, max(in_original[cut][side], start[1]), max(in_after[cut][side], start[2]))
            own, was, new = originals[start[1] : stop[1]], befores[start[0] : stop[0]], afters[start[2] : stop[2]]
            merged += own if was == new else [*own, *new] if not was else new
            start = stop
    return "".join(merged)


def _places_by_words(before: str, original: str) -> dict[int, tuple[int, int]]:
    """Places between lines of ``before`` that are known in ``original``, another layout of the same text.

    What counts is how much, spaces and comments aside, stands before a place: the writer drops comments in braces.
    """
    left, right = _words(before), _words(original)
    if "".join(left) != "".join(right):
        return _places(left, right)  # the writer spelled something otherwise: line by line then
    ends: dict[int, tuple[int, int]] = {}
    for place, count in enumerate(accumulate((len(words) for words in right), initial=0)):
        ends[count] = (ends.get(count, (place, place))[0], place)
    counts = enumerate(accumulate((len(words) for words in left), initial=0))
    return {place: ends[count] for place, count in counts if count in ends}


def _words(text: str) -> list[str]:
    """Each line without spaces and without its comment."""
    inside = bytearray(len(text) + 1)  # 1 where a character belongs to a text, where '#' is only a sign
    nodes: list[Any] = [YAML(typ="rt", pure=True).compose(text)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            inside[start:end] = b"\1" * (end - start)
        else:
            nodes += [part for item in node.value for part in (item if isinstance(item, tuple) else (item,))]
    words, start = [], 0
    for line in text.splitlines(keepends=True):
        signs = [i for i, sign in enumerate(line) if sign == "#" and not inside[start + i]]
        words.append("".join(line[: signs[0] if signs else None].split()))
        start += len(line)
    return words


def _places(left: list[str], right: list[str]) -> dict[int, tuple[int, int]]:
    """Places between lines of ``left`` (0 is before the first) that are known in ``right``.

    Each is a pair: after the line before the place, and before the line after it; what lies between is in ``right``
    alone.
    """
    after, before = {0: 0}, {len(left): len(right)}
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            before[block.a + i] = block.b + i
            after[block.a + i + 1] = block.b + i + 1
    known = sorted(after.keys() | before.keys())
    return {place: (after.get(place, before.get(place, 0)), before.get(place, after.get(place, 0))) for place in known}
