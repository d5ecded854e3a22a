"""The words of the forecast register: what was forecast, what happened, and what has been put on record about either.

| object     | role                                                                        |
|------------|-----------------------------------------------------------------------------|
| Foreseen   | the distribution: of a number on a scale, or of whether something happens   |
| Question   | what is forecast, how it will be decided, by when                           |
| Entry      | one line of the register: a forecast, a resolution or a withdrawal          |
| Scored     | a resolved forecast with its scores, and those of its baseline              |
| Scorecard  | all forecasts of a register together                                        |
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

LEVELS: tuple[float, ...] = tuple(k / 100 for k in range(1, 100))
"""The levels of the quantiles kept: .01 to .99."""

EntryKind = Literal["forecast", "resolution", "withdrawal"]


@dataclass(frozen=True)
class Foreseen:
    """A distribution: quantiles at LEVELS on a scale from ``low`` to ``high``, or the probability that it happens.

    Exactly one of ``quantiles`` and ``probability`` is given. ``made_by`` says by which model or person.
    """

    made_by: str
    quantiles: tuple[float, ...] = ()
    probability: float | None = None
    low: float = 0.0
    high: float = 100.0

    @property
    def of_event(self) -> bool:
        """Whether it is about something that happens or does not."""
        return self.probability is not None

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Foreseen:
        """Inverse of ``asdict``."""
        return cls(**{**data, "quantiles": tuple(data.get("quantiles", ()))})


@dataclass(frozen=True)
class Question:
    """What is forecast; ``criterion`` says how anybody could decide the outcome, ``by`` the day it is decided at."""

    text: str
    criterion: str
    by: str


@dataclass(frozen=True)
class Entry:
    """One line of the register.

    ``previous`` is the hash of the line before, "" for the first; ``hash`` is that of this line without it, so that a
    line that is changed, removed or moved breaks the chain. ``body`` depends on ``kind``.
    """

    number: int
    kind: EntryKind
    forecast: str
    at: str
    body: dict[str, Any]
    previous: str
    hash: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Scored:
    """A resolved forecast; lower is better for every score but skill.

    ``crps`` in the units of the scale; ``log`` in nats, infinite where what happened was held impossible; ``brier`` for
    events; ``pit`` between 0 and 1, the chance given to less than what happened (half of what was given to just that).
    ``skill`` is 1 - score / baseline's score, by CRPS or Brier: above 0 is better than the baseline.
    """

    forecast: str
    question: str
    made: str
    resolved: str
    outcome: float
    crps: float | None = None
    log: float | None = None
    brier: float | None = None
    absolute_error: float | None = None
    within_ten: bool | None = None
    pit: float | None = None
    baseline: str = ""
    baseline_score: float | None = None
    skill: float | None = None


@dataclass(frozen=True)
class Mean:
    """A mean over forecasts with its 95% bootstrap interval; nan-free, ``n`` says over how many."""

    name: str
    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Scorecard:
    """All of a register: what is resolved with its scores, what is open, overdue or withdrawn, and the chain's head."""

    head: str
    entries: int
    scored: tuple[Scored, ...]
    means: tuple[Mean, ...]
    open: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    caution: str = field(default="")

    def to_dict(self) -> dict[str, Any]:
        """As JSON values; infinite scores as the text "infinite"."""
        return _plain(asdict(self))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if value == float("inf"):
        return "infinite"
    return value
