"""The endpoint is asked as the protocol wants, asked again when it is busy, and its failures are said in a sentence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from detente.domain.errors import ModelError
from detente.evidence.llm.http_model import MOST_ANSWER_BYTES, HttpModel
from detente.evidence.llm.port import Question
from detente.evidence.llm.schema import answer_schema
from detente.evidence.llm.settings import ModelSettings

QUESTION = Question((("system", "Mark up."), ("user", "A passage.")), answer_schema())


@pytest.fixture
def ask(language_server):
    waits: list[float] = []
    models = []

    def ask(**settings):
        given = {"url": language_server.url, "model": "tester", "attempts": 4, "timeout_in_s": 2.0, **settings}
        model = HttpModel(ModelSettings.model_validate(given), wait=waits.append)
        models.append(model)
        return model.ask(QUESTION)

    ask.waits = waits
    yield ask
    for model in models:
        model.close()


def in_turn(*replies):
    left = list(replies)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


def test_the_protocol_is_spoken(language_server, ask):
    answer = ask(key="secret-key")
    (request,) = language_server.requests
    assert (answer.text, answer.finish, answer.tokens_in, answer.tokens_out) == ('{"statements": []}', "stop", 100, 20)
    assert request["model"] == "tester"
    assert request["temperature"] == 0
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert language_server.authorizations == ["Bearer secret-key"]
    assert ask.waits == []


def test_no_key_is_sent_where_there_is_none(language_server, ask):
    ask()
    assert language_server.authorizations == [""]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_a_busy_server_is_asked_again_with_longer_waits(language_server, ask, reply, status):
    language_server.respond = in_turn(reply(status=status), reply(status=status), reply("{}"))
    assert ask().text == "{}"
    assert ask.waits == [1.0, 2.0]


def test_a_server_that_says_when_is_asked_then(language_server, ask, reply):
    busy = reply(status=429, headers={"retry-after": "7"})
    endless = reply(status=429, headers={"retry-after": "86400"})
    language_server.respond = in_turn(busy, endless, reply("{}"))
    ask()
    assert ask.waits == [7.0, 60.0]


def test_a_server_that_stays_busy_is_given_up(language_server, ask, reply):
    language_server.respond = in_turn(reply(status=429, body=b'{"error": {"message": "slow down"}}'))
    with pytest.raises(ModelError, match=r"asked too often .“slow down”") as caught:
        ask()
    assert not caught.value.fatal
    assert len(language_server.requests) == 4


def test_a_silent_server_times_out(language_server, ask, reply):
    language_server.respond = in_turn(reply("{}", delay=1.0))
    with pytest.raises(ModelError, match=r"did not answer within 0.2 seconds"):
        ask(timeout_in_s=0.2, attempts=2)
    assert len(language_server.requests) == 2


def test_an_answer_that_breaks_off_is_asked_for_again(language_server, ask, reply):
    language_server.respond = in_turn(reply("{}" * 50, breaks_off=True), reply("whole"))
    assert ask().text == "whole"


def test_nobody_at_the_address(ask):
    with pytest.raises(ModelError, match="could not be reached"):
        ask(url="http://127.0.0.1:9/v1", attempts=2)


@pytest.mark.parametrize("body", [b"<html>Bad gateway</html>", b"{}", b'{"choices": []}', b"[" * 100_000, b"\xff\xfe"])
def test_something_that_is_no_answer(language_server, ask, reply, body):
    language_server.respond = in_turn(reply(body=body), reply(body=body), reply("{}"))
    assert ask().text == "{}"
    language_server.respond = in_turn(reply(body=body))
    with pytest.raises(ModelError, match="something else than an answer"):
        ask(attempts=1)


def test_an_empty_answer(language_server, ask):
    language_server.respond = lambda request: ""
    with pytest.raises(ModelError, match="empty answer"):
        ask(attempts=1)


def test_an_answer_without_end_is_not_read_to_its_end(language_server, ask, reply):
    language_server.respond = in_turn(reply(body=b" " * (2 * MOST_ANSWER_BYTES)))
    with pytest.raises(ModelError, match="more than 2,000,000 bytes"):
        ask()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b'{"error": {"message": "Incorrect API key provided: secret-key"}}', "refused the key .*DETENTE_LLM_KEY"),
        (403, b"", "refused the key"),
        (404, b'{"error": {"message": "model not found"}}', "knows no model 'tester'.*DETENTE_LLM_MODEL"),
        (402, b"", "account is used up"),
        (429, b'{"error": {"code": "insufficient_quota"}}', "account is used up"),
        (307, b"", "points to elsewhere"),
    ],
)
def test_what_no_second_try_can_mend_is_said_at_once(language_server, ask, reply, status, body, said):
    language_server.respond = in_turn(reply(status=status, body=body))
    with pytest.raises(ModelError, match=said) as caught:
        ask(key="secret-key")
    assert caught.value.fatal
    assert "secret-key" not in str(caught.value)
    assert len(language_server.requests) == 1


def test_a_server_is_asked_without_the_fields_it_does_not_know(language_server, ask, reply):
    def picky(request):
        if request.get("response_format", {}).get("type") == "json_schema":
            return reply(status=400, body=b'{"error": "response_format json_schema is not supported"}')
        if "max_tokens" in request:
            return reply(status=400, body=b'{"error": {"message": "Unsupported parameter: use max_completion_tokens"}}')
        if "temperature" in request:
            return reply(status=422, body=b'{"detail": "temperature must be 1"}')
        return "{}"

    language_server.respond = picky
    assert ask().text == "{}"
    last = language_server.requests[-1]
    assert last["response_format"] == {"type": "json_object"}
    assert last["max_completion_tokens"] == 4_000
    assert ask.waits == []


def test_a_refused_request_is_not_repeated(language_server, ask, reply):
    language_server.respond = in_turn(reply(status=413, body=b"too long"))
    with pytest.raises(ModelError, match=r"error 413 .“too long”"):
        ask()
    assert len(language_server.requests) == 1


def test_content_in_parts_and_without_tokens(language_server, ask, reply):
    body = b'{"choices": [{"message": {"content": [{"type": "text", "text": "{}"}]}}]}'
    language_server.respond = in_turn(reply(body=body))
    answer = ask()
    assert (answer.text, answer.tokens_in, answer.tokens_out) == ("{}", None, None)


def test_stopped_it_asks_nothing(language_server):
    model = HttpModel(ModelSettings(url=language_server.url, model="tester"))
    model.stop()
    with pytest.raises(ModelError):
        model.ask(QUESTION)
    model.close()
    assert language_server.requests == []


def test_several_questions_at_once_find_out_together_what_a_server_takes(language_server, reply):
    def picky(request):
        kind = request.get("response_format", {}).get("type")
        return reply(status=400, body=b"unknown response_format", delay=0.05) if kind == "json_schema" else "{}"

    language_server.respond = picky
    model = HttpModel(ModelSettings(url=language_server.url, model="tester"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(model.ask, [QUESTION] * 8))
    model.close()
    assert [a.text for a in answers] == ["{}"] * 8
    kinds = {r.get("response_format", {}).get("type") for r in language_server.requests}
    assert kinds == {"json_schema", "json_object"}  # nobody went further down than the server asked
