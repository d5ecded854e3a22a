"""What is missing from a case, and what in it is a guess, in words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.domain.case import Case
from detente.domain.crisis import NUMBER_WORDS, Stated
from detente.domain.forecast import Estimate
from detente.measurement.basis import is_wide_prior
from detente.measurement.crisis import stated_numbers

_WORDS = {
    "position": "position",
    "salience": "salience",
    "capability": "capability",
    "red_line_low": "red line",
    "red_line_high": "red line",
    "cost_of_continuing": "cost of having no deal",
}


def missing(case: Case, estimates: Sequence[Estimate]) -> tuple[str, ...]:
    """What neither the analyst nor the documents say, and what was assumed instead."""
    found = [_missing_estimate(case, e) for e in estimates if is_wide_prior(e.basis)]
    held = {(e.actor, e.issue) for e in estimates if e.parameter.startswith("red_line")}
    for stance in case.stances:
        if stance.red_line is not None and (stance.actor, stance.issue) not in held:
            found.append(
                f"red line of {_actor(case, stance.actor)} on {_issue(case, stance.issue)}: "
                "no firm statement says where it is, so none was drawn"
            )
    for issue in case.issues:
        if not any(stance.issue == issue for stance in case.stances):
            found.append(f"{_issue(case, issue)}: no actor has a stance on it")
    return tuple(dict.fromkeys(found))


def guesses(case: Case, estimates: Sequence[Estimate]) -> tuple[str, ...]:
    """What was proposed and nobody has confirmed, one line each; what only a prior gives is in ``missing``."""
    found = [f"{_actor(case, key)}: proposed as an actor" for key, actor in case.actors.items() if actor.guess]
    found += [f"{_issue(case, key)}: proposed as an issue, with its scale" for key, i in case.issues.items() if i.guess]
    proposed = {(stance.actor, stance.issue) for stance in case.stances if stance.guess}
    for estimate in estimates:
        if is_wide_prior(estimate.basis):
            continue  # missing, not proposed
        if estimate.basis.kind == "guess":
            found.append(f"{_name(case, estimate)}: {_figure(estimate)}, proposed, not yet confirmed")
        elif (estimate.actor, estimate.issue) in proposed and estimate.basis.kind == "statements":
            found.append(f"{_name(case, estimate)}: {_figure(estimate)}, read from statements, not yet confirmed")
    found += _guessed_of_crisis(case)
    return tuple(dict.fromkeys(found))


def _missing_estimate(case: Case, estimate: Estimate) -> str:
    reason = estimate.basis.reason.partition(": ")[2]
    return f"{_name(case, estimate)}: {reason}; assumed {_figure(estimate)}"


def _name(case: Case, estimate: Estimate) -> str:
    words = f"{_WORDS[estimate.parameter]} of {_actor(case, estimate.actor)}"
    # An assumed capability is the same on every issue: one line says it.
    if estimate.issue and not (estimate.parameter == "capability" and is_wide_prior(estimate.basis)):
        words += f" on {_issue(case, estimate.issue)}"
    return words


def _guessed_of_crisis(case: Case) -> list[str]:
    if case.crisis is None:
        return []
    found = []
    for actor, parameter, stated in stated_numbers(case.crisis):
        if stated.guess:
            whose = f", {_actor(case, actor)}" if actor else ""
            what = NUMBER_WORDS.get(parameter, parameter.replace("_", " "))
            what = what.replace("the first side", _actor(case, case.crisis.first))
            found.append(f"fighting{whose}: {what}: {_range(stated)}, not yet confirmed")
    return found


def _range(stated: Stated) -> str:
    low, mode, high = (f"{v:.2g}" for v in (stated.value.low, stated.value.mode, stated.value.high))
    return mode if low == high else f"{mode} ({low} to {high})"


def _figure(estimate: Estimate) -> str:
    interval = estimate.interval
    scale = 100 if estimate.parameter in {"salience", "cost_of_continuing"} else 1
    low, mid, high = (f"{scale * value:.2g}" if scale * value < 10 else f"{scale * value:.0f}" for value in
                      (interval.low, interval.mid, interval.high))  # fmt: skip
    return f"{mid} ({low} to {high})"


def _actor(case: Case, key: str) -> str:
    return case.actors[key].name


def _issue(case: Case, key: str) -> str:
    return case.issues[key].name or key.replace("_", " ").replace("-", " ")
