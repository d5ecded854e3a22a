"""Where paragraphs and sentences begin and end, as character offsets.

Quote-aware: closing quotation marks and brackets stay with their sentence, abbreviations of names and titles
("U.S.", "Dr.", "Sen.", "No.") do not end one, and a question inside quotation marks is not cut from the
"he asked" behind it. Blank lines, headings and list items are boundaries. Every pass is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.domain.statement import Span


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words whose full stop belongs to them when a name, a number or more of the sentence follows.
_TITLES = _words(
    "mr mrs ms dr prof sen sens rep reps gov govs gen lt col maj capt cmdr adm sgt cpl pvt hon rev fr st mt ft "
    "pres amb sec supt dep asst attn messrs mme mlle"
)
_REFERENCES = _words("no nos art arts fig figs vol pp p ch sect eq cf vs v ca approx est")
_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
_INNER = _words("e.g i.e viz al")
# These may also end a sentence: they do when what follows starts like a new one.
_EITHER = _words("inc corp co ltd llc jr sr etc a.m p.m u.s u.k u.n e.u d.c b.c a.d ph.d m.d m.p g.o.p bros dept")
_OPENERS = _words(
    "the a an this that these those he she it they we i you his her its their our my but and or so yet in on at for "
    "from by with as if when while after before since although though however meanwhile still there here what who "
    "why how where which because despite under over during according some many most all both each every no not one "
    "two three such another other then now also moreover furthermore instead asked even officials"
)
_ASKING = (
    r"(?:he|she|they|I|we|[A-Z][\w’'\-]*\.?(?:\s[A-Z][\w’'\-]*\.?){0,4})\s(?:\w{3,12}ly\s)?"
    r"(?:[a-z]{2,}ed|[a-z]{2,}s|said|wrote|told|shot back|went on)\b"
)
# The look-behind and the possessive repeats keep long runs of marks linear.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*+(?=\s|$|[“(\[•])")
_ASKED_AFTER = re.compile(r"\s+" + _ASKING)
_NEXT = re.compile(r"\s*[\"“‘'«(\[]*([^\W_][\w’'\-]*)?")
_LAST_WORD = re.compile(r"[^\s\"“”‘«(\[—–]{1,20}$")
_LIST_ITEM = re.compile(r"[ \t]*(?:[•‣◦▪●·*]|[-–—]|\(?\d{1,3}[.)]|\(?[a-z][.)]|#{1,6})[ \t]+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")


def paragraphs(text: str) -> list[Span]:
    """Paragraphs, headings and list items, trimmed of white space, in order.

    A single line break separates paragraphs too, unless the block is hard-wrapped (lines of about one length)
    or the next line goes on in lower case.
    """
    spans: list[Span] = []
    for start, end in _blocks(text):
        for a, b in _lines_joined(text, start, end):
            trimmed = _trim(text, a, b)
            if trimmed is not None:
                spans.append(trimmed)
    return spans


def split_sentences(text: str) -> list[Span]:
    """Sentences, trimmed of white space, in order, never crossing a paragraph."""
    return [span for start, end in paragraphs(text) for span in _sentences_of(text, start, end)]


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _ends_sentence(text, begin, end, match):
            continue
        trimmed = _trim(text, begin, match.end())
        if trimmed is not None:
            yield trimmed
        begin = match.end()
    trimmed = _trim(text, begin, end)
    if trimmed is not None:
        yield trimmed


def _ends_sentence(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    mark = match.group()
    found = _NEXT.match(text, match.end(), min(end, match.end() + 80))
    word = (found.group(1) or "") if found else ""
    if word and word[0].islower():
        return False
    if mark[-1] in "\"”’'»" and mark[0] in "!?" and _ASKED_AFTER.match(text, match.end(), min(end, match.end() + 120)):
        return False
    if mark[0] != "." or mark.startswith(".."):
        return bool(word) or mark[0] in "!?"
    if mark != ".":
        return True
    last = _LAST_WORD.search(text, max(begin, match.start() - 21), match.start())
    before = last.group().lower().rstrip(".") if last else ""
    if not before:
        return True
    if before in _TITLES:
        return False
    if before in _REFERENCES or before in _MONTHS:
        return not (word and word[0].isdigit())
    if before in _INNER:
        return False
    if before in _EITHER:
        return not word or word.lower() in _OPENERS
    if len(before) == 1 and before.isalpha() and last is not None and last.group()[0].isupper():
        # An initial ("John F. Kennedy") goes on; "Plan B. The ..." does not.
        return word.lower() in _OPENERS
    if re.fullmatch(r"(?:\w\.)+\w", before):
        return word.lower() in _OPENERS
    # "1. Objectives": the number of a heading at the start of a paragraph.
    return not (before.isdigit() and len(before) <= 2 and last is not None and last.start() == begin)


def _blocks(text: str) -> Iterator[Span]:
    begin = 0
    for match in _BLANK.finditer(text):
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def _lines_joined(text: str, start: int, end: int) -> Iterator[Span]:
    lines: list[Span] = []
    begin = start
    while begin < end:
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop
        lines.append((begin, stop))
        begin = stop + 1
    if not lines:
        return
    wrapped = _hard_wrapped(lines)
    open_start, open_end = lines[0]
    for a, b in lines[1:]:
        if _goes_on(text, open_end, a, b, wrapped):
            open_end = b
        else:
            yield open_start, open_end
            open_start, open_end = a, b
    yield open_start, open_end


def _goes_on(text: str, previous_end: int, a: int, b: int, wrapped: bool) -> bool:
    if _LIST_ITEM.match(text, a, b):
        return False
    first = text[a:b].lstrip()[:1]
    if not first:
        return False
    if first.islower():
        return True
    return wrapped and text[max(0, previous_end - 1) : previous_end] not in ("", ":")


def _hard_wrapped(lines: list[Span]) -> bool:
    """Three or more lines of which all but the last are of about one length, as PDF files break them."""
    lengths = [b - a for a, b in lines]
    if len(lengths) < 3 or not 40 <= max(lengths) <= 140:
        return False
    full = sum(n >= 0.7 * max(lengths) for n in lengths[:-1])
    return full >= 0.8 * (len(lengths) - 1)


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
