"""Rows of the room, of sanctions, energy, the wider economy and a fund, and of an organisation's exposure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from detente.domain.consequence_answer import Figure
from detente.domain.forecast import Interval, Share
from detente.report.lookup import Lookup

Row = dict[str, Any]


def room_tables(lookup: Lookup) -> dict[str, Iterable[Row]]:
    """Tables by name; empty where the room was not judged."""
    room = lookup.analysis.forecast.room
    names = ("participation", "formats", "proposers", "venues", "told")
    return {f"room_{name}": _rows(getattr(room, name) if room is not None else ()) for name in names}


def economy_tables(lookup: Lookup) -> dict[str, Iterable[Row]]:
    """Tables by name; empty where the case does not ask."""
    found = lookup.analysis.forecast.consequences
    sanctions, energy = (found.sanctions, found.energy) if found is not None else (None, None)
    macro, fund = (found.macro, found.minerals) if found is not None else (None, None)
    return {
        "sanctions": _rows(sanctions.regimes if sanctions is not None else ()),
        "relief": _rows(sanctions.relief if sanctions is not None else ()),
        "energy": _rows(energy.changes if energy is not None else ()),
        "macro": _rows(macro.effects if macro is not None else ()),
        "fund": _rows(fund.values if fund is not None else ()),
        "fund_sweep": _rows(fund.sweep if fund is not None else ()),
    }


def exposure_tables(lookup: Lookup) -> dict[str, Iterable[Row]]:
    """Tables by name; empty where the case has no register."""
    found = lookup.analysis.forecast.exposure
    names = ("totals", "rows", "actions", "matches")
    return {f"exposure_{name}": _rows(getattr(found, name) if found is not None else ()) for name in names}


def _rows(records: Iterable[Any]) -> Iterator[Row]:
    for record in records:
        row: Row = {}
        for field in fields(record):
            row.update(_flat(field.name, getattr(record, field.name)))
        yield row


def _flat(name: str, value: Any) -> Row:
    """One field as cells: intervals by their ends, figures with what they rest on, tables by key."""
    if isinstance(value, Interval):
        return {f"{name}_low": value.low, f"{name}_mid": value.mid, f"{name}_high": value.high}
    if isinstance(value, Share):
        return {name: value.share, f"{name}_low": value.low, f"{name}_high": value.high, f"{name}_draws": value.n}
    if isinstance(value, Figure):
        rests = {f"{name}_clauses": value.clauses, f"{name}_coefficients": value.coefficients}
        return {f"{name}_mean": value.mean, **_flat(name, value.interval), **rests, f"{name}_facts": value.facts}
    if isinstance(value, dict):
        return {key: cell for part, inner in value.items() for key, cell in _flat(f"{name}_{part}", inner).items()}
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return {name: tuple(" ".join(f"{x:.4g}" if isinstance(x, float) else str(x) for x in v) for v in value)}
    if is_dataclass(value):
        return {name: str(value)}
    return {name: value}
