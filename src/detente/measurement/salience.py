"""How much an issue matters to an actor, from how often and how strongly it speaks of it.

An actor's emphasis on an issue is the sum, over its independent groups of statements there, of the strongest stance
word's intensity; relative to the issue it stresses most it is r in (0, 1]. That counts as n observations of a
salience of 0.3 + 0.65 r against PRIOR_SIZE observations of the prior mean, n being the actor's groups on all issues,
at most GREATEST_SIZE: attention is a weak sign of salience, and never makes it certain.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.axes import PerDraw
from detente.domain.draws import Basis
from detente.measurement.basis import wide_prior
from detente.measurement.model import Pair, PairEvidence
from detente.measurement.pert import beta_quantile, pert_mean, quantity_quantile
from detente.measurement.priors import SALIENCE

PRIOR_SIZE = 8.0
GREATEST_SIZE = 12.0
_LEAST, _SLOPE = 0.3, 0.65


def estimate_salience(
    actor: str, issue: str, evidence: Mapping[Pair, PairEvidence], uniform: PerDraw
) -> tuple[PerDraw, Basis]:
    """Salience in [0, 1] from statements: a beta distribution; where there are none, a wide PERT prior."""
    found = evidence.get((actor, issue))
    if found is None or found.groups == 0:
        return quantity_quantile(SALIENCE, uniform), wide_prior("no statement of this actor on this issue")
    mean, size = salience_parameters(actor, issue, evidence)
    reason = (
        f"{found.groups} of the actor's {_groups(actor, evidence)} independent statements are about this issue; "
        "how often and how strongly it speaks is a weak sign of how much it cares"
    )
    basis = Basis(kind="statements", statements=found.statements, reason=reason)
    return beta_quantile(mean * size, (1 - mean) * size, uniform), basis


def salience_parameters(actor: str, issue: str, evidence: Mapping[Pair, PairEvidence]) -> tuple[float, float]:
    """Mean and size (alpha + beta) of the beta distribution of a salience that statements inform."""
    strongest = max(found.emphasis for (who, _), found in evidence.items() if who == actor)
    relative = evidence[actor, issue].emphasis / strongest
    observed = min(GREATEST_SIZE, float(_groups(actor, evidence)))
    size = PRIOR_SIZE + observed
    mean = (PRIOR_SIZE * pert_mean(SALIENCE) + observed * (_LEAST + _SLOPE * relative)) / size
    return mean, size


def _groups(actor: str, evidence: Mapping[Pair, PairEvidence]) -> int:
    return sum(found.groups for (who, _), found in evidence.items() if who == actor)
