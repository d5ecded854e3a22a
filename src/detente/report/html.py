"""The report as one self-contained page: no script, no network, everything from documents escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from detente.domain.analysis import Analysis
from detente.report import words
from detente.report.answer import answers
from detente.report.headings import SECTIONS
from detente.report.lookup import Lookup
from detente.report.sections.basis import basis_groups
from detente.report.sections.drivers import drivers_section
from detente.report.sections.gaps import check_groups, drop_groups, gaps
from detente.report.sections.issues import issue_sections
from detente.report.sections.leverage import leverage_section
from detente.report.sections.method import method
from detente.report.sections.scenarios import scenarios_section
from detente.report.sections.sovereignty import DIMENSIONS, sovereignty_tables
from detente.report.sections.statements import document_groups, source_cards
from detente.report.sections.zone import zone_section


def render_html(analysis: Analysis) -> str:
    """The whole report as one HTML document that asks for nothing from anywhere.

    Works without JavaScript, prints, follows the reader's dark mode, and fits a phone. Equal analyses give equal text.
    """
    lookup = Lookup(analysis)
    forecast = analysis.forecast
    return _environment().get_template("report.html.j2").render(
        title=forecast.title or forecast.case,
        question=analysis.case.case.question,
        forecast=forecast,
        proposed=analysis.proposed,
        sections=SECTIONS,
        answers=answers(lookup),
        issues=issue_sections(lookup),
        zone=zone_section(lookup),
        scenarios=scenarios_section(lookup),
        leverage=leverage_section(lookup),
        dimensions=tuple(DIMENSIONS.values()),
        sovereignty=sovereignty_tables(lookup),
        drivers=drivers_section(lookup),
        basis=basis_groups(lookup),
        documents=document_groups(lookup),
        sources=source_cards(lookup),
        gaps=gaps(lookup),
        checks=check_groups(lookup),
        dropped=drop_groups(lookup),
        reading_notes=analysis.reading.notes,
        method=method(lookup),
    ) + "\n"  # fmt: skip


def _environment() -> Environment:
    """Escapes everything, refuses undefined names, and never lets a control character through."""
    environment = Environment(
        loader=PackageLoader("detente.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.filters["counted"] = words.counted
    environment.filters["joined"] = words.joined
    environment.filters["sentence"] = words.sentence_case
    return environment


def _finalize(value: Any) -> Any:
    return words.clean(value) if type(value) is str else value
