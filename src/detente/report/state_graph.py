"""A picture of a conflict: states as boxes, moves that better their mover as arrows, equilibria ringed.

States are set in rows by the number of such moves from the status quo, in each row in the order that shortens the
arrows (the barycentre heuristic of Sugiyama, Tagawa & Toda 1981, IEEE Transactions SMC 11:109). States that no such
moves reach stand below a line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from detente.domain.stability_answer import StateGraph
from detente.report.drawing import COLOURS, LINES, drawn

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch

MOST_IN_ROW = 4
BOX, GAP = 1.5, 0.4
"""Width of a box and the least distance between two, in inches."""
LINE, PADDING, BETWEEN = 0.145, 0.14, 0.62
"""Height of a line of text, of what surrounds it, and of the space between rows."""
LETTERS = 24
MOST_LINES = 9
SWEEPS = 6
INK, SOFT, NOW = "#222222", "#5A5A5A", "#FFF3D6"


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    words : what each state is, each part on lines of its own.
    stable : the concepts each state is an equilibrium by.
    makers : id -> name, in the order of the legend.
    start : what the status quo is called.
    """

    title: str
    graph: StateGraph
    words: Mapping[int, Sequence[str]]
    stable: Mapping[int, Sequence[str]]
    makers: Mapping[str, str]
    start: str = "now"
    numbers: bool = True
    texts: dict[int, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for state in self.graph.states:
            self.texts[state] = _lines(self, state)


def draw_states(picture: Picture) -> Markup:
    """The picture as an SVG element."""
    rows, below = rows_of(picture.graph)
    across = max(len(row) for row in (*rows, *below))
    width = max(across * (BOX + GAP) + GAP, 6.4)
    heights = [PADDING + LINE * max(len(picture.texts[state]) for state in row) for row in (*rows, *below)]
    legend = 0.3 + 0.22 * (len(picture.makers) + 1) // 2 + 0.3
    said = _left_out(picture.graph)
    height = legend + sum(heights) + BETWEEN * len(heights) + (0.3 if below else 0) + 0.2 * len(said)

    def draw(figure: Figure) -> None:
        figure.set_layout_engine("none")  # the axes fill the page: there is nothing to make room for
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, width), ylim=(height, 0))
        axes.axis("off")
        _legend(axes, picture, width)
        centres: dict[int, tuple[float, float]] = {}
        boxes: dict[int, FancyBboxPatch] = {}
        y = legend + BETWEEN / 2
        for i, (row, tall) in enumerate(zip((*rows, *below), heights, strict=True)):
            if below and i == len(rows):
                _line_below(axes, width, y)
                y += 0.3
            for place, state in enumerate(row):
                x = width / 2 + (place - (len(row) - 1) / 2) * (BOX + GAP)
                centres[state] = (x, y + tall / 2)
                boxes[state] = _box(axes, picture, state, x, y + tall / 2)
            y += tall + BETWEEN
        _arrows(axes, picture, centres, boxes)
        for i, text in enumerate(reversed(said)):
            axes.text(0.25, height - 0.15 - 0.2 * i, text, va="center", fontsize=7.8, color=SOFT)

    return drawn(picture.title, draw, width=width, height=height)


def as_file(svg: Markup) -> str:
    """The element as a file of its own."""
    opening = '<svg xmlns="http://www.w3.org/2000/svg" style="background:#fff" '
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(svg).replace("<svg ", opening, 1) + "\n"


def rows_of(graph: StateGraph) -> tuple[list[list[int]], list[list[int]]]:
    """States in rows: those that moves from the status quo reach, and those they do not."""
    ends: dict[int, list[int]] = {state: [] for state in graph.states}
    for move in graph.moves:
        ends[move.start].append(move.end)
    reached = _layers([graph.start], ends, set())
    done = {state for layer in reached for state in layer}
    rest = [state for state in graph.states if state not in done]
    entered = {end for state in rest for end in ends[state]}
    below = _layers([s for s in rest if s not in entered] or rest[:1], ends, done)
    placed = done | {state for layer in below for state in layer}
    left = [state for state in rest if state not in placed]
    below = [*below, left] if left else below
    neighbours: dict[int, set[int]] = {state: set() for state in graph.states}
    for move in graph.moves:
        neighbours[move.start].add(move.end)
        neighbours[move.end].add(move.start)
    return _ordered(_wrapped(reached), neighbours), _ordered(_wrapped(below), neighbours)


def _layers(first: list[int], ends: Mapping[int, Sequence[int]], known: set[int]) -> list[list[int]]:
    seen = set(known) | set(first)
    layers = [first] if first else []
    while layers and layers[-1]:
        following = []
        for state in layers[-1]:
            for end in ends[state]:
                if end not in seen:
                    seen.add(end)
                    following.append(end)
        layers.append(following)
    return layers[:-1]


def _wrapped(layers: list[list[int]]) -> list[list[int]]:
    """Layers too wide for the page in several rows of about one length."""
    rows = []
    for layer in layers:
        count = -(-len(layer) // MOST_IN_ROW)
        size = -(-len(layer) // count)
        rows += [layer[i : i + size] for i in range(0, len(layer), size)]
    return rows


def _ordered(rows: list[list[int]], neighbours: Mapping[int, set[int]]) -> list[list[int]]:
    place = {state: i - (len(row) - 1) / 2 for row in rows for i, state in enumerate(row)}
    row_of = {state: i for i, row in enumerate(rows) for state in row}
    for sweep in range(SWEEPS):
        for i in range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1):
            means = {}
            for state in rows[i]:
                near = [place[n] for n in sorted(neighbours[state]) if n in row_of and row_of[n] != i]
                means[state] = sum(near) / len(near) if near else place[state]
            rows[i] = sorted(rows[i], key=lambda state, means=means: means[state])  # type: ignore[misc]
            place.update({state: k - (len(rows[i]) - 1) / 2 for k, state in enumerate(rows[i])})
    return rows


def _left_out(graph: StateGraph) -> list[str]:
    """What is not in the picture, a line each."""
    said = ["Arrows: only the best move of each side from each state."] if graph.best_only else []
    if graph.left_out:
        every = graph.left_out + len(graph.states)
        said.append(f"Left out: {graph.left_out:,} of {every:,} states, which such moves do not reach, or reach last.")
    return said


def _lines(picture: Picture, state: int) -> list[str]:
    """Number, words, and the concepts it is stable by."""
    lines = [f"{state}"] if picture.numbers else []
    for part in picture.words.get(state, ()):
        lines += textwrap.wrap(part, LETTERS) or [""]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    return [*lines, " ".join(picture.stable[state])] if picture.stable.get(state) else lines


def _box(axes: Axes, picture: Picture, state: int, x: float, y: float) -> FancyBboxPatch:
    from matplotlib.patches import FancyBboxPatch

    lines = picture.texts[state]
    tall = PADDING + LINE * len(lines)
    concepts = picture.stable.get(state, ())
    ring = 2.4 if "nash" in concepts else 1.6 if "seq" in concepts else 0.6
    now = state == picture.graph.start

    def patch(grow: float, width: float, face: str) -> FancyBboxPatch:
        return axes.add_patch(
            FancyBboxPatch(
                (x - BOX / 2 - grow, y - tall / 2 - grow), BOX + 2 * grow, tall + 2 * grow,
                boxstyle="round,pad=0,rounding_size=0.07", linewidth=width, edgecolor=INK, facecolor=face, zorder=3,
            )
        )  # type: ignore[return-value]  # fmt: skip

    outer = patch(0.05, 0.9, "white") if "nash" in concepts else None
    box = patch(0.0, ring, NOW if now else "white")
    for i, text in enumerate(lines):
        first, last = picture.numbers and i == 0, bool(concepts) and i == len(lines) - 1
        axes.text(
            x, y - tall / 2 + PADDING / 2 + LINE * (i + 0.5), text, ha="center", va="center", zorder=4,
            fontsize=8.5 if first else 7.4, fontweight="bold" if first else "normal",
            fontstyle="italic" if last else "normal", color=SOFT if last else INK,
        )  # fmt: skip
    if now:
        axes.text(x - BOX / 2, y - tall / 2 - 0.09, picture.start, ha="left", va="center", fontsize=7.6,
                  fontweight="bold", color="#8A5A00", zorder=5)  # fmt: skip
    return outer or box


def _arrows(
    axes: Axes, picture: Picture, centres: Mapping[int, tuple[float, float]], boxes: Mapping[int, FancyBboxPatch]
) -> None:
    from matplotlib.patches import FancyArrowPatch

    order = {maker: i for i, maker in enumerate(picture.makers)}
    drawn_between: dict[tuple[int, int], int] = {}
    for move in picture.graph.moves:
        (x0, y0), (x1, y1) = centres[move.start], centres[move.end]
        again = drawn_between.get((move.start, move.end), 0)
        drawn_between[move.start, move.end] = again + 1
        bend = _bend(x1 - x0, y1 - y0)
        kind = order[move.actor]
        axes.add_patch(
            FancyArrowPatch(
                (x0, y0), (x1, y1), patchA=boxes[move.start], patchB=boxes[move.end], shrinkA=1, shrinkB=1.5,
                connectionstyle=f"arc3,rad={bend + 0.14 * again}", arrowstyle="-|>", mutation_scale=9, linewidth=1.35,
                linestyle=LINES[kind % len(LINES)], color=COLOURS[kind % len(COLOURS)], zorder=2, fill=True,
            )
        )  # fmt: skip


def _bend(across: float, down: float) -> float:
    """How far an arrow swings out: enough to pass beside a box that stands between, and so that two ways differ."""
    length = (across**2 + down**2) ** 0.5
    if abs(down) < BETWEEN / 2:
        return 0.25 if abs(across) > BOX + 2 * GAP else 0.1
    behind = abs(down) > 1.9 and abs(across) < BOX / 2
    return min(0.7, 1.5 * BOX / length) if behind else 0.1


def _legend(axes: Axes, picture: Picture, width: float) -> None:
    from matplotlib.lines import Line2D

    for i, (_, name) in enumerate(picture.makers.items()):
        x, y = 0.25 + (i % 2) * width / 2, 0.2 + 0.22 * (i // 2)
        line: Any = LINES[i % len(LINES)]
        colour = COLOURS[i % len(COLOURS)]
        axes.add_line(Line2D([x, x + 0.5], [y, y], color=colour, linestyle=line, linewidth=1.6))
        axes.text(x + 0.6, y, f"{name} moves", va="center", fontsize=8.2, color=INK)
    y = 0.2 + 0.22 * (-(-len(picture.makers) // 2))
    text = "double ring: stable without foresight (nash); thick ring: stable against credible answers (seq)"
    axes.text(0.25, y, text, va="center", fontsize=7.8, color=SOFT)


def _line_below(axes: Axes, width: float, y: float) -> None:
    from matplotlib.lines import Line2D

    axes.add_line(Line2D([0.25, width - 0.25], [y - 0.28, y - 0.28], color="#BBBBBB", linewidth=0.8))
    axes.text(0.25, y - 0.12, "not reached from there by moves that better their mover", fontsize=7.6, color=SOFT,
              va="center")  # fmt: skip
