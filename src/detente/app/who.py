"""Who the documents of a case name, and a commented proposal of its actor file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.app.actor_file import actor_file_of, case_lexicon, latest, lexicon_for
from detente.app.at_once import read_at_once, refuse_many
from detente.app.named import named
from detente.app.reading import gather
from detente.domain.actor_file import ActorFile
from detente.domain.document import Document
from detente.domain.errors import InputError
from detente.evidence.actors.actor_corrections import bloc_members
from detente.evidence.actors.mentions import identifier
from detente.evidence.actors.who_is_who import Seen, WhoIsWho, who_is_who
from detente.storage.actor_file import write_actor_proposal
from detente.storage.files import make_folder
from detente.storage.opening import open_store
from detente.storage.workspace import open_workspace

Progress = Callable[[str, int, int], None]
SPELLINGS = 4


@dataclass(frozen=True)
class Who:
    """What was found, the file it was read with, and where a proposal was written."""

    found: WhoIsWho
    file: ActorFile
    written: Path | None = None


def find_actors(path: Path, progress: Progress, *, write: bool = False) -> Who:
    """The actors of a case folder, or of documents without any case; with ``write`` a proposal for the folder."""
    workspace = open_workspace(path)
    documents: Sequence[Document]
    if workspace.documents is not None:
        if write:
            raise InputError("--write", "a case folder", f"documents without one ({path})", "make a case of them first")
        what = named(path)
        refuse_many(what.place)
        documents, reading, _, _ = read_at_once(what, progress)
        statements, file = reading.statements, what.file
        lexicon = lexicon_for(None, documents, file)
        day = latest(documents)
    else:
        with open_store(make_folder(workspace.root)) as store:
            sources = gather(workspace, store, None, progress)
        documents, statements, day = sources.documents, sources.reading.statements, sources.case.case.as_of
        file = actor_file_of(workspace.root, sources.case)
        lexicon = case_lexicon(sources.case, documents, file)
    found = who_is_who(documents, statements, lexicon, file, bloc_members(file, day))
    written = write_actor_proposal(workspace.root, proposal(found, file)) if write else None
    return Who(found, file, written)


def told(who: Who) -> Iterator[str]:
    """Lines for a terminal."""
    found = who.found
    if not (found.actors or found.near or found.unknown):
        yield "Nobody is named: no documents, or none that name a known actor."
    for seen in found.actors:
        spelt = ", ".join(f"{text} {count}" for text, count in seen.spellings[:SPELLINGS])
        speaks = f", speaks for {seen.party}" if seen.party != seen.actor else ""
        own = " (case)" if seen.in_case else ""
        yield f"{seen.mentions:6d}  {seen.actor}{own}: {seen.kind}{speaks}; {seen.statements} statements; {spelt}"
    if found.near:
        yield "May be one (nothing is joined; decide in actors.yaml):"
        for near in found.near:
            yield f"  “{near.name}” ({near.times}) and “{near.like}” of {near.actor}: {near.reason}"
    if found.unknown:
        yield "Speak, and are nobody known:"
        for name in found.unknown:
            yield f"  {name.name}: {name.statements} statements, such as “{name.example}”"
    for bloc in found.blocs:
        members = ", ".join(bloc.members) or "nobody named"
        yield f"Bloc {bloc.bloc} ({bloc.statements} statements) may speak for: {members}"
    if who.written is not None:
        yield f"wrote {who.written}"


def proposal(found: WhoIsWho, file: ActorFile) -> str:
    """An actor file to correct: persons found, near spellings and unknown names as comments. Valid as it stands."""
    lines = [
        "# Who is who in this case. Proposed by 'detente actors --write'; nobody has confirmed any of it.",
        "# Delete what is right already; correct what is wrong; take the # away from what you agree with.",
        "#   name, kind (person, state, organisation, bloc, group), aliases, not_aliases (names that are not its own),",
        "#   represents (the institution or state spoken for), role, since and until (of the office), note",
        "actors:",
    ]
    people = [s for s in found.actors if s.kind == "person" and s.actor not in file.actors]
    persons = [s for s in people if s.role or s.party != s.actor]
    for seen in persons:
        lines += _entry(seen)
    if not persons:
        lines[-1] = "actors: {}"
    lines += [f"  # {line}" for line in _hints(found, [s for s in people if s not in persons])]
    lines += [
        "",
        "# Coalitions and blocs: what a bloc says is never taken for its members' word, only suggested.",
        "blocs: {}",
        "#  friends-of-the-river:",
        "#    name: Friends of the River",
        "#    aliases: [the Friends]",
        "#    members: [egypt, {actor: sudan, since: 2020-01-01, until: 2024-12-31}]",
        "",
    ]
    return "\n".join(lines)


def _entry(seen: Seen) -> Iterator[str]:
    aliases = ", ".join(_quoted(text) for text, _ in seen.spellings if text != seen.name)
    yield f"  {seen.actor}:  # named {seen.mentions} times in {seen.documents} documents"
    yield f"    name: {_quoted(seen.name)}"
    yield "    kind: person"
    if aliases:
        yield f"    aliases: [{aliases}]"
    if seen.party != seen.actor:
        yield f"    represents: {seen.party}"
    else:
        yield "    # represents: the state or institution it speaks for; the documents do not say"
    if seen.role:
        yield f"    role: {_quoted(seen.role)}"


def _hints(found: WhoIsWho, nameless: list[Seen]) -> Iterator[str]:
    if nameless:
        yield "Names documents keep using, perhaps of persons, without an office:"
        for seen in nameless:
            yield f"  {seen.actor}: {{name: {_quoted(seen.name)}, represents: ...}}  # {seen.mentions} times"
    if found.near:
        yield "Near spellings: add the first to the aliases of the second, if they are one."
        for near in found.near:
            like = f"like {_quoted(near.like)} of {near.actor}; {near.reason}"
            yield f"  {_quoted(near.name)} ({near.times} times): {like}"
    if found.unknown:
        yield "Names that speak and are nobody known:"
        for name in found.unknown:
            entry = f"{identifier(name.name)}: {{name: {_quoted(name.name)}, represents: ...}}"
            yield f"  {entry}  # {name.statements} statements"


def _quoted(text: str) -> str:
    clean = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'
