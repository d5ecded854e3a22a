"""Rows of what a deal would do: clauses, survival, contributions, the clock, trust, reactions, precedents, sources.

Every row keeps the ids of the coefficients it rests on; table ``coefficients`` says of each where it is from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.domain.consequence_answer import ConsequenceAnswer, Figure
from detente.report.lookup import Lookup

Row = dict[str, Any]


def consequence_tables(lookup: Lookup) -> Mapping[str, Iterator[Row]]:
    """Tables by name; empty where the case does not ask."""
    answer = lookup.analysis.forecast.consequences or ConsequenceAnswer()
    return {
        "clauses": _clauses(lookup, answer),
        "survival": _survival(lookup, answer),
        "contributions": _contributions(lookup, answer),
        "regroup": _regroup(lookup, answer),
        "trust": _trust(lookup, answer),
        "reactions": _reactions(lookup, answer),
        "precedents": _precedents(lookup, answer),
        "coefficients": _coefficients(answer),
    }


def _clauses(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    for package in answer.clauses:
        for held in package.clauses:
            yield {
                **_place(lookup, package.scenario, package.package),
                "clause": held.clause,
                "clause_name": held.name,
                "degree": held.degree,
                "issue": held.issue,
                "why": held.why,
                "own": held.own,
            }


def _survival(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    """A row a year: the central 80% and the median of the chance that the peace still holds."""
    for package in answer.durability.packages if answer.durability else ():
        for under in package.survival:
            curve = zip(under.curve.years, under.curve.low, under.curve.mid, under.curve.high, strict=True)
            for year, low, mid, high in curve:
                yield {
                    **_place(lookup, package.scenario, package.package),
                    "failure": under.failure,
                    "reading": under.variant or "pooled",
                    "asked": under.asked,
                    "reference_class": under.reference,
                    "n": under.n,
                    "year": year,
                    "low": low,
                    "mid": mid,
                    "high": high,
                }


def _contributions(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    for package in answer.durability.packages if answer.durability else ():
        for contribution in package.contributions:
            yield {
                **_place(lookup, package.scenario, package.package),
                "kind": contribution.kind,
                "key": contribution.key,
                "name": contribution.name,
                **_figure("shift", contribution.shift),
                **_figure("if_left_out", contribution.dropped),
                "coefficients": contribution.shift.coefficients,
            }


def _regroup(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    for package in answer.regroup.packages if answer.regroup else ():
        removes = package.removes
        yield {
            **_place(lookup, package.scenario, package.package),
            "chance": package.chance,
            **(_figure("years", package.year) if package.year else {}),
            "date": package.date,
            **_figure("threshold", package.threshold),
            **_figure("peak", package.at_peak),
            "removed_by_adding": removes.adds if removes else (),
            "removed_by_dropping": removes.drops if removes else (),
            "chance_then": removes.chance if removes else None,
            "coefficients": package.threshold.coefficients,
        }


def _trust(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    for change in answer.trust.changes if answer.trust else ():
        yield {
            **_place(lookup, change.scenario, change.package),
            "guarantor": change.guarantor,
            "observer": change.observer,
            **_figure("before", change.before),
            **_figure("after", change.after),
            **_figure("change", change.change),
            "hedges_before": change.hedged_before,
            "hedges_after": change.hedges,
            "acts": change.acts,
            "coefficients": change.after.coefficients,
        }


def _reactions(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    """A row a state, then one for all with legitimacy and what is withheld."""
    for package in answer.reactions.packages if answer.reactions else ():
        place = _place(lookup, package.scenario, package.package)
        for state in package.states:
            yield {
                **place,
                "state": state.state,
                "name": state.name,
                "bloc": state.bloc,
                "members": state.members,
                "support": state.support,
                "abstain": state.abstain,
                "condemn": state.condemn,
                "patron": state.patron,
            }
        yield {
            **place,
            "state": "",
            "name": "all",
            "members": sum(b.members for b in package.blocs),
            "support": package.support.mean,
            "abstain": package.abstain.mean,
            "condemn": package.condemn.mean,
            **_figure("legitimacy", package.legitimacy),
            **_figure("withheld", package.withheld),
            "lean": package.lean,
            "harshness": package.harshness,
            "coefficients": package.withheld.coefficients,
        }


def _precedents(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Row]:
    for effect in answer.precedents.effects if answer.precedents else ():
        yield {
            **_place(lookup, effect.scenario, effect.package),
            "dispute": effect.dispute,
            "title": effect.title,
            "claimants": effect.claimants,
            "similarity": effect.similarity,
            "alike": effect.alike,
            "unlike": effect.unlike,
            "concession": effect.concession,
            **_figure("shift", effect.shift),
            "coefficients": effect.shift.coefficients,
        }


def _coefficients(answer: ConsequenceAnswer) -> Iterator[Row]:
    for use in answer.coefficients:
        yield {
            "coefficient": use.id,
            "model": use.model,
            "term": use.term,
            "what": use.what,
            "scale": use.scale,
            "low": use.interval.low,
            "mid": use.interval.mid,
            "high": use.interval.high,
            "n": use.n,
            "citation": use.citation,
            "provenance": use.provenance,
            "set_by_analyst": use.analyst,
            "reason": use.reason,
            "sources": use.sources,
            "widened": use.widened,
            "clauses": use.clauses,
            "note": use.note,
        }


def _place(lookup: Lookup, scenario: str, package: str) -> Row:
    return {"scenario": scenario, "package": package, "package_title": lookup.package(package)}


def _figure(name: str, figure: Figure) -> Row:
    return {
        f"{name}_low": figure.interval.low,
        f"{name}_mid": figure.interval.mid,
        f"{name}_high": figure.interval.high,
        f"{name}_mean": figure.mean,
    }
