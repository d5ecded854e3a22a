"""What a conflict file says is not known of the preferences: the field ``uncertain`` of every layout.

By decision maker, one of ``{"unknown": true}``, ``{"rankings": [{"weight": 0.7, "best_first": [...]}, ...]}`` and
``{"swaps": [{"states": [3, 1], "chance": 0.4}, ...]}``, with or without ``"spread": 0.5``, or that alone. States are
numbered as in the rankings of the same file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from detente.domain.conflict import Conflict, Ranking, Uncertainty
from detente.domain.errors import FormatError, did_you_mean
from detente.storage.imports.conflict_json import Node

KINDS = ("unknown", "rankings", "swaps")
FIELDS = (*KINDS, "spread")
MOST_SPREAD = 100.0


def with_uncertainty(
    conflict: Conflict, node: Node | None, ranking: Callable[[Node], Ranking], state: Callable[[Node], int]
) -> Conflict:
    """The conflict with what the file's field ``uncertain`` says; ``ranking`` and ``state`` read its numbers."""
    if node is None:
        return conflict
    names = [maker.name for maker in conflict.decision_makers]
    found: dict[str, Uncertainty] = {}
    for name, each in node.items():
        if name not in names:
            raise FormatError(f"{node.file}: {node.path}", "a decision maker", f"'{name}'", did_you_mean(name, names))
        found[name] = _uncertainty(each, ranking, state)
    makers = tuple(replace(maker, uncertain=found.get(maker.name)) for maker in conflict.decision_makers)
    return replace(conflict, decision_makers=makers)


def _uncertainty(node: Node, ranking: Callable[[Node], Ranking], state: Callable[[Node], int]) -> Uncertainty:
    given: Mapping[str, Node] = dict(node.items())
    for name in given:
        if name not in FIELDS:
            raise FormatError(f"{node.file}: {node.path}", f"some of {', '.join(FIELDS)}", f"'{name}'",
                              did_you_mean(name, FIELDS))  # fmt: skip
    if sum(kind in given for kind in KINDS) > 1:
        raise FormatError(f"{node.file}: {node.path}", f"one of {', '.join(KINDS)}", "several", "keep one")
    return Uncertainty(
        unknown=given["unknown"].truth() if "unknown" in given else False,
        rankings=tuple(_weighted(each, ranking) for each in given["rankings"].list()) if "rankings" in given else (),
        swaps=tuple(_swap(each, state) for each in given["swaps"].list()) if "swaps" in given else (),
        spread=given["spread"].number(0, MOST_SPREAD) if "spread" in given else 0.0,
    )


def _weighted(node: Node, ranking: Callable[[Node], Ranking]) -> tuple[float, Ranking]:
    weight = node.get("weight")
    value = 1.0 if weight is None else weight.number(0, 1e9)
    if value == 0 and weight is not None:
        raise weight.error("a weight above 0", "leave the ranking out")
    return value, ranking(node.need("best_first"))


def _swap(node: Node, state: Callable[[Node], int]) -> tuple[int, int, float]:
    states = [state(each) for each in node.need("states").list()]
    if len(states) != 2 or states[0] == states[1]:
        raise node.need("states").error("two different states", "write for example [3, 1]")
    return states[0], states[1], node.need("chance").number(0, 1)
