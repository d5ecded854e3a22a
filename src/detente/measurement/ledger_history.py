"""The leverage ledger over time: what each actor's assets were worth, will be worth if nothing new happens, and why.

Most likely values (means of the draws) of tangible and of intangible assets, averaged over the issues of the case: an
asset counts on the issues it bears on, so that the total is what the ledger adds to capability on the mean issue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from detente.domain.bargaining_answer import Ledger, LedgerCause, LedgerPoint
from detente.domain.case import Asset, Case
from detente.measurement.capability import ledger_table

BACK_DAYS = 365
AHEAD_DAYS = 365
STEP_DAYS = 30


def ledger_history(case: Case) -> Ledger | None:
    """From a year before the case's date to a year after it; None where the ledger is empty.

    Points are a month apart, with two more about each day on which an asset of the actor begins or ends. Causes explain
    the change up to the case's date and add up to it, actor by actor.
    """
    if not case.leverage or not case.issues:
        return None
    until = case.case.as_of
    since = until - dt.timedelta(days=BACK_DAYS)
    points = [
        _point(case, actor, date)
        for actor in dict.fromkeys(asset.actor for asset in case.leverage)
        for date in _dates(case, actor, since, until + dt.timedelta(days=AHEAD_DAYS))
    ]
    causes = [cause for place in range(len(case.leverage)) for cause in _causes(case, place, since, until)]
    return Ledger(since.isoformat(), until.isoformat(), tuple(points), tuple(causes))


def worth(case: Case, place: int, date: dt.date) -> float:
    """The mean worth of one entry of the ledger on a date, averaged over the issues of the case."""
    entry = ledger_table(case, date)[place]
    return entry.present_value * len(entry.issues) / len(case.issues)


def _point(case: Case, actor: str, date: dt.date) -> LedgerPoint:
    total = {"tangible": 0.0, "intangible": 0.0}
    for entry in ledger_table(case, date):
        if entry.actor == actor:
            total[entry.kind] += entry.present_value * len(entry.issues) / len(case.issues)
    return LedgerPoint(actor, date.isoformat(), total["tangible"], total["intangible"])


def _dates(case: Case, actor: str, since: dt.date, end: dt.date) -> list[dt.date]:
    day = dt.timedelta(days=1)
    count = (end - since).days // STEP_DAYS
    found = {since + dt.timedelta(days=STEP_DAYS * k) for k in range(count + 1)} | {end, case.case.as_of}
    for asset in case.leverage:
        for date in (asset.since, asset.until):
            if asset.actor == actor and date is not None and since < date <= end:
                found |= {date - day, date}
    return sorted(found)


def _causes(case: Case, place: int, since: dt.date, until: dt.date) -> Iterator[LedgerCause]:
    """What one asset did in the period: it began, it ended, and the rest is its half-life."""
    asset = case.leverage[place]
    change = worth(case, place, until) - worth(case, place, since)
    began = worth(case, place, asset.since) if since < asset.since <= until else 0.0
    ended = 0.0
    if asset.until is not None and since < asset.until <= until:
        ended = -worth(_without_end(case, place), place, asset.until)
    faded = change - began - ended
    for cause, date, amount in (
        ("began", asset.since, began),
        ("ended", asset.until or until, ended),
        ("faded", until, faded),
    ):
        if abs(amount) > 1e-12:
            yield LedgerCause(
                asset.actor, asset.asset, asset.kind, cause, date.isoformat(), amount, asset.statements, asset.source
            )


def _without_end(case: Case, place: int) -> Case:
    assets: list[Asset] = list(case.leverage)
    assets[place] = assets[place].model_copy(update={"until": None})
    return case.model_copy(update={"leverage": tuple(assets)})
