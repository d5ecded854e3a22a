"""``actors.yaml`` in the case folder: read with every problem named by line, and written as a proposal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import ValidationError

from detente.domain.actor_file import ActorFile
from detente.domain.errors import CaseError, did_you_mean
from detente.storage.case_loading import read_text
from detente.storage.files import atomic_write_text
from detente.storage.plain_errors import DATE, EXPECTED, repeated_problems
from detente.storage.yaml_text import YamlText, dotted, read_yaml

ACTOR_FILE = "actors.yaml"
PROPOSED_FILE = "actors.proposed.yaml"
_FIELDS = {
    "actors": ("name", "kind", "aliases", "not_aliases", "represents", "role", "since", "until", "note"),
    "blocs": ("name", "aliases", "members", "note"),
}


def load_actor_file(root: Path, known: Collection[str]) -> ActorFile:
    """The actor file of a case folder, an empty one where there is none.

    ``known``: ids that may be spoken for besides those of the file. Raises CaseError with all its ``problems``.
    """
    file = root / ACTOR_FILE
    if file.is_dir():
        raise CaseError(str(file), "a file", "a folder of that name", "move it away")
    return parse_actor_file(read_text(file), known) if file.is_file() else ActorFile()


def parse_actor_file(text: str, known: Collection[str], name: str = ACTOR_FILE) -> ActorFile:
    """An actor file from YAML text; see ``load_actor_file``."""
    parsed = read_yaml(text, name)
    if parsed.data is None:
        return ActorFile()
    if not isinstance(parsed.data, dict):
        raise CaseError(f"{name}:1", "the tables 'actors' and 'blocs'", "a list or a single value", "write 'actors:'")
    problems = list(repeated_problems(parsed, name))
    try:
        found = ActorFile.model_validate(parsed.data)
    except ValidationError as error:
        problems += _plain(error, parsed, name)
        raise _all(problems) from None
    problems += _disagreements(found, parsed, name, known)
    if problems:
        raise _all(problems)
    return found


def write_actor_proposal(root: Path, text: str) -> Path:
    """Write a proposal to ``actors.yaml``, or beside it where the analyst has one already; the file written."""
    file = root / (PROPOSED_FILE if (root / ACTOR_FILE).exists() else ACTOR_FILE)
    atomic_write_text(file, text)
    return file


def _plain(error: ValidationError, parsed: YamlText, name: str) -> Iterator[CaseError]:
    for detail in error.errors(include_url=False):
        path = tuple(p for p in detail["loc"] if not (isinstance(p, str) and p.startswith("function")))
        where = f"{name}:{parsed.line(path)}: {dotted(path)}"
        kind = str(detail["type"])
        if kind == "extra_forbidden":
            fields = _FIELDS.get(str(path[0]), ()) if len(path) > 1 else tuple(_FIELDS)
            fields = ("actor", "since", "until") if "members" in path else fields
            yield CaseError(where, "a known field", f"'{path[-1]}'", did_you_mean(str(path[-1]), fields))
        elif kind == "missing":
            yield CaseError(where, "a value", "nothing", f"add '{path[-1]}'")
        elif kind.startswith("date"):
            yield CaseError(where, DATE[0], f"'{detail.get('input')}'", DATE[1])
        elif kind == "literal_error":
            expected = str(detail["ctx"]["expected"])
            yield CaseError(where, f"one of {expected}", f"'{detail.get('input')}'", "write one of them")
        elif kind in EXPECTED:
            yield CaseError(where, EXPECTED[kind][0], f"'{detail.get('input')}'", EXPECTED[kind][1])
        else:
            said = str(detail["msg"]).removeprefix("Value error, ")
            given = detail.get("input")
            got = ", ".join(f"{k}: {v}" for k, v in given.items()) if isinstance(given, dict) else f"'{given}'"
            yield CaseError(where, said, got[:80], "correct it")


def _disagreements(found: ActorFile, parsed: YamlText, name: str, known: Collection[str]) -> Iterator[CaseError]:
    everyone = sorted({*known, *found.actors, *found.blocs})

    def problem(path: tuple[str | int, ...], expected: str, got: str, remedy: str) -> CaseError:
        return CaseError(f"{name}:{parsed.line(path)}: {dotted(path)}", expected, got, remedy)

    for key in found.actors:
        if key in found.blocs:
            yield problem(
                ("blocs", key), "an id of its own", f"'{key}', an actor's id too", "give one of them another id"
            )
    borne: dict[str, tuple[str, ...]] = {}
    for key, actor in found.actors.items():
        place = ("actors", key)
        if not actor.name and key not in known:
            yield problem(place, "a 'name' for an actor no list knows", "none", "add 'name: ...'")
        if actor.represents is not None and actor.represents not in everyone:
            remedy = did_you_mean(actor.represents, everyone)
            yield problem((*place, "represents"), "the id of an actor", f"'{actor.represents}'", remedy)
        if _circular(key, found):
            yield problem((*place, "represents"), "a chain that ends", "one that comes back to itself", "break it")
        for alias in actor.not_aliases:
            if alias in (actor.name, *actor.aliases):
                yield problem((*place, "not_aliases"), "names it does not bear", f"'{alias}', its alias", "remove one")
    tables = [("actors", key, (a.name, *a.aliases)) for key, a in found.actors.items()]
    tables += [("blocs", key, (b.name, *b.aliases)) for key, b in found.blocs.items()]
    for table, key, names in tables:
        for alias in names:
            if alias and len(alias.strip()) < 2:
                yield problem((table, key, "aliases"), "names of two letters or more", f"'{alias}'", "write it out")
            other = borne.setdefault(alias, (table, key))
            if alias and other != (table, key):
                said = f"'{alias}', a name of '{other[1]}' too"
                yield problem((table, key, "aliases"), "names no other entry bears", said, "keep it at one of the two")
    for key, bloc in found.blocs.items():
        for n, member in enumerate(bloc.members):
            if member.actor not in everyone or member.actor == key:
                remedy = did_you_mean(member.actor, [k for k in everyone if k != key])
                yield problem(("blocs", key, "members", n), "the id of an actor", f"'{member.actor}'", remedy)


def _circular(key: str, found: ActorFile) -> bool:
    seen = {key}
    at = found.actors[key].represents
    while at in found.actors:
        if at in seen:
            return at == key
        seen.add(at)
        at = found.actors[at].represents
    return False


def _all(problems: list[CaseError]) -> CaseError:
    ordered = sorted(problems, key=lambda p: int(p.where.split(":")[1]) if p.where.split(":")[1].isdigit() else 0)
    top = ordered[0]
    return CaseError(top.where, top.expected, top.got, top.remedy, ordered)
