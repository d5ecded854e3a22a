"""What a statement suggests about a position: which end of the scale, how far, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from detente.domain.statement import Indication, Stance
from detente.evidence.lexicon import Lexicon

# The act or wish goes the way the cue points; or against it; the rest says nothing about a direction.
_WITH = frozenset(
    {"supports", "seeks", "demands", "requires", "offers", "open_to", "engages", "acts_against", "excludes"}
)
_AGAINST = frozenset({"opposes", "rejects", "reluctant", "withholds", "concerned"})
_FAR = frozenset({"demands", "requires", "rejects", "opposes", "seeks", "acts_against", "excludes"})
# Stances under which the issue's own name, without a cue, tells the end its supporters are for.
_BY_NAME = frozenset(
    {"supports", "opposes", "rejects", "demands", "seeks", "offers", "open_to", "reluctant", "withholds", "requires"}
)
_FIRM = re.compile(
    r"\b(?:non-negotiable|not negotiable|red lines?|never|under no circumstances|unacceptable|will not accept|"
    r"cannot accept|must|ruled? out|rules out|insist\w*|adamant|precondition|ultimatum|demand\w*|out of the question|"
    r"reject\w*|will not (?:give|cede|withdraw|recogni[sz]e|allow)|refus\w+)\b",
    re.IGNORECASE,
)
_FIRM_STANCES = frozenset({"demands", "rejects", "requires", "opposes"})
_MIDDLE = re.compile(
    r"\b(?:compromise|halfway|middle ground|partial(?:ly)?|phased|step by step|gradual\w*|limited)\b", re.I
)

CueSpans = Mapping[str, Mapping[str, Sequence[tuple[int, int]]]]


def find_indications(
    text: str,
    clause: tuple[int, int],
    lexicon: Lexicon,
    holders: Sequence[str],
    issues: Sequence[str],
    cues: CueSpans,
    stance: Stance,
    negated: bool,
    objects: Collection[str] = (),
) -> tuple[Indication, ...]:
    """Indications of a clause, one for each holder and issue whose direction is readable.

    ``cues`` holds spans by issue and end ("low", "high"). The level is 0 or 4 for demands, refusals and acts, 1 or
    3 for support, offers and reluctance, 2 where the words name a middle; nothing when both ends are named.
    Without a cue the issue's name tells the end only where it is the predicate's object (``objects``).
    """
    if not holders or stance not in _WITH | _AGAINST:
        return ()
    words, named = text[clause[0] : clause[1]], stance.replace("_", " ")
    found: dict[tuple[str, str], Indication] = {}
    for issue in issues:
        end, cue_words = _end_of(text, lexicon, issue, cues.get(issue, {}), stance, issue in objects)
        if end is None:
            continue
        reason = f"{named} with “{cue_words}” ({end} end)"
        if stance == "withholds" and end == "low":
            reason += ", which is what is done"
        elif stance in _AGAINST:
            end = "low" if end == "high" else "high"
            reason = f"{named} what “{cue_words}” names, hence the {end} end"
        if negated:
            if stance in ("demands", "requires", "acts_against", "excludes", "concerned"):
                continue
            end = "low" if end == "high" else "high"
            reason += ", negated"
        far = stance in _FAR and not negated
        level = {"low": 0 if far else 1, "high": 4 if far else 3}[end]
        if _MIDDLE.search(words) and stance not in ("rejects", "opposes"):
            level, reason = 2, reason + "; the words name a middle"
        firm = level in (0, 4) and stance in _FIRM_STANCES and bool(_FIRM.search(words))
        for holder in dict.fromkeys(lexicon.holder(h) for h in holders):
            if (holder in lexicon.actors and lexicon.actors[holder].kind != "person") or holder in lexicon.case_actors:
                found.setdefault((holder, issue), Indication(holder, issue, level, reason, firm))
    return tuple(found.values())


def _end_of(
    text: str,
    lexicon: Lexicon,
    issue: str,
    cues: Mapping[str, Sequence[tuple[int, int]]],
    stance: Stance,
    is_object: bool,
) -> tuple[str | None, str]:
    low = [s for s in cues.get("low", ()) if not _covered(s, cues.get("high", ()))]
    high = [s for s in cues.get("high", ()) if not _covered(s, cues.get("low", ()))]
    if low and not high:
        return "low", text[low[0][0] : low[0][1]]
    if high and not low:
        return "high", text[high[0][0] : high[0][1]]
    known = lexicon.issues[issue]
    if not low and not high and is_object and known.favour is not None and stance in _BY_NAME:
        return known.favour, known.name
    return None, ""


def _covered(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(a <= span[0] and span[1] <= b and (b - a) > (span[1] - span[0]) for a, b in others)
