"""What each side can do after signature, as the analyst stated it: a row an option, and one for each joint effect."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.compliance import NO_DEAL, Consequence, Effect, alternatives
from detente.domain.quantity import Quantity
from detente.domain.stability_answer import StabilityAnswer
from detente.report import words
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.sections.basis import BasisLink, cited_links

KINDS = {
    "comply": "promised in the deal",
    "violate": "forbidden by the deal",
    "withdraw": "ends the deal",
    "respond": "free to do, deal or no deal",
}


@dataclass(frozen=True)
class OptionRow:
    """An option or a joint effect, and what it does."""

    anchor: str
    who: str
    what: str
    kind: str
    does: tuple[str, ...]
    costs: tuple[tuple[str, Number], ...]
    note: str
    guess: bool
    links: tuple[BasisLink, ...]


def option_rows(lookup: Lookup, answer: StabilityAnswer) -> tuple[OptionRow, ...]:
    """Options in the order of the case, then effects."""
    section = lookup.analysis.case.compliance
    if section is None:
        return ()
    signed = {option.id: option for option in answer.options}
    rows = []
    for key, option in section.options.items():
        kind = KINDS[option.kind] + (", cannot be undone" if option.one_way else "")
        if option.packages:
            kind += f"; in {words.joined([lookup.package(p) for p in option.packages])} only"
        what = f"If no longer: {option.what}" if signed[key].signed else option.what
        rows.append(_row(lookup, f"option-{key}", lookup.actor(option.actor), what, kind, option))
    for i, effect in enumerate(section.effects, start=1):
        what = effect.what or "together"
        rows.append(_row(lookup, f"effect-{i}", "", words.sentence_case(what), when_words(lookup, effect), effect))
    return tuple(rows)


def effect_name(lookup: Lookup, name: str) -> str:
    """What a consequence is called: an option's words, or an effect's."""
    section = lookup.analysis.case.compliance
    if section is not None and name in section.options:
        return section.options[name].what
    effect = _effect(lookup, name)
    return words.sentence_case(effect[1].what or "joint effect") if effect else name


def option_anchor(lookup: Lookup, name: str) -> str:
    """Link to the row of a consequence."""
    section = lookup.analysis.case.compliance
    if section is not None and name in section.options:
        return f"#option-{name}"
    effect = _effect(lookup, name)
    return f"#effect-{effect[0]}" if effect else ""


def when_words(lookup: Lookup, effect: Effect) -> str:
    """The rule of an effect in words."""
    section = lookup.analysis.case.compliance
    options = section.options if section is not None else {}

    def said(option: str, taken: bool) -> str:
        if option not in options:
            return "the deal is in force" if taken else "the deal is off"
        return f"{'' if taken else 'not: '}{options[option].what}"

    return "when " + ", or ".join(
        " and ".join(said(option, taken) for option, taken in all_of) for all_of in alternatives(effect.when)
    )


def _effect(lookup: Lookup, name: str) -> tuple[int, Effect] | None:
    """An effect by its name, with its place."""
    section = lookup.analysis.case.compliance
    named = [] if section is None else list(section.named_effects())
    return next(((i, effect) for i, (key, effect) in enumerate(named, start=1) if key == name), None)


def _row(lookup: Lookup, anchor: str, who: str, what: str, kind: str, consequence: Consequence) -> OptionRow:
    links = cited_links(lookup, consequence.statements, consequence.source)
    href = next((link.href for link in links if link.href), "#how-guess" if consequence.guess else "#how-analyst")
    return OptionRow(
        anchor=anchor,
        who=who,
        what=what,
        kind=kind,
        does=_does(lookup, consequence),
        costs=tuple(
            (lookup.actor(actor), Number(_quantity(cost, 10.0), href)) for actor, cost in consequence.costs.items()
        ),
        note=consequence.note,
        guess=consequence.guess,
        links=links,
    )


def _does(lookup: Lookup, consequence: Consequence) -> tuple[str, ...]:
    does = []
    for issue, point in consequence.sets.items():
        value = "as without a deal" if point == NO_DEAL else f"at {words.number(float(point), lookup.span(issue))}"
        does.append(f"{lookup.issue(issue)} {value}")
    for issue, shift in consequence.shifts.items():
        does.append(f"{lookup.issue(issue)} by {_quantity(shift, lookup.span(issue), signed=True)}")
    if consequence.resumes_cost:
        does.append("the cost of continuing is borne again")
    return tuple(does)


def _quantity(quantity: Quantity, span: float, *, signed: bool = False) -> str:
    said = words.signed if signed else words.number
    low, mode, high = (said(v, span) for v in (quantity.low, quantity.mode, quantity.high))
    return mode if low == high else f"{mode} ({low} to {high})"
