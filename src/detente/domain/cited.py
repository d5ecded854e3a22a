"""What every part of a case file is made of: ids, half-lives, frozen records, records that say where they are from."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

ID_PATTERN = re.compile(r"^[a-z0-9][a-z0-9_\-]*$")


def _check_identifier(value: str) -> str:
    if not ID_PATTERN.match(value):
        raise ValueError("an id of lower-case letters, digits, '_' and '-'")
    return value


def _check_half_life(value: str) -> str:
    if not re.fullmatch(r"\d+(\.\d+)?(d|w|m|y)", value):
        raise ValueError("a number with d, w, m or y, such as 90d or 2y")
    return value


Identifier = Annotated[str, AfterValidator(_check_identifier)]
HalfLife = Annotated[str, AfterValidator(_check_half_life)]


class Frozen(BaseModel):
    """A record that cannot be changed and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Frozen):
    """Something that says where it comes from; ``guess`` marks what nobody has confirmed."""

    source: tuple[str, ...] = Field(default=(), description="ids in the case's table of sources")
    statements: tuple[str, ...] = Field(default=(), description="ids of the statements it was read from")
    guess: bool = Field(default=False, description="proposed by the program, not yet confirmed by a person")
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for key in ("source", "statements"):
                if isinstance(data.get(key), str):
                    data = {**data, key: [data[key]]}
        return data
