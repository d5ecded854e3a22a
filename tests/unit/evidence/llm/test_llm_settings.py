from __future__ import annotations

import pytest

from detente.domain.errors import InputError
from detente.evidence.llm.settings import ModelSettings, settings_from

SET = {"DETENTE_LLM_URL": "http://localhost:11434/v1/", "DETENTE_LLM_MODEL": "m", "DETENTE_LLM_KEY": "secret-key"}


def test_the_environment_comes_before_the_file():
    chosen = settings_from(SET, {"model": "other", "price_in": 1.5, "parallel": 2})
    assert (chosen.model, chosen.price_in, chosen.parallel) == ("m", 1.5, 2)
    assert chosen.endpoint == "http://localhost:11434/v1/chat/completions"
    assert settings_from({**SET, "DETENTE_LLM_PRICE_IN": "2.5"}).price_in == 2.5


def test_a_whole_address_is_taken_as_it_is():
    assert ModelSettings(url="https://x.example/chat/completions", model="m").endpoint.count("chat") == 1


def test_the_key_shows_nowhere():
    assert "secret-key" not in repr(settings_from(SET)) + str(settings_from(SET).model_dump())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"DETENTE_LLM_MODEL": "m"}, "DETENTE_LLM_URL"),
        ({"DETENTE_LLM_URL": "http://h/v1"}, "DETENTE_LLM_MODEL"),
        ({**SET, "DETENTE_LLM_URL": "file:///etc/passwd"}, "DETENTE_LLM_URL: expected an http or https address"),
        ({**SET, "DETENTE_LLM_URL": "http://user:word@h/v1"}, "without name, password or query"),
        ({**SET, "DETENTE_LLM_PARALLEL": "many"}, "DETENTE_LLM_PARALLEL: expected a whole number, got 'many'"),
        (
            {**SET, "DETENTE_LLM_PRICE_IN": "-1"},
            "DETENTE_LLM_PRICE_IN: expected a value greater than or equal to 0, got '-1'",
        ),
    ],
)
def test_bad_settings_are_said_in_a_sentence(given, said):
    with pytest.raises(InputError, match=said):
        settings_from(given)


def test_an_unknown_field_of_the_file_is_named():
    with pytest.raises(InputError, match="did you mean 'budget'"):
        settings_from(SET, {"bugdet": 1})


def test_a_wrong_field_of_the_file_is_said_to_be_of_the_file():
    with pytest.raises(InputError, match="--llm-config: url: expected a text"):
        settings_from({"DETENTE_LLM_MODEL": "m"}, {"url": [1]})
