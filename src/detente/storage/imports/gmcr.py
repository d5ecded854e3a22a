"""Conflicts for the graph model: ``.gmcr`` files, and a plain JSON layout with option masks or named states.

``.gmcr`` (JSON): ``options: [{name, permittedDirection}]``, ``decisionMakers: [{name, options, preferences,
preferenceRanking?, misperceptions?}]``, ``infeasibles``, ``coalitions``, ``useManualPreferenceRanking``. A condition is
``[[option, "Y"|"N"], ...]``, all of which hold, or ``{"compound": true, "members": [...]}``, one of which holds. Its
rankings number the states that can be from 1, in the order of their masks.

Plain: ``dms: {name: [options]}``, ``options: [name]``, ``feasible: [mask]``, ``ranking_best_first: {name: [mask or list
of tied masks]}``, ``irreversible: {option: "fwd"|"back"}``; or, for named states, ``arcs: {name: {state: [states]}}``
with the rankings. ``misperceived: {name: [mask]}`` are states a decision maker believes cannot be. A file may hold a
list of these; one is chosen by its ``id``. Every layout may say what is ``uncertain`` (see ``conflict_uncertainty``).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.domain.conflict import Condition, Conflict, ConflictOption, DecisionMaker, Direction, ListedStates, Ranking
from detente.domain.errors import FormatError, did_you_mean
from detente.storage.imports.conflict_json import GREATEST_STATE, Node
from detente.storage.imports.conflict_uncertainty import with_uncertainty
from detente.storage.imports.parts import read_input

DIRECTIONS: dict[str, Direction] = {"both": "both", "fwd": "fwd", "back": "back"}
MOST_OPTIONS = 24


def read_conflict(path: Path, game: str | None = None) -> Conflict:
    """The conflict in a file, or the one with the id ``game`` where it holds several; raises FormatError."""
    root = Node.root(read_input(path))
    if isinstance(root.value, list):
        root = _chosen(root, game)
    if not isinstance(root.value, dict):
        raise root.error("a conflict as named fields", "check that it is a .gmcr file or has 'dms' or 'arcs'")
    if "decisionMakers" in root.value:
        return _gmcr(root)
    if "arcs" in root.value:
        return _named(root)
    if "dms" in root.value:
        return _plain(root)
    known = "a conflict with 'decisionMakers' (.gmcr), 'dms' or 'arcs'"
    raise FormatError(root.file, known, f"fields {', '.join(list(root.value)[:6]) or 'none'}", "check the file")


def _chosen(root: Node, game: str | None) -> Node:
    games = list(root.list())
    ids = [str(g.value.get("id", "")) if isinstance(g.value, dict) else "" for g in games]
    if game is None and len(games) == 1:
        return games[0]
    if game is None:
        known = ", ".join(i for i in ids if i)
        raise FormatError(root.file, "one conflict", f"a list of {len(games)}", f"choose one with --game: {known}")
    if game not in ids:
        raise FormatError(root.file, "the id of a conflict in the file", f"'{game}'", did_you_mean(game, ids))
    return games[ids.index(game)]


def _gmcr(root: Node) -> Conflict:
    options = tuple(
        ConflictOption(
            node.need("name").text(),
            DIRECTIONS[direction.word(*DIRECTIONS)] if (direction := node.get("permittedDirection")) else "both",
        )
        for node in root.need("options").list()
    )
    _check_count(root, len(options))
    infeasible = _conditions(root.get("infeasibles"), len(options))
    numbered = _feasible(infeasible, len(options))
    # files of older versions of the program call it "vectors"
    flags = [root.get(name) for name in ("useManualPreferenceRanking", "useManualPreferenceVectors")]
    by_ranking = any(flag.value for flag in flags if flag is not None)
    conflict = Conflict(
        decision_makers=tuple(
            _gmcr_maker(node, len(options), numbered, by_ranking) for node in root.need("decisionMakers").list()
        ),
        options=options,
        infeasible=infeasible,
        coalitions=_coalitions(root, len(list(root.need("decisionMakers").list()))),
        title=_text(root, "title"),
        where=root.file,
    )
    return with_uncertainty(
        conflict,
        root.get("uncertain"),
        lambda node: _numbered(node, numbered),
        lambda node: int(numbered[node.whole(1, numbered.size) - 1]),
    )


def _gmcr_maker(node: Node, options: int, numbered: ListedStates, by_ranking: bool) -> DecisionMaker:
    statements = _conditions(node.get("preferences"), options)
    listed = node.get("preferenceRanking") or node.get("preferenceVector")
    ranking = None
    if listed is not None and (by_ranking or not statements):
        ranking = _numbered(listed, numbered)
    return DecisionMaker(
        name=node.need("name").text(),
        options=tuple(o.whole(0, options - 1) for o in node.need("options").list()),
        ranking=ranking,
        statements=() if ranking is not None else statements,
        misperceived=_conditions(node.get("misperceptions"), options),
    )


def _numbered(node: Node, numbered: ListedStates) -> Ranking:
    """A ranking of the states that can be by their number, as masks."""
    ordinal = node.ranking(1, numbered.size)
    return Ranking(numbered[ordinal.states - 1], ordinal.tier)


def _plain(root: Node) -> Conflict:
    names = [node.text() for node in root.need("options").list()]
    _check_count(root, len(names))
    directions: dict[int, Direction] = {}
    if (one_way := root.get("irreversible")) is not None:
        for key, node in one_way.items():
            if not key.isdecimal() or int(key) >= len(names):
                raise FormatError(f"{node.file}: {node.path}", "the number of an option", f"'{key}'", "correct it")
            directions[int(key)] = DIRECTIONS[node.word(*DIRECTIONS)]
    rankings = root.need("ranking_best_first")
    top = (1 << len(names)) - 1
    feasible = root.get("feasible")
    misperceived = _misperceived(root, list(dict(root.need("dms").items())), len(names))
    conflict = Conflict(
        decision_makers=tuple(
            DecisionMaker(
                name=name,
                options=tuple(o.whole(0, len(names) - 1) for o in node.list()),
                ranking=rankings.need(name).ranking(0, top),
                misperceived=misperceived.get(name, ()),
            )
            for name, node in root.need("dms").items()
        ),
        options=tuple(ConflictOption(name, directions.get(i, "both")) for i, name in enumerate(names)),
        feasible=None if feasible is None else feasible.states(0, top),
        coalitions=_coalitions(root, len(list(root.need("dms").items()))),
        title=_text(root, "title"),
        source=_text(root, "source"),
        id=_text(root, "id"),
        note=_text(root, "note"),
        where=root.file,
    )
    return with_uncertainty(
        conflict, root.get("uncertain"), lambda node: node.ranking(0, top), lambda node: node.whole(0, top)
    )


def _named(root: Node) -> Conflict:
    rankings = root.need("ranking_best_first")
    makers = []
    for name, node in root.need("arcs").items():
        arcs: dict[int, tuple[int, ...]] = {}
        for start, ends in node.items():
            if not start.isdecimal():
                raise FormatError(f"{ends.file}: {ends.path}", "the number of a state", f"'{start}'", "correct it")
            arcs[int(start)] = tuple(ends.states().tolist())
        makers.append(DecisionMaker(name=name, ranking=rankings.need(name).ranking(), arcs=arcs))
    conflict = Conflict(
        decision_makers=tuple(makers),
        coalitions=_coalitions(root, len(makers)),
        title=_text(root, "title"),
        source=_text(root, "source"),
        id=_text(root, "id"),
        note=_text(root, "note"),
        where=root.file,
    )
    return with_uncertainty(conflict, root.get("uncertain"), Node.ranking, lambda node: node.whole(0, GREATEST_STATE))


def _misperceived(root: Node, names: list[str], options: int) -> dict[str, tuple[Condition, ...]]:
    node = root.get("misperceived")
    found: dict[str, tuple[Condition, ...]] = {}
    for name, listed in () if node is None else node.items():
        if name not in names:
            raise FormatError(f"{root.file}: misperceived", "a decision maker", f"'{name}'", did_you_mean(name, names))
        masks = listed.states(0, (1 << options) - 1).tolist()
        found[name] = tuple((tuple((i, bool(mask >> i & 1)) for i in range(options)),) for mask in masks)
    return found


def _conditions(node: Node | None, options: int) -> tuple[Condition, ...]:
    return () if node is None else tuple(_condition(each, options) for each in node.list())


def _condition(node: Node, options: int) -> Condition:
    if isinstance(node.value, dict):
        return tuple(part for member in node.need("members").list() for part in _condition(member, options))
    parts = []
    for pair in node.list():
        sides = list(pair.list())
        if len(sides) != 2:
            raise pair.error('an option and "Y" or "N"', 'write for example [0, "Y"]')
        parts.append((sides[0].whole(0, options - 1), sides[1].word("Y", "N") == "Y"))
    return (tuple(parts),)


def _feasible(infeasible: tuple[Condition, ...], options: int) -> ListedStates:
    """The states that can be, in the order in which ``.gmcr`` files number them."""
    masks = np.arange(1 << options, dtype=np.int32)
    can_be = np.ones(masks.size, dtype=np.bool_)
    for condition in infeasible:
        for alternative in condition:
            hit = np.ones(masks.size, dtype=np.bool_)
            for option, taken in alternative:
                hit &= ((masks >> option) & 1) == taken
            can_be &= ~hit
    return masks[can_be]


def _coalitions(root: Node, makers: int) -> tuple[tuple[int, ...], ...]:
    """Groups of two or more: a member alone stands as a number."""
    node = root.get("coalitions")
    if node is None:
        return ()
    many = [group for group in node.list() if isinstance(group.value, list) and len(group.value) > 1]
    return tuple(tuple(member.whole(0, makers - 1) for member in group.list()) for group in many)


def _check_count(root: Node, options: int) -> None:
    if not 1 <= options <= MOST_OPTIONS:
        raise FormatError(f"{root.file}: options", f"1 to {MOST_OPTIONS} options", f"{options}", "leave some out")


def _text(root: Node, key: str) -> str:
    node = root.get(key)
    return "" if node is None else str(node.value)
