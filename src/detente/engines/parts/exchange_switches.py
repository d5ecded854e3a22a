"""The exchange model's switches: where its papers leave something open or its programs differ.

``Rules`` are the same choices as small integers, the place of each value in its switch: what the kernel is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from detente.domain.engine import Switch

# The place of each value in its switch; a test holds these to the switches below.
EQUAL, RANDOM = 0, 1
FIRST_DEALINGS, DEALINGS, EVERYBODY = 0, 1, 2
LEFT, RIGHT = 0, 1
CUT, STOP, REFUSE, ALLOW = 0, 1, 2, 3
AT_START, NOW = 0, 1
FLEXIBLE, VOTES = 0, 1
REMEMBERED, FORGOTTEN = 0, 1
LOTTERY, ORDERED = 0, 1

SWITCHES: tuple[Switch, ...] = (
    Switch(
        "rate",
        ("equal", "random"),
        "the exchange rate: that which gives both sides equal gain, or one drawn evenly between the two rates at which "
        "one side gains nothing (exchanges are then ordered by the mean of both gains)",
    ),
    Switch(
        "knowledge",
        ("first_dealings", "dealings", "everybody"),
        "whose earlier moves a pair reckons with: their own and the first move of each supplier they bought the issue "
        "from (a published program), all moves of those suppliers, or everybody's",
    ),
    Switch(
        "at_outcome",
        ("left", "right"),
        "on which side of the expected outcome an actor counts that stands exactly there",
    ),
    Switch(
        "passing",
        ("cut", "stop", "refuse", "allow"),
        "an exchange that would carry an outcome past the position of the actor that demands it: cut short (as a "
        "published program does: to what is missing as the demander knows the supplier's vote, and free again once the "
        "position is reached), cut to end there and nothing beyond, refused, or allowed",
    ),
    Switch(
        "sides",
        ("at_start", "now"),
        "whether a pair must stand on opposite sides of the outcomes expected at the start of the round, or of those "
        "expected when it trades",
    ),
    Switch(
        "plans",
        ("remembered", "forgotten"),
        "a move planned in an exchange and overtaken by the actor's own move elsewhere: remembered, so that the "
        "exchange is given up when remembered and new moves together exceed the scale or point both ways (a published "
        "program), or forgotten",
    ),
    Switch(
        "ties",
        ("lottery", "ordered"),
        "two exchanges that gain most alike: a coin lets the second go first and the first wait behind all others, or "
        "enters the second once more (a published program), or they go in order",
    ),
    Switch(
        "next_round",
        ("flexible", "votes"),
        "where actors stand in the next round: moved towards their vote by .1 + .4 (1 - salience) of the way, or at "
        "their vote",
    ),
)

READINGS: Mapping[str, Mapping[str, str]] = {
    "equal-gain": {},
    "equations": {"knowledge": "everybody", "passing": "stop", "plans": "forgotten", "ties": "ordered"},
    "random-rate": {
        "rate": "random",
        "knowledge": "everybody",
        "passing": "stop",
        "plans": "forgotten",
        "ties": "ordered",
    },
}


class Rules(NamedTuple):
    """The chosen value of each switch as its place among the switch's values, in the order of ``SWITCHES``."""

    rate: int
    knowledge: int
    at_outcome: int
    passing: int
    sides: int
    plans: int
    ties: int
    next_round: int


def rules_of(chosen: Mapping[str, str]) -> Rules:
    """The rules of a complete, valid choice of switches."""
    return Rules(*(switch.values.index(chosen[switch.name]) for switch in SWITCHES))
