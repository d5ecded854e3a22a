"""What an analyst should know before relying on a statement: claim checks, each with its span and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.figures import Figure, find_figures, has_findable_source
from detente.evidence.furniture import machine_translation_note
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles

# A party's own figure in its own words needs no source beside the party.
_OWN_FIGURE = frozenset({"named_principal", "named_official"})
_QUOTED = frozenset({"direct_quote", "partial_quote"})


@dataclass(frozen=True)
class DocumentFacts:
    """What the checks of other documents need to know of one: its figures, and who it has in which office."""

    path: str
    figures: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()  # (office, full name)


@dataclass
class CheckContext:
    """The facts of all documents together, added in the order of their paths; a few paths a fact are remembered."""

    figures: dict[str, list[str]] = field(default_factory=dict)
    documents_by_figure: dict[str, int] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, facts: DocumentFacts) -> None:
        """Take in the facts of the next document."""
        for key in facts.figures:
            self.documents_by_figure[key] = self.documents_by_figure.get(key, 0) + 1
            if len(paths := self.figures.setdefault(key, [])) <= MOST_SHOWN:
                paths.append(facts.path)
        for office, name in facts.titles:
            entries = self.titles.setdefault(office, [])
            # Two documents a name: a statement in one of them is compared with the other.
            if sum(known == name for _, known in entries) < 2:
                entries.append((facts.path, name))

    def only_shared(self) -> CheckContext:
        """The same without the figures that stand in one document alone."""
        shared = {key: n for key, n in self.documents_by_figure.items() if n > 1}
        return CheckContext({key: self.figures[key] for key in shared}, shared, self.titles)


def document_facts(document: Document, with_figures: bool) -> DocumentFacts:
    """The facts of a document; its figures count only where it has statements."""
    figures = find_figures(document.text, 0, len(document.text)) if with_figures else []
    keys = (_figure_key(f.words) for f in figures if f.unit in ("percent", "money", "measure"))
    return DocumentFacts(document.path, tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(_sitting(document))))


def check_context(statements: Sequence[Statement], documents: Iterable[Document]) -> CheckContext:
    """The facts of all documents for ``check_statements``."""
    heard = {s.document for s in statements}
    context = CheckContext()
    for document in sorted(documents, key=lambda d: d.path):
        context.add(document_facts(document, document.path in heard))
    return context.only_shared()


def check_statements(
    statements: Sequence[Statement],
    documents: Sequence[Document],
    lexicon: Lexicon,
    context: CheckContext | None = None,
) -> list[Statement]:
    """The statements with their checks, in the order given.

    A checked statement moves no position until a person vouches for it (``Statement.moves_position``). ``context``
    holds the facts of all documents where ``documents`` are only some of them.
    """
    texts = {d.path: d for d in documents}
    context = check_context(statements, documents) if context is None else context
    notes = {d.path: machine_translation_note(d.text) for d in documents}
    checked = []
    for statement in statements:
        document = texts[statement.document]
        checks = [
            *_unsourced_figures(statement, document.text),
            *_circular(statement, document.text, context),
            *_anonymous(statement),
            *_single_source(statement, document.text),
            *_machine_translated(statement, notes[statement.document]),
            *_stale_status(statement, document, context.titles),
        ]
        checked.append(replace(statement, checks=tuple(checks)) if checks else statement)
    return checked


def _unsourced_figures(statement: Statement, text: str) -> list[ClaimCheck]:
    if statement.source_type in _OWN_FIGURE and statement.kind != "statistic":
        return []
    if has_findable_source(text, statement.start, statement.end):
        return []
    if statement.kind == "reported_act" and statement.stance in _TERMS and statement.confidence >= _DIRECT:
        figures = [f for f in find_figures(text, statement.start, statement.end) if _claimed(text, statement, f.start)]
    else:
        figures = find_figures(text, statement.start, statement.end)
    who = f"given by {statement.speaker}" if statement.speaker else "given"
    return [
        ClaimCheck(
            "unsourced_number",
            figure.start,
            figure.end,
            f"“{figure.words}” ({_measured(statement, figure)}) is {who} without a source that can be looked up",
        )
        for figure in figures
    ]


_BOUND_WORDS = {
    "point": "no bound", "approx": "bound: about", "upper_bound": "bound: at most", "lower_bound": "bound: at least",
    "range": "bound: a range",
}  # fmt: skip


def _measured(statement: Statement, figure: Figure) -> str:
    """Unit and bound of a figure in words."""
    for number in statement.numbers:
        if number.start < figure.end and figure.start < number.end:
            return f"{number.unit or figure.unit}, {_BOUND_WORDS[number.bound]}"
    return f"{figure.unit}{', bound: ' + figure.bound if figure.bound else ''}"


# What a party offers, demands or imposes has an amount: a term of the act, no claim about the world.
_TERMS = frozenset({"offers", "demands", "acts_against", "supports", "requires"})
_DIRECT = 0.75  # confidence of a statement whose actor grammar links to its predicate
_CLAIM = re.compile(
    r"\b(?:worth|valued|estimated?|cost\w*|loss\w*|loses?|damages?|because|which|who|where|increas\w+|rose|fell|grew|grow\w*)\b",
    re.IGNORECASE,
)


def _claimed(text: str, statement: Statement, place: int) -> bool:
    """Whether a figure in an act is nevertheless a claim: "deposits worth $500 billion"."""
    return bool(_CLAIM.search(text, statement.start, place))


MOST_SHOWN = 3


def _circular(statement: Statement, text: str, context: CheckContext) -> list[ClaimCheck]:
    if statement.source_type in _OWN_FIGURE:
        return []
    checks = []
    for figure in find_figures(text, statement.start, statement.end):
        key = _figure_key(figure.words)
        others = [p for p in context.figures.get(key, []) if p != statement.document]
        if others:
            more = context.documents_by_figure[key] - 1 - MOST_SHOWN
            where = ", ".join(others[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
            checks.append(
                ClaimCheck(
                    "circular_reporting",
                    figure.start,
                    figure.end,
                    f"the same figure stands in {where}: possibly one source passed on",
                )
            )
    return checks


def _figure_key(words: str) -> str:
    return re.sub(
        r"[^\w%$€£¥.]", "", re.sub(r"(?i)^(?:about|over|nearly|almost|around|some|as much as|by)\s+", "", words)
    ).lower()


def _anonymous(statement: Statement) -> list[ClaimCheck]:
    if statement.source_type not in ("unnamed_group", "hearsay"):
        return []
    span = statement.speaker_span or (statement.start, statement.end)
    said = (
        "hearsay: no source is named"
        if statement.source_type == "hearsay"
        else (f"“{statement.speaker}” names nobody who could be asked" if statement.speaker else "nobody is named")
    )
    return [ClaimCheck("anonymous_source", span[0], span[1], said)]


# One outlet, paper or person behind a claim that others pass on.
_ONE_SOURCE = re.compile(
    r"\b(?:first reported by|as reported by|reported exclusively|"
    r"citing (?:an?|one|two|unnamed|anonymous|its own|the newspaper|the agency|a source)\b[^.;]{0,60}|"
    r"(?:a|one) (?:single )?(?:leaked|confidential|internal|unpublished) (?:draft|document|memo|paper|letter|report)|"
    r"seen by (?:this newspaper|[A-Z][\w’']+)|obtained by (?:this newspaper|[A-Z]\w+)|"
    r"according to (?:a|one) (?:draft|leaked|single|person|copy|source|document|participant)\b[^.;,]{0,60})"
)


def _single_source(statement: Statement, text: str) -> list[ClaimCheck]:
    """A claim that rests on one paper, outlet or person, by the words of its sentence."""
    if statement.source_type in _OWN_FIGURE:
        return []
    begin = max(text.rfind(". ", 0, statement.start) + 1, text.rfind("\n", 0, statement.start) + 1)
    stops = [i for i in (text.find(". ", statement.end), text.find("\n", statement.end)) if i >= 0]
    found = _ONE_SOURCE.search(text, begin, min(stops, default=len(text)))
    if found is None:
        return []
    words = " ".join(found.group().split())
    return [ClaimCheck("single_source", found.start(), found.end(), f"rests on one source: “{words}”")]


def _machine_translated(statement: Statement, note: tuple[int, int] | None) -> list[ClaimCheck]:
    if note is None or statement.kind not in _QUOTED:
        return []
    return [
        ClaimCheck(
            "machine_translation",
            note[0],
            note[1],
            "the document says it was translated by a machine: its quotations are back-translations",
        )
    ]


_NAME = r"(?P<name>(?: [A-Z][\w’'\-]+){1,3})?"


@lru_cache(maxsize=1)
def _holder() -> str:
    """A state's demonym with an office: "US President"."""
    offices = "|".join(re.escape(r) for r in sorted(roles()["principal"], key=lambda r: (-len(r), r)))
    return rf"(?P<who>(?:U\.?S\.?|[A-Z][a-z]+(?:an|ish|ese|ch|i)) (?:{offices}))"


@lru_cache(maxsize=1)
def _sitting_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<before>\b\w+[\- ])?{_holder()}(?P<name>(?: [A-Z][\w’'\-]+){{2}})")


def _sitting(document: Document) -> list[tuple[str, str]]:
    """Offices with the full names of those whom the document has in them without "former"."""
    return [
        (_office_key(match["who"]), match["name"].strip())
        for match in _sitting_pattern().finditer(document.text)
        if (match["before"] or "").strip(" -").lower() not in ("former", "ex", "then", "previous")
    ]


def _stale_status(
    statement: Statement, document: Document, titles: dict[str, list[tuple[str, str]]]
) -> list[ClaimCheck]:
    if not re.search(r"\b(?:former|ex-|then-)", statement.quote):
        return []
    pattern = re.compile(rf"\b(?:former|ex-|then-)\s?{_holder()}{_NAME}")
    checks = []
    for match in pattern.finditer(document.text, statement.start, statement.end):
        name = (match["name"] or "").strip()
        sitting = [(p, n) for p, n in titles.get(_office_key(match["who"]), []) if p != document.path]
        same = [(p, n) for p, n in sitting if not name or name == n]
        if same:
            path, holder = same[0]
            checks.append(
                ClaimCheck(
                    "stale_status",
                    match.start(),
                    match.end(),
                    f"“{match.group().strip()}” here, while {path} has {holder} in that office",
                )
            )
    return checks


def _office_key(words: str) -> str:
    return words.replace(".", "").lower()
