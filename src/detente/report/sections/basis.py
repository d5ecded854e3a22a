"""What every number rests on: one row an input, with links on to statements and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.domain.forecast import Estimate, Interval
from detente.domain.statement import Statement
from detente.report import words
from detente.report.lookup import BASIS_NAMES, Lookup


@dataclass(frozen=True)
class BasisLink:
    """A link to a statement or a source; ``href`` is "" where it cannot be found."""

    text: str
    href: str


@dataclass(frozen=True)
class BasisRow:
    """One estimated input."""

    anchor: str
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
        BasisGroup(lookup.actor(actor), tuple(_row(lookup, e) for e in found)) for actor, found in groups if found
    )


def cited_links(lookup: Lookup, statements: Sequence[str], sources: Sequence[str]) -> tuple[BasisLink, ...]:
    """Links to statements and sources by id; each statement is named by who said it."""
    links = []
    for key in statements:
        statement = lookup.statements.get(key)
        links.append(BasisLink(_statement_name(statement) if statement else key, lookup.statement_href(key)))
    for key in sources:
        source = lookup.analysis.case.sources.get(key)
        links.append(BasisLink(words.shortened((source.title if source else "") or key, 48), lookup.source_href(key)))
    return tuple(links)


def value_words(lookup: Lookup, estimate: Estimate) -> str:
    """An estimate's interval in words, in the unit a reader expects: salience and costs out of 100."""
    if estimate.parameter in ("salience", "cost_of_continuing"):
        i = estimate.interval
        text = f"{words.between(Interval(i.low * 100, i.mid * 100, i.high * 100))}, out of 100"
    elif estimate.parameter == "capability":
        text = words.between(estimate.interval, 1.0 if estimate.interval.high < 10 else 100.0)
    else:
        text = words.between(estimate.interval, lookup.span(estimate.issue))
    if estimate.parameter.startswith("red_line"):
        text += f"; holds in {words.percent(estimate.firmness)} of draws"
    return text


def _statement_name(statement: Statement) -> str:
    """Who said it and its first words, so that two statements of one speaker can be told apart."""
    quote = f"“{words.shortened(statement.quote, 34)}”"
    return f"{words.shortened(statement.speaker, 28)}: {quote}" if statement.speaker else quote


def _row(lookup: Lookup, estimate: Estimate) -> BasisRow:
    basis = estimate.basis
    return BasisRow(
        anchor=lookup.basis_anchor(estimate),
        what=words.sentence_case(lookup.parameter(estimate)),
        value=value_words(lookup, estimate),
        kind=basis.kind,
        kind_words=BASIS_NAMES[basis.kind],
        reason=basis.reason,
        links=cited_links(lookup, tuple(dict.fromkeys(basis.statements)), tuple(dict.fromkeys(basis.sources))),
    )
