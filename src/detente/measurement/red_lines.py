"""Red lines draw by draw: where the line lies, and in which draws it holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.domain.axes import DrawMask, PerDraw
from detente.domain.case import Issue, RedLine
from detente.domain.draws import Basis
from detente.domain.quantity import Quantity
from detente.measurement.basis import stated, wide_prior
from detente.measurement.model import FIFTH, PairEvidence
from detente.measurement.pert import quantity_quantile
from detente.measurement.streams import uniforms

# A line read from firm statements lies at the edge of the fifth they name, give or take three quarters of a fifth.
READING_ERROR = 15.0


@dataclass(frozen=True)
class DrawnLine:
    """One actor's red line on one issue.

    low, high : (draw,), in the units of the issue's scale, as if the line always held; None where there is none.
    firm : (draw,), whether it holds.
    """

    low: PerDraw | None
    high: PerDraw | None
    firm: DrawMask
    low_basis: Basis
    high_basis: Basis

    def held(self, side: PerDraw | None, otherwise: float) -> PerDraw:
        """``side`` in the draws in which the line holds, ``otherwise`` (an infinity) in the rest."""
        return np.full(self.firm.shape, otherwise) if side is None else np.where(self.firm, side, otherwise)


def draw_red_line(
    line: RedLine, issue: Issue, evidence: PairEvidence, *, actor: str, issue_id: str, draws: int, seed: int
) -> DrawnLine:
    """A red line's sides and firmness; where in a draw the two sides cross, both lie half way between."""
    low, low_basis = _side(line, "min", issue, evidence, uniforms(seed, actor, issue_id, "red_line_low", draws=draws))
    high, high_basis = _side(
        line, "max", issue, evidence, uniforms(seed, actor, issue_id, "red_line_high", draws=draws)
    )
    if low is not None and high is not None:
        crossed = low > high
        middle = (low + high) / 2
        low, high = np.where(crossed, middle, low), np.where(crossed, middle, high)
    firm = uniforms(seed, actor, issue_id, "red_line_firm", draws=draws) < line.firmness
    return DrawnLine(low, high, firm, low_basis, high_basis)


def _side(
    line: RedLine, name: str, issue: Issue, evidence: PairEvidence, uniform: PerDraw
) -> tuple[PerDraw | None, Basis]:
    quantity: Quantity | None = getattr(line, name)
    if quantity is None:
        return None, Basis(kind="analyst", reason="no line on this side")
    if not quantity.from_statements:
        return quantity_quantile(quantity, uniform), stated(line)
    if not evidence.firm_levels:
        return None, wide_prior("no firm statement says where the line is, so none is drawn")
    level = sum(evidence.firm_levels) / len(evidence.firm_levels)
    edge = FIFTH * (level if name == "min" else level + 1)
    around = Quantity.range(max(0.0, edge - READING_ERROR), edge, min(100.0, edge + READING_ERROR))
    value = issue.low + quantity_quantile(around, uniform) / 100 * (issue.high - issue.low)
    side = "lower" if name == "min" else "upper"
    reason = (
        f"the {side} edge of the fifth of the scale that {len(evidence.firm_levels)} independent firm statements name"
    )
    return value, Basis("statements", evidence.firm_statements, line.source, reason)
