"""Precedent: which other disputes look like this one, and what their claimants would learn from a concession here.

Similarity is one minus the weighted mean distance over the features both disputes state (Gower 1971, Biometrics 27:
857). A package's clauses add up to a concession in [0, 1], each taking its share of what the others left. The lesson
is proportional to both: an assumption, since nobody has estimated its size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import Setting
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import PrecedentAnswer, PrecedentEffect

MODEL = "precedent"
LESSON = "P10"
ALIKE, UNLIKE = 0.25, 0.5
"""Features closer than the first are called alike, those farther than the second unlike."""


def precedent(setting: Setting) -> PrecedentAnswer | None:
    """What every package teaches, the most similar dispute first; None without ``consequences.precedents``."""
    if setting.facts.precedents is None or not setting.case.packages:
        return None
    effects = []
    for situation, package, held in setting.each():
        facts = situation.facts.precedents
        if facts is None:
            continue
        size, ids = concession(setting, held)
        clauses = tuple(h.clause.id for h in held if h.terms(MODEL))
        likeness = {
            key: similarity(facts.features, dispute.features, facts.weights) for key, dispute in facts.disputes.items()
        }
        for key in sorted(facts.disputes, key=lambda k: (-likeness[k], k)):
            dispute = facts.disputes[key]
            shift = setting.coefficients.draw(LESSON) * likeness[key] * size
            distances = {f: abs(v - facts.features[f]) for f, v in dispute.features.items() if f in facts.features}
            effects.append(
                PrecedentEffect(
                    scenario=situation.id,
                    package=package,
                    dispute=key,
                    title=dispute.title,
                    claimants=dispute.claimants,
                    similarity=likeness[key],
                    alike=tuple(f for f, d in distances.items() if d <= ALIKE),
                    unlike=tuple(f for f, d in distances.items() if d >= UNLIKE),
                    concession=float(np.mean(size)),
                    shift=figure(
                        shift, clauses=clauses, coefficients=(LESSON, *ids), facts=(f"precedents.disputes.{key}",)
                    ),
                )
            )
    notes = (
        "That claimants learn from concessions elsewhere is plausible and disputed; the size of the lesson is an "
        "assumption.",
    )
    return PrecedentAnswer(tuple(effects), notes)


def similarity(
    here: Mapping[str, float], there: Mapping[str, float], weights: Mapping[str, float] | None = None
) -> float:
    """In [0, 1]: 1 where all shared features agree; 0 where none is shared."""
    shared = [name for name in here if name in there]
    found = weights or {}
    total = sum(found.get(name, 1.0) for name in shared)
    if total <= 0:
        return 0.0
    return 1.0 - sum(found.get(name, 1.0) * abs(here[name] - there[name]) for name in shared) / total


def concession(setting: Setting, held: Sequence[Held]) -> tuple[PerDraw, tuple[str, ...]]:
    """How much a package concedes, in [0, 1], and the coefficients behind it; no clause ever lowers it."""
    left, ids = np.ones(setting.draws), []
    for term, clause in best_terms(held, MODEL).items():
        for key in setting.coefficients.ids(MODEL, term):
            left = left * (1 - clause.degree * np.clip(setting.coefficients.draw(key), 0.0, 1.0))
            ids.append(key)
    return 1 - left, tuple(ids)
