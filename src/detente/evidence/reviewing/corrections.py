"""What a reviewer may correct in a statement: its labels, from closed lists and the case's own ids; never its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from detente.domain.errors import InputError, did_you_mean
from detente.domain.statement import (
    CERTAINTIES,
    KINDS,
    MODALITIES,
    SOURCE_TYPES,
    STANCES,
    Indication,
    Statement,
)

CLOSED: dict[str, tuple[str, ...]] = {
    "stance": STANCES, "modality": MODALITIES, "certainty": CERTAINTIES, "kind": KINDS, "source_type": SOURCE_TYPES,
}  # fmt: skip
NAMED = ("actors", "targets", "issues")
FIELDS = (*NAMED, "stance", "negated", "modality", "certainty", "kind", "source_type")
LEVEL = "level"
LEVELS = "levels"  # the key of a correction: {"actor.issue": 0 to 4, or None for no direction}
NONE = ("none", "-", "")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")


def parse_corrections(
    settings: Sequence[str],
    statement: Statement,
    actors: Collection[str],
    issues: Collection[str],
    where: str = "--set",
) -> dict[str, Any]:
    """A correction from ``field=value`` settings; raises InputError for any that does not fit.

    ``level=3`` holds for every actor and issue of the statement, ``level.ISSUE=3`` for one issue,
    ``level.ACTOR.ISSUE=3`` for one actor on it; ``none`` says that it tells no direction. Commas separate lists.
    """
    correction: dict[str, Any] = {}
    levels: list[tuple[str, str]] = []
    for setting in settings:
        name, mark, value = (part.strip() for part in setting.partition("="))
        if not mark:
            raise InputError(where, "field=value", f"'{setting}'", "write for example stance=rejects")
        if name == LEVEL or name.startswith(f"{LEVEL}."):
            levels.append((name, value))
        elif name in CLOSED:
            correction[name] = _one_of(value, CLOSED[name], f"{where} {name}")
        elif name in NAMED:
            known = issues if name == "issues" else actors
            ids = [] if value.lower() in NONE else [part.strip() for part in value.split(",")]
            correction[name] = [_one_of(i, known, f"{where} {name}") for i in dict.fromkeys(ids)]
        elif name == "negated":
            correction[name] = _yes_or_no(value, f"{where} negated")
        else:
            raise InputError(where, "a label that can be corrected", f"'{name}'", did_you_mean(name, (*FIELDS, LEVEL)))
    if levels:
        correction[LEVELS] = _levels(levels, corrected(statement, correction), where)
    return correction


def corrected(statement: Statement, correction: Mapping[str, Any], by: str = "") -> Statement:
    """The statement with corrected labels; unknown labels are left out, words and place never change.

    A direction rests on stance, negation, actors and issues: where one of these changes, it falls, except that it
    follows a corrected actor and stays for the issues that stay. Levels in the correction come last.
    """
    changes: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in correction.items() if k in FIELDS}
    changed = replace(statement, **changes, indications=_kept(statement, changes))
    if isinstance(correction.get(LEVELS), Mapping):
        changed = replace(changed, indications=_levelled(changed, correction[LEVELS], by))
    return changed


def pairs_of(statement: Statement) -> list[tuple[str, str]]:
    """Actor and issue pairs a level can be given for: those that have one, and all of its actors on its issues."""
    pairs = [(i.actor, i.issue) for i in statement.indications]
    return list(dict.fromkeys([*pairs, *((a, i) for a in statement.actors for i in statement.issues)]))


def _kept(statement: Statement, changes: Mapping[str, Any]) -> tuple[Indication, ...]:
    told = statement.indications
    if any(name in changes and changes[name] != getattr(statement, name) for name in ("stance", "negated")):
        return ()
    if "issues" in changes:
        told = tuple(i for i in told if i.issue in changes["issues"])
    if "actors" in changes and changes["actors"] != statement.actors:
        by_issue = {i.issue: {(j.level, j.firm) for j in told if j.issue == i.issue} for i in told}
        # What two actors are said to want differently cannot be handed on to a third.
        told = tuple(
            replace(i, actor=actor, reason=f"{i.reason}; actor corrected")
            for actor in changes["actors"]
            for i in {i.issue: i for i in told if len(by_issue[i.issue]) == 1}.values()
        )
    return told


def _levelled(statement: Statement, levels: Mapping[str, Any], by: str) -> tuple[Indication, ...]:
    told = {(i.actor, i.issue): i for i in statement.indications}
    for name, level in levels.items():
        actor, _, issue = name.partition(".")
        before = told.pop((actor, issue), None)
        if level is not None:
            firm = before.firm if before is not None and before.level == level else False
            told[actor, issue] = Indication(actor, issue, int(level), f"level set{f' by {by}' if by else ''}", firm)
    return tuple(told.values())


def _levels(given: Sequence[tuple[str, str]], statement: Statement, where: str) -> dict[str, int | None]:
    pairs = pairs_of(statement)
    found: dict[str, int | None] = {}
    for name, value in given:
        place = f"{where} {name}"
        parts = name.split(".")[1:]
        meant = [(a, i) for a, i in pairs if parts in ([], [i], [a, i])]
        if not meant:
            known = [f"{LEVEL}.{a}.{i}" for a, i in pairs]
            raise InputError(
                place, "an actor and an issue of the statement", f"'{name}'",
                did_you_mean(name, known) if known else "set actors and issues too",
            )  # fmt: skip
        if value.lower() in NONE:
            level = None
        elif value in ("0", "1", "2", "3", "4"):
            level = int(value)
        else:
            raise InputError(
                place, "a fifth of the scale from 0 (lowest) to 4 (highest), or 'none'", f"'{value}'", "correct it"
            )
        found.update({f"{a}.{i}": level for a, i in meant})
    return found


def _one_of(value: str, known: Collection[str], where: str) -> str:
    if value not in known:
        raise InputError(where, "one of the known words", f"'{value}'", did_you_mean(value, list(known)))
    return value


def _yes_or_no(value: str, where: str) -> bool:
    lowered = value.lower()
    if lowered not in (*_TRUE, *_FALSE):
        raise InputError(where, "true or false", f"'{value}'", "correct it")
    return lowered in _TRUE
