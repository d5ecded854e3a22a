"""What an analyst should know before relying on a statement: claim checks, each with its span and the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from detente.domain.changed import changed
from detente.domain.document import Document
from detente.domain.statement import ClaimCheck, Statement
from detente.evidence.actors.person_names import NAME_TOKEN
from detente.evidence.checking.figures import Figure, find_figures, has_findable_source
from detente.evidence.checking.passed_on import MOST_SHOWN, ClaimLedger, Shared, claim_of, claims_of
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import machine_translation_note
from detente.evidence.vocabulary import roles

# A party's own figure in its own words needs no source beside the party.
_OWN_FIGURE = frozenset({"named_principal", "named_official"})
_QUOTED = frozenset({"direct_quote", "partial_quote"})


@dataclass(frozen=True)
class DocumentFacts:
    """What the checks of other documents need to know of one: its claims with figures, and who holds which office."""

    path: str
    figures: tuple[str, ...] = ()  # ``Claim.key``
    titles: tuple[tuple[str, str], ...] = ()  # (office, full name)


@dataclass
class CheckContext:
    """The facts of all documents together, added in the order of their paths; a few paths a fact are remembered."""

    ledger: ClaimLedger = field(default_factory=ClaimLedger)
    shared: dict[str, Shared] = field(default_factory=dict)
    titles: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, facts: DocumentFacts) -> None:
        """Take in the facts of the next document."""
        self.ledger.add(facts.path, facts.figures)
        for office, name in facts.titles:
            entries = self.titles.setdefault(office, [])
            # Two documents a name: a statement in one of them is compared with the other.
            if sum(known == name for _, known in entries) < 2:
                entries.append((facts.path, name))

    def only_shared(self) -> CheckContext:
        """The same without the figures that stand in one document alone."""
        return CheckContext(shared=self.ledger.shared(), titles=self.titles)

    def of(self, figures: Iterable[str]) -> CheckContext:
        """What documents with these figures must know of the others."""
        keys = sorted({f for f in figures if f in self.shared})
        return CheckContext(shared={key: self.shared[key] for key in keys}, titles=self.titles)


def document_facts(document: Document, statements: Sequence[Statement]) -> DocumentFacts:
    """The facts of a document; its figures count only where it has statements, which name their sources."""
    claims = claims_of(document, statements) if statements else []
    keys = dict.fromkeys(claim.key for claim in claims)
    return DocumentFacts(document.path, tuple(keys), tuple(dict.fromkeys(_sitting(document))))


def check_context(statements: Sequence[Statement], documents: Iterable[Document]) -> CheckContext:
    """The facts of all documents for ``check_statements``."""
    by_document: dict[str, list[Statement]] = {}
    for statement in statements:
        by_document.setdefault(statement.document, []).append(statement)
    context = CheckContext()
    for document in sorted(documents, key=lambda d: d.path):
        context.add(document_facts(document, by_document.get(document.path, [])))
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
    beside: dict[str, list[Statement]] = {}
    for statement in statements:
        beside.setdefault(statement.document, []).append(statement)
    checked = []
    for statement in statements:
        document = texts[statement.document]
        checks = [
            *_unsourced_figures(statement, document.text),
            *_circular(statement, document.text, beside[statement.document], context),
            *_anonymous(statement, document.text),
            *_single_source(statement, document.text),
            *_machine_translated(statement, notes[statement.document]),
            *_stale_status(statement, document, context.titles),
        ]
        checked.append(changed(statement, checks=tuple(checks)) if checks else statement)
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
    figures = [f for f in figures if not _instrument(text, f)]
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


_BEHIND_RATE = re.compile(
    r"[\s\-]*(?:[a-z]+\s+){0,2}?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|surcharges?|stakes?|quotas?|discounts?|fees?|royalt(?:y|ies)|interest)\b"
)
_BEFORE_RATE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|surcharges?|stakes?|quotas?)\s+of\s+$")


def _instrument(text: str, figure: Figure) -> bool:
    """Whether a percentage is set by somebody and no finding: "a 35% duty", "tariffs of 100 percent"."""
    if figure.unit != "percent" or _CLAIM.search(text, max(0, figure.start - 30), figure.start):
        return False
    before = text[max(0, figure.start - 24) : figure.start]
    return bool(_BEHIND_RATE.match(text, figure.end) or _BEFORE_RATE.search(before))


def _circular(statement: Statement, text: str, beside: Sequence[Statement], context: CheckContext) -> list[ClaimCheck]:
    """Figures that stand with the same claim, or of the same source, in other documents."""
    if statement.source_type in _OWN_FIGURE or not context.shared:
        return []
    checks = []
    for figure in find_figures(text, statement.start, statement.end):
        shared = context.shared.get(claim_of(text, figure, beside).key)
        others = [p for p in shared.paths if p != statement.document] if shared is not None else []
        if shared is not None and others:
            more = shared.documents - len(others[:MOST_SHOWN])
            where = ", ".join(others[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
            checks.append(
                ClaimCheck(
                    "circular_reporting",
                    figure.start,
                    figure.end,
                    f"the same figure {shared.what} stands in {where}: possibly one source passed on",
                )
            )
    return checks


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
