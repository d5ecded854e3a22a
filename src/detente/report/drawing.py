"""Figures as inline SVG: drawn by matplotlib, equal numbers give equal bytes, text stays text.

Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart; a series is also told by its marker,
line or hatch, so that a figure survives a black-and-white printer. A figure never stands alone: the section that shows
it says in a sentence how to read it and gives the same numbers as a table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from detente.report.words import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#B59F00", "#5A5A5A")
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--", "++", "oo")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
LINES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (3, 1, 1, 1)), (0, (1, 1)), (0, (8, 3)))

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#5A5A5A",
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "figure.constrained_layout.use": True,
}


def drawn(title: str, draw: Callable[[Figure], None], *, width: float = 7.2, height: float = 3.4) -> Markup:
    """An SVG element of what ``draw`` puts on an empty figure of ``width`` x ``height`` inches.

    ``title`` is what a screen reader says, and no two figures of a page share one; dollar signs and
    everything else in labels are shown as written.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    title = clean(title)
    key = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    settings: Any = {**SETTINGS, "text.parse_math": False, "svg.hashsalt": f"detente-{key}"}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(width, height), dpi=72)
        canvas: Any = FigureCanvasSVG(figure)
        draw(figure)
        for patch in (figure.patch, *(axes.patch for axes in figure.axes)):
            patch.set_facecolor("none")
        text = io.StringIO()
        # savefig would draw everything twice
        canvas.print_svg(text, metadata={"Date": None, "Creator": None})
    return _inline(text.getvalue(), title, key)


def plain(axes: Axes) -> Axes:
    """Axes with a grid along the values only (the x axis) and no ticks on the other, for bars and ranges."""
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    return axes


def _inline(svg: str, title: str, key: str) -> Markup:
    """The element alone, with ids of its own, scaled to its column and described by its title."""
    body = svg[svg.index("<svg") :]
    body = re.sub(
        r"<(metadata|defs)>\s*(<style.*?</style>)?\s*</\1>|<metadata>.*?</metadata>", "", body, count=2, flags=re.S
    )
    body = _lean(body.replace("xlink:href=", "href="))
    body = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{key}-", body)
    opening = body.index(">") + 1
    head = re.sub(r'\s(width|height|version|xmlns:xlink|xmlns)="[^"]*"', "", body[:opening])
    label = f'<svg class="figure" role="img" aria-label="{escape(title)}"'
    # matplotlib escapes every label it writes; title is escaped here
    return Markup(head.replace("<svg", label, 1) + body[opening:].strip())  # noqa: S704


def _lean(svg: str) -> str:
    """Without references to marks, ids that nothing refers to, digits no screen has, and space between elements.

    A mark that matplotlib defines once and refers to is written where it stands: pages refer to nothing by address.
    """
    marks = dict(re.findall(r'<path id="([^"]*)" (d="[^"]*")', svg))
    svg = re.sub(
        r'<use href="#([^"]*)" x="([^"]*)" y="([^"]*)"([^>]*)/>',
        lambda use: f'<path {marks[use[1]]} transform="translate({use[2]} {use[3]})"{use[4]}/>',
        svg,
    )
    svg = re.sub(r"<defs>\s*<path [^>]*/>\s*</defs>", "", svg)
    used = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: found.group() if found.group(1) in used else "", svg)
    svg = re.sub(r"<[^>]*>", lambda tag: re.sub(r"(\.\d\d)\d+", r"\1", tag.group()).replace("\n", " "), svg)
    return re.sub(r">\s+<", "><", svg)
