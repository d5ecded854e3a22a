"""Trust in a guarantor, and who else draws conclusions from what it does to one ally.

Prior Beta(7.5, 2.5): three in four commitments were honoured in war (Leeds 2003). An act of guarantor i towards ally k
adds to what observer j has seen: weight = s_jk (1 - h) exp(-age/tau), s_jk how alike j's situation is to k's (1 for
the ally itself), h the share of other guarantors defaulting at the same time (hard times teach less: LeVeck & Narang
2017), tau the memory. Kept promises add to the first parameter, broken ones to the second. Part of the literature holds
that current interests dominate and reputations do not travel: ``spillover: none``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.special import betainc, betaincinv

from detente.consequences.parts.clauses import Held
from detente.consequences.parts.setting import Setting, Situation
from detente.consequences.parts.wording import figure, interval_of
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import Figure, TrustAnswer, TrustChange
from detente.domain.consequences import Act, Guarantor, Trust
from detente.domain.forecast import Interval

MODEL = "trust"
PRIOR = "A01"
PRIOR_WEIGHT = 10.0
"""How many commitments the prior weighs: .75 of 10 honoured is Beta(7.5, 2.5)."""
DAYS_A_YEAR = 365.2425
FEW = 500


def trust(setting: Setting) -> TrustAnswer | None:
    """Every observer's trust in every guarantor; None where the case names none (``consequences.trust``)."""
    facts = setting.facts.trust
    if facts is None or not setting.case.packages:
        return None
    changes: list[TrustChange] = []
    told_apart: list[Trust] = [facts]
    known: dict[tuple[object, ...], TrustChange] = {}  # packages and scenarios often bring the same acts
    for situation, package, held in setting.each():
        told = situation.facts.trust
        if told is not None and told not in told_apart:
            told_apart.append(told)
        for name, guarantor in told.guarantors.items() if told is not None else ():
            happening = tuple((i, _degree(a, held)) for i, a in enumerate(guarantor.acts) if _happens(a, held))
            for observer in _observers(guarantor):
                assert told is not None  # noqa: S101 - no guarantors without
                key = (told_apart.index(told), name, observer, happening)
                if key not in known:
                    known[key] = _change(setting, told, situation, package, held, name, guarantor, observer)
                changes.append(replace(known[key], scenario=situation.id, package=package))
    notes = (
        "Whether third parties learn from what happens to others is disputed; the case sets spillover to "
        f"'{facts.spillover}'.",
    )
    return TrustAnswer(facts.spillover, facts.hedge_below, tuple(changes), notes)


def posterior(kept: PerDraw, reneged: PerDraw, prior: PerDraw | float = 0.75) -> tuple[PerDraw, PerDraw]:
    """Parameters of the Beta distribution of trust after so many weighted promises kept and broken."""
    return PRIOR_WEIGHT * prior + kept, PRIOR_WEIGHT * (1 - prior) + reneged


def weight(likeness: PerDraw, others_defaulting: PerDraw, age_years: float, memory_years: float) -> PerDraw:
    """How much an observer makes of an act: s (1 - h) exp(-age/tau), in [0, 1]."""
    found: PerDraw = likeness * (1 - others_defaulting) * np.exp(-age_years / memory_years)
    return found


def chance_honoured(setting: Setting, situation: Situation, held: Sequence[Held], guarantor: str, ally: str) -> PerDraw:
    """(draw,) the ally's mean trust in a guarantor under a package; the prior where the case says nothing of them."""
    facts = situation.facts.trust
    if facts is None or guarantor not in facts.guarantors:
        return setting.coefficients.draw(PRIOR)
    a, b = _parameters(setting, facts, facts.guarantors[guarantor], guarantor, ally, held)
    mean: PerDraw = a / (a + b)
    return mean


def _change(
    setting: Setting, facts: Trust, situation: Situation, package: str, held: Sequence[Held], name: str,
    guarantor: Guarantor, observer: str,
) -> TrustChange:  # fmt: skip
    before = _parameters(setting, facts, guarantor, name, observer, None)
    after = _parameters(setting, facts, guarantor, name, observer, held)
    acts = [act for act in guarantor.acts if _happens(act, held) and act.date is None]
    ids = (PRIOR, "A03") if facts.spillover == "prior" else (PRIOR,)
    clauses = tuple(dict.fromkeys(act.clause for act in acts if act.clause is not None))
    stated = tuple(f"trust.guarantors.{name}.acts[{i}]" for i, act in enumerate(guarantor.acts) if _happens(act, held))
    change = after[0] / (after[0] + after[1]) - before[0] / (before[0] + before[1])
    return TrustChange(
        scenario=situation.id,
        package=package,
        guarantor=name,
        observer=observer,
        before=_trust(before, ids, (), stated),
        after=_trust(after, ids, clauses, stated),
        change=figure(change, words="points", clauses=clauses, coefficients=ids, facts=stated),
        hedged_before=_below(before, facts.hedge_below),
        hedges=_below(after, facts.hedge_below),
        acts=tuple(act.what for act in acts),
    )


def _parameters(
    setting: Setting, facts: Trust, guarantor: Guarantor, name: str, observer: str, held: Sequence[Held] | None
) -> tuple[PerDraw, PerDraw]:
    """Beta parameters of an observer's trust: from past acts alone, or (``held``) with what a package brings."""
    kept, reneged = np.zeros(setting.draws), np.zeros(setting.draws)
    hard = setting.drawn(facts.others_defaulting, MODEL, "others_defaulting")
    for i, act in enumerate(guarantor.acts):
        past = act.date is not None
        if not (past if held is None else _happens(act, held)):
            continue
        likeness = _likeness(setting, facts, guarantor, name, observer, act)
        age = (setting.case.case.as_of - act.date).days / DAYS_A_YEAR if act.date is not None else 0.0
        share = setting.drawn(act.kept or act.reneged, MODEL, name, "act", str(i))
        seen = weight(likeness, hard, age, facts.memory_years) * share * _degree(act, held)
        if act.kept is not None:
            kept = kept + seen
        else:
            reneged = reneged + seen
    return posterior(kept, reneged, setting.coefficients.draw(PRIOR))


def _likeness(setting: Setting, facts: Trust, guarantor: Guarantor, name: str, observer: str, act: Act) -> PerDraw:
    """How alike an observer is to the ally of an act: 1 for the ally itself, else as the toggle says."""
    if observer == act.ally:
        return np.ones(setting.draws)
    if facts.spillover == "none":
        return np.zeros(setting.draws)
    if facts.spillover == "prior":
        return setting.coefficients.draw("A03")
    return setting.drawn(guarantor.observers.get(observer), MODEL, name, "observer", observer)


def _happens(act: Act, held: Sequence[Held]) -> bool:
    present = {h.clause.id for h in held}
    if act.clause is not None:
        return act.clause in present
    return act.without_clause is None or act.without_clause not in present


def _degree(act: Act, held: Sequence[Held] | None) -> float:
    """To what degree the clause an act hangs on is in the package."""
    return next((h.degree for h in held or () if h.clause.id == act.clause), 1.0)


def _observers(guarantor: Guarantor) -> list[str]:
    """The allies concerned first, then the others, each once."""
    return list(dict.fromkeys([*(act.ally for act in guarantor.acts), *guarantor.observers]))


def _trust(
    parameters: tuple[PerDraw, PerDraw], ids: tuple[str, ...], clauses: tuple[str, ...], stated: tuple[str, ...]
) -> Figure:
    """Mean trust; around it the central 80% of the Beta distribution at the mean parameters, not of simulation."""
    a, b = float(np.mean(parameters[0])), float(np.mean(parameters[1]))
    low, high = float(betaincinv(a, b, 0.1)), float(betaincinv(a, b, 0.9))
    mean = parameters[0] / (parameters[0] + parameters[1])
    spread = interval_of(mean)
    interval = Interval(min(low, spread.low), float(np.mean(mean)), max(high, spread.high))
    return figure(mean, words="share", clauses=clauses, coefficients=ids, facts=stated, interval=interval)


def _below(parameters: tuple[PerDraw, PerDraw], level: float) -> float:
    """Chance that trust lies below a level: the mean over draws of a smooth function, so that few draws do."""
    return float(np.mean(betainc(parameters[0][:FEW], parameters[1][:FEW], level)))
