"""What must agree between the parts of a case: every name defined, every number on its scale.

One file for each part of the case; what they share is in ``parts``.
"""

from __future__ import annotations

from detente.domain.case import Case
from detente.domain.references.actors_and_stances import actor_problems, issue_problems, stance_problems
from detente.domain.references.compliance import compliance_problems
from detente.domain.references.consequences import consequence_problems
from detente.domain.references.crisis import crisis_problems
from detente.domain.references.deals import package_problems, provision_problems, scenario_problems
from detente.domain.references.economy import economy_problems
from detente.domain.references.leverage import ledger_problems, no_deal_problems
from detente.domain.references.parts import Path, Problem
from detente.domain.references.room import room_problems
from detente.domain.references.sources import source_problems

__all__ = ["Path", "Problem", "check_references"]


def check_references(case: Case) -> list[Problem]:
    """All disagreements of a case, in the order of the file; empty when the case is sound."""
    return [
        *actor_problems(case),
        *issue_problems(case),
        *stance_problems(case),
        *ledger_problems(case),
        *no_deal_problems(case),
        *package_problems(case),
        *provision_problems(case),
        *scenario_problems(case),
        *compliance_problems(case),
        *crisis_problems(case),
        *source_problems(case),
        *consequence_problems(case),
        *economy_problems(case),
        *room_problems(case),
    ]
