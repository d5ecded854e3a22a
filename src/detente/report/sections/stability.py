"""Would a deal be kept: the drafts after signature, who would break them first and how it goes on from there."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from detente.domain.forecast import Share
from detente.domain.stability_answer import (
    Breaker,
    InputFlip,
    JudgementFlip,
    PackageStability,
    StabilityAnswer,
    StateMove,
)
from detente.report import words
from detente.report.figures import Number
from detente.report.lookup import PARAMETER_NAMES, Lookup
from detente.report.sections.stability_options import OptionRow, effect_name, option_anchor, option_rows
from detente.report.state_graph import Picture, draw_states

HEADLINE = "seq"
CONCEPTS = {
    "nash": "nobody looks ahead",
    "seq": "credible answers are feared",
    "gmr": "any answer is feared",
    "smr": "any answer is feared that leaves no way out",
    "sim": "others act at the same time",
}
FORESIGHT = ("nash", "seq", "gmr")
HALF, MARKED = 0.5, 0.2
LEAST_TOLD = 0.01
"""Actors that would gain by a breach in fewer draws are told of together."""


@dataclass(frozen=True)
class Breach:
    """How one actor stands to a signed draft."""

    actor: str
    dares: Number
    wants: Number
    text: str
    path: tuple[str, ...]
    after: str


@dataclass(frozen=True)
class EndRow:
    """A state where the deal may end up."""

    state: str
    both: Number
    reached: Number
    shares: tuple[Number, ...]
    way: str


@dataclass(frozen=True)
class DraftRow:
    """One draft after signature."""

    key: str
    title: str
    share: float
    held: str
    kept: tuple[Number, ...]
    both: Number | None
    both_share: float | None
    if_accepted: Number | None
    first: str
    others: str
    breaches: tuple[Breach, ...]
    deterred: tuple[tuple[str, Number], ...]
    content: str
    flips: tuple[tuple[str, tuple[Number, Number]], ...]
    inputs: tuple[tuple[str, str, tuple[Number, Number]], ...]
    ends: tuple[EndRow, ...]
    medians: str
    figure: Markup
    left_out: str


@dataclass(frozen=True)
class StabilitySection:
    """Everything the section shows; ``known`` is False for a case that says nothing about after signature."""

    known: bool
    draws: str = ""
    lead: str = ""
    concepts: tuple[tuple[str, str], ...] = ()
    drafts: tuple[DraftRow, ...] = ()
    no_deal: DraftRow | None = None
    scenarios: tuple[tuple[str, tuple[Number, ...]], ...] = ()
    options: tuple[OptionRow, ...] = ()


def stability_section(lookup: Lookup, *, figures: bool = True) -> StabilitySection:
    """Drafts in the order of how often they are kept; no deal beside them. Text needs no ``figures``."""
    answer = lookup.analysis.forecast.stability
    if answer is None:
        return StabilitySection(known=False)
    ordered = sorted((p for p in answer.packages if p.package), key=lambda p: -p.kept[HEADLINE].share)
    drafts = tuple(_draft(lookup, answer, p, figures=figures) for p in ordered)
    apart = next((p for p in answer.packages if not p.package), None)
    return StabilitySection(
        known=True,
        draws=f"{answer.draws:,}",
        lead=_lead(drafts),
        concepts=tuple((concept, CONCEPTS[concept]) for concept in FORESIGHT),
        drafts=drafts,
        no_deal=None if apart is None else _draft(lookup, answer, apart, figures=figures),
        scenarios=tuple(
            (lookup.scenario(key), tuple(_share(shares[p.package]) for p in ordered))
            for key, shares in answer.scenarios.items()
        ),
        options=option_rows(lookup, answer),
    )


def state_parts(answer: StabilityAnswer, package: PackageStability, state: int) -> list[str]:
    """What is not as signed in a state, one option each; "as signed" where all is."""
    parts = []
    for i, option in enumerate(answer.options):
        if bool(state >> i & 1) != option.signed:
            parts.append(f"no longer: {option.what}" if option.signed else option.what)
    return parts or ["as signed" if package.package else "as things stand"]


def _lead(drafts: tuple[DraftRow, ...]) -> str:
    if not drafts:
        return "The case has no draft deals to sign."
    best, worst = drafts[0], drafts[-1]
    text = (
        f"Once signed, “{best.title}” would be kept in {best.kept[1].text} of the draws if every side fears the "
        f"answers that others would themselves want to give, and in {best.kept[0].text} if nobody looks ahead: "
        f"{best.held}."
    )
    if len(drafts) > 1:
        text += f" “{worst.title}” is kept least, in {worst.kept[1].text}."
    both = max((d for d in drafts if d.both_share is not None), key=lambda d: d.both_share or 0.0, default=None)
    if both is not None and both.both is not None:
        text += f" Acceptable to all required parties and then kept is most often “{both.title}”, in {both.both.text}."
    return text


def _draft(lookup: Lookup, answer: StabilityAnswer, package: PackageStability, *, figures: bool) -> DraftRow:
    told = [b for b in package.breakers if b.dares.share >= LEAST_TOLD]
    deterred = [b for b in package.breakers if b.dares.share < LEAST_TOLD <= b.wants.share]
    content = [lookup.actor(b.actor) for b in package.breakers if b.wants.share < LEAST_TOLD]
    kept = package.kept[HEADLINE].share
    title = lookup.package(package.package) if package.package else "No deal"
    return DraftRow(
        key=package.package,
        title=title,
        share=kept * 100.0,
        held=_held(package),
        kept=tuple(_share(package.kept[concept]) for concept in FORESIGHT),
        others=words.joined(
            [
                f"{words.percent(package.kept[c].share)} if {said} ({c})"
                for c, said in CONCEPTS.items()
                if c not in FORESIGHT
            ]
        ),
        both=None if package.accepted_and_kept is None else _share(package.accepted_and_kept),
        both_share=None if package.accepted_and_kept is None else package.accepted_and_kept.share,
        if_accepted=None if package.kept_if_accepted is None else _share(package.kept_if_accepted),
        first=_first(lookup, answer, package),
        breaches=tuple(_breach(lookup, answer, package, b) for b in told),
        deterred=tuple((lookup.actor(b.actor), _share(b.wants)) for b in deterred),
        content=words.joined(content),
        flips=tuple(_flip(lookup, answer, package, f) for f in package.flips),
        inputs=tuple(_input(lookup, f) for f in package.inputs),
        ends=_ends(answer, package),
        medians=_medians(answer, package) + _signing(lookup, package),
        figure=_figure(lookup, answer, package, title) if figures else Markup(),
        left_out=f"{words.counted(package.graph.left_out, 'state')} that such moves do not reach "
        f"{'is' if package.graph.left_out == 1 else 'are'} left out"
        if package.graph.left_out
        else "",
    )


def _held(package: PackageStability) -> str:
    """What keeps a deal: that nobody would gain by moving, or the answers it would have to expect."""
    content, credible = package.kept["nash"].share, package.kept[HEADLINE].share
    if credible < HALF:
        return "it does not hold itself together"
    if credible - content < MARKED:
        return "what keeps it is that hardly anybody would gain by moving"
    return "what keeps it is the answers expected, not that all are content"


def _first(lookup: Lookup, answer: StabilityAnswer, package: PackageStability) -> str:
    """Who would break it first, in a few words."""
    first = package.breakers[0] if package.breakers else None
    if first is None or not first.path:
        return "nobody"
    return f"{lookup.actor(first.actor)}, {words.percent(first.dares.share)}: {_step(answer, first.path[0])}"


def _breach(lookup: Lookup, answer: StabilityAnswer, package: PackageStability, breaker: Breaker) -> Breach:
    deterred = max(0.0, breaker.wants.share - breaker.dares.share)
    name = lookup.actor(breaker.actor)
    text = "it would gain by a move of its own"
    if deterred >= LEAST_TOLD:
        text += f", and so it would in {words.percent(deterred)} more, but for the answers it would have to expect"
    if breaker.gain is not None:
        text += f". Its surest move wins it {words.near(breaker.gain, 10.0)} points before any answer"
    after = ""
    if breaker.path:
        ends = "and so on in a circle" if breaker.circles else "and there it stays"
        after = f"{ends}; the commonest course, in {words.percent(breaker.path_share)} of those draws"
    return Breach(
        actor=name,
        dares=_share(breaker.dares),
        wants=_share(breaker.wants),
        text=text,
        path=tuple(_step(answer, move) for move in breaker.path),
        after=after,
    )


def _step(answer: StabilityAnswer, move: StateMove) -> str:
    """A move in words: what its maker does or takes back."""
    done = []
    for i, option in enumerate(answer.options):
        if (move.start ^ move.end) >> i & 1:
            breach = bool(move.end >> i & 1) != option.signed
            said = f"no longer: {option.what}" if option.signed else option.what
            done.append(said if breach else f"takes back: {option.what}")
    return words.joined(done)


def _flip(
    lookup: Lookup, answer: StabilityAnswer, package: PackageStability, flip: JudgementFlip
) -> tuple[str, tuple[Number, Number]]:
    better, worse = (words.joined(state_parts(answer, package, s)) for s in (flip.better, flip.worse))
    text = f"{lookup.actor(flip.actor)} prefers “{better}” to “{worse}” ({words.percent(flip.share)} of draws)"
    return text, (_plain(flip.kept_if), _plain(flip.kept_if_not))


def _input(lookup: Lookup, flip: InputFlip) -> tuple[str, str, tuple[Number, Number]]:
    """What it is, where it rests, and how often the deal is kept above and below its median."""
    if flip.parameter in ("shift", "cost"):
        name, href = effect_name(lookup, flip.what), option_anchor(lookup, flip.what)
        if flip.parameter == "shift":
            span = lookup.span(flip.target)
            text = f"how far it moves {lookup.issue(flip.target)}: {words.signed(flip.median, span)}"
        else:
            text = f"what it costs {lookup.actor(flip.target)}: {words.number(flip.median, 10.0)} points"
        return f"{name}, {text}", href, (_plain(flip.kept_above), _plain(flip.kept_below))
    what = PARAMETER_NAMES[flip.parameter] + (f" on {lookup.issue(flip.target)}" if flip.target else "")
    median = words.number(flip.median, lookup.span(flip.target) if flip.parameter == "position" else 100.0)
    text = f"{words.possessive(lookup.actor(flip.what))} {what}: {median}"
    href = lookup.basis_href(flip.what, flip.target, flip.parameter)
    return text, href, (_plain(flip.kept_above), _plain(flip.kept_below))


def _ends(answer: StabilityAnswer, package: PackageStability) -> tuple[EndRow, ...]:
    rows = []
    for end in package.equilibria:
        way = "as signed" if end.state == package.signed else "none at the medians"
        if end.way:
            way = ", then ".join(_step(answer, move) for move in end.way)
        rows.append(
            EndRow(
                state="; ".join(state_parts(answer, package, end.state)),
                both=_share(end.reached_and_stable),
                reached=_share(end.reached),
                shares=tuple(_share(end.probability[concept]) for concept in FORESIGHT),
                way=way,
            )
        )
    return tuple(rows)


def _medians(answer: StabilityAnswer, package: PackageStability) -> str:
    """What holds at the medians of all inputs, in a sentence."""
    stable = [CONCEPTS[c] for c in CONCEPTS if package.signed in package.central.get(c, ())]
    if not stable:
        return "With every payoff at its median, it would not be kept by any of the five notions."
    if len(stable) == len(CONCEPTS):
        return "With every payoff at its median, it would be kept by all five notions."
    return f"With every payoff at its median, it would be kept if {words.joined(stable, 'or')}."


def _signing(lookup: Lookup, package: PackageStability) -> str:
    """The first step from now: whether all required parties would sign."""
    verdicts = lookup.analysis.forecast.baseline.zone.packages
    accepted = next((v.acceptable for v in verdicts if v.package == package.package), None)
    if accepted is None:
        return ""
    return (
        f" The first step from now is the signature: all required parties gain by it, no red line crossed, in "
        f"{words.percent(accepted.share)} of draws."
    )


def _figure(lookup: Lookup, answer: StabilityAnswer, package: PackageStability, title: str) -> Markup:
    stable: dict[int, list[str]] = {}
    for concept, states in package.central.items():
        for state in states:
            stable.setdefault(state, []).append(concept)
    makers = dict.fromkeys(b.actor for b in package.breakers)
    order = [actor for actor in lookup.analysis.case.actors if actor in makers]
    return draw_states(
        Picture(
            title=f"States and moves after signature: {title}",
            graph=package.graph,
            words={state: state_parts(answer, package, state) for state in package.graph.states},
            stable=stable,
            makers={actor: lookup.actor(actor) for actor in order},
            start="at signature" if package.package else "now",
            numbers=False,
        )
    )


def _share(share: Share) -> Number:
    return Number(words.percent(share.share), "#how-kept", f"simulation error {words.simulation_error(share)}")


def _plain(share: float) -> Number:
    return Number(words.percent(share), "#how-kept")
