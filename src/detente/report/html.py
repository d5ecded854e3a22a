"""The report as one self-contained page: no script, no network, everything from documents escaped."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.domain.analysis import Analysis
from detente.report import words
from detente.report.catalogue import GROUPS, SECTIONS
from detente.report.lookup import Lookup
from detente.report.paper import paper_of


def render_html(analysis: Analysis, lookup: Lookup | None = None) -> str:
    """The whole report as one HTML document that asks for nothing from anywhere.

    Works without JavaScript, prints, follows the reader's dark mode, and fits a phone. Equal analyses give equal text.
    ``lookup`` is that of the same analysis where another form of the report was made from it.
    """
    lookup = lookup or Lookup(analysis)
    forecast = analysis.forecast
    templates, paper = environment(), paper_of(lookup)
    templates.globals["on_paper"] = lambda href: _on_paper(paper.references.get(href, ""))
    common = {"forecast": forecast, "proposed": analysis.proposed}
    bodies = {
        section.key: Markup(  # noqa: S704 - the template has escaped it
            templates.get_template(f"sections/{section.key}.html.j2").render(**common, **section.view(lookup))
        )
        for section in SECTIONS
    }
    return templates.get_template("report.html.j2").render(
        **common,
        title=forecast.title or forecast.case,
        question=analysis.case.case.question,
        sections=[(section.key, section.heading, bodies[section.key]) for section in SECTIONS],
        groups=GROUPS,
        first={group.keys[0]: group.question for group in GROUPS},
        documents=len(lookup.documents),
        paper=paper,
    ) + "\n"  # fmt: skip


def environment() -> Environment:
    """Escapes everything, refuses undefined names, and never lets a control character through."""
    templates = Environment(
        loader=PackageLoader("detente.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    templates.filters["counted"] = words.counted
    templates.filters["joined"] = words.joined
    templates.filters["sentence"] = words.sentence_case
    templates.globals["on_paper"] = _on_paper
    return templates


def _on_paper(reference: str) -> Markup:
    """What the style sheet prints after a link: the number of what it leads to; nothing where that has none."""
    known = reference and not reference.startswith("#")
    return Markup(' data-paper="{}"').format(words.clean(reference)) if known else Markup("")


def _finalize(value: Any) -> Any:
    return words.clean(value) if type(value) is str else value
