"""What an analyst should know before relying on a statement: claim checks, each with its span and the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.domain.changed import changed
from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.actors.person_names import NAME_TOKEN
from detente.evidence.checking.across_documents import CheckContext, check_context, circular_figures, stale_status
from detente.evidence.checking.unsourced import OWN_FIGURE, unsourced_figures
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import machine_translation_note

_QUOTED = frozenset({"direct_quote", "partial_quote"})


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
    beside: dict[str, list[Statement]] = {}
    for statement in statements:
        beside.setdefault(statement.document, []).append(statement)
    checked = []
    for statement in statements:
        document = texts[statement.document]
        checks = [
            *unsourced_figures(statement, document.text),
            *circular_figures(statement, document.text, beside[statement.document], context),
            *_anonymous(statement, document.text),
            *_single_source(statement, document.text),
            *_machine_translated(statement, notes[statement.document]),
            *stale_status(statement, document, context.titles),
        ]
        checked.append(changed(statement, checks=tuple(checks)) if checks else statement)
    return checked


def _anonymous(statement: Statement, text: str) -> list[ClaimCheck]:
    if statement.source_type not in ("unnamed_group", "hearsay") or _is_somebody(statement.speaker, text):
        return []
    span = statement.speaker_span or (statement.start, statement.end)
    if text[slice(*span)].lower() in ("which", "that", "who", "it"):
        return []  # "the body, which writes the rules": nobody speaks
    said = (
        "hearsay: no source is named"
        if statement.source_type == "hearsay"
        else (f"“{statement.speaker}” names nobody who could be asked" if statement.speaker else "nobody is named")
    )
    return [ClaimCheck("anonymous_source", span[0], span[1], said)]


_NO_SOURCE = re.compile(
    r"(?:he|she|they|we|i|you|who|which|that|one|it)"
    r"|.*\b(?:\d[\d.,]*\s?(?:%|percent|per cent)|majority|half|third) of\b.*"
    r"|(?:\d[\d.,]*|[a-z\-]+)\s?(?:%|percent|per cent)"
    r"|(?:(?:the|this|that|a|an|its|their|same|draft|joint|final|new) )*"
    r"(?:declaration|agreement|treaty|text|resolution|statement|communique|communiqué|letter|accord|memorandum|convention|charter|constitution|document|draft|law|bill|"
    r"protocol|mandate|report|probe|inquiry|investigation|column|editorial|article|study|survey|paper|reporters?|journalists?|respondents?)",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(rf"(?:[^,]{{0,40}}[ ,])?(?!The\b){NAME_TOKEN} {NAME_TOKEN},\s")
_TWO_NAMES = re.compile(rf"(?!The\b){NAME_TOKEN}(?: {NAME_TOKEN}){{1,2}}")
_BODY = re.compile(
    r"['’]s? (?:spokes\w+|press secretary|ministry|embassy|office)$|^(?:the|its|his|her|their) (?:[a-z]+ )?"
    r"(?:ministry|embassy|government|administration|foreign ministry|spokesman|spokeswoman|president|prime minister|"
    r"minister|council|commission|court|committee|agency|company)$"
)


def _is_somebody(speaker: str, text: str) -> bool:
    """Whether a source is somebody unresolved ("he", "the admiral" of "Admiral Hill"), or nobody ("the text")."""
    if _NO_SOURCE.fullmatch(speaker) or _FULL_NAME.match(speaker) or _TWO_NAMES.fullmatch(speaker):
        return True
    if _BODY.search(speaker) or re.match(r"(?:the )?\d", speaker):
        return (
            True  # "the prime minister's spokesman", "the ministry" can be asked; "the 71-year-old" is named elsewhere
        )
    title = re.fullmatch(r"(?:the )?([a-z]{4,})", speaker)
    if title is None or title[1].endswith("s"):
        return False
    return re.search(rf"\b{title[1].capitalize()}\.? {NAME_TOKEN}", text) is not None


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
    if statement.source_type in OWN_FIGURE:
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
