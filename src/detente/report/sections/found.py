"""Drafts nobody wrote: what the search looked through, the best of them, and those nothing betters for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from detente.domain.agreement_answer import AgreementAnswer, Criterion, FoundPackage, PackageSearch
from detente.report import words
from detente.report.figures import Number, Phrase
from detente.report.frontier_figure import frontier_figure
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, table
from detente.report.sections.basis import BasisLink, cited_links

MOST_SHOWN = 12

CRITERION_WORDS: dict[Criterion, str] = {
    "most_acceptable": "acceptable most often",
    "worst_off": "best for whoever gains least",
    "egalitarian": "largest smallest gain (egalitarian)",
    "kalai_smorodinsky": "most even shares of what each could hope for (Kalai-Smorodinsky)",
    "nash": "largest product of gains (Nash)",
}


@dataclass(frozen=True)
class FoundRow:
    """One draft found: what it is best at, how often it is acceptable, what each party may expect, its clauses.

    ``left_open`` names the issues it does not settle.
    """

    title: str
    best_at: str
    acceptable: Number
    tabled: tuple[Number, ...]
    clauses: tuple[BasisLink, ...]
    left_open: str


@dataclass(frozen=True)
class FrontierRow:
    """One draft of the frontier: expected gains, and the clauses it holds beyond those that all of them hold."""

    tabled: tuple[Number, ...]
    clauses: str
    found: str


@dataclass(frozen=True)
class SearchView:
    """What the part on drafts found shows; ``parties`` are the required ones."""

    lead: tuple[Phrase, ...]
    parties: tuple[str, ...]
    found: tuple[FoundRow, ...]
    common: tuple[BasisLink, ...]
    frontier: tuple[FrontierRow, ...]
    frontier_size: int
    figure: Markup | None


def search_view(lookup: Lookup) -> SearchView | None:
    """Everything about the search; None where nothing was searched."""
    agreement = lookup.analysis.forecast.agreement
    if agreement is None or agreement.search is None:
        return None
    search = agreement.search
    required = lookup.analysis.forecast.baseline.zone.required
    common = _common(search)
    return SearchView(
        lead=tuple(_lead(lookup, search)),
        parties=tuple(lookup.actor(key) for key in required),
        found=tuple(_row(lookup, agreement, f, required) for f in search.found),
        common=tuple(clause_link(lookup, agreement, key) for key in common),
        frontier=tuple(
            FrontierRow(
                tabled=tuple(Number(words.signed(point.tabled[a], 10.0), "#how-tabled") for a in required),
                clauses="; ".join(agreement.names.get(p, p) for p in point.provisions if p not in common),
                found=next(
                    (found_title(f.verdict.package) for f in search.found if f.provisions == point.provisions), ""
                ),
            )
            for point in search.frontier[:MOST_SHOWN]
        ),
        frontier_size=search.frontier_size,
        figure=frontier_figure(lookup, search, required),
    )


def search_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    view = search_view(lookup)
    if view is None:
        return
    yield ""
    yield "### Drafts found by search"
    yield ""
    yield escaped("".join(phrase.text for phrase in view.lead))
    yield ""
    yield from table(
        ("Draft", "Best at", "Acceptable", *(f"Expected gain of {name}" for name in view.parties)),
        ((row.title, row.best_at, row.acceptable.text, *(n.text for n in row.tabled)) for row in view.found),
    )
    for row in view.found:
        left = f" Left open: {escaped(row.left_open)}." if row.left_open else ""
        yield f"- {escaped(row.title)}: {escaped('; '.join(link.text for link in row.clauses))}.{left}"
    if len(view.frontier) > 1:
        yield ""
        yield escaped(_frontier_words(view))
        yield ""
        yield from table(
            (*(f"Expected gain of {name}" for name in view.parties), "Clauses beyond those", ""),
            ((*(n.text for n in row.tabled), row.clauses, row.found) for row in view.frontier),
        )


def found_title(package: str) -> str:
    """ "found_2" as "Draft found 2"."""
    return f"Draft found {package.rpartition('_')[2]}"


def found_href(lookup: Lookup, provision: str, issue: str) -> str:
    """Where a clause comes from: its source, the analyst, or the scale it is a described point of."""
    record = lookup.analysis.case.provisions.get(provision)
    if record is None:
        return f"#issue-{issue}"
    links = cited_links(lookup, record.statements, record.source)
    return next((link.href for link in links if link.href), "#how-guess" if record.guess else "#how-analyst")


def clause_link(lookup: Lookup, agreement: AgreementAnswer, provision: str) -> BasisLink:
    """A clause by its words, with the place it comes from."""
    record = lookup.analysis.case.provisions.get(provision)
    issue = record.issue if record is not None else provision.rpartition(":")[0]
    return BasisLink(agreement.names.get(provision, provision), found_href(lookup, provision, issue))


def _frontier_words(view: SearchView) -> str:
    shown = len(view.frontier)
    listed = f"; the {shown} best for whoever gains least are listed" if view.frontier_size > shown else ""
    core = "; ".join(link.text for link in view.common) or "none"
    return (
        f"Of the drafts compared on all draws {view.frontier_size} cannot be bettered for one required party without "
        f"costing another{listed}. Clauses that all of these hold: {core}."
    )


def _row(lookup: Lookup, agreement: AgreementAnswer, found: FoundPackage, required: tuple[str, ...]) -> FoundRow:
    return FoundRow(
        title=found_title(found.verdict.package),
        best_at=words.joined([CRITERION_WORDS[c] for c in found.best_at]),
        acceptable=Number(words.percent(found.verdict.acceptable.share), "#how-acceptable"),
        tabled=tuple(Number(words.signed(found.tabled[a], 10.0), "#how-tabled") for a in required),
        clauses=tuple(clause_link(lookup, agreement, key) for key in found.provisions),
        left_open=words.joined([lookup.issue(key) for key in lookup.analysis.case.issues if key not in found.values]),
    )


def _lead(lookup: Lookup, search: PackageSearch) -> Iterator[Phrase]:
    case, baseline = lookup.analysis.case, lookup.analysis.forecast.baseline.zone
    named = len(case.provisions)
    yield Phrase(
        f"From {words.counted(named, 'clause')} named in the case"
        if named
        else "From the described points of the scales"
    )
    yield Phrase(", at most one on each issue, ")
    if search.drafts is not None:
        yield Phrase(f"{search.drafts:,}", "#how-search")
        yield Phrase(
            " drafts can be put together that keep what clauses require and exclude; all of them were tried on "
        )
    else:
        yield Phrase(f"{search.combinations:,}", "#how-search")
        yield Phrase(" drafts can be put together, more than can be tried one by one; bounds ruled out the rest on ")
    yield Phrase(f"{search.draws:,} of the draws. In ")
    yield Phrase(words.percent(search.reachable.share), "#how-search")
    yield Phrase(f" of these (simulation error {words.simulation_error(search.reachable)}) ")
    yield Phrase("some draft is acceptable to all required parties")
    if search.reachable.share + 0.02 < baseline.exists.share:
        yield Phrase(
            f", fewer than the {words.percent(baseline.exists.share)} in which points between the clauses would do"
        )
    yield Phrase(". ")
    if not search.found:
        yield Phrase("No draft is acceptable in any draw tried.")
        return
    best = max(search.found, key=lambda f: f.verdict.acceptable.share)
    yield Phrase("Which draft that is depends on where the parties' lines run; the one that is acceptable most often (")
    yield Phrase(f"{found_title(best.verdict.package)}) is so in ")
    yield Phrase(words.percent(best.verdict.acceptable.share), "#how-acceptable")
    yield Phrase(" of all draws")
    drafted = max((p.acceptable.share for p in baseline.packages), default=None)
    if drafted is not None:
        yield Phrase(", against ")
        yield Phrase(words.percent(drafted), "#packages")
        yield Phrase(" for the best of the drafts in the case")
    yield Phrase(". ")
    yield Phrase("In a typical draw ")
    yield Phrase(_rare(search.size.mid), "#how-search")
    yield Phrase(" of the drafts are acceptable, in one draw of ten more than ")
    yield Phrase(_rare(search.size.high), "#how-search")
    yield Phrase(".")
    missed = [CRITERION_WORDS[c] for c in CRITERION_WORDS if c not in search.proven]
    if missed:
        yield Phrase(f" Not proven to be best: the draft that is {words.joined(missed)}; better ones may exist.")


def _rare(share: float) -> str:
    return "none" if share == 0 else words.percent(share)


def _common(search: PackageSearch) -> tuple[str, ...]:
    """Clauses that every draft of the frontier shown holds, in the order of the first."""
    shown = search.frontier[:MOST_SHOWN]
    if not shown:
        return ()
    rest = [set(point.provisions) for point in shown[1:]]
    return tuple(p for p in shown[0].provisions if all(p in other for other in rest))
