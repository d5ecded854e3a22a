"""Statements of one document: known actor x known issue x predicate in a clause, in the voice it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest

from detente.domain.document import Document
from detente.domain.statement import Dropped, Span, Statement
from detente.evidence.actors.anaphora import Groups, with_subject
from detente.evidence.actors.instruments import with_instrument
from detente.evidence.actors.linking import Antecedent, link_segments, merge_segments, with_question
from detente.evidence.actors.local_actors import cast_of
from detente.evidence.actors.mentions import Mention
from detente.evidence.attribution import find_attributions
from detente.evidence.claims.analysis import analyse, with_speaker
from detente.evidence.claims.ascribed import unvoiced, with_ascriptions
from detente.evidence.claims.context import Surroundings, Topics, find_theme, with_context
from detente.evidence.claims.coordination import split_coordinated
from detente.evidence.claims.embedded import with_embedded
from detente.evidence.claims.issues import IssueHit, find_issue_hits, issues_in, with_hints, within
from detente.evidence.claims.records import to_statement
from detente.evidence.claims.segments import Segment, segment_sentence
from detente.evidence.claims.speech_records import SpokenClause, speech_statements
from detente.evidence.claims.voices import Voice, find_voices
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.furniture import classify_lines, front_matter_end, is_furniture_sentence
from detente.evidence.text.sentences import split_sentences
from detente.evidence.vocabulary import roles

# Longer ones are tables, lists and noise; what a clause means to its neighbours takes more than linear time to find.
LONGEST_SENTENCE = 3000


def read_document(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    """All statements of a document and what was dropped, both in the order of the text."""
    text = document.text
    lines = classify_lines(text)
    sentences = split_sentences(text)
    speech = find_attributions(text, sentences)
    cast = cast_of(text, speech, lexicon)
    lexicon = cast.lexicon
    mentions = _without_titles(text, cast.mentions, lexicon)
    voices = find_voices(text, speech, mentions, lexicon, sentences, cast.speakers)
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    spoken: dict[Voice, list[SpokenClause]] = {}
    of_whom: dict[Voice, Antecedent] = {}
    last, groups = Antecedent(), Groups.of(cast.listed, lexicon)
    found = [hit for start, end in sentences for hit in find_issue_hits(text, start, end, lexicon)]
    all_hits = with_hints(text, found, lexicon)
    theme = find_theme(text, all_hits, lexicon)
    topics = Topics(theme=theme)
    places = [m.start for m in mentions]
    extents = [(_extent(voice), voice) for voice in voices]
    line_starts = [line.start for line in lines]
    last_line = -1
    first = front_matter_end(text)
    body: list[Span] = []
    for start, end in sentences:
        if start < first:
            continue  # fields of the note, read by its reader
        number = bisect_right(line_starts, start) - 1
        line = lines[number] if number >= 0 and start < lines[number].end else None
        if line is None or line.kind in ("furniture", "question", "heading") or is_furniture_sentence(text[start:end]):
            stage = line.kind if line is not None and line.kind != "body" else "furniture"
            reason = line.reason if line is not None and line.reason else "speaks of the page itself"
            dropped.append(_dropped(document, start, end, stage, reason))
            continue
        if end - start > LONGEST_SENTENCE:
            reason = f"over {LONGEST_SENTENCE:,} characters without an end: no sentence of prose"
            dropped.append(_dropped(document, start, end, "length", reason))
            continue
        if number != last_line:
            last, topics = last.carried(lexicon), replace(topics, paragraph=())
        last_line = number
        body.append((start, end))
        hits = within(all_hits, start, end)
        inside = mentions[bisect_left(places, start) : bisect_left(places, end)]
        near = [voice for (a, b), voice in extents if a < end and start < b]
        segments = _clauses(
            text, segment_sentence(text, (start, end), near), hits, inside, last, groups, of_whom, lexicon
        )
        segments = [
            part
            for segment in segments
            for part in with_embedded(
                text,
                with_context(
                    text, with_question(text, segment, topics.paragraph), hits, topics, lexicon, always=_acts(segment)
                ),
                hits,
                inside,
                lexicon,
            )
        ]
        topics = topics.after(issues_in(hits, start, end, lexicon), lexicon)
        for segment in segments:
            if segment.voice is not None:
                clause = SpokenClause(segment, tuple(hits), line.kind == "link")
                spoken.setdefault(segment.voice, []).append(clause)
                continue
            made = to_statement(document, segment, hits, lexicon, is_link=line.kind == "link")
            if isinstance(made, Statement):
                statements.append(made)
            else:
                dropped.append(_dropped(document, segment.start, segment.end, *made))
        holders = next((s.holding.actors for s in segments if s.holding.actors), ())
        about = next((s.holding.actors for s in segments if s.holding.thing), ())
        last = replace(last.after(text, (start, end), inside, holders), thing=about)
    for voice, clauses in spoken.items():
        whole, left = speech_statements(document, voice, clauses, lexicon)
        statements += whole
        dropped += left
    ascribed = unvoiced(text, speech, voices, body)
    surroundings = Surroundings(tuple(all_hits), theme, tuple(sentences))
    complete = with_ascriptions(document, statements, ascribed, mentions, lexicon, surroundings)
    return sorted(complete, key=lambda s: (s.start, s.end)), dropped


def _acts(segment: Segment) -> bool:
    """Whether an actor of its own does something in the clause, so that its issue may stand in the words around."""
    return bool(segment.holding.actors) and (segment.holding.direct or segment.holding.thing)


def _extent(voice: Voice) -> Span:
    """From the first to the last character of a voice's content, source and cue."""
    parts = [*voice.content, voice.reach, *(s for s in (voice.source, voice.cue) if s is not None)]
    return min(p[0] for p in parts), max(p[1] for p in parts)


def _clauses(
    text: str,
    pieces: Sequence[Segment],
    hits: list[IssueHit],
    mentions: Sequence[Mention],
    last: Antecedent,
    groups: Groups,
    spoken: dict[Voice, Antecedent],
    lexicon: Lexicon,
) -> list[Segment]:
    """The clauses of a sentence with their issues, predicates and holders, those that belong together put together.

    ``spoken`` keeps of whom each speech last spoke, for the pronouns in it.
    """
    segments: list[Segment] = []
    before = last
    for piece in pieces:
        if piece.voice is not None and piece.voice in spoken:
            before = spoken[piece.voice]
        segment = analyse(text, piece, hits, mentions, lexicon)
        segment = with_subject(text, segment, before, groups, lexicon, mentions)
        segment = with_instrument(text, segment, before, mentions)
        parts = split_coordinated(text, segment, hits, mentions, lexicon)
        segments += parts
        before = before.within(parts)
        own = next((p.holding.actors for p in parts if p.holding.direct and p.holding.actors), ())
        if piece.voice is not None and own:
            spoken[piece.voice] = Antecedent(own, own)
    groups.note(text, mentions, lexicon)
    linked = link_segments(text, merge_segments(text, segments), last, lexicon)
    return [with_speaker(text, s, last.topic, lexicon) for s in linked]


def _without_titles(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions without the state in a person's title: "Russian" in "Russian President A B" is no party of its own."""
    kept = []
    for mention, following in zip_longest(mentions, mentions[1:]):
        if (
            following is not None
            and (lexicon.actors[following.actor].represents or following.actor) == mention.actor
            and _is_title(text[mention.end : following.start])
        ):
            continue
        kept.append(mention)
    return kept


def _is_title(between: str) -> bool:
    """Whether all words between a state and a name are words of an office ("'s water minister", "President")."""
    words = re.sub(r"^['’]s", "", between).replace("-", " ").split()
    return 1 <= len(words) <= 5 and between.endswith(" ") and all(w.lower() in _office_words() for w in words)


@lru_cache(maxsize=1)
def _office_words() -> frozenset[str]:
    table = roles()
    offices = [*table["principal"], *table["official"], *table["party"]]
    return frozenset(w.lower() for office in offices for w in office.replace("-", " ").split()) | {"former", "then"}


def _dropped(document: Document, start: int, end: int, stage: str, reason: str) -> Dropped:
    return Dropped(document.path, stage, reason, start, end, document.text[start : min(end, start + 120)])
