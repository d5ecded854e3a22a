"""Reads the vocabulary's YAML files, once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from detente.domain.errors import InputError
from detente.evidence.vocabulary.entries import IssueEntry

PACKAGE = "detente.evidence.vocabulary"


@lru_cache(maxsize=1)
def issue_entries() -> dict[str, IssueEntry]:
    """All built-in issues by id, in the order of the files (sorted by name) and of the entries in them.

    Raises
    ------
    InputError
        When an entry lacks a field, has a field unknown to it, or is part of an issue that is not there.
    """
    entries: dict[str, IssueEntry] = {}
    names = sorted(
        f.name for f in files(PACKAGE).iterdir() if f.name.startswith("issues_") and f.name.endswith(".yaml")
    )
    for name in names:
        for key, content in _read(name).items():
            try:
                entries[key] = IssueEntry(id=key, **content)
            except (ValidationError, TypeError) as error:
                first = (
                    str(error).splitlines()[-1].strip()
                    if not isinstance(error, ValidationError)
                    else str(error.errors()[0]["msg"])
                )
                raise InputError(f"{name}: {key}", "a complete issue entry", first, "correct the entry") from error
    for entry in entries.values():
        if entry.part_of is not None and entry.part_of not in entries:
            raise InputError(f"issue {entry.id}", "part_of: an issue there is", entry.part_of, "correct the entry")
    return entries


@lru_cache(maxsize=1)
def predicates() -> dict[str, dict[str, Any]]:
    """Predicates by stance: acts, attitudes, nouns, joint, adjectives, negated."""
    table: dict[str, dict[str, Any]] = _read("predicates.yaml")
    return table


@lru_cache(maxsize=1)
def modality() -> dict[str, list[str]]:
    """Patterns of modality, hearsay, editorial voice, negation, evaluation and silence."""
    table: dict[str, list[str]] = _read("modality.yaml")
    return table


@lru_cache(maxsize=1)
def judgements() -> dict[str, list[str]]:
    """Patterns by which a speaker judges: disapproves, approves, worries, needs, wants, readiness."""
    table: dict[str, list[str]] = _read("judgements.yaml")
    return table


@lru_cache(maxsize=1)
def world() -> dict[str, dict[str, list[str]]]:
    """States by ISO 3166 code: demonyms, capitals, seats, also."""
    table: dict[str, dict[str, list[str]]] = _read("world.yaml")
    return table


@lru_cache(maxsize=1)
def organisations() -> dict[str, dict[str, Any]]:
    """International organisations by id: name, kind, aliases, capitals, context, represents."""
    table: dict[str, dict[str, Any]] = _read("organisations.yaml")
    return table


@lru_cache(maxsize=1)
def roles() -> dict[str, Any]:
    """Offices by the kind of source their holder is."""
    table: dict[str, Any] = _read("roles.yaml")
    return table


@lru_cache(maxsize=1)
def collectives() -> dict[str, list[str]]:
    """Groups and institutions without a name of their own: plural, single; deals and laws that act for them: things."""
    table: dict[str, list[str]] = _read("collectives.yaml")
    return table


@lru_cache(maxsize=1)
def furniture() -> dict[str, list[str]]:
    """Regular expressions of page furniture: lines, tail, links, sentences, machine_translated."""
    table: dict[str, list[str]] = _read("furniture.yaml")
    return table


@lru_cache(maxsize=1)
def events() -> dict[str, Any]:
    """What happens and how text says so: kinds, frames, status, told, absent."""
    table: dict[str, Any] = _read("events.yaml")
    return table


@lru_cache(maxsize=1)
def languages() -> dict[str, dict[str, str]]:
    """Languages by ISO 639-1 code: name, script (Latin where not given), words, letters."""
    table: dict[str, dict[str, str]] = _read("languages.yaml")
    return table


def _read(name: str) -> Any:
    text = files(PACKAGE).joinpath(name).read_text(encoding="utf-8")
    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        raise InputError(name, "YAML", "something that is not", f"correct it: {error}".replace("\n", " ")) from error
