"""The report as Markdown: the same sections and the same words, with tables for charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.domain.analysis import Analysis
from detente.report import words
from detente.report.catalogue import SECTIONS, Section
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped


def render_markdown(analysis: Analysis, lookup: Lookup | None = None) -> str:
    """The whole report as Markdown; what comes from documents is escaped."""
    lookup = lookup or Lookup(analysis)
    lines = list(_head(lookup))
    for i, section in enumerate(SECTIONS, start=1):
        lines += ["", f"## {i}. {section.heading}", ""]
        lines += _lines(section, lookup)
    return _page(lines)


def render_sections(analysis: Analysis, sections: Iterable[Section]) -> str:
    """Some of its sections, as a command prints them."""
    lookup = Lookup(analysis)
    lines = list(_head(lookup))
    for section in sections:
        lines += ["", f"## {section.heading}", "", *_lines(section, lookup)]
    return _page(lines)


def _lines(section: Section, lookup: Lookup) -> list[str]:
    return list(section.text(lookup)) or ["Nothing to show."]


def _page(lines: list[str]) -> str:
    return words.clean(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n")


def _head(lookup: Lookup) -> Iterator[str]:
    forecast = lookup.analysis.forecast
    yield f"# {escaped(forecast.title or forecast.case)}"
    yield ""
    if lookup.analysis.case.case.question:
        yield f"*{escaped(lookup.analysis.case.case.question)}*"
        yield ""
    yield f"As of {forecast.as_of}, {words.counted(forecast.draws, 'draw')}, seed {forecast.seed}."
    if lookup.analysis.proposed:
        yield ""
        yield "**Proposed from documents alone, and not yet corrected by anybody.**"
