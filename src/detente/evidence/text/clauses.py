"""Sentences cut into clauses, each a stretch an analyst would cite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.domain.statement import Span
from detente.evidence.text.finite import verb_behind

_SUBJECT = r"(?:the|a|an|this|that|these|those|it|he|she|they|we|any|his|her|its|their|our|there|[A-Z][\w’'.\-]*)\s"
_CUT = re.compile(
    r";\s+"
    r"|\s[–—]\s(?!such as|including)|(?<=\w)—(?=\w)(?!such as|including)"
    r"|,\s+(?=(?:which|who|whom|whose|where|whereas|although|though|while|because|since|so that|even as|ignoring)\b)"
    r"|,?\s+(?=whereas\b|so that\b)"
    r"|,\s+(?=(?:but|yet)\s)"
    r"|,\s+(?=something\s+(?:that\s+)?(?:the\s+)?[A-Z][\w’'\-]*\s)"
    r"|\s+(?=(?:after|because|while|whereas)\s+(?:the\s+)?[A-Z][\w’'\-]*(?:\s+(?:and\s+)?(?:the\s+)?[A-Z][\w’'.\-]*){0,3}"
    r"\s+(?:\w+ly\s+)?(?:has|have|had|would|will|could|was|were|is|are|did|[a-z]{3,}ed)\b)"
    r"|,\s+(?=(?:an?|the|one)\s+(?:[\w\-]+\s+){0,2}(?:idea|move|step|proposal|demand|offer|claim|concession|plan|figure|"
    r"charge|accusation|condition|request|suggestion|threat|measure)\s+(?:that|which|[a-z]+ed\s+by|[A-Z]))"
    rf"|,\s+(?=(?:and|or|so)\s+{_SUBJECT})"
    r"|\s+(?=but\s+(?:faces?|has|have|is|are|was|were|also|will|would|could|may|might|did|does)\b)"
    r"|,\s+(?=and\s+[a-z]{3,}ing\s+\w+\s+\w+)"
    r"|\s+and\s+(?=(?:has|have|had|will|would|is|are|was|were)\s+(?:\w+\s+){4,})"
    r"|,\s+(?=(?:further\s|potentially\s|effectively\s|inadvertently\s|thus\s|thereby\s)?[a-z]{3,}ing\s+(?:\w+\s+){2,})"
)
_NOT_PARTICIPLE = re.compile(r"(?:including|regarding|concerning|according|during|following|being|something|nothing)\b")
_LEAD = re.compile(
    r"(?:(?:so far|until now|to date)\s*,?\s+|"
    r"(?:however|meanwhile|moreover|furthermore|additionally|in addition|thus|therefore|hence|nevertheless|still|"
    r"consequently|similarly|likewise|conversely|besides|indeed|instead|for instance|for example|on the other hand|"
    r"on the one hand|in conclusion|in summary|as a result|maybe|perhaps|but|and|yet|so|or|and yet|also|finally|"
    r"historically|despite this|a)\s*[,:]\s*|(?:but|and yet|and|yet|so|or)\s+)+",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•‣◦▪●*·]|[-–—]|\(?\d{1,2}[.)])\s+")
_LABEL = re.compile(r"[A-Z][\w’'\- ]{2,40}:\s+(?=[A-Z“\"])")


def split_clauses(text: str, start: int, end: int) -> list[Span]:
    """Clauses of ``text[start:end]`` in order, without conjunctions before and punctuation behind.

    Cuts at semicolons and dashes, before relative and adverbial clauses, before "but" and "and" with a subject of
    their own, and before participles after a comma. Pieces of fewer than three words join the piece before.
    """
    start = _after_label(text, start, end)
    cuts = [start]
    ends: list[int] = []
    found = [*_CUT.finditer(text, start, end), *_with_subject(text, start, end)]
    for match in sorted(found, key=lambda m: m.start()):
        rest = text[match.end() : end]
        if match.start() <= cuts[-1] or _NOT_PARTICIPLE.match(rest):
            continue
        if len(rest.split()) < 4 or len(text[cuts[-1] : match.start()].split()) < 3:
            continue
        if _in_quotation(text, start, match.start()) and match.group().strip() not in (";", "–", "—", ","):
            continue
        ends.append(match.start())
        cuts.append(match.end())
    ends.append(end)
    return [span for a, b in zip(cuts, ends, strict=True) if (span := _trimmed(text, a, b)) is not None]


_NAME = r"(?:the\s+)?[A-Z][\w.’'\-]*(?:\s+(?:(?:and|of)\s+(?:the\s+)?)?[A-Z][\w.’'\-]*){0,5}"
_MANY = r"(?:(?:the|some|many|most|several|other|two|three)\s+)?(?:[a-z\-]+\s+)?(?P<many>[a-z]{3,}s)"
_NEXT_SUBJECT = re.compile(
    rf"(?:,?\s+(?P<as>as|after|because|since|and)\s+|,\s+)(?=(?P<subject>{_NAME}|{_MANY}|(?:he|she|they|it)\b))"
)
_SUBORDINATE = re.compile(
    r"(?:although|though|while|whereas|as|when|after|before|since|because|despite|even though|even as)\b", re.IGNORECASE
)


# "Entities involved with the programme": no verb of theirs.
_PARTICIPLE = re.compile(r"[a-z]+ed\b")
_RELATION = re.compile(r"\s(?:with|by|in|on|to|at|from|for|against|as)\b")


_NAMED_LAST = re.compile(r"[A-Z][\w.’'\-]*$")


def _with_subject(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where a clause with a subject and a verb of its own begins behind "as", "after" or "and".

    Behind a bare comma only once, where the sentence opens with a subordinate clause ("Although X, A has ...").
    """
    opened = _SUBORDINATE.match(text, start) is not None
    for match in _NEXT_SUBJECT.finditer(text, start, end):
        if match["as"] is None and not opened:
            continue
        if match["as"] == "and" and _NAMED_LAST.search(text, start, match.start()):
            continue  # "between A and B was", "the leaders of A and B signed"
        subject = match.end("subject")
        several = match["subject"].endswith("s")
        verb = verb_behind(text, subject, end, plural=several, near=True)
        if verb is None and several:
            verb = verb_behind(text, subject, end, plural=False, near=True)
        if verb is None or (match["many"] and _PARTICIPLE.match(text, *verb) and _RELATION.match(text, verb[1])):
            continue
        if match["as"] is None:
            opened = False
        yield match


def appositive(text: str, start: int, end: int) -> Span | None:
    """The comma and the beginning of what follows it, where the author comments on what was just said or done."""
    match = _APPOSITIVE.search(text, start, end)
    if match is None or text.find("”", match.start(), end) > match.start() > text.find("“", start, match.start()) >= 0:
        return None
    return match.start(), match.start() + 2


_APPOSITIVE = re.compile(
    r",\s(?=(?:an?|the|its|their|his|her|one)\s+(?:[\w\-]+\s+){0,2}(?:idea|move|step|proposal|demand|offer|claim|concession|"
    r"plan|figure|charge|accusation|position|decision|condition|request|suggestion|threat|measure|deal|text|view|stance|"
    r"reference|change|number|sum|deadline)\s+(?:that|which|it|he|she|they|[a-z]+ed\s+by|[A-Z]))"
)


def _after_label(text: str, start: int, end: int) -> int:
    """Past a bullet and a label: "- Minerals Deal: Discussions are under way"."""
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    label = _LABEL.match(text, start, end)
    if label and end - label.end() > 30 and 2 <= len(label.group().split()) <= 6:
        start = label.end()
    return start


def _in_quotation(text: str, start: int, place: int) -> bool:
    before = text[start:place]
    return before.count("“") > before.count("”")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    lead = _LEAD.match(text, start, end)
    if lead and end - lead.end() > 12:
        start = lead.end()
    while start < end and (text[start].isspace() or text[start] in ",;–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—"):
        end -= 1
    return (start, end) if end - start >= 8 else None
