"""Durability of a settlement: S(t|x) = exp(-(t/lambda)^rho exp(sum of beta_k x_k)), a Weibull proportional hazard.

The baseline reproduces a reference class of past peaces; what the case says of the war and the clauses of a package
multiply the hazard. Where the literature disagrees each reading is worked out, and all are pooled draw by draw. What
counts as failure changes the answer by a factor of three, so it is asked for, printed, and the others shown beside it.
Coefficients are associations over past peaces, not effects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.consequences.parts.clauses import Held
from detente.consequences.parts.hazard import (
    MODEL,
    Effect,
    Reading,
    added_up,
    circumstance_effects,
    clause_effects,
    pooled,
    readings,
)
from detente.consequences.parts.reference_classes import (
    FAILURE_WORDS,
    OWN,
    ReferenceClass,
    class_of,
    log_first_year_hazard,
    reference_classes,
    sampling_error,
)
from detente.consequences.parts.setting import BASELINE, Setting, Situation
from detente.consequences.parts.weibull import at_least_wide, shared_out, survival, survival_at
from detente.consequences.parts.wording import figure, interval_of
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import (
    Contribution,
    Curve,
    DurabilityAnswer,
    Figure,
    PackageDurability,
    ReferenceRow,
    SurvivalUnder,
)
from detente.domain.consequences import Failure, Settlement
from detente.domain.forecast import Interval
from detente.domain.streams import stream

SHAPE = "D10"
YEARS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0)
HEADLINE_YEAR = 5.0
LEAST_WIDTH = 0.20
"""No interval of a risk is given narrower than this: past peaces cannot tell more."""


def durability(setting: Setting) -> DurabilityAnswer | None:
    """Survival of every package's peace; None where the case states no war (``consequences.settlement``)."""
    facts = setting.facts.settlement
    if facts is None or not setting.case.packages:
        return None
    rivals = readings(setting)
    found: dict[tuple[str, str], PackageDurability] = {}
    frames: dict[str, _Frame] = {}
    for situation, package, held in setting.each():
        settlement = situation.facts.settlement
        if settlement is None:
            continue
        before = setting.earlier(situation, package, "settlement")
        if before is not None:
            known = found[before.id, package]
            found[situation.id, package] = replace(known, scenario=situation.id, survival=known.survival[:1])
            continue
        if situation.id not in frames:
            frames[situation.id] = _frame(setting, situation, settlement, rivals)
        found[situation.id, package] = _package(frames[situation.id], package, held)
    return DurabilityAnswer(
        failure=facts.failure,
        failure_words=dict(FAILURE_WORDS),
        packages=tuple(found.values()),
        reference=reference_rows(setting.coefficients.draw(SHAPE), facts.calibration),
        variants={reading.key: reading.words for reading in rivals if reading.key},
        notes=_notes(setting),
    )


def reference_rows(rho: PerDraw, calibration: str) -> tuple[ReferenceRow, ...]:
    """Every class as published, and as the model returns it with no clause and no circumstance: means over draws."""
    rows = []
    for key, known in reference_classes().items():
        for failure, row in known.failures.items():
            years = tuple(sorted(row.survival))
            modelled = survival(rho, log_first_year_hazard(row.survival, rho, calibration), years).mean(axis=0)
            points = tuple((year, row.survival[year], float(m)) for year, m in zip(years, modelled, strict=True))
            rows.append(ReferenceRow(key, known.name, failure, row.n, known.source, points))
    return tuple(rows)


@dataclass(frozen=True, eq=False)
class _Frame:
    """What all packages of one situation share: the class, its hazard by failure, what the war adds by reading."""

    setting: Setting
    situation: Situation
    facts: Settlement
    key: str
    reference: ReferenceClass
    rho: PerDraw
    rivals: tuple[Reading, ...]
    circumstances: tuple[tuple[Effect, ...], ...]
    levels: dict[Failure, PerDraw]

    def effects(self, held: Sequence[Held], without: str = "") -> list[tuple[Effect, ...]]:
        """By reading: circumstances (but the one called ``without``), then clauses."""
        return [
            (
                *(e for e in found if e.key != without),
                *clause_effects(self.setting.coefficients, held, reading, self.reference.has),
            )
            for reading, found in zip(self.rivals, self.circumstances, strict=True)
        ]

    def kept(self, effects: Sequence[Effect]) -> PerDraw:
        """Chance of HEADLINE_YEAR years without failure of the kind asked about."""
        level = self.levels[self.facts.failure]
        return survival_at(self.rho, level + added_up(effects, self.setting.draws), HEADLINE_YEAR)


def _frame(setting: Setting, situation: Situation, facts: Settlement, rivals: tuple[Reading, ...]) -> _Frame:
    key, reference = class_of(facts)
    rho = setting.coefficients.draw(SHAPE)
    levels = {}
    for failure, row in reference.failures.items():
        error = stream(setting.seed, "consequence", MODEL, "class", key, failure).standard_normal(setting.draws)
        past = _drawn_row(setting, facts) if key == OWN else row.survival
        levels[failure] = log_first_year_hazard(past, rho, facts.calibration) + sampling_error(row) * error
    circumstances = tuple(circumstance_effects(setting, facts, reference, reading) for reading in rivals)
    return _Frame(setting, situation, facts, key, reference, rho, rivals, circumstances, levels)


def _drawn_row(setting: Setting, facts: Settlement) -> dict[float, PerDraw]:
    """The analyst's own class, drawn: one stream, so that a class that holds well early holds well late."""
    stated = facts.own_class.survival if facts.own_class is not None else {}
    return {year: setting.drawn(quantity, MODEL, "own_class") for year, quantity in stated.items()}


def _package(frame: _Frame, package: str, held: tuple[Held, ...]) -> PackageDurability:
    by_reading = frame.effects(held)
    effects = pooled(by_reading, frame.setting.draws)
    start, end = frame.kept(()), frame.kept(effects)
    shifts = shared_out([e.beta for e in effects], frame.levels[frame.facts.failure], frame.rho, HEADLINE_YEAR)
    return PackageDurability(
        scenario=frame.situation.id,
        package=package,
        survival=tuple(_survivals(frame, effects, by_reading)),
        start=_share(start, ()),
        contributions=tuple(
            Contribution(e.kind, e.key, e.name, _shift(e, shift), _shift(e, _left_out(frame, held, e) - end))
            for e, shift in zip(effects, shifts, strict=True)
        ),
        result=_share(end, effects),
    )


def _survivals(frame: _Frame, effects: Sequence[Effect], by_reading: Sequence[Sequence[Effect]]) -> list[SurvivalUnder]:
    """The failure asked about, pooled, then by reading; then the other failures. Scenarios show the first only."""
    asked = frame.facts.failure
    found = [_under(frame, asked, "", effects)]
    if frame.situation.id != BASELINE:
        return found
    if len(frame.rivals) > 1:
        found += [_under(frame, asked, r.key, e) for r, e in zip(frame.rivals, by_reading, strict=True)]
    return found + [_under(frame, failure, "", effects) for failure in frame.reference.failures if failure != asked]


def _under(frame: _Frame, failure: Failure, variant: str, effects: Sequence[Effect]) -> SurvivalUnder:
    shares = survival(frame.rho, frame.levels[failure] + added_up(effects, frame.setting.draws), YEARS)
    low, mid, high = np.quantile(shares, (0.1, 0.5, 0.9), axis=0)
    bands = [
        at_least_wide(Interval(*(float(v) for v in three)), LEAST_WIDTH * min(1.0, year / HEADLINE_YEAR))
        for year, *three in zip(YEARS, low, mid, high, strict=True)
    ]
    return SurvivalUnder(
        failure=failure,
        variant=variant,
        reference=frame.key,
        n=frame.reference.failures[failure].n,
        curve=Curve(YEARS, tuple(b.low for b in bands), tuple(b.mid for b in bands), tuple(b.high for b in bands)),
        risk_5=_share(1 - shares[:, YEARS.index(HEADLINE_YEAR)], effects),
        asked=failure == frame.facts.failure,
    )


def _left_out(frame: _Frame, held: tuple[Held, ...], effect: Effect) -> PerDraw:
    """Chance of peace when one clause or circumstance alone is left out."""
    if effect.kind == "clause":
        left = frame.effects([h for h in held if h.clause.id != effect.key])
    else:
        left = frame.effects(held, without=effect.key)
    return frame.kept(pooled(left, frame.setting.draws))


def _share(draws: PerDraw, effects: Sequence[Effect]) -> Figure:
    return figure(
        draws,
        words="share",
        clauses=tuple(e.key for e in effects if e.kind == "clause"),
        coefficients=tuple(dict.fromkeys([SHAPE, *(i for e in effects for i in e.coefficients)])),
        facts=tuple(f"settlement.{e.key}" for e in effects if e.kind == "circumstance"),
        interval=at_least_wide(interval_of(draws), LEAST_WIDTH),
    )


def _shift(effect: Effect, draws: PerDraw) -> Figure:
    of_clause = effect.kind == "clause"
    return figure(
        draws,
        words="points",
        clauses=(effect.key,) if of_clause else (),
        coefficients=effect.coefficients,
        facts=() if of_clause else (f"settlement.{effect.key}",),
    )


def _notes(setting: Setting) -> tuple[str, ...]:
    early = float(np.mean(0.2 ** setting.coefficients.draw(SHAPE)))
    notes = [
        "These are associations over past peaces: those who agreed on a clause may have been readier for peace anyway.",
        f"Risk is greatest at the start: {early:.0%} of the hazard of ten years falls in the first two.",
    ]
    if setting.coefficients.from_the_other_war():
        notes.append(
            "Some coefficients were estimated on another kind of war than the one at hand (or on wars, where there is "
            "none), so their standard deviation was multiplied by 1.5; the list of coefficients marks them."
        )
    return tuple(notes)
