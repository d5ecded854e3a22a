"""The wider economy: geopolitical risk, output and inflation, scaled from what the war of 2022 did.

The war-related rise of geopolitical risk in 2022 cost the world 1.5% of output and added 1.3 points of inflation
(Caldara, Conlisk, Iacoviello & Penn, FEDS Notes, 27 May 2022). A package that takes back a stated part of such a rise
gives back that part; linear scaling is an assumption.
"""

from __future__ import annotations

from detente.consequences.parts.setting import Setting
from detente.consequences.parts.wording import figure
from detente.domain.economy_answer import MacroAnswer, MacroEffect

OUTPUT, INFLATION = "G01", "G02"
NOTES = ("Scaled in proportion from one episode: a first guess at the size, not a forecast of growth.",)


def macro(setting: Setting) -> MacroAnswer | None:
    """Every package for which the case states a change of risk; None where it states none."""
    if setting.facts.macro is None:
        return None
    effects = []
    for situation, package, _ in setting.each():
        facts = situation.facts.macro
        if facts is None or package not in facts.risk:
            continue
        risk = setting.drawn(facts.risk[package], "macro", package)
        named = (f"macro.risk.{package}",)
        effects.append(
            MacroEffect(
                situation.id,
                package,
                figure(risk, facts=named),
                figure(risk * setting.coefficients.draw(OUTPUT), coefficients=(OUTPUT,), facts=named),
                figure(risk * setting.coefficients.draw(INFLATION), coefficients=(INFLATION,), facts=named),
            )
        )
    return MacroAnswer(tuple(effects), NOTES)
