"""Rows of what was concluded: inputs, outcomes, scenarios, drafts, blocks, sovereignty, drivers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from detente.domain.forecast import HISTOGRAM_BINS, QUANTILES, Interval, PackageVerdict, ScenarioForecast
from detente.report.answer import block_words
from detente.report.lookup import Lookup

Row = dict[str, Any]


def estimates_rows(lookup: Lookup) -> Iterator[Row]:
    """Every input with its interval and basis."""
    for e in lookup.analysis.forecast.estimates:
        yield {
            "actor": e.actor,
            "actor_name": lookup.actor(e.actor),
            "issue": e.issue,
            "issue_name": lookup.issue(e.issue) if e.issue else "",
            "parameter": e.parameter,
            **_interval(e.interval),
            "firmness": e.firmness,
            "basis": e.basis.kind,
            "reason": e.basis.reason,
            "statements": e.basis.statements,
            "sources": e.basis.sources,
        }


def outcomes_rows(lookup: Lookup) -> Iterator[Row]:
    """Every engine on every issue in every scenario: quantiles and histogram."""
    for scenario in lookup.analysis.forecast.scenarios:
        for o in scenario.outcomes:
            quantiles = zip(QUANTILES, o.distribution.quantiles, strict=False)
            shares = zip(range(1, HISTOGRAM_BINS + 1), o.distribution.histogram, strict=False)
            yield {
                "scenario": scenario.id,
                "engine": o.engine,
                "reading": o.reading,
                "issue": o.issue,
                "issue_name": lookup.issue(o.issue),
                "defined": o.defined,
                "mean": o.distribution.mean,
                **{f"p{round(q * 100):02d}": value for q, value in quantiles},
                **{f"bin_{i:02d}": share for i, share in shares},
            }


def scenarios_rows(lookup: Lookup) -> Iterator[Row]:
    """P(zone) under every scenario and its change."""
    for s in lookup.analysis.forecast.scenarios:
        change = s.zone_change
        yield {
            "scenario": s.id,
            "title": s.title,
            "kind": s.kind,
            "zone_share": s.zone.exists.share if s.zone.exists.n else None,
            "zone_low": s.zone.exists.low if s.zone.exists.n else None,
            "zone_high": s.zone.exists.high if s.zone.exists.n else None,
            "draws": s.zone.exists.n,
            "required": s.zone.required,
            "zone_change_low": change.low if change else None,
            "zone_change": change.mid if change else None,
            "zone_change_high": change.high if change else None,
        }


def changes_rows(lookup: Lookup) -> Iterator[Row]:
    """Per scenario and issue: change of where it lands, spread between engines."""
    for s in lookup.analysis.forecast.scenarios:
        for issue in dict.fromkeys([*s.changes, *s.spread]):
            yield {
                "scenario": s.id,
                "issue": issue,
                "issue_name": lookup.issue(issue),
                **_interval(s.changes.get(issue, Interval(math.nan, math.nan, math.nan))),
                "spread_between_engines": s.spread.get(issue),
            }


def variance_rows(lookup: Lookup) -> Iterator[Row]:
    """Per scenario and issue: the variance that goes with the inputs, with the mechanism, and with both."""
    for s in lookup.analysis.forecast.scenarios:
        for v in s.variance:
            yield {"scenario": s.id, "issue_name": lookup.issue(v.issue), **asdict(v)}


def packages_rows(lookup: Lookup) -> Iterator[Row]:
    """Every draft in every scenario."""
    for scenario, p in _verdicts(lookup):
        yield {
            "scenario": scenario.id,
            "package": p.package,
            "title": p.title or lookup.package(p.package),
            "acceptable": p.acceptable.share,
            "acceptable_low": p.acceptable.low,
            "acceptable_high": p.acceptable.high,
            "draws": p.acceptable.n,
            "worst_off": p.worst_off,
            **{f"worst_{k}": v for k, v in _interval(p.worst_margin).items()},
        }


def margins_rows(lookup: Lookup) -> Iterator[Row]:
    """Packages by parties: margin over no deal, share of draws with a gain."""
    for scenario, p in _verdicts(lookup):
        for actor, interval in p.margins.items():
            yield {
                "scenario": scenario.id,
                "package": p.package,
                "actor": actor,
                "actor_name": lookup.actor(actor),
                "required": actor in scenario.zone.required,
                **_interval(interval),
                "gains": p.gains.get(actor),
            }


def crossings_rows(lookup: Lookup) -> Iterator[Row]:
    """Red lines crossed by drafts."""
    for scenario, p in _verdicts(lookup):
        for c in p.crossed:
            yield {
                "scenario": scenario.id,
                "package": p.package,
                "actor": c.actor,
                "issue": c.issue,
                "share": c.share,
            }


def blocks_rows(lookup: Lookup) -> Iterator[Row]:
    """Smallest sets of demands that empty the zone."""
    for scenario in lookup.analysis.forecast.scenarios:
        for block in scenario.zone.blocks:
            yield {
                "scenario": scenario.id,
                "demands": [f"{actor} {issue or 'walk-away value'}" for actor, issue in block.demands],
                "words": block_words(lookup, block),
                "share": block.share,
            }


def best_rows(lookup: Lookup) -> Iterator[Row]:
    """Where the best deal for the worst-off lands."""
    for scenario in lookup.analysis.forecast.scenarios:
        for issue, interval in scenario.zone.best.items():
            yield {
                "scenario": scenario.id,
                "issue": issue,
                "issue_name": lookup.issue(issue),
                **_interval(interval),
            }


def sovereignty_rows(lookup: Lookup) -> Iterator[Row]:
    """One row a clause, or one row without a clause where nothing moves."""
    for cost in lookup.analysis.forecast.sovereignty:
        for issue, effect, reversibility in cost.clauses or (("", 0.0, ""),):
            yield {
                "package": cost.package,
                "actor": cost.actor,
                "actor_name": lookup.actor(cost.actor),
                "dimension": cost.dimension,
                "effect": cost.effect,
                "clause": issue,
                "clause_effect": effect,
                "reversibility": reversibility,
                "floor": cost.floor,
                "crosses_floor": cost.crosses,
            }


def leverage_rows(lookup: Lookup) -> Iterator[Row]:
    """The leverage ledger."""
    for asset in lookup.analysis.case.leverage:
        data = asset.model_dump(mode="json")
        for name in ("strength", "credibility"):
            quantity = getattr(asset, name)
            data[name] = quantity.kind
            stated = quantity.kind != "statements"
            data |= {f"{name}_{k}": getattr(quantity, k) if stated else None for k in ("low", "mode", "high")}
        yield {"actor_name": lookup.actor(asset.actor), **data}


def drivers_rows(lookup: Lookup) -> Iterator[Row]:
    """Shares of variance."""
    for d in lookup.analysis.forecast.drivers:
        yield {
            "answer": d.answer,
            "actor": d.actor,
            "issue": d.issue,
            "parameter": d.parameter,
            "share": d.share,
            "low": d.low,
            "high": d.high,
            "words": d.words,
        }


def influence_rows(lookup: Lookup) -> Iterator[Row]:
    """The answer without each document."""
    for i in lookup.analysis.forecast.influence:
        yield {
            "document": i.document,
            "statements": i.statements,
            "zone_change": i.zone_change,
            "largest_shift": i.largest_shift,
            "largest_shift_issue": i.largest_shift_issue,
        }


def _verdicts(lookup: Lookup) -> Iterator[tuple[ScenarioForecast, PackageVerdict]]:
    for scenario in lookup.analysis.forecast.scenarios:
        for package in scenario.zone.packages:
            yield scenario, package


def _interval(interval: Interval) -> dict[str, float]:
    """The 10th, 50th and 90th percentile under the names every table uses."""
    return {"p10": interval.low, "p50": interval.mid, "p90": interval.high}
