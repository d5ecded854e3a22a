"""The frontier of drafts as a picture, where two parties are required: what each may expect from tabling a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from detente.domain.agreement_answer import PackageSearch
from detente.report.drawing import COLOURS, MARKERS, drawn
from detente.report.lookup import Lookup

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def frontier_figure(lookup: Lookup, search: PackageSearch, required: tuple[str, ...]) -> Markup | None:
    """Drafts of the frontier and drafts found, one party's gains against the other's; None unless there are two."""
    if len(required) != 2 or len(search.frontier) < 3:
        return None
    first, second = required

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        axes.plot(
            [p.tabled[first] for p in search.frontier], [p.tabled[second] for p in search.frontier],
            MARKERS[0], color=COLOURS[7], markersize=4, label="cannot be bettered for both",
        )  # fmt: skip
        for i, found in enumerate(search.found):
            axes.plot(
                found.tabled[first], found.tabled[second], MARKERS[1 + i % 7], color=COLOURS[i % 7], markersize=8,
                linestyle="none", label=f"draft found {i + 1}",
            )  # fmt: skip
        axes.set_xlabel(f"Expected gain of {lookup.actor(first)} when tabled, points")
        axes.set_ylabel(f"Expected gain of {lookup.actor(second)}, points")
        axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)

    return drawn("What two parties may expect from the drafts that cannot be bettered for both", draw)
