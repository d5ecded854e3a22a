"""A first case from documents alone: actors, issues and stances, all marked as guesses with their statements."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.domain.case import Actor, Case, CaseInfo, Issue, RedLine, SovereigntyEffect, Stance
from detente.domain.case import Source as CaseSource
from detente.domain.document import Document
from detente.domain.quantity import Quantity
from detente.domain.statement import Reading, Statement
from detente.evidence.lexicon import KnownIssue, Lexicon

MOST_ACTORS = 14
MOST_ISSUES = 16
LEAST_WEIGHT = 2.0
# Statements shown at a guess: a list of all would bury the rest of the file.
MOST_SHOWN = 12
MOST_SHOWN_OF_STANCE = 20
RED_LINE_FIRMNESS = 0.5


@dataclass
class Engagement:
    """How much a case's documents have to do with one actor."""

    held: list[Statement] = field(default_factory=list)
    targeted: list[Statement] = field(default_factory=list)
    mentions: int = 0
    names: Counter[str] = field(default_factory=Counter)

    @property
    def weight(self) -> float:
        """A statement held counts 1, one directed at the actor 0.5, a bare mention 0.1."""
        return len(self.held) + 0.5 * len(self.targeted) + 0.1 * self.mentions


def propose_case(
    documents: Sequence[Document],
    reading: Reading,
    lexicon: Lexicon,
    *,
    identifier: str,
    title: str,
    as_of: dt.date,
) -> Case:
    """Who takes part, what it is about and who wants what, as far as the documents tell.

    Persons are folded into the state or organisation they speak for, as its aliases. Positions and saliences are
    ``from: statements``; a red line is guessed, with firmness 0.5, where a statement reads as one. Capability and
    no-deal values, which documents do not tell, are left out. Everything is marked ``guess`` with its statements.
    """
    engagements = _engagements(documents, reading, lexicon)
    actors = _chosen_actors(engagements, lexicon)
    issues = _chosen_issues(reading.statements, lexicon)
    required = _required(engagements, actors, lexicon)
    return Case(
        case=CaseInfo(id=identifier, title=title, as_of=as_of, question=""),
        actors={a: _actor(a, engagements[a], lexicon, a in required) for a in actors},
        issues={i: _issue(lexicon.issues[i], reading.statements, actors, lexicon) for i in issues},
        stances=tuple(_stances(reading.statements, actors, issues, lexicon)),
        sources={
            f"d{n}": CaseSource(document=d.path, title=d.title, publisher=d.publisher, date=d.published)
            for n, d in enumerate(sorted(documents, key=lambda d: d.path), 1)
        },
    )


def _engagements(documents: Sequence[Document], reading: Reading, lexicon: Lexicon) -> dict[str, Engagement]:
    found: dict[str, Engagement] = {}
    for statement in reading.statements:
        for holder in dict.fromkeys(lexicon.holder(a) for a in statement.actors):
            found.setdefault(holder, Engagement()).held.append(statement)
        for target in dict.fromkeys(lexicon.holder(t) for t in statement.targets):
            found.setdefault(target, Engagement()).targeted.append(statement)
    for document in sorted(documents, key=lambda d: d.path):
        for mention in lexicon.matcher.find(document.text):
            engagement = found.setdefault(lexicon.holder(mention.actor), Engagement())
            engagement.mentions += 1
            if mention.form not in ("demonym", "place", "context"):
                engagement.names[document.text[mention.start : mention.end]] += 1
    return {key: found[key] for key in sorted(found)}


def _chosen_actors(engagements: dict[str, Engagement], lexicon: Lexicon) -> list[str]:
    known = [a for a in engagements if a in lexicon.actors and engagements[a].held + engagements[a].targeted]
    ranked = sorted(known, key=lambda a: (-engagements[a].weight, a))
    chosen = [a for a in ranked if engagements[a].weight >= LEAST_WEIGHT] or ranked
    return (chosen if len(chosen) >= 2 else ranked[:2])[:MOST_ACTORS]


def _chosen_issues(statements: Sequence[Statement], lexicon: Lexicon) -> list[str]:
    counts = Counter(i for s in statements for i in dict.fromkeys(s.issues) if i in lexicon.issues)
    ranked = sorted(counts, key=lambda i: (-counts[i], i))
    often = [i for i in ranked if counts[i] >= 2]
    return (often if len(often) >= 3 else ranked)[:MOST_ISSUES]


def _required(engagements: dict[str, Engagement], actors: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The most engaged states and organisations: at least two, at most four, none under 40% of the first."""
    able = [a for a in actors if lexicon.actors[a].kind != "person"]
    top = engagements[able[0]].weight if able else 0.0
    return [a for n, a in enumerate(able[:4]) if n < 2 or engagements[a].weight >= 0.4 * top]


def _actor(key: str, engagement: Engagement, lexicon: Lexicon, required: bool) -> Actor:
    known = lexicon.actors[key]
    persons = sorted(
        p.name
        for p in lexicon.actors.values()
        if p.kind == "person"
        and p.id != key
        and lexicon.holder(p.id) == key
        and any(a.text in engagement.names for a in p.aliases)
    )
    names = [n for n, _ in sorted(engagement.names.items(), key=lambda item: (-item[1], item[0]))]
    aliases = dict.fromkeys([*persons, *names])
    aliases.pop(known.name, None)
    held, targeted = len(engagement.held), len(engagement.targeted)
    return Actor(
        name=known.name,
        kind=known.kind,
        aliases=tuple(aliases),
        required=required,
        at_table=required,
        guess=True,
        statements=_telling(engagement.held, MOST_SHOWN),
        note=f"holds {_count(held, MOST_SHOWN)}, is named in {targeted} more"
        + ("; required: one of those most engaged" if required else ""),
    )


def _issue(known: KnownIssue, statements: Sequence[Statement], actors: Sequence[str], lexicon: Lexicon) -> Issue:
    about = [s for s in statements if known.id in s.issues]
    low, high = min(known.scale), max(known.scale)
    middle = known.reference_point if known.reference_point is not None else (low + high) / 2
    bound = _bound_party(about, actors, lexicon)
    effect = known.sovereignty
    plain = SovereigntyEffect(reversibility=effect.reversibility)
    notes = [_count(len(about), MOST_SHOWN)]
    notes += ["reference point: the middle of the scale, the documents do not tell what holds without a deal"]
    if bound and effect != plain:
        notes.append(f"sovereignty: guessed to be that of {lexicon.actors[bound].name}, most often named on this issue")
    return Issue(
        name=known.name,
        question=known.question,
        scale=dict(known.scale),
        reference_point=middle,
        vocabulary=known.vocabulary,
        sovereignty={bound: effect} if bound and effect != plain else {},
        guess=True,
        statements=_telling(about, MOST_SHOWN),
        note="; ".join(notes),
    )


def _bound_party(about: Sequence[Statement], actors: Sequence[str], lexicon: Lexicon) -> str:
    counts = Counter(
        holder
        for s in about
        for holder in dict.fromkeys(lexicon.holder(t) for t in s.targets)
        if holder in actors and lexicon.actors[holder].kind == "state"
    )
    return min(counts, key=lambda a: (-counts[a], a)) if counts else ""


def _stances(
    statements: Sequence[Statement], actors: Sequence[str], issues: Sequence[str], lexicon: Lexicon
) -> list[Stance]:
    stances = []
    for actor in actors:
        own = [s for s in statements if actor in {lexicon.holder(a) for a in s.actors}]
        for issue in issues:
            about = [s for s in own if issue in s.issues]
            if not about:
                continue
            directed = [s for s in about if any(i.actor == actor and i.issue == issue for i in s.indications)]
            stances.append(
                Stance(
                    actor=actor,
                    issue=issue,
                    position=Quantity.statements(),
                    salience=Quantity.statements(),
                    red_line=_red_line(actor, lexicon.issues[issue], directed),
                    guess=True,
                    statements=_telling(about, MOST_SHOWN_OF_STANCE),
                    note=_stance_note(len(about), bool(directed)),
                )
            )
    return stances


def _stance_note(about: int, directed: bool) -> str:
    notes = [_count(about, MOST_SHOWN_OF_STANCE)] if about > MOST_SHOWN_OF_STANCE else []
    return "; ".join(notes if directed else [*notes, "no statement tells a direction"])


def _telling(statements: Sequence[Statement], most: int) -> tuple[str, ...]:
    """Ids of the most telling statements: those that move a position or point somewhere first, then as they stand."""
    ranked = sorted(statements, key=lambda s: -(2 * s.moves_position + bool(s.indications)))
    return tuple(s.id for s in ranked[:most])


def _count(statements: int, most: int) -> str:
    shown = f", {most} shown here" if statements > most else ""
    return f"{statements} statement{'' if statements == 1 else 's'}{shown}"


def _red_line(actor: str, known: KnownIssue, statements: Sequence[Statement]) -> RedLine | None:
    """A guess where statements that may inform an estimate read as a line, all on one side."""
    firm = [
        (s, i)
        for s in statements
        if s.moves_position
        for i in s.indications
        if i.firm and i.actor == actor and i.issue == known.id
    ]
    sides = {i.level >= 3 for _, i in firm}
    if len(sides) != 1:
        return None
    low, high = min(known.scale), max(known.scale)
    span = high - low
    ids = tuple(dict.fromkeys(s.id for s, _ in firm))[:MOST_SHOWN_OF_STANCE]
    note = f"guessed from: {firm[0][1].reason}"
    if sides == {True}:
        line = Quantity.range(low + 0.3 * span, low + 0.5 * span, low + 0.8 * span)
        return RedLine(min=line, firmness=RED_LINE_FIRMNESS, guess=True, statements=ids, note=note)
    line = Quantity.range(low + 0.2 * span, low + 0.5 * span, low + 0.7 * span)
    return RedLine(max=line, firmness=RED_LINE_FIRMNESS, guess=True, statements=ids, note=note)
