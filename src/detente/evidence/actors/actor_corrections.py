"""The analyst's actor file put into a lexicon: its names win over every list, its offices over what documents say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from detente.domain.actor_file import ActorFile, ActorNote
from detente.evidence.actors.mentions import Alias, KnownActor
from detente.evidence.lexicon import Lexicon


def corrected(lexicon: Lexicon, file: ActorFile, on: dt.date | None = None) -> Lexicon:
    """The lexicon as the actor file has it on a day.

    A name the file gives to one actor is taken from all others. A person whom documents gave an office and who bears
    exactly the name of an entry is that entry; near spellings are never joined.
    """
    if file.empty:
        return lexicon
    actors = dict(lexicon.actors)
    for key, note in file.actors.items():
        actors[key] = _noted(key, note, actors, lexicon, on)
    for key, bloc in file.blocs.items():
        names = tuple(Alias(n) for n in dict.fromkeys([bloc.name, *bloc.aliases]))
        known = actors.get(key)
        if known is None:
            actors[key] = KnownActor(key, bloc.name, "bloc", names)
        else:
            actors[key] = replace(known, aliases=tuple(dict.fromkeys([*known.aliases, *names])))
    claimed = _claimed(file)
    kept: dict[str, KnownActor] = {}
    for key, actor in actors.items():
        note_here = file.actors.get(key)
        disowned = set(note_here.not_aliases) if note_here else set()
        aliases = tuple(a for a in actor.aliases if claimed.get(a.text, key) == key and a.text not in disowned)
        if aliases or key in file.actors or key in lexicon.case_actors:
            kept[key] = replace(actor, aliases=aliases)
    gone = set(actors) - set(kept)
    moved = {k: replace(a, represents=None) if a.represents in gone else a for k, a in kept.items()}
    return Lexicon(moved, lexicon.issues, lexicon.case_actors)


def bloc_members(file: ActorFile, on: dt.date | None = None) -> Mapping[str, tuple[str, ...]]:
    """Members of each bloc on a day, for suggestions: nothing a bloc says is taken for theirs."""
    return {key: bloc.members_on(on) for key, bloc in file.blocs.items()}


def _noted(
    key: str, note: ActorNote, actors: dict[str, KnownActor], lexicon: Lexicon, on: dt.date | None
) -> KnownActor:
    form: Literal["person", "name"] = "person" if note.kind == "person" else "name"
    names = tuple(Alias(n, form) for n in dict.fromkeys([note.name, *note.aliases]) if n)
    represents = note.represents if note.holds_on(on) else None
    known = actors.get(key)
    if known is not None:
        return replace(
            known,
            name=note.name or known.name,
            aliases=tuple(dict.fromkeys([*known.aliases, *names])),
            represents=represents if note.represents else known.represents,
            role=note.role or known.role,
        )
    twin = next((a for a in actors.values() if a.kind == "person" and a.name == note.name and not a.in_case), None)
    extra = twin.aliases if twin is not None and note.kind == "person" else ()
    if twin is not None and twin.id not in lexicon.case_actors and note.kind == "person":
        del actors[twin.id]
    role = note.role or (twin.role if twin is not None else "")
    office = represents if note.represents else (twin.represents if twin is not None and note.holds_on(on) else None)
    return KnownActor(key, note.name, note.kind, tuple(dict.fromkeys([*names, *extra])), office, role)


def _claimed(file: ActorFile) -> dict[str, str]:
    """Which entry bears a name."""
    found = {n: key for key, a in file.actors.items() for n in (a.name, *a.aliases) if n}
    return found | {n: key for key, b in file.blocs.items() for n in (b.name, *b.aliases) if n}
