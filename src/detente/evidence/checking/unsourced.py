"""Figures in a statement without a source that can be looked up; the terms of an act are no claims."""

from __future__ import annotations

import re

from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.checking.figures import Figure, find_figures, has_findable_source

# A party's own figure in its own words needs no source beside the party.
OWN_FIGURE = frozenset({"named_principal", "named_official"})


def unsourced_figures(statement: Statement, text: str) -> list[ClaimCheck]:
    """A check for each figure that is a claim, no term of an act and no set rate, and has no source beside it."""
    if statement.source_type in OWN_FIGURE and statement.kind != "statistic":
        return []
    if has_findable_source(text, statement.start, statement.end):
        return []
    if statement.kind == "reported_act" and statement.stance in _TERMS and statement.confidence >= _DIRECT:
        figures = [f for f in find_figures(text, statement.start, statement.end) if _claimed(text, statement, f.start)]
    else:
        figures = find_figures(text, statement.start, statement.end)
    figures = [f for f in figures if not _instrument(text, f)]
    who = f"given by {statement.speaker}" if statement.speaker else "given"
    return [
        ClaimCheck(
            "unsourced_number",
            figure.start,
            figure.end,
            f"“{figure.words}” ({_measured(statement, figure)}) is {who} without a source that can be looked up",
        )
        for figure in figures
    ]


_BOUND_WORDS = {
    "point": "no bound", "approx": "bound: about", "upper_bound": "bound: at most", "lower_bound": "bound: at least",
    "range": "bound: a range",
}  # fmt: skip


def _measured(statement: Statement, figure: Figure) -> str:
    """Unit and bound of a figure in words."""
    for number in statement.numbers:
        if number.start < figure.end and figure.start < number.end:
            return f"{number.unit or figure.unit}, {_BOUND_WORDS[number.bound]}"
    return f"{figure.unit}{', bound: ' + figure.bound if figure.bound else ''}"


# What a party offers, demands or imposes has an amount: a term of the act, no claim about the world.
_TERMS = frozenset({"offers", "demands", "acts_against", "supports", "requires"})
_DIRECT = 0.75  # confidence of a statement whose actor grammar links to its predicate
_CLAIM = re.compile(
    r"\b(?:worth|valued|estimated?|cost\w*|loss\w*|loses?|damages?|because|which|who|where|increas\w+|rose|fell|grew|grow\w*)\b",
    re.IGNORECASE,
)


def _claimed(text: str, statement: Statement, place: int) -> bool:
    """Whether a figure in an act is nevertheless a claim: "deposits worth $500 billion"."""
    return bool(_CLAIM.search(text, statement.start, place))


_BEHIND_RATE = re.compile(
    r"[\s\-]*(?:[a-z]+\s+){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|surcharges?|stakes?|quotas?|discounts?|fees?|royalt(?:y|ies)|interest)\b"
)
_BEFORE_RATE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|surcharges?|stakes?|quotas?)\s+of\s+$")


def _instrument(text: str, figure: Figure) -> bool:
    """Whether a percentage is set by somebody and no finding: "a 35% duty", "tariffs of 100 percent"."""
    if figure.unit != "percent" or _CLAIM.search(text, max(0, figure.start - 30), figure.start):
        return False
    before = text[max(0, figure.start - 24) : figure.start]
    return bool(_BEHIND_RATE.match(text, figure.end) or _BEFORE_RATE.search(before))
