"""The Nash bargaining solution: the point that maximises the product of the parties' gains over no deal.

max_x prod_a (u_a(x) - d_a)^b_a over the points that give every required party more than no deal and cross none of
their red lines. Parties are the actors whose consent a deal needs; others have no veto. Where no such point exists it
predicts nothing: with many parties the zone is usually empty, which is why the veto set is small and explicit. Several
issues at once: what is impossible on one may be possible by a trade across two.

With equal powers an actor split in two counts twice in the product, which is the model's property.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.draws import Draws
from detente.engines.parts.bargaining_solutions import land_on
from detente.engines.parts.bargaining_switches import LOSS, OTHERS, POWER
from detente.engines.parts.model import Landing, Model

NAME = "nash"
TITLE = "Nash bargaining solution (required parties)"
CITATION = (
    "Nash 1950, Econometrica 18(2): 155-162; unequal powers: Harsanyi & Selten 1972, Management Science 18(5): P80-P106"
)
SWITCHES = (LOSS, POWER, OTHERS)
READINGS: Mapping[str, Mapping[str, str]] = {"symmetric": {}, "asymmetric": {"power": "capability"}}


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The Nash point, (draw, issue); nan where no deal is better for somebody whatever the deal."""
    return land_on(draws, NAME, switches[LOSS.name], switches[OTHERS.name], switches[POWER.name])


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land, READINGS)
