"""Cues whose subject is not the source: "is expected to", "appears to", "when asked", "criticised by the minister"."""

from __future__ import annotations

from detente.evidence.attribution.clauses import clause_end
from detente.evidence.attribution.complements import complement_after
from detente.evidence.attribution.cues import Cue
from detente.evidence.attribution.found import Found, lemma_of
from detente.evidence.attribution.lexicon import lexicon
from detente.evidence.attribution.phrases import Range
from detente.evidence.attribution.subject_after import subject_after
from detente.evidence.attribution.subject_before import subject_before
from detente.evidence.attribution.tokens import Unit

# Passives that tell what is said of their subject ("is expected to", "was seen as"), not what was done to it.
RAISED = frozenset(
    {"expect", "believe", "say", "report", "consider", "see", "view", "regard", "know", "describe", "think", "call"}
    | {"allege", "project", "predict", "estimate", "dub", "label", "portray", "ask", "deem", "name"}
)


def raising(unit: Unit, cue: Cue, subject: Range, limit: int) -> Found | None:
    """ "The donors appear to have ties ...": the whole clause is the content, and nobody is named as its source."""
    if cue.end >= limit or unit.tokens[cue.end].low not in ("to", "that", "as"):
        return None
    end = clause_end(unit.tokens, cue.end, limit)
    content = ((cue.end, end),) if unit.tokens[subject[0]].low == "it" else (subject, (cue.end, end))
    return Found(content, None, (cue.start, cue.end), "clause:raising", lemma_of(cue)) if end > cue.end + 1 else None


def asked(unit: Unit, cue: Cue) -> Found | None:
    complement = complement_after(unit, cue, True)
    if complement is None:
        return None
    return Found(((complement.start, complement.end),), None, (cue.start, cue.end), "clause:asked", lemma_of(cue))


def passive(unit: Unit, cue: Cue, floor: int, limit: int, inherited: Range | None) -> Found | None:
    """ "is expected to leave", "was seen as a success", "was criticised by the minister for leaving"."""
    tokens = unit.tokens
    if cue.end < limit and tokens[cue.end].low == "by":
        return by_agent(unit, cue, floor, limit)
    if cue.verb.lemma not in RAISED or cue.verb.particles:
        return None
    at = cue.end
    if at >= limit or not (
        tokens[at].low in ("to", "as", "that", "about", "whether", "if")
        or cue.verb.lemma in ("call", "dub", "label", "deem", "consider")
    ):
        return None
    end = clause_end(tokens, at, limit)
    subject = subject_before(tokens, cue.start, floor)
    if end <= at + 1 or (subject is None and tokens[at].low != "that"):
        return None
    content = [(at, end)]
    if subject is not None and tokens[subject[0]].low != "it":
        content.insert(0, subject)
    return Found(tuple(content), None, (cue.start, cue.end), "clause:passive", lemma_of(cue))


def by_agent(unit: Unit, cue: Cue, floor: int, limit: int) -> Found | None:
    """ "was criticised by the minister": the agent is the source, the subject the content."""
    tokens = unit.tokens
    agent = subject_after(tokens, cue.end + 1, limit)
    patient = subject_before(tokens, cue.start, floor)
    if agent is None or patient is None or not {"judge", "think", "report"} & set(cue.verb.groups):
        return None
    if not (
        tokens[agent[0]].capital
        or tokens[agent[0]].low in lexicon().determiners
        or tokens[agent[1] - 1].low.endswith("s")
    ):
        return None
    return Found((patient,), agent, (cue.start, cue.end + 1), "object:passive", lemma_of(cue))
