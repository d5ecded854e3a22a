"""What the chunks of many documents must know of each other: counted and added up between the stages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from detente.app.corpus import stages
from detente.app.corpus.stages import Finish
from detente.domain.errors import StorageError
from detente.evidence.actors.person_census import PersonCensus
from detente.evidence.checking.across_documents import CheckContext
from detente.evidence.checking.independence import SourceGroups, SourceLink
from detente.evidence.checking.near_duplicates import Hashes
from detente.evidence.read_alone import LANGUAGE
from detente.storage.parts import PartsFolder


@dataclass
class Taken:
    """What the first stage found, a row a document."""

    paths: list[str]
    published: list[dt.date | None]
    sizes: list[int]
    words: list[str]
    translated: list[str]
    sizes_by_key: dict[str, list[int]]
    problems: list[tuple[str, str]]


def counted(parts: PartsFolder, keys: Sequence[str]) -> tuple[PersonCensus, Taken]:
    """The persons that all documents name, and a row for each document."""
    census = PersonCensus()
    taken = Taken([], [], [], [], [], {}, [])
    for key in keys:
        found = parts.load(stages.taken(key))
        if found is None:
            raise gone(parts, stages.taken(key))
        (row,) = found
        census.add_small_words(row["small_words"])
        taken.problems += [(path, sentence) for path, sentence in row["problems"]]
        taken.sizes_by_key[key] = [d["shingles"] for d in row["documents"]]
        for document in row["documents"]:
            census.add(document["persons"])
            taken.paths.append(document["path"])
            taken.published.append(dt.date.fromisoformat(document["published"]) if document["published"] else None)
            taken.sizes.append(document["shingles"])
            taken.words.append(document["words"])
            if document["translated"]:
                taken.translated.append(document["path"])
    return census, taken


def shingles_of(parts: PartsFolder, keys: Sequence[str], sizes: dict[str, list[int]]) -> Iterator[Hashes]:
    """The shingles of every document, in order."""
    for key in keys:
        joined = parts.load_array(stages.shingles(key))
        if joined is None or len(joined) != sum(sizes[key]):
            raise gone(parts, stages.shingles(key))
        yield from np.split(joined, np.cumsum(sizes[key])[:-1]) if sizes[key] else ()


@dataclass
class Facts:
    """What the second stage found, added up."""

    groups: SourceGroups
    context: CheckContext
    statements: int
    silent: list[str]
    foreign: dict[str, str]
    dropped: Counter[tuple[str, str]]
    with_figures: list[tuple[str, str]]  # documents that give quantities, each with its chunk


def facts_of(parts: PartsFolder, keys: Sequence[str], reading: str, copies: dict[str, str]) -> Facts:
    """The facts of all chunks, added up."""
    facts = Facts(SourceGroups(copies), CheckContext(), 0, [], {}, Counter(), [])
    for key in keys:
        lengths: dict[str, int] = {}
        for row in facts_rows(parts, key, reading):
            for source, quotes in row["links"]:
                facts.groups.add(SourceLink(source, tuple(bytes.fromhex(q) for q in quotes)))
            facts.context.add(stages.document_facts_of(row))
            facts.statements += row["statements"]
            lengths[row["path"]] = row["length"]
            if row["quantities"]:
                facts.with_figures.append((row["path"], key))
            if not row["statements"]:
                facts.silent.append(row["path"])
            for stage, reason, count, whole in row["dropped"]:
                facts.dropped[(stage, reason)] += count
                if stage == LANGUAGE and whole:
                    facts.foreign[row["path"]] = reason
    facts.context = facts.context.only_shared()
    return facts


def finishing(
    parts: PartsFolder, keys: Sequence[str], reading: str, facts: Facts, finish: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """For each chunk what it must know of the others, and no more."""
    titles = hashlib.sha256(json.dumps(facts.context.titles, sort_keys=True).encode()).hexdigest()
    for key in keys:
        rows = facts_rows(parts, key, reading)
        sources = sorted({source for row in rows for source, _ in row["links"]})
        groups = facts.groups.names(sources)
        context = facts.context.of(f for row in rows for f in row["figures"])
        shared = {claim: asdict(where) for claim, where in context.shared.items()}
        content = json.dumps([reading, groups, shared, titles], sort_keys=True)
        finish[key] = hashlib.sha256(content.encode()).hexdigest()[:12]
        yield key, reading, Finish(finish[key], groups, context)


def gone(parts: PartsFolder, name: str) -> StorageError:
    """A part that was there when its stage ended and is not any more."""
    return StorageError(f"{parts.folder / name} is damaged; delete {parts.folder} and run again.")


def facts_rows(parts: PartsFolder, key: str, reading: str) -> list[dict[str, Any]]:
    """The facts of a chunk's documents."""
    name = stages.facts_part(key, reading)
    found = parts.load(name)
    if found is None:
        raise gone(parts, name)
    rows: list[dict[str, Any]] = found[0]["documents"]
    return rows
