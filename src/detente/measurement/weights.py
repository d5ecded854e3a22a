"""How noisy a statement is as a sign of a position: multipliers on the typical error, 1 for a clear direct quote.

The numbers are judgements, not estimates; they order statements as reference works on source criticism do
(first hand before second hand, assertion before supposition). The data correct them through each source's variance.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from detente.domain.statement import Statement

# Points of a 0 to 100 scale: the typical distance between what is said and what is wanted.
TYPICAL_ERROR = 12.0
# A position drifts like a random walk; after a year it lies about this far from where it was.
DRIFT_PER_YEAR = 10.0
LEAST_CONFIDENCE = 0.1

MODALITY_NOISE = {
    "asserted": 1.0, "normative": 1.1, "reported": 1.4, "likely": 1.4, "opinion": 1.6, "conditional": 1.6,
    "predicted": 1.8, "possible": 2.0, "hypothetical": 2.5, "speculative": 3.0,
}  # fmt: skip
CERTAINTY_NOISE = {"fact_like": 1.0, "reported": 1.25, "non_factual": 2.0}
SOURCE_NOISE = {
    "named_principal": 1.0, "named_official": 1.1, "named_official_party": 1.2, "author_paraphrase": 1.3,
    "named_expert": 1.5, "named_org_unlocatable": 1.6, "author": 1.6, "outlet": 1.6, "headline": 2.0,
    "unnamed_group": 2.0, "hearsay": 2.5,
}  # fmt: skip
KIND_NOISE = {
    "direct_quote": 1.0, "reported_act": 1.0, "partial_quote": 1.1, "indirect_quote": 1.2, "reported_position": 1.2,
    "statistic": 1.5, "author_assessment": 1.6, "editorial_opinion": 2.0, "official_silence": 2.0,
    "headline_link": 2.0, "speculation": 2.5,
}  # fmt: skip
# How much a stance word says that the issue matters to whoever takes it, in [0, 1].
STANCE_INTENSITY = {
    "demands": 1.0, "requires": 1.0, "rejects": 1.0, "excludes": 1.0, "acts_against": 0.9, "withholds": 0.8,
    "seeks": 0.8, "opposes": 0.8, "accuses": 0.6, "supports": 0.6, "offers": 0.6, "concerned": 0.5, "reluctant": 0.5,
    "open_to": 0.4, "engages": 0.4, "discloses": 0.3, "assesses": 0.3,
}  # fmt: skip


def noise_multiplier(statement: Statement, as_of: dt.date) -> float:
    """Standard deviation of a statement's error in units of TYPICAL_ERROR, its age on ``as_of`` included.

    Multipliers of modality, certainty, source type and kind are multiplied and divided by the square root of the
    extractor's confidence; the drift of a position since the day it was said is added as variance.
    """
    said_now = (
        MODALITY_NOISE[statement.modality]
        * CERTAINTY_NOISE[statement.certainty]
        * SOURCE_NOISE[statement.source_type]
        * KIND_NOISE[statement.kind]
        / math.sqrt(min(1.0, max(LEAST_CONFIDENCE, statement.confidence)))
    )
    drift = (DRIFT_PER_YEAR / TYPICAL_ERROR) ** 2 * age_in_years(statement.time_said, as_of)
    return math.sqrt(said_now**2 + drift)


def age_in_years(time_said: str, as_of: dt.date) -> float:
    """Years from ``time_said`` (an ISO date, month or year, perhaps with a time) to ``as_of``; 0 where unknown."""
    said = _day(time_said)
    return 0.0 if said is None else max(0, (as_of - said).days) / 365.25


def age_known(time_said: str) -> bool:
    """Whether ``time_said`` begins with an ISO date, month or year."""
    return _day(time_said) is not None


def _day(time_said: str) -> dt.date | None:
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)", time_said)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        # The middle of a month or year stands for the whole.
        return dt.date(int(year), int(month or 7), int(day or (15 if month else 1)))
    except ValueError:
        return None
