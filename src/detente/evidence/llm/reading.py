"""All documents read by a language model, its verified proposals joined with what the rules read."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import groupby
from threading import Lock

from detente.domain.document import Document
from detente.domain.statement import Dropped, Reading, Span, Statement
from detente.evidence.checking.across_documents import CheckContext
from detente.evidence.checking.checks import check_statements
from detente.evidence.checking.independence import group_statements
from detente.evidence.lexicon import Lexicon
from detente.evidence.llm.asking import Asked, ask_about
from detente.evidence.llm.cost import Account
from detente.evidence.llm.passages import Passage, passages_of
from detente.evidence.llm.port import Answers, Model
from detente.evidence.llm.prompt import PROMPT_VERSION
from detente.evidence.llm.schema import Proposal
from detente.evidence.llm.settings import ModelSettings
from detente.evidence.llm.surroundings import Surroundings
from detente.evidence.llm.verify import Refusal, verified

STAGE = "language model"
# So many passages in a row without an answer, and the rest is not asked about.
MOST_FAILURES_IN_A_ROW = 3
GRACE_IN_S = 3.0  # for answers that are under way when a person stops the reading

Task = tuple[int, Document, Passage]  # with the number of the document


@dataclass
class Proposed:
    """What a model proposed about one document: verified statements, what was left out, and the account of asking."""

    document: Document
    account: Account
    statements: list[Statement] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def read_with_model(
    documents: Sequence[Document],
    reading: Reading,
    lexicon: Lexicon,
    terms: Lexicon,
    model: Model,
    settings: ModelSettings,
    answers: Answers,
    progress: Callable[[int, int, Account], None] | None = None,
) -> tuple[Reading, Account]:
    """What the rules read, with the model's verified proposals beside it, and the account of asking.

    Parameters
    ----------
    reading : Reading
        What the rules read in the same documents; none of its statements is changed or replaced.
    lexicon, terms : Lexicon
        The names by which proposals are verified, and those the model is told, which no document introduced.
    answers : Answers
        Kept answers are not asked for again: an interrupted reading goes on where it stopped, and a finished one is
        repeated to the byte without the network.
    progress : callable, optional
        Called with (documents done, of how many, the account so far) after each document.
    """
    account = Account.of(settings, PROMPT_VERSION)
    ordered = sorted(documents, key=lambda d: d.path)
    read: dict[str, list[Statement]] = {}
    for statement in reading.statements:
        read.setdefault(statement.document, []).append(statement)
    found: list[Statement] = []
    dropped: list[Dropped] = []
    each = ((d, read.get(d.path, [])) for d in ordered)
    for number, proposed in enumerate(proposals(each, lexicon, terms, model, settings, answers), 1):
        found += proposed.statements
        dropped += proposed.dropped
        account.merge(proposed.account)
        if progress is not None:
            progress(number, len(ordered), account)
    return _joined(reading, found, dropped, ordered, lexicon, account), account


def proposals(
    documents: Iterable[tuple[Document, Sequence[Statement]]],
    lexicon: Lexicon,
    terms: Lexicon,
    model: Model,
    settings: ModelSettings,
    answers: Answers,
) -> Iterator[Proposed]:
    """What a model proposes about each document, given what the rules read in it; one after the other, in their order.

    No more documents are drawn than the questions under way need. One without any passage gives nothing.
    """
    asking = _Asking(terms, model, settings, answers)
    drawn: deque[tuple[Document, Sequence[Statement]]] = deque()

    def tasks() -> Iterator[Task]:
        for number, (document, read) in enumerate(documents):
            if passages := passages_of(document.text, settings.passage):
                drawn.append((document, read))
                yield from ((number, document, passage) for passage in passages)

    for _, of_one in groupby(asking.all(tasks()), key=lambda result: result[0][0]):
        document, read = drawn.popleft()
        yield _proposed(document, read, [(passage, asked) for (_, _, passage), asked in of_one], lexicon, settings)


def _proposed(
    document: Document,
    read: Sequence[Statement],
    results: Sequence[tuple[Passage, Asked]],
    lexicon: Lexicon,
    settings: ModelSettings,
) -> Proposed:
    """The answers about one document, verified against it."""
    proposed = Proposed(document, Account.of(settings, PROMPT_VERSION))
    place, seen = Surroundings(document, lexicon, read), set[Span]()
    for passage, asked in results:
        _count(proposed.account, asked)
        if asked.failure is not None:
            proposed.dropped.append(Dropped(document.path, STAGE, str(asked.failure), passage.start, passage.end))
        proposed.dropped += [Dropped(document.path, STAGE, why, excerpt=excerpt) for why, excerpt in asked.refused]
        for where, proposal in asked.proposals:
            made = _made(proposal, where, place, settings.model, seen)
            if isinstance(made, Statement):
                proposed.statements.append(made)
                seen.add((made.start, made.end))
            else:
                excerpt = proposal.quote[:120]
                proposed.dropped.append(Dropped(document.path, STAGE, made.reason, made.start, made.end, excerpt))
                _count_refused(proposed.account, made.reason)
    proposed.account.kept = len(proposed.statements)
    return proposed


SAME = "the rules read the same here"


class _Asking:
    """Passages asked about, several at once, given back in their order."""

    def __init__(self, terms: Lexicon, model: Model, settings: ModelSettings, answers: Answers) -> None:
        self._terms, self._model, self._settings, self._answers = terms, model, settings, answers
        self._lock = Lock()
        self._failures = 0
        self._fatal = False
        self._spent = Account.of(settings, PROMPT_VERSION)

    def all(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Asked]]:
        """Each task with what came of it; interrupted, it asks nothing more, and waits GRACE_IN_S for paid answers."""
        self._terms.matcher.find("")  # built once, before several threads want it
        pending: deque[tuple[Task, Future[Asked]]] = deque()
        executor = ThreadPoolExecutor(self._settings.parallel, thread_name_prefix="ask")
        try:
            for task in tasks:
                pending.append((task, executor.submit(self._one, task)))
                if len(pending) > 2 * self._settings.parallel:
                    done, future = pending.popleft()
                    yield done, future.result()
            while pending:
                done, future = pending.popleft()
                yield done, future.result()
        except BaseException:
            self._model.stop()
            executor.shutdown(wait=False, cancel_futures=True)
            wait([future for _, future in pending], timeout=GRACE_IN_S)
            raise
        executor.shutdown(wait=True)

    def _one(self, task: Task) -> Asked:
        _, document, passage = task
        asked = ask_about(
            document, passage, self._terms, self._model, self._settings.model, self._answers, self._may_ask
        )
        with self._lock:
            if asked.fresh:
                for answer in asked.answers:
                    self._spent.add(answer)
            if asked.failure is None:
                self._failures = 0
            elif asked.failure.fatal:
                self._fatal = True
            else:
                self._failures += 1
        return asked

    def _may_ask(self) -> bool:
        with self._lock:
            spent, budget = self._spent.cost, self._settings.budget
            over = budget is not None and spent is not None and spent >= budget
            return not (self._fatal or over or self._failures >= MOST_FAILURES_IN_A_ROW)


def _made(
    proposal: Proposal, passage: Passage, place: Surroundings, model: str, seen: Collection[Span]
) -> Statement | Refusal:
    made = verified(proposal, passage, place, model)
    if isinstance(made, Refusal):
        return made
    if (made.start, made.end) in seen:
        return Refusal("the model proposed these words before", made.start, made.end)
    holder = place.lexicon.holder
    for rival in place.rivals_of((made.start, made.end)):
        same = {holder(a) for a in rival.actors} == {holder(a) for a in made.actors}
        if same and (rival.stance, rival.negated) == (made.stance, made.negated) and {*made.issues} <= {*rival.issues}:
            return Refusal(SAME, made.start, made.end)
    return made


def _count(account: Account, asked: Asked) -> None:
    account.passages += 1
    account.proposed += len(asked.proposals) + len(asked.refused)
    account.fresh += asked.fresh
    for answer in asked.answers:
        account.add(answer)
    for why, _ in asked.refused:
        _count_refused(account, why)
    if asked.failure is not None:
        account.unanswered += 1
        sentence = str(asked.failure)
        if sentence not in account.errors:
            account.errors.append(sentence)


def _count_refused(account: Account, reason: str) -> None:
    """Count under the reason without its details, which stand behind a colon."""
    if reason == SAME:
        account.same += 1
    else:
        account.refused[reason.partition(":")[0]] += 1


def _joined(
    reading: Reading,
    found: list[Statement],
    dropped: list[Dropped],
    documents: Sequence[Document],
    lexicon: Lexicon,
    account: Account,
) -> Reading:
    checked = checked_proposals(found, documents, lexicon)
    statements = sorted(
        (*reading.statements, *group_proposals(reading.statements, checked, documents)),
        key=lambda s: (s.document, s.start, s.end, s.id),
    )
    left = sorted((*reading.dropped, *dropped), key=lambda d: (d.document, d.start, d.end, d.stage))
    notes = (*reading.notes, account.sentence(), *(f"language model: {e}" for e in account.errors))
    return replace(reading, statements=tuple(statements), dropped=tuple(left), notes=notes)


def checked_proposals(
    found: Sequence[Statement],
    documents: Sequence[Document],
    lexicon: Lexicon,
    context: CheckContext | None = None,
) -> list[Statement]:
    """The proposals with the checks of any statement behind their own; ``context`` as for ``check_statements``."""
    own = {s.id: s.checks for s in found}
    return [
        s if s.checks == own[s.id] else replace(s, checks=(*own[s.id], *s.checks))
        for s in check_statements(found, documents, lexicon, context)
    ]


def group_proposals(
    read: Sequence[Statement], proposed: Sequence[Statement], documents: Sequence[Document]
) -> list[Statement]:
    """The proposals in the groups of what the rules read from the same source, whose own groups stay as they are.

    Were a proposal to join two groups of the rules' statements, it would move the estimate without anybody's consent.
    """
    together = group_statements([*read, *proposed], documents)
    former: dict[str, str] = {}
    for before, after in zip(read, together, strict=False):
        name = former.setdefault(after.independence_group, before.independence_group)
        former[after.independence_group] = min(name, before.independence_group)
    return [
        replace(s, independence_group=former.get(s.independence_group, s.independence_group))
        for s in together[len(read) :]
    ]
