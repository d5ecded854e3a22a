"""All raw tables with all attributes, one list of flat rows each, ready for CSV, XLSX or JSON.

Every value is text, a number, true or false, or None; lists of ids are joined with "; ". Rows keep the ids of the case
beside the names, so that tables can be joined again.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from detente.domain.analysis import Analysis
from detente.report import words
from detente.report.lookup import Lookup
from detente.report.tables_of_agreement import (
    found_rows,
    found_values_rows,
    frontier_rows,
    line_conflicts_rows,
    search_rows,
    unlocks_rows,
)
from detente.report.tables_of_bargaining import (
    asset_worth_rows,
    crisis_findings_rows,
    crisis_inputs_rows,
    crisis_rows,
    externalities_rows,
    ledger_causes_rows,
    ledger_points_rows,
    levers_rows,
    trades_rows,
)
from detente.report.tables_of_consequences import consequence_tables
from detente.report.tables_of_economy import economy_tables, exposure_tables, room_tables
from detente.report.tables_of_evidence import (
    attributions_rows,
    checks_rows,
    documents_rows,
    dropped_rows,
    indications_rows,
    sources_rows,
    statement_rows,
)
from detente.report.tables_of_forecast import (
    best_rows,
    blocks_rows,
    changes_rows,
    crossings_rows,
    drivers_rows,
    estimates_rows,
    influence_rows,
    leverage_rows,
    margins_rows,
    outcomes_rows,
    packages_rows,
    scenarios_rows,
    sovereignty_rows,
    variance_rows,
)
from detente.report.tables_of_stability import breaches_rows, deciding_rows, kept_rows, states_rows
from detente.report.tables_of_timeline import timeline_tables

Row = dict[str, Any]


def tables(analysis: Analysis) -> dict[str, list[Row]]:
    """Every table by name; a table without rows is an empty list."""
    lookup = Lookup(analysis)
    made: dict[str, Iterable[Row]] = {
        "statements": (statement_rows(lookup, s) for s in analysis.reading.statements),
        "attributions": attributions_rows(analysis),
        "indications": indications_rows(lookup),
        "checks": checks_rows(lookup),
        "documents": documents_rows(analysis),
        "sources": sources_rows(analysis),
        "dropped": dropped_rows(analysis),
        "estimates": estimates_rows(lookup),
        "outcomes": outcomes_rows(lookup),
        "scenarios": scenarios_rows(lookup),
        "changes": changes_rows(lookup),
        "variance": variance_rows(lookup),
        "packages": packages_rows(lookup),
        "margins": margins_rows(lookup),
        "crossings": crossings_rows(lookup),
        "blocks": blocks_rows(lookup),
        "best": best_rows(lookup),
        "found": found_rows(lookup),
        "found_values": found_values_rows(lookup),
        "frontier": frontier_rows(lookup),
        "search": search_rows(lookup),
        "unlocks": unlocks_rows(lookup),
        "line_conflicts": line_conflicts_rows(lookup),
        "sovereignty": sovereignty_rows(lookup),
        "trades": trades_rows(lookup),
        "externalities": externalities_rows(lookup),
        "leverage": leverage_rows(lookup),
        "ledger_points": ledger_points_rows(lookup),
        "ledger_causes": ledger_causes_rows(lookup),
        "levers": levers_rows(lookup),
        "asset_worth": asset_worth_rows(lookup),
        "crisis": crisis_rows(lookup),
        "crisis_findings": crisis_findings_rows(lookup),
        "crisis_inputs": crisis_inputs_rows(lookup),
        "kept": kept_rows(lookup),
        "breaches": breaches_rows(lookup),
        "states_after": states_rows(lookup),
        "kept_decided_by": deciding_rows(lookup),
        "drivers": drivers_rows(lookup),
        "influence": influence_rows(lookup),
        **consequence_tables(lookup),
        **timeline_tables(analysis),
    }
    made |= room_tables(lookup) | economy_tables(lookup) | exposure_tables(lookup)
    return {name: [_plain(row) for row in rows] for name, rows in made.items()}


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
