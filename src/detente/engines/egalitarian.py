"""The egalitarian solution: the point at which the party that gains least over no deal gains most.

max_x min_a (u_a(x) - d_a) over the points that cross no red line of a required party; gains are equal for all parties
that could not be given more. Utilities are shares of each actor's own range, which is the comparison between persons
that this solution needs. Where no point is better than no deal for all, it predicts nothing.

Capability has no part in it. Where several points are best for the worst-off, the one with the larger mean gain.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.draws import Draws
from detente.engines.parts.bargaining_solutions import land_on
from detente.engines.parts.bargaining_switches import LOSS, OTHERS
from detente.engines.parts.model import Landing, Model

NAME = "egalitarian"
TITLE = "Egalitarian bargaining solution (required parties)"
CITATION = "Kalai 1977, Econometrica 45(7): 1623-1630"
SWITCHES = (LOSS, OTHERS)


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The egalitarian point, (draw, issue); nan where no deal is better for somebody whatever the deal."""
    return land_on(draws, NAME, switches[LOSS.name], switches[OTHERS.name])


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land)
