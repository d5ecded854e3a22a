"""What each side can do once a deal is signed, as an analyst states it in the ``compliance`` section of a case.

| object     | role                                                                                        |
|------------|---------------------------------------------------------------------------------------------|
| Option     | a thing one actor can do or leave: keep a promise, break a rule, leave the deal, answer      |
| Effect     | what a combination of options does, beyond what each does alone                             |
| Preference | an actor's order of the states, where the analyst states it instead of deriving it          |

A state is the set of options taken. As signed, promises are kept (``comply`` taken) and nothing else is done. Sources:
Fang, Hipel & Kilgour 1993, Interactive Decision Making: The Graph Model for Conflict Resolution, ch. 2-3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from detente.domain.cited import ID_PATTERN, Cited, Frozen, Identifier
from detente.domain.quantity import Quantity

OptionKind = Literal["comply", "violate", "withdraw", "respond"]
NO_DEAL = "no_deal"
DEAL = "deal"
"""In a rule: that a deal is signed and nobody has withdrawn."""
Point = float | Literal["no_deal"]
"""A point on an issue's scale, or its reference point."""
Alternatives = tuple[tuple[tuple[str, bool], ...], ...]
"""Of which one must hold: options (by id) that are taken (True) or not (False)."""
MOST_OPTIONS = 10
"""Options of a case: 2^10 states, each with a payoff for every actor and draw."""


def alternatives(rule: str) -> Alternatives:
    """What a rule such as ``attack and not reply or withdraw`` asks of the options; ``and`` binds before ``or``."""
    return tuple(tuple(_part(part) for part in words.split(" and ")) for words in rule.split(" or "))


def _part(text: str) -> tuple[str, bool]:
    words = text.split()
    taken = len(words) == 1
    negated = words[:-1] == ["not"]
    if not (taken or negated) or words[-1] in ("and", "or", "not") or not ID_PATTERN.match(words[-1]):
        raise ValueError("options joined by 'and' and 'or', each perhaps after 'not', such as 'attack and not reply'")
    return words[-1], taken


def _check_rule(rule: str) -> str:
    alternatives(rule)
    return rule


Rule = Annotated[str, AfterValidator(_check_rule)]
"""Options joined by ``and`` and ``or``, each perhaps after ``not``."""

RankedState = tuple[str, ...] | tuple[tuple[str, ...], ...]
"""The options taken in a state, or several such states that are tied."""


def tied_states(entry: RankedState) -> tuple[tuple[str, ...], ...]:
    """The states of one place in a ranking; an empty entry is the state in which nothing is taken."""
    tied = tuple(state for state in entry if isinstance(state, tuple))
    return tied or (tuple(option for option in entry if isinstance(option, str)),)


class Consequence(Cited):
    """What something does to the deal, and what it costs whom.

    ``sets`` puts issues on a point or back to ``no_deal``; ``shifts`` then moves them along their scale; ``costs`` are
    points of the actor's utility (see ``NoDeal``), negative for a gain; ``resumes_cost``: the cost of continuing
    without a deal is borne again.
    """

    sets: dict[str, Point] = {}
    shifts: dict[str, Quantity] = {}
    costs: dict[str, Quantity] = {}
    resumes_cost: bool = False


class Option(Consequence):
    """A thing one actor can do or leave after signature; the consequences are those of not doing as signed.

    ``comply``: promised, and taken at signature; ``violate``: forbidden; ``withdraw``: ends the deal, every issue goes
    back to its reference point; ``respond``: free to do, deal or no deal. ``one_way``: cannot be undone.
    """

    actor: str
    what: str = Field(description="in words, such as 'Resumes offensive operations'")
    kind: OptionKind = "violate"
    one_way: bool = False
    packages: tuple[str, ...] = Field(default=(), description="the packages it belongs to; none = all")

    @property
    def signed(self) -> bool:
        """Whether it is taken at signature."""
        return self.kind == "comply"


class Effect(Consequence):
    """What happens wherever ``when`` holds, beyond what the options do by themselves."""

    when: Rule
    what: str = Field(default="", description="in words, such as 'standing lost by not answering'")


class Preference(Cited):
    """An actor's order of the states, best first; either a ranking of all of them or prioritised wishes.

    A state in ``ranking`` is the list of options taken; a list of states is a tie. ``wishes`` are rules the actor
    wants to hold, the most important first. ``spread`` is how unsure it is, in ranks: the standard
    deviation of a state's rank (Thurstone 1927, case V).
    """

    ranking: tuple[RankedState, ...] = ()
    wishes: tuple[Rule, ...] = ()
    spread: float = Field(default=0.0, ge=0, le=100)

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Preference:
        if bool(self.ranking) == bool(self.wishes):
            raise ValueError("either a 'ranking' or 'wishes'")
        return self


class Compliance(Frozen):
    """After signature: options, combinations that cannot be, joint effects, and preferences stated by hand.

    An actor without a stated preference has one derived from the draws of its positions, salience and costs.
    """

    options: dict[Identifier, Option] = Field(min_length=1, max_length=MOST_OPTIONS)
    infeasible: tuple[Rule, ...] = ()
    effects: tuple[Effect, ...] = ()
    preferences: dict[str, Preference] = {}

    @property
    def makers(self) -> tuple[str, ...]:
        """The actors that control an option, in the order in which options name them."""
        return tuple(dict.fromkeys(option.actor for option in self.options.values()))

    def named_effects(self) -> Iterator[tuple[str, Effect]]:
        """Each effect by "when" and its rule, which no option is called; a rule used again is numbered."""
        seen: dict[str, int] = {}
        for effect in self.effects:
            seen[effect.when] = seen.get(effect.when, 0) + 1
            again = f" ({seen[effect.when]})" if seen[effect.when] > 1 else ""
            yield f"when {effect.when}{again}", effect
