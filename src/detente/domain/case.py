"""The case: everything an analyst states about one negotiation, as written in ``case.yaml``.

| object   | role                                                                    |
|----------|-------------------------------------------------------------------------|
| Actor    | who takes part, or reacts                                               |
| Issue    | what is negotiated: a question, a scale with described points           |
| Stance   | an actor's position, salience and red line on an issue                  |
| Asset    | one entry of the leverage ledger                                        |
| NoDeal   | what it costs an actor when there is no deal                            |
| Package  | a draft deal: provisions on issues                                      |
| Provision| a named clause that drafts can be put together from                     |
| Crisis   | fighting as the alternative to a deal                                   |
| Scenario | a named change of the case, a lever or an uncertainty                   |
| Source   | a document, and the sentence in it, that a number rests on              |
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, model_validator

from detente.domain.cited import Cited, Frozen, HalfLife, Identifier
from detente.domain.compliance import Compliance
from detente.domain.consequences import ClauseRule, CoefficientOverride, Consequences, SovereigntyFloor
from detente.domain.crisis import Crisis
from detente.domain.provisions import Provision
from detente.domain.quantity import Quantity
from detente.domain.room import Room

ActorKind = Literal["state", "organisation", "bloc", "person", "group"]
AssetKind = Literal["tangible", "intangible"]
Dimension = Literal["territorial_integrity", "foreign_security_policy", "economic_independence", "political_autonomy"]
Reversibility = Literal["months", "years", "decades", "permanent"]


class CaseInfo(Frozen):
    """What the case is called, when it is seen from, and what is asked."""

    id: Identifier
    title: str
    as_of: dt.date
    question: str = ""


class Actor(Cited):
    """A party to the negotiation, or one whose reaction matters."""

    name: str
    kind: ActorKind = "state"
    aliases: tuple[str, ...] = ()
    required: bool = Field(default=False, description="a deal needs this actor's consent")
    at_table: bool = Field(default=False, description="this actor is in the room")
    represents: str | None = Field(default=None, description="the actor a person or institution speaks for")
    capability: Quantity | None = Field(default=None, description="in [0, inf), any unit, the same for all actors")


class SovereigntyEffect(Frozen):
    """What moving an issue from its lowest to its highest point does to one actor's sovereignty, in [-1, 1]."""

    territorial_integrity: float = Field(default=0.0, ge=-1, le=1)
    foreign_security_policy: float = Field(default=0.0, ge=-1, le=1)
    economic_independence: float = Field(default=0.0, ge=-1, le=1)
    political_autonomy: float = Field(default=0.0, ge=-1, le=1)
    reversibility: Reversibility = "years"
    source: str = ""


class Cues(Frozen):
    """Words that point to the low and to the high end of an issue's scale."""

    low: tuple[str, ...] = ()
    high: tuple[str, ...] = ()


class Issue(Cited):
    """A question under negotiation with a scale whose points are described in neutral terms."""

    question: str
    scale: dict[float, str] = Field(
        min_length=2, description="described points; the least and greatest bound the scale"
    )
    reference_point: float = Field(description="what holds if there is no deal")
    keywords: tuple[str, ...] = ()
    cues: Cues = Cues()
    vocabulary: str | None = Field(default=None, description="the built-in vocabulary entry whose cues are used too")
    sovereignty: dict[str, SovereigntyEffect] = {}
    name: str = ""

    @property
    def low(self) -> float:
        """The scale's least point."""
        return min(self.scale)

    @property
    def high(self) -> float:
        """The scale's greatest point."""
        return max(self.scale)

    @model_validator(mode="after")
    def _reference_on_scale(self) -> Issue:
        if not self.low <= self.reference_point <= self.high:
            raise ValueError(f"a reference_point within the scale {self.low:g} to {self.high:g}")
        return self


class RedLine(Cited):
    """A veto: outcomes below ``min`` or above ``max`` are refused.

    ``firmness`` in [0, 1] is the probability that the line holds when it comes to signing.
    """

    min: Quantity | None = None
    max: Quantity | None = None
    firmness: float = Field(default=1.0, ge=0, le=1)

    @model_validator(mode="after")
    def _one_side_at_least(self) -> RedLine:
        if self.min is None and self.max is None:
            raise ValueError("a red line with a 'min' or a 'max'")
        return self


class Stance(Cited):
    """What one actor wants on one issue: position on the issue's scale, salience in [0, 100]."""

    actor: str
    issue: str
    position: Quantity = Quantity.statements()
    salience: Quantity = Quantity.statements()
    red_line: RedLine | None = None


class Asset(Cited):
    """One entry of the leverage ledger; strength and credibility in [0, 1], no issues = bears on all."""

    actor: str
    asset: str
    kind: AssetKind = "tangible"
    issues: tuple[str, ...] = ()
    strength: Quantity
    credibility: Quantity = Quantity.value(1.0)
    since: dt.date
    until: dt.date | None = None
    half_life: HalfLife | None = None


class NoDeal(Cited):
    """What no deal is worth to an actor.

    ``cost_of_continuing`` in [0, 100] points of the actor's utility, where 100 is the distance between getting
    everything it wants on everything it cares about and getting the opposite on all of it.
    """

    cost_of_continuing: Quantity


class Package(Cited):
    """A draft deal: a value on each issue it names; an issue it is silent on stays at the reference point."""

    title: str = ""
    provisions: dict[str, float] = {}
    clauses: tuple[Identifier, ...] = Field(default=(), description="clauses it has besides those its values amount to")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        if isinstance(data, dict) and "provisions" not in data:
            fields = {"title", "clauses", "source", "statements", "guess", "note"}
            return {
                **{k: v for k, v in data.items() if k in fields},
                "provisions": {k: v for k, v in data.items() if k not in fields},
            }
        return data


class Event(Cited):
    """Something that happens on a date."""

    date: dt.date
    what: str
    actors: tuple[str, ...] = ()


class Change(Frozen):
    """One change a scenario makes; what is left out stays as it is.

    ``position``, ``salience``, ``cost_of_continuing`` and ``red_line`` replace; ``capability_times`` multiplies.
    ``red_line: none`` lifts the red line.
    """

    actor: str
    issue: str | None = None
    position: Quantity | None = None
    salience: Quantity | None = None
    red_line: RedLine | Literal["none"] | None = None
    capability_times: float | None = Field(default=None, ge=0)
    cost_of_continuing: Quantity | None = None
    required: bool | None = None
    at_table: bool | None = None

    @model_validator(mode="after")
    def _issue_where_needed(self) -> Change:
        if self.issue is None and (self.position or self.salience or self.red_line):
            raise ValueError("an 'issue' beside 'position', 'salience' or 'red_line'")
        return self


class Scenario(Cited):
    """A named change: a lever somebody can choose, or an uncertainty nobody can."""

    title: str = ""
    kind: Literal["lever", "uncertainty"] = "uncertainty"
    chosen_by: str | None = Field(default=None, description="whose lever it is")
    set: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    facts: dict[str, Any] = Field(default={}, description="what it changes under 'consequences', field by field")
    adds_clauses: tuple[Identifier, ...] = Field(default=(), description="clauses every package then has")
    drops_clauses: tuple[Identifier, ...] = Field(default=(), description="clauses no package then has")


class Source(Frozen):
    """Where a number comes from: a document of the case, a sentence in it, or the analyst's own note."""

    document: str | None = None
    quote: str | None = Field(default=None, description="verbatim in the document")
    title: str = ""
    publisher: str = ""
    date: dt.date | None = None
    url: str | None = None
    note: str = ""


class Case(Frozen):
    """A whole case; see ``check_references`` for what must agree between its parts."""

    case: CaseInfo
    actors: dict[Identifier, Actor] = {}
    issues: dict[Identifier, Issue] = {}
    stances: tuple[Stance, ...] = ()
    leverage: tuple[Asset, ...] = ()
    no_deal: dict[str, NoDeal] = {}
    ended_by: tuple[str, ...] = Field(
        default=(),
        description="issues a package must settle for the cost of continuing to end; none = any package ends it",
    )
    packages: dict[Identifier, Package] = {}
    provisions: dict[Identifier, Provision] = {}
    scenarios: dict[Identifier, Scenario] = {}
    compliance: Compliance | None = Field(default=None, description="what each side can do after signature")
    crisis: Crisis | None = Field(default=None, description="fighting, or going it alone, as the alternative to a deal")
    room: Room | None = Field(default=None, description="who talks where, in what order, through which channels")
    sources: dict[str, Source] = {}
    exposure: str | None = None
    clauses: dict[Identifier, ClauseRule] = Field(default={}, description="which provisions amount to which clause")
    consequences: Consequences = Consequences()
    coefficients: dict[str, CoefficientOverride] = Field(
        default={}, description="by id, the analyst's own numbers in place of the literature's"
    )
    sovereignty_floor: dict[str, SovereigntyFloor] = Field(
        default={}, description="by actor, the least effect on its sovereignty it could live with"
    )

    @property
    def required(self) -> tuple[str, ...]:
        """Ids of the actors without whom there is no deal, in the order of the case file."""
        return tuple(key for key, actor in self.actors.items() if actor.required)

    def stance(self, actor: str, issue: str) -> Stance | None:
        """What ``actor`` wants on ``issue``, or None where the case is silent."""
        return next((s for s in self.stances if s.actor == actor and s.issue == issue), None)
