"""Rows of interests, leverage and fighting as the alternative: trades, levers, the ledger over time, the crisis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from detente.domain.bargaining_answer import BargainingAnswer
from detente.domain.forecast import Interval, Share
from detente.report.lookup import Lookup
from detente.report.sections.crisis import crisis_section

Row = dict[str, Any]


def trades_rows(lookup: Lookup) -> Iterator[Row]:
    """Trades with their rates, moves, gains and the red lines that stop them."""
    for t in _answer(lookup).trades:
        yield {
            "first": t.first,
            "second": t.second,
            "gets": t.gets,
            "gives": t.gives,
            "both_required": t.required,
            "pays": t.pays.share,
            "pays_low": t.pays.low,
            "pays_high": t.pays.high,
            "draws": t.pays.n,
            "stopped": t.stopped,
            "stopped_by": [f"{s.actor} {s.issue} {s.share:.4g}" for s in t.stops],
            "joint_gain": t.joint,
            "lost_to_red_lines": t.lost,
            **_quantiles("rate", t.rate),
            **_quantiles("rate_low", t.rate_low),
            **_quantiles("rate_high", t.rate_high),
            **_quantiles("move_gets", t.move_gets),
            **_quantiles("move_gives", t.move_gives),
            **_quantiles("gain", t.gain),
        }


def externalities_rows(lookup: Lookup) -> Iterator[Row]:
    """What each trade does to everybody outside it, in points of their utility."""
    for t in _answer(lookup).trades:
        for actor, effect in t.others.items():
            yield {
                "first": t.first, "second": t.second, "gets": t.gets, "gives": t.gives, "actor": actor,
                "actor_name": lookup.actor(actor), **_quantiles("effect", effect),
            }  # fmt: skip


def levers_rows(lookup: Lookup) -> Iterator[Row]:
    """One row a lever and what it moves: an issue, or somebody's utility."""
    for x in _answer(lookup).levers:
        base = {
            "actor": x.actor, "actor_name": lookup.actor(x.actor), "parameter": x.parameter,
            "settlement": x.settlement, "step": x.step, "exact": x.exact, "helps": x.helps, "hurts": x.hurts,
            "defined": x.defined,
        }  # fmt: skip
        for issue, moved in x.issues.items():
            yield {**base, "moves": "issue", "what": issue, "mean": x.means[issue], **_quantiles("change", moved)}
        for actor, gain in x.utilities.items():
            mean = x.mean_utilities[actor]
            yield {**base, "moves": "utility", "what": actor, "mean": mean, **_quantiles("change", gain)}


def asset_worth_rows(lookup: Lookup) -> Iterator[Row]:
    """What each asset is worth to its owner, and how far it moves each issue."""
    for x in _answer(lookup).assets:
        base = {"actor": x.actor, "actor_name": lookup.actor(x.actor), "asset": x.asset, "kind": x.kind}
        yield {**base, "moves": "utility", "what": x.actor, "mean": x.mean_gain, **_quantiles("change", x.gain)}
        for issue, moved in x.issues.items():
            yield {**base, "moves": "issue", "what": issue, "mean": x.means[issue], **_quantiles("change", moved)}


def ledger_points_rows(lookup: Lookup) -> Iterator[Row]:
    """The ledger over time, by actor and date."""
    ledger = _answer(lookup).ledger
    for p in ledger.points if ledger is not None else ():
        yield {
            "actor": p.actor, "actor_name": lookup.actor(p.actor), "date": p.date, "tangible": p.tangible,
            "intangible": p.intangible, "total": p.tangible + p.intangible,
        }  # fmt: skip


def ledger_causes_rows(lookup: Lookup) -> Iterator[Row]:
    """Why each actor's ledger changed; an actor's causes add up to its change."""
    ledger = _answer(lookup).ledger
    for c in ledger.causes if ledger is not None else ():
        yield {
            "actor": c.actor, "actor_name": lookup.actor(c.actor), "asset": c.asset, "kind": c.kind,
            "cause": c.cause, "date": c.date, "change": c.change, "statements": c.statements, "sources": c.sources,
        }  # fmt: skip


def crisis_rows(lookup: Lookup) -> Iterator[Row]:
    """Every number of the crisis's answer under the path it has in results.json, with its interval."""
    crisis = _answer(lookup).crisis
    if crisis is None:
        return
    for name in ("room", "commitment", "ratifiable", "signable_low", "signable_high"):
        yield from _numbers(name, getattr(crisis, name))
    for risk in crisis.risks:
        yield from _numbers(f"risk {risk.demander} {risk.other}", risk)
    for threat in crisis.threats:
        yield from _numbers(f"threat {threat.challenger} {threat.target}", threat)
    for one in crisis.win_sets:
        yield from _numbers(f"win_set {one.actor}", one)
    for patience in crisis.patience:
        yield from _numbers(f"patience {patience.actor}", patience)


def crisis_inputs_rows(lookup: Lookup) -> Iterator[Row]:
    """What the crisis rests on."""
    crisis = _answer(lookup).crisis
    for i in crisis.inputs if crisis is not None else ():
        yield {
            "actor": i.actor, "parameter": i.parameter, **_quantiles("value", i.interval), "basis": i.basis.kind,
            "reason": i.basis.reason, "statements": i.basis.statements, "sources": i.basis.sources,
        }  # fmt: skip


def crisis_findings_rows(lookup: Lookup) -> Iterator[Row]:
    """The same in words."""
    section = crisis_section(lookup)
    for f in section.findings if section is not None else ():
        yield {"question": f.question, "answer": f.text, "citation": f.citation, "rests_on_guesses": f.guessed}


def _answer(lookup: Lookup) -> BargainingAnswer:
    return lookup.analysis.forecast.bargaining or BargainingAnswer()


def _numbers(name: str, value: Any) -> Iterator[Row]:
    """A dataclass flattened to rows of one number each."""
    if isinstance(value, Interval):
        yield {"what": name, "unit": "value", **_quantiles("value", value)}
    elif isinstance(value, Share):
        yield {
            "what": name, "unit": "share of draws", "value_p10": None, "value_p50": value.share, "value_p90": None,
        }  # fmt: skip
    elif isinstance(value, float):
        yield {"what": name, "unit": "value", "value_p10": None, "value_p50": value, "value_p90": None}
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _numbers(f"{name} {key}", inner)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _numbers(f"{name} {field.name}", getattr(value, field.name))


def _quantiles(name: str, interval: Interval) -> Row:
    return {f"{name}_p10": interval.low, f"{name}_p50": interval.mid, f"{name}_p90": interval.high}
