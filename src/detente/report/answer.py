"""The answer in five sentences: whether there is a deal, what blocks it, where it lands, what would change it, trust.

Every sentence is built from phrases; a phrase that is a number carries the place on the page that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from detente.domain.analysis import Analysis
from detente.domain.forecast import Block, Driver, Interval, PackageVerdict, ScenarioForecast, Share
from detente.report import words
from detente.report.contested import most_contested
from detente.report.landing import Landing, landing, medians_in_words
from detente.report.lookup import PARAMETER_NAMES, Lookup
from detente.report.sections.forecast import record_words

HARDLY = 0.01
"""A zone in fewer draws than this share, or in all but this share, hardly varies: its drivers are chance finds."""

TRUST_WORDS = {
    "analyst": "are set by the analyst",
    "statements": "come from statements",
    "ledger": "are added up from the leverage ledger",
    "guess": "are guesses",
}


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence; ``href`` is where on the page it comes from, or ""."""

    text: str
    href: str = ""


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
        Answer("Is there a deal?", _built(_deal(lookup))),
        Answer("What blocks it?", _built(_blocks(lookup))),
        Answer("Where would it land?", _built(_lands(lookup))),
        Answer("What would change it?", _built(_changes(lookup))),
        Answer("How far can this be trusted?", _built(_trust(lookup))),
    )


def block_words(lookup: Lookup, block: Block) -> str:
    """A blocking set in words: "the red lines of Egypt and Sudan on Filling together with Egypt's walk-away value"."""
    holders: dict[str, list[str]] = {}
    for actor, issue in block.demands:
        holders.setdefault(issue, []).append(lookup.actor(actor))
    return words.joined([_demand_words(lookup, issue, names) for issue, names in holders.items()], "together with")


def zone_change(lookup: Lookup, scenario: ScenarioForecast) -> Interval | None:
    """Change of P(zone) against the case as it stands, or None where there is nothing to compare."""
    before, after = lookup.analysis.forecast.baseline.zone.exists, scenario.zone.exists
    if before.n == 0 or after.n == 0:
        return None
    if scenario.zone_change is not None and isfinite(scenario.zone_change.mid):
        return scenario.zone_change
    difference = after.share - before.share
    return Interval(difference, difference, difference)


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
    best = closest_package(zone.packages)
    if best is None:
        yield "; there is no draft deal to judge." if zone.exists.n else ", and no draft deal was judged."
        return
    yield f"; of {words.counted(len(zone.packages), 'draft')}, “{_title(lookup, best)}” comes closest, "
    yield "acceptable to all in "
    yield Phrase(words.percent(best.acceptable.share), "#packages")
    if best.worst_off:
        yield f" and worst for {lookup.actor(best.worst_off)} ("
        yield Phrase(f"margin over no deal {words.between_signed(best.worst_margin)}", "#packages")
        yield ")"
    yield "."


def _lands(lookup: Lookup) -> Iterable[str | Phrase]:
    found = [(key, landing(lookup, key)) for key in most_contested(lookup)]
    shown = [(key, place) for key, place in found if place is not None][:2]
    if not shown:
        yield "No engine says where a deal would land, because nobody's weight on any issue is known."
        return
    for i, (key, place) in enumerate(shown):
        name = lookup.issue(key)
        yield f"; on {name} " if i else f"On {name}, the most contested issue, a deal would land "
        yield from _place(lookup, key, place)
        if lookup.all_guessed(key):
            yield ", where every position is a guess"
    yield "."


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


def _changes(lookup: Lookup) -> Iterable[str | Phrase]:
    largest = _largest_change(lookup)
    if largest is None:
        yield "There is no scenario to compare"
    else:
        scenario, change = largest
        kind = "a lever" if scenario.kind == "lever" else "an uncertainty"
        before = lookup.analysis.forecast.baseline.zone.exists.share
        title = scenario.title or lookup.scenario(scenario.id)
        yield f"The scenario that changes the room for a deal most is “{title}”, {kind} ("
        yield Phrase(
            f"from {words.percent(before)} to {words.percent(scenario.zone.exists.share)}; "
            "simulation error of the change "
            f"{words.signed(change.low * 100)} to {words.signed(change.high * 100)} points",
            "#scenarios",
        )
        yield (", not to be told from no change)" if change.low <= 0 <= change.high else ")")
    driver = biggest_driver(lookup)
    if driver is None:
        yield "; which uncertain input matters most was not measured."
        return
    answer = "whether there is a zone" if driver.answer == "zone" else f"where {lookup.issue(driver.answer)} lands"
    if not told_from_zero(driver):
        yield f"; no single uncertain input stands out as going with {answer}."
        return
    yield f"; the input most associated with {answer} is "
    yield driver_name(lookup, driver) + " ("
    yield Phrase(
        driver.words or f"between {words.percent(driver.low)} and {words.percent(driver.high)} of the variance",
        "#drivers",
    )
    yield "; an association within the model, not a cause)."


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
            yield ", and none are guesses"
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
    yield ", but those are pseudo-forecasts from experts' recall, of law-making and not of war."


def closest_package(packages: Iterable[PackageVerdict]) -> PackageVerdict | None:
    """The draft most often acceptable to all; among equals the one kindest to the worst-off party."""
    ranked = sorted(packages, key=lambda p: (-p.acceptable.share, -p.worst_margin.mid, p.package))
    return ranked[0] if ranked else None


def biggest_driver(lookup: Lookup) -> Driver | None:
    """The input with the largest share of the zone's variance; where the zone hardly varies, of an issue's.

    The issue is then the most contested one that has drivers.
    """
    drivers = lookup.analysis.forecast.drivers
    varies = HARDLY < lookup.analysis.forecast.baseline.zone.exists.share < 1 - HARDLY
    for answer in (*(("zone",) if varies else ()), *most_contested(lookup)):
        mine = [d for d in drivers if d.answer == answer]
        if mine:
            return max(mine, key=lambda d: d.share)
    return None


def told_from_zero(driver: Driver) -> bool:
    """Whether an input's share can be told from nothing, by its interval and by its words."""
    return driver.low > 0 and "not distinguishable" not in driver.words


def driver_name(lookup: Lookup, driver: Driver) -> str:
    """A driver in words: "Egypt's position on Filling"."""
    name = PARAMETER_NAMES.get(driver.parameter, words.readable(driver.parameter))
    where = f" on {lookup.issue(driver.issue)}" if driver.issue else ""
    return f"{words.possessive(lookup.actor(driver.actor))} {name}{where}"


def _largest_change(lookup: Lookup) -> tuple[ScenarioForecast, Interval] | None:
    found = [(s, zone_change(lookup, s)) for s in lookup.analysis.forecast.scenarios[1:]]
    known = [(s, change) for s, change in found if change is not None]
    return max(known, key=lambda pair: abs(pair[1].mid), default=None)


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
