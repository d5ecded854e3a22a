"""The drafts that can be put together from a case's provisions: at most one on each issue, the rest left open.

Where the case names no provision on an issue, the described points of its scale are the candidates, except the one
that holds anyway. An issue on which no required party could gain, lose or refuse anything offers none.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from detente.agreement.zone import Parties
from detente.domain.case import Case
from detente.domain.draws import Draws

LEFT_OPEN = 0
"""The choice on an issue that means: no provision, the reference point holds."""


@dataclass(frozen=True)
class Option:
    """One provision a draft can hold, named or a described point of a scale."""

    id: str
    issue: int
    at: float
    title: str


@dataclass(frozen=True)
class Rule:
    """What choosing ``option`` on the slot ``slot`` asks for: one of ``others`` (slot, option), or, forbidden, none."""

    slot: int
    option: int
    others: tuple[tuple[int, int], ...]
    forbids: bool

    @property
    def known_at(self) -> int:
        """The last slot the rule speaks of: once it is chosen, the rule is kept or broken."""
        return max(self.slot, *(slot for slot, _ in self.others))


@dataclass(frozen=True)
class DraftSpace:
    """Slots are the issues that offer something, in the order of the search; option numbers count from 1.

    ends[slot] : whether a provision on that issue ends the cost of continuing.
    """

    issues: tuple[str, ...]
    slots: tuple[tuple[Option, ...], ...]
    rules: tuple[Rule, ...]
    ends: tuple[bool, ...]

    @property
    def combinations(self) -> int:
        """How many drafts there would be without rules, the empty one left out."""
        return prod(len(options) + 1 for options in self.slots) - 1

    def allowed(self, draft: NDArray[np.int64]) -> bool:
        """Whether a draft (one choice a slot) keeps every rule."""
        return all(
            draft[rule.slot] != rule.option or any(draft[s] == o for s, o in rule.others) != rule.forbids
            for rule in self.rules
        )

    def options(self, draft: NDArray[np.int64]) -> tuple[Option, ...]:
        """The provisions of a draft, in the order of the case's issues."""
        chosen = [self.slots[slot][choice - 1] for slot, choice in enumerate(draft.tolist()) if choice != LEFT_OPEN]
        return tuple(sorted(chosen, key=lambda option: option.issue))

    def values(self, draft: NDArray[np.int64]) -> dict[str, float]:
        """A draft as a package: the point of every issue it settles."""
        return {self.issues[option.issue]: option.at for option in self.options(draft)}


def draft_space(case: Case, draws: Draws, parties: Parties) -> DraftSpace:
    """The draft space of a case; slots with red lines come first, so that a search can give up early."""
    named: dict[str, list[Option]] = {}
    for key, provision in case.provisions.items():
        option = Option(key, draws.issues.index(provision.issue), provision.at, provision.title)
        named.setdefault(provision.issue, []).append(option)
    matters = np.logical_or(np.greater(parties.rate, 0).any(axis=(0, 1)), _refused(parties).any(axis=0))
    offered = [
        (k, tuple(named[issue]) if issue in named else _described(case, issue, k) if matters[k] else ())
        for k, issue in enumerate(draws.issues)
    ]
    weight = _refused(parties).mean(axis=0)
    order = sorted((place for place in offered if place[1]), key=lambda place: (-weight[place[0]], place[0]))
    slots = tuple(options for _, options in order)
    ends = tuple(not case.ended_by or draws.issues[k] in case.ended_by for k, _ in order)
    return DraftSpace(draws.issues, slots, _rules(case, slots), ends)


def _described(case: Case, issue: str, k: int) -> tuple[Option, ...]:
    record = case.issues.get(issue)
    if record is None:
        return ()
    points = sorted(record.scale.items())
    return tuple(Option(f"{issue}:{at:g}", k, at, words) for at, words in points if at != record.reference_point)


def _refused(parties: Parties) -> NDArray[np.bool_]:
    """(draw, issue): whether some required party has a red line that binds within the scale."""
    low = np.greater(parties.line_low, parties.scale_low).any(axis=1)
    binds: NDArray[np.bool_] = np.logical_or(low, np.less(parties.line_high, parties.scale_high).any(axis=1))
    return binds


def _rules(case: Case, slots: tuple[tuple[Option, ...], ...]) -> tuple[Rule, ...]:
    place = {option.id: (s, o) for s, options in enumerate(slots) for o, option in enumerate(options, start=1)}
    rules = []
    for key, provision in case.provisions.items():
        mine = place[key]
        rules += [Rule(*mine, (place[other],), False) for other in provision.requires]
        if provision.requires_any:
            rules.append(Rule(*mine, tuple(place[other] for other in provision.requires_any), False))
        rules += [Rule(*mine, (place[other],), True) for other in provision.excludes]
    return tuple(rules)
