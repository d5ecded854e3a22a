"""Everybody who forecasts in a backtest: baselines anybody can make, the engines, and whole distributions.

A forecaster gets the issues as they stood beforehand. The distributions that look at other outcomes (climatology) see
those of other negotiations only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.domain.backtest_answer import Kind
from detente.domain.concluded import Record
from detente.engines.catalogue import get_engine
from detente.ensemble.predictive.choice import mean_of
from detente.ensemble.predictive.features import POINTS
from detente.ensemble.predictive.parameters import Parameters
from detente.ensemble.predictive.situations import MIDDLE, TOP
from detente.ensemble.predictive.widening import shares_of_record
from detente.ensemble.specification import Specification
from detente.evaluation import baselines
from detente.evaluation.issues import Issues
from detente.evaluation.scores import PerCase

LAPLACE_SCALE = 20.0
PREDICTIVE = "predictive"
TRAIN = "train"


@dataclass(frozen=True)
class Forecasts:
    """One forecaster's answers: points (case,), on 0 to 100, nan where it has none.

    Where it gives a distribution, that is ``values`` with ``weights``, both (case, value).
    """

    name: str
    title: str
    kind: Kind
    point: PerCase
    values: np.ndarray | None = None
    weights: np.ndarray | None = None


def baseline_forecasts(issues: Issues, proposer: str, proposed: PerCase) -> list[Forecasts]:
    """The forecasts anybody can make; ``proposed`` is the proposer's position, nan where it has none."""
    equal = np.ones_like(issues.position)

    def line(name: str, title: str, point: PerCase) -> Forecasts:
        return Forecasts(name, title, "baseline", point)

    found = [
        line("mean", "mean of the positions", baselines.mean_position(issues.position)),
        line(
            "salience_mean",
            "mean of the positions, weighted by salience",
            baselines.weighted_mean_position(issues.position, np.where(issues.salience > 0, issues.salience, 0.0)),
        ),
        line("median", "median of the positions", baselines.weighted_median_position(issues.position, equal)),
        line("status_quo", "nothing changes: the reference point", baselines.status_quo(issues.reference_point)),
        line("constant", "always the middle, 50", baselines.constant(len(issues), MIDDLE)),
    ]
    return found + ([line("proposer", f"the position of {proposer}", proposed)] if proposer else [])


def proposed_of(record: Record) -> PerCase:
    """The proposer's position on every issue, on 0 to 100."""
    values = []
    for one, k in record.issues():
        there = one.actors.index(record.proposer) if record.proposer in one.actors else None
        at = np.nan if there is None else float(one.position[there, k])
        values.append((at - one.scale_low[k]) * (TOP / (one.scale_high[k] - one.scale_low[k])))
    return np.array(values)


def engine_forecasts(
    record: Record, names: Sequence[str], seed: int, progress: Callable[[int, int], None]
) -> list[Forecasts]:
    """Where each engine lands on every issue of the record; an election's chances are its distribution."""
    found = []
    actors = max(len(n.actors) for n in record.negotiations)
    for done, name in enumerate(names, start=1):
        point, values, weights = [], [], []
        for one in record.negotiations:
            outcome = Specification.parse(name).solve(one.draws(), seed)
            unit = TOP / (one.scale_high - one.scale_low)
            point.append((outcome.outcome[0] - one.scale_low) * unit)
            if outcome.candidates is not None and outcome.probability is not None:
                padding = ((0, 0), (0, actors - len(one.actors)))
                places = ((outcome.candidates[0] - one.scale_low) * unit).T
                values.append(np.pad(places, padding))
                weights.append(np.pad(outcome.probability[0].T, padding))
        title = get_engine(name.partition(":")[0]).title + (f", {name.partition(':')[2]}" if ":" in name else "")
        found.append(
            Forecasts(
                name,
                title,
                "engine",
                np.concatenate(point),
                np.concatenate(values) if values else None,
                np.concatenate(weights) if weights else None,
            )
        )
        progress(done, len(names))
    return found


def distributions(issues: Issues, climate: np.ndarray, parameters: Parameters, record: Record) -> list[Forecasts]:
    """Plain distributions to compare with, and the one the product uses; ``climate`` is from ``climatology``."""
    salience = np.where(np.isfinite(issues.position), issues.salience, 0.0)
    weight = np.where(np.isfinite(issues.position), issues.weight, 0.0)
    around = baselines.weighted_mean_position(issues.position, issues.weight)
    around_salience = baselines.weighted_mean_position(issues.position, salience)
    mixture = (
        0.5 * on_points(issues.position, salience) + 0.25 * laplace(around_salience, LAPLACE_SCALE) + 0.25 * climate
    )
    return [
        _empirical("positions_by_salience", "the positions, weighted by salience", issues.position, salience),
        _empirical("positions_by_weight", "the positions, weighted by capability x salience", issues.position, weight),
        of_points("laplace", "Laplace of scale 20 around the compromise", laplace(around, LAPLACE_SCALE)),
        of_points("climatology", "outcomes of other negotiations", climate),
        of_points("simple_mixture", "half positions, a quarter Laplace, a quarter other outcomes", mixture),
        predictive(issues, parameters, record),
    ]


def predictive(issues: Issues, parameters: Parameters, record: Record) -> Forecasts:
    """The distribution the product uses; needs no outcome of anything."""
    return of_points(
        PREDICTIVE,
        "Détente's predictive distribution",
        shares_of_record(issues.situations, parameters, record),
    )


def of_points(name: str, title: str, probabilities: np.ndarray) -> Forecasts:
    """A forecaster whose answer is the probability of each point of the scale, (case, point)."""
    values = np.broadcast_to(POINTS, probabilities.shape)
    return Forecasts(name, title, "distribution", mean_of(probabilities), values, probabilities)


def climatology(issues: Issues) -> np.ndarray:
    """How often outcomes of other negotiations were at each point, (case, point), those to train on where named."""
    trained = np.array([part == TRAIN for part in issues.part])
    known = np.isfinite(issues.outcome) & (trained if trained.any() else True)
    negotiation = np.array(issues.negotiation)
    rows = np.empty((len(issues), POINTS.size))
    for name in dict.fromkeys(issues.negotiation):
        others = issues.outcome[known & (negotiation != name)]
        counts = np.bincount(np.rint(np.clip(others, 0, TOP)).astype(int), minlength=POINTS.size).astype(float)
        # With no other outcome to go by every point is as likely.
        rows[negotiation == name] = counts / counts.sum() if counts.sum() else 1 / POINTS.size
    return rows


def laplace(centre: PerCase, scale: float) -> np.ndarray:
    """Laplace distributions clipped to the scale, as the probability of each point, (case, point)."""
    edges = np.concatenate([[-np.inf], POINTS[:-1] + 0.5, [np.inf]])
    z = (edges[None] - centre[:, None]) / scale
    below = np.where(z < 0, 0.5 * np.exp(np.minimum(z, 0)), 1 - 0.5 * np.exp(-np.maximum(z, 0)))
    probabilities: np.ndarray = np.diff(below, axis=1)
    return probabilities


def on_points(position: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Weighted positions as the probability of each point, (case, point)."""
    probabilities = np.zeros((len(position), POINTS.size))
    rows, actors = np.nonzero(weight > 0)
    cells = np.rint(position[rows, actors]).astype(int)
    np.add.at(probabilities, (rows, cells), weight[rows, actors])
    total = probabilities.sum(axis=1, keepdims=True)
    shared: np.ndarray = probabilities / np.where(total > 0, total, np.nan)
    return shared


def _empirical(name: str, title: str, position: np.ndarray, weight: np.ndarray) -> Forecasts:
    return Forecasts(name, title, "distribution", baselines.weighted_mean_position(position, weight), position, weight)
