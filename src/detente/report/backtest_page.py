"""A backtest as one self-contained page: figures, each with its numbers as a table, and the whole comparison."""

from __future__ import annotations

from detente.domain.backtest_answer import Backtest
from detente.report.backtest_figures import (
    TYPE_WORDS,
    crps_figure,
    pit_figure,
    reliability_figure,
    shown_distributions,
    type_figure,
)
from detente.report.backtest_text import AGAINST, KINDS, calibration_lines, interval, value
from detente.report.html import environment

SIZES = {
    "error": 2, "within_ten": 2, "crps": 2, "brier": 3, "coverage_50": 2, "coverage_80": 2, "coverage_95": 2,
}  # fmt: skip


def backtest_html(backtest: Backtest) -> str:
    """The page; equal backtests give equal text."""
    shown = shown_distributions(backtest)
    distributions = [one for name in shown if (one := backtest.get(name)) is not None]
    return environment().get_template("backtest.html.j2").render(
        backtest=backtest,
        own=backtest.get(shown[0]) if shown else None,
        baseline=backtest.get(AGAINST),
        against=AGAINST,
        crps=crps_figure(backtest),
        reliability=reliability_figure(backtest, shown),
        pit=pit_figure(backtest, shown),
        by_type=type_figure(backtest),
        distributions=distributions,
        types=TYPE_WORDS,
        groups=[(heading, [_row(backtest, one.name) for one in backtest.forecasters if one.kind == kind])
                for kind, heading in KINDS.items()],
        calibration=calibration_lines(backtest),
    ) + "\n"  # fmt: skip


def _row(backtest: Backtest, name: str) -> dict[str, object]:
    one = backtest.get(name)
    assert one is not None  # noqa: S101 - its name was just taken from the backtest
    error, crps = (backtest.against(name, AGAINST, score) for score in ("error", "crps"))
    return {
        "name": one.name,
        "title": one.title,
        "cells": [
            (value(one.scores.get(key), digits), interval(one.scores.get(key), digits)) for key, digits in SIZES.items()
        ],
        "median_error": f"{one.median_error:.1f}",
        "n": one.scores["error"].n if "error" in one.scores else 0,
        "differences": [(f"{d.mean:+.2f}" if d else "", interval(d, 2)) for d in (error, crps)],
        "by_type": [value(one.by_type.get(kind), 1) for kind in TYPE_WORDS],
    }
