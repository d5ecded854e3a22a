"""Which of several predicates makes the point of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.domain.statement import Span
from detente.evidence.actors.holders import Holding
from detente.evidence.claims.predicates import Predicate, is_duty

Candidate = tuple[Predicate, Holding]

_WEIGHTS = {"acts": 3.0, "adjectives": 2.8, "attitudes": 2.5, "nouns": 2.4, "joint": 1.6}


def main_point(text: str, clause: Span, candidates: Sequence[Candidate], spoken: bool) -> int | None:
    """The place of the predicate that makes the point among all of the clause, None where there is none.

    A verb of the main clause goes before a noun in its object ("condemned X's demand"), before what stands in a
    relative clause between commas, and before what stands behind "as", "while" or "if"; a wish and a demand go before
    what is wished and demanded. A text that is only named ("the deal") is no point of what somebody says.
    """
    best: tuple[float, int] | None = None
    wanted = asked = 0  # behind the last wish, the last demand of the clause
    asides = [m.span() for m in _ASIDE.finditer(text, *clause)]
    for order, (predicate, holding) in enumerate(candidates):
        if _only_named(text, predicate, holding, spoken) or (spoken and _is_reduced(text, predicate, holding)):
            continue
        score = _weight(text, predicate, holding, order)
        score -= _subordinate(text, predicate, clause[0], wanted, asked)
        score -= _beside(text, clause, predicate, [p for p, _ in candidates], asides)
        asks = predicate.stance == "demands" and (predicate.group == "nouns" or holding.direct)
        if asks and _THAT.match(text, predicate.end):
            asked = predicate.end
        wishes = predicate.group == "attitudes" and predicate.stance in ("seeks", "opposes")
        if wishes and (holding.direct or _is_finite(text, predicate)):
            wanted = predicate.end
        if best is None or score > best[0]:
            best = (score, order)
    return best[1] if best is not None else None


_THAT = re.compile(r"\s+(?:on \w+ )?that\b")
_CONDITION = re.compile(r"\b(?i:if|unless|provided that|once|as long as|on condition that)\s|[Ss]hould (?=[A-Z])")


def _subordinate(text: str, predicate: Predicate, clause: int, wanted: int, asked: int) -> float:
    """What a predicate loses for standing under another: behind "if", "demands that" or a wish."""
    lost = 0.0
    if _CONDITION.search(text, clause, predicate.start) and not _CONDITION.match(text, clause):
        lost += 1.5  # what stands behind "if" or "provided that" is the condition, not the point
    if asked and not re.search(r"\b(?:and|but)\b", text[asked : predicate.start]):
        lost += 1.8  # "demands that Y withdraw": what is demanded is no act yet
    if wanted and predicate.group == "acts" and not re.search(r"\b(?:and|but)\b", text[wanted : predicate.start]):
        lost += 1.2  # "wants access upheld": the wish governs
    return lost


# ", both of whom opposed the deal," and ", which will host the summit,": said by the way.
_ASIDE = re.compile(
    r",\s+(?:(?:both|all|some|most|many|two|three|one|neither) of (?:whom|which)|who|which|whose|whom)\s[^,;.]{3,120},"
)
_BESIDE = re.compile(
    r",?\s+(?:as|while|whereas|when|after|since|amid|despite|although|though)\s+(?:the\s+)?(?=[A-Z]|\w+\s)"
)
_OPENING = re.compile(r"(?:As|While|When|After|Although|Though|Despite|Since|Amid)\s[^,;.]{8,140},\s")
_BREAK = re.compile(r"[,;:—–]|\b(?:and|but|or|that|which|who|because)\b")


def _beside(
    text: str, clause: Span, predicate: Predicate, predicates: Sequence[Predicate], asides: Sequence[Span]
) -> float:
    """What a predicate loses for standing beside the main clause, where that has a predicate of its own."""
    others = [p for p in predicates if p is not predicate]
    inside = next(((a, b) for a, b in asides if a <= predicate.start and predicate.end <= b), None)
    if inside is not None and any(p.end <= inside[0] or inside[1] <= p.start for p in others):
        return 1.5
    opening = _OPENING.match(text, *clause)
    if opening is not None and predicate.end <= opening.end() and any(p.start >= opening.end() for p in others):
        return 1.0
    lost = 0.0
    if text[max(0, predicate.start - 3) : predicate.start] == "to " and any(
        is_duty(text, p) and p.end <= predicate.start and not _BREAK.search(text, p.end, predicate.start)
        for p in others
    ):
        lost += 1.5  # "must take measures to protect": what it is for
    before = [p for p in others if p.end <= predicate.start and _is_finite(text, p)]
    if before:
        link = _BESIDE.search(text, before[-1].end, predicate.start)
        if link is not None and text[link.start()] == ",":
            lost += 1.0
        if predicate.group in ("nouns", "joint") and not _BREAK.search(text, before[-1].end, predicate.start):
            lost += 1.0
    return lost


def _is_finite(text: str, predicate: Predicate) -> bool:
    """Whether a predicate is a verb of its own: no "lifting sanctions", no "to lift"."""
    if predicate.group not in ("acts", "attitudes"):
        return False
    before = text[max(0, predicate.start - 12) : predicate.start]
    ing = text[predicate.start : predicate.end].split()[0].endswith("ing")
    return not (ing and not _BE.search(before)) and not before.endswith("to ")


_BE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?$")
_OF_A_CLAUSE = re.compile(r"\s+(?:that|whether|if|how)\b")
_TEXTS = frozenset({"deal", "agreement", "accord", "treaty", "memorandum", "minerals deal"})


def _is_reduced(text: str, predicate: Predicate, holding: Holding) -> bool:
    """ "The approach put forward by X is insufficient": the participle only tells which approach."""
    return "passive" in holding.reason and not _BE.search(text[max(0, predicate.start - 14) : predicate.start])


def _only_named(text: str, predicate: Predicate, holding: Holding, spoken: bool) -> bool:
    """ "The deal is flawed": a text that is spoken of, nothing done together."""
    named = text[predicate.start : predicate.end].lower()
    head = named.removesuffix(" with").removesuffix(" on")
    return (
        predicate.group in ("joint", "nouns")
        and predicate.stance == "engages"
        and (head in _TEXTS or head.removesuffix("s") in _TEXTS)
        and "together" not in holding.reason
        and ((spoken and head == named) or _COPULA.match(text, predicate.end, predicate.end + 60) is not None)
    )


# What the text is said to be: nothing that is done together.
_COPULA = re.compile(
    r"[^,;.:]*?\b(?:is|are|was|were|remains?)(?:n['’]t)?\s+(?:not\s+)?(?:\w+ly|an?|the|too|good|bad)\b"
)


def _weight(text: str, predicate: Predicate, holding: Holding, order: int) -> float:
    score = _WEIGHTS[predicate.group] - 0.12 * order
    if predicate.group == "joint" and "together" not in holding.reason:
        score -= 0.6
    if predicate.group == "nouns" and predicate.stance == "acts_against":
        score -= 1.2  # presupposed ("Xian aggression"), seldom the point of the clause
    before = text[max(0, predicate.start - 14) : predicate.start]
    if predicate.group == "acts":
        if re.search(r"\bto\s+(?:\w+\s+)?$", before):
            score -= 0.5  # an infinitive of purpose
        if re.search(r"\b(?:from|by|for|of)\s+$", before) and text[predicate.start : predicate.end].split()[0].endswith(
            "ing"
        ):
            score -= 0.8
        if "passive" in holding.reason and not re.search(r"\b(?:is|are|was|were|be|been|being)\b", before):
            score -= 1.2  # a participle behind a noun: "the chance provided by X"
    if predicate.group == "adjectives" and predicate.stance in ("opposes", "rejects", "demands"):
        score += 0.4
    if predicate.stance == "concerned" and predicate.group in ("attitudes", "adjectives"):
        score += -1.0 if text[predicate.start : predicate.end].lower().startswith("rais") else 1.0
    if predicate.stance == "concerned" and _OF_A_CLAUSE.match(text, predicate.end):
        score += 1.2  # "not sure whether X will stand by Y": what is doubted is not the point
    if predicate.stance == "assesses":
        score -= 1.6
    elif predicate.stance in ("engages", "discloses", "requires"):
        score -= 0.5
    if holding.actors and holding.direct:
        score += 1.0
    return score
