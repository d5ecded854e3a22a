"""YAML read safely: plain values and the line of every field; no tags, no explosions, no silent duplicates.

The loader never builds Python objects: it walks the parser's events (ruamel.yaml, YAML 1.2) and makes only maps,
lists, text, numbers, true/false and nothing. Dates stay text; the case's types turn them into dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.reader import ReaderError

from detente.domain.errors import CaseError

MAX_BYTES = 5_000_000
MAX_DEPTH = 24
MAX_VALUES = 200_000  # counted after aliases are followed, so that nine short lines cannot stand for billions

Path = tuple[str | int, ...]


@dataclass
class YamlText:
    """A YAML text as plain values, with the line (from 1) of each field by its path, and repeated keys."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)
    repeated: list[tuple[Path, int, int]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a field, or of the nearest thing around it that is written in the file."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, name: str) -> YamlText:
    """Plain values and lines of a YAML text; ``name`` is the file in messages. Raises CaseError."""
    builder = _Builder(name)
    try:
        return builder.build(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position or 0) + 1
        raise CaseError(
            f"{name}:{line}",
            "text without control characters",
            f"the character {_code(error.character)}",
            "delete that character",
        ) from error
    except MarkedYAMLError as error:
        raise _syntax_error(name, error) from error
    except YAMLError as error:
        raise CaseError(name, "YAML", str(error).split("\n")[0], "correct the file") from error
    except RecursionError as error:  # the parser's own recursion, before ours counts the depth
        raise _too_deep(name, 1) from error


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.yaml = YAML(typ="safe", pure=True)
        self.values = 0
        self.anchors: dict[str, tuple[Any, int]] = {}

    def build(self, text: str) -> YamlText:
        out = YamlText(None)
        events: Iterator[Any] = iter(self.yaml.parse(text))
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise CaseError(
                        f"{self.name}:{_line(event)}", "one YAML document", "a second one after '---'", "remove it"
                    )
            elif isinstance(event, NodeEvent):
                out.data = self._node(event, events, (), out, 0)
        return out

    def _node(self, event: Any, events: Iterator[Any], path: Path, out: YamlText, depth: int) -> Any:
        line = _line(event)
        out.lines.setdefault(path, line)
        if depth > MAX_DEPTH:
            raise _too_deep(self.name, line)
        self._count(1, line)
        if isinstance(event, AliasEvent):
            return self._alias(event, line)
        if event.tag is not None and str(event.tag) not in ("!", "tag:yaml.org,2002:str"):
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            raise CaseError(
                f"{self.name}:{line}: {dotted(path)}".rstrip(": "),
                "plain values (text, numbers, lists, named fields)",
                f"the tag '{tag}'",
                "remove the tag",
            )
        before = self.values
        if event.anchor is not None:
            self.anchors.pop(event.anchor, None)  # an alias inside its own anchor finds nothing
        value: Any
        if isinstance(event, ScalarEvent):
            value = self._scalar(event, path, line)
        elif isinstance(event, SequenceStartEvent):
            value = []
            while not isinstance(item := next(events), SequenceEndEvent):
                value.append(self._node(item, events, (*path, len(value)), out, depth + 1))
        else:
            assert isinstance(event, MappingStartEvent)  # noqa: S101 - the four kinds of node are complete
            value = self._mapping(events, path, out, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.values - before + 1)
        return value

    def _mapping(self, events: Iterator[Any], path: Path, out: YamlText, depth: int) -> dict[Any, Any]:
        value: dict[Any, Any] = {}
        while not isinstance(item := next(events), MappingEndEvent):
            line = _line(item)
            if not isinstance(item, ScalarEvent):
                raise CaseError(
                    f"{self.name}:{line}: {dotted(path)}".rstrip(": "),
                    "a word or number before ':'",
                    "a list, an alias or named fields",
                    "give the field a plain name",
                )
            key = self._node(item, events, (*path, "?"), out, depth + 1)
            del out.lines[(*path, "?")]
            if isinstance(key, bool) or key is None:
                key = item.value or "null"
            if key == "<<":
                raise CaseError(
                    f"{self.name}:{line}: {dotted(path)}".rstrip(": "),
                    "fields written out",
                    "a merge key '<<'",
                    "write the fields out in each place",
                )
            here = (*path, key)
            if key in value:
                out.repeated.append((here, out.lines[here], line))
            out.lines.setdefault(here, line)
            value[key] = self._node(next(events), events, here, out, depth + 1)
        return value

    def _scalar(self, event: Any, path: Path, line: int) -> Any:
        if event.tag is not None:
            return event.value
        tag = str(self.yaml.resolver.resolve(ScalarNode, event.value, event.implicit)).rpartition(":")[2]
        make: Callable[[Any], Any] | None = {
            "int": self.yaml.constructor.construct_yaml_int,
            "float": self.yaml.constructor.construct_yaml_float,
            "bool": lambda node: node.value.lower() == "true",
            "null": lambda node: None,
        }.get(tag)
        if make is None:
            return event.value
        try:
            return make(ScalarNode(event.tag, event.value))
        except (ValueError, OverflowError) as error:
            where = f"{self.name}:{line}: {dotted(path)}".rstrip(": ")
            raise CaseError(where, "a number", f"'{event.value[:20]}...'", "shorten it") from error

    def _alias(self, event: Any, line: int) -> Any:
        if event.anchor not in self.anchors:
            raise CaseError(
                f"{self.name}:{line}",
                f"an anchor '&{event.anchor}' defined and closed above",
                f"the alias '*{event.anchor}'",
                "write the value out",
            )
        value, size = self.anchors[event.anchor]
        self._count(size, line)
        return value

    def _count(self, number: int, line: int) -> None:
        self.values += number
        if self.values > MAX_VALUES:
            raise CaseError(
                f"{self.name}:{line}",
                f"at most {MAX_VALUES:,} values, aliases followed",
                "more than that",
                "write fewer values or fewer aliases",
            )


def dotted(path: Path) -> str:
    """A path as a person reads it: ``stances[0].position``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) and text and not isinstance(part, bool) else f".{part}"
    return text.removeprefix(".")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _code(character: Any) -> str:
    code = character if isinstance(character, int) else ord(character)
    return f"U+{code:04X}"


def _too_deep(name: str, line: int) -> CaseError:
    return CaseError(
        f"{name}:{line}", f"at most {MAX_DEPTH} levels of nesting", "more levels than that", "nest the fields less"
    )


def _syntax_error(name: str, error: MarkedYAMLError) -> CaseError:
    problem = " ".join(str(error.problem or error.context or "something else").split())
    # of quotes that never close the opening is what a person looks for
    mark = (error.context_mark if "end of stream" in problem else error.problem_mark) or error.context_mark
    line = int(mark.line) + 1 if mark is not None else 1
    if "\\t" in problem or "'\t'" in problem:
        got, remedy = "a tab", "indent with spaces instead of tabs"
    elif "mapping values are not allowed" in problem:
        got, remedy = "a ':' where none may stand", "put text that contains ': ' in quotes, and check the indentation"
    elif "found unexpected end of stream" in problem:
        got, remedy = "the end of the file inside quotes", "close the quotes"
    else:
        got = problem.replace("'<", "'").replace(">'", "'")
        remedy = "check indentation, brackets, quotes and colons on this line and the one before"
    return CaseError(f"{name}:{line}", "valid YAML", got, remedy)
