"""Switches: the readings of an ambiguous model, chosen by name, defaults filled in, errors said clearly."""

from __future__ import annotations

from collections.abc import Mapping

from detente.domain.engine import Switch
from detente.domain.errors import EngineError, did_you_mean


def chosen_switches(engine: str, offered: tuple[Switch, ...], asked: Mapping[str, str] | None) -> dict[str, str]:
    """Every switch of ``engine`` with the value asked for, or its default, in the order they are offered.

    Raises EngineError for a switch the engine does not have and for a value the switch does not have.
    """
    asked = asked or {}
    names = [switch.name for switch in offered]
    for name in asked:
        if name not in names:
            remedy = did_you_mean(name, names) if names else "leave it out: this engine has no switches"
            raise refusal(f"engine '{engine}' has no switch '{name}'", remedy)
    for switch in offered:
        value = asked.get(switch.name, switch.values[0])
        if value not in switch.values:
            remedy = did_you_mean(value, switch.values)
            raise refusal(f"switch '{switch.name}' of engine '{engine}' has no value '{value}'", remedy)
    return {switch.name: asked.get(switch.name, switch.values[0]) for switch in offered}


def reading_of(chosen: Mapping[str, str]) -> str:
    """The reading in words, ``tie: middle``; ``as published`` for a model that leaves nothing open."""
    return ", ".join(f"{name}: {value}" for name, value in chosen.items()) or "as published"


def refusal(fact: str, remedy: str) -> EngineError:
    """The error that says what is not there and what to do, as one sentence."""
    return EngineError(f"{fact[0].upper()}{fact[1:]}; {remedy}" + ("" if remedy.endswith("?") else "."))
