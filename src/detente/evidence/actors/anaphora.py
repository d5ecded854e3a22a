"""Subjects that stand for others: "it demanded", "they refused", "both countries called for", "neither side"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from detente.evidence.actors.holders import Holding
from detente.evidence.actors.linking import Antecedent
from detente.evidence.actors.mentions import Mention
from detente.evidence.actors.pronouns import agrees
from detente.evidence.claims.segments import Segment
from detente.evidence.claims.subjects import acting_subject
from detente.evidence.lexicon import Lexicon
from detente.evidence.text.finite import verb_behind
from detente.evidence.vocabulary import roles

STANDS_FOR = "subject of"


@dataclass
class Groups:
    """Parties a text has named together, by how many they are; the two it names most often, for "both sides"."""

    by_size: dict[int, tuple[str, ...]] = field(default_factory=dict)
    foremost: tuple[str, ...] = ()

    @classmethod
    def of(cls, mentions: Sequence[Mention], lexicon: Lexicon) -> Groups:
        """The two states or bodies named most often stand ready where the text never joins two."""
        counts = Counter(lexicon.holder(m.actor) for m in mentions if m.form != "place")
        able = [a for a in counts if a in lexicon.actors and lexicon.actors[a].kind != "person"]
        ranked = sorted(able, key=lambda a: (-counts[a], a))
        clear = len(ranked) >= 2 and counts[ranked[1]] >= 2
        third = counts[ranked[2]] if len(ranked) > 2 else 0
        return cls(foremost=tuple(ranked[:2]) if clear and counts[ranked[1]] > third else ())

    def note(self, text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        """Remember the parties a sentence joins by "and", commas or "between"."""
        named = [m for m in mentions if m.form != "place"]
        pair = tuple(dict.fromkeys(lexicon.holder(m.actor) for m in named))
        if len(pair) == 2:
            self.by_size[2] = pair
        run: list[str] = []
        for index, mention in enumerate(named):
            holder = lexicon.holder(mention.actor)
            joined = index > 0 and _JOINED.fullmatch(text[named[index - 1].end : mention.start])
            run = [*run, holder] if joined else [holder]
            distinct = tuple(dict.fromkeys(run))
            if len(distinct) >= 2:
                self.by_size[len(distinct)] = distinct


def with_subject(
    text: str,
    segment: Segment,
    last: Antecedent,
    groups: Groups,
    lexicon: Lexicon,
    mentions: Sequence[Mention] = (),
) -> Segment:
    """The clause with the actors its pronoun or group word stands for as holders, when that word is its subject.

    Nothing changes where an actor is named, where another subject stands between, or where nobody fits. One of the
    ``mentions`` that acts in the clause before the pronoun is whom it stands for first ("A has said that it sees B").
    """
    predicate = segment.predicate
    if segment.holding.actors and segment.holding.direct:
        return segment
    if predicate is None:
        return _with_opening_pronoun(text, segment, last, lexicon)
    if predicate.focus is not None:
        return segment
    before = text[segment.start : predicate.start]
    pronoun = _PRONOUN.search(before)
    if pronoun is not None:
        word = pronoun["word"].lower()
        own = acting_subject(text, (segment.start, segment.start + pronoun.start()), mentions)
        if own is not None and agrees(word, own.actors, lexicon):
            return _held(segment, own.actors, True, pronoun["word"], lexicon)
        if agrees(word, last.subject, lexicon, last.plural):
            return _held(segment, last.subject, True, pronoun["word"], lexicon)
        return segment
    if (
        not re.search(r"[,;:“”]", before)
        and (opened := _with_opening_pronoun(text, segment, last, lexicon)) is not segment
    ):
        return opened
    owned = _officials().search(before)
    if owned is not None:
        whose = owned["word"].split()[0].lower()
        if agrees(whose, last.subject, lexicon, last.plural):
            return _held(segment, last.subject, True, owned["word"], lexicon)
        return segment
    group = _GROUP.search(before)
    if group is None:
        return segment
    word = group["word"].lower()
    if _SIDE.search(word) and groups.foremost:
        return _held(segment, groups.foremost, False, group["word"], lexicon)
    size = next((n for n, words in _SIZES.items() if re.search(words, word)), 2)
    if size in groups.by_size:
        return _held(segment, groups.by_size[size], True, group["word"], lexicon)
    if size == 2 and groups.foremost:
        return _held(segment, groups.foremost, False, group["word"], lexicon)
    return segment


def _with_opening_pronoun(text: str, segment: Segment, last: Antecedent, lexicon: Lexicon) -> Segment:
    """The same where no listed predicate says what "he" does: "She has always valued the union"."""
    opening = _OPENING.match(text, segment.start, segment.end)
    if opening is None:
        return segment
    word = opening["word"].lower()
    verb = verb_behind(text, opening.end(), segment.end, plural=word == "they")
    if verb is None or not agrees(word, last.subject, lexicon, last.plural):
        return segment
    return _held(segment, last.subject, True, opening["word"], lexicon)


_OPENING = re.compile(
    r"[“\"(]?(?:[A-Z][\w’']*\s[^,;.:“”]{2,70},\s+)?(?:(?:but|and|that|yet|because|when|while|as|then|so|[A-Z]\w+ly|Later|Then|Still|Moreover|However|Therefore),?\s+)*"
    r"(?P<word>[Hh]e|[Ss]he|[Tt]hey|[Ii]t)\b"
)


def _held(segment: Segment, actors: tuple[str, ...], direct: bool, word: str, lexicon: Lexicon) -> Segment:
    names = " and ".join(lexicon.actors[a].name if a in lexicon.actors else a for a in actors)
    why = f"{STANDS_FOR} the clause is “{' '.join(word.split())}”, which stands for {names}"
    if not direct:
        why = f"“{' '.join(word.split())}” may stand for {names}, whom the document names most often"
    targets = tuple(t for t in segment.targets if t not in actors)
    return replace(segment, holding=Holding(actors, direct, why), targets=targets)


_ADVERBS = (
    r"(?:\s+(?:has|have|had|is|are|was|were|will|would|also|now|still|then|nevertheless|however|already|never|always|not|"
    r"did|does|do|could|should|may|might|must|can|cannot|been|be|being|once|again|later|soon|even|only|both|instead|"
    r"either|long|yet|continues?|continued|\w+ly))*\s+$"
)
_PRONOUN = re.compile(r"(?:^|[\s“\"(])(?P<word>he|she|they|it)" + _ADVERBS, re.IGNORECASE)


@lru_cache(maxsize=1)
def _officials() -> re.Pattern[str]:
    """ "its officials", "their chief negotiators" before a verb."""
    table = roles()
    words = {w.lower() for key in ("collective", "official", "principal") for w in table[key]}
    people = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
    return re.compile(
        rf"(?:^|[\s“\"(])(?P<word>(?:its|their|his|her)\s+(?:\w+\s+){{0,2}}(?:{people})s?)" + _ADVERBS, re.IGNORECASE
    )


_SIDES = (
    r"(?:countries|sides?|states|nations|governments|parties|party|leaders|ministers|capitals|neighbours|neighbors|"
    r"powers|delegations|presidents|negotiators|teams|camps|blocs|economies)"
)
_GROUP = re.compile(
    r"(?:^|[\s“\"(])(?P<word>(?:both|neither|(?:the|all) (?:two|three|four|five)|each|the|these two)\s+"
    r"(?:of\s+(?:the\s+)?)?" + _SIDES + r"|both|neither|the (?:two|three|pair))" + _ADVERBS,
    re.IGNORECASE,
)
_SIDE = re.compile(r"\b(?:sides?|part(?:y|ies))\b|^(?:both|neither)$")
_SIZES = {3: r"\bthree\b", 4: r"\bfour\b", 5: r"\bfive\b"}
_JOINED = re.compile(
    r"(?:['’]s?)?\s*(?:,|,?\s+and|,?\s+but also|[-–/]|\s+with)\s*(?:the\s+|both\s+)?"
    r"(?:(?:[A-Z][\w.’'\-]*|foreign|prime|minister|president|leader|of)\s+){0,5}"
)
