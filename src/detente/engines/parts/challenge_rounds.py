"""One round of the challenge model and a whole play of it in NumPy: the equations in the order in which they are used.

``parts/challenge_kernel.py`` is the same, compiled; this one shows every number on the way and is its reference.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from detente.engines.parts import challenge_switches as rule
from detente.engines.parts.challenge_offers import MOVE_TOLERANCE, Choice, Offers, offers_between, take_offers
from detente.engines.parts.challenge_probabilities import chances_of_success
from detente.engines.parts.challenge_switches import Rules
from detente.engines.parts.challenge_utilities import (
    Challenges,
    Matrix,
    PerProblem,
    ProblemActor,
    expected_utilities,
    relative_distance,
    relative_security,
    risk_exponent,
    security_of,
)
from detente.engines.parts.ties import POSITION_TOLERANCE
from detente.engines.parts.votes import median_interval
from detente.engines.parts.weights import position_range, weighted_mean


class Problems(NamedTuple):
    """A batch of problems, one draw of one issue each: who stands where with how much weight, and the scale's length.

    Actors without weight take no part, whatever stands in their position.
    """

    position: ProblemActor
    weight: ProblemActor
    salience: ProblemActor
    scale: PerProblem


class Round(NamedTuple):
    """Everything on the way of one round; matrices are (problem, actor, rival)."""

    distance: Matrix
    first_chance: Matrix
    first: Challenges
    security: ProblemActor
    relative_security: ProblemActor
    risk: ProblemActor
    chance: Matrix
    challenges: Challenges
    offers: Offers
    choice: Choice


def play_round(problems: Problems, span: PerProblem, risk_before: ProblemActor, rules: Rules) -> Round:
    """One round: a first pass for security and risk, a second for offers, and everybody's choice at once.

    ``span`` is the range that distances are shares of; ``risk_before`` the exponents of the first pass.
    """
    position, weight, salience, scale = problems
    active = weight > 0
    tolerance = POSITION_TOLERANCE * scale
    tie = MOVE_TOLERANCE * scale / np.where(span > tolerance, span, 1.0)
    distance = relative_distance(position[:, :, None], position[:, None, :], span, tolerance)
    distance = np.where(active[:, :, None] & active[:, None, :], distance, 0.0)
    from_first, from_second = (
        relative_distance(position, middle[:, None], span, tolerance) for middle in middles(problems, rules)
    )
    no_risk = np.ones(weight.shape)

    voters = risk_before if rules.voters_risk == 0 else no_risk
    first_chance = chances_of_success(distance, weight, voters, rules)
    first = expected_utilities(distance, first_chance, salience, risk_before, from_first, tie, rules, rules.security)
    security = security_of(first, active)
    relative = relative_security(security, active)
    risk = no_risk if rules.risk == rule.RISK_NONE else risk_exponent(relative)

    voters = risk if rules.voters_risk == 0 else no_risk
    chance = chances_of_success(distance, weight, voters, rules)
    challenges = expected_utilities(distance, chance, salience, risk, from_second, tie, rules, rules.second_utility)
    offers = offers_between(challenges, position, distance, weight, rules)
    choice = take_offers(offers, challenges, position, scale, rules)
    return Round(distance, first_chance, first, security, relative, risk, chance, challenges, offers, choice)


def play_rounds(problems: Problems, rounds: int, rules: Rules) -> list[ProblemActor]:
    """Positions before the first and after each of the rounds; the switch ``stop`` is left to the caller."""
    span = initial = range_of(problems)
    risk = np.ones(problems.weight.shape)
    history = [problems.position]
    for _ in range(rounds):
        if rules.range == 1:
            span = np.minimum(range_of(problems), initial)
        played = play_round(problems, span, risk, rules)
        if rules.risk == rule.RISK_CARRIED:
            risk = played.risk
        problems = problems._replace(position=played.choice.position)
        history.append(problems.position)
    return history


def range_of(problems: Problems) -> PerProblem:
    """The range of the positions of the actors that have weight; 0 where nobody has any."""
    lowest, highest = position_range(problems.weight[:, :, None], problems.position[:, :, None])
    span: PerProblem = np.nan_to_num(highest - lowest)[:, 0]
    return span


def medians(problems: Problems, rules: Rules) -> PerProblem:
    """The weighted median, the middle of its interval or one end of it; nan where nobody has weight."""
    lower, upper = median_interval(problems.weight[:, :, None], problems.position[:, :, None])
    return (lower + 0.5 * (upper - lower), lower, upper)[rules.tie][:, 0]


def means(problems: Problems) -> PerProblem:
    """The weighted mean; nan where nobody has weight."""
    return weighted_mean(problems.weight[:, :, None], problems.position[:, :, None])[:, 0]


def middles(problems: Problems, rules: Rules) -> tuple[PerProblem, PerProblem]:
    """The present outcome mu of the first and of the second pass; 0 where nobody has weight."""
    first = means(problems) if rules.middle == rule.MU_MEAN else medians(problems, rules)
    second = medians(problems, rules) if rules.middle == rule.MU_MEDIAN else means(problems)
    return np.nan_to_num(first), np.nan_to_num(second)
