"""One passage asked about: kept answers first, a broken one asked for once more, a cut-off one in halves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from detente.domain.document import Document
from detente.domain.errors import ModelError
from detente.evidence.lexicon import Lexicon
from detente.evidence.llm.passages import Passage, halves_of
from detente.evidence.llm.port import Answer, Answers, Model, Question
from detente.evidence.llm.prompt import PROMPT_VERSION, REMARK, question_about
from detente.evidence.llm.schema import Proposal, Refused, UnusableAnswerError, proposals_in

MOST_HALVINGS = 3
NOT_ASKED = "not asked: asking had failed, or the budget was spent; run again to go on"


@dataclass
class Asked:
    """What came of a passage: proposals with the passage each was made for, refused entries, answers, a failure."""

    proposals: list[tuple[Passage, Proposal]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    failure: ModelError | None = None
    fresh: int = 0

    def add(self, other: Asked) -> None:
        """Join what came of a part of the passage."""
        self.proposals += other.proposals
        self.refused += other.refused
        self.answers += other.answers
        self.failure = self.failure or other.failure
        self.fresh += other.fresh


def ask_about(
    document: Document,
    passage: Passage,
    terms: Lexicon,
    model: Model,
    name: str,
    answers: Answers,
    may_ask: Callable[[], bool],
    halvings: int = 0,
) -> Asked:
    """Ask about one passage, or take the kept answer; never raises for what the model or the network does.

    ``may_ask`` is asked before anything is sent: it says no once asking is no use or the budget is spent.
    """
    question = question_about(document, passage, terms)
    key = answer_key(document, name, question)
    kept = answers.answer(key)
    asked = Asked()
    if kept is not None:
        answer = Answer(**json.loads(kept))
    else:
        if not may_ask():
            asked.failure = ModelError(NOT_ASKED)
            return asked
        try:
            answer = _usable(model, question)
        except ModelError as error:
            asked.failure = error
            return asked
        content = json.dumps(asdict(answer), ensure_ascii=True, sort_keys=True)
        answers.save_answer(key, content)
        # Where two passages are alike and were asked about at once, both take the answer that came first.
        answer = Answer(**json.loads(answers.answer(key) or content))
        asked.fresh = 1
    asked.answers.append(answer)
    if answer.finish == "length":
        parts = halves_of(document.text, passage)
        if halvings >= MOST_HALVINGS or len(parts) < 2:
            asked.failure = ModelError(f"the answer about {document.path} was cut off, also for a short passage")
            return asked
        for part in parts:
            asked.add(ask_about(document, part, terms, model, name, answers, may_ask, halvings + 1))
        return asked
    proposals, asked.refused = proposals_in(answer.text)
    asked.proposals = [(passage, proposal) for proposal in proposals]
    return asked


def answer_key(document: Document, model: str, question: Question) -> str:
    """Equal for equal text, prompt, names and model, whatever the document is called and wherever it is asked."""
    content = json.dumps([PROMPT_VERSION, document.sha256, model, question.messages, question.schema], sort_keys=True)
    return hashlib.sha256(content.encode("ascii")).hexdigest()


def _usable(model: Model, question: Question) -> Answer:
    """An answer that can be read, asked for a second time if need be; its tokens are those of both."""
    first = model.ask(question)
    if first.finish == "length" or _reads(first.text) is None:
        return first
    second = model.ask(question.followed_by(first.text[:4_000], REMARK))
    answer = Answer(
        second.text,
        second.finish,
        _sum(first.tokens_in, second.tokens_in),
        _sum(first.tokens_out, second.tokens_out),
    )
    problem = _reads(answer.text)
    if answer.finish != "length" and problem is not None:
        raise ModelError(f"the language model did not answer in the form asked for, twice: {problem}")
    return answer


def _reads(text: str) -> str | None:
    """None when the answer can be read, otherwise what is wrong with it."""
    try:
        proposals_in(text)
    except UnusableAnswerError as error:
        return str(error)
    return None


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
