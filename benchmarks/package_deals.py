"""Do package deals across the issues of one proposal help a forecast? Two ways to use them, with paired intervals.

    python benchmarks/package_deals.py DEU3.tsv

1. Marginal: the exchange model's landing point, which sees all issues of a proposal, as a further centre.
2. Joint: the issues of a proposal share a tilt towards one party (or the reference point), drawn once a proposal;
   its size is chosen on train, the joint log score compared with that of independent issues.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from detente.domain.concluded import Record
from detente.ensemble.predictive.choice import normalised, quantiles_of, shares
from detente.ensemble.predictive.features import POINTS, UNIT, dispersion_of, features
from detente.ensemble.predictive.parameters import shipped
from detente.evaluation import fitting
from detente.evaluation.bootstrap import cluster_interval, paired_difference
from detente.evaluation.forecasters import engine_forecasts
from detente.evaluation.issues import Issues, issues_of
from detente.evaluation.scores import crps_from_quantiles
from detente.storage.imports.concluded import read_record

SIZES = (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


def main(file: str) -> None:
    record = read_record("deu3", Path(file))
    everything = issues_of(record)
    known = np.isfinite(everything.outcome)
    train, dev = (known & np.array([p == part for p in everything.part]) for part in ("train", "dev"))
    print("1. The exchange model as a further centre: difference in CRPS, below zero it helps")
    for reading in ("exchange", "exchange:equations", "exchange:random-rate"):
        marginal(record, everything, train, dev, reading)
    print("\n2. A tilt shared by the issues of a proposal: gain in joint log score a proposal, above zero it helps")
    for towards in ("com", "ep", "de", "reference point"):
        joint(record, everything, train, dev, towards)


def marginal(record: Record, everything: Issues, train: np.ndarray, dev: np.ndarray, reading: str) -> None:
    parameters = shipped()
    centre = engine_forecasts(record, [reading], 1, lambda done, total: None)[0].point
    width = dispersion_of(everything.situations) + parameters.width
    column = -np.abs(POINTS[None] - centre[:, None]) / UNIT / width[:, None]
    plain = features(everything.situations, parameters.width, parameters.unstated)
    more = np.concatenate([plain, column[:, :, None]], axis=2)
    issues, own = everything.where(train), fitting.CENTRE_WEIGHTS
    found = {}
    for name, phi, bounds in (("plain", plain, own), ("more", more, np.append(own, True))):
        probabilities = np.zeros(plain.shape[:2])
        probabilities[train] = fitting.left_out(issues, phi[train], parameters.ridge, bounded=bounds)
        weights = fitting.fit_weights(phi[train], issues.outcome, parameters.ridge, bounded=bounds)
        probabilities[dev] = normalised(phi[dev] @ weights)
        quantiles = quantiles_of(probabilities, fitting.PERCENT)
        found[name] = crps_from_quantiles(fitting.PERCENT, quantiles, np.nan_to_num(everything.outcome))
        if name == "more":
            print(f"  {reading}: its weight {weights[-1]:.2f}")
    negotiation = np.array(everything.negotiation)
    for part, mask in (("train, cross-validated", train), ("dev", dev), ("both", train | dev)):
        interval = paired_difference(found["more"][mask], found["plain"][mask], negotiation[mask].tolist(), seed=1)
        print(f"    {part:24s} {interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}] n={interval.n}")


def joint(record: Record, everything: Issues, train: np.ndarray, dev: np.ndarray, towards: str) -> None:
    parameters = shipped()
    place = everything.reference_point if towards == "reference point" else positions_of(record, towards)
    probabilities = shares(everything.situations, parameters, coded=True)
    probabilities[train] = fitting.left_out(
        everything.where(train),
        features(everything.situations, parameters.width, parameters.unstated)[train],
        parameters.ridge,
    )
    nearness = np.where(np.isfinite(place)[:, None], -np.abs(POINTS[None] - place[:, None]) / UNIT, 0.0)
    gains = {size: gain(everything, probabilities, nearness, size) for size in SIZES}
    names, in_train = proposals(everything, train)
    _, in_dev = proposals(everything, dev)
    best = max(SIZES, key=lambda size: gains[size][in_train].sum())
    print(f"  towards {towards}: size chosen on train {best:g}")
    for part, mask in (("train", in_train), ("dev", in_dev)):
        chosen = np.flatnonzero(mask)
        interval = cluster_interval(gains[best][chosen], [names[i] for i in chosen], seed=1)
        always = cluster_interval(gains[0.5][chosen], [names[i] for i in chosen], seed=1)
        print(
            f"    {part:6s} {interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}], at size .5 "
            f"{always.mean:+.3f} [{always.low:+.3f}, {always.high:+.3f}], {interval.n} proposals of two issues or more"
        )


def gain(everything: Issues, probabilities: np.ndarray, nearness: np.ndarray, size: float) -> np.ndarray:
    """For each proposal the joint log score with a shared tilt of that size, less that with a tilt of its own for
    each issue: what the sharing adds, marginals being equal.
    """  # fmt: skip
    cells = np.rint(np.nan_to_num(everything.outcome)).astype(int)
    tilts = size * NODES
    log_weight = np.log(WEIGHTS / WEIGHTS.sum())
    logs = np.log(probabilities)[:, None, :] + tilts[None, :, None] * nearness[:, None, :]
    logs -= logs.max(axis=2, keepdims=True)
    scores = logs[np.arange(len(cells)), :, cells] - np.log(np.exp(logs).sum(axis=2))
    alone = np.logaddexp.reduce(scores + log_weight, axis=1)
    names = list(dict.fromkeys(everything.negotiation))
    result = np.zeros(len(names))
    for i, name in enumerate(names):
        rows = [k for k, n in enumerate(everything.negotiation) if n == name and np.isfinite(everything.outcome[k])]
        together = np.logaddexp.reduce(scores[rows].sum(axis=0) + log_weight)
        result[i] = together - alone[rows].sum()
    return result


def proposals(everything: Issues, kept: np.ndarray) -> tuple[list[str], np.ndarray]:
    """All proposals, and which have at least two of the issues kept."""
    names = list(dict.fromkeys(everything.negotiation))
    counts = dict.fromkeys(names, 0)
    for name, one in zip(everything.negotiation, kept, strict=True):
        counts[name] += int(one)
    return names, np.array([counts[name] >= 2 for name in names])


def positions_of(record: Record, actor: str) -> np.ndarray:
    return np.array(
        [one.position[one.actors.index(actor), k] if actor in one.actors else np.nan for one, k in record.issues()]
    )


if __name__ == "__main__":
    main(sys.argv[1])
