"""An organisation's register of exposures, and names on lists: what a loader hands to the consequence models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

HoldingKind = Literal["sale", "purchase", "asset"]


@dataclass(frozen=True)
class Holding:
    """One row of ``exposure.csv``.

    ``value`` a year (of an asset: what it is worth), in one currency; ``dependence`` in [0, 1]: the share of it that
    hangs on this country and partner; ``substitutes`` in [0, 1]: the share that could be had or sold elsewhere within
    months.
    """

    key: str
    what: str
    kind: HoldingKind
    country: str
    sector: str
    counterparty: str
    value: float
    dependence: float = 1.0
    substitutes: float = 0.0


@dataclass(frozen=True)
class ListedName:
    """A name on a list of the analyst's own, with what the list says about it."""

    name: str
    file: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    details: str = ""
