"""From statements to observations of latent positions: the model's data and its priors.

| symbol      | meaning                                                        | prior                             |
|-------------|----------------------------------------------------------------|-----------------------------------|
| theta_p     | position of pair p = (actor, issue) on a 0 to 100 scale         | uniform on [0, 100]               |
| b_c         | shift of an outlet on an issue, c = (outlet, issue)             | normal(0, tau^2)                  |
| tau^2       | how far outlets shift                                          | inverse gamma, mean BIAS^2        |
| sigma_s^2   | error variance of source s = (outlet, source type)             | inverse gamma, mean ERROR^2       |
| lambda_k    | weight of observation k: small for an outlier                  | gamma(nu/2, nu/2), nu = 4         |
| x_k         | what k says: normal(theta + b, sigma_s^2 m_k^2 / lambda_k)      |                                   |
| level of k  | the fifth of the scale x_k falls in: cut points 20, 40, 60, 80  |                                   |

An ordinal probit with fixed cut points (Albert and Chib 1993, JASA 88:669) and, through lambda, Student-t errors
(Geweke 1993, Journal of Applied Econometrics 8:S19): statements that contradict each other widen the interval
instead of cancelling. A shift belongs to an outlet *on an issue* because the two ends of a scale are named at will:
there is no direction that all issues share. However many statements one outlet prints about an issue, they do not
narrow an interval below what its shift leaves open.

Statements of one independence group about one pair are one observation: at the mean of their levels, as noisy as the
clearest of them and with that one's outlet, noisier the more they disagree. Ten reprints of one sentence are one
sentence.

Coders who read one statement differently enter with a weight of 1/k each, k being their number (``Indication.weight``).
They are one observation too: at the mean of their levels, noisier by the variance between them, and noisier again
by 1/sqrt(share) where only a share of them sees a direction at all. Coding is a measurement with an error of its own,
and disagreement is the only sight of it (Benoit, Laver and Mikhaylov 2009, American Journal of Political Science
53:495; Mikhaylov, Laver and Benoit 2012, Political Analysis 20:78).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from detente.domain.case import Case
from detente.domain.errors import InputError
from detente.domain.statement import Statement
from detente.measurement.axes import IndexOfObservation, PerObservation
from detente.measurement.weights import STANCE_INTENSITY, TYPICAL_ERROR, age_known, noise_multiplier

Pair = tuple[str, str]

LEVELS = 5
FIFTH = 100.0 / LEVELS
# Inverse gamma (shape, scale): scale/(shape - 1) is the mean.
ERROR_SHAPE, ERROR_SCALE = 4.0, 3.0 * TYPICAL_ERROR**2
TYPICAL_BIAS = 6.0
BIAS_SHAPE, BIAS_SCALE = 3.0, 2.0 * TYPICAL_BIAS**2


@dataclass(frozen=True)
class Frame:
    """What of a case the reading of statements depends on, none of which a scenario changes.

    outlets : (document, publisher) where the case knows one; other documents are outlets of their own.
    """

    as_of: dt.date
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    outlets: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, case: Case) -> Frame:
        """The frame of a case, names sorted."""
        published = {(s.document, s.publisher) for s in case.sources.values() if s.document and s.publisher}
        return cls(case.case.as_of, tuple(sorted(case.actors)), tuple(sorted(case.issues)), tuple(sorted(published)))


@dataclass(frozen=True)
class Observations:
    """Interval-censored observations of latent positions, with the names their random numbers are keyed by.

    pair, cell, source : index of each observation into ``pairs``, ``cells``, ``sources``.
    lower, upper : the interval of the 0 to 100 scale it falls in; infinite at the scale's ends.
    noise : multiplier m_k of the source's standard deviation.
    """

    names: tuple[str, ...]
    pairs: tuple[Pair, ...]
    cells: tuple[Pair, ...]
    sources: tuple[Pair, ...]
    pair: IndexOfObservation
    cell: IndexOfObservation
    source: IndexOfObservation
    lower: PerObservation
    upper: PerObservation
    noise: PerObservation


@dataclass(frozen=True)
class PairEvidence:
    """What statements say about one actor on one issue.

    statements : ids of all that count, sorted. positional : of those that indicate a position.
    groups : number of independent ones among all. levels : mean level of each group that indicates a position.
    outlets : number of outlets of the statements that indicate a position.
    firm_levels, firm_statements : those that read as a line the actor will not cross.
    emphasis : sum over the groups of the strongest stance word's intensity, the sign of salience.
    dated_levels : (day said, level) of the groups whose day is known, by day.
    """

    statements: tuple[str, ...] = ()
    positional: tuple[str, ...] = ()
    groups: int = 0
    outlets: int = 0
    levels: tuple[float, ...] = ()
    firm_levels: tuple[float, ...] = ()
    firm_statements: tuple[str, ...] = ()
    emphasis: float = 0.0
    dated_levels: tuple[tuple[str, float], ...] = ()


@dataclass
class _Group:
    statements: list[Statement] = field(default_factory=list)
    indicated: list[tuple[Statement, int, bool]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)


def counting(statements: Iterable[Statement], vouched: frozenset[str]) -> list[Statement]:
    """The statements that may inform an estimate, once each, sorted by id: their order must not matter."""
    unique = {s.id: s for s in statements if s.moves_position or s.id in vouched}
    return [unique[key] for key in sorted(unique)]


def observe(frame: Frame, statements: Sequence[Statement]) -> tuple[Observations, dict[Pair, PairEvidence]]:
    """Observations of positions, and the evidence for each pair; ``statements`` as ``counting`` returns them."""
    outlet = dict(frame.outlets)
    grouped = _grouped(frame, statements)
    observations: list[tuple[Pair, str, Pair, float, float, float]] = []
    evidence: dict[Pair, PairEvidence] = {}
    for pair in sorted(grouped):
        groups = grouped[pair]
        levels, dated, firm_levels = [], [], []
        for name in sorted(groups):
            group = groups[name]
            if not group.indicated:
                continue
            level, noise, clearest = _collapse(frame.as_of, group)
            source = (outlet.get(clearest.document, clearest.document), clearest.source_type)
            observations.append((pair, name, source, *_interval(level), noise))
            levels.append(level)
            days = [s.time_said for s, _, _ in group.indicated if age_known(s.time_said)]
            dated.extend([(min(days), level)] if days else [])
            firm = [lev for _, lev, is_firm in group.indicated if is_firm]
            firm_levels.extend([sum(firm) / len(firm)] if firm else [])
        evidence[pair] = _evidence(list(groups.values()), outlet, levels, sorted(dated), firm_levels)
    return _as_arrays(observations), evidence


def _grouped(frame: Frame, statements: Sequence[Statement]) -> dict[Pair, dict[str, _Group]]:
    grouped: dict[Pair, dict[str, _Group]] = {}

    def group(pair: Pair, statement: Statement) -> _Group:
        name = statement.independence_group or statement.id
        return grouped.setdefault(pair, {}).setdefault(name, _Group())

    for statement in statements:
        about = {(a, i) for a in statement.actors for i in statement.issues}
        about |= {(indication.actor, indication.issue) for indication in statement.indications}
        for pair in sorted(about):
            if pair[0] in frame.actors and pair[1] in frame.issues:
                group(pair, statement).statements.append(statement)
        for indication in statement.indications:
            if not 0 <= indication.level < LEVELS:
                raise InputError(
                    f"statement {statement.id}, indication on '{indication.issue}'",
                    f"a level from 0 to {LEVELS - 1}",
                    str(indication.level),
                    "correct the level in the statement's review",
                )
            pair = (indication.actor, indication.issue)
            if pair[0] in frame.actors and pair[1] in frame.issues:
                group(pair, statement).indicated.append((statement, indication.level, indication.firm))
                group(pair, statement).weights.append(indication.weight)
    return grouped


def _collapse(as_of: dt.date, group: _Group) -> tuple[float, float, Statement]:
    """Level, noise multiplier and clearest statement of a group that counts as one observation."""
    shares: dict[str, float] = {}
    for (statement, _, _), weight in zip(group.indicated, group.weights, strict=True):
        shares[statement.id] = min(1.0, shares.get(statement.id, 0.0) + weight)
    noises = [noise_multiplier(s, as_of) / math.sqrt(shares[s.id]) for s, _, _ in group.indicated]
    weights = [weight / noise**2 for noise, weight in zip(noises, group.weights, strict=True)]
    levels = [float(level) for _, level, _ in group.indicated]
    # All equal must give that level exactly: the ends of the scale are open intervals.
    mean = levels[0] if len(set(levels)) == 1 else math.fsum(map(_product, weights, levels)) / math.fsum(weights)
    variance = math.fsum(w * (level - mean) ** 2 for w, level in zip(weights, levels, strict=True)) / math.fsum(weights)
    noise = math.sqrt(min(noises) ** 2 + variance * (FIFTH / TYPICAL_ERROR) ** 2)
    return mean, noise, group.indicated[noises.index(min(noises))][0]


def _product(a: float, b: float) -> float:
    return a * b


def _interval(level: float) -> tuple[float, float]:
    lower = FIFTH * level if level > 0 else -math.inf
    upper = FIFTH * (level + 1) if level < LEVELS - 1 else math.inf
    return lower, upper


def _evidence(
    groups: list[_Group],
    outlet: dict[str, str],
    levels: list[float],
    dated: list[tuple[str, float]],
    firm_levels: list[float],
) -> PairEvidence:
    statements = {s.id: s for g in groups for s in g.statements}
    firm = {s.id for g in groups for s, _, is_firm in g.indicated if is_firm}
    return PairEvidence(
        statements=tuple(sorted(statements)),
        positional=tuple(sorted({s.id for g in groups for s, _, _ in g.indicated})),
        groups=len(groups),
        outlets=len({outlet.get(s.document, s.document) for g in groups for s, _, _ in g.indicated}),
        levels=tuple(levels),
        dated_levels=tuple(dated),
        firm_levels=tuple(firm_levels),
        firm_statements=tuple(sorted(firm)),
        emphasis=math.fsum(max(STANCE_INTENSITY[s.stance] for s in g.statements) for g in groups),
    )


def _as_arrays(rows: list[tuple[Pair, str, Pair, float, float, float]]) -> Observations:
    pairs = tuple(sorted({row[0] for row in rows}))
    sources = tuple(sorted({row[2] for row in rows}))
    cells = tuple(sorted({(row[2][0], row[0][1]) for row in rows}))
    return Observations(
        names=tuple("\x1f".join((row[1], *row[0])) for row in rows),
        pairs=pairs,
        cells=cells,
        sources=sources,
        pair=_indices([row[0] for row in rows], pairs),
        cell=_indices([(row[2][0], row[0][1]) for row in rows], cells),
        source=_indices([row[2] for row in rows], sources),
        lower=np.array([row[3] for row in rows], dtype=np.float64),
        upper=np.array([row[4] for row in rows], dtype=np.float64),
        noise=np.array([row[5] for row in rows], dtype=np.float64),
    )


def _indices(values: list[Pair], known: tuple[Pair, ...]) -> IndexOfObservation:
    place = {value: i for i, value in enumerate(known)}
    return np.array([place[value] for value in values], dtype=np.int64)
