"""The only answer that is understood: proposals of statements, without offsets, numbers or probabilities."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from detente.domain.statement import Kind, Modality, SourceType, Stance

MOST_PROPOSALS = 60  # of one passage; what is beyond is refused, whoever sent it


class Proposal(BaseModel):
    """What a model says about one quotation; a field it should not have makes it refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: str = Field(min_length=1, max_length=2_000)
    before: str = Field(default="", max_length=400)
    speaker: str = Field(default="", max_length=200)
    source_type: SourceType = "author"
    actors: list[str] = Field(default_factory=list, max_length=6)
    targets: list[str] = Field(default_factory=list, max_length=6)
    issues: list[str] = Field(default_factory=list, max_length=4)
    stance: Stance = "assesses"
    negated: bool = False
    modality: Modality = "asserted"
    kind: Kind = "author_assessment"
    gloss: str = Field(default="", max_length=400)


class UnusableAnswerError(Exception):
    """An answer that is no JSON, or not the JSON that was asked for."""


Refused = tuple[str, str]  # reason, excerpt


def proposals_in(answer: str) -> tuple[list[Proposal], list[Refused]]:
    """The proposals of an answer, and those that do not follow the schema, each with the reason.

    Raises UnusableAnswerError when the whole is not what was asked for.
    """
    try:
        data = json.loads(_bare(answer))
    except (ValueError, RecursionError) as error:
        raise UnusableAnswerError("the answer is not JSON") from error
    entries = data.get("statements") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise UnusableAnswerError("the answer has no list 'statements'")
    proposals: list[Proposal] = []
    refused: list[Refused] = []
    for entry in entries[:MOST_PROPOSALS]:
        try:
            proposals.append(Proposal.model_validate(entry, strict=True))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])[:80] or "entry"
            quote = str(entry.get("quote", "")) if isinstance(entry, dict) else ""
            why = f"does not follow the schema: {field}, {first['type'].replace('_', ' ')}"
            refused.append((why, quote[:120]))
    refused += [(f"more than {MOST_PROPOSALS} proposals for one passage", "")] * max(0, len(entries) - MOST_PROPOSALS)
    return proposals, refused


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, in the strict form servers ask for: every field required, no other allowed."""
    item = Proposal.model_json_schema()
    item.pop("description", None)
    item.pop("title", None)
    for prop in item["properties"].values():
        for key in ("default", "title", "minLength", "maxLength", "maxItems"):
            prop.pop(key, None)
    item["required"] = list(item["properties"])
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": item}},
        "required": ["statements"],
        "additionalProperties": False,
    }


def _bare(answer: str) -> str:
    """The JSON without a model's thoughts before it and the fence of code around it."""
    text = re.sub(r"^\s*<think>.*?</think>", "", answer, count=1, flags=re.DOTALL).strip()
    fenced = re.fullmatch(r"```(?:json)?\s*\n(.*)\n```", text, flags=re.DOTALL)
    return fenced[1] if fenced else text
