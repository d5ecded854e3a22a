"""A language model asked about many documents: one after the other, kept chunk by chunk, gone on with after a stop.

The rules have read everything before. Answers are kept one by one in the store of answers, so that none is paid twice;
what is made of the answers about a chunk is kept as a part beside the rules' parts, so that it is not verified twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from detente.app.corpus.joining import facts_rows, gone
from detente.app.corpus.reading import CorpusReading, Progress, reading_name
from detente.app.corpus.stages import Desk, done
from detente.domain.document import Document
from detente.domain.statement import Dropped, Statement
from detente.evidence.checking.across_documents import CheckContext, DocumentFacts, document_facts
from detente.evidence.checking.independence import SourceGroups, SourceLink, source_link
from detente.evidence.lexicon import Lexicon
from detente.evidence.llm.cost import COUNTS, Account
from detente.evidence.llm.port import Answers, Model
from detente.evidence.llm.prompt import PROMPT_VERSION
from detente.evidence.llm.reading import Proposed, checked_proposals, proposals
from detente.evidence.llm.settings import ModelSettings
from detente.storage.parts import PartsFolder


@dataclass(frozen=True)
class AskedReading(CorpusReading):
    """A reading with a language model's proposals in it; ``account`` is what was asked and paid.

    ``asked`` is in the names of the parts that hold proposals, ``context`` and ``groups`` are what they must know of
    all documents to be checked and grouped.
    """

    asked: str
    account: Account
    context: CheckContext
    groups: Mapping[str, str]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every statement as JSON, document by document, proposals among those of the rules."""
        desk = Desk(self.parts.folder)
        for key in self.keys:
            read = self._read(key)
            found = _found(_rows(self.parts, key, self.asked))
            if not found:
                yield from read
                continue
            documents = desk.texts_of(key)
            checked = checked_proposals(found, documents, self.lexicon, self.context)
            made = [replace(s, independence_group=self.groups[source_link(s).source]).to_dict() for s in checked]
            order = {d.path: n for n, d in enumerate(documents)}
            yield from sorted([*read, *made], key=lambda s: (order[s["document"]], s["start"], s["end"], s["id"]))

    def left_out(self) -> Iterator[Dropped]:
        """Everything that was left out, and why, the refused proposals of a chunk behind what the rules left."""
        yield from super().left_out()
        for key in self.keys:
            for row in _rows(self.parts, key, self.asked):
                yield from (Dropped(**d) for d in row["dropped"])


def with_proposals(
    found: CorpusReading,
    terms: Lexicon,
    model: Model,
    settings: ModelSettings,
    answers: Answers,
    *,
    as_of: dt.date | None = None,
    progress: Progress = lambda stage, done, total: None,
    spending: Callable[[Account], None] = lambda account: None,
) -> AskedReading:
    """The reading with a model's verified proposals about all documents published by ``as_of`` (all where none).

    Asks about one chunk after the other; no more than a chunk and the questions under way are held in memory. A chunk
    whose questions were all answered is not asked about again; of others only the missing answers are.
    """
    asked = _name(found, terms, settings, as_of)
    account = Account.of(settings, PROMPT_VERSION)
    wanted = frozenset(p for p, day in found.published.items() if as_of is None or day is None or day <= as_of)
    missing = []
    finished = 0
    for key in found.keys:
        part = found.parts.load(_part(key, asked))
        if part is not None and not part[0]["unanswered"]:
            finished += sum(d["path"] in wanted for d in part[1:])
            counts = {**part[0], "refused": Counter(part[0]["refused"])}
            account.merge(Account(settings.model, PROMPT_VERSION, **counts))
        else:
            missing.append(key)
    desk = _AskingDesk(found, missing, wanted, asked)
    for number, proposed in enumerate(proposals(desk.documents(), found.lexicon, terms, model, settings, answers), 1):
        desk.take(proposed)
        account.merge(proposed.account)
        spending(account)
        progress("ask", finished + number, len(wanted))
    desk.close()
    return _joined(found, asked, account, wanted)


class _AskingDesk:
    """Documents handed out chunk by chunk, and what comes back of them kept chunk by chunk."""

    def __init__(self, found: CorpusReading, keys: Sequence[str], wanted: frozenset[str], asked: str) -> None:
        self._found, self._keys, self._wanted, self._asked = found, keys, wanted, asked
        self._open: dict[str, dict[str, Proposed | None]] = {}  # by chunk, those handed out and not yet kept
        self._chunk_of: dict[str, str] = {}

    def documents(self) -> Iterator[tuple[Document, Sequence[Statement]]]:
        """Each document with what the rules read in it."""
        desk = Desk(self._found.parts.folder)
        for key in self._keys:
            documents = desk.texts_of(key)
            read: dict[str, list[Statement]] = {}
            for row in self._found.parts.load(done(key, self._found.finish[key])) or ():
                read.setdefault(row["document"], []).append(Statement.from_dict(row))
            self._open[key] = {d.path: None for d in documents}
            self._chunk_of |= dict.fromkeys(self._open[key], key)
            yield from ((d, read.get(d.path, [])) for d in documents if d.path in self._wanted)

    def take(self, proposed: Proposed) -> None:
        """Keep what came back of a document; the chunks before its own are then finished."""
        key = self._chunk_of[proposed.document.path]
        for other in list(self._open):
            if other == key:
                break
            self._keep(other)
        self._open[key][proposed.document.path] = proposed

    def close(self) -> None:
        """Keep the last chunks."""
        for key in list(self._open):
            self._keep(key)

    def _keep(self, key: str) -> None:
        account = Account("", "")
        rows: list[dict[str, Any]] = []
        for path, proposed in self._open.pop(key).items():
            del self._chunk_of[path]
            if proposed is None:
                rows.append({"path": path, "statements": [], "dropped": [], "figures": []})
                continue
            account.merge(proposed.account)
            facts = document_facts(proposed.document, proposed.statements)
            rows.append(
                {
                    "path": path,
                    "statements": [s.to_dict() for s in proposed.statements],
                    "dropped": [asdict(d) for d in proposed.dropped],
                    "figures": facts.figures,
                }
            )
        counts = {name: getattr(account, name) for name in (*COUNTS, "refused", "errors")} | {"fresh": 0}
        self._found.parts.save(_part(key, self._asked), [counts, *rows])


def _joined(found: CorpusReading, asked: str, account: Account, wanted: frozenset[str]) -> AskedReading:
    """What all chunks together must know: figures and offices for the checks, sources for the groups."""
    context, rules, both = CheckContext(), SourceGroups(found.copies), SourceGroups(found.copies)
    read, proposed = set[str](), set[str]()
    dropped = Counter(found.dropped)
    count = 0
    for key in found.keys:
        facts = facts_rows(found.parts, key, found.reading)
        titles = {row["path"]: row["titles"] for row in facts}
        for row in facts:
            for source, quotes in row["links"]:
                link = SourceLink(source, tuple(bytes.fromhex(q) for q in quotes))
                rules.add(link)
                both.add(link)
                read.add(source)
        rows = _rows(found.parts, key, asked)
        for row in rows:
            dropped.update((d["stage"], d["reason"]) for d in row["dropped"])
            if row["path"] in wanted:
                named = tuple((office, name) for office, name in titles[row["path"]])
                context.add(DocumentFacts(row["path"], tuple(row["figures"]), named))
        for statement in _found(rows):
            count += 1
            link = source_link(statement)
            both.add(link)
            proposed.add(link.source)
    # Were a proposal to join two groups of the rules' statements, it would move the estimate without anybody's consent.
    former: dict[str, str] = {}
    for source in sorted(read):
        before, after = rules.name(source), both.name(source)
        former[after] = min(former.get(after, before), before)
    groups = {source: former.get(both.name(source), both.name(source)) for source in proposed}
    known = {f.name: getattr(found, f.name) for f in fields(CorpusReading)}
    known["notes"] = (*found.notes, account.sentence(), *(f"language model: {e}" for e in account.errors))
    known["dropped"] = dropped
    known["statements_count"] = found.statements_count + count
    return AskedReading(**known, asked=asked, account=account, context=context.only_shared(), groups=groups)


def _name(found: CorpusReading, terms: Lexicon, settings: ModelSettings, as_of: dt.date | None) -> str:
    """A hash of all that proposals depend on besides the documents: rules, names, model, prompt, passages, day."""
    known = [found.reading, reading_name(terms), settings.model, settings.passage, PROMPT_VERSION, str(as_of)]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:12]


def _part(key: str, asked: str) -> str:
    return f"{key}.{asked}.asked"


def _rows(parts: PartsFolder, key: str, asked: str) -> list[dict[str, Any]]:
    found = parts.load(_part(key, asked))
    if found is None:
        raise gone(parts, _part(key, asked))
    return found[1:]


def _found(rows: Sequence[Mapping[str, Any]]) -> list[Statement]:
    return [Statement.from_dict(s) for row in rows for s in row["statements"]]
