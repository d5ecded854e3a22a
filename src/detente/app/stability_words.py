"""The answers about a conflict's stability as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.domain.conflict import Conflict
from detente.report.words import joined, percent

MOST_SHOWN = 40
Found = dict[str, Any]


def tell(conflict: Conflict, found: Found) -> Iterator[str]:
    """Each answer under a heading of its own, equilibria first."""
    yield from _equilibria(conflict, found)
    parts = {
        "misperception": _misperception,
        "coalitions": _coalitions,
        "inverse": _inverse,
        "probability": _probability,
        "ways": _ways,
    }
    for name, told in parts.items():
        if found.get(name):
            yield ""
            yield from told(conflict, found[name])


def state_words(conflict: Conflict, state: int) -> str:
    """The options taken in a state, in words; the number of a named state."""
    if conflict.by_arcs:
        return f"state {state}"
    taken = [option.name for i, option in enumerate(conflict.options) if state >> i & 1]
    return " + ".join(taken) or "nothing"


def by_state(found: Found) -> dict[int, list[str]]:
    """The concepts each equilibrium is one by."""
    states: dict[int, list[str]] = {}
    for concept, stable in found["equilibria"].items():
        for state in stable:
            states.setdefault(state, []).append(concept)
    return states


def _equilibria(conflict: Conflict, found: Found) -> Iterator[str]:
    stable = by_state(found)
    names = list(found["equilibria"])
    yield f"{found['states']} states; {len(stable)} stable for all by {', '.join(names)}"
    ordered = sorted(stable.items(), key=lambda item: (-len(item[1]), item[0]))
    for state, concepts in ordered[:MOST_SHOWN]:
        marks = " ".join(f"{name if name in concepts else '-':>4}" for name in names)
        yield f"{state:>8}  {marks}  {state_words(conflict, state)}"
    if len(ordered) > MOST_SHOWN:
        yield f"     ...  and {len(ordered) - MOST_SHOWN} more: --json prints all"


def _misperception(conflict: Conflict, found: Found) -> Iterator[str]:
    yield "Misperception: above, each decision maker judges by the conflict as it sees it."
    for name, view in found.items():
        yield f"  {name} does not see {_listed(view['unseen'])}; in its eyes the equilibria are"
        for concept, states in view["equilibria"].items():
            yield f"    {concept:>4}  {_listed(states) or 'none'}"


def _coalitions(conflict: Conflict, found: Found) -> Iterator[str]:
    groups = "; ".join(joined(group) for group in found["groups"])
    yield f"When groups may act together ({groups}), stable for all:"
    for concept, states in found["equilibria"].items():
        yield f"    {concept:>4}  {_listed(states) or 'none'}"
        for state, breakers in found["broken"][concept].items():
            yield f"          {state} is broken by {'; by '.join(joined(group) for group in breakers)}"


def _inverse(conflict: Conflict, found: Found) -> Iterator[str]:
    state, name = found["state"], found["dm"]
    yield f"Rankings of {name} that make {state} ({state_words(conflict, state)}) stable for it, the others as given:"
    for concept, answer in found["concepts"].items():
        stable, rankings = answer["stable"], answer["rankings"]
        yield f"    {concept:>4}  {stable:,} of {rankings:,} ({percent(stable / rankings)})"
        for needed in answer["requirements"]:
            alternatives = " or ".join(joined([str(s) for s in each]) for each in needed["no_worse_than_all_of_one"])
            yield f"          {state} is no worse than {alternatives} (the move to {needed['move']})"


def _probability(conflict: Conflict, found: Found) -> Iterator[str]:
    yield (
        f"Over {found['draws']:,} draws of the uncertain preferences (seed {found['seed']}), share of draws in which a "
        "state is an equilibrium:"
    )
    names = list(found["share"])
    states = sorted({int(state) for shares in found["share"].values() for state in shares})
    order = sorted(states, key=lambda s: (-max(found["share"][n].get(str(s), _NEVER)["share"] for n in names), s))
    yield f"{'state':>8}  " + " ".join(f"{name:>8}" for name in names)
    for state in order[:MOST_SHOWN]:
        shares = " ".join(f"{percent(found['share'][n].get(str(state), _NEVER)['share']):>8}" for n in names)
        yield f"{state:>8}  {shares}  {state_words(conflict, state)}"
    told = [
        (concept, state, flip)
        for concept, turning in found["flips"].items()
        for state, listed in turning.items()
        for flip in listed[:1]
    ]
    if told:
        yield "The judgement that decides it (association over the draws, not cause):"
    for concept, state, flip in told[:MOST_SHOWN]:
        yield (
            f"    {concept:>4}  {state}: whether {flip['dm']} prefers {flip['better']} to {flip['worse']} "
            f"({percent(flip['if'])} if so, {percent(flip['if_not'])} if not)"
        )


_NEVER = {"share": 0.0}


def _ways(conflict: Conflict, found: Found) -> Iterator[str]:
    start = found["from"]
    yield f"From {start} ({state_words(conflict, start)}) to each equilibrium:"
    for state, way in found["to"].items():
        what = f"    {state:>6} ({', '.join(way['concepts'])})"
        if way["willing"] is not None:
            yield f"{what}: {_steps(way['willing']) or 'it stands there'}"
        elif way["any"] is not None:
            yield f"{what}: only if somebody moves against its own preference: {_steps(way['any'])}"
        else:
            yield f"{what}: no way"


def _steps(steps: list[Found]) -> str:
    return ", ".join(f"{step['dm']} to {step['state']}" for step in steps)


def _listed(states: list[int]) -> str:
    shown = ", ".join(str(state) for state in states[:MOST_SHOWN])
    return shown + (f" and {len(states) - MOST_SHOWN} more" if len(states) > MOST_SHOWN else "")
