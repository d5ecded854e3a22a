"""Patterns of an act turned to the passive: "lift% ~ sanction" also finds "sanctions must be lifted"."""

from __future__ import annotations

from collections.abc import Iterable

from detente.evidence.text.morphology import verb_forms
from detente.evidence.text.patterns import expand

_PARTICLES = frozenset({"up", "out", "back", "over", "down", "off"})


def with_passives(patterns: Iterable[str]) -> list[str]:
    """The patterns, and behind them the passive of each that is a verb with its object; no pattern twice."""
    written = list(patterns)
    turned = [passive for pattern in written for simple in expand(pattern) if (passive := _passive(simple))]
    return list(dict.fromkeys([*written, *turned]))


def _passive(simple: str) -> str:
    verb, *rest = simple.split()
    if not verb.endswith("%") or "-" in verb or "?" in verb:
        return ""
    particle = rest.pop(0) if rest and rest[0] in _PARTICLES else ""
    if len(rest) < 2 or rest[0] != "~" or "~" in rest[1:] or "@" in rest:
        return ""
    return f"{' '.join(rest[1:])} ~ {_participle(verb[:-1])} {particle}".strip()


def _participle(lemma: str) -> str:
    forms = verb_forms(lemma)
    return lemma if forms[-2] == lemma + "s" else forms[-2]
