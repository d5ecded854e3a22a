"""How far the coders of a case agree on each label, and what that allows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.app.reviewing import followed_reviews
from detente.domain.statement import Statement
from detente.evaluation.reliability import Metric, Reliability, agreement_by_label
from detente.evidence.reviewing.coders import Judged, judged
from detente.evidence.reviewing.corrections import FIELDS, LEVEL

KEPT = "kept"  # accepted in whatever form, against rejected
METRICS: dict[str, Metric] = {LEVEL: "ordinal"}
CAVEAT = "Coders saw the program's labels before they judged: blind coders would agree less."


@dataclass(frozen=True)
class Agreement:
    """Krippendorff's alpha by label over the ``statements`` that two or more of the ``coders`` have judged."""

    coders: tuple[str, ...]
    statements: int
    labels: dict[str, Reliability]

    def lines(self) -> list[str]:
        """As text: a line a label, then what the numbers mean."""
        if len(self.coders) < 2:
            return ["No statement has been judged by two coders yet: there is nothing to compare."]
        head = f"{self.statements} statements judged by two or more of: {', '.join(self.coders)}"
        rows = [
            f"{name:<12} {METRICS.get(name, 'nominal'):<8} {_shown(r.alpha):>6}  {_interval(r):<16} {r.units:>5}  "
            + r.in_words
            for name, r in self.labels.items()
        ]
        return [
            head,
            f"{'label':<12} {'metric':<8} {'alpha':>6}  {'95% interval':<16} {'units':>5}",
            *rows,
            "Krippendorff's alpha: 1 is perfect agreement, 0 what chance would give; rely on .800 or more,",
            "draw tentative conclusions from .667 on (Krippendorff 2018, chapter 12). " + CAVEAT,
        ]

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``; what is not defined is null."""
        return {
            "coders": list(self.coders),
            "statements": self.statements,
            "labels": {
                name: {
                    "metric": METRICS.get(name, "nominal"),
                    "alpha": _number(r.alpha),
                    "interval_95": [_number(r.low), _number(r.high)],
                    "units": r.units,
                    "values": r.values,
                    "in_words": r.in_words,
                }
                for name, r in self.labels.items()
            },
            "caveat": CAVEAT,
        }


def agreement_of(case: Path, seed: int = 1) -> Agreement:
    """Agreement on every label, the latest judgement of each coder counting."""
    followed, statements = followed_reviews(case)
    readings = [judged(statements[key], given) for key, given in sorted(followed.by_statement.items())]
    several = [r for r in readings if len(r) >= 2]
    labels: dict[str, list[list[Any]]] = {KEPT: [[str(j.statement is not None) for j in r] for r in several]}
    for name in FIELDS:
        labels[name] = [[_category(getattr(s, name)) for s in _kept(r)] for r in several]
    labels[LEVEL] = [unit for r in several for unit in _levels(r)]
    coders = tuple(sorted({j.by for r in several for j in r}))
    return Agreement(coders, len(several), agreement_by_label(labels, METRICS, seed=seed))


def _kept(readings: Sequence[Judged]) -> list[Statement]:
    return [r.statement for r in readings if r.statement is not None]


def _category(value: Any) -> str:
    """A label as a category: a list whatever its order."""
    return " ".join(sorted(value)) if isinstance(value, tuple) else str(value)


def _levels(readings: Sequence[Judged]) -> list[list[int]]:
    """A unit for each actor on each issue for which somebody sees a direction."""
    found: dict[tuple[str, str], list[int]] = {}
    for statement in _kept(readings):
        for told in statement.indications:
            found.setdefault((told.actor, told.issue), []).append(told.level)
    return [found[pair] for pair in sorted(found)]


def _shown(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _interval(found: Reliability) -> str:
    return "-" if math.isnan(found.low) else f"{found.low:.3f} to {found.high:.3f}"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)
