"""What was guessed, what is missing, which claims want checking, and what was dropped on the way."""

from __future__ import annotations

from dataclasses import dataclass

from detente.domain.statement import Dropped
from detente.report import words
from detente.report.lookup import BASIS_NAMES, Lookup
from detente.report.sections.basis import BasisLink, value_words

EXAMPLES = 4


@dataclass(frozen=True)
class Gaps:
    """How much of the model nobody has confirmed."""

    counts: tuple[tuple[str, str, int, float], ...]
    total: int
    guesses: tuple[str, ...]
    missing: tuple[str, ...]
    guessed_inputs: tuple[tuple[BasisLink, str], ...]


@dataclass(frozen=True)
class Finding:
    """The words a check is about, why, and every statement it touches, named by its document and speaker."""

    text: str
    why: str
    statements: tuple[BasisLink, ...]


@dataclass(frozen=True)
class CheckGroup:
    """One kind of claim check; ``count`` statements have it."""

    name: str
    count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class DropGroup:
    """What one stage dropped for one reason, with some examples."""

    stage: str
    reason: str
    count: int
    examples: tuple[tuple[str, str], ...]


def gaps(lookup: Lookup) -> Gaps:
    """Inputs by what they rest on; guesses named one by one."""
    estimates = lookup.analysis.forecast.estimates
    total = len(estimates)
    counts = tuple(
        (kind, name, n, n / total * 100.0)
        for kind, name in BASIS_NAMES.items()
        if (n := sum(1 for e in estimates if e.basis.kind == kind))
    )
    return Gaps(
        counts=counts,
        total=total,
        guesses=lookup.analysis.forecast.guesses,
        missing=lookup.analysis.forecast.missing,
        guessed_inputs=tuple(
            (
                BasisLink(
                    f"{words.possessive(lookup.actor(e.actor))} {lookup.parameter(e)}",
                    lookup.basis_href(e.actor, e.issue, e.parameter),
                ),
                value_words(lookup, e),
            )
            for e in estimates
            if e.basis.kind == "guess"
        ),
    )


def check_groups(lookup: Lookup) -> tuple[CheckGroup, ...]:
    """Claim checks by name, the most frequent first; the same words of the same document are one finding."""
    found: dict[str, dict[tuple[str, str, str], list[BasisLink]]] = {}
    for statement in lookup.analysis.reading.statements:
        document = lookup.documents.get(statement.document)
        for check in statement.checks:
            span = document.text[check.start : check.end] if document is not None else ""
            key = (statement.document, words.shortened(span or statement.quote, 160), check.explanation)
            title = words.shortened(lookup.document(statement.document), 40)
            named = f"{title}: {words.shortened(statement.speaker, 30)}" if statement.speaker else title
            link = BasisLink(named, lookup.statement_href(statement.id))
            found.setdefault(check.name, {}).setdefault(key, []).append(link)
    counts = {name: sum(len(links) for links in findings.values()) for name, findings in found.items()}
    return tuple(
        CheckGroup(
            words.readable(name),
            counts[name],
            tuple(Finding(text, words.sentence_case(why), tuple(links)) for (_, text, why), links in findings.items()),
        )
        for name, findings in sorted(found.items(), key=lambda pair: (-counts[pair[0]], pair[0]))
    )


def reading_notes(lookup: Lookup) -> tuple[str, ...]:
    """What the reading says of itself, as sentences with titles for file names; counts by stage are in the table."""
    notes = []
    for note in lookup.analysis.reading.notes:
        if note.startswith("left out: "):
            continue
        for path in sorted(lookup.documents, key=len, reverse=True):
            note = note.replace(path, f"“{lookup.document(path)}”")
        notes.append(words.sentence_case(note).rstrip(".") + ".")
    return tuple(notes)


def drop_groups(lookup: Lookup) -> tuple[DropGroup, ...]:
    """Dropped candidates by stage (in the order they came) and reason, the most frequent first within a stage."""
    found: dict[tuple[str, str], list[Dropped]] = {}
    for dropped in lookup.analysis.reading.dropped:
        found.setdefault((dropped.stage, dropped.reason), []).append(dropped)
    stages = list(dict.fromkeys(stage for stage, _ in found))
    ordered = sorted(found.items(), key=lambda pair: (stages.index(pair[0][0]), -len(pair[1]), pair[0][1]))
    return tuple(
        DropGroup(
            stage,
            reason,
            len(items),
            tuple((words.shortened(d.excerpt, 140), lookup.document(d.document)) for d in items if d.excerpt)[
                :EXAMPLES
            ],
        )
        for (stage, reason), items in ordered
    )
