"""Reactions of third states to a package as if it were a text put to the vote.

P(support) = logistic(a + b x lean + c harshness), x the state's ideal point; P(condemn) = logistic of the same, turned
round and a gap further away; between them lies abstaining. A state that follows a patron does as the patron declares
with probability phi (the patron term): without it the model cannot tell a vote in which a patron changes sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import expit

from detente.consequences.parts.clauses import Held, best_terms
from detente.consequences.parts.setting import Setting, Situation
from detente.consequences.parts.wording import figure
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import (
    BlocReaction,
    Figure,
    PackageReactions,
    ReactionsAnswer,
    StateReaction,
)
from detente.domain.consequences import Audience, Onlooker, Reaction

MODEL = "reactions"
REACTIONS: tuple[Reaction, ...] = ("support", "abstain", "condemn")
COEFFICIENTS = ("R01a", "R01b", "R02")
LEAN_TERMS = ("recognition", "withdrawal_of_attacker", "limits_on_attacked", "international_presence")


def reactions(setting: Setting) -> ReactionsAnswer | None:
    """How the audience reacts to every package; None where the case states none (``consequences.audience``)."""
    if setting.facts.audience is None or not setting.case.packages:
        return None
    found: dict[tuple[str, str], PackageReactions] = {}
    for situation, package, held in setting.each():
        if situation.facts.audience is None:
            continue
        before = setting.earlier(situation, package, "audience")
        found[situation.id, package] = (
            _package(setting, situation, situation.facts.audience, package, held)
            if before is None
            else replace(found[before.id, package], scenario=situation.id)
        )
    notes = (
        "Estimated on six votes of the General Assembly about one war. A package is not a resolution: governments "
        "answer what both sides have signed more kindly, which the case can say by a harshness below 0.",
    )
    return ReactionsAnswer(tuple(found.values()), notes)


def vote(
    ideal_point: np.ndarray, lean: np.ndarray, shift: np.ndarray, intercept: np.ndarray, slope: np.ndarray,
    gap: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Probabilities to support, abstain and condemn; all arguments broadcast, they sum to 1."""
    approval = intercept + slope * ideal_point * lean + shift
    support, condemn = expit(approval), expit(-approval - gap)
    return support, np.maximum(1 - support - condemn, 0.0), condemn


def following(
    own: tuple[np.ndarray, np.ndarray, np.ndarray], follows: Mapping[str, np.ndarray],
    declared: Mapping[str, Reaction],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """The same once patrons have declared themselves: with probability phi a follower does as its patron.

    Several patrons share the follower's attention: where their phi add up to more than 1 they are scaled to 1.
    """
    heard = {patron: phi for patron, phi in follows.items() if patron in declared}
    if not heard:
        return own
    total = sum(heard.values(), start=np.zeros(()))
    scale = np.where(total > 1, 1 / np.maximum(total, 1e-12), 1.0)
    parts = []
    for reaction, share in zip(REACTIONS, own, strict=True):
        led = sum((phi * scale for patron, phi in heard.items() if declared[patron] == reaction), start=np.zeros(()))
        parts.append((1 - total * scale) * share + led)
    return parts[0], parts[1], parts[2]


def _package(
    setting: Setting, situation: Situation, audience: Audience | None, package: str, held: tuple[Held, ...]
) -> PackageReactions:
    assert audience is not None  # noqa: S101 - the caller has looked
    lean, ids = _lean(setting, audience, package, held)
    harshness = setting.drawn(audience.harshness.get(package), MODEL, "harshness", package)
    if package in audience.harshness:
        ids = (*ids, "R05")
    shift = harshness * setting.coefficients.draw("R05") if package in audience.harshness else harshness
    declared = audience.declared.get(package, {})
    votes = {key: _state(setting, key, state, lean, shift, declared) for key, state in audience.states.items()}
    members = {key: state.members for key, state in audience.states.items()}
    shares = _weighted(votes, members)
    weights = {key: setting.drawn(s.weight, MODEL, "weight", key) for key, s in audience.states.items()}
    clauses = tuple(h.clause.id for h in held if h.terms(MODEL))
    facts = ("audience.states", *((f"audience.lean.{package}",) if package in audience.lean else ()))

    def said(draws: PerDraw, words: str) -> Figure:
        return figure(draws, words=words, clauses=clauses, coefficients=(*COEFFICIENTS, *ids), facts=facts)

    withheld = _withheld(setting, votes, weights)
    return PackageReactions(
        scenario=situation.id,
        package=package,
        states=tuple(_plain(key, audience.states[key], v, declared) for key, v in votes.items()),
        blocs=_blocs(audience, votes),
        support=said(shares[0], "share"),
        abstain=said(shares[1], "share"),
        condemn=said(shares[2], "share"),
        legitimacy=said(shares[0] - shares[2], "number"),
        withheld=figure(
            withheld, words="share", clauses=clauses, coefficients=(*COEFFICIENTS, *ids, "R06"),
            facts=(*facts, "audience.states weight"),
        ),
        lean=float(np.mean(lean)),
        harshness=float(np.mean(harshness)),
    )  # fmt: skip


def _lean(setting: Setting, audience: Audience, package: str, held: Sequence[Held]) -> tuple[PerDraw, tuple[str, ...]]:
    """Whose side a package's text takes: as the case states, else what its clauses add up to, within -1 and 1."""
    if package in audience.lean:
        return setting.drawn(audience.lean[package], MODEL, "lean", package), ()
    lean, ids = np.zeros(setting.draws), []
    for term, clause in best_terms(held, MODEL).items():
        for key in setting.coefficients.ids(MODEL, term):
            lean = lean + clause.degree * setting.coefficients.draw(key)
            ids.append(key)
    return np.clip(lean, -1.0, 1.0), tuple(ids)


def _state(
    setting: Setting, key: str, state: Onlooker, lean: PerDraw, shift: PerDraw, declared: Mapping[str, Reaction]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if key in declared:  # a patron that has declared itself does what it said
        said = tuple(np.full(setting.draws, float(declared[key] == reaction)) for reaction in REACTIONS)
        return said[0], said[1], said[2]
    intercept, slope, gap = (setting.coefficients.draw(i) for i in COEFFICIENTS)
    ideal = setting.drawn(state.ideal_point, MODEL, "ideal_point", key)
    follows = {m: setting.drawn(phi, MODEL, "follows", key, m) for m, phi in state.follows.items() if m in declared}
    return following(vote(ideal, lean, shift, intercept, slope, gap), follows, declared)


def _weighted(
    votes: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]], members: Mapping[str, int]
) -> list[PerDraw]:
    total = sum(members.values())
    return [np.sum([votes[key][i] * members[key] for key in votes], axis=0) / total for i in range(3)]


def _withheld(
    setting: Setting, votes: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]], weights: Mapping[str, PerDraw]
) -> PerDraw:
    """The share of what the weights stand for that condemners, and in part abstainers, would withhold."""
    total = np.sum(list(weights.values()), axis=0)
    part = setting.coefficients.draw("R06")
    lost = np.sum([w * (votes[key][2] + part * votes[key][1]) for key, w in weights.items()], axis=0)
    share: PerDraw = np.where(total > 0, lost / np.maximum(total, 1e-12), 0.0)
    return share


def _plain(
    key: str, state: Onlooker, votes: tuple[np.ndarray, np.ndarray, np.ndarray], declared: Mapping[str, Reaction]
) -> StateReaction:
    support, abstain, condemn = (float(np.mean(v)) for v in votes)
    patron = key if key in declared else next((m for m in state.follows if m in declared), "")
    name = state.name or key.replace("_", " ").title()
    return StateReaction(key, name, state.bloc, state.members, support, abstain, condemn, patron)


def _blocs(
    audience: Audience, votes: Mapping[str, tuple[np.ndarray, np.ndarray, np.ndarray]]
) -> tuple[BlocReaction, ...]:
    found = []
    for bloc in dict.fromkeys(state.bloc for state in audience.states.values()):
        members = {key: s.members for key, s in audience.states.items() if s.bloc == bloc}
        support, abstain, condemn = (float(np.mean(v)) for v in _weighted({k: votes[k] for k in members}, members))
        found.append(BlocReaction(bloc, sum(members.values()), support, abstain, condemn))
    return tuple(found)
