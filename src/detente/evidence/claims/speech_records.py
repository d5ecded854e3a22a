"""Attributed speech as statements: the whole of it once, and the clauses of longer speech beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.domain.document import Document
from detente.domain.statement import Dropped, Statement
from detente.evidence.claims.analysis import OWN_WORDS
from detente.evidence.claims.issues import IssueHit
from detente.evidence.claims.records import to_statement
from detente.evidence.claims.segments import Segment
from detente.evidence.claims.voices import Voice
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.numbers import find_numbers
from detente.evidence.verify import selectors

SPEECH = "rule:speech:"
PART = "rule:speech-part:"


@dataclass(frozen=True)
class SpokenClause:
    """A clause of attributed speech with the issues hit in its sentence."""

    segment: Segment
    hits: tuple[IssueHit, ...]
    is_link: bool


def speech_statements(
    document: Document, voice: Voice, clauses: Sequence[SpokenClause], lexicon: Lexicon
) -> tuple[list[Statement], list[Dropped]]:
    """One statement with the spans of the whole speech; of several clauses also one each.

    The whole is kept even where no known actor or issue is named: who said what is evidence of its own. Its labels
    are those of its most telling clause. Where clauses stand beside it they, not the whole, carry the indications,
    so that nothing counts twice; the speaker's span stands at the whole only.
    """
    made = [(c, to_statement(document, c.segment, list(c.hits), lexicon, c.is_link)) for c in clauses]
    parts = [m for _, m in made if isinstance(m, Statement)]
    dropped = [
        Dropped(document.path, m[0], m[1], c.segment.start, c.segment.end, document.text[c.segment.start :][:120])
        for c, m in made
        if not isinstance(m, Statement) and len(clauses) > 1
    ]
    best = max(parts, key=lambda s: (bool(s.issues) + bool(s.actors), s.confidence, -s.start), default=None)
    if best is None:
        first = clauses[0]
        unknown = to_statement(document, first.segment, list(first.hits), lexicon, first.is_link, always=True)
        if not isinstance(unknown, Statement):
            return [], dropped
        best = unknown
    whole = _of_whole(document, voice, best)
    if len(clauses) == 1:
        return [whole], dropped
    issues = _of_all([(c.segment, m) for c, m in made if isinstance(m, Statement)])
    whole = replace(whole, issues=issues or whole.issues, indications=(), id="")
    beside = [
        replace(s, speaker_span=None, cue_span=None, content_spans=(), extractor=PART + voice.rule, id="")
        for s in parts
        if (s.issues or s.actors) and not _nearly_all(s, whole) and not _says_little(s)
    ]
    return [whole, *beside], dropped


LEAST_WORDS = 8  # of a clause that speaks of nobody, for it to stand beside the whole


MOST_OF_IT = 0.75  # share of the whole from which a clause is no second statement


def _nearly_all(part: Statement, whole: Statement) -> bool:
    """Whether a clause says no more than the whole; one that points to a position stays, as the whole does not."""
    return not part.indications and part.end - part.start >= MOST_OF_IT * sum(end - start for start, end in whole.spans)


def _says_little(statement: Statement) -> bool:
    """A few words that name neither an actor nor an issue ("This is their democracy"): the whole has them."""
    return OWN_WORDS in statement.reason and len(statement.quote.split()) < LEAST_WORDS


def _of_all(parts: Sequence[tuple[Segment, Statement]]) -> tuple[str, ...]:
    """The issues of all clauses; those taken from the words around only where no clause names one."""
    named = dict.fromkeys(i for segment, s in parts for i in s.issues if i not in segment.borrowed)
    return tuple(named or dict.fromkeys(i for _, s in parts for i in s.issues))[:4]


def _of_whole(document: Document, voice: Voice, statement: Statement) -> Statement:
    """The statement with the speech's own spans; a percent sign behind a figure belongs to it."""
    start, end = voice.content[0][0], voice.content[-1][1]
    spans = voice.content
    if document.text[end : end + 1] == "%":
        end += 1
        spans = (*spans[:-1], (spans[-1][0], end))
    exact, prefix, suffix = selectors(document.text, start, end)
    return replace(statement, start=start, end=end, spans=spans, quote=exact, prefix=prefix, suffix=suffix, id="",
                   numbers=tuple(find_numbers(document.text, start, end, document.published)))  # fmt: skip
