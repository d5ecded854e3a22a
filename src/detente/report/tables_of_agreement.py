"""Rows of what the search for drafts found, of single steps that open the zone, and of red lines that clash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.domain.agreement_answer import AgreementAnswer, PackageSearch
from detente.domain.forecast import Interval, Share
from detente.report.lookup import Lookup

Row = dict[str, Any]


def found_rows(lookup: Lookup) -> Iterator[Row]:
    """Drafts found: what each is best at, its clauses, how often it is acceptable, margin and expected gain a party."""
    agreement, search = _search(lookup)
    for found in search.found if search else ():
        for actor, margin in found.verdict.margins.items():
            yield {
                "package": found.verdict.package,
                "best_at": found.best_at,
                "provisions": found.provisions,
                "clauses": [agreement.names.get(p, p) for p in found.provisions] if agreement else [],
                **_share(found.verdict.acceptable, "acceptable"),
                "actor": actor,
                "actor_name": lookup.actor(actor),
                "required": actor in found.tabled,
                **_interval(margin),
                "gains": found.verdict.gains.get(actor),
                "expected_gain": found.tabled.get(actor),
            }


def found_values_rows(lookup: Lookup) -> Iterator[Row]:
    """The clauses of drafts found: issue, place on its scale, words."""
    agreement, search = _search(lookup)
    for found in search.found if search else ():
        for (issue, value), provision in zip(found.values.items(), found.provisions, strict=True):
            yield {
                "package": found.verdict.package,
                "issue": issue,
                "issue_name": lookup.issue(issue),
                "value": value,
                "provision": provision,
                "clause": agreement.names.get(provision, provision) if agreement else provision,
            }


def frontier_rows(lookup: Lookup) -> Iterator[Row]:
    """Drafts that nothing betters for all required parties: a row for each draft and party."""
    _, search = _search(lookup)
    for number, point in enumerate(search.frontier if search else (), start=1):
        for actor, gain in point.tabled.items():
            yield {
                "draft": number,
                "provisions": point.provisions,
                "acceptable": point.acceptable,
                "actor": actor,
                "actor_name": lookup.actor(actor),
                "expected_gain": gain,
            }


def search_rows(lookup: Lookup) -> Iterator[Row]:
    """What was searched, in one row."""
    _, search = _search(lookup)
    if search is not None:
        yield {
            "method": search.method,
            "draws": search.draws,
            "combinations": search.combinations,
            "drafts": search.drafts,
            "compared_on_all_draws": search.compared,
            "proven": search.proven,
            **_share(search.reachable, "reachable"),
            **{f"size_{name}": value for name, value in _interval(search.size).items()},
            "size_mean": search.mean_size,
            "acceptable_in_half_of_draws": search.often,
            "frontier": search.frontier_size,
            "frontier_complete": search.frontier_complete,
        }


def unlocks_rows(lookup: Lookup) -> Iterator[Row]:
    """Single steps by one party that open the zone where there is none."""
    agreement, _ = _search(lookup)
    for unlock in agreement.unlocks if agreement else ():
        for step in unlock.relaxations:
            yield {
                "actor": unlock.actor,
                "actor_name": lookup.actor(unlock.actor),
                "by_any_step": unlock.suffices.share,
                "demand": "red line" if step.issue else "walk-away value",
                "issue": step.issue,
                "issue_name": lookup.issue(step.issue) if step.issue else "",
                "side": step.side,
                **_share(step.suffices, "suffices"),
                "cheapest": step.cheapest,
                **{f"size_{name}": value for name, value in _interval(step.size).items()},
                **{f"line_{name}": value for name, value in _interval(step.line).items()},
                **{f"to_{name}": value for name, value in _interval(step.to).items()},
            }


def line_conflicts_rows(lookup: Lookup) -> Iterator[Row]:
    """Pairs of red lines that exclude each other."""
    agreement, _ = _search(lookup)
    for conflict in agreement.conflicts if agreement else ():
        yield {
            "issue": conflict.issue,
            "issue_name": lookup.issue(conflict.issue),
            "asks_at_least": conflict.demander,
            "grants_at_most": conflict.refuser,
            **_share(conflict.share, "share"),
            **{f"gap_{name}": value for name, value in _interval(conflict.gap).items()},
        }


def _search(lookup: Lookup) -> tuple[AgreementAnswer | None, PackageSearch | None]:
    agreement = lookup.analysis.forecast.agreement
    return agreement, agreement.search if agreement else None


def _share(share: Share, name: str) -> Row:
    return {name: share.share, f"{name}_low": share.low, f"{name}_high": share.high, "draws_counted": share.n}


def _interval(interval: Interval | None) -> dict[str, float | None]:
    if interval is None:
        return {"p10": None, "p50": None, "p90": None}
    return {"p10": interval.low, "p50": interval.mid, "p90": interval.high}
