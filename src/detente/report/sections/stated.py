"""What the analyst stated so that consequences could be worked out: facts, acts, onlookers, disputes, with sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.domain.cited import Cited
from detente.domain.consequences import Audience, Precedents, Regroup, Settlement, Trust
from detente.domain.quantity import Quantity
from detente.report import words
from detente.report.lookup import Lookup
from detente.report.markdown_text import table
from detente.report.sections.basis import BasisLink, cited_links

HEAD = ("Stated by the analyst", "Value", "Note")
SETTLEMENT = {
    "prior_disputes": "Disputes in the 20 years before the war",
    "years_of_war": "Years of war",
    "deaths": "Deaths in the war",
    "outside_pressure": "Pressure of outsiders to settle (0 to 1)",
    "peacekeeping_doublings": "Doublings of the money for peacekeepers",
}
REGROUP = {
    "riser_now": "Chance of winning of the rising side now",
    "cost_riser": "Cost of an attack, rising side (share of the stake)",
    "cost_declining": "Cost of an attack, other side (share of the stake)",
    "discount": "Weight of the time after the pause",
}


@dataclass(frozen=True)
class StatedRow:
    """One fact."""

    what: str
    value: str
    note: str
    links: tuple[BasisLink, ...]


def stated_about_durability(lookup: Lookup) -> tuple[StatedRow, ...]:
    """Facts of the war and of the regroup clock."""
    facts = lookup.analysis.case.consequences
    return (
        *(_settlement(lookup, facts.settlement) if facts.settlement else ()),
        *(_regroup(lookup, facts.regroup) if facts.regroup else ()),
    )


def stated_about_reactions(lookup: Lookup) -> tuple[StatedRow, ...]:
    """Acts of guarantors, who observes them, onlookers, disputes."""
    facts = lookup.analysis.case.consequences
    return (
        *(_trust(lookup, facts.trust) if facts.trust else ()),
        *(_audience(lookup, facts.audience) if facts.audience else ()),
        *(_precedents(lookup, facts.precedents) if facts.precedents else ()),
    )


def stated_text(rows: Sequence[StatedRow]) -> Iterator[str]:
    """The same as Markdown lines."""
    yield from table(
        HEAD, ((r.what, r.value, " ".join(filter(None, (r.note, ", ".join(i.text for i in r.links))))) for r in rows)
    )


def _settlement(lookup: Lookup, facts: Settlement) -> Iterator[StatedRow]:
    war = {"civil": "a civil war", "interstate": "a war between states", "none": "no war"}[facts.war]
    border = "; the sides share a border" if facts.contiguous else ""
    yield _row(lookup, "What would end", f"{war}{border}; fighting ended or ends: {facts.ending}", facts)
    if facts.own_class is not None:
        shares = ", ".join(f"{year:g} years {quantity(q)}" for year, q in sorted(facts.own_class.survival.items()))
        yield _row(lookup, f"Class of its own: {facts.own_class.name}, still kept after", shares, facts.own_class)
    for name, what in SETTLEMENT.items():
        if getattr(facts, name) is not None:
            yield StatedRow(what, quantity(getattr(facts, name)), "", ())


def _regroup(lookup: Lookup, facts: Regroup) -> Iterator[StatedRow]:
    who = f"{lookup.actor(facts.riser)} rises, {lookup.actor(facts.declining)} declines"
    guarantor = f"; guarantor: {lookup.actor(facts.guarantor)}" if facts.guarantor else ""
    yield _row(lookup, "Regroup clock", who + guarantor, facts)
    for name, what in REGROUP.items():
        yield StatedRow(what, quantity(getattr(facts, name)), "", ())
    path = "; ".join(
        f"after {year:g} {'year' if year == 1 else 'years'} {quantity(q)}"
        for year, q in sorted(facts.riser_after.items())
    )
    yield StatedRow("Its chance of winning after a pause, no clause interfering", path, "", ())


def _trust(lookup: Lookup, facts: Trust) -> Iterator[StatedRow]:
    for key, guarantor in facts.guarantors.items():
        name = lookup.actor(key)
        for act in guarantor.acts:
            share = act.kept if act.kept is not None else act.reneged
            kind = "kept" if act.kept is not None else "broken"
            when = f" ({act.date.isoformat()})" if act.date else ""
            value = f"{quantity(share)} of a whole promise {kind}" if share is not None else kind
            yield _row(lookup, f"{name} towards {lookup.actor(act.ally)}: {act.what}{when}", value, act)
        alike = "; ".join(f"{lookup.actor(who)} {quantity(q)}" for who, q in guarantor.observers.items())
        yield _row(lookup, f"How alike observers of {name} are to the ally", alike, guarantor)


def _audience(lookup: Lookup, facts: Audience) -> Iterator[StatedRow]:
    if facts.note:
        yield _row(lookup, "The audience", "", facts)
    for key, state in facts.states.items():
        parts = [f"ideal point {quantity(state.ideal_point)}"]
        parts += [
            f"follows {_follow_name(lookup, facts, p)} with chance {quantity(q)}" for p, q in state.follows.items()
        ]
        if state.weight.high > 0:
            parts.append(f"weight {quantity(state.weight)}")
        yield _row(lookup, state.name or words.sentence_case(words.readable(key)), "; ".join(parts), state)
    for package, declared in facts.declared.items():
        said = "; ".join(f"{_follow_name(lookup, facts, p)}: {reaction}" for p, reaction in declared.items())
        yield StatedRow(f"Declared on “{lookup.package(package)}”", said, "", ())


def _precedents(lookup: Lookup, facts: Precedents) -> Iterator[StatedRow]:
    here = "; ".join(f"{words.readable(name)} {value:g}" for name, value in facts.features.items())
    yield _row(lookup, "Features of the dispute at hand", here, facts)
    for dispute in facts.disputes.values():
        there = "; ".join(f"{words.readable(name)} {value:g}" for name, value in dispute.features.items())
        yield _row(lookup, dispute.title, there, dispute)


def _follow_name(lookup: Lookup, facts: Audience, key: str) -> str:
    return facts.states[key].name if key in facts.states and facts.states[key].name else lookup.actor(key)


def _row(lookup: Lookup, what: str, value: str, cited: Cited) -> StatedRow:
    return StatedRow(what, value, cited.note, cited_links(lookup, cited.statements, cited.source))


def quantity(stated: Quantity) -> str:
    """A stated number in few words: "0.9", "0.8 to 0.97, most likely 0.9"."""
    if stated.from_statements:
        return "from statements"
    if stated.kind == "value":
        return _number(stated.mode)
    return f"{_number(stated.low)} to {_number(stated.high)}, most likely {_number(stated.mode)}"


def _number(value: float) -> str:
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}"
    return text.replace("-", words.MINUS)
