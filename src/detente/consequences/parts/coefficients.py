"""Coefficients of the literature: read from ``coefficients.yaml``, drawn with their uncertainty, overridden by a case.

| form   | in the file              | drawn as                                    | a model gets         |
|--------|--------------------------|---------------------------------------------|----------------------|
| ratio  | ``log_mean``, ``log_sd`` | log ~ Normal (hazard ratio, odds ratio)     | the logarithm        |
| number | ``mean``, ``sd``         | Normal, kept within ``least`` and ``most``  | the number           |
| amount | ``median``, ``log_sd``   | log-normal with the stated ``sign``         | the signed number    |

Every coefficient has a random stream of its own, keyed by its id: what a case overrides leaves the others' draws alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from ruamel.yaml import YAML

from detente.consequences.parts.wording import interval_words
from detente.domain.axes import PerDraw
from detente.domain.consequence_answer import CoefficientUse
from detente.domain.consequences import CoefficientOverride, War
from detente.domain.errors import InputError, did_you_mean
from detente.domain.forecast import Interval
from detente.domain.pert import quantity_quantile
from detente.domain.streams import stream, uniforms

OTHER_WAR = 1.5
"""By how much a standard deviation grows when a coefficient of civil wars is used on a war between states."""

Provenance = Literal["re-estimated", "abstract", "secondary", "unverified"]


class Coefficient(BaseModel):
    """One row of ``coefficients.yaml``.

    ``n`` as the source gives it; ``citation`` may be shown only when ``provenance`` is not "unverified". ``war``: the
    kind of war it was estimated on. ``variant``: the rival reading of the literature it belongs to. ``years``: after
    how many years it has its whole effect, where that matters.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    model: str
    term: str
    what: str
    scale: str
    form: Literal["ratio", "number", "amount"]
    log_mean: float = 0.0
    mean: float = 0.0
    median: float = Field(default=1.0, gt=0)
    log_sd: float = Field(default=0.0, ge=0)
    sd: float = Field(default=0.0, ge=0)
    sign: Literal[-1, 1] = 1
    least: float = -np.inf
    most: float = np.inf
    n: str = ""
    citation: str = ""
    provenance: Provenance
    war: War | None = None
    variant: str = ""
    years: float = Field(default=0.0, ge=0)
    note: str = ""

    @model_validator(mode="after")
    def _cited_when_verified(self) -> Coefficient:
        if self.provenance != "unverified" and not self.citation:
            raise ValueError("a citation, or 'provenance: unverified'")
        if self.provenance == "unverified" and self.citation:
            raise ValueError("no citation for what nobody has verified")
        return self


@lru_cache(maxsize=1)
def all_coefficients() -> dict[str, Coefficient]:
    """Every coefficient by id, in the order of the file; InputError where a row is not complete."""
    text = files("detente.consequences").joinpath("coefficients.yaml").read_text(encoding="utf-8")
    found = {}
    for key, row in YAML(typ="safe").load(text).items():
        try:
            found[key] = Coefficient(id=key, **row)
        except (ValidationError, TypeError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            raise InputError(f"coefficients.yaml: {key}", "a complete row", str(reason), "correct the row") from error
    return found


class Coefficients:
    """The coefficients of one answer: drawn once each, overridden where the case says so, with a record of their use.

    Parameters
    ----------
    overrides : by id, the analyst's own numbers.
    war : the kind of war at hand; what comes from the other kind is made ``OTHER_WAR`` times as uncertain.
    """

    def __init__(
        self,
        overrides: Mapping[str, CoefficientOverride] | None = None,
        *,
        seed: int = 1,
        draws: int = 10_000,
        war: War | None = None,
        table: Mapping[str, Coefficient] | None = None,
    ) -> None:
        self.table = dict(all_coefficients() if table is None else table)
        self.overrides = dict(overrides or {})
        self.seed, self.draws, self.war = seed, draws, war
        self._drawn: dict[str, PerDraw] = {}
        for key in self.overrides:
            if key not in self.table:
                known = did_you_mean(key, list(self.table))
                raise InputError(f"case.yaml: coefficients.{key}", "the id of a coefficient", f"'{key}'", known)

    def ids(self, model: str, term: str, variants: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Ids of the coefficients of a model's term: those of the rival readings chosen and those common to all."""
        return tuple(
            key
            for key, row in self.table.items()
            if row.model == model and row.term == term and row.variant in ("", *variants)
        )

    def terms(self, model: str) -> tuple[str, ...]:
        """The terms a model knows, in the order of the file."""
        return tuple(dict.fromkeys(row.term for row in self.table.values() if row.model == model))

    def draw(self, key: str) -> PerDraw:
        """(draw,) values as a model takes them: logarithms of ratios, numbers, signed amounts."""
        if key not in self._drawn:
            self._drawn[key] = self._fresh(self.table[key])
        return self._drawn[key]

    def printed(self, key: str) -> PerDraw:
        """(draw,) values on the printed scale: ratios instead of their logarithms."""
        values = self.draw(key)
        shown: PerDraw = np.exp(values) if self.table[key].form == "ratio" else values
        return shown

    def widened(self, key: str) -> bool:
        """Whether it is more uncertain here: one of civil wars elsewhere, one of any war where there is none."""
        row = self.table[key]
        foreign = row.war is not None and self.war is not None and row.war != self.war
        return foreign and (row.war == "civil" or self.war == "none") and key not in self.overrides

    def from_the_other_war(self) -> bool:
        """Whether any coefficient drawn so far was made more uncertain for coming from another kind of war."""
        return any(self.widened(key) for key in self._drawn)

    def used(self) -> tuple[CoefficientUse, ...]:
        """Every coefficient drawn so far, in the order of the file."""
        return tuple(self._use(row) for key, row in self.table.items() if key in self._drawn)

    def _fresh(self, row: Coefficient) -> PerDraw:
        override = self.overrides.get(row.id)
        if override is not None:
            return self._stated(row, override)
        normal = stream(self.seed, "coefficient", row.id).standard_normal(self.draws)
        more = OTHER_WAR if self.widened(row.id) else 1.0
        if row.form == "ratio":
            return row.log_mean + more * row.log_sd * normal
        if row.form == "number":
            return np.clip(row.mean + more * row.sd * normal, row.least, row.most)
        return np.clip(row.sign * row.median * np.exp(more * row.log_sd * normal), row.least, row.most)

    def _stated(self, row: Coefficient, override: CoefficientOverride) -> PerDraw:
        uniform = uniforms(self.seed, "coefficient", row.id, draws=self.draws)
        values: PerDraw = quantity_quantile(override.quantity, uniform)
        if row.form != "ratio":
            return values
        if override.quantity.low <= 0:
            raise InputError(
                f"case.yaml: coefficients.{row.id}", f"a {row.scale} above 0", f"{override.quantity.low:g}",
                "write a ratio: 1 means no effect",
            )  # fmt: skip
        logs: PerDraw = np.log(values)
        return logs

    def _use(self, row: Coefficient) -> CoefficientUse:
        low, mid, high = (float(v) for v in np.quantile(self.printed(row.id), (0.1, 0.5, 0.9)))
        interval = Interval(low, mid, high)
        override = self.overrides.get(row.id)
        return CoefficientUse(
            id=row.id,
            model=row.model,
            term=row.term,
            what=row.what,
            scale=row.scale,
            interval=interval,
            words=interval_words(interval),
            n=row.n,
            citation=row.citation,
            provenance=row.provenance,
            note=row.note,
            analyst=override is not None,
            reason=override.reason if override else "",
            sources=override.source if override else (),
            widened=self.widened(row.id),
        )


def known_ids() -> tuple[str, ...]:
    """Ids of all coefficients."""
    return tuple(all_coefficients())


def as_rows() -> list[dict[str, Any]]:
    """The table as flat rows, for listing."""
    return [row.model_dump() for row in all_coefficients().values()]
