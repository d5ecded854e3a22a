"""The sections of the report in their order; page, Markdown and the commands that print one of them all ask here.

To add one: write ``sections/NAME.py`` with what it shows and its Markdown, ``templates/sections/KEY.html.j2`` for the
page, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.domain.forecast_parts import EVERYTHING
from detente.report import section_texts as texts
from detente.report.answer import answers
from detente.report.lookup import Lookup
from detente.report.sections.basis import basis_groups
from detente.report.sections.blocks import blocks_section, blocks_text
from detente.report.sections.conflicts import conflict_groups, conflicts_text
from detente.report.sections.crisis import crisis_section, crisis_text
from detente.report.sections.drivers import drivers_section
from detente.report.sections.durability import durability_section
from detente.report.sections.durability_text import durability_text
from detente.report.sections.economy import economy_citations, economy_section, economy_text
from detente.report.sections.exposure import exposure_section, exposure_text
from detente.report.sections.forecast import forecast_section, forecast_text
from detente.report.sections.gaps import check_groups, drop_groups, gaps, reading_notes
from detente.report.sections.interests import interests_section, interests_text
from detente.report.sections.issues import issue_sections
from detente.report.sections.ledger_history import history_section, history_text
from detente.report.sections.leverage import leverage_section
from detente.report.sections.levers import levers_section, levers_text
from detente.report.sections.method import method
from detente.report.sections.reactions import reactions_section
from detente.report.sections.reactions_text import reactions_text
from detente.report.sections.room import room_section, room_text
from detente.report.sections.scenarios import scenarios_section
from detente.report.sections.sovereignty import DIMENSIONS, sovereignty_tables
from detente.report.sections.stability import stability_section
from detente.report.sections.stability_text import stability_text
from detente.report.sections.statements import document_groups, source_cards
from detente.report.sections.timeline import timeline_section, timeline_text
from detente.report.sections.zone import zone_section


@dataclass(frozen=True)
class Section:
    """One section: its anchor, its heading, the names its template is filled with, and its Markdown lines.

    ``needs`` are the parts of the forecast it shows (``domain.forecast_parts``): a command that prints it alone
    computes no others.
    """

    key: str
    heading: str
    view: Callable[[Lookup], Mapping[str, Any]]
    text: Callable[[Lookup], Iterator[str]]
    needs: frozenset[str] = EVERYTHING


def section(key: str) -> Section:
    """The section with this anchor; KeyError where there is none."""
    return {s.key: s for s in SECTIONS}[key]


def _parts(*names: str) -> frozenset[str]:
    return frozenset(names)


def _answer(lookup: Lookup) -> Mapping[str, Any]:
    return {"answers": lookup.once(answers), "zone": lookup.once(zone_section), "method": method(lookup)}


def _drivers(lookup: Lookup) -> Mapping[str, Any]:
    return {"drivers": drivers_section(lookup)}


def _leverage(lookup: Lookup) -> Mapping[str, Any]:
    return {
        "leverage": leverage_section(lookup),
        "history": lookup.once(history_section),
        "levers": levers_section(lookup),
    }


def _leverage_text(lookup: Lookup) -> Iterator[str]:
    yield from texts.leverage_text(lookup)
    yield from history_text(lookup)
    yield from levers_text(lookup)


def _sovereignty(lookup: Lookup) -> Mapping[str, Any]:
    return {"dimensions": tuple(DIMENSIONS.values()), "sovereignty": sovereignty_tables(lookup)}


def _statements(lookup: Lookup) -> Mapping[str, Any]:
    return {
        "basis": basis_groups(lookup),
        "documents": document_groups(lookup),
        "sources": source_cards(lookup),
        "reading_notes": lookup.analysis.reading.notes,
    }


def _checks(lookup: Lookup) -> Mapping[str, Any]:
    return {"checks": check_groups(lookup), "conflicts": conflict_groups(lookup)}


def _checks_text(lookup: Lookup) -> Iterator[str]:
    yield from texts.checks_text(lookup)
    yield from conflicts_text(lookup)


def _dropped(lookup: Lookup) -> Mapping[str, Any]:
    return {"dropped": drop_groups(lookup), "reading_notes": reading_notes(lookup)}


SECTIONS: tuple[Section, ...] = (
    Section("answer", "The answer in five sentences", _answer, texts.answer_text),
    Section("zone", "Is there a zone, and which drafts lie in it", lambda found: {"zone": found.once(zone_section)},
            texts.zone_text, _parts("zone", "search")),
    Section("blocks", "What blocks a deal, and what would open it",
            lambda found: {"blocked": blocks_section(found)}, blocks_text, _parts("blocks", "unlocks")),
    Section(
        "issues", "The issues: who stands where", lambda found: {"issues": issue_sections(found)}, texts.issues_text
    ),
    Section(
        "interests", "What each side wants, and which trades pay",
        lambda found: {"interests": interests_section(found)}, interests_text, _parts("trades"),
    ),
    Section("leverage", "Who has leverage, from what, and which way it moves", _leverage, _leverage_text,
            _parts("levers", "assets", "ledger")),
    Section(
        "crisis", "Fighting as the alternative to a deal", lambda found: {"crisis": crisis_section(found)}, crisis_text,
        _parts("crisis"),
    ),
    Section(
        "forecast", "Where a deal would land, and how often such forecasts were right",
        lambda found: {"landed": forecast_section(found)}, forecast_text, _parts("outcomes", "predictive"),
    ),
    Section(
        "scenarios", "Scenarios side by side", lambda found: {"scenarios": scenarios_section(found)},
        texts.scenarios_text,
    ),
    Section("room", "Who talks where: the room, the order, the place", lambda found: {"room": room_section(found)},
            room_text, _parts("room")),
    Section("sovereignty", "What a deal costs in sovereignty", _sovereignty, texts.sovereignty_text,
            _parts("sovereignty")),
    Section(
        "stability", "Would it be kept: stability after signature",
        lambda found: {"stability": stability_section(found)}, stability_text, _parts("zone", "stability"),
    ),
    Section(
        "durability", "Will it hold, and when would re-attack pay",
        lambda found: {"durability": durability_section(found)}, durability_text, _parts("durability", "regroup"),
    ),
    Section(
        "reactions", "How others react, and who stops trusting whom",
        lambda found: {"reactions": reactions_section(found)}, reactions_text,
        _parts("trust", "reactions", "precedents"),
    ),
    Section(
        "economy", "Sanctions, energy and the wider economy",
        lambda found: {"economy": economy_section(found), "cited": economy_citations(found)}, economy_text,
        _parts("sanctions", "energy", "macro", "minerals"),
    ),
    Section(
        "exposure", "What it puts at risk for an organisation", lambda found: {"exposure": exposure_section(found)},
        exposure_text, _parts("exposure"),
    ),
    Section("drivers", "What moves the answer", _drivers, texts.drivers_text),
    Section(
        "timeline", "What happened: the timeline, who was in the room",
        lambda found: {"timeline": timeline_section(found)}, timeline_text,
    ),
    Section("statements", "What it rests on: inputs and statements", _statements, texts.statements_text),
    Section(
        "guesses", "What was guessed and what is missing", lambda found: {"gaps": gaps(found)}, texts.guesses_text
    ),
    Section("checks", "Claims to check", _checks, _checks_text),
    Section("dropped", "What was left out, and why", _dropped, texts.dropped_text),
    Section("method", "Method and limits", lambda found: {"method": method(found)}, texts.method_text),
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """One of the questions a reader brings, with the sections that answer it: (anchor, short name) each."""

    question: str
    sections: tuple[tuple[str, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The anchors of its sections."""
        return tuple(key for key, _ in self.sections)


GROUPS: tuple[Group, ...] = (
    Group("The answer", (("answer", ""),)),
    Group("Is there a deal?", (("zone", ""),)),
    Group("What blocks it?", (("blocks", ""),)),
    Group("What does each side want?", (("issues", "positions"), ("interests", "trades"))),
    Group("Who has leverage?", (("leverage", "assets, levers"), ("crisis", "fighting"))),
    Group("What will happen?", (("forecast", "where it lands"), ("scenarios", "scenarios"))),
    Group("Does the room matter?", (("room", ""),)),
    Group("What does it cost in sovereignty?", (("sovereignty", ""),)),
    Group("Will it hold?", (("stability", "after signature"), ("durability", "for years"))),
    Group("How do others react?", (("reactions", ""),)),
    Group("What is at stake in the economy?", (("economy", "sanctions, energy"), ("exposure", "an organisation"))),
    Group("How far can it be trusted?", (("drivers", "what moves it"), ("timeline", "timeline"),
          ("statements", "statements"), ("guesses", "guesses"), ("checks", "claims"), ("dropped", "left out"),
          ("method", "method"))),
)  # fmt: skip
"""The contents of the page: every section stands in one group, in the order of SECTIONS (a test says so)."""
