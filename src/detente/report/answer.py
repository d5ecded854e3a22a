"""The answer in five sentences: what would be agreed, how likely, what blocks it, who could move it, what to trust.

Every sentence is built from phrases; a phrase that is a number carries the place on the page that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.domain.analysis import Analysis
from detente.domain.forecast import Block, PackageVerdict, Share
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Phrase
from detente.report.landing import Landing, landing, medians_in_words
from detente.report.lookup import Lookup
from detente.report.movers import HARDLY, hangs_on, movers
from detente.report.sections.forecast import record_words

TRUST_WORDS = {
    "analyst": "are set by the analyst",
    "statements": "come from statements",
    "ledger": "are added up from the leverage ledger",
    "guess": "are guesses",
}


@dataclass(frozen=True)
class Answer:
    """One of the five questions with its sentence."""

    question: str
    phrases: tuple[Phrase, ...]

    @property
    def text(self) -> str:
        """The sentence without links."""
        return "".join(phrase.text for phrase in self.phrases)


def answer_sentences(analysis: Analysis) -> list[str]:
    """The answer in five sentences, in plain text."""
    return [words.clean(answer.text) for answer in answers(Lookup(analysis))]


def answers(lookup: Lookup) -> tuple[Answer, ...]:
    """The five questions with their sentences, each number with the place it comes from."""
    return (
        Answer("What would be agreed?", _built(_agreed(lookup))),
        Answer("How likely is it?", _built(_deal(lookup))),
        Answer("What blocks it?", _built(_blocks(lookup))),
        Answer("Who could move it?", _built(movers(lookup))),
        Answer("How far can this be trusted?", _built(_trust(lookup))),
    )


def block_words(lookup: Lookup, block: Block) -> str:
    """A blocking set in words: "the red lines of Egypt and Sudan on Filling together with Egypt's walk-away value"."""
    holders: dict[str, list[str]] = {}
    for actor, issue in block.demands:
        holders.setdefault(issue, []).append(lookup.actor(actor))
    return words.joined([_demand_words(lookup, issue, names) for issue, names in holders.items()], "together with")


@dataclass(frozen=True)
class Unknown:
    """What is not known of the required parties that the chance of a zone hangs on; ``decisive`` when it is all."""

    text: str
    decisive: bool


def what_is_unknown(lookup: Lookup) -> Unknown:
    """With guessed costs of no deal, and red lines not stated or that rule nothing out, a chance means little."""
    zone = lookup.analysis.forecast.baseline.zone
    required = set(zone.required)
    mine = [e for e in lookup.analysis.forecast.estimates if e.actor in required]
    lines = any(e.parameter.startswith("red_line") for e in mine)
    costs = any(e.parameter == "cost_of_continuing" and e.basis.kind != "guess" for e in mine)
    if not lines and not costs:
        return Unknown("no red line of theirs is known and what no deal costs them is a guess, so it says little", True)
    if not lines:
        return Unknown("no red line of theirs is known, so only walk-away values can rule a deal out", False)
    if not costs and zone.exists.share > 1 - HARDLY:
        return Unknown(
            "no red line read so far rules a deal out and what no deal costs them is a guess, so it says little", True
        )
    return Unknown("" if costs else "what no deal costs them is a guess", False)


def moving_statements(lookup: Lookup) -> int:
    """How many of the statements read at least one position or red line rests on."""
    used = {
        statement
        for estimate in lookup.analysis.forecast.estimates
        if estimate.parameter.startswith(("position", "red_line"))
        for statement in estimate.basis.statements
    }
    return len(used & set(lookup.statements))


def _deal(lookup: Lookup) -> Iterable[str | Phrase]:
    zone = lookup.analysis.forecast.baseline.zone
    if zone.exists.n == 0:
        yield (
            "Whether there is a deal cannot be said, because no party is marked as one whose consent a deal needs; "
            "mark those parties as required in the case and run it again."
        )
        return
    share, unknown = zone.exists, what_is_unknown(lookup)
    yield ("Not to be told yet" if unknown.decisive else words.sentence_case(words.chance(share.share))) + ": "
    yield Phrase(_share_of_draws(share), "#zone")
    yield f" a deal that {_required_words(lookup, zone.required)} to no deal with no red line crossed ("
    yield Phrase(f"simulation error {words.simulation_error(share)}", "#how-zone")
    if unknown.text:
        yield "), but "
        yield Phrase(unknown.text, "#guesses")
        yield "; this is room for a deal, not the chance that one is signed."
    else:
        yield "); this is room for a deal, not the chance that one is signed."


def _blocks(lookup: Lookup) -> Iterable[str | Phrase]:
    zone = lookup.analysis.forecast.baseline.zone
    if zone.exists.n == 0:
        yield "What blocks a deal cannot be said either"
    elif zone.blocks:
        for i, block in enumerate(zone.blocks[:2]):
            yield ", then " if i else "What most often rules one out is "
            yield block_words(lookup, block) + " ("
            yield Phrase(words.percent(block.share) + ("" if i else " of all draws"), "#blocks")
            yield ")"
    elif zone.exists.share > 0:
        yield "No set of red lines or walk-away values was found that rules a deal out"
    else:
        yield "There is no zone, but no smallest set of demands that empties it was found"
    yield from hangs_on(lookup)
    yield "."


def _agreed(lookup: Lookup) -> Iterable[str | Phrase]:
    """Where the two most contested issues would land, and the draft that comes closest."""
    yield from _lands(lookup)
    packages = lookup.analysis.forecast.baseline.zone.packages
    best = closest_package(packages)
    if best is None:
        yield "; there is no draft deal to judge."
        return
    yield f"; of {words.counted(len(packages), 'draft')}, “{_title(lookup, best)}” comes closest, "
    yield "acceptable to all in "
    yield Phrase(f"{words.percent(best.acceptable.share)} of draws", "#packages")
    yield "."


def _lands(lookup: Lookup) -> Iterable[str | Phrase]:
    found = [(key, landing(lookup, key)) for key in most_contested(lookup)]
    shown = [(key, place) for key, place in found if place is not None][:2]
    if not shown:
        yield "No engine says where a deal would land, because nobody's weight on any issue is known"
        return
    for i, (key, place) in enumerate(shown):
        name = lookup.issue(key)
        yield f"; on {name} " if i else f"On {name}, the most contested issue, a deal would land "
        yield from _place(lookup, key, place)
        if lookup.all_guessed(key):
            yield ", where every position is a guess"


def _place(lookup: Lookup, key: str, place: Landing) -> Iterable[str | Phrase]:
    """The calibrated interval with the engines' spread beside it; without one, the engines alone."""
    predictive = lookup.analysis.forecast.baseline.predictive
    predicted = predictive.get(key) if predictive is not None else None
    if predicted is None:
        yield Phrase(_place_words(lookup, key, place), f"#issue-{key}")
        return
    span = lookup.span(key)
    yield Phrase(words.between(predicted.deal.interval, span), f"#lands-{key}")
    low, high = words.number(place.interval.low, span), words.number(place.interval.high, span)
    yield " ("
    yield Phrase(f"the models alone: {low} to {high}", f"#issue-{key}")
    yield ")" if place.agree else ", and they disagree)"


def _place_words(lookup: Lookup, key: str, place: Landing) -> str:
    span = lookup.span(key)
    if place.agree:
        return words.between(place.interval, span) + f" (nearest to “{words.shortened(place.nearest, 60)}”)"
    named = medians_in_words(place, span)
    low, high = words.number(place.interval.low, span), words.number(place.interval.high, span)
    return f"between {low} and {high}, and the engines disagree about where ({named})"


def _trust(lookup: Lookup) -> Iterable[str | Phrase]:
    estimates = lookup.analysis.forecast.estimates
    read, moving = len(lookup.statements), moving_statements(lookup)
    if read:
        yield f"Of {words.counted(read, 'statement')} read in {words.counted(len(lookup.documents), 'document')}, "
        yield Phrase(f"{moving:,} moved a position or a red line", "#statements")
    else:
        yield "No statement was read"
    if estimates:
        yield "; of the "
        yield Phrase(f"{words.counted(len(estimates), 'input')}", "#guesses")
        shares = [(name, sum(1 for e in estimates if e.basis.kind == kind)) for kind, name in TRUST_WORDS.items()]
        yield " " + words.joined([f"{words.percent(n / len(estimates))} {name}" for name, n in shares if n])
        if not shares[-1][1]:
            yield ", and none of them are guesses"
            if elsewhere := len(lookup.analysis.forecast.guesses):
                yield f" ({words.counted(elsewhere, 'guess', 'guesses')} elsewhere in the case)"
    if lookup.analysis.proposed:
        yield "; the case was proposed from the documents and nobody has corrected it yet"
    predictive = lookup.analysis.forecast.baseline.predictive
    if predictive is None or not predictive.issues:
        yield "; "
        yield Phrase("this forecast has not been scored against what happened", "#method")
        yield ", and its intervals leave out errors of the models themselves."
        return
    yield "; "
    yield Phrase(record_words(predictive), "#record")
    yield ", but those are pseudo-forecasts: experts' recall of law-making."


def closest_package(packages: Iterable[PackageVerdict]) -> PackageVerdict | None:
    """The draft most often acceptable to all; among equals the one kindest to the worst-off party."""
    ranked = sorted(packages, key=lambda p: (-p.acceptable.share, -p.worst_margin.mid, p.package))
    return ranked[0] if ranked else None


def _title(lookup: Lookup, verdict: PackageVerdict) -> str:
    return verdict.title or lookup.package(verdict.package)


def _built(pieces: Iterable[str | Phrase]) -> tuple[Phrase, ...]:
    return tuple(p if isinstance(p, Phrase) else Phrase(p) for p in pieces if p)


def _demand_words(lookup: Lookup, issue: str, names: list[str]) -> str:
    if issue:
        whose = (
            f"the red lines of {words.joined(names)}" if len(names) > 1 else f"{words.possessive(names[0])} red line"
        )
        return f"{whose} on {lookup.issue(issue)}"
    return (
        f"the walk-away values of {words.joined(names)}"
        if len(names) > 1
        else f"{words.possessive(names[0])} walk-away value"
    )


def _required_words(lookup: Lookup, required: tuple[str, ...]) -> str:
    names = [lookup.actor(key) for key in required]
    if len(names) > 4:
        return f"all {len(names)} required parties prefer"
    if len(names) == 1:
        return f"{names[0]} prefers"
    everyone = "both" if len(names) == 2 else "all"
    return f"{words.joined(names) or 'the required parties'} {everyone} prefer"


def _share_of_draws(share: Share) -> str:
    of = f"{share.n:,} simulated draws"
    return f"none of {of} contains" if share.share == 0 else f"{words.percent(share.share)} of {of} contain"
