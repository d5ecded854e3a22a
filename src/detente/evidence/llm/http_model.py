"""A model behind an OpenAI-compatible endpoint, asked over HTTP: the only place of a reading that uses the network."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable
from typing import Any

from detente.domain.errors import ModelError
from detente.evidence.llm.port import Answer, Question
from detente.evidence.llm.settings import ModelSettings

MOST_ANSWER_BYTES = 2_000_000
LONGEST_WAIT_IN_S = 60.0
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_UNSPENDABLE = ("insufficient_quota", "billing", "credit balance")


class HttpModel:
    """Asks ``POST {url}/chat/completions`` with a JSON Schema for the answer.

    A busy or silent server is asked again after 1, 2, 4, ... seconds, or when it says. Where a server does not know a
    field of the request, the request is made without it: older and local servers differ in what they take.
    """

    def __init__(self, settings: ModelSettings, wait: Callable[[float], object] | None = None) -> None:
        try:
            import httpx
        except ImportError as error:
            raise ModelError(
                "A language model needs the package httpx, which is not installed; install it with: "
                "pip install 'detente[llm]', or leave out --llm.",
                fatal=True,
            ) from error
        self._httpx = httpx
        self._settings = settings
        self._stopped = threading.Event()
        self._wait = wait or self._stopped.wait
        key = settings.key.get_secret_value()
        self._client = httpx.Client(
            timeout=httpx.Timeout(settings.timeout_in_s, connect=min(20.0, settings.timeout_in_s)),
            headers={"Authorization": f"Bearer {key}"} if key else {},
            follow_redirects=False,
        )
        self._lock = threading.Lock()
        # What this server takes; one entry less each time it says that it does not know a field.
        self._formats = ["json_schema", "json_object", ""]
        self._limits = ["max_tokens", "max_completion_tokens", ""]
        self._extras = {"temperature": 0, "seed": 1}

    def ask(self, question: Question) -> Answer:
        """The model's answer; raises ModelError with one sentence when there is none."""
        failure = ModelError("the question was not asked", fatal=True)
        attempt = 0
        while attempt < self._settings.attempts and not self._stopped.is_set():
            request = self._request(question)
            try:
                status, headers, body = self._post(request)
            except self._httpx.TimeoutException:
                failure = ModelError(f"{self._where} did not answer within {self._settings.timeout_in_s:g} seconds")
            except self._httpx.HTTPError as error:
                failure = ModelError(f"{self._where} could not be reached ({self._plain(str(error))})")
            else:
                if status == 200:
                    answer = self._read(body)
                    if isinstance(answer, Answer):
                        return answer
                    failure = answer
                elif status in (400, 422) and self._adapt(body, request):
                    continue
                else:
                    failure = self._refusal(status, headers, body)
                    if status not in _BUSY or failure.fatal:
                        raise failure
                    self._pause(attempt, headers.get("retry-after", ""))
                    attempt += 1
                    continue
            self._pause(attempt, "")
            attempt += 1
        raise failure

    def stop(self) -> None:
        """End every wait; nothing is asked after this."""
        self._stopped.set()

    def close(self) -> None:
        """Let go of the connections."""
        self.stop()
        self._client.close()

    @property
    def _where(self) -> str:
        return f"the language model at {self._settings.url}"

    def _post(self, request: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one answer; ModelError when it is larger than any real one."""
        latest = time.monotonic() + self._settings.timeout_in_s
        with self._client.stream("POST", self._settings.endpoint, json=request) as response:
            body = bytearray()
            for piece in response.iter_bytes():
                body += piece
                if len(body) > MOST_ANSWER_BYTES:
                    raise ModelError(f"{self._where} sent an answer of more than {MOST_ANSWER_BYTES:,} bytes")
                if time.monotonic() > latest:
                    raise self._httpx.ReadTimeout("the answer trickles")
            return response.status_code, {k.lower(): v for k, v in response.headers.items()}, bytes(body)

    def _request(self, question: Question) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [{"role": role, "content": text} for role, text in question.messages],
            **self._extras,
        }
        if self._limits[0]:
            request[self._limits[0]] = self._settings.most_answer_tokens
        if self._formats[0] == "json_schema":
            schema = {"name": "statements", "strict": True, "schema": question.schema}
            request["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self._formats[0]:
            request["response_format"] = {"type": self._formats[0]}
        return request

    def _read(self, body: bytes) -> Answer | ModelError:
        try:
            data = json.loads(body)
            choice = data["choices"][0]
            content = choice["message"].get("content")
            if isinstance(content, list):
                content = "".join(str(part.get("text", "")) for part in content)
            usage = data.get("usage") or {}
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            return ModelError(f"{self._where} sent something else than an answer of a chat model")
        if not content:
            return ModelError(f"{self._where} sent an empty answer")
        return Answer(
            str(content), str(choice.get("finish_reason") or "stop"), _count(usage, "prompt_tokens"),
            _count(usage, "completion_tokens"),
        )  # fmt: skip

    def _adapt(self, body: bytes, request: dict[str, Any]) -> bool:
        """Do without the field a server says it does not know; False when it complains of something else.

        Another thread may have done so since the request was made: then it is only made anew.
        """
        said = body.decode("utf-8", "replace").lower()
        with self._lock:
            asked = request.get("response_format", {}).get("type", "")
            if asked and ("response_format" in said or "json_schema" in said):
                self._formats = self._formats[1:] if self._formats[0] == asked else self._formats
                return True
            limit = next((name for name in self._limits if name and name in request), "")
            if limit and any(name and name in said for name in self._limits):
                self._limits = self._limits[1:] if self._limits[0] == limit else self._limits
                return True
            named = [name for name in ("temperature", "seed") if name in request and name in said]
            for name in named:
                self._extras = {k: v for k, v in self._extras.items() if k != name}
            return bool(named)

    def _refusal(self, status: int, headers: dict[str, str], body: bytes) -> ModelError:
        said = self._plain(_message(body))
        quoted = f" (“{said}”)" if said else ""
        if status in (401, 403):
            return ModelError(f"{self._where} refused the key{quoted}; check DETENTE_LLM_KEY", fatal=True)
        if status == 404:
            return ModelError(
                f"{self._where} knows no model '{self._settings.model}' or no such address{quoted}; check "
                "DETENTE_LLM_MODEL and DETENTE_LLM_URL",
                fatal=True,
            )
        if 300 <= status < 400:
            place = self._plain(headers.get("location", "elsewhere"))
            return ModelError(f"{self._where} points to {place}; set DETENTE_LLM_URL to the right address", fatal=True)
        if status == 402 or (status == 429 and any(word in said.lower() for word in _UNSPENDABLE)):
            return ModelError(f"{self._where} says that the account is used up{quoted}", fatal=True)
        if status == 429:
            return ModelError(f"{self._where} is asked too often{quoted}")
        return ModelError(f"{self._where} answered with an error {status}{quoted}")

    def _plain(self, text: str) -> str:
        """One short line of what a server said, without the key some of them repeat."""
        key = self._settings.key.get_secret_value()
        line = " ".join(text.split())
        return (line.replace(key, "...") if key else line)[:200]

    def _pause(self, attempt: int, told: str) -> None:
        if attempt + 1 >= self._settings.attempts:
            return
        seconds = float(2**attempt)
        with contextlib.suppress(ValueError):
            seconds = max(seconds, float(told))
        self._wait(min(seconds, LONGEST_WAIT_IN_S))


def _count(usage: Any, name: str) -> int | None:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and value >= 0 else None


def _message(body: bytes) -> str:
    """What an error answer says, from the places servers put it."""
    text = body[:2_000].decode("utf-8", "replace")
    with contextlib.suppress(ValueError, RecursionError):
        data = json.loads(body)
        error = data.get("error", data) if isinstance(data, dict) else data
        if isinstance(error, dict):
            return f"{error.get('code') or ''} {error.get('message') or error.get('detail') or ''}".strip()
        return str(error)
    return "" if "<html" in text.lower() else text
