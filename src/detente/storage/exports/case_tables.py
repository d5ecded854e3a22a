"""A case as flat tables, a row an entry: what an analyst takes into a spreadsheet."""

from __future__ import annotations

from typing import Any

from detente.domain.case import Case
from detente.domain.quantity import Quantity

Row = dict[str, Any]


def case_tables(case: Case) -> dict[str, list[Row]]:
    """Tables actors, issues, stances, leverage, no_deal, packages, sources; a number has low, mode and high.

    A number left to the statements has empty cells and ``from`` in its first one's place: ``position_from``.
    """
    return {
        "actors": [
            {
                "actor": key,
                "name": actor.name,
                "kind": actor.kind,
                "aliases": actor.aliases,
                "required": actor.required,
                "at_table": actor.at_table,
                "represents": actor.represents,
                **_number("capability", actor.capability),
                **_cited(actor),
            }
            for key, actor in case.actors.items()
        ],
        "issues": [
            {
                "issue": key,
                "name": issue.name,
                "question": issue.question,
                "low": issue.low,
                "high": issue.high,
                "reference_point": issue.reference_point,
                "scale": "; ".join(f"{at:g}: {words}" for at, words in sorted(issue.scale.items())),
                "keywords": issue.keywords,
                **_cited(issue),
            }
            for key, issue in case.issues.items()
        ],
        "stances": [
            {
                "actor": stance.actor,
                "issue": stance.issue,
                **_number("position", stance.position),
                **_number("salience", stance.salience),
                **_number("red_line_min", stance.red_line.min if stance.red_line else None),
                **_number("red_line_max", stance.red_line.max if stance.red_line else None),
                "firmness": stance.red_line.firmness if stance.red_line else None,
                **_cited(stance),
            }
            for stance in case.stances
        ],
        "leverage": [
            {
                "actor": asset.actor,
                "asset": asset.asset,
                "kind": asset.kind,
                "issues": asset.issues,
                **_number("strength", asset.strength),
                **_number("credibility", asset.credibility),
                "since": asset.since,
                "until": asset.until,
                "half_life": asset.half_life,
                **_cited(asset),
            }
            for asset in case.leverage
        ],
        "no_deal": [
            {"actor": key, **_number("cost_of_continuing", entry.cost_of_continuing), **_cited(entry)}
            for key, entry in case.no_deal.items()
        ],
        "packages": [
            {"package": key, "title": package.title, "issue": issue, "value": value, **_cited(package)}
            for key, package in case.packages.items()
            for issue, value in (package.provisions.items() or [("", None)])
        ],
        "sources": [
            {
                "source": key,
                "document": source.document,
                "quote": source.quote,
                "title": source.title,
                "publisher": source.publisher,
                "date": source.date,
                "url": source.url,
                "note": source.note,
            }
            for key, source in case.sources.items()
        ],
    }


def _number(name: str, quantity: Quantity | None) -> Row:
    known = quantity is not None and not quantity.from_statements
    return {
        f"{name}_low": quantity.low if quantity is not None and known else None,
        f"{name}_mode": quantity.mode if quantity is not None and known else None,
        f"{name}_high": quantity.high if quantity is not None and known else None,
        f"{name}_from": "" if quantity is None else {"statements": "statements"}.get(quantity.kind, "analyst"),
    }


def _cited(entry: Any) -> Row:
    return {
        "guess": entry.guess,
        "source": entry.source,
        "statements": entry.statements,
        "note": entry.note,
    }
