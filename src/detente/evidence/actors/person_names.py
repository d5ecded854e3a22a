"""How names of persons are written: particles, initials, titles, the family name first, with accents and without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from detente.evidence.vocabulary import roles

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĽŁŃŅŇŌŐŘŚŞŠȘŤȚŪŮŰŹŻŽ"
# "J.D." and "J." are initials, "U.S." is none.
_INITIALS = rf"(?!(?:U\.[SKNA]|E\.U|D\.C|A\.[UD]|P\.M|B\.C)\.)(?:[{UPPER}]\.)+"
NAME_TOKEN = rf"(?:[{UPPER}][\w’'\-]*\w|{_INITIALS})"
PARTICLE = (
    r"(?:al|el|bin|bint|ibn|von|van|de|den|der|da|das|del|della|dos|di|du|la|le|las|los|ben|ul|ur|zu|ter|ten|af|Ó|Ní|"
    r"’t|'t)"
)
# "von der Leyen", "de la Torre": up to two particles stand before a last name.
_NEXT = rf"[ \-](?:{PARTICLE}[ \-]){{0,2}}{NAME_TOKEN}"
NAME = rf"{NAME_TOKEN}(?:{_NEXT}){{0,3}}"
TWO_OR_THREE = rf"{NAME_TOKEN}(?: (?:{PARTICLE}[ \-]){{0,2}}{NAME_TOKEN}){{1,2}}"
TITLE = (
    r"(?:Sheikha?|(?:Grand )?Ayatollah|Hojatoleslam|Mullah|Imam|Sir|Dame|Lord|Lady|Baroness|Baron|"
    r"Dr\.?|Prof\.?|Professor|Mr\.?|Mrs\.?|Ms\.?|Gen\.|Lt\.|Col\.|Maj\.|Adm\.|Capt\.|Marshal|"
    r"Father|Rabbi|Prince|Princess|Dato|Datuk|Tun|Haji)"
)
TITLES = rf"(?:{TITLE} ){{0,3}}"
_NUMERAL = re.compile(r"[IVX]{2,5}|Jr\.?|Sr\.?")
# Words that belong to the last name although they are written with a capital: "De Wever", "Al Thani", "Ben Gvir".
_CAPITAL_PARTICLES = frozenset(
    {"De", "Van", "Von", "Den", "Ben", "Bin", "Al", "El", "Le", "La", "Du", "Ó", "Ní", "Mac"}
)
_SPECIAL = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})


def plain(name: str) -> str:
    """The name without accents, with a space for each hyphen and without the stops of initials, in lower case."""
    folded = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\-‐–]", " ", letters.replace(".", "")).replace("’", "'").lower().split())


def without_accents(name: str) -> list[str]:
    """The name in plain letters, the two ways there are: "Soder" and "Soeder"; none where it has plain ones already."""
    written = []
    for table in (_SPECIAL, _GERMAN):
        folded = unicodedata.normalize("NFKD", name.translate(table).translate(_SPECIAL))
        written.append("".join(c for c in folded if not unicodedata.combining(c)))
    return [w for w in dict.fromkeys(written) if w != name]


def parts_of(name: str) -> list[str]:
    """The words of a name without titles, numerals and "Jr."."""
    bare = re.sub(rf"^{TITLES}", "", name)
    parts = [p for p in bare.split(" ") if p]
    while len(parts) > 1 and _NUMERAL.fullmatch(parts[-1]):
        parts.pop()
    return parts


def last_name(name: str) -> str:
    """The last word of a name, without numerals: "Leyen", "Charles"."""
    return parts_of(name)[-1]


def family_names(name: str) -> list[str]:
    """The last name with its particles and what a text may leave out of it, the shortest last.

    "von der Leyen"; "De Wever"; "al-Assad" and "Assad"; "Ó Cuív"; of names of four words, the last two.
    """
    parts = parts_of(name)
    found: list[str] = []
    if len(parts) > 3 and not is_particle(parts[-2]):
        found.append(" ".join(parts[-2:]))
    start = len(parts) - 1
    while start > 1 and is_particle(parts[start - 1]):
        start -= 1
    if start < len(parts) - 1:
        found.append(" ".join(parts[start:]))
        if start > 2:
            found.append(" ".join(parts[start - 1 :]))  # "Lula da Silva"
    last = parts[-1]
    article = re.fullmatch(r"(?:[AaEe]l|[Aa]sh|[Aa]n|[Aa]r|[Aa]s|[Aa]d)-(\w{3,})", last)
    if article is not None:
        found += [f"{mark}-{article[1]}" for mark in ("al", "el", "Al", "El") if f"{mark}-{article[1]}" != last]
        found.append(article[1])
    opening = [f[:1].upper() + f[1:] for f in found if f[:1].islower()]
    if last[:1].islower():
        opening.append(last[:1].upper() + last[1:])
    return list(dict.fromkeys([*found, *opening]))


def is_particle(word: str) -> bool:
    """Whether a word of a name belongs to the one behind it."""
    return word in _CAPITAL_PARTICLES or re.fullmatch(PARTICLE, word) is not None


def other_ways(name: str) -> list[str]:
    """The whole name as a text may also write it: other initials, none of them, no hyphens, no accents."""
    parts = parts_of(name)
    bare = " ".join(parts)
    ways = [bare]
    initials = [n for n, p in enumerate(parts[:-1]) if re.fullmatch(rf"(?:[{UPPER}]\.)+|[{UPPER}]{{2}}", p)]
    if initials and initials[0] == 0:
        joined = "".join(re.sub(r"\.", "", parts[n]) for n in initials)
        rest = " ".join(p for n, p in enumerate(parts) if n not in initials)
        ways += [f"{joined} {rest}", f"{'.'.join(joined)}. {rest}", f"{'. '.join(joined)}. {rest}"]
    elif initials:
        ways.append(" ".join(p for n, p in enumerate(parts) if n not in initials))
    fathers = [n for n, p in enumerate(parts) if p in ("bin", "bint", "ibn", "ben") and 0 < n < len(parts) - 2]
    ways += [" ".join(parts[: n + 2]) for n in fathers]  # "Mohamed bin Zayed"
    ways += [w.replace("-", " ") for w in ways if "-" in w]
    given = parts[0]
    if len(parts) == 3 and "-" not in bare:
        ways.append(f"{given} {parts[1]}-{parts[2].lower()}")  # "Kim Jong Un", "Kim Jong-un"
    ways += [plain_way for w in list(ways) for plain_way in without_accents(w)]
    return [w for w in dict.fromkeys(ways) if w != name]


_GOES_ON = re.compile(rf"[ \-][{UPPER}]|[\-’'][{UPPER}a-z]{{2}}")
_PARTICLES_BEHIND = re.compile(rf" (?:{PARTICLE} ){{1,2}}[{UPPER}]")
_WORD_BEFORE = re.compile(r"([\w’'\-]+\.?)[ \-]$")


def used_alone(word: str, places: Iterable[int], text: str) -> int:
    """How often a word of a name stands without another name beside it: "Xi said", "Mr. Xi", not "Xi Jinping"."""
    times = 0
    for at in places:
        behind = text[at + len(word) : at + len(word) + 3]
        if _GOES_ON.match(behind) or behind[:1].isalnum():
            continue
        if _PARTICLES_BEHIND.match(text[at + len(word) : at + len(word) + 16]):
            continue
        before = text[max(0, at - 24) : at]
        named = _WORD_BEFORE.search(before)
        if named is not None and is_particle(named[1]) and named[1] not in ("a", "le", "la"):
            continue
        if (
            named is None
            or not named[1][:1].isupper()
            or re.fullmatch(TITLE, named[1])
            or _opens(before, named.start())
        ):
            times += 1
    return times


def _opens(before: str, at: int) -> bool:
    """Whether a word with a capital only opens its sentence: "But Xi said"."""
    return re.search(r"(?:^|[.!?”\"\n])\s*$", before[:at]) is not None and at > 0


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Words written with a capital that are no part of a person's name."""
    return frozenset(roles()["not_names"])
