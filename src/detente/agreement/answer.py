"""Everything agreement says beside the zone, of one scenario: drafts found, the unlock table, lines that clash."""

from __future__ import annotations

from detente.agreement.judge import Judgement
from detente.agreement.line_conflicts import line_conflicts
from detente.agreement.package_search import provision_titles, search_packages
from detente.agreement.unlock import unlock_table
from detente.domain.agreement_answer import AgreementAnswer
from detente.domain.case import Case
from detente.domain.draws import Draws


def answer_agreement(
    judgement: Judgement, draws: Draws, case: Case, *, search: bool = True, unlocks: bool = True
) -> AgreementAnswer:
    """``judgement`` is that of all of ``draws``, in their order, as for ``conclude``.

    Drafts are searched for, and steps that open the zone and lines that clash looked at, only where asked.
    """
    analysed, steps = unlock_table(draws, judgement.exists) if unlocks else (0, ())
    return AgreementAnswer(
        search=search_packages(draws, case) if search else None,
        without_zone=int((~judgement.exists).sum()),
        analysed=analysed,
        unlocks=steps,
        conflicts=line_conflicts(draws) if unlocks else (),
        names=provision_titles(draws, case),
    )
