"""The weighted median: the position that loses no vote against any other, the Condorcet winner.

Votes are weighted by capability times salience; with single-peaked preferences the winner is the weighted median.
Where the weight splits exactly in half, every point between the lower and the upper median is unbeaten, and the
literature is free in what it takes.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.draws import Draws
from detente.domain.engine import Switch
from detente.engines.parts.model import Landing, Model
from detente.engines.parts.votes import median_interval

NAME = "weighted_median"
TITLE = "Weighted median voter (Condorcet winner)"
CITATION = (
    "Black 1948, Journal of Political Economy 56(1): 23-34; weighted votes as in "
    "Bueno de Mesquita 1997, International Interactions 23(3-4): 239-240"
)
TIE = Switch(
    "tie",
    ("middle", "lower", "upper"),
    "what counts when the weight splits exactly in half: the middle of the unbeaten interval, which does not depend on "
    "the direction of the scale, or the lower or upper of the two positions",
)
SWITCHES = (TIE,)


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The weighted median of the positions, (draw, issue); nan where nobody has weight."""
    lower, upper = median_interval(draws.weight(), draws.position)
    return Landing({"lower": lower, "upper": upper, "middle": lower + 0.5 * (upper - lower)}[switches[TIE.name]])


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land)
