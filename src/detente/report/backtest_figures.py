"""Figures of a backtest: who forecasts how well, how often intervals hold, where outcomes fell, errors by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from detente.domain.backtest_answer import Backtest, ForecasterScores
from detente.report.drawing import COLOURS, HATCHES, LINES, MARKERS, drawn, plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KIND_STYLE = {"baseline": 7, "engine": 0, "distribution": 3}
KIND_WORDS = {"baseline": "anybody's forecast", "engine": "bargaining model", "distribution": "distribution"}
TYPE_WORDS = {"two_ends": "two ends", "few_places": "two or three places", "scale": "four or more places"}
SHOWN_BY_TYPE = ("mean", "compromise", "condorcet_election", "predictive")


def crps_figure(backtest: Backtest) -> Markup:
    """CRPS of every forecaster with its interval, the best first."""
    scored = [one for one in backtest.forecasters if "crps" in one.scores]
    order = sorted(scored, key=lambda one: one.scores["crps"].mean, reverse=True)

    def draw(figure: Figure) -> None:
        axes = plain(figure.subplots())
        for place, one in enumerate(order):
            score, style = one.scores["crps"], KIND_STYLE[one.kind]
            axes.plot([score.low, score.high], [place, place], color=COLOURS[style], linewidth=2)
            axes.plot(score.mean, place, marker=MARKERS[style], color=COLOURS[style], linestyle="none")
        for kind, style in KIND_STYLE.items():
            axes.plot([], [], marker=MARKERS[style], color=COLOURS[style], label=KIND_WORDS[kind])
        axes.set_yticks(range(len(order)), [one.name for one in order])
        axes.set_xlabel("CRPS, in points (lower is better), with 95% interval over negotiations")
        axes.set_xlim(left=0)
        axes.legend(loc="upper right")

    return drawn("CRPS by forecaster", draw, height=max(2.4, 0.24 * len(order) + 0.8))


def reliability_figure(backtest: Backtest, names: Sequence[str]) -> Markup:
    """How many outcomes each central interval held, against how many it should hold."""
    some = _distributions(backtest, names)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color="#5A5A5A", linewidth=1, label="right as often as it says")
        for i, one in enumerate(some):
            style: Any = {"color": COLOURS[i], "marker": MARKERS[i], "linestyle": LINES[i]}
            axes.plot(backtest.levels, one.reliability, label=one.name, **style)
        axes.set_xlabel("what the central interval says it holds")
        axes.set_ylabel("what it held")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal")
        axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1))

    return drawn("Reliability of central intervals", draw, height=3.8)


def pit_figure(backtest: Backtest, names: Sequence[str]) -> Markup:
    """Where outcomes fell in the forecast distributions, by tenths."""
    some = _distributions(backtest, names)

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, len(some), sharey=True, squeeze=False)[0]
        for i, (axes, one) in enumerate(zip(panels, some, strict=True)):
            axes.bar([t + 0.5 for t in range(10)], one.pit, width=0.9, color=COLOURS[i], hatch=HATCHES[i],
                     edgecolor="#ffffff")  # fmt: skip
            axes.axhline(0.1, color="#5A5A5A", linestyle="--", linewidth=1)
            axes.set_title(one.name, fontsize=9)
            axes.set_xticks([0, 5, 10], ["0", ".5", "1"])
            axes.grid(visible=False, axis="x")
        panels[0].set_ylabel("share of outcomes")

    return drawn("Where outcomes fell in the forecasts, by tenths", draw, height=2.8)


def type_figure(backtest: Backtest) -> Markup:
    """Mean absolute error by kind of issue."""
    some = [one for name in SHOWN_BY_TYPE if (one := backtest.get(name)) is not None]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for i, one in enumerate(some):
            offset = 0.16 * (i - 0.5 * (len(some) - 1))
            found = [(j + offset, one.by_type[kind]) for j, kind in enumerate(TYPE_WORDS) if kind in one.by_type]
            for at, score in found:
                axes.plot([at, at], [score.low, score.high], color=COLOURS[i], linewidth=1.5)
            style: Any = {"color": COLOURS[i], "marker": MARKERS[i], "linestyle": "none"}
            axes.plot([at for at, _ in found], [score.mean for _, score in found], label=one.name, **style)
        axes.set_xticks(range(len(TYPE_WORDS)), list(TYPE_WORDS.values()))
        axes.set_xlabel("where the actors stand")
        axes.set_ylabel("mean absolute error, in points")
        axes.set_ylim(bottom=0)
        axes.grid(visible=False, axis="x")
        axes.legend(loc="upper left", bbox_to_anchor=(1.02, 1))

    return drawn("Error by kind of issue", draw)


def shown_distributions(backtest: Backtest) -> tuple[str, ...]:
    """The distributions the calibration figures show: the product's own and what it is held against."""
    own = "predictive_cross_validated" if backtest.get("predictive_cross_validated") else "predictive"
    wanted = (own, "simple_mixture", "positions_by_salience", "laplace")
    return tuple(name for name in wanted if backtest.get(name) is not None)


def _distributions(backtest: Backtest, names: Sequence[str]) -> list[ForecasterScores]:
    return [one for name in names if (one := backtest.get(name)) is not None and one.pit]
