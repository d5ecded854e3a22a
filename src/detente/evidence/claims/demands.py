"""What an actor says that somebody must or must not do: the speaker's own demand or refusal."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.evidence.actors.holders import Holding
from detente.evidence.claims.predicates import Predicate, find_predicates
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon

MUST = re.compile(r"\b(?:must|should|needs? to|ha(?:s|ve|d) to|ought to)\b")
# "must not be forced to give up": a refusal of what the verb behind it names.
_FORBIDDEN = re.compile(
    r"\b(?:must|should|ought|can|could|may|need|do|does|did|will|would)(?:\s?not|n['’]t|\s+never)\s+"
    r"(?P<forced>(?:be|have)(?:\s+(?:\w+ly|been))*(?:\s+(?:forced|pressed|pressured|compelled|required|expected|obliged|"
    r"asked|pushed))?\s+(?:to|into)\s+)?(?:be\s+|have\s+to\s+)?"
)
# What somebody does; states of mind are not asked of anybody.
_DEEDS = frozenset({"offers", "acts_against", "withholds", "open_to", "excludes", "engages", "supports", "reluctant"})
# With "to" behind the person asked: "urged the council to lift the sanctions".
_ASKING = re.compile(
    r"(?:ask|urg|order|request|press|call|appeal|implor|instruct|beg|exhort|challeng|invit)\w*(?:\s+(?:on|upon|to))?"
)


def demand_of_speaker(
    text: str, segment: Segment, predicate: Predicate, holding: Holding, actor: str, lexicon: Lexicon
) -> tuple[Predicate, Holding]:
    """The predicate and its holder once what an actor says another must do is taken as that actor's demand.

    What it says another must not do, or must not be made to do, it rejects; what it says another did, it accuses
    that other of.
    """
    speaker = lexicon.holder(actor)
    others = bool(holding.actors) and speaker not in {lexicon.holder(a) for a in holding.actors}
    refused = _refused(text, segment, others)
    if refused is not None:
        return refused, Holding((actor,), True, "the speaker says what must not be done")
    if (order := ordered(text, segment)) is not None:
        return order, Holding((actor,), True, "the speaker tells another what to do")
    if (asked := _asked(text, segment)) is not None:
        return asked, Holding((actor,), True, "the speaker asks it of another")
    if others and MUST.search(text[segment.start : predicate.end + 1]):
        return replace(predicate, stance="demands"), Holding((actor,), True, "the speaker says what another must do")
    if (
        others
        and holding.direct
        and predicate.stance in ("acts_against", "excludes", "accuses")
        and predicate.group == "acts"
    ):
        return replace(predicate, stance="accuses"), Holding((actor,), True, "the speaker says what another did")
    return predicate, holding


def _refused(text: str, segment: Segment, others: bool) -> Predicate | None:
    """What the speaker says another must not do, or anybody must not be made to do."""
    for match in _FORBIDDEN.finditer(text, segment.start, segment.end):
        if not match["forced"] and not (others and MUST.match(match.group())):
            continue
        deed = next(
            (
                p
                for p in find_predicates(text, segment.start, segment.end)
                if p.stance in _DEEDS and p.group in ("acts", "attitudes") and 0 <= p.start - match.end() <= 2
            ),
            None,
        )
        if deed is not None:
            return replace(deed, start=match.start(), stance="rejects")
        if match["forced"]:
            return Predicate(match.start(), match.end(), "rejects", "acts")
    return None


_ORDER = re.compile(
    r"[“\"‘']?(?:Please\s+)?(?P<verb>Release|Stop|End|Lift|Withdraw|Give|Free|Open|Return|Respect|Let|Keep|Leave|Halt|Cease|"
    r"Pay|Sign|Come|Do not|Don['’]t|Show|Take|Put|Tell|Talk|Remove|"
    r"Drop|Accept|Recogni[sz]e|Send|Allow|Make|Bring)\s(?!to\b)"
)


def ordered(text: str, segment: Segment) -> Predicate | None:
    """An order that opens a clause of a quotation: "Release them all"."""
    if segment.voice is None or segment.voice.kind != "direct_quote":
        return None
    found = _ORDER.match(text, segment.start, segment.end)
    return Predicate(found.start("verb"), found.end("verb"), "demands", "acts") if found is not None else None


def _asked(text: str, segment: Segment) -> Predicate | None:
    voice = segment.voice
    if voice is None or voice.cue is None or voice.kind == "direct_quote" or voice.cue[0] < segment.start:
        return None
    cue = text[slice(*voice.cue)].lower()
    if _ASKING.fullmatch(cue) and re.match(r"(?:not )?to\s", text[voice.content[0][0] : voice.content[0][0] + 8]):
        return Predicate(voice.cue[0], voice.cue[1], "demands", "acts")
    return None
