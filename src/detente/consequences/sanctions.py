"""Sanctions: the chance that they reach their aim, and what relief is worth to their target.

logit P = a + institution + cost + security issue, estimated on the 504 imposed cases of TIES v4 (Morgan, Bapat &
Kobayashi 2014), once counting negotiated settlements as success and once not. Relief is worth the exposure that is not
yet replaced, and only so far as compliance can be seen (Cilizoglu 2023).
"""

from __future__ import annotations

from scipy.special import expit

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import Setting, Situation
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import Figure
from detente.domain.economy import Regime
from detente.domain.economy_answer import RegimeSuccess, ReliefValue, SanctionsAnswer

MODEL = "sanctions"
LOOSE = {"intercept": "S04", "institution": "S05", "major": "S06", "severe": "S07", "security": "S08"}
STRICT = {"intercept": "S09a", "institution": "S09", "major": "S10a", "severe": "S10b", "security": "S09b"}
RELIEF_TERMS = ("relief_at_once", "relief_in_steps")
RAW = {
    ("imposed", False): "of all imposed sanctions 56% with settlements, 33% without (TIES v4, n = 540)",
    ("imposed", True): "with an institution 78% with settlements, 54% without (TIES v4)",
    ("threatened", False): "of threats alone 43%, settlements not counted (TIES v4, n = 484)",
    ("threatened", True): "of threats alone 43%, settlements not counted (TIES v4, n = 484)",
}
NOTES = (
    "An association in past cases, not the effect of one more sanction: senders choose whom they sanction.",
    "Of 292 cases since 1990, 85% were lifted by 2018, under half of them after the target complied (GIGA Focus "
    "5/2019).",
)


def sanctions(setting: Setting) -> SanctionsAnswer | None:
    """Every regime's chances, and every package's relief; None where the case states no regime."""
    if setting.facts.sanctions is None:
        return None
    regimes, relief = [], []
    for situation in setting.situations:
        facts = situation.facts.sanctions
        if facts is None:
            continue
        regimes += [_success(setting, situation, key, regime) for key, regime in facts.regimes.items()]
        for package, held in situation.held.items():
            relief += _relief(setting, situation, package, held)
    return SanctionsAnswer(setting.facts.sanctions.unit, tuple(regimes), tuple(relief), NOTES)


def log_odds(setting: Setting, regime: Regime, ids: dict[str, str]) -> tuple[PerDraw, tuple[str, ...]]:
    """(draw,) log odds of success, and the coefficients in it."""
    used = [ids["intercept"]]
    if regime.institution:
        used.append(ids["institution"])
    if regime.cost != "minor":
        used.append(ids[regime.cost])
    if regime.security_issue:
        used.append(ids["security"])
    return sum((setting.coefficients.draw(key) for key in used[1:]), setting.coefficients.draw(used[0])), tuple(used)


def relief_value(exposure: PerDraw, offset: PerDraw, detectable: PerDraw, degree: float) -> PerDraw:
    """What is freed and not yet replaced, as far as compliance can be seen: (draw,), never below 0."""
    value: PerDraw = exposure * (1 - offset) * detectable * degree
    return value


def _success(setting: Setting, situation: Situation, key: str, regime: Regime) -> RegimeSuccess:
    def chance(ids: dict[str, str]) -> Figure:
        odds, used = log_odds(setting, regime, ids)
        return figure(expit(odds), words="share", coefficients=used, facts=(f"sanctions.regimes.{key}",))

    return RegimeSuccess(
        situation.id, key, regime.name or key.replace("_", " "), regime.target, chance(LOOSE), chance(STRICT),
        RAW[regime.stage, regime.institution],
    )  # fmt: skip


def _relief(setting: Setting, situation: Situation, package: str, held: tuple[Held, ...]) -> list[ReliefValue]:
    terms = best_terms(held, MODEL)
    granted = [terms[name] for name in RELIEF_TERMS if name in terms]
    found: list[ReliefValue] = []
    facts = situation.facts.sanctions
    if not granted or facts is None:
        return found
    degree = max(h.degree for h in granted)
    for key, regime in facts.regimes.items():
        if regime.exposure is None:
            continue
        value = relief_value(
            setting.drawn(regime.exposure, MODEL, key, "exposure"),
            setting.drawn(regime.offset, MODEL, key, "offset"),
            setting.drawn(regime.detectable, MODEL, key, "detectable"),
            degree,
        )
        clauses = tuple(h.clause.id for h in granted)
        found.append(
            ReliefValue(
                situation.id,
                package,
                key,
                regime.target,
                degree,
                figure(value, clauses=clauses, facts=(f"sanctions.regimes.{key}",)),
                "snapback" in terms,
            )
        )
    return found
