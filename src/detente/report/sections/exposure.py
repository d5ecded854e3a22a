"""The organisation: what each scenario puts at risk for it, where, and what it could do."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.economy_answer import ExposureAnswer, ExposureRow, ListMatch, RankedAction
from detente.report import words
from detente.report.figures import Number
from detente.report.lookup import Lookup
from detente.report.sections.durability import BASELINE
from detente.report.sections.economy import scenario_name, told
from detente.report.tabulated import Tabulated, tabulated_text

RISKS = {
    "sanctions": "Sanctions", "interruption": "Interruption", "price": "Price", "security": "Attack", "cyber": "Cyber",
}  # fmt: skip
ACTIONS = {
    "diversify": "Diversify supply and sales",
    "hedge": "Hedge prices",
    "monitor": "Monitor sanctions and partners",
    "harden": "Harden against attacks and cyber attacks",
}
SHADES = (0.005, 0.02, 0.05, 0.15)
"""Shares of a row's value from which a cell is darker."""


def exposure_section(lookup: Lookup) -> tuple[Tabulated, ...]:
    """() where the case has no register."""
    found = lookup.analysis.forecast.exposure
    if found is None:
        return ()
    parts = [_totals(lookup, found), _heat(lookup, found), _actions(lookup, found)]
    if found.matches:
        parts.append(_matches(found.matches))
    if found.unmatched:
        left = f"No condition covers {words.joined(list(found.unmatched))}: they are left out of every figure."
        parts.append(Tabulated("What is not covered", "", sentences=(left,)))
    return tuple(parts)


def exposure_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    yield from tabulated_text(exposure_section(lookup))


def _totals(lookup: Lookup, found: ExposureAnswer) -> Tabulated:
    unit = f", {found.unit}" if found.unit else ""
    return Tabulated(
        "At risk in a year",
        f"Expected loss with the central 80% of years, and the loss exceeded in one year of twenty{unit}; the last "
        "columns split the expected loss by risk, each as if it came alone, so that they add up to a little more.",
        (
            "Scenario", f"Whole register{unit}", f"Expected loss{unit}", f"Loss in one year of twenty{unit}",
            *RISKS.values(),
        ),
        tuple(
            (
                scenario_name(lookup, t.scenario), _amount(t.value),
                Number(f"{_amount(t.loss.mean)} ({_amount(t.loss.interval.low)} to {_amount(t.loss.interval.high)})"),
                _amount(t.bad_year), *(_amount(t.by_risk[risk]) for risk in RISKS),
            )
            for t in told(found.totals, lambda t: "", lambda t: t.loss)
        ),
        sentences=found.notes,
    )  # fmt: skip


def _heat(lookup: Lookup, found: ExposureAnswer) -> Tabulated:
    rows = [r for r in found.rows if r.scenario == BASELINE]
    return Tabulated(
        "Where it is at risk",
        "Expected loss of each row by risk as the case stands, those at risk of most first; the darker the cell, the "
        "larger the share of the row's value. Country and sector choose the condition named last.",
        ("Row", "Where", "Partner", "Value", "Expected loss", *RISKS.values(), "Condition"),
        tuple(
            (
                r.what, ", ".join(w for w in (r.country, r.sector) if w), r.counterparty or "–",
                _amount(r.value), f"{_amount(r.loss.mean)} ({r.loss.mean / r.value:.0%})" if r.value else "0",
                *(_amount(r.by_risk[risk]) for risk in RISKS), words.readable(r.condition),
            )
            for r in rows
        ),
        shades=tuple((None, None, None, None, *(_shade(r, risk) for risk in RISKS), None) for r in rows),
    )  # fmt: skip


def _actions(lookup: Lookup, found: ExposureAnswer) -> Tabulated:
    return Tabulated(
        "What the organisation could do",
        "What each action would save in a year, expected and with the central 80%, the most first in each scenario; "
        "actions that meet the same risk cannot be added up.",
        ("Action", "Scenario", "Saves", "Why"),
        tuple(
            (ACTIONS[a.action], scenario_name(lookup, a.scenario), _saves(a), a.reason)
            for a in told(found.actions, lambda a: a.action, lambda a: a.saves)
        ),
    )


def _matches(matches: tuple[ListMatch, ...]) -> Tabulated:
    return Tabulated(
        "Partners that look like listed names",
        "A likeness of names, out of 100, with its reason: to be checked by a person, never a finding.",
        ("Partner", "Listed name", "List", "Likeness", "Why", "What the list says"),
        tuple((m.counterparty, m.listed, m.file, f"{m.score:.0f}", m.reason, m.details or "–") for m in matches),
        minor=True,
    )


def _saves(action: RankedAction) -> str:
    spread = action.saves.interval
    return f"{_amount(action.saves.mean)} ({_amount(spread.low)} to {_amount(spread.high)})"


def _shade(row: ExposureRow, risk: str) -> int:
    share = row.by_risk[risk] / row.value if row.value else 0.0
    return sum(share >= bound for bound in SHADES)


def _amount(value: float) -> str:
    """Two significant digits, in full for hundreds: no chance or size stated by hand bears a third."""
    if value == 0:
        return "0"
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"
