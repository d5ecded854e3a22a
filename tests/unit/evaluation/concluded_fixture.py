"""Negotiations made up from the fitted distribution itself, so that a test knows what is true of them."""

from __future__ import annotations

import numpy as np

from detente.domain.concluded import Negotiation, Record
from detente.ensemble.predictive.choice import shares
from detente.ensemble.predictive.features import POINTS
from detente.ensemble.predictive.parameters import shipped
from detente.evaluation.issues import issues_of


def made_up(negotiations: int = 40, seed: int = 1, coded: bool = True) -> Record:
    """A record of two issues a negotiation whose outcomes are drawn from the shipped distribution."""
    random = np.random.default_rng(seed)
    plain = tuple(_negotiation(random, i) for i in range(negotiations))
    record = Record("made-up", "Made up", "0" * 64, "nobody", plain, coded=coded)
    issues = issues_of(record)
    found = shares(issues.situations, shipped(), coded=coded)
    outcome = [float(random.choice(POINTS, p=p)) for p in found]
    told = tuple(
        Negotiation(**{**vars(one), "outcome": np.array(outcome[2 * i : 2 * i + 2])}) for i, one in enumerate(plain)
    )
    return Record("made-up", "Made up", "0" * 64, "nobody", told, ("These are made up.",), "a0", coded)


def _negotiation(random: np.random.Generator, number: int) -> Negotiation:
    actors = int(random.integers(3, 9))
    places = random.choice([0, 20, 50, 70, 100], (actors, 2)).astype(float)
    places[random.random(places.shape) < 0.1] = np.nan
    places[0] = [0, 100]
    return Negotiation(
        id=f"n{number}",
        actors=tuple(f"a{i}" for i in range(actors)),
        issues=(f"n{number}i1", f"n{number}i2"),
        position=places,
        salience=np.where(np.isfinite(places), random.uniform(0.1, 1, places.shape), 0.0),
        capability=random.uniform(0.2, 1, actors),
        scale_low=np.zeros(2),
        scale_high=np.full(2, 100.0),
        reference_point=np.array([0.0, np.nan]),
        outcome=np.full(2, np.nan),
        required=np.ones(actors, dtype=bool),
        part="train" if number % 4 else "dev",
    )
