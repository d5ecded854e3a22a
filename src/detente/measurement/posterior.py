"""Where the actors stand, as far as statements tell: the posterior of every position that a statement informs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from detente.domain.axes import PerDraw
from detente.domain.case import Case
from detente.domain.statement import Statement
from detente.measurement import model
from detente.measurement.axes import ChainKeptPair, ChainKeptSource, SamplePair
from detente.measurement.diagnostics import Diagnostics, effective_size, split_r_hat
from detente.measurement.model import Frame, Observations, Pair, PairEvidence
from detente.measurement.streams import key, stream


@dataclass(frozen=True)
class Schedule:
    """How long the sampler runs: chains, warm-up, positions kept of each chain, and iterations for one kept."""

    chains: int = 4
    warm_up: int = 300
    kept: int = 500
    thin: int = 4


WHOLE = Schedule()
# For questions asked many times of a median and a share, such as leaving each source out.
SHORT = Schedule(warm_up=150, kept=250, thin=2)


@dataclass(frozen=True, eq=False)
class PositionPosterior:
    """Joint samples of the positions that statements inform.

    samples : (sample, pair), on a 0 to 100 scale whatever the issue's own.
    evidence : what statements say about each pair, also of those without a position.
    waiting : pair -> ids of statements that would inform it if a person vouched for them.
    source_errors : (outlet, source type) -> posterior mean of the error's standard deviation, in points.
    """

    seed: int
    pairs: tuple[Pair, ...]
    samples: SamplePair
    evidence: Mapping[Pair, PairEvidence]
    diagnostics: Diagnostics
    source_errors: Mapping[Pair, float] = field(default_factory=dict)
    waiting: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)

    def position(self, actor: str, issue: str, draws: int) -> PerDraw | None:
        """``draws`` values in [0, 100], or None where no statement tells.

        Draw d takes the same sample for every pair, so that what the statements leave uncertain together stays
        together.
        """
        if (actor, issue) not in self.pairs:
            return None
        order = stream(self.seed, "posterior", "order").permutation(self.samples.shape[0])
        values: PerDraw = self.samples[np.resize(order, draws), self.pairs.index((actor, issue))]
        return values


def fit_positions(
    case: Case,
    statements: Sequence[Statement],
    *,
    seed: int,
    vouched: frozenset[str] = frozenset(),
    schedule: Schedule = WHOLE,
) -> PositionPosterior:
    """Posterior of all positions; sampled once for the same statements, so that scenarios share it.

    Of ``case`` only its ``Frame`` is used: ids of actors and issues, ``as_of``, publishers of sources.
    A statement that does not move a position by itself counts only if its id is in ``vouched``.
    """
    counted = model.counting(statements, vouched)
    fitted = _fit(Frame.of(case), tuple(counted), seed, schedule)
    return replace(fitted, waiting=_waiting(statements, {statement.id for statement in counted}))


@lru_cache(maxsize=32)
def _fit(frame: Frame, statements: tuple[Statement, ...], seed: int, schedule: Schedule) -> PositionPosterior:
    observations, evidence = model.observe(frame, statements)
    positions, errors = sample(observations, seed=seed, schedule=schedule)
    return PositionPosterior(
        seed=seed,
        pairs=observations.pairs,
        samples=positions.reshape(schedule.chains * schedule.kept, len(observations.pairs)),
        evidence=evidence,
        diagnostics=diagnose(positions, schedule),
        source_errors={s: float(errors[:, :, i].mean()) for i, s in enumerate(observations.sources)},
    )


def sample(
    observations: Observations, *, seed: int, schedule: Schedule = WHOLE, threads: int = 2
) -> tuple[ChainKeptPair, ChainKeptSource]:
    """Posterior samples of positions in [0, 100] and of the sources' error deviations in points.

    ``threads`` share the chains among them and change no bit of the result.
    """
    shape = (schedule.chains, schedule.kept)
    positions = np.empty((*shape, len(observations.pairs)))
    errors = np.empty((*shape, len(observations.sources)))
    if not observations.names:
        return positions, errors
    from detente.measurement.gibbs import run_chain  # loads Numba

    length = (schedule.warm_up, schedule.kept, schedule.thin)
    data: tuple[Any, ...] = (
        *(observations.pair, observations.cell, observations.source),
        *(observations.lower, observations.upper, observations.noise),
        _keys(seed, "observation", [(name,) for name in observations.names]),
        _keys(seed, "pair", observations.pairs),
        _keys(seed, "cell", observations.cells),
        _keys(seed, "source", observations.sources),
        key(seed, "bias"),
        np.array([model.ERROR_SHAPE, model.ERROR_SCALE, model.BIAS_SHAPE, model.BIAS_SCALE], dtype=np.float64),
    )

    def one(chain: int) -> None:
        arguments = [np.uint64(chain), *length, *data, positions[chain], errors[chain]]
        run_chain(*arguments)

    with ThreadPoolExecutor(max_workers=threads) as pool:  # the kernel releases the interpreter's lock
        list(pool.map(one, range(schedule.chains)))
    return positions, errors


def diagnose(positions: ChainKeptPair, schedule: Schedule) -> Diagnostics:
    """The worst R-hat and effective sample size of all positions."""
    pairs = range(positions.shape[2])
    return Diagnostics(
        r_hat=max((split_r_hat(positions[:, :, p]) for p in pairs), default=1.0),
        effective_size=min(
            (effective_size(positions[:, :, p]) for p in pairs), default=float(schedule.chains * schedule.kept)
        ),
        chains=schedule.chains,
        warm_up=schedule.warm_up,
        kept=schedule.kept,
        thin=schedule.thin,
    )


def _waiting(statements: Sequence[Statement], counted: set[str]) -> dict[Pair, tuple[str, ...]]:
    pairs: dict[Pair, set[str]] = {}
    for statement in statements:
        if statement.id not in counted:
            for indication in statement.indications:
                pairs.setdefault((indication.actor, indication.issue), set()).add(statement.id)
    return {pair: tuple(sorted(pairs[pair])) for pair in sorted(pairs)}


def _keys(seed: int, kind: str, names: Sequence[tuple[str, ...]]) -> np.ndarray:
    return np.array([key(seed, kind, *name) for name in names], dtype=np.uint64)
