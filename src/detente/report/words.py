"""Numbers, intervals and chances in careful plain English."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from detente.domain.forecast import Interval, Share

MINUS = "\N{MINUS SIGN}"
EN_DASH = "\N{EN DASH}"

# Chance words and their bounds: Intelligence Community Directive 203 (2015), section D.6.e.(2)(a).
CHANCE_WORDS: tuple[tuple[float, str], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "a roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.01, "almost certain"),
)


def chance(share: float) -> str:
    """The word for a probability in [0, 1]: "unlikely", "a roughly even chance", ..."""
    return next(word for bound, word in CHANCE_WORDS if share < bound)


def percent(share: float) -> str:
    """A share in [0, 1] as a percentage; never 0% or 100% for what merely rounds to it."""
    if math.isnan(share):
        return "not known"
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 < share < 1:
        return "over 99%"
    return f"{share * 100:.0f}%"


def points(change: float) -> str:
    """A difference of two shares, signed, in percentage points: "+12 points"."""
    return f"{signed(change * 100)} points"


def number(value: float, span: float = 100.0) -> str:
    """A number with the digits that mean something on a scale ``span`` long."""
    if not math.isfinite(value):
        return "not known" if math.isnan(value) else "no limit"
    digits = 0 if span >= 20 else 1 if span >= 4 else 2
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, span: float = 100.0) -> str:
    """Like ``number`` with its sign written out; zero has none."""
    text = number(value, span)
    return f"+{text}" if value > 0 and float(text.replace(MINUS, "-")) > 0 else text


def between(interval: Interval, span: float = 100.0) -> str:
    """An interval in words: "between 30 and 55, most likely near 42"."""
    low, mid, high = (number(v, span) for v in (interval.low, interval.mid, interval.high))
    if "not known" in (low, mid, high):
        return "not known"
    return f"near {mid}" if low == high else f"between {low} and {high}, most likely near {mid}"


def near(interval: Interval, span: float = 100.0) -> str:
    """An interval in the fewest words: "near 42, from 30 to 55"."""
    low, mid, high = (number(v, span) for v in (interval.low, interval.mid, interval.high))
    if "not known" in (low, mid, high):
        return "not known"
    return f"near {mid}" if low == high else f"near {mid}, from {low} to {high}"


def between_signed(interval: Interval, span: float = 100.0, factor: float = 1.0) -> str:
    """A change in words: "between −4 and +9, most likely near +3"."""
    low, mid, high = (signed(v * factor, span) for v in (interval.low, interval.mid, interval.high))
    return f"near {mid}" if low == high else f"between {low} and {high}, most likely near {mid}"


def compact(interval: Interval, span: float = 100.0) -> str:
    """An interval for a table: "42 (30–55)"."""
    low, mid, high = (number(v, span) for v in (interval.low, interval.mid, interval.high))
    return mid if low == high else f"{mid} ({low} to {high})"


def compact_signed(interval: Interval, span: float = 100.0, factor: float = 1.0) -> str:
    """A change for a table: "+3 (−4 to +9)"."""
    low, mid, high = (signed(v * factor, span) for v in (interval.low, interval.mid, interval.high))
    return mid if low == high else f"{mid} ({low} to {high})"


def shorter(said: str) -> str:
    """An interval in words as a table has it: "between 20 and 40, most likely near 30" becomes "30 (20 to 40)"."""
    found = re.fullmatch(r"between (\S+) and (\S+), most likely near (\S+)", said)
    if found is None:
        return said
    low, high, mid = found.groups()
    return f"{mid} ({low.removesuffix('%') if high.endswith('%') else low} to {high})"


def simulation_error(share: Share) -> str:
    """The 95% interval of a share's simulation error: "22 to 24%"."""
    low, high = percent(share.low), percent(share.high)
    return low if low == high else f"{low.removesuffix('%')} to {high}"


def direction(interval: Interval) -> str:
    """Whether a change can be told from none, in words."""
    if interval.low > 0:
        return "a rise"
    if interval.high < 0:
        return "a fall"
    return "no change that can be told from zero"


def joined(items: Sequence[str], word: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """ "1 statement", "1,204 statements"."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def sentence_case(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def readable(identifier: str) -> str:
    """An id as words: ``weighted_median`` becomes "weighted median"."""
    return identifier.replace("_", " ").replace("-", " ").strip()


def shortened(text: str, width: int) -> str:
    """At most ``width`` characters, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    if text[width - 1] != " " and " " in cut:
        cut = cut.rsplit(" ", 1)[0]
    return cut.rstrip(" ,;:.") + "…"


def possessive(name: str) -> str:
    """ "Egypt's", "United States'"."""
    return name + ("'" if name.endswith("s") else "'s")


_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text that can be written and shown: control characters, bidirectional overrides and lone surrogates replaced."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
