"""Finds things in an analysis by id, gives them names for people, and an anchor on the page for every basis."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlsplit

from detente.domain.analysis import Analysis
from detente.domain.case import Actor, Issue
from detente.domain.document import Document
from detente.domain.forecast import Estimate
from detente.domain.statement import Statement
from detente.report.words import readable, sentence_case

Key = tuple[str, str, str]
Made = TypeVar("Made")

PARAMETER_NAMES = {
    "position": "position",
    "salience": "salience",
    "capability": "capability",
    "red_line": "red line",
    "red_line_low": "lower red line",
    "red_line_high": "upper red line",
    "cost_of_continuing": "cost of continuing without a deal",
}

BASIS_NAMES = {
    "statements": "from statements",
    "analyst": "set by the analyst",
    "ledger": "added up from the leverage ledger",
    "guess": "a guess",
}


@dataclass(frozen=True)
class Lookup:
    """An analysis with its indexes.

    ``estimates`` by (actor, issue, parameter); ``used_by``: the estimates that rest on a statement, by its id.
    """

    analysis: Analysis
    estimates: dict[Key, Estimate] = field(init=False)
    used_by: dict[str, tuple[Estimate, ...]] = field(init=False)
    _anchors: dict[Key, str] = field(init=False)
    _made: dict[Any, Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        used: dict[str, list[Estimate]] = {}
        anchors: dict[Key, str] = {}
        for estimate in self.analysis.forecast.estimates:
            for statement in dict.fromkeys(estimate.basis.statements):
                used.setdefault(statement, []).append(estimate)
            anchors[key_of(estimate)] = _anchor("basis", *key_of(estimate))
        object.__setattr__(self, "estimates", {key_of(e): e for e in self.analysis.forecast.estimates})
        object.__setattr__(self, "used_by", {k: tuple(v) for k, v in used.items()})
        object.__setattr__(self, "_anchors", _distinct(anchors))

    def once(self, make: Callable[[Lookup], Made]) -> Made:
        """What ``make`` makes of this analysis, made once: page, text and answer share it, and its figures."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return {s.id: s for s in self.analysis.reading.statements}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Documents by path."""
        return {d.path: d for d in self.analysis.documents}

    def actor(self, key: str) -> str:
        """An actor's name; an id the case does not know is shown as written."""
        known = self.analysis.case.actors.get(key)
        return known.name if known is not None and known.name else key

    def actor_record(self, key: str) -> Actor | None:
        """What the case says about an actor."""
        return self.analysis.case.actors.get(key)

    def issue(self, key: str) -> str:
        """An issue's name, or its id as words."""
        known = self.analysis.case.issues.get(key)
        return known.name if known is not None and known.name else sentence_case(readable(key))

    def issue_record(self, key: str) -> Issue | None:
        """What the case says about an issue."""
        return self.analysis.case.issues.get(key)

    def span(self, issue: str) -> float:
        """Length of an issue's scale, 100 where unknown."""
        known = self.analysis.case.issues.get(issue)
        return (known.high - known.low) if known is not None else 100.0

    def salience(self, actor: str, issue: str) -> float:
        """How much an actor cares about an issue, median in [0, 1]; 0 where not known."""
        estimate = self.estimates.get((actor, issue, "salience"))
        return 0.0 if estimate is None or estimate.interval.mid != estimate.interval.mid else estimate.interval.mid

    def all_guessed(self, issue: str) -> bool:
        """Whether nobody's position on an issue rests on anything but a guess."""
        found = [e for (_, of, name), e in self.estimates.items() if of == issue and name == "position"]
        return bool(found) and all(e.basis.kind == "guess" for e in found)

    def package(self, key: str) -> str:
        """A package's title, or its id as words."""
        known = self.analysis.case.packages.get(key)
        return known.title if known is not None and known.title else sentence_case(readable(key))

    def scenario(self, key: str) -> str:
        """A scenario's title, or its id as words."""
        known = self.analysis.case.scenarios.get(key)
        return known.title if known is not None and known.title else sentence_case(readable(key))

    def engine(self, engine: str, reading: str) -> str:
        """An engine's name; with its reading where the same engine was run in several."""
        readings = {o.reading for o in self.analysis.forecast.baseline.outcomes if o.engine == engine}
        return readable(engine) if len(readings) < 2 else f"{readable(engine)} ({reading})"

    def parameter(self, estimate: Estimate) -> str:
        """What an estimate is of, in words: "position on Territory"."""
        name = PARAMETER_NAMES.get(estimate.parameter, readable(estimate.parameter))
        return f"{name} on {self.issue(estimate.issue)}" if estimate.issue else name

    def document(self, path: str) -> str:
        """A document's title, or its path."""
        known = self.documents.get(path)
        return known.title if known is not None and known.title else path

    def document_href(self, path: str) -> str:
        """Link to a document with its statements, or "" where it gave none and is not known."""
        order = self._document_order
        return f"#document-{order[path]}" if path in order else ""

    @cached_property
    def _document_order(self) -> dict[str, int]:
        paths = [d.path for d in self.analysis.documents] + [s.document for s in self.analysis.reading.statements]
        return {path: i for i, path in enumerate(dict.fromkeys(paths), start=1)}

    def basis_href(self, actor: str, issue: str, parameter: str) -> str:
        """Link to the basis of a number, or "" where there is none."""
        anchor = self._anchors.get((actor, issue, parameter))
        return f"#{anchor}" if anchor else ""

    def basis_anchor(self, estimate: Estimate) -> str:
        """The id of an estimate's row on the page."""
        return self._anchors[key_of(estimate)]

    def statement_href(self, statement: str) -> str:
        """Link to a statement, or "" where it is not among those read."""
        return f"#{statement_anchor(statement)}" if statement in self.statements else ""

    def source_href(self, source: str) -> str:
        """Link to a source of the case, or ""."""
        return f"#{source_anchor(source)}" if source in self.analysis.case.sources else ""


def key_of(estimate: Estimate) -> Key:
    """What identifies an estimate."""
    return (estimate.actor, estimate.issue, estimate.parameter)


def statement_anchor(statement: str) -> str:
    """The id of a statement on the page."""
    return _anchor("s", statement)


def source_anchor(source: str) -> str:
    """The id of a source of the case on the page."""
    return _anchor("source", source)


def safe_url(url: str | None) -> str:
    """The address if it is an http(s) one with a host, otherwise "": nothing else may become a link."""
    if not url or re.search(r"[\s\x00-\x20\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def _anchor(*parts: str) -> str:
    return "-".join(re.sub(r"[^A-Za-z0-9_\-]", "_", part) for part in parts if part)


def _distinct(anchors: dict[Key, str]) -> dict[Key, str]:
    """Two keys that come out as the same anchor are told apart by a number."""
    seen: dict[str, int] = {}
    result = {}
    for key, anchor in anchors.items():
        seen[anchor] = seen.get(anchor, 0) + 1
        result[key] = anchor if seen[anchor] == 1 else f"{anchor}.{seen[anchor]}"
    return result
