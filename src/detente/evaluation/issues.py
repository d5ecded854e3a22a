"""The issues of concluded negotiations side by side, as arrays, for whoever forecasts or scores them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.domain.concluded import Negotiation, Record
from detente.ensemble.predictive.situations import TOP, Situations, situations_of
from detente.evaluation.scores import PerCase


@dataclass(frozen=True)
class Issues:
    """Issues on a scale of 0 to 100; (case, actor) arrays are padded with nan positions and weight 0.

    ``negotiation`` groups the issues that share their luck; ``situations`` is what the distribution looks at. Only
    ``outcome`` holds how they ended.
    """

    id: tuple[str, ...]
    negotiation: tuple[str, ...]
    part: tuple[str, ...]
    position: np.ndarray
    salience: np.ndarray
    capability: np.ndarray
    reference_point: PerCase
    outcome: PerCase
    situations: Situations

    def __len__(self) -> int:
        return len(self.id)

    @property
    def weight(self) -> np.ndarray:
        """Capability times salience, (case, actor)."""
        weight: np.ndarray = self.capability * self.salience
        return weight

    def where(self, kept: np.ndarray) -> Issues:
        """The issues that are kept."""
        pick = np.flatnonzero(kept)
        return Issues(
            id=tuple(self.id[i] for i in pick),
            negotiation=tuple(self.negotiation[i] for i in pick),
            part=tuple(self.part[i] for i in pick),
            position=self.position[pick],
            salience=self.salience[pick],
            capability=self.capability[pick],
            reference_point=self.reference_point[pick],
            outcome=self.outcome[pick],
            situations=take(self.situations, pick),
        )

    def known(self) -> Issues:
        """The issues with an outcome."""
        return self.where(np.isfinite(self.outcome))


def issues_of(record: Record, seed: int = 0, progress: Callable[[int, int], None] = lambda done, total: None) -> Issues:
    """Every issue of a record, in its order, with or without an outcome; no forecast input looks at an outcome."""
    actors = max(len(n.actors) for n in record.negotiations)
    situations = []
    for done, negotiation in enumerate(record.negotiations, start=1):
        situations += situations_of(negotiation.draws(), negotiation.reference_point, seed)
        progress(done, len(record.negotiations))
    low = _flat(record, lambda n: n.scale_low)
    # A scale of 0 to 100 must leave every number as it is, to the bit.
    unit = TOP / _flat(record, lambda n: n.scale_high - n.scale_low)
    position = _padded([n.position.T for n in record.negotiations], actors, np.nan)
    position = (position - low[:, None]) * unit[:, None]
    return Issues(
        id=tuple(n.issues[k] for n, k in record.issues()),
        negotiation=tuple(n.id for n, _ in record.issues()),
        part=tuple(n.part for n, _ in record.issues()),
        position=position,
        salience=_padded([n.salience.T for n in record.negotiations], actors, 0.0),
        capability=_padded(
            [np.broadcast_to(n.capability, (len(n.issues), len(n.actors))) for n in record.negotiations], actors, 0.0
        ),
        reference_point=(_flat(record, lambda n: n.reference_point) - low) * unit,
        outcome=(_flat(record, lambda n: n.outcome) - low) * unit,
        situations=stacked(situations, actors),
    )


def stacked(parts: Sequence[Situations], actors: int) -> Situations:
    """Situations of different negotiations one below the other, padded to the same number of actors."""
    return Situations(
        position=_padded([p.position for p in parts], actors, np.nan),
        weight=_padded([p.weight for p in parts], actors, 0.0),
        reference_point=np.concatenate([p.reference_point for p in parts]),
        unanimous=np.concatenate([p.unanimous for p in parts]),
        centres={name: np.concatenate([p.centres[name] for p in parts]) for name in parts[0].centres},
    )


def take(situations: Situations, pick: np.ndarray) -> Situations:
    """Some situations, by their places."""
    return Situations(
        position=situations.position[pick],
        weight=situations.weight[pick],
        reference_point=situations.reference_point[pick],
        unanimous=situations.unanimous[pick],
        centres={name: values[pick] for name, values in situations.centres.items()},
    )


def _padded(tables: Sequence[np.ndarray], width: int, fill: float) -> np.ndarray:
    padded = [np.pad(t.astype(float), ((0, 0), (0, width - t.shape[1])), constant_values=fill) for t in tables]
    return np.concatenate(padded)


def _flat(record: Record, of: Callable[[Negotiation], np.ndarray]) -> PerCase:
    values: PerCase = np.concatenate([np.asarray(of(n), dtype=float) for n in record.negotiations])
    return values
