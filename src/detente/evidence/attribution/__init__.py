"""Attributed speech without a model: patterns over words, a lexicon of reporting cues, and speakers resolved."""

from detente.evidence.attribution.find import find_attributions
from detente.evidence.attribution.speakers import Speaker, resolve_speakers, suggest_same_speakers
from detente.evidence.attribution.speech import AttributedSpeech, SpeechKind

__all__ = [
    "AttributedSpeech",
    "Speaker",
    "SpeechKind",
    "find_attributions",
    "resolve_speakers",
    "suggest_same_speakers",
]
