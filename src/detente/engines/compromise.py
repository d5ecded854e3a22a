"""The compromise model: the outcome is the mean of the positions, weighted by capability times salience.

O = sum(c s x) / sum(c s). It is also the asymmetric Nash product with quadratic losses and a disagreement payoff that
is the same and very bad for everybody: the model silently assumes that no deal is terrible for all. It says where the
forces land, not whether the parties accept it there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.domain.axes import DrawActorIssue
from detente.domain.draws import Draws
from detente.domain.engine import Switch
from detente.engines.parts.model import Landing, Model
from detente.engines.parts.weights import total_weight, weighted_mean

NAME = "compromise"
TITLE = "Compromise model (capability x salience weighted mean)"
CITATION = (
    "Van den Bos 1991, Dutch EC Policy Making; Stokman & Van Oosten 1994, in Bueno de Mesquita & Stokman (eds.), "
    "European Community Decision Making, ch. 5; Achen 2006, in Thomson et al. (eds.), The European Union Decides, ch. 4"
)
SWITCHES: tuple[Switch, ...] = ()


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The weighted mean of the positions, (draw, issue); nan where nobody has weight."""
    return Landing(weighted_mean(draws.weight(), draws.position))


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land)


def change_by_position(draws: Draws) -> DrawActorIssue:
    """dO/dx: how far the outcome moves per unit an actor moves, w / W, in [0, 1]; nan where nobody has weight."""
    change: DrawActorIssue = draws.weight() / _total(draws)
    return change


def change_by_salience(draws: Draws) -> DrawActorIssue:
    """dO/ds: how far the outcome moves per unit of an actor's salience, c (x - O) / W; 0 for absent actors."""
    return np.where(draws.present[None], draws.capability * _pull(draws), 0.0)


def change_by_capability(draws: Draws) -> DrawActorIssue:
    """dO/dc: how far the outcome moves per unit of an actor's capability, s (x - O) / W; 0 for absent actors."""
    return np.where(draws.present[None], draws.salience * _pull(draws), 0.0)


def _pull(draws: Draws) -> DrawActorIssue:
    outcome = weighted_mean(draws.weight(), draws.position)
    pull: DrawActorIssue = (draws.position - outcome[:, None]) / _total(draws)
    return pull


def _total(draws: Draws) -> DrawActorIssue:
    total = total_weight(draws.weight())
    return np.where(total > 0, total, np.nan)[:, None]
