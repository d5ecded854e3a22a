"""The durability section as Markdown lines: the same numbers as on the page, with tables for figures."""

from __future__ import annotations

from collections.abc import Iterator

from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.citations import citations_text
from detente.report.sections.durability import DraftDurability, durability_section
from detente.report.sections.stated import stated_text

NOTHING = (
    "The case does not say what war would end or who gains strength in a pause; state 'settlement' or 'regroup' under "
    "'consequences'."
)


def durability_text(lookup: Lookup) -> Iterator[str]:
    """All drafts, the clock, scenarios, reference classes, coefficients."""
    found = durability_section(lookup)
    if not found.asked:
        yield NOTHING
        return
    if found.drafts:
        yield f"Failure means: **{escaped(found.failure)}**. Chance of five years without it, the central 80%:"
        yield ""
        yield from table(("Draft", "Still holds after five years"), ((d.title, d.holds.text) for d in found.drafts))
        yield from (f"- {name.capitalize()}: {escaped(text)}" for name, text in found.variants)
        yield ""
        for draft in found.drafts:
            yield from _draft(draft)
    if found.clocks:
        yield "### When re-attack would pay"
        yield ""
        yield (
            f"{escaped(found.riser)} gains strength in a pause; beyond a point it could later take more than "
            f"{escaped(found.declining)} can be given now, so that one of them does better to fight."
        )
        yield ""
        yield from table(
            ("Draft", "Pays in", "When", "Not safe beyond", "Strongest", "The smallest change that removes it"),
            ((c.title, c.chance.text, c.when, c.threshold.text, c.peak.text, c.removes) for c in found.clocks),
        )
    if found.by_scenario:
        yield "### Under the scenarios"
        yield ""
        yield "Chance of five years of peace; chance that re-attack pays."
        yield ""
        yield from table(
            ("Draft", "As it stands", *found.scenarios),
            ((row.title, *("; ".join(cell) for cell in row.cells)) for row in found.by_scenario),
        )
    yield from (f"- {escaped(note)}" for note in found.notes)
    yield ""
    yield from table(
        ("Comparable peaces", "Until", "n", *(f"{year:g} y (model)" for year in found.reference_years)), found.reference
    )
    yield from stated_text(found.stated)
    yield from citations_text(found.citations)


def _draft(draft: DraftDurability) -> Iterator[str]:
    yield f"### {escaped(draft.title)}"
    yield ""
    yield f"Clauses: {escaped(', '.join(draft.clauses) or 'none')}."
    yield ""
    yield from table(
        ("Five-year risk", "n", "Risk"),
        ((f"{row.what}{' (asked)' if row.asked else ''}", row.n, row.risk.text) for row in draft.rows),
    )
    yield from table(
        ("What moves it", "Kind", "Change of the chance of five years", "If left out"),
        ((step.name, step.kind, step.shift.text, step.dropped) for step in draft.steps),
    )
