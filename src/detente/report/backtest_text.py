"""A backtest as text for a terminal: one table, the differences that matter, and what to keep in mind."""

from __future__ import annotations

from collections.abc import Iterable

from detente.domain.backtest_answer import Backtest, ForecasterScores, Scored

KINDS = {"baseline": "Forecasts anybody can make", "engine": "Models of bargaining", "distribution": "Distributions"}
AGAINST = "compromise"
HEADER = ("", "MAE", "95%", "median AE", "within 10", "CRPS", "95%", "Brier", "50%", "80%", "95%", "n")


def backtest_text(backtest: Backtest) -> str:
    """The whole answer as lines of text."""
    lines = [
        f"{backtest.title}: {backtest.issues} issues of {backtest.negotiations} negotiations ({backtest.part})",
        f"  {backtest.citation}",
        f"  SHA-256 of the file: {backtest.sha256}",
        "",
        *table([HEADER, *_rows(backtest)]),
        "",
        "MAE: mean absolute error of the point (for distributions, of the mean), in points of a scale of 0 to 100,",
        "with its 95% bootstrap interval over negotiations. within 10: outcomes within 10 points of the median.",
        "CRPS: the error of a whole distribution, for a point its absolute error; lower is better. Brier: of 'over 50'",
        "on issues with positions and outcome at the two ends. 50%, 80%, 95%: what those central intervals held.",
        "",
        f"Difference from the {AGAINST} model on the same issues, below zero is better:",
        *table(list(_differences(backtest))),
        "",
        *calibration_lines(backtest),
        *(f"- {caution}" for caution in backtest.cautions),
    ]
    return "\n".join(lines) + "\n"


def calibration_lines(backtest: Backtest) -> list[str]:
    """Whether each distribution is right as often as it says, in a sentence each."""
    lines = []
    for one in backtest.forecasters:
        if one.pit_p_value is None or one.kind != "distribution":
            continue
        held = one.scores["coverage_80"]
        fit = "not told apart from" if one.pit_p_value >= 0.05 else "told apart from"
        lines.append(
            f"{one.name}: its central 80% held {held.mean:.0%} of outcomes ({held.low:.0%} to {held.high:.0%}); "
            f"the transform is {fit} a calibrated one (p = {one.pit_p_value:.2f})."
        )
    return [*lines, ""] if lines else []


def table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows as aligned lines, the first column to the left, the others to the right."""
    rows = list(rows)
    width = max((len(row) for row in rows), default=0)
    full = [row + ("",) * (width - len(row)) for row in rows]
    # A row of one cell is a heading and must not widen its column.
    widths = [
        max((len(r[i]) for r, raw in zip(full, rows, strict=True) if len(raw) > 1), default=0) for i in range(width)
    ]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in full]


def interval(scored: Scored | None, digits: int = 1) -> str:
    """The interval of a score, such as ``20.9-25.0``."""
    if scored is None or scored.low != scored.low:
        return ""
    return f"{scored.low:.{digits}f} to {scored.high:.{digits}f}"


def value(scored: Scored | None, digits: int = 2) -> str:
    """A mean score, empty where it does not apply."""
    return "" if scored is None else f"{scored.mean:.{digits}f}"


def _rows(backtest: Backtest) -> Iterable[tuple[str, ...]]:
    for kind, heading in KINDS.items():
        some = [one for one in backtest.forecasters if one.kind == kind]
        if some:
            yield (heading,)
        yield from (_row(one) for one in some)


def _row(one: ForecasterScores) -> tuple[str, ...]:
    get = one.scores.get
    error = get("error")
    return (
        f"  {one.name}",
        value(error),
        interval(error),
        f"{one.median_error:.1f}",
        value(get("within_ten")),
        value(get("crps")),
        interval(get("crps")),
        value(get("brier"), 3),
        *(value(get(f"coverage_{central}")) for central in (50, 80, 95)),
        str(error.n) if error else "0",
    )


def _differences(backtest: Backtest) -> Iterable[tuple[str, ...]]:
    yield ("", "MAE", "95%", "CRPS", "95%")
    for one in backtest.forecasters:
        error, crps = (backtest.against(one.name, AGAINST, score) for score in ("error", "crps"))
        if error is not None:
            signed = [f"{v.mean:+.2f}" if v else "" for v in (error, crps)]
            yield (f"  {one.name}", signed[0], interval(error), signed[1], interval(crps))
