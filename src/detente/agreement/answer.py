"""Everything agreement says beside the zone, of one scenario: drafts found, the unlock table, lines that clash."""

from __future__ import annotations

from detente.agreement.judge import Judgement
from detente.agreement.line_conflicts import line_conflicts
from detente.agreement.package_search import provision_titles, search_packages
from detente.agreement.unlock import unlock_table
from detente.domain.agreement_answer import AgreementAnswer
from detente.domain.case import Case
from detente.domain.draws import Draws


def answer_agreement(judgement: Judgement, draws: Draws, case: Case) -> AgreementAnswer:
    """``judgement`` is that of all of ``draws``, in their order, as for ``conclude``."""
    analysed, unlocks = unlock_table(draws, judgement.exists)
    return AgreementAnswer(
        search=search_packages(draws, case),
        without_zone=int((~judgement.exists).sum()),
        analysed=analysed,
        unlocks=unlocks,
        conflicts=line_conflicts(draws),
        names=provision_titles(draws, case),
    )
