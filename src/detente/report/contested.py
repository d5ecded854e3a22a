"""Which issues are contested most."""

from __future__ import annotations

from itertools import combinations

from detente.report.lookup import Lookup


def contestedness(lookup: Lookup, issue: str) -> float:
    """Distance between the two parties furthest apart, as a share of the scale, times how much both care.

    For each pair of parties with a position on the issue: distance of their median positions as a share of the scale,
    times the lesser of their median saliences; the largest product counts, in [0, 1]. Required parties only, where at
    least two of them have a position; otherwise all actors.
    """
    held = {
        actor: (estimate.interval.mid, lookup.salience(actor, issue))
        for (actor, of, parameter), estimate in lookup.estimates.items()
        if of == issue and parameter == "position"
    }
    required = {actor: value for actor, value in held.items() if actor in lookup.analysis.case.required}
    parties = required if len(required) > 1 else held
    return max(
        (abs(a - b) / lookup.span(issue) * min(s, t) for (a, s), (b, t) in combinations(parties.values(), 2)),
        default=0.0,
    )


def most_contested(lookup: Lookup) -> list[str]:
    """Ids of the issues, the most contested first; the order of the case among equals."""
    return sorted(lookup.analysis.case.issues, key=lambda key: -contestedness(lookup, key))
