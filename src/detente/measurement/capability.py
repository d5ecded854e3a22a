"""Capability from the dated leverage ledger: what each asset is worth on a date, and on which issues it bears.

An asset contributes strength x credibility x 0.5^(age / half-life) from ``since`` up to, not including, ``until``, on
the issues it names or on all. An actor's capability on an issue is its stated capability, if any, plus its ledger.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.domain.axes import DrawIssue, PerDraw
from detente.domain.case import Asset, Case
from detente.domain.draws import Basis
from detente.domain.quantity import Quantity
from detente.measurement.basis import wide_prior
from detente.measurement.pert import pert_mean, quantity_quantile
from detente.measurement.priors import CAPABILITY_LOG_DEVIATION, CREDIBILITY, STRENGTH
from detente.measurement.streams import stream, uniforms

# What an actor with assets has where none of them bears: it is heard, little more.
FLOOR = 0.05
_DAYS = {"d": 1.0, "w": 7.0, "m": 365.25 / 12, "y": 365.25}


@dataclass(frozen=True)
class LedgerEntry:
    """One asset on one date: the mean of its draws is ``present_value``, nil before ``since`` and from ``until`` on.

    ``issues`` is never empty: an asset that names none bears on all. ``words`` says why it is worth what it is.
    """

    actor: str
    asset: str
    kind: str
    issues: tuple[str, ...]
    present_value: float
    decay: float
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class LedgerChange:
    """What one asset adds to or takes from its actor's capability between two dates, and why."""

    actor: str
    asset: str
    issues: tuple[str, ...]
    change: float
    words: str


def ledger_table(case: Case, as_of: dt.date | None = None) -> list[LedgerEntry]:
    """Every asset of the case with its present value on ``as_of`` (the case's own date by default), in file order."""
    date = case.case.as_of if as_of is None else as_of
    return [
        LedgerEntry(
            actor=asset.actor,
            asset=asset.asset,
            kind=asset.kind,
            issues=asset.issues or tuple(case.issues),
            present_value=pert_mean(_or(asset.strength, STRENGTH)) * pert_mean(_or(asset.credibility, CREDIBILITY))
            * remaining(asset, date),
            decay=remaining(asset, date),
            statements=asset.statements,
            sources=asset.source,
            words=_words(asset, date),
        )
        for asset in case.leverage
    ]  # fmt: skip


def ledger_changes(case: Case, earlier: dt.date, later: dt.date) -> list[LedgerChange]:
    """Which assets changed between two dates, largest first; on every issue they add up to the actor's change."""
    before, after = ledger_table(case, earlier), ledger_table(case, later)
    changes = [
        LedgerChange(old.actor, old.asset, old.issues, new.present_value - old.present_value, new.words)
        for old, new in zip(before, after, strict=True)
        if new.present_value != old.present_value
    ]
    return sorted(changes, key=lambda change: -abs(change.change))


def remaining(asset: Asset, date: dt.date) -> float:
    """Share of an asset's strength left on ``date``, in [0, 1]."""
    if date < asset.since or (asset.until is not None and date >= asset.until):
        return 0.0
    if asset.half_life is None:
        return 1.0
    half_life = float(asset.half_life[:-1]) * _DAYS[asset.half_life[-1]]
    age = (date - asset.since).days
    if half_life == 0:
        return 1.0 if age == 0 else 0.0
    return float(0.5 ** (age / half_life))


def draw_capability(case: Case, actor: str, *, draws: int, seed: int) -> tuple[DrawIssue, Mapping[str, Basis]]:
    """An actor's capability on every issue, (draw, issue) in [0, inf), and by issue what it rests on."""
    stated = case.actors[actor].capability
    assets = _named(case, actor)
    if (stated is None or stated.from_statements) and not assets:
        return _unknown(case, actor, draws, seed)
    total = np.zeros((draws, len(case.issues)))
    if stated is not None and not stated.from_statements:
        total += quantity_quantile(stated, uniforms(seed, actor, "", "capability", draws=draws))[:, None]
    for name, asset in assets:
        value = _draw_asset(asset, name, case.case.as_of, draws, seed)
        for column, issue in enumerate(case.issues):
            if not asset.issues or issue in asset.issues:
                total[:, column] += value
    if stated is None or stated.from_statements:
        np.maximum(total, FLOOR, out=total)
    return total, {issue: _basis(case, actor, issue) for issue in case.issues}


def _draw_asset(asset: Asset, name: str, date: dt.date, draws: int, seed: int) -> PerDraw:
    left = remaining(asset, date)
    if left == 0:
        return np.zeros(draws)
    uniform = [uniforms(seed, asset.actor, name, part, draws=draws) for part in ("strength", "credibility")]
    strength = quantity_quantile(_or(asset.strength, STRENGTH), uniform[0])
    credibility = quantity_quantile(_or(asset.credibility, CREDIBILITY), uniform[1])
    value: PerDraw = strength * credibility * left
    return value


def _unknown(case: Case, actor: str, draws: int, seed: int) -> tuple[DrawIssue, Mapping[str, Basis]]:
    normal = stream(seed, actor, "", "capability").standard_normal(draws)
    values = _usual_capability(case) * np.exp(CAPABILITY_LOG_DEVIATION * normal)
    basis = wide_prior("neither a capability nor an entry in the leverage ledger")
    return np.repeat(values[:, None], len(case.issues), axis=1), dict.fromkeys(case.issues, basis)


def _usual_capability(case: Case) -> float:
    """The middle of the known actors' capabilities, to half an order of magnitude; 1 when none is known.

    Any unit may be used, so that an unknown actor can only be placed among the known ones. The rounding keeps its
    draws the same while a scenario changes somebody else's capability.
    """
    known = []
    for key, actor in case.actors.items():
        stated = actor.capability
        base = pert_mean(stated) if stated is not None and not stated.from_statements else 0.0
        ledger = sum(entry.present_value for entry in ledger_table(case) if entry.actor == key)
        if base + ledger > 0:
            known.append(base + ledger)
    if not known:
        return 1.0
    return float(10 ** (round(2 * np.log10(sorted(known)[(len(known) - 1) // 2])) / 2))


def _basis(case: Case, actor: str, issue: str) -> Basis:
    """The kind of the weakest part, the statements and sources of all."""
    holder = case.actors[actor]
    bearing = [a for a in case.leverage if a.actor == actor and (not a.issues or issue in a.issues)]
    active = [a for a in bearing if remaining(a, case.case.as_of) > 0]
    has_base = holder.capability is not None and not holder.capability.from_statements
    parts = [f"{a.asset} ({_words(a, case.case.as_of)})" for a in active]
    reason = "; ".join((["stated by the analyst"] if has_base else []) + parts)
    cited = [*active, *([holder] if has_base else [])]
    guessed = any(part.guess for part in cited)
    return Basis(
        kind="guess" if guessed else "ledger" if active or not has_base else "analyst",
        # An actor's own statements are those that named it; they say nothing of its strength.
        statements=tuple(dict.fromkeys(s for asset in active for s in asset.statements)),
        sources=tuple(dict.fromkeys(s for part in cited for s in part.source)),
        reason=reason or "no asset bears on this issue today: a small floor",
    )


def _named(case: Case, actor: str) -> list[tuple[str, Asset]]:
    """An actor's assets with names for their streams: a second asset of the same name is told apart by its number."""
    seen: dict[str, int] = {}
    named = []
    for asset in case.leverage:
        if asset.actor == actor:
            seen[asset.asset] = seen.get(asset.asset, 0) + 1
            named.append((f"{asset.asset}#{seen[asset.asset]}", asset))
    return named


def _words(asset: Asset, date: dt.date) -> str:
    left = remaining(asset, date)
    if date < asset.since:
        return f"not before {asset.since}"
    if asset.until is not None and date >= asset.until:
        return f"ended on {asset.until}"
    if left < 1:
        return f"since {asset.since}, {left:.0%} left at a half-life of {asset.half_life}"
    return f"since {asset.since}"


def _or(quantity: Quantity, prior: Quantity) -> Quantity:
    return prior if quantity.from_statements else quantity
