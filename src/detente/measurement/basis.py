"""What a number rests on, in words: somebody's statement of it, or nothing but a prior."""

from __future__ import annotations

from detente.domain.case import NoDeal, RedLine, Stance
from detente.domain.draws import Basis

WIDE_PRIOR = "wide prior"


def stated(cited: Stance | RedLine | NoDeal) -> Basis:
    """The basis of a number written in the case: the analyst's, or a proposal that statements inform, or a guess."""
    if not cited.guess:
        return Basis("analyst", cited.statements, cited.source, cited.note or "stated by the analyst")
    reason = cited.note or "proposed, not yet confirmed"
    return Basis("statements" if cited.statements else "guess", cited.statements, cited.source, reason)


def wide_prior(why: str) -> Basis:
    """The basis of a number that nothing in the case or the documents gives."""
    return Basis(kind="guess", reason=f"{WIDE_PRIOR}: {why}")


def is_wide_prior(basis: Basis) -> bool:
    """Whether a number rests on nothing but a prior."""
    return basis.kind == "guess" and basis.reason.startswith(WIDE_PRIOR)
