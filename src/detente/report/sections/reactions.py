"""How others react: votes by bloc, trust in guarantors before and after, what claimants elsewhere would learn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from detente.domain.consequence_answer import PackageReactions, TrustAnswer, TrustChange
from detente.report import words
from detente.report.consequence_figures import Slope, Stack, slope_figure, stacked_figure
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.sections.citations import CitationRow, citation_rows
from detente.report.sections.durability import BASELINE, figure_number
from detente.report.sections.stated import StatedRow, stated_about_reactions

MODELS = ("trust", "reactions", "precedent")
PARTS = ("support", "abstain", "condemn")


@dataclass(frozen=True)
class BlocRow:
    """One bloc, or all: expected shares of its members."""

    bloc: str
    members: str
    shares: tuple[str, ...]


@dataclass(frozen=True)
class DraftReactions:
    """Reactions to one draft as the case stands."""

    title: str
    stacks: tuple[Stack, ...]
    blocs: tuple[BlocRow, ...]
    legitimacy: Number
    withheld: Number
    text: str
    patrons: tuple[str, ...]

    @cached_property
    def figure(self) -> Markup:
        """Shares by bloc; drawn only when a page shows them."""
        return stacked_figure(f"Who would support, abstain, condemn: {self.title}", self.stacks, PARTS)


@dataclass(frozen=True)
class TrustRow:
    """One observer's trust in one guarantor under one draft."""

    draft: str
    observer: str
    before: Number
    after: Number
    change: Number
    hedges: str
    acts: str


@dataclass(frozen=True)
class GuarantorTrust:
    """All observers of one guarantor."""

    guarantor: str
    panels: tuple[tuple[str, tuple[Slope, ...]], ...]
    level: float
    rows: tuple[TrustRow, ...]

    @cached_property
    def figure(self) -> Markup:
        """Before and after, a panel for each draft; drawn only when a page shows it."""
        label = f"hedges below {words.percent(self.level)}"
        return slope_figure(f"Trust in {self.guarantor} before and after each draft", self.panels, self.level, label)


@dataclass(frozen=True)
class PrecedentRow:
    """One dispute under one draft."""

    dispute: str
    claimants: str
    similarity: str
    alike: str
    shifts: tuple[Number, ...]


@dataclass(frozen=True)
class ReactionsSection:
    """Everything the section shows; empty parts where the case does not ask."""

    drafts: tuple[DraftReactions, ...]
    trust: tuple[GuarantorTrust, ...]
    hedge_below: str
    spillover: str
    precedent_drafts: tuple[str, ...]
    precedents: tuple[PrecedentRow, ...]
    scenarios: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    stated: tuple[StatedRow, ...]
    citations: tuple[CitationRow, ...]

    @property
    def asked(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.drafts or self.trust or self.precedents)


def reactions_section(lookup: Lookup) -> ReactionsSection:
    """Drafts in the order of the case; observers as the case lists them; the most similar dispute first."""
    answer = lookup.analysis.forecast.consequences
    react, trust, precedents = (answer.reactions, answer.trust, answer.precedents) if answer else (None, None, None)
    drafts = tuple(_draft(lookup, p) for p in react.packages if p.scenario == BASELINE) if react else ()
    return ReactionsSection(
        drafts=drafts,
        trust=tuple(_guarantors(lookup, trust)) if trust else (),
        hedge_below=words.percent(trust.hedge_below) if trust else "",
        spillover=trust.spillover if trust else "",
        precedent_drafts=tuple(
            dict.fromkeys(lookup.package(e.package) for e in precedents.effects if e.scenario == BASELINE)
        )
        if precedents
        else (),
        precedents=tuple(_precedents(lookup)),
        scenarios=tuple(_scenarios(lookup)),
        notes=tuple(note for part in (react, trust, precedents) if part for note in part.notes),
        stated=stated_about_reactions(lookup),
        citations=citation_rows(lookup, MODELS),
    )


def _draft(lookup: Lookup, package: PackageReactions) -> DraftReactions:
    title = lookup.package(package.package)
    everyone = (package.support.mean, package.abstain.mean, package.condemn.mean)
    stacks = [Stack("All", everyone), *(Stack(b.bloc, (b.support, b.abstain, b.condemn)) for b in package.blocs)]
    members = sum(b.members for b in package.blocs)
    rows = [BlocRow("All", f"{members:,}", tuple(words.percent(s) for s in everyone))]
    rows += [
        BlocRow(b.bloc, f"{b.members:,}", tuple(words.percent(s) for s in (b.support, b.abstain, b.condemn)))
        for b in package.blocs
    ]
    side = "takes neither side" if abs(package.lean) < 0.05 else f"leans {words.signed(package.lean, 1.0)}"
    tone = "" if abs(package.harshness) < 0.05 else f", harshness {words.signed(package.harshness, 1.0)}"
    return DraftReactions(
        title=title,
        stacks=tuple(stacks),
        blocs=tuple(rows),
        legitimacy=figure_number(package.legitimacy),
        withheld=figure_number(package.withheld),
        text=side + tone,
        patrons=tuple(_patrons(lookup, package)),
    )


def _patrons(lookup: Lookup, package: PackageReactions) -> Iterator[str]:
    """Whom a patron that has declared itself takes along."""
    names = {state.state: state.name for state in package.states}
    led = [state for state in package.states if state.patron and state.patron != state.state]
    for patron in dict.fromkeys(state.patron for state in led):
        followers = words.joined([state.name for state in led if state.patron == patron])
        yield f"{names.get(patron, lookup.actor(patron))} takes along {followers}"


def _guarantors(lookup: Lookup, trust: TrustAnswer) -> Iterator[GuarantorTrust]:
    changes = [c for c in trust.changes if c.scenario == BASELINE]
    for guarantor in dict.fromkeys(c.guarantor for c in changes):
        mine = [c for c in changes if c.guarantor == guarantor]
        panels = tuple(
            (
                lookup.package(package),
                tuple(
                    Slope(lookup.actor(c.observer), c.before.mean, c.after.mean) for c in mine if c.package == package
                ),
            )
            for package in dict.fromkeys(c.package for c in mine)
        )
        yield GuarantorTrust(
            guarantor=lookup.actor(guarantor),
            panels=panels,
            level=trust.hedge_below,
            rows=tuple(_trust_row(lookup, c) for c in mine),
        )


def _trust_row(lookup: Lookup, change: TrustChange) -> TrustRow:
    return TrustRow(
        draft=lookup.package(change.package),
        observer=lookup.actor(change.observer),
        before=figure_number(change.before, words.percent(change.before.mean)),
        after=figure_number(change.after),
        change=figure_number(change.change, words.points(change.change.mean)),
        hedges=f"{words.percent(change.hedged_before)} to {words.percent(change.hedges)}",
        acts=words.joined(change.acts) or "nothing new",
    )


def _precedents(lookup: Lookup) -> Iterator[PrecedentRow]:
    answer = lookup.analysis.forecast.consequences
    if answer is None or answer.precedents is None:
        return
    effects = [e for e in answer.precedents.effects if e.scenario == BASELINE]
    for dispute in dict.fromkeys(e.dispute for e in effects):
        mine = [e for e in effects if e.dispute == dispute]
        one = mine[0]
        alike = words.joined([words.readable(f) for f in one.alike])
        unlike = words.joined([words.readable(f) for f in one.unlike])
        yield PrecedentRow(
            dispute=one.title,
            claimants=words.joined(one.claimants),
            similarity=words.percent(one.similarity),
            alike="; ".join(
                filter(None, (f"alike in {alike}" if alike else "", f"unlike in {unlike}" if unlike else ""))
            ),
            shifts=tuple(figure_number(e.shift, words.compact(e.shift.interval, 10.0)) for e in mine),
        )


def _scenarios(lookup: Lookup) -> Iterator[tuple[str, ...]]:
    """What differs from the case as it stands: draft, scenario, support, and the largest change of trust."""
    answer = lookup.analysis.forecast.consequences
    if answer is None or answer.trust is None:
        return
    base = {(c.package, c.guarantor, c.observer): c.after.mean for c in answer.trust.changes if c.scenario == BASELINE}
    for scenario in lookup.analysis.case.scenarios:
        moved = [
            (c.after.mean - base[c.package, c.guarantor, c.observer], c)
            for c in answer.trust.changes
            if c.scenario == scenario
        ]
        largest = max(moved, key=lambda pair: abs(pair[0]), default=None)
        if largest is not None and abs(largest[0]) >= 0.005:
            change, c = largest
            yield (
                lookup.scenario(scenario), lookup.package(c.package),
                f"{lookup.actor(c.observer)} in {lookup.actor(c.guarantor)}", words.points(change),
            )  # fmt: skip
