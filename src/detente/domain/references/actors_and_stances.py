"""Who is at the table, what is at issue, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator

from detente.domain.case import Case
from detente.domain.references.parts import Path, Problem, cited, known, on_scale, red_line_problems, within


def actor_problems(case: Case) -> Iterator[Problem]:
    """``actors``: whom each represents, its capability."""
    for key, actor in case.actors.items():
        path: Path = ("actors", key)
        if actor.represents is not None:
            yield from known(case.actors, actor.represents, (*path, "represents"), "actor")
            if actor.represents == key:
                yield Problem((*path, "represents"), "another actor", f"'{key}' itself", "remove it")
        yield from within(actor.capability, 0, float("inf"), (*path, "capability"))
        yield from cited(case, actor.source, path)


def issue_problems(case: Case) -> Iterator[Problem]:
    """``issues`` and ``ended_by``: the actors and issues they name."""
    for key, issue in case.issues.items():
        for actor in issue.sovereignty:
            yield from known(case.actors, actor, ("issues", key, "sovereignty", actor), "actor")
    for i, key in enumerate(case.ended_by):
        yield from known(case.issues, key, ("ended_by", i), "issue")


def stance_problems(case: Case) -> Iterator[Problem]:
    """``stances``: one for each actor and issue, on the issue's scale."""
    seen: set[tuple[str, str]] = set()
    for i, stance in enumerate(case.stances):
        path: Path = ("stances", i)
        yield from known(case.actors, stance.actor, (*path, "actor"), "actor")
        yield from known(case.issues, stance.issue, (*path, "issue"), "issue")
        if (stance.actor, stance.issue) in seen:
            yield Problem(
                path,
                "one stance for each actor and issue",
                f"a second one of '{stance.actor}' on '{stance.issue}'",
                "merge the two",
            )
        seen.add((stance.actor, stance.issue))
        yield from on_scale(case, stance.issue, stance.position, (*path, "position"))
        yield from within(stance.salience, 0, 100, (*path, "salience"))
        yield from red_line_problems(case, stance.issue, stance.red_line, (*path, "red_line"))
        yield from cited(case, stance.source, path)
