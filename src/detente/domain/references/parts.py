"""A disagreement in a case, and the checks every section asks: names, sources, scales, red lines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.domain.case import Case, RedLine
from detente.domain.errors import did_you_mean
from detente.domain.quantity import Quantity

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One disagreement in a case: the path of the field, what was expected, what came, what to do."""

    path: Path
    expected: str
    got: str
    remedy: str


def known(table: Mapping[str, object], key: str, path: Path, what: str) -> Iterator[Problem]:
    """A name must be defined in the part of the case it points to."""
    if key not in table:
        article = "an" if what[:1] in "aeiou" else "a"
        yield Problem(path, f"{article} {what} defined in this case", f"'{key}'", did_you_mean(key, list(table)))


def cited(case: Case, ids: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Every source cited must be defined under ``sources``."""
    for key in ids:
        if key not in case.sources:
            yield Problem(
                (*path, "source"),
                "a source defined under 'sources'",
                f"'{key}'",
                did_you_mean(key, list(case.sources)),
            )


def within(quantity: Quantity | None, low: float, high: float, path: Path) -> Iterator[Problem]:
    """Both ends of a quantity must lie from ``low`` to ``high``; what is left to the statements is not looked at."""
    if quantity is None or quantity.from_statements:
        return
    for value in (quantity.low, quantity.high):
        if not low <= value <= high:
            expected = f"a number of at least {low:g}" if high == math.inf else f"a number from {low:g} to {high:g}"
            yield Problem(path, expected, f"{value:g}", "correct the number or the scale")
            return


def on_scale(case: Case, issue: str, quantity: Quantity | None, path: Path) -> Iterator[Problem]:
    """A position must lie on the scale of its issue; an unknown issue is said elsewhere."""
    if issue in case.issues:
        yield from within(quantity, case.issues[issue].low, case.issues[issue].high, path)


def red_line_problems(case: Case, issue: str, line: RedLine | None, path: Path) -> Iterator[Problem]:
    """A red line must lie on the scale of its issue, with its ends in order."""
    if line is None:
        return
    yield from on_scale(case, issue, line.min, (*path, "min"))
    yield from on_scale(case, issue, line.max, (*path, "max"))
    if line.min is not None and line.max is not None and line.min.low > line.max.high:
        yield Problem(path, "min below max", f"min {line.min.low:g} and max {line.max.high:g}", "swap the two")
    yield from cited(case, line.source, path)
