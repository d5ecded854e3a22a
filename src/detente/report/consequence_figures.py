"""Figures of what a deal would do: survival bands, waterfalls, slopes, stacked shares.

Narrow panels, so that they can be read on a telephone; lines differ by style and marker, bars by hatch, not by colour
alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from detente.report.drawing import COLOURS, HATCHES, LINES, MARKERS, drawn, plain
from detente.report.words import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 4.6
LABEL = 26
"""Characters on a line of a bar's label."""
RISE, FALL, TOTAL = COLOURS[0], COLOURS[3], COLOURS[7]


@dataclass(frozen=True)
class Line:
    """A survival curve; ``low`` and ``high`` are empty where no band is drawn."""

    label: str
    years: Sequence[float]
    mid: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    thin: bool = False


@dataclass(frozen=True)
class Step:
    """One bar of a waterfall: from ``start`` to ``end``; a total stands on its own line from 0."""

    label: str
    start: float
    end: float
    total: bool = False


@dataclass(frozen=True)
class Slope:
    """One line of a slope chart."""

    label: str
    before: float
    after: float


@dataclass(frozen=True)
class Stack:
    """One bar of shares that add up to 1."""

    label: str
    shares: Sequence[float]


def survival_figure(title: str, lines: Sequence[Line]) -> Markup:
    """Chance that the peace still holds, over years; the first line's band is filled."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        bold = sum(not line.thin for line in lines)
        for i, line in enumerate(lines):
            colour = COLOURS[7] if line.thin else COLOURS[i % 4]
            if len(line.low):
                axes.fill_between(line.years, line.low, line.high, color=colour, alpha=0.16, linewidth=0)
            axes.plot(
                line.years, line.mid, color=colour, linestyle=LINES[(i - bold if line.thin else i) % len(LINES)],
                linewidth=1.0 if line.thin else 2.0, marker=None if line.thin else MARKERS[i % len(MARKERS)],
                markevery=[k for k, year in enumerate(line.years) if year in (1, 5, 10)], markersize=5,
                label=clean(line.label),
            )  # fmt: skip
        axes.set_xlim(0, max(line.years[-1] for line in lines))
        axes.set_ylim(0, 1)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
        axes.set_xlabel("Years since it began")
        axes.set_ylabel("Still holds")
        short = max(len(line.label) for line in lines) < 34
        figure.legend(loc="outside lower left", ncols=2 if short and len(lines) > 3 else 1, handlelength=3.2)

    return drawn(title, draw, width=WIDTH, height=3.4)


def waterfall_figure(
    title: str,
    steps: Sequence[Step],
    *,
    limits: tuple[float, float],
    percent: bool = True,
    floors: Sequence[float] = (),
) -> Markup:
    """Steps from top to bottom, each from where the last one ended; rises and falls differ by colour and hatch."""

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        _steps(axes, steps, limits, percent)
        for floor in floors:
            axes.axvline(floor, color=COLOURS[3], linestyle="--", linewidth=1.4)

    return drawn(title, draw, width=WIDTH, height=0.75 + 0.34 * sum(_lines(step.label) for step in steps))


def stacked_steps_figure(
    title: str, parts: Sequence[tuple[str, Sequence[Step], float | None]], limits: tuple[float, float]
) -> Markup:
    """Several waterfalls below each other on one axis, each under its heading and with, dashed, its floor."""
    rows = sum(1 + sum(_lines(step.label) for step in steps) for _, steps, _ in parts)

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        labels: list[str] = []
        for heading, steps, floor in parts:
            first = len(labels)
            labels += [_wrapped(heading, 2 * LABEL), *(_wrapped(step.label) for step in steps)]
            _bars(axes, steps, limits, percent=False, first=first + 1)
            if floor is not None:
                axes.plot(
                    [floor, floor], [first + 0.4, len(labels) - 0.4], color=COLOURS[3], linestyle="--", linewidth=1.6
                )
        axes.axvline(0, color=COLOURS[7], linewidth=0.8)
        axes.set_yticks(range(len(labels)), labels)
        headings = {_wrapped(heading, 2 * LABEL) for heading, _, _ in parts}
        for text in axes.get_yticklabels():
            text.set_fontweight("bold" if text.get_text() in headings else "normal")
        axes.tick_params(axis="y", labelsize=8)
        axes.invert_yaxis()
        axes.set_xlim(*limits)

    return drawn(title, draw, width=WIDTH, height=0.5 + 0.27 * rows)


def slope_figure(title: str, panels: Sequence[tuple[str, Sequence[Slope]]], level: float, level_label: str) -> Markup:
    """Before and after, a panel for each of several drafts, with a dashed line at ``level``."""
    names = list(dict.fromkeys(slope.label for _, slopes in panels for slope in slopes))
    values = [v for _, slopes in panels for s in slopes for v in (s.before, s.after)] + [level]
    low, high = max(0.0, min(values) - 0.04), min(1.0, max(values) + 0.04)
    rows = (len(panels) + 1) // 2
    columns = min(2, len(panels))

    def draw(figure: Figure) -> None:
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes in grid[len(panels) :]:
            axes.set_visible(False)
        for axes, (heading, slopes) in zip(grid, panels, strict=False):
            for slope in slopes:
                i = names.index(slope.label)
                axes.plot(
                    [0, 1], [slope.before, slope.after], color=COLOURS[i % len(COLOURS)],
                    marker=MARKERS[i % len(MARKERS)], linestyle=LINES[i % len(LINES)], markersize=5, linewidth=1.6,
                    label=clean(slope.label),
                )  # fmt: skip
            axes.axhline(level, color=COLOURS[7], linestyle=":", linewidth=1.2, label=level_label)
            axes.set_title(_wrapped(heading, 30), fontsize=8.5, loc="left")
            axes.set_xlim(-0.2, 1.2)
            axes.set_ylim(low, high)
            axes.set_xticks([0, 1], ["before", "after"])
            axes.tick_params(labelbottom=True)
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        handles: dict[str, Any] = {}
        for axes in grid[: len(panels)]:
            for handle, label in zip(*axes.get_legend_handles_labels(), strict=True):
                handles.setdefault(label, handle)
        figure.legend(handles=list(handles.values()), loc="outside lower left", ncols=3)

    return drawn(title, draw, width=WIDTH, height=0.8 + 1.75 * rows + 0.2 * ((len(names) + 3) // 3))


def stacked_figure(title: str, stacks: Sequence[Stack], parts: Sequence[str]) -> Markup:
    """Bars of shares that add up to 100%, from left to right in the order of ``parts``."""
    colours = (COLOURS[0], "#D9D9D9", COLOURS[3])
    hatches = ("", "", HATCHES[1])

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        places = range(len(stacks))
        left = [0.0] * len(stacks)
        for k, part in enumerate(parts):
            shares = [stack.shares[k] for stack in stacks]
            axes.barh(
                places, shares, left=left, color=colours[k], hatch=hatches[k], edgecolor="white", linewidth=0.8,
                height=0.68, label=part,
            )  # fmt: skip
            for place, (start, share) in enumerate(zip(left, shares, strict=True)):
                if share >= 0.1:
                    ink = "white" if k == 0 else "black"
                    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85} if k else None
                    axes.text(start + share / 2, place, f"{share:.0%}", ha="center", va="center", color=ink, fontsize=8,
                              bbox=box)  # fmt: skip
            left = [a + b for a, b in zip(left, shares, strict=True)]
        axes.set_yticks(list(places), [_wrapped(stack.label) for stack in stacks])
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        figure.legend(loc="outside lower left", ncols=3)

    return drawn(title, draw, width=WIDTH, height=0.95 + 0.33 * len(stacks))


def _steps(axes: Axes, steps: Sequence[Step], limits: tuple[float, float], percent: bool) -> None:
    _bars(axes, steps, limits, percent, first=0)
    axes.set_yticks(range(len(steps)), [_wrapped(step.label) for step in steps])
    axes.tick_params(axis="y", labelsize=8)
    axes.invert_yaxis()
    axes.set_xlim(*limits)
    if percent:
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _bars(axes: Axes, steps: Sequence[Step], limits: tuple[float, float], percent: bool, first: int) -> None:
    """Bars from the row ``first`` downwards, joined by thin lines, each with its change (a total: its value)."""
    reach = limits[1] - limits[0]
    for place, step in enumerate(steps, start=first):
        rise = step.end >= step.start
        axes.barh(
            place, step.end - step.start, left=step.start, height=0.62, linewidth=0.6, edgecolor="white",
            color=TOTAL if step.total else RISE if rise else FALL, hatch="" if step.total or rise else HATCHES[1],
        )  # fmt: skip
        if place + 1 < first + len(steps):
            axes.plot([step.end, step.end], [place, place + 1], color=TOTAL, linewidth=0.7)
        right = max(step.start, step.end)
        outside = right + 0.16 * reach > limits[1]
        at = min(step.start, step.end) - 0.015 * reach if outside else right + 0.015 * reach
        axes.text(at, place, _change(step, percent), va="center", ha="right" if outside else "left", fontsize=8)


def _change(step: Step, percent: bool) -> str:
    if step.total:
        return f"{step.end:.0%}" if percent else _signed(step.end)
    change = step.end - step.start
    return (f"{change * 100:+.0f}" if percent else _signed(change)).replace("-", "\N{MINUS SIGN}")


def _wrapped(label: str, width: int = LABEL) -> str:
    return textwrap.fill(clean(label), width)


def _signed(value: float) -> str:
    text = f"{value:+.2f}"
    return "0" if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")


def _lines(label: str) -> float:
    return 1.0 + 0.35 * (len(textwrap.wrap(clean(label), LABEL)) - 1)
