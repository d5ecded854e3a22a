"""The challenge model's switches: every place where its text, its authors' program and later programs part company.

``Rules`` are the same choices as small integers, the place of each value in its switch: what the equations and the
compiled kernel are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from detente.domain.engine import Switch

# The place of each value in its switch; a test holds these to the switches below.
ALL_PAIRS, SAME_PAIR, SIGNED = 0, 1, 2
OWN_VIEW, RIVAL_VIEW = 0, 1
RISK_COMPUTED, RISK_CARRIED, RISK_NONE = 0, 1, 2
MU_MEDIAN, MU_MEAN, MU_MEAN_SECOND = 0, 1, 2
LEAST_WEIGHTED_AVERAGE, LEAST_MOVE, HIGHEST_UTILITY = 0, 1, 2
TIE_MIDDLE, TIE_LOWER, TIE_UPPER = 0, 1, 2
FORECAST_MEDIAN, FORECAST_MEAN = 0, 1

# The place of each switch among the switches, for the compiled kernel, which is given a plain tuple.
DENOMINATOR, VOTERS_RISK, SECOND_UTILITY, SECURITY, SALIENCE, BETTERMENT = 0, 1, 2, 3, 4, 5
STATUS_QUO, CHANGE_SIGN, CONFLICT, COMPROMISE, OFFER_CHOICE, MIDDLE = 6, 7, 8, 9, 10, 11
RANGE, TIE_PROBABILITY, RISK, FORECAST, TIE, STOP = 12, 13, 14, 15, 16, 17

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "denominator",
        ("all_pairs", "same_pair", "signed"),
        "what the votes for a challenger are divided by: all votes over all pairs of actors (the authors' program), "
        "the votes on this pair (Scholz et al. 2011 eq. 31), or the same with the votes against subtracted first and "
        "a negative balance counted as 0",
    ),
    Switch(
        "voters_risk",
        ("own", "none"),
        "whether third parties see distances through their own risk exponent or as they are",
    ),
    Switch(
        "second_utility",
        ("own_view", "rival_view"),
        "what an actor compares its own challenge with: its own estimate of the rival's challenge, or the rival's",
    ),
    Switch(
        "security",
        ("own_view", "rival_view"),
        "whose estimates of the challenges against an actor are added up to its security; the same thing unless risk "
        "is carried from round to round",
    ),
    Switch(
        "salience",
        ("responder", "challenger"),
        "whose salience says whether a challenge is resisted",
    ),
    Switch(
        "betterment",
        ("always", "by_distance"),
        "T, whether things turn better without a challenge: always, or only if the challenger stands nearer to the "
        "median than to its rival",
    ),
    Switch(
        "status_quo",
        ("1", "0.5"),
        "Q, the probability that nothing changes without a challenge",
    ),
    Switch(
        "change_sign",
        ("minus", "plus"),
        "whether what is expected to change without a challenge is subtracted, as in eq. 25a, or added, a slip",
    ),
    Switch(
        "conflict",
        ("loser_moves", "nobody_moves"),
        "whether an actor that expects less of a conflict than its rival moves to the rival's position, or neither "
        "moves and the conflict is no offer",
    ),
    Switch(
        "compromise",
        ("ratio", "weighted_average"),
        "how far a compromise goes: |a/b| of the way, or to the average of both positions weighted by |a| and |b|",
    ),
    Switch(
        "offer_choice",
        ("least_weighted_average", "least_move", "highest_utility"),
        "which offer is taken: conflict before compromise before acquiescence and within a kind the compromise of "
        "lowest weighted average (the authors' program) or the least move (the text); or, whatever the kind, the "
        "offer of whom expects most",
    ),
    Switch(
        "middle",
        ("median", "mean", "mean_second_pass"),
        "mu, the present outcome from which change without a challenge is reckoned: the median voter, the mean, or "
        "the mean only once risk is known",
    ),
    Switch(
        "range",
        ("initial", "current"),
        "distances are shares of the range of positions at the start, or now",
    ),
    Switch(
        "tie_probability",
        ("0", "0.5"),
        "P, the probability of success between actors at one position; no utility depends on it",
    ),
    Switch(
        "risk",
        ("computed", "carried", "none"),
        "risk exponents: computed anew in each round from a first pass without them, from a first pass with those of "
        "the round before, or none (all 1)",
    ),
    Switch(
        "forecast",
        ("median", "mean"),
        "what is reported of the positions after the last round: the weighted median or the weighted mean",
    ),
    Switch(
        "tie",
        ("middle", "lower", "upper"),
        "the median when the weight splits exactly in half: the middle of the unbeaten interval, its lower or its "
        "upper end",
    ),
    Switch(
        "stop",
        ("after_rounds", "median_settled"),
        "whether all rounds are played, or only until the median is what it was a round before",
    ),
)

READINGS: Mapping[str, Mapping[str, str]] = {
    "scholz-code": {},
    "scholz-text": {
        "denominator": "same_pair",
        "voters_risk": "none",
        "second_utility": "rival_view",
        "security": "rival_view",
        "offer_choice": "least_move",
    },
    "no-forced-moves": {
        "denominator": "same_pair",
        "voters_risk": "none",
        "second_utility": "rival_view",
        "security": "rival_view",
        "conflict": "nobody_moves",
        "offer_choice": "highest_utility",
        "range": "current",
    },
    "signed-votes": {
        "denominator": "signed",
        "voters_risk": "none",
        "second_utility": "rival_view",
        "security": "rival_view",
        "offer_choice": "highest_utility",
    },
}


class Rules(NamedTuple):
    """The chosen value of each switch as its place among the switch's values, in the order of ``SWITCHES``."""

    denominator: int
    voters_risk: int
    second_utility: int
    security: int
    salience: int
    betterment: int
    status_quo: int
    change_sign: int
    conflict: int
    compromise: int
    offer_choice: int
    middle: int
    range: int
    tie_probability: int
    risk: int
    forecast: int
    tie: int
    stop: int


def rules_of(chosen: Mapping[str, str]) -> Rules:
    """The rules of a complete, valid choice of switches."""
    return Rules(*(switch.values.index(chosen[switch.name]) for switch in SWITCHES))
