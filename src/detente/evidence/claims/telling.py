"""The most telling statements of very many: enough for an estimate, few enough for a report and for memory."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import Counter
from collections.abc import Collection

from detente.domain.statement import Statement
from detente.evidence.lexicon import Lexicon

MOST = 200  # statements of one party on one issue


class MostTelling:
    """Keeps, of statements added one by one, the most telling ones of each party on each issue of a case.

    A statement tells more when it may move a position by itself; then when it points somewhere on the scale; then when
    it is the first of its source on this issue (sources count once); then the later it was published. Statements
    without a party or an issue of the case are not kept. ``always`` names documents of which every statement is kept,
    because people have judged some of them.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        actors: Collection[str],
        issues: Collection[str],
        always: Collection[str] = (),
        most: int = MOST,
    ) -> None:
        self._lexicon, self._most = lexicon, most
        self._actors, self._issues, self._always = frozenset(actors), frozenset(issues), frozenset(always)
        self._kept: dict[tuple[str, str], list[tuple[_Rank, Statement]]] = {}
        self._judged: list[Statement] = []
        self._sources: set[tuple[str, str, str]] = set()
        self._number = 0
        self.left_out: Counter[str] = Counter()

    def add(self, statement: Statement, published: dt.date | None) -> None:
        """Take in the next statement."""
        self._number += 1
        if statement.document in self._always:
            self._judged.append(statement)
            return
        for place in self._places(statement):
            source = (*place, statement.independence_group)
            first = source not in self._sources
            self._sources.add(source)
            rank = (
                statement.moves_position,
                any((i.actor, i.issue) == place for i in statement.indications),
                first,
                str(published or ""),
                -self._number,
            )
            kept = self._kept.setdefault(place, [])
            if len(kept) < self._most:
                heapq.heappush(kept, (rank, statement))
            else:
                heapq.heappushpop(kept, (rank, statement))

    def statements(self) -> list[Statement]:
        """What was kept, each once, by document and place."""
        found = {s.id: s for kept in self._kept.values() for _, s in kept} | {s.id: s for s in self._judged}
        return sorted(found.values(), key=lambda s: (s.document, s.start, s.end, s.id))

    def _places(self, statement: Statement) -> list[tuple[str, str]]:
        parties = dict.fromkeys(self._lexicon.holder(a) for a in statement.actors)
        return [
            (actor, issue)
            for actor in parties
            if actor in self._actors
            for issue in dict.fromkeys(statement.issues)
            if issue in self._issues
        ]


_Rank = tuple[bool, bool, bool, str, int]
