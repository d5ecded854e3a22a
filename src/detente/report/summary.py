"""The forecast on one terminal screen: the five sentences, the drafts, the scenarios, what to check."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from detente.domain.analysis import Analysis
from detente.report import words
from detente.report.answer import answers
from detente.report.lookup import Lookup
from detente.report.movers import zone_change

WIDTH = 100
LINES = 40
ROWS = 4


def render_summary(analysis: Analysis) -> str:
    """Plain text of at most 40 lines of at most 100 columns, ending with a line break."""
    lookup = Lookup(analysis)
    lines = [*_head(lookup), *_answers(lookup)]
    foot = list(_foot(lookup))
    for block in (list(_packages(lookup)), list(_scenarios(lookup))):
        if block and len(lines) + len(block) + len(foot) <= LINES:
            lines += block
    return words.clean("\n".join([*lines, *foot])) + "\n"


def _head(lookup: Lookup) -> Iterator[str]:
    forecast = lookup.analysis.forecast
    yield words.shortened(forecast.title or forecast.case, WIDTH)
    yield words.shortened(f"as of {forecast.as_of} · {forecast.draws:,} draws · seed {forecast.seed}", WIDTH)


def _answers(lookup: Lookup) -> Iterator[str]:
    for i, answer in enumerate(answers(lookup), start=1):
        text = f"{answer.question} {answer.text}"
        yield from textwrap.wrap(
            text, WIDTH, initial_indent=f"{i}. ", subsequent_indent="   ", max_lines=6, placeholder=" …"
        )


def _packages(lookup: Lookup) -> Iterator[str]:
    packages = sorted(lookup.analysis.forecast.baseline.zone.packages, key=lambda p: -p.worst_margin.mid)
    if not packages:
        return
    yield ""
    yield f"{'Drafts, kindest to the worst-off party first':<46}{'acceptable':>10}   worst off, points over no deal"
    for package in packages[:ROWS]:
        name = words.shortened(package.title or lookup.package(package.package), 44)
        worst = f"{words.shortened(lookup.actor(package.worst_off), 19)} {words.compact_signed(package.worst_margin)}"
        yield f"  {name:<44}{words.percent(package.acceptable.share):>10}   {worst}".rstrip()
    if len(packages) > ROWS:
        yield f"  and {words.counted(len(packages) - ROWS, 'more draft')} in the report"


def _scenarios(lookup: Lookup) -> Iterator[str]:
    known = [(s, zone_change(lookup, s)) for s in lookup.analysis.forecast.scenarios[1:]]
    found = sorted(((s, c) for s, c in known if c is not None), key=lambda pair: -abs(pair[1].mid))
    if not found:
        return
    yield ""
    yield f"{'Scenarios, largest change first':<46}{'zone':>10}   change in percentage points"
    for scenario, change in found[:ROWS]:
        mark = "lever" if scenario.kind == "lever" else "uncertain"
        name = words.shortened(scenario.title or lookup.scenario(scenario.id), 32)
        share = words.percent(scenario.zone.exists.share)
        yield f"  {name:<33}{mark:<11}{share:>10}   {words.compact_signed(change, factor=100)}"
    if len(found) > ROWS:
        yield f"  and {words.counted(len(found) - ROWS, 'more scenario')} in the report"


def _foot(lookup: Lookup) -> Iterator[str]:
    reading, forecast = lookup.analysis.reading, lookup.analysis.forecast
    checked = sum(1 for s in reading.statements if s.checks)
    yield ""
    yield (
        f"{words.counted(len(reading.statements), 'statement')} read, {checked:,} with a claim check, "
        f"{words.counted(len(reading.dropped), 'candidate')} dropped; "
        f"{words.counted(len(forecast.guesses), 'guess', 'guesses')}, {len(forecast.missing):,} missing."
    )
    if lookup.analysis.proposed:
        yield "Proposed from documents alone: correct the proposed case.yaml before relying on any of this."
