"""Drafts nobody wrote: the best that a case's provisions can be put together to, judged like any package.

Drafts are compared on a sample of draws, evenly spaced, as many as the size of the space allows. The best of these,
their frontier and what is one choice away from the best are compared again on all draws, and what is best there is
judged as a package of the case would be.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.agreement.blocks import evenly_spaced
from detente.agreement.conclude import verdicts
from detente.agreement.draft_final import Final, candidates, compare_on_all
from detente.agreement.draft_scores import CRITERIA
from detente.agreement.draft_search import MOST_DRAFTS, search
from detente.agreement.draft_space import DraftSpace, draft_space
from detente.agreement.draft_tables import draft_tables
from detente.agreement.egalitarian import max_min
from detente.agreement.judge import judge
from detente.agreement.margins import POINTS
from detente.agreement.shares import wilson
from detente.agreement.zone import Parties, required_parties
from detente.domain.agreement_answer import Criterion, FoundPackage, FrontierPoint, PackageSearch
from detente.domain.axes import ActorIssueMask
from detente.domain.case import Case, Package
from detente.domain.draws import Draws
from detente.domain.forecast import Interval

FOUND = "found"
"""What the ids of drafts found begin with."""

FEWEST_DRAWS, MOST_DRAWS = 256, 1_000
CELLS = 400_000_000  # drafts x parties x draws that trying all of them may take, about a second on two cores
SHOWN = 25  # drafts of the frontier
LAST_DRAWS = 20_000
"""Draws on which the last choice is made, evenly spaced; all, unless there are more."""


def search_packages(draws: Draws, case: Case) -> PackageSearch | None:
    """The best drafts of the case as it stands; None where there is no provision to put drafts together from."""
    everyone = required_parties(draws)
    space = draft_space(case, draws, everyone)
    if not space.slots:
        return None
    chosen = evenly_spaced(np.arange(draws.n), searched_draws(space, len(everyone.index)))
    some = _of(draws, chosen)
    parties = required_parties(some)
    tables = draft_tables(space, parties)
    low, high = parties.box()
    zone = max_min(parties.position, parties.rate, parties.ceiling, low, high, parties.reference_point)
    found = search(space, tables, zone.multipliers)
    again = candidates(tables, found.best[found.score > 0], found.frontier)
    final = compare_on_all(space, _last(draws, everyone), again) if again.size else None
    names = [draws.actors[i] for i in everyone.index]
    low_size, mid_size, high_size = (float(v) for v in np.quantile(found.per_draw, (0.1, 0.5, 0.9)))
    return PackageSearch(
        method="all" if found.whole else "bounds",
        draws=tables.draws,
        combinations=space.combinations,
        drafts=found.seen if found.whole else None,
        proven=tuple(c for c, proven in zip(CRITERIA, found.proven.tolist(), strict=True) if proven),
        seen=found.seen,
        size=Interval(low_size, mid_size, high_size),
        mean_size=float(found.per_draw.mean()),
        often=found.often,
        reachable=wilson(int(found.reachable.sum()), tables.draws),
        compared=int(again.shape[0]),
        found=_found(draws, case, space, final) if final else (),
        frontier=_frontier(space, final, names) if final else (),
        frontier_complete=found.complete,
        frontier_size=int(final.frontier.size) if final else 0,
    )


def searched_draws(space: DraftSpace, parties: int) -> int:
    """On how many draws drafts are compared: the more drafts and parties, the fewer."""
    if space.combinations > MOST_DRAFTS:
        return FEWEST_DRAWS
    return int(np.clip(CELLS // (space.combinations * parties), FEWEST_DRAWS, MOST_DRAWS))


def provision_titles(draws: Draws, case: Case) -> dict[str, str]:
    """What each provision of the draft space says, by id."""
    space = draft_space(case, draws, required_parties(draws))
    return {option.id: option.title or option.id for options in space.slots for option in options}


def _last(draws: Draws, everyone: Parties) -> Parties:
    if draws.n <= LAST_DRAWS:
        return everyone
    return required_parties(_of(draws, evenly_spaced(np.arange(draws.n), LAST_DRAWS)))


def _frontier(space: DraftSpace, final: Final, names: list[str]) -> tuple[FrontierPoint, ...]:
    return tuple(
        FrontierPoint(
            provisions=tuple(option.id for option in space.options(final.drafts[i])),
            acceptable=float(final.acceptable[i]),
            tabled={name: float(g) * POINTS for name, g in zip(names, final.gain[i].tolist(), strict=True)},
        )
        for i in final.frontier[:SHOWN].tolist()
    )


def _found(draws: Draws, case: Case, space: DraftSpace, final: Final) -> tuple[FoundPackage, ...]:
    """The best drafts, each once, judged on all draws as a package of the case would be."""
    best_at: dict[int, list[Criterion]] = {}
    for criterion, number in zip(CRITERIA, final.best.tolist(), strict=True):
        if number >= 0:
            best_at.setdefault(number, []).append(criterion)
    drafts = [final.drafts[number] for number in best_at]
    packages = {f"{FOUND}_{i}": Package(provisions=space.values(draft)) for i, draft in enumerate(drafts, start=1)}
    written = case.model_copy(update={"packages": packages})
    judgement = judge(draws, written)
    gained = np.where(judgement.acceptable[:, :, None], judgement.margin, 0.0).mean(axis=0)
    return tuple(
        FoundPackage(
            best_at=tuple(criteria),
            provisions=tuple(option.id for option in space.options(draft)),
            values=space.values(draft),
            verdict=verdict,
            tabled={actor: float(gained[p, a]) for a, actor in enumerate(draws.actors) if draws.required[a]},
        )
        for p, (criteria, draft, verdict) in enumerate(
            zip(best_at.values(), drafts, verdicts(judgement, draws, written), strict=True)
        )
    )


def _of(draws: Draws, chosen: NDArray[np.int64]) -> Draws:
    """Some of the draws, without the actors nobody has to ask: they change nothing here."""
    names = ("position", "salience", "capability", "red_line_low", "red_line_high")
    needed = np.flatnonzero(draws.required)
    present: ActorIssueMask = draws.present[needed]
    return replace(
        draws,
        **{name: getattr(draws, name)[np.ix_(chosen, needed)] for name in names},
        cost_of_continuing=draws.cost_of_continuing[np.ix_(chosen, needed)],
        actors=tuple(draws.actors[a] for a in needed),
        present=present,
        required=draws.required[needed],
        at_table=draws.at_table[needed],
    )
