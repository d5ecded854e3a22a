"""Records that cannot both hold, and apart from them what changed over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.domain.timeline import Conflict, ConflictKind
from detente.report import words
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped
from detente.report.sections.basis import BasisLink

HEADINGS: dict[ConflictKind, str] = {
    "sources_disagree": "Sources disagree: one actor at both ends of an issue at one time",
    "figures_differ": "Figures differ: one quantity with values that exclude each other",
    "position_changed": "Positions that changed from one time to another",
    "figure_changed": "Figures that changed from one time to another",
}


@dataclass(frozen=True)
class ConflictLine:
    """One conflict in words, with links to both statements."""

    text: str
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class ConflictGroup:
    """Conflicts of one kind; ``change`` says that it is no disagreement."""

    heading: str
    change: bool
    lines: tuple[ConflictLine, ...]


def conflict_groups(lookup: Lookup) -> tuple[ConflictGroup, ...]:
    """By kind, disagreements before changes; empty where nothing was compared."""
    timeline = lookup.analysis.timeline
    if timeline is None:
        return ()
    return tuple(
        ConflictGroup(heading, kind in ("position_changed", "figure_changed"), lines)
        for kind, heading in HEADINGS.items()
        if (lines := tuple(_line(lookup, c) for c in timeline.conflicts if c.kind == kind))
    )


def conflicts_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    for group in conflict_groups(lookup):
        yield ""
        yield f"**{escaped(group.heading)}**"
        yield ""
        for line in group.lines:
            where = words.joined(list(dict.fromkeys(link.text for link in line.links)))
            yield f"- {escaped(line.text)} ({escaped(where)})"


def _line(lookup: Lookup, conflict: Conflict) -> ConflictLine:
    first = f"“{conflict.first_words}”" + (f" ({conflict.first_when})" if conflict.first_when else "")
    second = f"“{conflict.second_words}”" + (f" ({conflict.second_when})" if conflict.second_when else "")
    more = f"; {conflict.pairs} such pairs" if conflict.pairs > 1 else ""
    return ConflictLine(
        f"{words.sentence_case(conflict.about)}: {first}, {second}{more}",
        tuple(
            BasisLink(words.shortened(lookup.document(document), 50), lookup.statement_href(statement))
            for statement, document in (
                (conflict.first, conflict.first_document),
                (conflict.second, conflict.second_document),
            )
        ),
    )
