"""The coefficients a section rests on: what each is, where it is from, on how many cases, and who set it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.domain.consequence_answer import CoefficientUse, ConsequenceAnswer
from detente.report import words
from detente.report.lookup import Lookup
from detente.report.markdown_text import table
from detente.report.sections.basis import BasisLink, cited_links

MARKS = {
    "re-estimated": "re-estimated from the data",
    "abstract": "from the paper's abstract",
    "secondary": "quoted by another text",
    "unverified": "an assumption: sign and width only",
}
HEAD = ("Coefficient", "Enters through", "Value", "Cases", "Source", "Set by")


@dataclass(frozen=True)
class CitationRow:
    """One coefficient. ``source`` is "" for an assumption; ``set_by`` says whose number was used, and why."""

    id: str
    anchor: str
    what: str
    through: str
    value: str
    n: str
    source: str
    mark: str
    set_by: str
    note: str
    analyst: bool
    links: tuple[BasisLink, ...]


def citation_rows(lookup: Lookup, models: Sequence[str]) -> tuple[CitationRow, ...]:
    """The coefficients of some consequence models, in the order of their table; () where nothing was worked out."""
    answer = lookup.analysis.forecast.consequences
    if answer is None:
        return ()
    return tuple(_row(lookup, answer, use) for use in answer.coefficients if use.model in models)


def coefficient_href(key: str) -> str:
    """Where on the page a coefficient is described."""
    return f"#coefficient-{key}"


def citations_text(rows: Sequence[CitationRow]) -> Iterator[str]:
    """The same as Markdown lines."""
    if rows:
        yield "What these figures rest on:"
        yield ""
    yield from table(
        HEAD,
        (
            (
                f"{row.id}: {row.what}",
                row.through,
                row.value,
                row.n,
                f"{row.source} ({row.mark})" if row.source else row.mark,
                f"{row.set_by} {row.note}".strip(),
            )
            for row in rows
        ),
    )


def _row(lookup: Lookup, answer: ConsequenceAnswer, use: CoefficientUse) -> CitationRow:
    widened = "Made 1.5 times as uncertain: it comes from another kind of war." if use.widened else ""
    set_by = f"The analyst: {use.reason}." if use.analyst else "Default." if use.citation else "Default, assumed."
    return CitationRow(
        id=use.id,
        anchor=coefficient_href(use.id).removeprefix("#"),
        what=words.sentence_case(use.what),
        through=_through(answer, use),
        value=f"{use.scale} {use.words}",
        n=use.n,
        source=use.citation,
        mark=MARKS[use.provenance],
        set_by=set_by.replace("..", "."),
        note=" ".join(text for text in (use.note, widened) if text),
        analyst=use.analyst,
        links=cited_links(lookup, (), use.sources),
    )


def _through(answer: ConsequenceAnswer, use: CoefficientUse) -> str:
    """The clauses whose effect it is, by name; "the model itself" where it is no clause's."""
    names = answer.clause_names
    return ", ".join(names.get(key, words.readable(key)) for key in use.clauses) or "the model itself"
