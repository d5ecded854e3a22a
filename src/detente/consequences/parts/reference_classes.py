"""Reference classes: how long comparable peaces lasted, and the baseline hazard that reproduces them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import numpy as np
from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from detente.domain.axes import PerDraw
from detente.domain.consequences import Failure, OwnClass, Settlement, War
from detente.domain.errors import CaseError, did_you_mean

FAILURE_WORDS: dict[str, str] = {
    "return_to_war": "fighting resumes",
    "use_of_force": "any use of force between the sides",
    "fatal": "a clash with deaths, or war",
    "war": "a new war",
    "abandoned": "a party no longer keeps to the agreement",
}
OWN = "own"
"""The key of a class that the analyst states."""


class Row(BaseModel):
    """The share that had not failed, by years, and of how many (0: a judgement)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int = Field(ge=0)
    survival: dict[float, float]


class ReferenceClass(BaseModel):
    """A class of peaces. ``typical``: its place on the covariates; ``has``: terms it already includes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    war: War
    typical: dict[str, float]
    has: tuple[str, ...] = ()
    source: str
    failures: dict[Failure, Row]


@lru_cache(maxsize=1)
def reference_classes() -> dict[str, ReferenceClass]:
    """All classes by id, in the order of ``reference_classes.yaml``."""
    text = files("detente.consequences").joinpath("reference_classes.yaml").read_text(encoding="utf-8")
    return {key: ReferenceClass.model_validate(row) for key, row in YAML(typ="safe").load(text).items()}


def class_of(facts: Settlement) -> tuple[str, ReferenceClass]:
    """The class a settlement is compared with; CaseError where it has no row for the failure asked about."""
    if facts.own_class is not None:
        return OWN, _own(facts, facts.own_class)
    known = reference_classes()
    key = facts.reference_class or ("civil_ceasefire" if facts.war == "civil" else "interstate_contiguous")
    if key not in known:
        where = "case.yaml: consequences.settlement.reference_class"
        raise CaseError(where, "a reference class", f"'{key}'", did_you_mean(key, list(known)))
    found = known[key]
    if facts.failure not in found.failures:
        raise CaseError(
            "case.yaml: consequences.settlement.failure",
            f"one that is known of {found.name}",
            f"'{facts.failure}'",
            f"use one of: {', '.join(found.failures)}",
        )
    return key, found


def log_first_year_hazard(
    survival: Mapping[float, float | PerDraw], rho: PerDraw, calibration: str = "whole_row"
) -> PerDraw:
    """Logarithm of H(1), where S(t) = exp(-H(1) t^rho), such that the class's row comes out.

    ``first_year``: exact in the first year of the row. ``whole_row``: the mean of log H(t) - rho log t over its years,
    that is least squares on the scale on which a Weibull is a line; no single year is then exact, but all are near. Of
    a year in which none survived no logarithm can be taken; it is left out.
    """
    known = sorted(survival.items())
    usable = [(year, share) for year, share in known if np.all(np.greater(share, 0) & np.less(share, 1))]
    chosen = usable[:1] if calibration == "first_year" else usable
    levels = [np.log(-np.log(share)) - rho * np.log(year) for year, share in chosen]
    mean: PerDraw = np.mean(levels, axis=0)
    return mean


def _own(facts: Settlement, stated: OwnClass) -> ReferenceClass:
    """A class of the analyst's own: nothing is typical of it, so circumstances count from zero."""
    row = Row(n=stated.n, survival={year: quantity.mode for year, quantity in stated.survival.items()})
    return ReferenceClass(
        name=stated.name,
        war=facts.war,
        typical={"prior_disputes": 0, "years_of_war": 0, "deaths": 0, "contiguous": float(facts.contiguous)},
        source="set by the analyst",
        failures={facts.failure: row},
    )


def sampling_error(row: Row) -> float:
    """Standard deviation of log H in a row's first year, from its n (delta method on a share); 0 without n."""
    if row.n == 0:
        return 0.0
    share = next(share for _, share in sorted(row.survival.items()) if 0 < share < 1)
    return float(np.sqrt((1 - share) / (row.n * share)) / abs(np.log(share)))
