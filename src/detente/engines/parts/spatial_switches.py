"""The spatial model's switches: where its program, its papers and its own parameters leave a choice.

``Rules`` are the same choices as small integers, the place of each value in its switch: what the kernel is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from detente.domain.engine import Switch
from detente.engines.parts import election_switches

# The place of each value in its switch; a test holds these to the switches below.
RISK_MID, RISK_MIN, RISK_MAX = 0, 1, 2
ONE_THIRD, NO_ADJUSTMENT, HALF, TWO_THIRDS, FULL = 0, 1, 2, 3, 4
SEMI_COMMIT, INDIFFERENT = 0, 1
SQUARED, LINEAR = 0, 1
DETERMINISTIC, STOCHASTIC = 0, 1
OWN_HALF, BOTH_HALVES = 0, 1
SETTLED, TEN_TURNS = 0, 1
BY_LARGEST, BY_OWN = 0, 1
MIDDLE_OF_SCALE, MEAN_OF_PRESENT = 0, 1

PROCESS = Switch(
    "process",
    election_switches.PROCESS.values,
    "how chances in pairwise votes make one probability, over positions (for risk attitudes) and over bargains: "
    + election_switches.PROCESS.explanation,
)
WEIGHTS = Switch(
    "weights",
    election_switches.WEIGHTS.values,
    "what an actor puts behind its vote over positions and over bargains: capability, or capability times its "
    "saliences' sum; in challenges it is always the latter",
)
RISK_RANGE = Switch(
    "risk_range",
    ("mid", "min", "max"),
    "risk attitudes R of the actors with the least and the most probable position: -1/2 and 1, 0 and 1, or -1 and 1",
)
OTHERS_RISK = Switch(
    "others_risk",
    ("one_third", "none", "half", "two_thirds", "full"),
    "how far an actor adjusts from its own risk attitude towards another's true one when it judges the other",
)
THIRD_PARTIES = Switch(
    "third_parties",
    ("semi_commit", "indifferent"),
    "a third party that joins a losing side must take the winner's position, one that joins the winning side keeps "
    "its own; or it must, or need not, move in both cases (full and no commitment), is then indifferent, and abstains",
)
INTERPOLATION = Switch(
    "interpolation",
    ("squared", "linear"),
    "a bargain's positions are averages weighted with squared salience times squared probability of success, or with "
    "salience times probability",
)
RESOLUTION = Switch(
    "resolution",
    ("deterministic", "stochastic"),
    "an actor takes the most probable of its bargains (or none), or one at random with these probabilities; chance "
    "depends on the seed and on the draw's own values",
)
BARGAIN = Switch(
    "bargain",
    ("half", "full"),
    "an actor carries out its own half of the bargain it takes, whatever the other side does; or a bargain is carried "
    "out by both sides if both take it, and otherwise by neither",
)
STOP = Switch(
    "stop",
    ("settled", "ten_turns"),
    "turns end when all movement is less than 2% of the first turn's (at least 2 turns, at most 100), or after ten",
)
CROWDED = Switch(
    "crowded_salience",
    ("by_largest", "by_own"),
    "an actor's saliences may not add up to more than one: if any do, all actors' are divided by the largest sum, or "
    "only those by their own",
)
ABSENT = Switch(
    "absent",
    ("middle_of_scale", "mean_of_present"),
    "where others see an actor on an issue on which it has no stance: in the middle of the scale, or at the weighted "
    "mean of those who have one",
)
FORECAST = Switch(
    "forecast",
    ("mean", "median"),
    "what is reported of the positions after the last turn: the mean or the median, weighted with capability times "
    "salience",
)
SWITCHES = (
    PROCESS, WEIGHTS, RISK_RANGE, OTHERS_RISK, THIRD_PARTIES, INTERPOLATION, RESOLUTION, BARGAIN, STOP, CROWDED,
    ABSENT, FORECAST,
)  # fmt: skip

READINGS: Mapping[str, Mapping[str, str]] = {
    "ktab-defaults": {},
    # As far as it is specified openly: its proposals by pairwise Nash bargaining are not.
    "efird-2016": {"risk_range": "min", "others_risk": "half", "resolution": "stochastic", "stop": "ten_turns"},
}


class Rules(NamedTuple):
    """The chosen value of each switch as its place among the switch's values, in the order of ``SWITCHES``."""

    process: int
    weights: int
    risk_range: int
    others_risk: int
    third_parties: int
    interpolation: int
    resolution: int
    bargain: int
    stop: int
    crowded_salience: int
    absent: int
    forecast: int


def rules_of(chosen: Mapping[str, str]) -> Rules:
    """The rules of a complete, valid choice of switches."""
    return Rules(*(switch.values.index(chosen[switch.name]) for switch in SWITCHES))
