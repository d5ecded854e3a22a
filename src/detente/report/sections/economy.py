"""Sanctions, energy, the wider economy and a resource fund: what each draft would change, and what that rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from detente.domain.consequence_answer import ConsequenceAnswer
from detente.domain.economy_answer import (
    EnergyAnswer,
    ExposureTotal,
    FundAnswer,
    MacroAnswer,
    MacroEffect,
    RankedAction,
    RegimeSuccess,
    SanctionsAnswer,
)
from detente.report import words
from detente.report.drawing import COLOURS, MARKERS, drawn, plain
from detente.report.lookup import Lookup
from detente.report.sections.citations import CitationRow, citation_rows, citations_text
from detente.report.sections.durability import BASELINE, figure_number
from detente.report.tabulated import Tabulated, tabulated_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MODELS = ("sanctions", "energy", "macro")
T = TypeVar("T", RegimeSuccess, MacroEffect, ExposureTotal, RankedAction)
BACK = "A breach brings them back."


def economy_section(lookup: Lookup) -> tuple[Tabulated, ...]:
    """The parts the case states something about; () for none."""
    answer = lookup.analysis.forecast.consequences
    return tuple(_parts(lookup, answer)) if answer is not None else ()


def economy_citations(lookup: Lookup) -> tuple[CitationRow, ...]:
    """The coefficients behind them."""
    return citation_rows(lookup, MODELS)


def economy_text(lookup: Lookup) -> Iterator[str]:
    """The same as Markdown."""
    yield from tabulated_text(economy_section(lookup))
    yield from citations_text(economy_citations(lookup))


def scenario_name(lookup: Lookup, key: str) -> str:
    """The title of a scenario; the case as it stands for the first."""
    return "As it stands" if key == BASELINE else lookup.scenario(key)


def told(found: Sequence[T], key: Callable[[T], str], figures: Callable[[T], object]) -> list[T]:
    """The case as it stands, and of each scenario only what differs from it."""
    standing = {key(one): figures(one) for one in found if one.scenario == BASELINE}
    return [one for one in found if one.scenario == BASELINE or figures(one) != standing.get(key(one))]


def _parts(lookup: Lookup, answer: ConsequenceAnswer) -> Iterator[Tabulated]:
    if answer.sanctions is not None:
        yield from _sanctions(lookup, answer.sanctions)
    if answer.energy is not None:
        yield _energy(lookup, answer.energy)
    if answer.macro is not None:
        yield _macro(lookup, answer.macro)
    if answer.minerals is not None:
        yield from _fund(lookup, answer.minerals)


def _sanctions(lookup: Lookup, found: SanctionsAnswer) -> Iterator[Tabulated]:
    yield Tabulated(
        "Do the sanctions reach their aim",
        "Chance that sanctions of this kind reached their aim in past cases, counting a negotiated settlement as "
        "success and not counting it; the last column is the plain share of the class, for comparison.",
        ("Sanctions", "Scenario", "With settlements", "Without", "Plain share"),
        tuple(
            (
                f"{r.name} on {lookup.actor(r.target)}", scenario_name(lookup, r.scenario),
                figure_number(r.success), figure_number(r.strict),
                r.raw,
            )
            for r in told(found.regimes, lambda r: r.regime, lambda r: (r.success, r.strict))
        ),
        sentences=found.notes,
    )  # fmt: skip
    regimes = {r.regime: r.name for r in found.regimes}
    baseline = [r for r in found.relief if r.scenario == BASELINE]
    if baseline:
        yield Tabulated(
            "What relief is worth to its target",
            f"In {found.unit}: what is freed and has not been replaced, as far as compliance can be seen.",
            ("Draft", "Sanctions", "Worth to", f"Worth, {found.unit}", "If broken"),
            tuple(
                (
                    lookup.package(r.package), regimes.get(r.regime, words.readable(r.regime)), lookup.actor(r.target),
                    figure_number(r.value, words.compact(r.value.interval, 10.0)),
                    BACK if r.snapback else "Nothing brings them back.",
                )
                for r in baseline
            ),
            minor=True,
        )  # fmt: skip


def _energy(lookup: Lookup, found: EnergyAnswer) -> Tabulated:
    changes = [c for c in found.changes if c.scenario == BASELINE]
    head = ("Draft", "World supply", *found.variants.values(), "All three", f"Income of {lookup.actor(found.exporter)}")
    return Tabulated(
        f"What happens to the price of {found.commodity}",
        "Change of the world price in the short run under three published pairs of elasticities, side by side, and all "
        "three pooled. The income is that of exports, price and volume together.",
        (*head, "Price") if any(c.price for c in changes) else head,
        tuple(
            (
                lookup.package(c.package), words.shorter(c.supply.words),
                *(figure_number(f) for f in c.by_variant.values()),
                figure_number(c.pooled), figure_number(c.income),
                *((f"{words.shorter(c.price.words)} {found.unit}",) if c.price else ()),
            )
            for c in changes
        ),
        sentences=found.notes,
        figure=_fan(lookup, found),
    )  # fmt: skip


def _macro(lookup: Lookup, found: MacroAnswer) -> Tabulated:
    return Tabulated(
        "The wider economy",
        "In the year after: the level of world output in percent and inflation in points, scaled from 2022. The change "
        "of risk is the analyst's; 1 is the rise that the war of that year brought.",
        ("Draft", "Scenario", "Change of risk", "World output, %", "Inflation, points"),
        tuple(
            (
                lookup.package(e.package), scenario_name(lookup, e.scenario), words.shorter(e.risk.words),
                figure_number(e.output), figure_number(e.inflation),
            )
            for e in told(found.effects, lambda e: e.package, lambda e: (e.output, e.inflation))
        ),
        sentences=found.notes,
        minor=True,
    )  # fmt: skip


def _fund(lookup: Lookup, found: FundAnswer) -> Iterator[Tabulated]:
    baseline = [v for v in found.values if v.scenario == BASELINE]
    yield Tabulated(
        f"What {found.name or 'the fund'} is worth",
        f"Present value to each party in {found.unit}, over the years the case counts.",
        ("Draft", "Party", f"Worth, {found.unit}"),
        tuple((lookup.package(v.package), lookup.actor(v.actor), figure_number(v.value)) for v in baseline),
        sentences=(*found.notes, *(() if baseline else ("No draft has a fund.",))),
        minor=True,
    )
    yield Tabulated(
        "What the fund's worth hangs on",
        f"The whole fund's present value in {found.unit} when one number alone goes from its 10th to its 90th "
        "percentile, the others at their medians; what matters most comes first.",
        ("Number", f"At its 10th percentile, {found.unit}", f"At its 90th, {found.unit}"),
        tuple((words.readable(s.name), words.number(s.low, 10), words.number(s.high, 10)) for s in found.sweep),
        minor=True,
    )


def _fan(lookup: Lookup, found: EnergyAnswer) -> Markup | None:
    """Price changes by draft: a range for each pair of elasticities."""
    changes = [c for c in found.changes if c.scenario == BASELINE and c.supply.interval.low != c.supply.interval.high]
    if not changes:
        return None

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        for place, change in enumerate(reversed(changes)):
            for k, (key, result) in enumerate(change.by_variant.items()):
                spread, at = result.interval, place + 0.22 * (1 - k)
                axes.plot([100 * spread.low, 100 * spread.high], [at, at], color=COLOURS[k], linewidth=2)
                axes.plot(
                    [100 * spread.mid], [at], MARKERS[k], color=COLOURS[k], markersize=5,
                    label=found.variants[key] if place == 0 else None,
                )  # fmt: skip
        axes.axvline(0, color="#5A5A5A", linewidth=0.8)
        titles = [textwrap.fill(lookup.package(c.package), 22) for c in reversed(changes)]
        axes.set_yticks(range(len(changes)), titles)
        axes.set_ylim(-0.5, len(changes) - 0.5)
        axes.set_xlabel("change of the price, %\nmarker: median, line: central 80%")
        figure.legend(loc="outside lower left", ncols=1)

    title = f"Change of the price of {found.commodity} by draft and by published pair of elasticities"
    return drawn(title, draw, width=4.6, height=1.4 + 0.6 * len(changes))
