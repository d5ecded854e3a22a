"""The section on whether a deal would be kept, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.stability import DraftRow, stability_section

UNKNOWN = (
    "The case does not say what the parties can do once a deal is signed. Say it in a section `compliance` of the "
    "case, and run it again."
)


def stability_text(lookup: Lookup) -> Iterator[str]:
    """The same words as on the page, with tables for the pictures."""
    section = stability_section(lookup, figures=False)
    if not section.known:
        yield UNKNOWN
        return
    yield escaped(section.lead)
    yield ""
    yield (
        f"Shares of {section.draws} draws in which nobody moves away from what was signed, by how far ahead each side "
        "looks. Everything below rests on what the analyst says can be done after signature, and at what price."
    )
    yield ""
    every = (*section.drafts, *((section.no_deal,) if section.no_deal else ()))
    yield from table(
        ("Draft", *(f"Kept if {said}" for _, said in section.concepts), "Acceptable and kept", "Who breaks it first"),
        ((d.title, *(n.text for n in d.kept), d.both.text if d.both else "", d.first) for d in every),
    )
    for draft in every:
        yield from _draft(draft, section.concepts)
    yield from table(
        ("Kept under the scenario", *(d.title for d in section.drafts)),
        ((name, *(n.text for n in shares)) for name, shares in section.scenarios),
    )
    yield from table(
        ("Who", "Can do", "Kind", "What that does", "What it costs, points", "Rests on"),
        (
            (o.who, o.what, o.kind, "; ".join(o.does), "; ".join(f"{a} {n.text}" for a, n in o.costs),
             ", ".join(link.text for link in o.links) or ("a guess" if o.guess else "the analyst"))
            for o in section.options
        ),
    )  # fmt: skip


def _draft(draft: DraftRow, concepts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f"### {escaped(draft.title)}"
    yield ""
    yield escaped(f"Kept in {draft.others}. {draft.medians}")
    yield ""
    for breach in draft.breaches:
        yield f"- **{escaped(breach.actor)}** would break it in {breach.dares.text} of draws: {escaped(breach.text)}."
        if breach.path:
            steps = "; then ".join(escaped(step) for step in breach.path)
            yield f"  Course: {steps}; {escaped(breach.after)}."
    for name, wants in draft.deterred:
        yield f"- {escaped(name)} would gain by a move of its own in {wants.text}, but for the answers it must expect."
    if draft.content:
        yield f"- {escaped(draft.content)}: no move of its own would make it better off."
    for text, (yes, no) in draft.flips:
        yield f"- Decides it: whether {escaped(text)}. Kept in {yes.text} if so, in {no.text} if not."
    for text, _, (above, below) in draft.inputs:
        yield f"- Goes with it: {escaped(text)} at the median. Kept in {above.text} above that, in {below.text} below."
    yield ""
    yield from table(
        ("Where it may end up", "Reached and stable", "Reached", *(f"Stable if {said}" for _, said in concepts), "Way"),
        ((e.state, e.both.text, e.reached.text, *(n.text for n in e.shares), e.way) for e in draft.ends),
    )
