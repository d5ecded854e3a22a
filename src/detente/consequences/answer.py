"""All consequences of a case: each model answers from the same setting, or says nothing where the case does not ask.

To add a model: its facts as a field of ``domain.consequences.Consequences``, its answer as a field of
``domain.consequence_answer.ConsequenceAnswer``, its file here, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from detente.consequences.durability import durability
from detente.consequences.energy import energy
from detente.consequences.macro import macro
from detente.consequences.minerals import minerals
from detente.consequences.parts.setting import Setting, setting_of
from detente.consequences.precedent import precedent
from detente.consequences.reactions import reactions
from detente.consequences.regroup import regroup
from detente.consequences.sanctions import sanctions
from detente.consequences.trust import trust
from detente.domain.case import Case
from detente.domain.consequence_answer import CoefficientUse, ConsequenceAnswer

MODELS: dict[str, Callable[[Setting], Any]] = {
    "durability": durability,
    "regroup": regroup,
    "trust": trust,
    "reactions": reactions,
    "precedents": precedent,
    "sanctions": sanctions,
    "energy": energy,
    "macro": macro,
    "minerals": minerals,
}
"""By field of the answer; None where the case does not state what the model needs."""

MOST_DRAWS = 10_000
"""More draws than this would only sharpen simulation error, which is far below what is not known."""


def answer_consequences(
    case: Case, *, seed: int = 1, draws: int = MOST_DRAWS, models: Collection[str] = tuple(MODELS)
) -> ConsequenceAnswer | None:
    """What the case's packages would do under its scenarios; None where the case asks for no consequence.

    ``models`` are those of MODELS that are asked.

    Raises InputError for clauses or coefficients nobody knows, CaseError for facts of a scenario that do not fit.
    """
    setting = setting_of(case, seed=seed, draws=min(draws, MOST_DRAWS))
    found = {name: model(setting) for name, model in MODELS.items() if name in models}
    if not any(part is not None for part in found.values()):
        return None
    return ConsequenceAnswer(clauses=setting.package_clauses(), coefficients=_used(setting), **found)


def _used(setting: Setting) -> tuple[CoefficientUse, ...]:
    """The coefficients drawn, each with the clauses through which it enters."""
    held = {h.clause.id: h for _, _, clauses in setting.each() for h in clauses}
    order = [held[key] for key in setting.clauses if key in held]
    return tuple(
        replace(use, clauses=tuple(h.clause.id for h in order if use.term in h.terms(use.model)))
        for use in setting.coefficients.used()
    )
