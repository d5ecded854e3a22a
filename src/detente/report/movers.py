"""Who could move the answer: one party alone, somebody with a lever, or what nobody chooses."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from detente.domain.agreement_answer import Relaxation, Unlock
from detente.domain.forecast import Driver, Interval, ScenarioForecast
from detente.report import words
from detente.report.contested import most_contested
from detente.report.figures import Phrase
from detente.report.lookup import PARAMETER_NAMES, Lookup

HARDLY = 0.01
"""A zone in fewer draws than this share, or in all but this share, hardly varies: its drivers are chance finds."""


def movers(lookup: Lookup) -> Iterator[str | Phrase]:
    """One party alone; the scenario that changes the room most, and the largest somebody can choose."""
    yield from _alone(lookup)
    changes = _by_size(lookup)
    if not changes:
        yield "There is no scenario to compare"
    for i, (scenario, change) in enumerate(_named(changes)):
        yield (
            "; the largest that somebody can choose is "
            if i
            else "The scenario that changes the room for a deal most is "
        )
        yield from _scenario(lookup, scenario, change, first=not i)
    yield "."


def hangs_on(lookup: Lookup) -> Iterator[str | Phrase]:
    """Which uncertain input the answer goes with most, as the end of a sentence."""
    driver = biggest_driver(lookup)
    if driver is None:
        yield "; which uncertain input matters most was not measured"
        return
    answer = "whether there is a zone" if driver.answer == "zone" else f"where {lookup.issue(driver.answer)} lands"
    if not told_from_zero(driver):
        yield f"; no single uncertain input stands out as going with {answer}"
        return
    yield f"; the input most associated with {answer} is "
    yield driver_name(lookup, driver) + " ("
    yield Phrase(
        driver.words or f"between {words.percent(driver.low)} and {words.percent(driver.high)} of the variance",
        "#drivers",
    )
    yield "; an association within the model, not a cause)"


def zone_change(lookup: Lookup, scenario: ScenarioForecast) -> Interval | None:
    """Change of P(zone) against the case as it stands, or None where there is nothing to compare."""
    before, after = lookup.analysis.forecast.baseline.zone.exists, scenario.zone.exists
    if before.n == 0 or after.n == 0:
        return None
    if scenario.zone_change is not None and isfinite(scenario.zone_change.mid):
        return scenario.zone_change
    difference = after.share - before.share
    return Interval(difference, difference, difference)


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


def _alone(lookup: Lookup) -> Iterator[str | Phrase]:
    """Who could open the zone by one step of its own, in the draws without one."""
    agreement = lookup.analysis.forecast.agreement
    able = [u for u in agreement.unlocks if u.relaxations] if agreement is not None else []
    if not able:
        if agreement is not None and agreement.unlocks:
            yield Phrase("No party alone", "#unlock")
            yield " could by one step of its own. "
        return
    first, best = able[0], able[0].relaxations[0]
    names = [lookup.actor(u.actor) for u in (first, *_mirrors(able, best))]
    yield f"{words.joined(names, 'or')} could alone, by relaxing its {_what(lookup, best)} ("
    yield Phrase(f"enough in {words.percent(best.suffices.share)} of the draws without a zone", "#unlock")
    yield "). "


def _mirrors(able: list[Unlock], best: Relaxation) -> list[Unlock]:
    """The other parties whose best step is on the same issue and as often enough."""
    return [u for u in able[1:] if (r := u.relaxations[0]).issue == best.issue and r.suffices == best.suffices]


def _what(lookup: Lookup, relaxation: Relaxation) -> str:
    return f"red line on {lookup.issue(relaxation.issue)}" if relaxation.issue else "walk-away value"


def _by_size(lookup: Lookup) -> list[tuple[ScenarioForecast, Interval]]:
    """Scenarios with the change of the chance of a zone, the largest first."""
    found = [(s, zone_change(lookup, s)) for s in lookup.analysis.forecast.scenarios[1:]]
    return sorted(((s, c) for s, c in found if c is not None), key=lambda pair: -abs(pair[1].mid))


def _named(changes: list[tuple[ScenarioForecast, Interval]]) -> list[tuple[ScenarioForecast, Interval]]:
    """The largest, and the largest lever where that is another one and moves anything."""
    levers = [(s, c) for s, c in changes if s.kind == "lever" and not c.low <= 0 <= c.high]
    return [*changes[:1], *(pair for pair in levers[:1] if pair[0] is not changes[0][0])]


def _scenario(lookup: Lookup, scenario: ScenarioForecast, change: Interval, *, first: bool) -> Iterator[str | Phrase]:
    after = words.percent(scenario.zone.exists.share)
    yield f"“{scenario.title or lookup.scenario(scenario.id)}”"
    if not first:
        stated = lookup.analysis.case.scenarios.get(scenario.id)
        yield f", by {lookup.actor(stated.chosen_by)} (" if stated is not None and stated.chosen_by else " ("
        yield Phrase(f"to {after}", "#scenarios")
        yield ")"
        return
    yield f", {'a lever' if scenario.kind == 'lever' else 'an uncertainty'} ("
    before = words.percent(lookup.analysis.forecast.baseline.zone.exists.share)
    yield Phrase(
        f"from {before} to {after}; simulation error of the change "
        f"{words.signed(change.low * 100)} to {words.signed(change.high * 100)} points",
        "#scenarios",
    )
    yield ", not to be told from no change)" if change.low <= 0 <= change.high else ")"
