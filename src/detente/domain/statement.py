"""The record of who said or did what: verbatim, where, through whom, how sure.

Claim and conclusion are kept apart: a statement is what a document says; what it means for an actor's position
is its ``indications``, each with the reason; a person's judgement is a review, kept beside it, never in it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, get_args

from detente.domain.number import NumberInText

Span = tuple[int, int]

Stance = Literal[
    "accuses", "acts_against", "assesses", "concerned", "demands", "discloses", "engages", "excludes", "offers",
    "open_to", "opposes", "rejects", "reluctant", "requires", "seeks", "supports", "withholds",
]  # fmt: skip
Modality = Literal[
    "asserted", "conditional", "hypothetical", "likely", "normative", "opinion", "possible", "predicted", "reported",
    "speculative",
]  # fmt: skip
Certainty = Literal["fact_like", "reported", "non_factual"]
Kind = Literal[
    "direct_quote", "partial_quote", "indirect_quote", "reported_act", "reported_position", "author_assessment",
    "editorial_opinion", "speculation", "statistic", "official_silence", "headline_link",
]  # fmt: skip
SourceType = Literal[
    "named_principal", "named_official", "named_official_party", "named_expert", "named_org_unlocatable",
    "unnamed_group", "hearsay", "author", "author_paraphrase", "outlet", "headline",
]  # fmt: skip

STANCES: tuple[str, ...] = get_args(Stance)
MODALITIES: tuple[str, ...] = get_args(Modality)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
KINDS: tuple[str, ...] = get_args(Kind)
SOURCE_TYPES: tuple[str, ...] = get_args(SourceType)

# Never move a position by themselves, whatever they say; a person can vouch for them.
UNMOVING_KINDS = frozenset(
    {
        "author_assessment",
        "editorial_opinion",
        "speculation",
        "statistic",
        "official_silence",
        "headline_link",
    }
)
UNMOVING_SOURCES = frozenset({"unnamed_group", "hearsay", "headline"})


@dataclass(frozen=True)
class Attribution:
    """One link in the chain of who passes a statement on, outermost first."""

    name: str
    role: str = ""
    organisation: str = ""
    source_type: SourceType = "author"


@dataclass(frozen=True)
class ClaimCheck:
    """Something an analyst should know before relying on a statement, with its span and the reason."""

    name: str
    start: int
    end: int
    explanation: str


@dataclass(frozen=True)
class Indication:
    """What a statement suggests about an actor's position on an issue.

    ``level`` is the fifth of the issue's scale, 0 (lowest fifth) to 4 (highest fifth); ``firm`` says that it reads
    as a line the actor will not cross. ``weight`` in (0, 1] is the share of the coders who read it so; 1 without any.
    """

    actor: str
    issue: str
    level: int
    reason: str
    firm: bool = False
    weight: float = 1.0


@dataclass(frozen=True)
class Statement:
    """One statement with its exact place in a document.

    ``numbers`` are those inside it, each with value, unit and bound.

    ``start`` and ``end`` count characters of the document's text and are the hull of ``spans`` (an interrupted
    quotation has several); ``quote`` is the text of the hull. ``prefix`` and ``suffix`` are the characters around it
    (W3C Web Annotation, text quote selector). ``actors``, ``targets`` and ``issues`` are ids of the case or
    vocabulary where known, otherwise names as written. ``independence_group`` is shared by statements that count once.
    ``speaker_span``, ``cue_span`` and ``content_spans`` are an attribution's source, cue and content: who is said to
    have said, thought or wanted what. They stand at every statement made from one, also where the author reports what
    an actor wants and the statement's own ``speaker`` is therefore the author.
    """

    document: str
    document_sha256: str
    start: int
    end: int
    quote: str
    spans: tuple[Span, ...]
    prefix: str = ""
    suffix: str = ""
    attribution: tuple[Attribution, ...] = ()
    speaker: str = ""
    speaker_span: Span | None = None
    cue: str = ""
    cue_span: Span | None = None
    content_spans: tuple[Span, ...] = ()
    source_type: SourceType = "author"
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    stance: Stance = "assesses"
    negated: bool = False
    modality: Modality = "asserted"
    certainty: Certainty = "fact_like"
    kind: Kind = "author_assessment"
    event: str = ""
    time_said: str = ""
    time_about: str = ""
    time_precision: str = ""
    extractor: str = "rule:unknown"
    confidence: float = 0.5
    reason: str = ""
    independence_group: str = ""
    checks: tuple[ClaimCheck, ...] = ()
    indications: tuple[Indication, ...] = ()
    numbers: tuple[NumberInText, ...] = ()
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.content_id())

    def content_id(self) -> str:
        """Hash of what makes the statement itself: document, place, words, extractor."""
        content = f"{self.document_sha256}\x1f{self.document}\x1f{self.spans}\x1f{self.quote}\x1f{self.extractor}"
        return "s" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def moves_position(self) -> bool:
        """Whether the statement may inform an estimate without a person vouching for it."""
        return not self.proposed_by_model and self.moves_once_confirmed

    @property
    def proposed_by_model(self) -> bool:
        """Whether a language model proposed it: it then moves nothing until a person has accepted it."""
        return self.extractor.startswith("llm:")

    @property
    def moves_once_confirmed(self) -> bool:
        """Whether it may inform an estimate as soon as its reading is trusted, whoever or whatever read it."""
        return not (
            self.kind in UNMOVING_KINDS
            or self.source_type in UNMOVING_SOURCES
            or self.certainty == "non_factual"
            or self.checks
        )

    def to_dict(self) -> dict[str, Any]:
        """As JSON: lists for tuples, in the order of the fields, ``id`` first."""
        data: dict[str, Any] = _listed(self)
        return {"id": data.pop("id"), **data, "moves_position": self.moves_position}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Statement:
        """Inverse of ``to_dict``."""
        known = {f.name for f in fields(cls)}
        kept = {k: v for k, v in data.items() if k in known}
        for key in ("spans", "content_spans"):
            kept[key] = tuple((a, b) for a, b in kept.get(key, ()))
        for key in ("speaker_span", "cue_span"):
            if kept.get(key) is not None:
                kept[key] = tuple(kept[key])
        for key in ("actors", "targets", "issues"):
            kept[key] = tuple(kept.get(key, ()))
        kept["attribution"] = tuple(Attribution(**a) for a in kept.get("attribution", ()))
        kept["checks"] = tuple(ClaimCheck(**c) for c in kept.get("checks", ()))
        kept["numbers"] = tuple(NumberInText(**n) for n in kept.get("numbers", ()))
        kept["indications"] = tuple(Indication(**i) for i in kept.get("indications", ()))
        return cls(**kept)


@dataclass(frozen=True)
class Dropped:
    """A candidate that did not become a statement, and why: "nothing found" is output, not silence."""

    document: str
    stage: str
    reason: str
    start: int = 0
    end: int = 0
    excerpt: str = ""


@dataclass(frozen=True)
class Review:
    """A person's judgement of a statement; the latest one of each person counts, the earlier ones stay.

    ``seen`` is the whole statement as the person saw it (``Statement.to_dict``): the original is never lost, and the
    review finds its statement again after the sources were read anew. Reviews of earlier versions have none.
    """

    statement: str
    verdict: Literal["accepted", "corrected", "rejected", "vouched"]
    by: str
    at: str
    correction: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What reading a folder gave: its statements, and what each stage dropped."""

    statements: tuple[Statement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


def _listed(value: Any) -> Any:
    if isinstance(value, str | float | int | None):
        return value
    if is_dataclass(value):
        return {name: _listed(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {k: _listed(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(v) for v in value]
    return value
