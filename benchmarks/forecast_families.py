"""Families of predictive distributions tried on DEU III, side by side: the table of docs/forecasts.md.

    python benchmarks/forecast_families.py DEU3.tsv

Each is fitted to the train part; CRPS, log score and errors are of train cross-validated by proposal (mean of three
shuffles) and of dev. The differences are paired with the shipped family on train, interval over proposals.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from detente.domain.concluded import Record
from detente.ensemble.predictive.choice import mean_of, normalised, quantiles_of
from detente.ensemble.predictive.features import FEATURES, POINTS, UNIT, at_position, dispersion_of, features
from detente.ensemble.predictive.parameters import shipped
from detente.ensemble.specification import EVERYTHING, expanded
from detente.evaluation import baselines, fitting
from detente.evaluation.bootstrap import paired_difference
from detente.evaluation.forecasters import climatology, distributions, engine_forecasts, laplace, on_points
from detente.evaluation.issues import Issues, issues_of
from detente.evaluation.scores import crps_from_quantiles, pit_bounds, share_between
from detente.storage.imports.concluded import read_record

SHUFFLES = 3
NAMES = list(FEATURES)
Probabilities = Callable[[int], np.ndarray]


@dataclass(frozen=True)
class Data:
    """All issues with an outcome, which of them are train, where every engine lands on them."""

    issues: Issues
    train: np.ndarray
    phi: np.ndarray
    near: dict[str, np.ndarray]
    points: dict[str, np.ndarray]


def main(file: str) -> None:
    record = read_record("deu3", Path(file))
    data = prepared(record)
    table = dict(families(data, record))
    shipped_crps = np.mean([crps(data, table["shipped"](seed)) for seed in range(SHUFFLES)], axis=0)
    heads = ("CV", "(sd)", "log", "MAE", "median", "80%", "Brier", "dev")
    print(f"{'':58s}", *(f"{head:>6s}" for head in heads), " difference in CV")
    for name, family in table.items():
        rows, dev, scores = [], [], []
        for seed in range(SHUFFLES):
            probabilities = family(seed)
            scores.append(crps(data, probabilities))
            rows.append(measured(data, probabilities, scores[-1]))
            dev.append(scores[-1][~data.train].mean())
        mean, spread = np.mean(rows, axis=0), np.std([row[0] for row in rows])
        proposals = np.array(data.issues.negotiation)[data.train].tolist()
        apart = paired_difference(np.mean(scores, axis=0)[data.train], shipped_crps[data.train], proposals, seed=1)
        shown = [f"{mean[0]:6.2f}", f"{spread:6.2f}", f"{mean[1]:6.3f}", *(f"{v:6.2f}" for v in mean[2:5])]
        shown += [
            f"{mean[5]:6.3f}",
            f"{np.mean(dev):6.2f}",
            f" {apart.mean:+.2f} [{apart.low:+.2f}, {apart.high:+.2f}]",
        ]
        print(f"{name:58s}", *shown, flush=True)


def prepared(record: Record) -> Data:
    everything = issues_of(record)
    known = np.isfinite(everything.outcome)
    asked = engine_forecasts(record, expanded([EVERYTHING]), 1, lambda done, total: None)
    issues, parameters = everything.where(known), shipped()
    compromise = issues.situations.centres["compromise"]
    landed = {one.name: np.where(np.isfinite(one.point[known]), one.point[known], compromise) for one in asked}
    width = dispersion_of(issues.situations) + parameters.width
    near = {name: -np.abs(POINTS[None] - at[:, None]) / UNIT / width[:, None] for name, at in landed.items()}
    train = np.array([part == "train" for part in issues.part])
    return Data(issues, train, features(issues.situations, parameters.width, parameters.unstated), near, landed)


def families(data: Data, record: Record) -> Iterable[tuple[str, Probabilities]]:
    """Everything that was tried, by name: a function from the shuffle to probabilities of all issues."""
    yield "shipped", logit(data, NAMES)
    for one in distributions(data.issues, climatology(data.issues), shipped(), record):
        if one.weights is not None and one.name not in ("predictive", "climatology"):
            fixed = one.weights
            if fixed.shape[1] != POINTS.size:
                fixed = on_points(data.issues.position, np.nan_to_num(fixed))
            yield f"no fit: {one.name}", lambda seed, fixed=fixed: fixed
    for scale in (12.0, 20.0):
        yield f"linear mixture, Laplace {scale:g}", mixture(data, scale, ())
        yield f"linear mixture, Laplace {scale:g}, weights by situation", mixture(data, scale, (), by_situation=True)
    some = ("challenge:scholz-text", "challenge:signed-votes")
    yield "linear mixture, with the challenge readings", mixture(data, 12.0, some)
    yield "linear mixture, challenge readings, by situation", mixture(data, 12.0, some, by_situation=True)
    yield "linear mixture, with every engine", mixture(data, 12.0, tuple(data.points))
    for left in ("at_position", "two_camps", "dispersion", "reference", "fives|tens", "low_end", "outside",
                 "near_compromise", "near_mean", "near_challenge", "near_mean|near_challenge"):  # fmt: skip
        kept = [name for name in NAMES if not any(part in name for part in left.split("|"))]
        yield f"shipped without {left.replace('|', ' and ')}", logit(data, kept)
    for name in data.near:
        if name not in ("compromise", "egalitarian", "kalai_smorodinsky", "nash:asymmetric"):
            yield f"shipped and near {name}", logit(data, NAMES, {name: data.near[name]}, bounded=True)
    bare = [name for name in NAMES if not name.startswith("near_")]
    yield "every engine and reading as a centre", logit(data, bare, data.near, bounded=True)
    defaults = {name: near for name, near in data.near.items() if ":" not in name}
    yield "every engine in its default reading as a centre", logit(data, bare, defaults, bounded=True)
    for name, column in candidates(data).items():
        yield f"shipped and {name}", logit(data, NAMES, {name: column})
    for ridge in (0.001, 0.003, 0.01, 0.1):
        yield f"shipped, penalty {ridge:g}", logit(data, NAMES, ridge=ridge)


def logit(
    data: Data,
    names: list[str],
    more: dict[str, np.ndarray] | None = None,
    *,
    bounded: bool = False,
    ridge: float | None = None,
) -> Probabilities:
    """A conditional logit on some features and further columns, (case, point)."""
    extra = list((more or {}).values())
    phi = np.concatenate([data.phi[:, :, [NAMES.index(n) for n in names]], *(c[:, :, None] for c in extra)], axis=2)
    bounds = np.array([n.startswith("near_") for n in names] + [bounded] * len(extra))
    penalty = shipped().ridge if ridge is None else ridge
    train = data.issues.where(data.train)

    def probabilities(seed: int) -> np.ndarray:
        found = np.zeros(phi.shape[:2])
        found[data.train] = fitting.left_out(train, phi[data.train], penalty, seed, bounds)
        weights = fitting.fit_weights(phi[data.train], train.outcome, penalty, None, bounds)
        found[~data.train] = normalised(phi[~data.train] @ weights)
        return found

    return probabilities


def candidates(data: Data) -> dict[str, np.ndarray]:
    """Columns that were tried and left out."""
    issues, at = data.issues, at_position(data.issues.situations).astype(float)
    support = on_points(issues.position, np.nan_to_num(issues.weight))
    pull = sum(data.phi[:, :, NAMES.index(f"near_{name}")] for name in ("compromise", "mean", "challenge"))
    unanimous = issues.situations.unanimous[:, None].astype(float)
    actors = (np.isfinite(issues.position).sum(axis=1)[:, None] - 18) / 8
    reference = np.where(np.isfinite(issues.reference_point), issues.reference_point, 0.0)[:, None]
    far = np.abs(reference - issues.situations.centres["compromise"][:, None]) / UNIT - 1.5
    poles = ((POINTS == 0) | (POINTS == 100)).astype(float)[None]
    return {
        "log of the support at a position": at * np.log(np.maximum(support, 0.01)),
        "the ends of the scale": np.broadcast_to(poles, at.shape),
        "the middle": np.broadcast_to((POINTS == 50).astype(float)[None], at.shape),
        "pull, by unanimity": pull * unanimous,
        "pull, by number of actors": pull * actors,
        "pull, by two camps": pull * np.asarray(at.sum(axis=1) == 2)[:, None],
        "positions, by unanimity": at * unanimous,
        "positions, by number of actors": at * actors,
        "reference point, by its distance": data.phi[:, :, NAMES.index("at_reference")] * far,
        "nearness to the reference point": -np.abs(POINTS[None] - reference) / UNIT,
        "share of weight at the ends": at * (support[:, [0, 100]].sum(axis=1)[:, None] - 0.5),
        "tilt to the low end": np.broadcast_to(-POINTS[None] / UNIT, at.shape),
    }


def mixture(
    data: Data, scale: float, engines: tuple[str, ...], *, by_situation: bool = False, penalty: float = 0.0003
) -> Probabilities:
    """A linear mixture of distributions, weights softmax of the situation, fitted to the CRPS (and a little log)."""
    issues = data.issues
    weight = np.where(np.isfinite(issues.position), issues.weight, 0.0)
    at = at_position(issues.situations).astype(float)
    equal = at / at.sum(axis=1, keepdims=True)
    poles = np.broadcast_to(np.where((POINTS == 0) | (POINTS == 100), 0.5, 0.0), at.shape)
    reference = (POINTS[None] == np.rint(issues.reference_point)[:, None]).astype(float)
    reference = np.where(np.isfinite(issues.reference_point)[:, None], reference, equal)
    around = baselines.weighted_mean_position(issues.position, issues.weight)
    fixed = [on_points(issues.position, weight), equal, laplace(around, scale), poles, reference]
    fixed += [laplace(data.points[name], scale) for name in engines]
    places = np.isfinite(issues.position).sum(axis=1)
    by = [np.ones(len(issues))]
    if by_situation:
        far = np.abs(np.nan_to_num(issues.reference_point) - around) / UNIT - 1.5
        by += [issues.situations.unanimous.astype(float), (places - 18) / 8, far, (at.sum(axis=1) == 2).astype(float)]
        by += [dispersion_of(issues.situations) - 1.2]
    z = np.stack(by, axis=1)

    def fitted(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        counts = np.bincount(issues.outcome[rows].astype(int), minlength=POINTS.size) + 0.1
        parts = np.stack([*fixed, np.broadcast_to(counts / counts.sum(), at.shape)], axis=2)
        found = _mixed(parts[rows], z[rows], issues.outcome[rows], penalty)
        return parts, found

    def spread(parts: np.ndarray, coefficients: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return (parts[rows] * normalised(z[rows] @ coefficients)[:, None, :]).sum(axis=2)

    def probabilities(seed: int) -> np.ndarray:
        found = np.zeros(at.shape)
        places_of_train = np.flatnonzero(data.train)
        fold = fitting.folds_of([issues.negotiation[i] for i in places_of_train], seed)
        for number in range(int(fold.max()) + 1):
            parts, coefficients = fitted(places_of_train[fold != number])
            found[places_of_train[fold == number]] = spread(parts, coefficients, places_of_train[fold == number])
        parts, coefficients = fitted(places_of_train)
        found[~data.train] = spread(parts, coefficients, np.flatnonzero(~data.train))
        return found / found.sum(axis=1, keepdims=True)

    return probabilities


def _mixed(parts: np.ndarray, z: np.ndarray, outcome: np.ndarray, penalty: float) -> np.ndarray:
    cases, _, number = parts.shape
    below, seen = np.cumsum(parts, axis=1)[:, :-1], parts[np.arange(cases), outcome.astype(int)]
    happened = (POINTS[None, :-1] >= outcome[:, None]).astype(float)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        coefficients = flat.reshape(z.shape[1], number)
        weights = normalised(z @ coefficients)
        chance = (weights * seen).sum(axis=1) + 1e-6
        gap = (below * weights[:, None, :]).sum(axis=2) - happened
        value = 0.9 * (gap**2).sum(axis=1).mean() / 10 - 0.1 * np.log(chance).mean()
        slope = 0.18 * (below * gap[:, :, None]).sum(axis=1) - 0.1 * seen / chance[:, None]
        slope = weights * (slope - (weights * slope).sum(axis=1, keepdims=True)) / cases
        return float(value + penalty * flat @ flat), (z.T @ slope).ravel() + 2 * penalty * flat

    found = minimize(loss, np.zeros(z.shape[1] * number), jac=True, method="L-BFGS-B")
    return np.asarray(found.x).reshape(z.shape[1], number)


def crps(data: Data, probabilities: np.ndarray) -> np.ndarray:
    return crps_from_quantiles(fitting.PERCENT, quantiles_of(probabilities, fitting.PERCENT), data.issues.outcome)


def measured(data: Data, probabilities: np.ndarray, scores: np.ndarray) -> list[float]:
    """CRPS, log score, errors of mean and median, coverage of the central 80%, Brier: of train."""
    pick, outcome = np.flatnonzero(data.train), data.issues.outcome[data.train]
    some = probabilities[pick]
    at = some[np.arange(pick.size), outcome.astype(int)]
    bounds = pit_bounds(np.broadcast_to(POINTS, some.shape), outcome, some)
    position = data.issues.position[pick]
    ends = np.isin(position, (0.0, 100.0)) | np.isnan(position)
    binary = ends.all(axis=1) & np.isin(outcome, (0.0, 100.0))
    above = some[:, 51:].sum(axis=1) + 0.5 * some[:, 50]
    return [
        float(scores[pick].mean()),
        float(-np.log(np.maximum(at, 1e-4)).mean()),
        float(np.abs(mean_of(some) - outcome).mean()),
        float(np.abs(quantiles_of(some, np.array([0.5]))[:, 0] - outcome).mean()),
        float(share_between(*bounds, 0.1, 0.9).mean()),
        float(((above - (outcome > 50)) ** 2)[binary].mean()),
    ]


if __name__ == "__main__":
    main(sys.argv[1])
