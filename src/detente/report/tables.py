"""All raw tables with all attributes, one list of flat rows each, ready for CSV, XLSX or JSON.

Every value is text, a number, true or false, or None; lists of ids are joined with "; ". Rows keep the ids of the case
beside the names, so that tables can be joined again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.domain.analysis import Analysis
from detente.domain.forecast import HISTOGRAM_BINS, QUANTILES, Interval, ScenarioForecast
from detente.domain.statement import Statement
from detente.report import words
from detente.report.answer import block_words
from detente.report.lookup import Lookup
from detente.report.sections.statements import why_not_moving

Row = dict[str, Any]


def tables(analysis: Analysis) -> dict[str, list[Row]]:
    """Every table by name; a table without rows is an empty list."""
    lookup = Lookup(analysis)
    made: dict[str, Iterable[Row]] = {
        "statements": (_statement(lookup, s) for s in analysis.reading.statements),
        "attributions": _attributions(analysis),
        "indications": _indications(lookup),
        "checks": _checks(lookup),
        "documents": _documents(analysis),
        "sources": _sources(analysis),
        "dropped": _dropped(analysis),
        "estimates": _estimates(lookup),
        "outcomes": _outcomes(lookup),
        "scenarios": _scenarios(lookup),
        "changes": _changes(lookup),
        "packages": _packages(lookup),
        "margins": _margins(lookup),
        "crossings": _crossings(lookup),
        "blocks": _blocks(lookup),
        "best": _best(lookup),
        "sovereignty": _sovereignty(lookup),
        "leverage": _leverage(lookup),
        "drivers": _drivers(lookup),
        "influence": _influence(lookup),
    }
    return {name: [_plain(row) for row in rows] for name, rows in made.items()}


def _statement(lookup: Lookup, statement: Statement) -> Row:
    data = statement.to_dict()
    for nested in ("attribution", "checks", "indications", "speaker_span", "cue_span"):
        data.pop(nested)
    return {
        **data,
        "spans": "; ".join(f"{a}-{b}" for a, b in statement.spans),
        "speaker_start": statement.speaker_span[0] if statement.speaker_span else None,
        "speaker_end": statement.speaker_span[1] if statement.speaker_span else None,
        "cue_start": statement.cue_span[0] if statement.cue_span else None,
        "cue_end": statement.cue_span[1] if statement.cue_span else None,
        "checks": [check.name for check in statement.checks],
        "why_not_moving": why_not_moving(statement),
        "used_for": [
            " ".join(t for t in (e.actor, e.issue, e.parameter) if t) for e in lookup.used_by.get(statement.id, ())
        ],
    }


def _attributions(analysis: Analysis) -> Iterator[Row]:
    for s in analysis.reading.statements:
        for i, link in enumerate(s.attribution):
            yield {
                "statement": s.id,
                "order": i,
                "name": link.name,
                "role": link.role,
                "organisation": link.organisation,
                "source_type": link.source_type,
            }


def _indications(lookup: Lookup) -> Iterator[Row]:
    for s in lookup.analysis.reading.statements:
        for i in s.indications:
            yield {
                "statement": s.id,
                "actor": i.actor,
                "actor_name": lookup.actor(i.actor),
                "issue": i.issue,
                "issue_name": lookup.issue(i.issue),
                "level": i.level,
                "firm": i.firm,
                "reason": i.reason,
                "moves_position": s.moves_position,
            }


def _checks(lookup: Lookup) -> Iterator[Row]:
    for s in lookup.analysis.reading.statements:
        document = lookup.documents.get(s.document)
        for check in s.checks:
            yield {
                "statement": s.id,
                "document": s.document,
                "name": check.name,
                "start": check.start,
                "end": check.end,
                "text": document.text[check.start : check.end] if document is not None else "",
                "explanation": check.explanation,
            }


def _documents(analysis: Analysis) -> Iterator[Row]:
    for d in analysis.documents:
        yield {
            "document": d.path,
            "title": d.title,
            "publisher": d.publisher,
            "published": d.published.isoformat() if d.published else None,
            "language": d.language,
            "media_type": d.media_type,
            "characters": len(d.text),
            "sha256": d.sha256,
            "notes": d.notes,
            "statements": sum(1 for s in analysis.reading.statements if s.document == d.path),
        }


def _sources(analysis: Analysis) -> Iterator[Row]:
    for key, source in analysis.case.sources.items():
        yield {"source": key, **source.model_dump(mode="json")}


def _dropped(analysis: Analysis) -> Iterator[Row]:
    for d in analysis.reading.dropped:
        yield {
            "document": d.document,
            "stage": d.stage,
            "reason": d.reason,
            "start": d.start,
            "end": d.end,
            "excerpt": d.excerpt,
        }


def _estimates(lookup: Lookup) -> Iterator[Row]:
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


def _outcomes(lookup: Lookup) -> Iterator[Row]:
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


def _scenarios(lookup: Lookup) -> Iterator[Row]:
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


def _changes(lookup: Lookup) -> Iterator[Row]:
    for s in lookup.analysis.forecast.scenarios:
        for issue in dict.fromkeys([*s.changes, *s.spread]):
            yield {
                "scenario": s.id,
                "issue": issue,
                "issue_name": lookup.issue(issue),
                **_interval(s.changes.get(issue, Interval(math.nan, math.nan, math.nan))),
                "spread_between_engines": s.spread.get(issue),
            }


def _packages(lookup: Lookup) -> Iterator[Row]:
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


def _margins(lookup: Lookup) -> Iterator[Row]:
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


def _crossings(lookup: Lookup) -> Iterator[Row]:
    for scenario, p in _verdicts(lookup):
        for c in p.crossed:
            yield {
                "scenario": scenario.id,
                "package": p.package,
                "actor": c.actor,
                "issue": c.issue,
                "share": c.share,
            }


def _blocks(lookup: Lookup) -> Iterator[Row]:
    for scenario in lookup.analysis.forecast.scenarios:
        for block in scenario.zone.blocks:
            yield {
                "scenario": scenario.id,
                "demands": [f"{actor} {issue or 'walk-away value'}" for actor, issue in block.demands],
                "words": block_words(lookup, block),
                "share": block.share,
            }


def _best(lookup: Lookup) -> Iterator[Row]:
    for scenario in lookup.analysis.forecast.scenarios:
        for issue, interval in scenario.zone.best.items():
            yield {
                "scenario": scenario.id,
                "issue": issue,
                "issue_name": lookup.issue(issue),
                **_interval(interval),
            }


def _sovereignty(lookup: Lookup) -> Iterator[Row]:
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
            }


def _leverage(lookup: Lookup) -> Iterator[Row]:
    for asset in lookup.analysis.case.leverage:
        data = asset.model_dump(mode="json")
        for name in ("strength", "credibility"):
            quantity = getattr(asset, name)
            data[name] = quantity.kind
            stated = quantity.kind != "statements"
            data |= {f"{name}_{k}": getattr(quantity, k) if stated else None for k in ("low", "mode", "high")}
        yield {"actor_name": lookup.actor(asset.actor), **data}


def _drivers(lookup: Lookup) -> Iterator[Row]:
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


def _influence(lookup: Lookup) -> Iterator[Row]:
    for i in lookup.analysis.forecast.influence:
        yield {
            "document": i.document,
            "statements": i.statements,
            "zone_change": i.zone_change,
            "largest_shift": i.largest_shift,
            "largest_shift_issue": i.largest_shift_issue,
        }


def _verdicts(lookup: Lookup) -> Iterator[tuple[ScenarioForecast, Any]]:
    for scenario in lookup.analysis.forecast.scenarios:
        for package in scenario.zone.packages:
            yield scenario, package


def _interval(interval: Interval) -> dict[str, float]:
    """The 10th, 50th and 90th percentile under the names every table uses."""
    return {"p10": interval.low, "p50": interval.mid, "p90": interval.high}


def _plain(row: Mapping[str, Any]) -> Row:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return words.clean(value)
    if isinstance(value, list | tuple):
        return "; ".join(words.clean(str(v)) for v in value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
