"""The Kalai-Smorodinsky solution: every party gets the same share of the most it could gain, and that share is largest.

max_x min_a (u_a(x) - d_a) / (m_a - d_a), with m_a the most party a gets at any point that all prefer to no deal and
that crosses no red line of a required party. On a discrete set the smallest ratio is maximised, too; minimising the
spread of the ratios is a common mistake. Where no point is better than no deal for all, it predicts nothing.

Capability has no part in it. An actor split in two changes nothing for the parties' ratios.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.draws import Draws
from detente.engines.parts.bargaining_solutions import land_on
from detente.engines.parts.bargaining_switches import LOSS, OTHERS
from detente.engines.parts.model import Landing, Model

NAME = "kalai_smorodinsky"
TITLE = "Kalai-Smorodinsky bargaining solution (required parties)"
CITATION = "Kalai & Smorodinsky 1975, Econometrica 43(3): 513-518"
SWITCHES = (LOSS, OTHERS)


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The Kalai-Smorodinsky point, (draw, issue); nan where no deal is better for somebody whatever the deal."""
    return land_on(draws, NAME, switches[LOSS.name], switches[OTHERS.name])


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land)
