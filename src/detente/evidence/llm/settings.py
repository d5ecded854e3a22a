"""Which language model is asked, where, and what it costs: from the environment, a file, or both.

A case folder never names an endpoint: a folder passed on by somebody else could otherwise send the documents, and the
key in the environment, to a place of its author's choosing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator

from detente.domain.cited import Frozen
from detente.domain.errors import InputError, did_you_mean

PREFIX = "DETENTE_LLM_"


class ModelSettings(Frozen):
    """One model at one endpoint; prices are per million tokens."""

    url: str = Field(description="base URL of an OpenAI-compatible endpoint, such as http://localhost:11434/v1")
    model: str = Field(min_length=1, description="the model's name at that endpoint")
    key: SecretStr = Field(default=SecretStr(""), description="sent as bearer token; none for most local servers")
    price_in: float | None = Field(default=None, ge=0, description="price of a million tokens sent")
    price_out: float | None = Field(default=None, ge=0, description="price of a million tokens received")
    currency: str = "USD"
    budget: float | None = Field(default=None, ge=0, description="stop asking when this much was spent in one reading")
    timeout_in_s: float = Field(default=120.0, gt=0, le=3600, description="longest wait for one answer")
    attempts: int = Field(default=5, ge=1, le=20, description="how often a busy or silent server is asked")
    parallel: int = Field(default=4, ge=1, le=64, description="questions under way at once")
    passage: int = Field(default=6_000, ge=500, le=200_000, description="characters of a document in one question")
    most_answer_tokens: int = Field(default=4_000, ge=100, description="longest answer asked for")

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise ValueError("an http or https address without name, password or query")
        return value.rstrip("/")

    @property
    def endpoint(self) -> str:
        """Where questions are sent."""
        return self.url if self.url.endswith("/chat/completions") else f"{self.url}/chat/completions"


def settings_from(environment: Mapping[str, str], config: Mapping[str, Any] | None = None) -> ModelSettings:
    """The settings of the environment (``DETENTE_LLM_URL`` and so on), and of a file where the environment is silent.

    Raises InputError that names the variable or field; a key is never part of a message.
    """
    known = list(ModelSettings.model_fields)
    given: dict[str, Any] = dict(config or {})
    for name in given:
        if name not in known:
            raise InputError("language model settings", "a known field", f"'{name}'", did_you_mean(str(name), known))
    for name in known:
        value = environment.get(PREFIX + name.upper(), "")
        if value:
            given[name] = value
    for name in ("url", "model"):
        if not given.get(name):
            raise InputError(
                "--llm",
                f"{PREFIX}{name.upper()} in the environment, or '{name}' in the file of --llm-config",
                "neither",
                f"set it, for example: export {PREFIX}{name.upper()}={_EXAMPLES[name]}",
            )
    try:
        return ModelSettings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        got = "a value that does not fit" if name == "key" else repr(given.get(name))
        expected = _EXPECTED.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        expected = expected.replace("Input should be", "a value")
        variable = PREFIX + name.upper()
        where = f"language model setting {variable}" if environment.get(variable) else f"--llm-config: {name}"
        raise InputError(where, expected, got, "correct it") from None


_EXPECTED = {
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "string_type": "a text",
}
_EXAMPLES = {"url": "http://localhost:11434/v1", "model": "qwen3:8b"}
