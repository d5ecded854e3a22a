"""Statements of one document: known actor x known issue x predicate in a clause, in the voice it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.domain.document import Document
from detente.domain.statement import Attribution, Certainty, Dropped, Kind, Modality, Span, Stance, Statement
from detente.evidence.actors import Mention
from detente.evidence.attribution import find_attributions
from detente.evidence.clauses import split_clauses
from detente.evidence.dates import find_dates
from detente.evidence.furniture import classify_lines, is_furniture_sentence
from detente.evidence.holders import NOBODY, Holding, after_preposition, find_holders, find_targets
from detente.evidence.indications import find_indications
from detente.evidence.issues import IssueHit, cue_spans, find_issue_hits, issues_by_cue, issues_in
from detente.evidence.labels.cues import find_cues
from detente.evidence.labels.kind import author_source, kind_of
from detente.evidence.labels.modality import certainty_of, modality_of
from detente.evidence.labels.negation import resolve_negation
from detente.evidence.lexicon import Lexicon
from detente.evidence.figures import is_statistic
from detente.evidence.predicates import Predicate, find_predicates
from detente.evidence.sentences import split_sentences
from detente.evidence.verify import selectors
from detente.evidence.voices import Voice, find_voices


@dataclass(frozen=True)
class Segment:
    """A clause in one voice, with what was found in it."""

    start: int
    end: int
    sentence: Span
    voice: Voice | None
    issues: tuple[str, ...] = ()
    predicate: Predicate | None = None
    holding: Holding = NOBODY
    targets: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def read_document(document: Document, lexicon: Lexicon) -> tuple[list[Statement], list[Dropped]]:
    """All statements of a document and what was dropped, both in the order of the text."""
    text = document.text
    lines = classify_lines(text)
    mentions = _without_titles(text, lexicon.matcher.find(text), lexicon)
    sentences = split_sentences(text)
    voices = find_voices(text, find_attributions(text, sentences), mentions, lexicon)
    statements: list[Statement] = []
    dropped: list[Dropped] = []
    last: tuple[str, ...] = ()
    last_line = -1
    for start, end in sentences:
        number, line = next(((i, ln) for i, ln in enumerate(lines) if ln.start <= start < ln.end), (-1, None))
        if line is None or line.kind in ("furniture", "question", "heading") or is_furniture_sentence(text[start:end]):
            stage = line.kind if line is not None and line.kind != "body" else "furniture"
            reason = line.reason if line is not None and line.reason else "speaks of the page itself"
            dropped.append(_dropped(document, start, end, stage, reason))
            continue
        if number != last_line:
            last = ()
        last_line = number
        hits = find_issue_hits(text, start, end, lexicon)
        segments = [
            part
            for segment in _segments(text, (start, end), voices)
            for part in _coordinated(text, _analyse(text, segment, hits, mentions, lexicon), hits, mentions, lexicon)
        ]
        segments = _linked(text, _merged(text, segments), last, lexicon)
        for segment in segments:
            statement, why = _statement(document, segment, hits, lexicon, is_link=line.kind == "link")
            if statement is None:
                dropped.append(_dropped(document, segment.start, segment.end, *why))
            else:
                statements.append(statement)
        found = next((s.holding.actors for s in segments if s.holding.actors), ())
        last = found or _first_subject(text, (start, end), mentions) or last
    return statements, dropped


def _without_titles(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions without the state in a person's title: "Russian" in "Russian President A B" is no party of its own."""
    kept = []
    for mention, following in zip(mentions, [*mentions[1:], None], strict=True):
        if (
            following is not None
            and following.form == "person"
            and lexicon.actors[following.actor].represents == mention.actor
            and re.fullmatch(r"(?:['’]s)?\s+(?:[\w\-]+\s+){1,4}", text[mention.end : following.start])
        ):
            continue
        kept.append(mention)
    return kept


def _segments(text: str, sentence: Span, voices: Sequence[Voice]) -> list[Segment]:
    """The sentence cut where the voice changes, and into clauses."""
    start, end = sentence
    covered: list[tuple[int, int, Voice | None]] = []
    for voice in voices:
        spans = voice.content if voice.kind == "direct_quote" else (voice.reach,)
        for a, b in spans:
            a, b = max(a, start), min(b, end)
            if text[b : b + 1] == "%":
                b += 1
            if b - a >= 8 and all(b <= x or y <= a for x, y, _ in covered):
                covered.append((a, b, voice))
        if voice.kind == "direct_quote":
            # "says A B, director of C" is the attribution itself, no statement.
            hull = [s for s in (voice.source, voice.cue) if s is not None and start <= s[0] < end]
            if hull:
                a, b = min(s[0] for s in hull), max(s[1] for s in hull)
                if all(b <= x or y <= a for x, y, _ in covered):
                    covered.append((a, b, None))
    covered.sort(key=lambda c: c[0])
    segments: list[Segment] = []
    place = start
    for a, b, voice in [*covered, (end, end, None)]:
        if a - place >= 12:
            segments += [Segment(x, y, sentence, None) for x, y in split_clauses(text, place, a)]
        if voice is not None:
            segments += [Segment(x, y, sentence, voice) for x, y in split_clauses(text, a, b)]
        place = max(place, b)
    return segments


def _analyse(
    text: str, segment: Segment, hits: list[IssueHit], mentions: Sequence[Mention], lexicon: Lexicon
) -> Segment:
    clause = (segment.start, segment.end)
    issues = issues_in(hits, *clause, lexicon)
    voice = segment.voice
    if not issues and voice is not None and voice.actor is not None:
        issues = issues_by_cue(hits, *clause)
    usable = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1]]
    speaker_inside = voice is not None and voice.kind != "direct_quote" and voice.source is not None
    source = voice.source if speaker_inside and voice is not None else None
    if source is not None and (voice is None or voice.actor is None):
        usable = [m for m in usable if not (source[0] <= m.start and m.end <= source[1])]
    predicates = find_predicates(text, *clause)
    if voice is not None and voice.actor is None and voice.cue is not None and voice.kind != "direct_quote":
        reached = max(voice.cue[1], source[1] if source else 0) if voice.cue[0] < voice.content[0][0] else 0
        predicates = [p for p in predicates if p.start >= reached or not p.end <= reached]
    best: tuple[float, Predicate, Holding] | None = None
    together: Holding | None = None
    for order, predicate in enumerate(predicates):
        holding = find_holders(text, clause, predicate, usable)
        score = _weight(text, predicate, holding, order)
        if predicate.group == "joint" and holding.direct:
            together = holding
        if best is None or score > best[0]:
            best = (score, predicate, holding)
    predicate, holding = (best[1], best[2]) if best else (None, NOBODY)
    if not holding.actors and together is not None:
        holding = together
    if not holding.actors and predicate is not None and predicate.stance == "engages" and predicate.group != "acts":
        concerned = tuple(dict.fromkeys(m.actor for m in usable if m.form != "place"))[:3]
        holding = Holding(concerned, False, "the actors it concerns") if concerned else NOBODY
    if voice is not None and voice.actor is not None and not (holding.direct and holding.actors):
        holding = Holding((voice.actor,), False, "the speaker's own stance")
    if voice is not None and predicate is not None and voice.actor is not None:
        predicate, holding = _demand_of_speaker(text, segment, predicate, holding, voice.actor)
    if voice is not None and not holding.actors and (about := _about(text, clause, usable)):
        holding = Holding((about,), False, "whom the clause is about")
    sides = {lexicon.holder(a) for a in holding.actors} if len(holding.actors) == 1 else set()
    named = [m for m in usable if voice is None or voice.source is None or not voice.source[0] <= m.start < voice.source[1]]
    targets = tuple(t for t in find_targets(clause, holding.actors, named) if lexicon.holder(t) not in sides)
    return replace(segment, issues=issues, predicate=predicate, holding=holding, targets=targets)


def _about(text: str, clause: Span, mentions: Sequence[Mention]) -> str | None:
    named = [m for m in mentions if m.form != "place"]
    free = next((m.actor for m in named if not after_preposition(text, m, clause[0])), None)
    return free or next((m.actor for m in named if re.search(r"\b(?:forces?|make|let|allow)s?\s+$", text[clause[0] : m.start])), None)


_WEIGHTS = {"acts": 3.0, "adjectives": 2.8, "attitudes": 2.5, "nouns": 2.4, "joint": 1.6}


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
        if re.search(r"\b(?:from|by|for|of)\s+$", before) and text[predicate.start : predicate.end].split()[0].endswith("ing"):
            score -= 0.8
        if "passive" in holding.reason and not re.search(r"\b(?:is|are|was|were|be|been|being)\b", before):
            score -= 1.2  # a participle behind a noun: "the chance provided by X"
    if predicate.group == "adjectives" and predicate.stance in ("opposes", "rejects", "demands"):
        score += 0.4
    if predicate.stance == "concerned" and predicate.group in ("attitudes", "adjectives"):
        score += -1.0 if text[predicate.start : predicate.end].lower().startswith("rais") else 1.0
    if predicate.stance == "assesses":
        score -= 1.6
    elif predicate.stance in ("engages", "discloses", "requires"):
        score -= 0.5
    if holding.actors and holding.direct:
        score += 1.0
    return score


_SECOND_VERB = re.compile(
    r",?\s+(?:and|but)\s+(?:(?:has|have|had|also|then|later|instead|is|are|was|were|would|will|again)\s+)*$"
)


def _coordinated(
    text: str, segment: Segment, hits: list[IssueHit], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Segment]:
    """Two verbs of one subject are two statements: "rejected the move and demanded a binding agreement"."""
    if segment.predicate is None or not segment.holding.direct:
        return [segment]
    verbs = [p for p in find_predicates(text, segment.start, segment.end) if p.group in ("acts", "attitudes")]
    for first, second in zip(verbs, verbs[1:], strict=False):
        gap = _SECOND_VERB.search(text, first.end, second.start)
        form = text[second.start : second.end].split()[0]
        if gap is None or form.endswith("ing") or second.stance == "assesses" or first.stance == "assesses":
            continue
        left = _analyse(text, replace(segment, end=gap.start()), hits, mentions, lexicon)
        right = _analyse(text, replace(segment, start=second.start), hits, mentions, lexicon)
        if left.predicate is None or not left.holding.direct:
            return [segment]
        if not (right.predicate is not None and right.predicate.start == second.start and right.holding.direct):
            shared = Holding(left.holding.actors, True, "subject of both verbs")
            clause = (right.start, right.end)
            inside = [m for m in mentions if clause[0] <= m.start and m.end <= clause[1]]
            right = replace(
                right, predicate=second, holding=shared, targets=find_targets(clause, shared.actors, inside)
            )
        return [left, *_coordinated(text, right, hits, mentions, lexicon)]
    return [segment]


_MUST = re.compile(r"\b(?:must|should|needs? to|ha(?:s|ve) to|ought to)\b")


def _demand_of_speaker(
    text: str, segment: Segment, predicate: Predicate, holding: Holding, actor: str
) -> tuple[Predicate, Holding]:
    """What an actor says another must do is that actor's demand."""
    before = text[segment.start : predicate.end + 1]
    others = bool(holding.actors) and actor not in holding.actors
    if others and _MUST.search(before):
        return replace(predicate, stance="demands"), Holding((actor,), True, "the speaker says what another must do")
    if others and holding.direct and predicate.stance in ("acts_against", "excludes", "accuses") and predicate.group == "acts":
        return replace(predicate, stance="accuses"), Holding((actor,), True, "the speaker says what another did")
    return predicate, holding


def _merged(text: str, segments: list[Segment]) -> list[Segment]:
    """A clause without an issue takes in the next one of its voice that names one and says nothing by itself."""
    merged: list[Segment] = []
    skip = False
    for i, segment in enumerate(segments):
        if skip:
            skip = False
            continue
        following = segments[i + 1] if i + 1 < len(segments) else None
        if (
            following is not None
            and segment.predicate is not None
            and segment.holding.actors
            and not segment.issues
            and following.voice is segment.voice
            and following.issues
            and not (following.predicate is not None and following.holding.direct)
        ):
            segment = replace(
                segment,
                end=following.end,
                issues=following.issues,
                targets=tuple(dict.fromkeys((*segment.targets, *following.targets))),
            )
            skip = True
        merged.append(segment)
    return merged


_ANAPHOR = re.compile(
    r"^[“\"]?(?:\w+ing\b|(?:\w+\s+){0,3}?(?:he|she|they|it|this|these|that|those|his|her|their|its|such|another|which|who|"
    r"examples|without)\b)",
    re.IGNORECASE,
)


_CONTINUES = re.compile(
    r"(?:which|who|whom|whose|and|but|or|without|to|while|though|although|as|he|she|they|it|their|his|her|its|\w+ly\s+\w+ing|"
    r"\w+ing)\b",
    re.IGNORECASE,
)


def _linked(text: str, segments: list[Segment], last: tuple[str, ...], lexicon: Lexicon) -> list[Segment]:
    """Clauses without a holder of their own take that of the sentence, or of the one before when they point back."""
    linked: list[Segment] = []
    for segment in segments:
        if segment.predicate is not None and not segment.holding.actors:
            inside = next((s.holding.actors for s in reversed(linked) if s.holding.actors and s.voice is segment.voice), ())
            if inside and _CONTINUES.match(text[segment.start : segment.end]):
                segment = replace(segment, holding=Holding(inside, False, "holder of the clause before"))
            elif last and _ANAPHOR.match(text[segment.start : segment.end]):
                segment = replace(segment, holding=Holding(last, False, "holder of the sentence before"))
            if segment.holding.actors:
                segment = replace(
                    segment, targets=tuple(t for t in segment.targets if t not in segment.holding.actors)
                )
        linked.append(segment)
    return linked


def _first_subject(text: str, sentence: Span, mentions: Sequence[Mention]) -> tuple[str, ...]:
    return next(
        ((m.actor,) for m in mentions if sentence[0] <= m.start and m.end <= sentence[1] and m.form not in ("place", "demonym")),
        (),
    )


def _statement(
    document: Document, segment: Segment, hits: list[IssueHit], lexicon: Lexicon, is_link: bool
) -> tuple[Statement | None, tuple[str, str]]:
    text = document.text
    clause = (segment.start, segment.end)
    voice, predicate = segment.voice, segment.predicate
    issues, targets = segment.issues, segment.targets
    actors = segment.holding.actors
    if voice is None:
        if predicate is None:
            return None, ("predicate", "no predicate: nobody does, wants or says anything here")
        if not actors:
            return None, ("actor", "no known actor holds the stance")
        if not issues:
            issues = issues_in(hits, *segment.sentence, lexicon, limit=2)
            if not issues:
                return None, ("issue", "no known issue")
            if not segment.holding.direct:
                return None, ("issue", "no issue in the clause, and no actor of its own")
        if not segment.holding.direct and predicate.stance != "excludes" and all(lexicon.issues[i].yields for i in issues) and not _is_hearsay(text, segment):
            return None, ("actor", "whose stance it is was only inferred, and the issue is only that they talk")
        if predicate.stance == "assesses" and not segment.holding.direct:
            return None, ("predicate", "the author describes, no actor's stance")
    elif not issues and not actors and not targets:
        return None, ("actor", "attributed speech without a known actor or issue")
    # "Thus," and "We think" before the clause colour it too.
    lead = segment.sentence[0] if segment.start - segment.sentence[0] <= 24 else segment.start
    cues = find_cues(text, lead, segment.end)
    hearsay = bool(cues.get("hearsay")) and voice is None or (
        voice is not None and voice.attribution.source_type == "hearsay"
    )
    negated, stance, reasons = False, "assesses", []
    stance_here: Stance = "assesses"
    place = segment.start
    if predicate is not None:
        stance_here, negated, _, why = resolve_negation(text, segment.start, predicate)
        place = predicate.start
        reasons = [f"{predicate.stance}: “{' '.join(text[predicate.start : predicate.end].split())}”", why]
    stance = stance_here
    statistic = is_statistic(text, *clause)
    if voice is None and _outlet(text, segment, cues):
        attribution = Attribution("the outlet", source_type="outlet")
    elif voice is not None:
        attribution = voice.attribution
    else:
        attribution = Attribution("the author", source_type="hearsay" if hearsay else "author")
    spoken: Kind | None = voice.kind if voice is not None and attribution.source_type != "outlet" else None
    modality, why_modality = modality_of(text, clause, place, cues, spoken, hearsay, stance == "concerned")
    modality, certainty, plain = _committed(segment, modality, stance, cues, place, lexicon)
    statistic = statistic and not (
        predicate is not None and segment.holding.direct and predicate.group == "acts" and stance != "assesses"
    )
    kind, why_kind = kind_of(
        spoken, attribution.source_type, stance, predicate.group if predicate else None, plain, cues, statistic
    )
    if voice is None and not hearsay and not segment.holding.direct and kind in ("reported_act", "reported_position"):
        kind, why_kind = "author_assessment", "whose stance it is was inferred from the words before"
    if is_link:
        kind, why_kind = "headline_link", "title of another article"
        attribution = Attribution("the outlet", source_type="headline")
    elif voice is None and attribution.source_type in ("author", "hearsay"):
        attribution = replace(attribution, source_type=author_source(kind, hearsay))
    attribution, spoken_by = _own_words(text, segment, attribution, stance, kind, lexicon)
    if spoken_by:
        kind = "partial_quote"
    exact, prefix, suffix = selectors(text, segment.start, segment.end)
    dates = find_dates(text, *clause, document.published) or find_dates(text, *segment.sentence, document.published)
    reasons += [segment.holding.reason, f"{modality}: {why_modality}" if why_modality else "", f"{kind}: {why_kind}"]
    statement = Statement(
        document=document.path,
        document_sha256=document.sha256,
        start=segment.start,
        end=segment.end,
        quote=exact,
        spans=((segment.start, segment.end),),
        prefix=prefix,
        suffix=suffix,
        attribution=(attribution,),
        speaker=attribution.name,
        speaker_span=voice.source if voice is not None else None,
        cue=text[voice.cue[0] : voice.cue[1]] if voice is not None and voice.cue else "",
        cue_span=voice.cue if voice is not None else None,
        source_type=attribution.source_type,
        actors=actors,
        targets=targets,
        issues=issues,
        stance=stance,
        negated=negated,
        modality=modality,
        certainty=certainty,
        kind=kind,
        event=_event(text, predicate),
        time_said=document.published.isoformat() if document.published else "",
        time_about=dates[0].value if dates else "",
        time_precision=dates[0].precision if dates else "",
        extractor=f"rule:{'speech' if voice is not None else 'position'}:{(voice.rule if voice else predicate.group if predicate else 'none')}",
        confidence=_confidence(segment, modality),
        reason="; ".join(r for r in reasons if r),
        indications=find_indications(
            text, clause, lexicon, actors, issues, _cues_of(hits, clause, predicate), stance, negated, _objects(text, hits, clause, predicate)
        ),
    )
    return statement, ("", "")


_OWN_STANCES = frozenset(
    {"demands", "rejects", "offers", "open_to", "opposes", "supports", "seeks", "acts_against", "withholds", "reluctant",
     "requires", "engages", "excludes"}
)  # fmt: skip


def _committed(
    segment: Segment, modality: Modality, stance: Stance, cues: dict[str, list[Span]], place: int, lexicon: Lexicon
) -> tuple[Modality, Certainty, Modality]:
    """Modality and certainty where an actor commits itself, and the modality by which the kind is told.

    "We will not", "Iran must" in a party's own mouth are its position, no forecast; an offer or a demand with an
    "if" behind it is conditional, yet made.
    """
    voice = segment.voice
    actor = voice.actor if voice is not None else None
    own = actor is not None and {lexicon.holder(a) for a in segment.holding.actors} == {lexicon.holder(actor)}
    if own and voice is not None and stance in _OWN_STANCES and modality in ("predicted", "normative"):
        spoken: Modality = "reported" if voice.kind == "indirect_quote" else "asserted"
        return spoken, certainty_of(spoken), spoken
    made = stance in ("offers", "open_to", "demands") and segment.holding.direct
    if made and modality == "conditional" and all(a > place for a, _ in cues.get("conditional", ())):
        if not cues.get("possible") and (voice is None or own):
            return "conditional", "reported", "reported"
    return modality, certainty_of(modality), modality


def _cues_of(hits: list[IssueHit], clause: Span, predicate: Predicate | None) -> dict[str, dict[str, list[Span]]]:
    """Cues the predicate can govern: behind it or at most 40 characters before; an act's own within 60 behind."""
    if predicate is None:
        return {}
    stop = clause[1]
    if predicate.stance in ("acts_against", "excludes"):
        stop = min(stop, predicate.end + 60)
    return cue_spans([h for h in hits if h.end > predicate.start - 40 and h.start < stop], *clause)


_WEAKENING = re.compile(
    r"\b(?:shift|change|limit\w*|reduc\w+|against|end|less|cut\w*|without|of|from|regarding|concerning|about|on|in|under|over)\b",
    re.IGNORECASE,
)


def _objects(text: str, hits: list[IssueHit], clause: Span, predicate: Predicate | None) -> set[str]:
    """Issues whose name follows the predicate closely, with no word between that turns the sense round."""
    if predicate is None:
        return set()
    return {
        h.issue
        for h in hits
        if h.part == "keyword" and h.end <= clause[1] and predicate.start <= h.start <= predicate.end + 45
        and not _WEAKENING.search(text, predicate.end, max(predicate.end, h.start))
    }


def _is_hearsay(text: str, segment: Segment) -> bool:
    return bool(find_cues(text, segment.start, segment.end).get("hearsay"))


def _outlet(text: str, segment: Segment, cues: dict[str, list[Span]]) -> bool:
    return bool(cues.get("editorial")) and not re.search(r"[“\"]", text[segment.start : segment.end])


_OWN_QUOTE = re.compile(r"[“\"][^”\"]{3,}[”\"]")


def _own_words(
    text: str, segment: Segment, attribution: Attribution, stance: Stance, kind: Kind, lexicon: Lexicon
) -> tuple[Attribution, bool]:
    """An actor's words quoted in the author's report of an act ("called him “...”") are a partial quotation."""
    quoted = _OWN_QUOTE.search(text, segment.start, segment.end)
    actor = segment.holding.actors[0] if len(segment.holding.actors) == 1 and segment.holding.direct else None
    if segment.voice is not None or not quoted or actor is None or stance not in ("accuses", "assesses", "demands", "rejects", "offers", "supports", "opposes"):
        return attribution, False
    if kind == "headline_link" or segment.predicate is None or quoted.start() < segment.predicate.start:
        return attribution, False
    known = lexicon.actors[actor]
    official = known.kind == "person"
    return Attribution(known.name, known.role, "", "named_principal" if official else "named_official"), True


def _event(text: str, predicate: Predicate | None) -> str:
    if predicate is None or predicate.group not in ("acts", "joint"):
        return ""
    return " ".join(text[predicate.start : predicate.end].lower().split())


def _confidence(segment: Segment, modality: str) -> float:
    value = 0.8 if segment.holding.direct else 0.55
    if segment.predicate is None:
        value = 0.4
    elif segment.predicate.stance == "assesses":
        value -= 0.1
    if modality not in ("asserted", "reported"):
        value -= 0.05
    return round(value, 2)


def _dropped(document: Document, start: int, end: int, stage: str, reason: str) -> Dropped:
    return Dropped(document.path, stage, reason, start, end, document.text[start : min(end, start + 120)])
