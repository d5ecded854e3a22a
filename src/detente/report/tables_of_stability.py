"""Tables of what follows signature: how often each draft is kept, who breaks it, where it may end up, what decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.domain.forecast import Share
from detente.domain.stability_answer import PackageStability, StabilityAnswer
from detente.report.lookup import Lookup
from detente.report.sections.stability import HEADLINE, state_parts

Row = dict[str, Any]
BASELINE = "baseline"


def kept_rows(lookup: Lookup) -> Iterator[Row]:
    """Drafts (and no deal, "") by scenario and concept; scenarios by the headline's concept only."""
    for answer, package in _packages(lookup):
        for concept, share in package.kept.items():
            yield _kept(BASELINE, package.package, concept, share)
        for scenario, shares in answer.scenarios.items():
            if package.package in shares:
                yield _kept(scenario, package.package, HEADLINE, shares[package.package])


def breaches_rows(lookup: Lookup) -> Iterator[Row]:
    """Drafts by actors: how often it would gain by a move, how often no credible answer undoes it, and the course."""
    for answer, package in _packages(lookup):
        for b in package.breakers:
            ends = [b.path[0].start, *(move.end for move in b.path)] if b.path else []
            yield {
                "package": package.package,
                "actor": b.actor,
                "actor_name": lookup.actor(b.actor),
                "wants": b.wants.share,
                "dares": b.dares.share,
                "draws": b.dares.n,
                "gain_low": b.gain.low if b.gain else None,
                "gain": b.gain.mid if b.gain else None,
                "gain_high": b.gain.high if b.gain else None,
                "course": " > ".join(" + ".join(state_parts(answer, package, state)) for state in ends),
                "course_share": b.path_share if b.path else None,
                "circles": b.circles,
            }


def states_rows(lookup: Lookup) -> Iterator[Row]:
    """States where a draft may end up."""
    for answer, package in _packages(lookup):
        for state in package.equilibria:
            yield {
                "package": package.package,
                "state": state.state,
                "words": " + ".join(state_parts(answer, package, state.state)),
                "signed": state.state == package.signed,
                "reached": state.reached.share,
                "reached_and_stable": state.reached_and_stable.share,
                **{concept: share.share for concept, share in state.probability.items()},
                "draws": state.reached.n,
            }


def deciding_rows(lookup: Lookup) -> Iterator[Row]:
    """Judgements and inputs that go with whether a draft is kept."""
    for answer, package in _packages(lookup):
        for f in package.flips:
            better, worse = (" + ".join(state_parts(answer, package, s)) for s in (f.better, f.worse))
            what = f"{lookup.actor(f.actor)} prefers {better} to {worse}"
            yield _decides(package, "judgement", f.actor, "", what, f.share, f.kept_if, f.kept_if_not)
        for i in package.inputs:
            yield _decides(package, i.parameter, i.what, i.target, "above its median", 0.5, i.kept_above, i.kept_below)


def _packages(lookup: Lookup) -> Iterator[tuple[StabilityAnswer, PackageStability]]:
    answer = lookup.analysis.forecast.stability
    if answer is not None:
        yield from ((answer, package) for package in answer.packages)


def _kept(scenario: str, package: str, concept: str, share: Share) -> Row:
    return {
        "scenario": scenario, "package": package, "concept": concept,
        "kept": share.share, "kept_low": share.low, "kept_high": share.high, "draws": share.n,
    }  # fmt: skip


def _decides(
    package: PackageStability, kind: str, who: str, target: str, what: str, share: float, yes: float, no: float
) -> Row:
    return {
        "package": package.package, "kind": kind, "who_or_what": who, "target": target, "holds": what,
        "share": share, "kept_if": yes, "kept_if_not": no,
    }  # fmt: skip
