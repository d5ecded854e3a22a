"""The first sections of the report as Markdown lines: the same words as on the page, with tables for charts."""

from __future__ import annotations

from collections.abc import Iterator

from detente.report import words
from detente.report.answer import answers
from detente.report.lookup import Lookup
from detente.report.markdown_text import escaped, marked, table
from detente.report.sections.basis import basis_groups
from detente.report.sections.drivers import drivers_section
from detente.report.sections.found import search_text
from detente.report.sections.gaps import check_groups, drop_groups, gaps
from detente.report.sections.issues import IssueSection, PositionRow, issue_sections
from detente.report.sections.leverage import leverage_section
from detente.report.sections.method import method
from detente.report.sections.scenarios import ScenarioColumn, scenarios_section
from detente.report.sections.sovereignty import DIMENSIONS, sovereignty_tables
from detente.report.sections.statements import StatementCard, document_groups, source_cards
from detente.report.sections.zone import Margin, PackageRow, zone_section

GUESS = " (guess)"


def answer_text(lookup: Lookup) -> Iterator[str]:
    for i, answer in enumerate(answers(lookup), start=1):
        yield f"{i}. **{answer.question}** {escaped(answer.text)}"


def issues_text(lookup: Lookup) -> Iterator[str]:
    for issue in issue_sections(lookup):
        yield from _issue(issue)


def _issue(issue: IssueSection) -> Iterator[str]:
    yield f"### {escaped(issue.name)}{GUESS if issue.guess else ''}"
    yield ""
    yield f"*{escaped(issue.question)}*"
    yield ""
    scale = "; ".join(f"{point.text} {escaped(point.words)}" for point in issue.points)
    yield f"Scale: {scale}. Without a deal: {issue.reference.text}."
    yield ""
    yield escaped(issue.verdict[0] + issue.verdict[1].text + issue.verdict[2])
    yield ""
    yield from table(
        ("Actor", "Position", "Salience", "Red line"),
        (
            (_actor_words(r), r.number.text + (GUESS if r.basis == "guess" else ""), r.salience.text, _lines(r))
            for r in issue.positions
        ),
    )
    yield from table(("Engine", "Outcome"), ((words.sentence_case(r.engine), r.number.text) for r in issue.landings))
    if issue.variance:
        yield issue.variance
        yield ""


def zone_text(lookup: Lookup) -> Iterator[str]:
    zone = lookup.once(zone_section)
    if zone.known:
        yield (
            f"In {zone.number.text} of the draws (simulation error {zone.error.text}) there is a deal that every "
            f"required party ({escaped(words.joined(zone.required))}) prefers to no deal, with no red line crossed: "
            f"{'not to be told yet' if zone.unknown.decisive else zone.chance}."
        )
        if zone.unknown.text:
            yield ""
            yield f"**Read with care:** {escaped(zone.unknown.text)}."
    else:
        yield "No party is marked as required, so whether there is a zone cannot be judged."
    yield ""
    parties = [name + (" (required)" if needed else "") for name, needed in zone.parties]
    yield from table(
        ("Party", *(row.title + (" (found by search)" if row.found else "") for row in zone.packages)),
        [
            ("Acceptable to all required parties", *(row.acceptable.text for row in zone.packages)),
            ("Worst-off required party", *(row.worst.text for row in zone.packages)),
            *((party, *(_margin(row.margins[i]) for row in zone.packages)) for i, party in enumerate(parties)),
        ]
        if zone.packages
        else (),
    )
    yield from table(
        ("What each draft says", "Without a deal", *(row.title for row in zone.packages)),
        (
            (name, reference.text, *(_provision(row, key) for row in zone.packages))
            for key, name, reference in zone.settled
        ),
    )
    for row in zone.packages:
        for what, share in row.crossed:
            yield f"- {escaped(row.title)} crosses {escaped(what)} in {share.text} of draws."
    if zone.best:
        yield ""
        yield "Where the best deal for the worst-off lies:"
        yield ""
        for issue, number in zone.best:
            yield f"- {escaped(issue)}: {number.text}"
    yield from search_text(lookup)


def _margin(cell: Margin | None) -> str:
    return f"{cell.symbol} {cell.number.text} ({cell.range})" if cell is not None else ""


def _provision(row: PackageRow, issue: str) -> str:
    if issue not in row.provisions:
        return ""
    number, near = row.provisions[issue]
    return f"{number.text} {near}"


def scenarios_text(lookup: Lookup) -> Iterator[str]:
    section = scenarios_section(lookup)
    for heading, columns in (("Levers", section.levers), ("Uncertainties", section.uncertainties)):
        if columns:
            yield f"### {heading}"
            yield ""
            yield from table(
                ("Scenario", "What is set", "Chance of a zone", "Change, points", "Where issues land"),
                (_scenario(column) for column in columns),
            )


def _scenario(column: ScenarioColumn) -> tuple[str, ...]:
    return (
        column.title + (f" (in the hands of {column.chosen_by})" if column.chosen_by else ""),
        "; ".join((*column.sets, *column.events)),
        column.zone.text if column.zone else "",
        f"{column.zone_change.text}: {column.told}" if column.zone_change else "",
        "; ".join(f"{change.issue} {change.number.text}" for change in column.issues)
        or "no issue moves by 1% of its scale",
    )


def leverage_text(lookup: Lookup) -> Iterator[str]:
    yield from table(
        ("Who", "Holds", "Kind", "Bearing on", "Strength", "Credibility", "Since", "Until", "Half-life"),
        (
            (
                a.actor,
                a.asset + (GUESS if a.guess else ""),
                a.kind,
                a.issues,
                a.strength.text,
                a.credibility.text,
                a.since,
                a.until,
                a.half_life,
            )
            for a in leverage_section(lookup).assets
        ),
    )


def sovereignty_text(lookup: Lookup) -> Iterator[str]:
    for effects in sovereignty_tables(lookup):
        yield f"### {escaped(effects.actor)}"
        yield ""
        yield from table(
            ("Draft", *DIMENSIONS.values()),
            (
                (
                    row.package,
                    *(
                        f"{e.number.text}"
                        + (f" ({'; '.join(e.clauses)})" if e.clauses else "")
                        + (f", below its floor of {e.floor}" if e.crosses else "")
                        if e
                        else ""
                        for e in row.effects
                    ),
                )
                for row in effects.rows
            ),
        )
        if effects.floor_note:
            yield f"Floors: {escaped(effects.floor_note)}"
            yield ""


def drivers_text(lookup: Lookup) -> Iterator[str]:
    section = drivers_section(lookup)
    for group in section.groups:
        yield f"Inputs that go with {escaped(group.answer)} (an association within the model, not a cause):"
        yield ""
        for row in group.rows:
            yield f"- {escaped(row.name)}: {escaped(row.words)}"
        if group.lost:
            yield f"- {words.counted(group.lost, 'more input')} not distinguishable from zero"
        yield ""
    yield from table(
        ("Without this document", "Statements", "Chance of a zone, points", "Largest shift"),
        (
            (
                i.document,
                i.statements.text,
                i.zone_change.text,
                f"{i.shift.text} on {i.issue}" if i.issue else i.shift.text,
            )
            for i in section.influence
        ),
    )


def statements_text(lookup: Lookup) -> Iterator[str]:
    for group in basis_groups(lookup):
        yield f"### {escaped(group.actor)}"
        yield ""
        yield from table(
            ("Input", "Value", "Basis", "Rests on"),
            (
                (
                    r.what,
                    r.value,
                    f"{r.kind_words}: {r.reason}" if r.reason else r.kind_words,
                    ", ".join(i.text for i in r.links),
                )
                for r in group.rows
            ),
        )
    for document in document_groups(lookup):
        yield f"### {escaped(document.title)}"
        yield ""
        yield f"{escaped(', '.join((*document.facts, document.path)))}"
        yield ""
        for card in document.statements:
            yield from _card(card)
    for source in source_cards(lookup):
        facts = ", ".join(t for t in (*source.facts, source.shown_url, source.note) if t)
        yield f"- Source {escaped(source.id)}: {escaped(source.title)} ({escaped(facts)})"


def _card(card: StatementCard) -> Iterator[str]:
    yield f"> {marked(card.passage)}"
    yield ""
    facts = (" → ".join(card.chain), ", ".join(card.labels), card.when, card.id)
    yield " · ".join(escaped(fact) for fact in facts if fact)
    moves = "May move a position." if card.moves else f"Moves no position: {escaped(card.why_not)}."
    points = "".join(f" Points to: {escaped(text)}." for text in card.indications)
    yield moves + points
    for name, explanation in card.checks:
        yield f"Check, {escaped(name)}: {escaped(explanation)}"
    yield ""


def guesses_text(lookup: Lookup) -> Iterator[str]:
    found = gaps(lookup)
    if found.total:
        yield (
            f"Of {words.counted(found.total, 'input')}: "
            + ", ".join(f"{n} {name}" for _, name, n, _ in found.counts)
            + "."
        )
        yield ""
    yield from (f"- Guess: {escaped(text)}" for text in found.guesses)
    yield from (f"- Missing: {escaped(text)}" for text in found.missing)


def checks_text(lookup: Lookup) -> Iterator[str]:
    for group in check_groups(lookup):
        name = escaped(words.sentence_case(group.name))
        for finding in group.findings:
            who = words.joined(list(dict.fromkeys(link.text for link in finding.statements)))
            yield f"- {name}: “{escaped(finding.text)}” ({escaped(who)}). {escaped(finding.why)}"


def dropped_text(lookup: Lookup) -> Iterator[str]:
    yield from (escaped(note) for note in lookup.analysis.reading.notes)
    yield ""
    yield from table(
        ("Stage", "Why", "How many", "For example"),
        ((d.stage, d.reason, str(d.count), d.examples[0][0] if d.examples else "") for d in drop_groups(lookup)),
    )


def method_text(lookup: Lookup) -> Iterator[str]:
    found = method(lookup)
    yield from (f"- {escaped(text)}" for text in found.limits)
    yield f"- Words for chances: {found.chances} (ICD 203)."
    yield ""
    yield from (f"- **{how.what}.** {how.text}" for how in found.hows)
    yield ""
    yield from (f"- Engine {escaped(name)}: {escaped(citation)}" for name, citation in found.engines)
    yield ""
    yield from table(("Manifest", ""), found.manifest)


def _actor_words(row: PositionRow) -> str:
    return row.actor + (" (required)" if row.required else "")


def _lines(row: PositionRow) -> str:
    return "; ".join(line.number.text + (GUESS if line.guess else "") for line in row.red_lines)
