"""Provisions: the named building blocks from which drafts of a deal can be put together.

A provision settles one issue at one point of its scale. A draft takes at most one provision on each issue and leaves
the others open, which means that the reference point holds there. Where a case names no provision on an issue, the
described points of the issue's scale are its candidates.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from detente.domain.cited import Cited, Identifier


class Provision(Cited):
    """One clause a draft can hold: an issue settled at a point, with what it needs and what it rules out."""

    issue: str
    at: float = Field(description="the point of the issue's scale it settles on")
    title: str = ""
    requires: tuple[Identifier, ...] = Field(default=(), description="provisions a draft with this one must hold too")
    requires_any: tuple[Identifier, ...] = Field(
        default=(), description="provisions of which a draft with this one must hold at least one"
    )
    excludes: tuple[Identifier, ...] = Field(
        default=(), description="provisions that no draft with this one can hold; works both ways"
    )

    @model_validator(mode="before")
    @classmethod
    def _one_or_several(cls, data: object) -> object:
        if isinstance(data, dict):
            for key in ("requires", "requires_any", "excludes"):
                if isinstance(data.get(key), str):
                    data = {**data, key: [data[key]]}
        return data
