"""What each asset of the ledger is worth to its owner: the compromise with it, less the compromise without it.

The whole difference rather than a derivative, on the same draws: an asset is there or it is not.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.agreement.margins import POINTS, loss, loss_rates
from detente.domain.axes import DrawIssue
from detente.domain.bargaining_answer import AssetWorth
from detente.domain.case import Case
from detente.domain.draws import Draws
from detente.engines.catalogue import get_engine
from detente.ensemble.combine import interval
from detente.measurement.capability import draw_capability

MOST_DRAWS = 1_000
ENGINE = "compromise"


def asset_worths(case: Case, draws: Draws, seed: int) -> tuple[AssetWorth, ...]:
    """Every entry of the ledger that is worth anything on the case's date, the most useful to its owner first.

    ``draws`` and ``seed`` are those of the case as it stands: removing an asset leaves all other draws as they are.
    """
    used = draws.block(0, MOST_DRAWS)
    rates = loss_rates(used)
    engine = get_engine(ENGINE)
    outcome = engine.solve(used).outcome
    found = []
    for place, asset in enumerate(case.leverage):
        actor = used.actors.index(asset.actor)
        less = capability_without(case, place, draws=used.n, seed=seed)
        if np.array_equal(less, used.capability[:, actor]):
            continue
        capability = np.array(used.capability)
        capability[:, actor] = less
        without = engine.solve(replace(used, capability=capability)).outcome
        moved = outcome - without
        # An issue on which nobody has weight lands nowhere with or without the asset.
        there = np.isfinite(moved)
        before, after = (np.where(there, at, used.reference_point) for at in (without, outcome))
        gain = (loss(used, rates, before) - loss(used, rates, after))[:, actor] * POINTS
        found.append(
            AssetWorth(
                place=place,
                actor=asset.actor,
                asset=asset.asset,
                kind=asset.kind,
                gain=interval(gain),
                mean_gain=float(gain.mean()),
                issues={issue: interval(moved[:, k]) for k, issue in enumerate(used.issues)},
                means={issue: _mean(moved[:, k]) for k, issue in enumerate(used.issues)},
            )
        )
    return tuple(sorted(found, key=lambda worth: -worth.mean_gain))


def capability_without(case: Case, place: int, *, draws: int, seed: int) -> DrawIssue:
    """The owner's capability on every issue without one entry; the floor where it has nothing else."""
    asset = case.leverage[place]
    # The entry is ended rather than taken out: the streams of others of the same name keep their numbers.
    ended = asset.model_copy(update={"until": asset.since})
    ledger = (*case.leverage[:place], ended, *case.leverage[place + 1 :])
    values, _ = draw_capability(case.model_copy(update={"leverage": ledger}), asset.actor, draws=draws, seed=seed)
    return values


def _mean(values: np.ndarray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")
