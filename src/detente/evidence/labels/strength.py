"""Modalities in the order of what they claim, and the weaker of several."""

from __future__ import annotations

from collections.abc import Iterable

from detente.domain.statement import Modality

# From the firmest to the weakest: in the order of how far each is from the plain assertion of a fact.
STRENGTH: tuple[Modality, ...] = (
    "asserted", "normative", "reported", "likely", "opinion", "conditional", "predicted", "possible", "hypothetical",
    "speculative",
)  # fmt: skip


def weakest(modalities: Iterable[Modality]) -> Modality:
    """The weakest of at least one."""
    return max(modalities, key=STRENGTH.index)
