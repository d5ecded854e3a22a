"""The reactions section as Markdown lines: the same numbers as on the page, with tables for figures."""

from __future__ import annotations

from collections.abc import Iterator

from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.citations import citations_text
from detente.report.sections.reactions import reactions_section
from detente.report.sections.stated import stated_text

NOTHING = (
    "The case states no audience, no allies and no other disputes; state 'audience', 'trust' or 'precedents' under "
    "'consequences'."
)


def reactions_text(lookup: Lookup) -> Iterator[str]:
    """Votes, trust, precedents, coefficients."""
    found = reactions_section(lookup)
    if not found.asked:
        yield NOTHING
        return
    for draft in found.drafts:
        yield f"### {escaped(draft.title)}"
        yield ""
        yield f"Its text {escaped(draft.text)}. {escaped('; '.join(draft.patrons))}".strip()
        yield ""
        yield from table(
            ("Bloc", "Members", "Support", "Abstain", "Condemn"), ((b.bloc, b.members, *b.shares) for b in draft.blocs)
        )
        yield f"Legitimacy (supporters less condemners, from -1 to 1): {escaped(draft.legitimacy.text)}."
        yield f"Outside support withheld: {escaped(draft.withheld.text)}."
        yield ""
    for guarantor in found.trust:
        yield f"### Trust in {escaped(guarantor.guarantor)}"
        yield ""
        yield f"Spillover: {escaped(found.spillover)}; one hedges below {found.hedge_below}."
        yield ""
        yield from table(
            ("Draft", "Observer", "Before", "After", "Change", "Chance that it hedges", "Because"),
            (
                (r.draft, r.observer, r.before.text, r.after.text, r.change.text, r.hedges, r.acts)
                for r in guarantor.rows
            ),
        )
    if found.scenarios:
        yield "Largest change of trust by scenario:"
        yield ""
    yield from table(("Scenario", "Draft", "Trust of", "Change"), found.scenarios)
    if found.precedents:
        yield "### Precedent"
        yield ""
        yield "Rise of the claimants' no-deal value, points of utility:"
        yield ""
    yield from table(
        ("Dispute", "Claimants", "Similar", "In what", *found.precedent_drafts),
        ((p.dispute, p.claimants, p.similarity, p.alike, *(s.text for s in p.shifts)) for p in found.precedents),
    )
    yield from (f"- {escaped(note)}" for note in found.notes)
    yield ""
    yield from stated_text(found.stated)
    yield from citations_text(found.citations)
