"""Where an event was: "in Xtown", "at the foreign ministry", "the Xtown talks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.evidence.actors.mentions import Mention
from detente.evidence.events.cues import Cue
from detente.evidence.events.parties import is_demonym

_NAME = r"[A-Z][\w’'\-]*\w(?:\s+(?:of\s+(?:the\s+)?|the\s+)?[A-Z][\w’'\-]*\w){0,3}"
_AT = re.compile(
    rf"\b(?:in|at|near|outside)\s+(?P<place>(?:the\s+)?{_NAME}|the\s+(?:[a-z]+\s+)?(?:ministry|embassy|palace|border|airport|parliament))"
)
_TO = re.compile(rf"\s*(?:to\s+|in\s+)?(?P<place>(?:the\s+)?{_NAME})")
_TIME = re.compile(
    r"(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|Article|Resolution)\b"
)
# "the war in Xia", "troops in Xia": where that is, not where they met
_OF_A_PLACE = re.compile(
    r"\b(?:war|conflict|peace|troops|forces|elections?|ceasefire|truce|invasion|fighting|crisis|situation|interests?)\s+$"
)
BEFORE = 60  # characters in front of the cue in which a place may stand


def venue_of(text: str, cue: Cue, mentions: Sequence[Mention]) -> str:
    """The place as written, without its article; "" where none is given."""
    if not cue.kind.venue:
        return ""
    if cue.kind.id == "visit" and (direct := _TO.match(text, cue.end, cue.right)):
        return _plain(direct["place"])
    people = [(m.start, m.end) for m in mentions if m.form == "person"]
    own = cue.end - 3 if text[cue.end - 3 : cue.end] in (" in", " at") else cue.end
    for begin, end in ((own, min(cue.right, cue.end + 130)), (max(cue.left, cue.start - BEFORE), cue.start)):
        for match in _AT.finditer(text, begin, end):
            start, stop = match.span("place")
            place = match["place"]
            if (
                _TIME.match(place)
                or is_demonym(place)
                or _OF_A_PLACE.search(text, max(0, match.start() - 16), match.start())
                or any(a < stop and start < b for a, b in people)
            ):
                continue
            return _plain(place)
    for mention in mentions:
        if mention.form == "place" and mention.end + 1 == cue.start:
            return _plain(text[mention.start : mention.end])
    return ""


def _plain(place: str) -> str:
    place = re.sub(r"\s+", " ", re.sub(r"['’]s?$", "", place))
    return re.sub(r"^the (?=[A-Z])", "", place)
