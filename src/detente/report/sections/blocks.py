"""What blocks a deal, and what would open it: smallest blocking sets, red lines that clash, steps that suffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.domain.agreement_answer import AgreementAnswer, LineConflict, Relaxation, Unlock
from detente.report import words
from detente.report.answer import block_words
from detente.report.figures import Number, Phrase
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.basis import BasisLink

HARDLY = 0.005
"""Ways that suffice in a smaller share of the draws without a zone are only counted."""
MOST_PAIRS = 6

SIDE_WORDS = {"min": "lower red line", "max": "upper red line"}


@dataclass(frozen=True)
class BlockRow:
    """A smallest set of demands that empties the zone, in words."""

    words: str
    number: Number
    share: float
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class HeatCell:
    """How often two red lines exclude each other, and by how much where they do; ``heat`` in [0, 1]."""

    number: Number
    heat: float
    gap: str


@dataclass(frozen=True)
class HeatTable:
    """Issues by pairs of parties; None where the lines never clash."""

    pairs: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell | None, ...]], ...]
    left_out: int


@dataclass(frozen=True)
class Way:
    """One demand one party could relax alone."""

    what: str
    href: str
    suffices: Number
    share: float
    size: Number
    moved: str
    cheapest: str


@dataclass(frozen=True)
class UnlockRow:
    """What one party could do alone."""

    actor: str
    suffices: Number
    ways: tuple[Way, ...]
    rare: int


@dataclass(frozen=True)
class BlocksSection:
    """Everything the section shows; ``without`` is the share of draws without a zone."""

    known: bool
    without: Number
    any_without: bool
    blocks: tuple[BlockRow, ...]
    conflicts: HeatTable | None
    lead: tuple[Phrase, ...]
    unlocks: tuple[UnlockRow, ...]


def blocks_section(lookup: Lookup) -> BlocksSection:
    """What blocks a deal in the case as it stands."""
    zone = lookup.analysis.forecast.baseline.zone
    agreement = lookup.analysis.forecast.agreement
    return BlocksSection(
        known=zone.exists.n > 0,
        without=Number(words.percent(1.0 - zone.exists.share), "#how-zone"),
        any_without=zone.exists.n > 0 and zone.exists.share < 1.0,
        blocks=tuple(
            BlockRow(
                words.sentence_case(block_words(lookup, b)),
                Number(words.percent(b.share), "#how-blocks"),
                b.share * 100,
                tuple(demand_link(lookup, *demand) for demand in b.demands),
            )
            for b in zone.blocks
        ),
        conflicts=_heat(lookup, agreement.conflicts) if agreement else None,
        lead=tuple(_lead(lookup, agreement)) if agreement else (),
        unlocks=tuple(_unlock(lookup, u) for u in agreement.unlocks) if agreement else (),
    )


def blocks_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    section = blocks_section(lookup)
    if not section.known:
        yield "No party is marked as required, so nothing can be said of what blocks a deal."
        return
    if not section.any_without:
        yield "Nothing blocks a deal in any draw."
        return
    yield f"In {section.without.text} of the draws there is no zone."
    if section.blocks:
        yield ""
        yield "What blocks it (smallest sets of demands, share of all draws):"
        yield ""
        for i, block in enumerate(section.blocks, start=1):
            yield f"{i}. {escaped(block.words)}: {block.number.text}"
    if section.lead:
        yield ""
        yield "### What one party could open alone"
        yield ""
        yield escaped("".join(phrase.text for phrase in section.lead))
        yield ""
        yield from table(
            ("Party", "What it relaxes", "Opens the zone in", "By how much", "The line moves"),
            (
                (row.actor, way.what, way.suffices.text, way.size.text, way.moved)
                for row in section.unlocks
                for way in row.ways
            ),
        )
    if section.conflicts:
        yield ""
        yield "### Red lines that exclude each other"
        yield ""
        yield from table(
            ("Issue", *section.conflicts.pairs),
            (
                (issue, *(f"{cell.number.text}, {cell.gap}" if cell else "" for cell in cells))
                for issue, cells in section.conflicts.rows
            ),
        )


def demand_link(lookup: Lookup, actor: str, issue: str) -> BasisLink:
    """Link to what a red line, or where ``issue`` is "" a walk-away value, rests on."""
    names = ("red_line_low", "red_line_high", "red_line") if issue else ("cost_of_continuing",)
    href = next((h for name in names if (h := lookup.basis_href(actor, issue, name))), "")
    what = f"red line on {lookup.issue(issue)}" if issue else "cost of continuing"
    return BasisLink(f"{words.possessive(lookup.actor(actor))} {what}", href)


def _lead(lookup: Lookup, agreement: AgreementAnswer) -> Iterator[Phrase]:
    """The single steps that would most often open the zone, in a sentence; two that mirror each other in one."""
    able = [u for u in agreement.unlocks if u.relaxations]
    if agreement.unlocks and not able:
        yield Phrase("In no draw without a zone could one party alone open it: each time at least two must give way.")
    if not able:
        return
    first, best = able[0], able[0].relaxations[0]
    mirror = next(
        (u for u in able[1:] if (r := u.relaxations[0]).issue == best.issue and r.suffices == best.suffices), None
    )
    yield Phrase("In ")
    yield Phrase(words.percent(best.suffices.share), _href(lookup, first.actor, best))
    yield Phrase(f" of the draws without a zone it would be enough that {lookup.actor(first.actor)} relaxed its ")
    yield Phrase(_what(lookup, best))
    if mirror is not None:
        yield Phrase(f", or that {lookup.actor(mirror.actor)} relaxed its own,")
    yield Phrase(" by ")
    yield Phrase(_size(lookup, best), "#how-unlock")
    yield Phrase(", nothing else changing.")
    if mirror is not None:
        yield Phrase(" Either could open the zone alone; which of the two gives way is what there is to negotiate.")
    unable = [lookup.actor(u.actor) for u in agreement.unlocks if not u.relaxations]
    if unable:
        yield Phrase(f" {words.joined(unable)} could not open it alone in any draw.")
    rest = 1.0 - first.suffices.share
    if rest >= HARDLY:
        yield Phrase(
            f" In {words.percent(rest)} of them no single step of {words.possessive(lookup.actor(first.actor))} "
        )
        yield Phrase("is enough.")


def _unlock(lookup: Lookup, unlock: Unlock) -> UnlockRow:
    shown = [r for r in unlock.relaxations if r.suffices.share >= HARDLY]
    return UnlockRow(
        actor=lookup.actor(unlock.actor),
        suffices=Number(
            words.percent(unlock.suffices.share),
            "#how-unlock",
            f"simulation error {words.simulation_error(unlock.suffices)}",
        ),
        ways=tuple(
            Way(
                what=words.sentence_case(_what(lookup, r)),
                href=_href(lookup, unlock.actor, r),
                suffices=Number(
                    words.percent(r.suffices.share),
                    "#how-unlock",
                    f"simulation error {words.simulation_error(r.suffices)}",
                ),
                share=r.suffices.share * 100,
                size=Number(_size(lookup, r), "#how-unlock"),
                moved=_moved(lookup, r),
                cheapest=words.percent(r.cheapest),
            )
            for r in shown
        ),
        rare=len(unlock.relaxations) - len(shown),
    )


def _what(lookup: Lookup, relaxation: Relaxation) -> str:
    if not relaxation.issue:
        return "walk-away value"
    return f"{SIDE_WORDS[relaxation.side]} on {lookup.issue(relaxation.issue)}"


def _href(lookup: Lookup, actor: str, relaxation: Relaxation) -> str:
    """Where the demand rests: the red line's own side where it is known, else either, else the cost of continuing."""
    if relaxation.issue:
        side = "red_line_low" if relaxation.side == "min" else "red_line_high"
        own = lookup.basis_href(actor, relaxation.issue, side)
        if own:
            return own
    return demand_link(lookup, actor, relaxation.issue).href or "#how-unlock"


def _size(lookup: Lookup, relaxation: Relaxation) -> str:
    """ "between 1 and 14 points of the scale, most likely near 6"."""
    of = "points of its utility" if not relaxation.issue else "points of the scale"
    span = lookup.span(relaxation.issue) if relaxation.issue else 100.0
    # a size is small beside the scale it is measured on: one more digit where it would round to nothing
    if relaxation.size.mid < span / 20:
        span /= 10
    low, mid, high = (words.number(v, span) for v in (relaxation.size.low, relaxation.size.mid, relaxation.size.high))
    return f"about {mid} {of}" if low == high else f"between {low} and {high} {of}, most likely near {mid}"


def _moved(lookup: Lookup, relaxation: Relaxation) -> str:
    """Where the line runs in these draws and where it would have to run, medians: "from near 51 to near 44"."""
    if relaxation.line is None or relaxation.to is None:
        return ""
    span = lookup.span(relaxation.issue)
    return f"from near {words.number(relaxation.line.mid, span)} to near {words.number(relaxation.to.mid, span)}"


def _heat(lookup: Lookup, conflicts: tuple[LineConflict, ...]) -> HeatTable | None:
    if not conflicts:
        return None
    weight: dict[tuple[str, str], float] = {}
    for c in conflicts:
        weight[(c.demander, c.refuser)] = weight.get((c.demander, c.refuser), 0.0) + c.share.share
    ranked = sorted(weight, key=lambda pair: (-weight[pair], pair))
    pairs = ranked[:MOST_PAIRS]
    by_cell = {(c.issue, c.demander, c.refuser): c for c in conflicts}
    issues = [i for i in dict.fromkeys(c.issue for c in conflicts) if any((i, *pair) in by_cell for pair in pairs)]
    return HeatTable(
        pairs=tuple(f"{lookup.actor(a)} asks more than {lookup.actor(b)} grants" for a, b in pairs),
        rows=tuple(
            (lookup.issue(issue), tuple(_cell(lookup, by_cell.get((issue, *pair))) for pair in pairs))
            for issue in issues
        ),
        left_out=len(ranked) - len(pairs),
    )


def _cell(lookup: Lookup, conflict: LineConflict | None) -> HeatCell | None:
    if conflict is None:
        return None
    return HeatCell(
        number=Number(
            words.percent(conflict.share.share),
            "#how-conflicts",
            f"simulation error {words.simulation_error(conflict.share)}",
        ),
        heat=round(conflict.share.share, 3),
        gap=f"apart by {words.compact(conflict.gap, lookup.span(conflict.issue))}",
    )
