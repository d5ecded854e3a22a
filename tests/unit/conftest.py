"""A real local server that speaks the protocol of language models, and every way such servers fail."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Reply:
    """What the server sends: an answer's text, or any status and body."""

    text: str = ""
    status: int = 200
    finish: str = "stop"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay: float = 0.0
    breaks_off: bool = False
    tokens: tuple[int, int] | None = (100, 20)


@dataclass
class LanguageServer:
    """Answers ``POST /v1/chat/completions`` with what ``respond`` says; remembers every request."""

    url: str = ""
    respond: Callable[[dict[str, Any]], Reply | list[dict[str, Any]] | str] = lambda request: []
    requests: list[dict[str, Any]] = field(default_factory=list)
    authorizations: list[str] = field(default_factory=list)

    def passage(self, request: dict[str, Any]) -> str:
        """The passage of a request, as a model would see it."""
        lines = request["messages"][1]["content"].split("\n")
        begin = next(i for i, line in enumerate(lines) if line.startswith("=== ") and line.endswith("begins ==="))
        mark = lines[begin].split()[1]
        end = lines.index(f"=== {mark} passage ends ===")
        return "\n".join(lines[begin + 1 : end])


@pytest.fixture
def language_server() -> Iterator[LanguageServer]:
    state = LanguageServer()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                state.requests.append(request)
                state.authorizations.append(self.headers.get("authorization", ""))
                given = state.respond(request)
            if isinstance(given, list):
                given = json.dumps({"statements": given})
            reply = Reply(given) if isinstance(given, str) else given
            time.sleep(reply.delay)
            body = reply.body if reply.body is not None else json.dumps(envelope(reply)).encode()
            try:
                self.send_response(reply.status)
                for name, value in {"content-type": "application/json", **reply.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) // 2] if reply.breaks_off else body)
                if reply.breaks_off:
                    self.close_connection = True
            except OSError:
                pass  # the asker has gone: that is what is tested

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()


def envelope(reply: Reply) -> dict[str, Any]:
    """A chat completion as servers send it."""
    message = {"role": "assistant", "content": reply.text}
    data: dict[str, Any] = {
        "id": "chatcmpl-1", "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
    }  # fmt: skip
    if reply.tokens is not None:
        data["usage"] = {"prompt_tokens": reply.tokens[0], "completion_tokens": reply.tokens[1]}
    return data


@pytest.fixture
def reply() -> type[Reply]:
    """The class of replies, for tests that script the server."""
    return Reply
