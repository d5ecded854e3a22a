"""What every number rests on: one row an input, with links on to statements and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.case import Source
from detente.domain.forecast import Estimate, Interval
from detente.domain.statement import Statement
from detente.report import words
from detente.report.lookup import BASIS_NAMES, PARAMETER_NAMES, Lookup


@dataclass(frozen=True)
class BasisLink:
    """A link to a statement or a source; ``href`` is "" where it cannot be found."""

    text: str
    href: str


@dataclass(frozen=True)
class BasisRow:
    """One estimated input, or the same one on several issues; ``anchors`` has the place of each."""

    anchors: tuple[str, ...]
    what: str
    value: str
    kind: str
    kind_words: str
    reason: str
    links: tuple[BasisLink, ...]


@dataclass(frozen=True)
class BasisGroup:
    """All inputs of one actor."""

    actor: str
    rows: tuple[BasisRow, ...]


def basis_groups(lookup: Lookup) -> tuple[BasisGroup, ...]:
    """Every estimate, grouped by actor in the order of the case."""
    estimates = lookup.analysis.forecast.estimates
    order = dict.fromkeys([*lookup.analysis.case.actors, *(e.actor for e in estimates)])
    groups = ((actor, [e for e in estimates if e.actor == actor]) for actor in order)
    return tuple(
        BasisGroup(lookup.actor(actor), tuple(_row(lookup, same) for same in merged(found)))
        for actor, found in groups
        if found
    )


def merged(estimates: Sequence[Estimate]) -> list[list[Estimate]]:
    """Estimates that differ in nothing but their issue, put together: capability is often the same on many."""
    together: dict[tuple[object, ...], list[Estimate]] = {}
    for i, e in enumerate(estimates):
        numbers = tuple(f"{v:.6g}" for v in (e.interval.low, e.interval.mid, e.interval.high))
        key = (e.actor, numbers, e.basis) if e.parameter == "capability" else (i,)
        together.setdefault(key, []).append(e)
    return list(together.values())


def where_words(lookup: Lookup, estimates: Sequence[Estimate]) -> str:
    """The issues of merged estimates: "A, B and C"; "" for a number that belongs to no issue."""
    return words.joined([lookup.issue(e.issue) for e in estimates if e.issue])


def cited_links(lookup: Lookup, statements: Sequence[str], sources: Sequence[str]) -> tuple[BasisLink, ...]:
    """Links to statements and sources by id; each statement is named by who said it."""
    links = []
    for key in statements:
        statement = lookup.statements.get(key)
        links.append(BasisLink(_statement_name(statement) if statement else key, lookup.statement_href(key)))
    for key in sources:
        source = lookup.analysis.case.sources.get(key)
        links.append(BasisLink(_source_name(source, key), lookup.source_href(key)))
    return tuple(links)


def value_words(lookup: Lookup, estimate: Estimate) -> str:
    """An estimate's interval in words, in the unit a reader expects: salience and costs out of 100."""
    if estimate.parameter in ("salience", "cost_of_continuing"):
        i = estimate.interval
        text = f"{words.near(Interval(i.low * 100, i.mid * 100, i.high * 100))}, of 100"
    elif estimate.parameter == "capability":
        text = words.near(estimate.interval, 1.0 if estimate.interval.high < 10 else 100.0)
    else:
        text = words.near(estimate.interval, lookup.span(estimate.issue))
    if estimate.parameter.startswith("red_line"):
        text += f"; holds in {words.percent(estimate.firmness)} of draws"
    return text


def _source_name(source: Source | None, key: str) -> str:
    """Title, and the first words quoted, so that two quotations of one document can be told apart."""
    if source is None:
        return key
    quote = f": “{words.shortened(source.quote, 30)}”" if source.quote else ""
    return words.shortened(source.title or key, 40) + quote


def _statement_name(statement: Statement) -> str:
    """Who said it and its first words, so that two statements of one speaker can be told apart."""
    quote = f"“{words.shortened(statement.quote, 34)}”"
    return f"{words.shortened(statement.speaker, 28)}: {quote}" if statement.speaker else quote


def _row(lookup: Lookup, same: Sequence[Estimate]) -> BasisRow:
    estimate, basis = same[0], same[0].basis
    name = PARAMETER_NAMES.get(estimate.parameter, words.readable(estimate.parameter))
    where = where_words(lookup, same)
    return BasisRow(
        anchors=tuple(lookup.basis_anchor(e) for e in same),
        what=words.sentence_case(f"{name} on {where}" if where else name),
        value=value_words(lookup, estimate),
        kind=basis.kind,
        kind_words=BASIS_NAMES[basis.kind],
        reason=basis.reason,
        links=cited_links(lookup, tuple(dict.fromkeys(basis.statements)), tuple(dict.fromkeys(basis.sources))),
    )
