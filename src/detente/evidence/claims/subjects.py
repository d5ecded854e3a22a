"""The subject of a clause: who does whatever is done in it, also where no listed predicate says what that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from detente.domain.statement import Span
from detente.evidence.actors.holders import Holding
from detente.evidence.actors.mention_grammar import coordinated, free_mentions, is_agent, modifies
from detente.evidence.actors.mentions import Mention
from detente.evidence.text.finite import verb_behind
from detente.evidence.vocabulary import collectives, roles


def acting_subject(text: str, clause: Span, mentions: Sequence[Mention]) -> Holding | None:
    """The first actor of a clause that a finite verb follows, with those joined to it; None where there is none.

    "Turkey is an unprincipled partner", "A and B are more united", "Xian officials keep talking".
    """
    inside = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1] and m.form != "place"]
    for mention in free_mentions(text, inside, clause[0]):
        if modifies(text, mention):
            continue
        end, people = _whole(text, mention, clause[1])
        people_itself = mention.form == "demonym" and text[max(0, mention.start - 4) : mention.start].lower() == "the "
        if end == mention.end and mention.form == "demonym" and not (people_itself or is_agent(text, mention)):
            continue
        together = coordinated(text, mention, inside)
        plural = people or mention.form in ("group", "demonym") or len(together) > 1
        verb = verb_behind(text, end, clause[1], plural=plural)
        if verb is None and plural:
            verb = verb_behind(text, end, clause[1], plural=False)
        if verb is not None and not _only_says(text, verb, clause[1]):
            return Holding(together, True, f"subject of “{text[slice(*verb)]}”")
    return None


def _only_says(text: str, verb: Span, stop: int) -> bool:
    """ "A B, the minister, said": the attribution of a quotation beside it, no act."""
    return (
        text[slice(*verb)] in ("said", "says", "told", "added", "asked", "wrote", "explained") and stop - verb[1] < 40
    )


def _whole(text: str, mention: Mention, stop: int) -> tuple[int, bool]:
    """Where the subject ends whose first word is a mention ("Xian trade officials"), and whether it is of several."""
    people = _people().match(text, mention.end, stop)
    if people is None:
        return mention.end, False
    return people.end(), people["several"] is not None


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    table = roles()
    single = {
        *table["collective"],
        *collectives()["single"],
        *(r.lower() for k in ("principal", "official") for r in table[k]),
    }
    several = {w for w in (*collectives()["plural"], *table["collective"]) if w.endswith("s")}

    def listed(words: set[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))

    return re.compile(
        rf"(?:['’]s?)?(?:\s[\w\-]+){{0,2}}?\s(?:(?P<several>(?i:{listed(several)}))|(?i:{listed(single)}))(?![\w\-])"
    )
