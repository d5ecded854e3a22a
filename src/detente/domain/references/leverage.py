"""The ledger of leverage, and what no deal costs each actor."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.references.parts import Path, Problem, cited, known, within


def ledger_problems(case: Case) -> Iterator[Problem]:
    """``leverage``: whose each asset is, on which issues, how strong, from when to when."""
    for i, asset in enumerate(case.leverage):
        path: Path = ("leverage", i)
        yield from known(case.actors, asset.actor, (*path, "actor"), "actor")
        for j, issue in enumerate(asset.issues):
            yield from known(case.issues, issue, (*path, "issues", j), "issue")
        yield from within(asset.strength, 0, 1, (*path, "strength"))
        yield from within(asset.credibility, 0, 1, (*path, "credibility"))
        if asset.until is not None and asset.until < asset.since:
            yield Problem(
                (*path, "until"),
                f"a date after since ({asset.since})",
                str(asset.until),
                "swap the two dates",
            )
        yield from cited(case, asset.source, path)


def no_deal_problems(case: Case) -> Iterator[Problem]:
    """``no_deal``: what going on costs each actor, out of 100."""
    for key, no_deal in case.no_deal.items():
        yield from known(case.actors, key, ("no_deal", key), "actor")
        yield from within(no_deal.cost_of_continuing, 0, 100, ("no_deal", key, "cost_of_continuing"))
        yield from cited(case, no_deal.source, ("no_deal", key))
