"""What a reading asks of a language model, and of whoever keeps its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Question:
    """One request: (role, text) messages, and the JSON Schema the answer must follow."""

    messages: tuple[tuple[str, str], ...]
    schema: dict[str, Any]

    def followed_by(self, answer: str, remark: str) -> Question:
        """The same conversation with the model's answer and a remark on it."""
        return Question((*self.messages, ("assistant", answer), ("user", remark)), self.schema)


@dataclass(frozen=True)
class Answer:
    """What came back; ``finish`` is ``length`` where it was cut off. Tokens are None where the server tells none."""

    text: str
    finish: str = "stop"
    tokens_in: int | None = None
    tokens_out: int | None = None


class Model(Protocol):
    """A language model that can be asked; raises ModelError when it gives no answer."""

    def ask(self, question: Question) -> Answer:
        """The answer to one question; may be called from several threads at once."""
        ...

    def stop(self) -> None:
        """Ask nothing any more, and wait no longer."""
        ...


class Answers(Protocol):
    """Where answers are kept, so that nothing is asked or paid twice."""

    def answer(self, key: str) -> str | None:
        """What was saved under the key, or None."""
        ...

    def save_answer(self, key: str, content: str) -> None:
        """Keep an answer; the first under a key stays."""
        ...
