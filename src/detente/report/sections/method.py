"""How every kind of number was made, which models were run, and what would be needed to run them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente.report import words
from detente.report.landing import DISAGREEMENT
from detente.report.lookup import Lookup


@dataclass(frozen=True)
class How:
    """How one kind of number is made; ``anchor`` is where those numbers link to."""

    anchor: str
    what: str
    text: str


@dataclass(frozen=True)
class Method:
    """Method, limits and provenance."""

    hows: tuple[How, ...]
    engines: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]
    manifest: tuple[tuple[str, str], ...]
    chances: str


def method(lookup: Lookup) -> Method:
    """Everything the last section says."""
    forecast = lookup.analysis.forecast
    return Method(
        hows=tuple(How(f"how-{key}", what, text) for key, what, text in HOW),
        engines=tuple((words.readable(name), citation) for name, citation in forecast.engines.items()),
        limits=forecast.limits,
        manifest=(
            ("case", forecast.case),
            ("as of", forecast.as_of),
            ("draws", f"{forecast.draws:,}"),
            ("seed", str(forecast.seed)),
            *_flat(lookup.analysis.manifest),
        ),
        chances=_chances(),
    )


HOW: tuple[tuple[str, str, str], ...] = (
    (
        "draws",
        "Draws",
        "Every uncertain input is drawn many times together; each draw is one possible negotiation. Shares of draws "
        "are probabilities within the model, given its inputs, and nothing more.",
    ),
    (
        "intervals",
        "Intervals",
        "“Between 30 and 55, most likely near 42” gives the 10th and the 90th percentile of the draws and their "
        "median: the central 80%. Where only a simulation error is given, it is a 95% interval for having drawn too "
        "few times, and says nothing about the model.",
    ),
    (
        "zone",
        "Whether there is a zone",
        "The share of draws in which at least one deal gives every required party at least as much as no deal and "
        "crosses no red line that is firm in that draw. A red line is a veto, never a low score.",
    ),
    (
        "acceptable",
        "Acceptable to all",
        "The share of draws in which a draft leaves no required party worse off than no deal and crosses none of "
        "their red lines. Where a draft is silent on an issue, the reference point holds.",
    ),
    (
        "margins",
        "Margins",
        "A party's gain over no deal in points of its own utility, where 100 is the distance between getting "
        "everything it wants and getting the opposite on all of it. Points of different parties are not the same "
        "thing and are never added up.",
    ),
    (
        "blocks",
        "What blocks it",
        "A smallest set of red lines and walk-away values that by itself leaves no zone: take any one away and the "
        "set no longer does. The share is that of all draws; a draw may have several such sets, so the shares need "
        "not add up.",
    ),
    (
        "conflicts",
        "Red lines that exclude each other",
        "The share of draws in which the least one party accepts on an issue lies above the most another accepts, both "
        "red lines being firm in that draw, and the distance between the two lines where they do (median and central "
        "80%).",
    ),
    (
        "unlock",
        "What one party could open alone",
        "In each draw without a zone every required party's red lines and walk-away value are relaxed one at a time, "
        "all else unchanged, and the least that opens a zone is found exactly. Shares are of the draws without a zone; "
        "sizes are the central 80% of the draws in which that step suffices; anything more than the size opens the "
        "zone, anything less does not.",
    ),
    (
        "search",
        "Drafts found by search",
        "Clauses, at most one on each issue, are put together to every draft that keeps what they require and exclude; "
        "an issue left open stays at the reference point. Where a case names no clause on an issue, the described "
        "points of its scale stand in. Small spaces are tried out whole, larger ones searched by branch and bound, "
        "with bounds from each issue's best for each party. Drafts are compared on a sample of evenly spaced draws; "
        "the best, those that nothing betters for all, and what is one clause away from the best are compared again on "
        "all draws, and what comes out best there is judged like any other draft.",
    ),
    (
        "tabled",
        "Expected gain when tabled",
        "A party's margin averaged over the draws, counting nothing in those in which some required party refuses: "
        "what putting the draft on the table is worth to it. Egalitarian (Kalai 1977) is the largest smallest gain, "
        "Kalai-Smorodinsky (1975) the largest smallest share of the most any draft gives that party, Nash (1950) the "
        "largest product. A red line crossed makes a draft refused in that draw, whatever else it offers.",
    ),
    (
        "kept",
        "Whether it would be kept",
        "The graph model for conflict resolution, over the draws: each side can do what the case lists under "
        "“compliance”; a state is worth to it what a draft that leaves the issues there would be, less what its "
        "options cost. A share is that of the draws in which no side, as far as it looks ahead, moves away from the "
        "state. Sides are taken to know each other's preferences in each draw.",
    ),
    (
        "best",
        "The best deal for the worst-off",
        "Over the draws that have a zone: where the deal lands that gives the worst-off required party most.",
    ),
    (
        "engines",
        "Where a deal lands",
        "Each engine is a published bargaining model run on the same draws. Engines are said to disagree when their "
        f"medians lie further apart than {DISAGREEMENT:.0%} of the scale; then the spread between them is the answer.",
    ),
    (
        "predictive",
        "Where a deal lands, with chances",
        "A distribution fitted to decisions of European legislation that are over: heaps where actors stand and where "
        "things stand now, the rest around the models' answers. It is made wider for other kinds of negotiation, and "
        "kept within the red lines of the parties a deal needs. Overall, the reference point holds with the share of "
        "draws that have no room for a deal.",
    ),
    (
        "contested",
        "Most contested",
        "Issues are ordered by the distance between the two required parties furthest apart (all actors where fewer "
        "than two required parties have a position), as a share of the scale, times the lesser of their saliences.",
    ),
    (
        "change",
        "Change under a scenario",
        "Each scenario is run on the same random numbers as the case as it stands, and compared draw by draw. The "
        "interval of a change in the chance of a zone is its simulation error; that of a change in where an issue "
        "lands is the central 80% of the draws.",
    ),
    (
        "drivers",
        "What moves the answer",
        "First-order share of an answer's variance that goes with one uncertain input, with a bootstrap interval. "
        "It is an association inside the model, and no proof that changing the input in the world would change the "
        "outcome.",
    ),
    (
        "influence",
        "Leaving a document out",
        "The answer is computed again without one document's statements; the difference shows how much rests on it.",
    ),
    (
        "trades",
        "Trades",
        "Two actors leave the reference points of two issues, each getting its way on one and giving on the other, at "
        "the exchange rate at which both gain equally and as far as the nearer of their positions and of the red lines "
        "of the two and of every required party. It pays where both gain. What it does to everybody else is counted, "
        "not weighed.",
    ),
    (
        "ledger",
        "The ledger over time",
        "An asset is worth strength times credibility, halved with each half-life since it began, until it ends; the "
        "total is averaged over the issues of the case, each asset counting on those it bears on. A change between two "
        "dates is told apart into assets that began, ended and faded, which add up to it.",
    ),
    (
        "levers",
        "What a lever moves",
        "One input of one party is changed and the settlement found again on the same draws. For the deals that depend "
        "on the value of no deal (Nash, equal gains) and for capability as bargaining power it is a central difference "
        "of one step; for the compromise the exact derivative. A derivative holds for small changes only.",
    ),
    (
        "crisis",
        "Fighting as the alternative",
        "Published models of bargaining in the shadow of war, each named beside its answer, over all draws of the "
        "numbers stated in the case's section on the crisis. They hold the stake to be one pie that fighting gives to "
        "one side or the other, at a cost to both.",
    ),
    (
        "sovereignty",
        "Sovereignty",
        "How far a draft moves an issue from its reference point, as a share of the scale, times the effect the "
        "case states for that issue, in each of four dimensions from −1 to +1. Dimensions are never added up: one "
        "does not buy off another.",
    ),
    (
        "analyst",
        "Set by the analyst",
        "A number written in the case file by a person, without a source named beside it.",
    ),
    (
        "guess",
        "Guess",
        "A wide prior, or a proposal made from the documents that no person has confirmed. Guesses are drawn with a "
        "dashed outline.",
    ),
)


def _chances() -> str:
    """The words for chances with their bounds, as one sentence."""
    from_, parts = 0.0, []
    for bound, word in words.CHANCE_WORDS:
        parts.append(f"{word} {from_ * 100:.0f} to {min(bound, 1.0) * 100:.0f}%")
        from_ = bound
    return "; ".join(parts)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """A nested manifest as (name, value) lines."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} · {key}" if name else str(key))
    elif isinstance(value, list | tuple):
        yield name, ", ".join(str(v) for v in value)
    else:
        yield name, "" if value is None else str(value)
