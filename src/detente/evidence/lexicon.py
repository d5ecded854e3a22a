"""What a reading looks for: the actors and issues of a case, or of the world when there is no case yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from detente.domain.case import Actor, Case, Cues, Issue, SovereigntyEffect
from detente.domain.document import Document
from detente.evidence.actors.mentions import ActorMatcher, Alias, KnownActor, world_actors
from detente.evidence.actors.persons import find_persons
from detente.evidence.text.passives import with_passives
from detente.evidence.text.patterns import PatternSet
from detente.evidence.vocabulary import IssueEntry, issue_entries, roles

IssuePart = Literal["keyword", "hint", "guard", "low", "high"]


@dataclass(frozen=True)
class KnownIssue:
    """An issue and how text speaks of it; ``favour`` is the end that supporters of the issue as named are for."""

    id: str
    name: str
    question: str
    scale: dict[float, str] = field(default_factory=dict)
    reference_point: float | None = None
    keywords: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    cues: Cues = field(default_factory=Cues)
    favour: Literal["low", "high"] | None = None
    yields: bool = False
    part_of: str | None = None
    sovereignty: SovereigntyEffect = field(default_factory=SovereigntyEffect)
    vocabulary: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """Actors and issues by id, in order; ``case_actors`` are those an analyst has named (none without a case)."""

    actors: dict[str, KnownActor]
    issues: dict[str, KnownIssue]
    case_actors: frozenset[str] = frozenset()

    @cached_property
    def matcher(self) -> ActorMatcher:
        """Finds mentions of the actors."""
        return ActorMatcher(self.actors.values())

    @cached_property
    def by_alias(self) -> dict[str, str]:
        """The first actor that bears a name, by the name."""
        found: dict[str, str] = {}
        for key, actor in self.actors.items():
            for alias in actor.aliases:
                found.setdefault(alias.text, key)
        return found

    @cached_property
    def issue_patterns(self) -> PatternSet[tuple[str, IssuePart]]:
        """Keywords, hints, guards and cues of all issues, to be found together."""
        return _built_in_patterns() if self.issues is _built_in_issues() else _patterns_of(self.issues)

    def with_actors(self, extra: Sequence[KnownActor]) -> Lexicon:
        """The lexicon with more actors, without building its matchers anew: they do not look for these."""
        if not extra:
            return self
        larger = replace(self, actors={**self.actors, **{a.id: a for a in extra}})
        larger.__dict__.update(matcher=self.matcher, issue_patterns=self.issue_patterns)
        return larger

    def holder(self, actor: str) -> str:
        """The actor whose position a statement by ``actor`` shows: the state for its minister, itself otherwise."""
        seen: set[str] = set()
        while actor in self.actors and actor not in seen:
            seen.add(actor)
            represented = self.actors[actor].represents
            if represented is None:
                return actor
            actor = represented
        return actor


def lexicon_from_case(
    case: Case, documents: Sequence[Document] = (), persons: Sequence[KnownActor] | None = None
) -> Lexicon:
    """The case's actors and issues, with what the vocabulary knows about them.

    A case actor that is a known state or organisation gets its demonyms, capital and seats of government; states
    outside the case are still recognised, as background. Persons the ``documents`` give an office of a case actor
    speak for it. An issue gets the keywords and cues of the vocabulary entry it names (``vocabulary``) or whose id
    it has; cues written in the case replace those of an entry it does not name. ``persons`` are those of the documents
    where they are known already.
    """
    actors = _case_actors(case)
    known = {a.text: key for key, actor in actors.items() for a in actor.aliases}
    taken = {key: _twin(world, known) for key, world in world_actors().items()}
    for key, world in world_actors().items():
        twin = taken[key]
        if twin is None:
            actors.setdefault(key, replace(world, represents=taken.get(world.represents or "") or world.represents))
        elif twin in actors:
            own = actors[twin]
            extra = [a for a in world.aliases if known.get(a.text, twin) == twin]
            forms = {a.text: a for a in extra}
            aliases = [forms.get(a.text, a) for a in own.aliases]
            actors[twin] = replace(own, aliases=tuple(dict.fromkeys([*aliases, *extra])))
    if persons is None:
        persons = find_persons(_english(documents)) if documents else []
    for person in persons:
        state = taken.get(person.represents or "") or person.represents
        if any(a.text in known for a in person.aliases):
            key = next(known[a.text] for a in person.aliases if a.text in known)
            own = actors[key]
            extra = [a for a in person.aliases if a.text not in known]
            actors[key] = replace(own, aliases=(*own.aliases, *extra), represents=own.represents)
        else:
            actors.setdefault(person.id, replace(person, represents=state))
    taken_up = {issue.vocabulary or key for key, issue in case.issues.items()}
    issues = {key: _case_issue(key, issue, taken_up) for key, issue in case.issues.items()}
    return Lexicon(_with_governments(actors), issues, frozenset(case.actors))


def lexicon_from_documents(documents: Sequence[Document]) -> Lexicon:
    """The built-in vocabulary and world, and the persons these documents name with their offices."""
    return lexicon_from_persons(find_persons(_english(documents)))


def lexicon_from_persons(persons: Sequence[KnownActor]) -> Lexicon:
    """The built-in vocabulary and world, and these persons."""
    actors = dict(world_actors())
    for person in persons:
        key = person.id if person.id not in actors else f"{person.id}-person"
        actors[key] = replace(person, id=key)
    return Lexicon(_with_governments(actors), _built_in_issues())


@lru_cache(maxsize=1)
def _built_in_issues() -> dict[str, KnownIssue]:
    """The issues of the vocabulary: one object, by which its patterns are known again."""
    return {k: _known_issue(e) for k, e in issue_entries().items()}


@lru_cache(maxsize=1)
def _built_in_patterns() -> PatternSet[tuple[str, IssuePart]]:
    return _patterns_of(_built_in_issues())


def _patterns_of(issues: Mapping[str, KnownIssue]) -> PatternSet[tuple[str, IssuePart]]:
    entries: list[tuple[tuple[str, IssuePart], str]] = []
    for key, issue in issues.items():
        entries += [((key, "keyword"), p) for p in issue.keywords]
        entries += [((key, "hint"), p) for p in issue.hints]
        entries += [((key, "guard"), p) for p in issue.guards]
        entries += [((key, "low"), p) for p in with_passives(issue.cues.low)]
        entries += [((key, "high"), p) for p in with_passives(issue.cues.high)]
    return PatternSet(entries)


def _english(documents: Sequence[Document]) -> list[str]:
    """The texts in which English names and offices can be looked for: not those known to be in another language."""
    return [d.text for d in documents if d.language in ("", "en")]


def _with_governments(actors: dict[str, KnownActor]) -> dict[str, KnownActor]:
    """Adds "the X administration" and "the X government" to the state whose head X is."""
    principals = {r.lower() for r in roles()["principal"]}
    for person in list(actors.values()):
        state = person.represents
        if person.kind != "person" or state not in actors or person.role.lower() not in principals:
            continue
        last = person.name.split(" ")[-1]
        extra = [Alias(f"{last} {word}", "seat") for word in ("administration", "Administration", "government")]
        extra += [Alias(f"{last}{mark}s {word}", "seat") for mark in "'’" for word in ("government", "administration")]
        actors[state] = replace(actors[state], aliases=(*actors[state].aliases, *extra))
    return actors


def _case_actors(case: Case) -> dict[str, KnownActor]:
    return {key: _case_actor(key, actor) for key, actor in case.actors.items()}


def _case_actor(key: str, actor: Actor) -> KnownActor:
    form: Literal["person", "name"] = "person" if actor.kind == "person" else "name"
    texts = dict.fromkeys([actor.name, *actor.aliases])
    return KnownActor(
        key, actor.name, actor.kind, tuple(Alias(t, form) for t in texts if t), actor.represents, in_case=True
    )


def _twin(world: KnownActor, known: dict[str, str]) -> str | None:
    """The case actor that is this state or organisation: it bears its name, or a name and not only a city."""
    names = [a for a in world.aliases if a.form == "name"]
    return next((known[a.text] for a in names if a.text in known), None)


def _case_issue(key: str, issue: Issue, taken_up: Collection[str]) -> KnownIssue:
    named = issue.vocabulary or key
    entry = issue_entries().get(named)
    chapters = [e for e in issue_entries().values() if e.part_of == named and e.id not in taken_up]
    own_cues = bool(issue.cues.low or issue.cues.high)
    use_cues = entry is not None and (issue.vocabulary is not None or not own_cues)
    cues = issue.cues
    keywords: Iterable[str] = _written(issue.keywords)
    if entry is not None:
        keywords = dict.fromkeys([*keywords, *entry.keywords, *(k for e in chapters for k in e.keywords)])
        if use_cues:
            cues = Cues(low=(*issue.cues.low, *entry.cues.low), high=(*issue.cues.high, *entry.cues.high))
    elif not issue.keywords:
        keywords = [key.replace("_", " ").replace("-", " "), *([issue.name] if issue.name else [])]
    return KnownIssue(
        id=key,
        name=issue.name or (entry.name if entry else key.replace("_", " ")),
        question=issue.question,
        scale=dict(issue.scale),
        reference_point=issue.reference_point,
        keywords=tuple(keywords),
        hints=entry.hints if entry else (),
        guards=(*entry.guards, *(g for e in chapters for g in e.guards)) if entry else (),
        cues=cues,
        favour=entry.favour if entry is not None and use_cues else None,
        yields=entry.yields if entry else False,
        sovereignty=entry.sovereignty if entry else SovereigntyEffect(),
        vocabulary=entry.id if entry else None,
    )


def _written(keywords: Iterable[str]) -> list[str]:
    """Keywords of a case as patterns: plain words keep their meaning; brackets that do not close are left out."""
    return [k for k in keywords if k.strip() and k.count("(") == k.count(")")]


def _known_issue(entry: IssueEntry) -> KnownIssue:
    return KnownIssue(
        id=entry.id,
        name=entry.name,
        question=entry.question,
        scale=dict(entry.scale),
        reference_point=entry.reference_point,
        keywords=entry.keywords,
        hints=entry.hints,
        guards=entry.guards,
        cues=entry.cues,
        favour=entry.favour,
        yields=entry.yields,
        part_of=entry.part_of,
        sovereignty=entry.sovereignty,
        vocabulary=entry.id,
    )
