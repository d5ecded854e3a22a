"""What an analyst should know before relying on a statement: claim checks, each with its span and the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.figures import find_figures, has_findable_source
from detente.evidence.furniture import machine_translation_note
from detente.evidence.lexicon import Lexicon
from detente.evidence.vocabulary import roles

# A party's own figure in its own words needs no source beside the party.
_OWN_FIGURE = frozenset({"named_principal", "named_official"})
_QUOTED = frozenset({"direct_quote", "partial_quote"})


def check_statements(
    statements: Sequence[Statement], documents: Sequence[Document], lexicon: Lexicon
) -> list[Statement]:
    """The statements with their checks, in the order given.

    A checked statement moves no position until a person vouches for it (``Statement.moves_position``).
    """
    texts = {d.path: d for d in documents}
    shared = _shared_figures(statements, texts)
    titles = _sitting(documents)
    notes = {d.path: machine_translation_note(d.text) for d in documents}
    checked = []
    for statement in statements:
        document = texts[statement.document]
        checks = [
            *_unsourced_figures(statement, document.text),
            *_circular(statement, document.text, shared),
            *_anonymous(statement),
            *_machine_translated(statement, notes[statement.document]),
            *_stale_status(statement, document, titles),
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
            f"“{figure.words}” ({figure.unit}{', bound: ' + figure.bound if figure.bound else ''}) is {who} "
            "without a source that can be looked up",
        )
        for figure in figures
    ]


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


def _shared_figures(statements: Sequence[Statement], texts: dict[str, Document]) -> dict[str, list[str]]:
    """Documents by figure with its unit, for figures that occur in several."""
    where: dict[str, list[str]] = {}
    for path in sorted({s.document for s in statements}):
        text = texts[path].text
        for figure in find_figures(text, 0, len(text)):
            if figure.unit in ("percent", "money") or figure.unit == "measure":
                key = _figure_key(figure.words)
                if path not in where.setdefault(key, []):
                    where[key].append(path)
    return {key: paths for key, paths in where.items() if len(paths) > 1}


def _circular(statement: Statement, text: str, shared: dict[str, list[str]]) -> list[ClaimCheck]:
    if statement.source_type in _OWN_FIGURE:
        return []
    checks = []
    for figure in find_figures(text, statement.start, statement.end):
        others = [p for p in shared.get(_figure_key(figure.words), []) if p != statement.document]
        if others:
            checks.append(
                ClaimCheck(
                    "circular_reporting",
                    figure.start,
                    figure.end,
                    f"the same figure stands in {', '.join(others)}: possibly one source passed on",
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


def _sitting(documents: Sequence[Document]) -> dict[str, list[tuple[str, str]]]:
    """Documents and full titles by office in which a document names the holder without "former"."""
    pattern = re.compile(rf"(?P<before>\b\w+[\- ])?{_holder()}(?P<name>(?: [A-Z][\w’'\-]+){{2}})")
    found: dict[str, list[tuple[str, str]]] = {}
    for document in documents:
        for match in pattern.finditer(document.text):
            if (match["before"] or "").strip(" -").lower() in ("former", "ex", "then", "previous"):
                continue
            entry = (document.path, match["name"].strip())
            if entry not in found.setdefault(_office_key(match["who"]), []):
                found[_office_key(match["who"])].append(entry)
    return found


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
