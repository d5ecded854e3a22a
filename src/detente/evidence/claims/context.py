"""Issues a clause leaves to its surroundings: "India will not back the text", "The proposal was rejected by China"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.domain.statement import Span
from detente.evidence.claims.issues import IssueHit, issues_in, namings
from detente.evidence.claims.segments import Segment
from detente.evidence.lexicon import Lexicon

LEAST_NAMED = 3  # times a document must name an issue to be about it
LEAST_SHARE = 0.2  # of all it names, in [0, 1]
SPARSEST = 1500  # characters for each time it is named
BESIDE = 0.6  # a second issue counts too when named at least this often, as a share of the first
HEADLINE = 3  # a name in the first line counts as so many
FARTHEST = 3  # sentences after which what was named is no longer what a clause points back to

# Stances that need an object: somebody is for or against something, which the words around may name.
_OF_SOMETHING = frozenset(
    {"supports", "opposes", "rejects", "demands", "requires", "seeks", "offers", "open_to", "reluctant", "withholds"}
    | {"accuses", "acts_against"}
)


@dataclass(frozen=True)
class Surroundings:
    """All words of issues in a document, in order, what it is mostly about, and its sentences."""

    hits: tuple[IssueHit, ...]
    theme: tuple[str, ...]
    sentences: tuple[Span, ...] = ()


def find_theme(text: str, hits: Sequence[IssueHit], lexicon: Lexicon) -> tuple[str, ...]:
    """What a document is mostly about: one issue, or two it names about as often; none when it has no such subject.

    Chapters of one issue are counted together; the one named most often stands for them.
    """
    first_line = len(text.lstrip().split("\n", 1)[0]) + len(text) - len(text.lstrip())
    counts: Counter[str] = Counter()
    for hit in namings(hits):
        if not lexicon.issues[hit.issue].yields:
            counts[hit.issue] += HEADLINE if hit.end <= first_line else 1
    together: Counter[str] = Counter()
    for issue, count in counts.items():
        together[lexicon.issues[issue].part_of or issue] += count
    ranked = sorted(together, key=lambda i: (-together[i], i))[:2]
    if not ranked or together[ranked[0]] < max(LEAST_NAMED, LEAST_SHARE * together.total(), len(text) / SPARSEST):
        return ()
    told = (w for w in ranked if together[w] >= BESIDE * together[ranked[0]])
    return tuple(_foremost(w, counts, lexicon) for w in told)


def _foremost(wider: str, counts: Mapping[str, int], lexicon: Lexicon) -> str:
    """Of an issue and its chapters the one named most often."""
    members = [i for i in counts if i == wider or lexicon.issues[i].part_of == wider]
    return min(members, key=lambda i: (-counts[i], i))


@dataclass(frozen=True)
class Topics:
    """What the text before a sentence speaks of: the sentences of its paragraph, those further up, the document."""

    paragraph: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    age: int = 0  # sentences since those further up were named

    def after(self, named: tuple[str, ...], lexicon: Lexicon) -> Topics:
        """The topics for the next sentence of the paragraph, once one that names these issues has been read."""
        if specific := _specific(named, lexicon):
            return Topics(named, specific, self.theme)
        earlier = self.earlier if self.age < FARTHEST else ()
        return Topics(named or self.paragraph, earlier, self.theme, self.age + 1)


def with_context(
    text: str, segment: Segment, hits: list[IssueHit], topics: Topics, lexicon: Lexicon, always: bool = False
) -> Segment:
    """The clause with an issue from the words around it, where it names none itself or only that there is talk.

    First the rest of the sentence, then its paragraph, then what the document is about; a clause that points back
    ("the offer", "this") takes what was last named before the document's subject. In the author's voice only what
    an actor of its own is for or against is completed; what somebody says always, and what an ascription says that
    is kept in any case (``always``). What is borrowed tells no direction.
    """
    voice = segment.voice
    if any(not lexicon.issues[i].yields for i in segment.issues):
        return segment
    if not segment.issues and not (always or voice is not None or _of_an_actor(segment)):
        return segment
    inside = _specific(issues_in(hits, *segment.sentence, lexicon), lexicon)
    if inside and voice is None and not segment.issues and not always:
        return segment  # the gate takes it from the sentence, where the actor is the predicate's own
    back = topics.earlier if _points_back(text, segment) else ()
    sources = (
        (inside, "the rest of the sentence"),
        (_specific(topics.paragraph, lexicon), "the sentences before"),
        (back, "what was named last before"),
        (topics.theme, "what the document is mostly about"),
        (topics.earlier if topics.age == 0 else (), "the sentence before"),
    )
    for found, where in sources:
        if found:
            borrowed = found[:2]
            return replace(
                segment, issues=(*segment.issues, *borrowed), borrowed=borrowed, context=f"issue from {where}"
            )
    return segment


_POINTS_BACK = re.compile(
    r"\b(?:th(?:is|ese|at|ose)|such|the) (?:\w+ )?(?:offers?|proposals?|deals?|agreements?|accords?|plans?|"
    r"bills?|measures?|moves?|decisions?|demands?|requests?|conditions?|terms?|ideas?|issues?|questions?|matters?|"
    r"points?|steps?|clauses?|provisions?|references?|reports?|claims?|allegations?|concessions?|compromise)\b",
    re.IGNORECASE,
)
_PRONOUN_FIRST = re.compile(r"[“\"'(]*(?:this|that|these|those)\b", re.IGNORECASE)


def _points_back(text: str, segment: Segment) -> bool:
    first = _PRONOUN_FIRST.match(text, segment.start, segment.end)
    return first is not None or _POINTS_BACK.search(text, segment.start, segment.end) is not None


def _of_an_actor(segment: Segment) -> bool:
    """Whether an actor of its own is for or against something in the clause."""
    predicate, voice = segment.predicate, segment.voice
    if predicate is None or predicate.stance not in _OF_SOMETHING or not segment.holding.actors:
        return False
    return segment.holding.direct or (voice is not None and voice.actor is not None)


def _specific(issues: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(i for i in issues if not lexicon.issues[i].yields)[:2]
