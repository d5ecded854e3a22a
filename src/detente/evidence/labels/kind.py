"""What kind of statement it is: a quotation, a reported act or position, the author's assessment or opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.domain.statement import Kind, Modality, SourceType, Stance
from detente.evidence.claims.predicates import Group

_ACTING = frozenset(
    {"accuses", "acts_against", "demands", "discloses", "engages", "excludes", "offers", "rejects", "withholds"}
    | {"supports", "seeks", "opposes", "concerned", "open_to"}
)


def kind_of(
    voice: Kind | None,
    source_type: SourceType,
    stance: Stance,
    group: Group | None,
    modality: Modality,
    cues: Mapping[str, Sequence[tuple[int, int]]],
    is_statistic: bool,
    does: bool = False,
) -> tuple[Kind, str]:
    """The kind and the reason for it.

    In the author's voice an asserted act is reported, an asserted wish or feeling is a reported position; what the
    author concludes, weighs or reads in a party's mind is the author's assessment and moves nothing. ``does`` says
    that an actor does something that no predicate lists. What is going to be done is an act not yet done, and a fear
    stays a feeling however unsure what is feared: neither is asserted, so neither moves anything.
    """
    if is_statistic:
        return "statistic", "its point is a figure"
    if source_type == "outlet":
        return "editorial_opinion", "the outlet's own view"
    if cues.get("silence") and stance == "withholds" and voice in (None, "indirect_quote"):
        return "official_silence", "says that somebody said nothing"
    if voice is not None and source_type != "hearsay":
        return voice, "attributed speech"
    if cues.get("silence") and stance in ("withholds", "rejects", "reluctant", "assesses"):
        return "official_silence", "says that somebody said nothing"
    if modality in ("normative", "opinion"):
        return "editorial_opinion", f"{modality} in the author's voice: what the author advises or thinks"
    if modality in ("speculative", "hypothetical"):
        return "speculation", f"{modality} in the author's voice"
    expected = modality == "predicted" and stance != "assesses" and group is not None
    feared = stance == "concerned" and modality in ("possible", "likely", "predicted")
    if modality not in ("asserted", "reported") and not expected and not feared:
        return "author_assessment", f"{modality} in the author's voice"
    if cues.get("evaluative"):
        return "author_assessment", "the author judges or concludes"
    if group in ("acts", "joint") and stance in _ACTING:
        return "reported_act", "an act, asserted"
    if group is None and does:
        return "reported_act", "what somebody does, by a verb of no listed stance"
    if stance == "assesses" or group is None:
        return "author_assessment", "the author describes"
    if group in ("nouns", "adjectives") and stance in ("engages", "acts_against", "excludes"):
        return "reported_act", f"an act named by {'a noun' if group == 'nouns' else 'its state'}"
    return "reported_position", "a wish or feeling, asserted"


def author_source(kind: Kind, hearsay: bool) -> SourceType:
    """The source type of a statement nobody is quoted for."""
    if hearsay:
        return "hearsay"
    return "author_paraphrase" if kind == "reported_position" else "author"
