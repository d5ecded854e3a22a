"""The voting mean: a skeleton to start an engine from, a working model of a few lines.

Copy it to ``src/detente/engines/<name>.py`` and go through ``docs/adding_an_engine.md``. This first paragraph says
what the model is in the field's own words, the second what it is easily confused with: this one is not the compromise
model, which weights with capability times salience and leaves nothing open.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from detente.domain.draws import Draws
from detente.domain.engine import Switch
from detente.engines.parts.model import Landing, Model
from detente.engines.parts.weights import weighted_mean

NAME = "voting_mean"
TITLE = "Mean weighted by votes"
CITATION = "Wise, Lester & Efird 2015, Multidimensional Bargaining using KTAB"
# One switch for every place where text and published code, or two texts, part company. The default stands first.
VOTES = Switch(
    "votes",
    ("capability", "capability_times_salience"),
    "what an actor brings to a vote: all it could, or as much of it as the issue is worth to it",
)
SWITCHES = (VOTES,)


def land(draws: Draws, switches: Mapping[str, str], seed: int) -> Landing:
    """The mean of the positions weighted by votes, (draw, issue); nan where nobody has votes."""
    if switches[VOTES.name] == "capability":
        weight = np.where(draws.present[None], draws.capability, 0.0)
    else:
        weight = draws.weight()
    return Landing(weighted_mean(weight, draws.position))


ENGINE = Model(NAME, TITLE, CITATION, SWITCHES, land)
