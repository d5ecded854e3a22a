"""Speech under the speaker's name at the start of a line, as in interviews, hearings and debates."""

from __future__ import annotations

import re
from collections import Counter

from detente.domain.statement import Span
from detente.evidence.attribution.speech import AttributedSpeech

LEAST_TURNS = 2  # of one speaker, before labelled lines are taken for a transcript
# Lower-case particles belong to the name: "de Wit:", "al-Amin:".
_LABEL = re.compile(
    r"(?m)^[ \t>*_]*(?P<label>(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?:(?:de|van|von|al|bin|der|la)[ \-])?"
    r"[A-ZÀ-Þ][\w’'\-]*\.?(?:[ ](?:de|van|von|al|bin|der|la))?(?:[ ][A-ZÀ-Þ][\w’'.\-]*){0,3})"
    r"(?:[ ]\([^)\n]{1,60}\)|,[ ][^:\n]{3,50})?[*_]*:[*_]*[ \t]+(?=\S)"
)
# Labels that name no speaker: the interviewer, parts of a page, notes.
_NOBODY = re.compile(
    r"(?:Q|A|Question(?: \d+)?|Answer|Note|Update|Correction|Clarification|Source|Sources|Photo|Image|Video|Summary|"
    r"Background|Analysis|Opinion|Read more|Editor|Warning|Tip(?: \d+)?|Date|Time|Venue|Place|Topic|Title|Subject|From|"
    r"To|Cc|Sent|Published|Updated|"
    r"The Latest|Step \d+|Part \d+|Why|How|What|When|Where|Who|Example|Conclusion|Key \w+)",
    re.IGNORECASE,
)
_OF = re.compile(r"['’]s?\b|['’]$")  # "Xian's Dilemma:" opens a headline
LONGEST_QUESTION = 700
# The line before is a question under "Q:", or ends as one.
_ASKED = re.compile(r"(?:^|\n)[ \t>*_]*(?:Q|Question(?: \d+)?)[*_]*[:.][^\n]*\s*$|\?[\"”’']?\s*$")


def find_transcript(text: str) -> list[AttributedSpeech]:
    """The turns of a transcript, each from behind its label to the next label or an empty line and other text.

    A text is a transcript when somebody's label opens at least two paragraphs, or one after a line marked as a
    question. A turn goes on over paragraphs only while the next label follows directly.
    """
    labels = [m for m in _LABEL.finditer(text) if not _NOBODY.fullmatch(m["label"]) and not _OF.search(m["label"])]
    counts = Counter(m["label"].lower() for m in labels)
    speakers = {k for k, n in counts.items() if n >= LEAST_TURNS}
    answers = [m for m in labels if _ASKED.search(text[max(0, m.start() - LONGEST_QUESTION) : m.start()])]
    asked = len(answers) >= LEAST_TURNS
    if not speakers or (len(speakers) < 2 and not asked):
        return []
    turns = []
    for match in labels:
        if match["label"].lower() not in speakers and not asked:
            continue
        end = _end_of_paragraph(text, match.end())
        if end - match.end() < 2:
            continue
        turns.append(
            AttributedSpeech(
                content=((match.end(), end),),
                source=match.span("label"),
                cue=None,
                kind="direct_quote",
                rule="quote:label",
                reason="a turn under the speaker's name",
            )
        )
    return turns


def in_turn(span: Span, turns: list[AttributedSpeech]) -> bool:
    """Whether a stretch lies inside a turn."""
    return any(t.content[0][0] <= span[0] and span[1] <= t.content[0][1] for t in turns)


def _end_of_paragraph(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
