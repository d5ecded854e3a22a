"""Capability of the parties to European legislation, by treaty: the data set has no column of it.

Council votes (Article 205 TEC as it stood before and after the Treaty of Nice) or, under the Treaty of Lisbon,
population, as a share of the largest member's; the Commission counts as the largest member, the Parliament as much
where it decides too (codecision) and a quarter of that where it is only consulted.
"""

from __future__ import annotations

COMMISSION, PARLIAMENT = "com", "ep"
CODECISION = "COD"
CONSULTED = 0.25

VOTES: dict[str, dict[str, float]] = {
    "pre-Nice": {
        "de": 10, "fr": 10, "it": 10, "uk": 10, "es": 8, "be": 5, "el": 5, "nl": 5, "pt": 5, "at": 4, "se": 4,
        "dk": 3, "fi": 3, "ie": 3, "lu": 2,
    },
    # In force from November 2004; also the votes of the members that joined that year and after.
    "Nice": {
        "de": 29, "fr": 29, "it": 29, "uk": 29, "es": 27, "pl": 27, "ro": 14, "nl": 13, "be": 12, "cz": 12, "el": 12,
        "hu": 12, "pt": 12, "at": 10, "bu": 10, "se": 10, "dk": 7, "fi": 7, "ie": 7, "lt": 7, "sk": 7, "cr": 7,
        "cy": 4, "ee": 4, "lv": 4, "lu": 4, "si": 4, "mt": 3,
    },
    # Population in millions, Eurostat, 1 January 2015.
    "Lisbon": {
        "de": 81.1, "fr": 66.4, "uk": 64.8, "it": 61.4, "es": 46.4, "pl": 38.0, "ro": 19.9, "nl": 17.2, "be": 11.3,
        "el": 10.8, "cz": 10.4, "pt": 10.4, "hu": 9.9, "se": 9.8, "at": 8.6, "bu": 7.2, "dk": 5.7, "fi": 5.5,
        "sk": 5.4, "ie": 4.6, "cr": 4.2, "lt": 2.9, "si": 2.1, "lv": 2.0, "ee": 1.3, "cy": 0.85, "lu": 0.56,
        "mt": 0.43,
    },
}  # fmt: skip
MEMBERS = tuple(VOTES["Nice"])


def regime(year: int) -> str:
    """The treaty whose rule of votes a proposal of that year came under."""
    if year <= 2003:
        return "pre-Nice"
    return "Nice" if year <= 2011 else "Lisbon"


def capability(actor: str, year: int, procedure: str) -> float:
    """Capability of an actor on a proposal, in [0, 1]; 0 for one that had no vote yet."""
    if actor == COMMISSION:
        return 1.0
    if actor == PARLIAMENT:
        return 1.0 if procedure == CODECISION else CONSULTED
    votes = VOTES[regime(year)]
    return votes.get(actor, 0.0) / max(votes.values())
