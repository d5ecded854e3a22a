"""Forms of English verbs, so that a vocabulary can name a verb once."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "be": "be is are was were been being am",
    "bear": "bear bears bore borne bearing",
    "beat": "beat beats beaten beating",
    "become": "become becomes became becoming",
    "begin": "begin begins began begun beginning",
    "bend": "bend bends bent bending",
    "beseech": "beseech beseeches besought beseeching",
    "bite": "bite bites bit bitten biting",
    "blow": "blow blows blew blown blowing",
    "break": "break breaks broke broken breaking",
    "bring": "bring brings brought bringing",
    "build": "build builds built building",
    "buy": "buy buys bought buying",
    "catch": "catch catches caught catching",
    "choose": "choose chooses chose chosen choosing",
    "come": "come comes came coming",
    "cut": "cut cuts cutting",
    "deal": "deal deals dealt dealing",
    "do": "do does did done doing",
    "draw": "draw draws drew drawn drawing",
    "drive": "drive drives drove driven driving",
    "fall": "fall falls fell fallen falling",
    "feel": "feel feels felt feeling",
    "fight": "fight fights fought fighting",
    "find": "find finds found finding",
    "forbid": "forbid forbids forbade forbidden forbidding",
    "forgive": "forgive forgives forgave forgiven forgiving",
    "forswear": "forswear forswears forswore forsworn forswearing",
    "freeze": "freeze freezes froze frozen freezing",
    "get": "get gets got gotten getting",
    "give": "give gives gave given giving",
    "go": "go goes went gone going",
    "hide": "hide hides hid hidden hiding",
    "hold": "hold holds held holding",
    "hurt": "hurt hurts hurting",
    "keep": "keep keeps kept keeping",
    "know": "know knows knew known knowing",
    "lay": "lay lays laid laying",
    "lead": "lead leads led leading",
    "leave": "leave leaves left leaving",
    "lend": "lend lends lent lending",
    "let": "let lets letting",
    "lie": "lie lies lied lying",
    "lose": "lose loses lost losing",
    "make": "make makes made making",
    "mean": "mean means meant meaning",
    "meet": "meet meets met meeting",
    "override": "override overrides overrode overridden overriding",
    "overthrow": "overthrow overthrows overthrew overthrown overthrowing",
    "pay": "pay pays paid paying",
    "put": "put puts putting",
    "read": "read reads reading",
    "rebuild": "rebuild rebuilds rebuilt rebuilding",
    "redraw": "redraw redraws redrew redrawn redrawing",
    "repay": "repay repays repaid repaying",
    "resell": "resell resells resold reselling",
    "rethink": "rethink rethinks rethought rethinking",
    "ride": "ride rides rode ridden riding",
    "rise": "rise rises rose risen rising",
    "rule": "rule rules ruled ruling",
    "run": "run runs ran running",
    "say": "say says said saying",
    "see": "see sees saw seen seeing",
    "seek": "seek seeks sought seeking",
    "sell": "sell sells sold selling",
    "send": "send sends sent sending",
    "set": "set sets setting",
    "shake": "shake shakes shook shaken shaking",
    "shoot": "shoot shoots shot shooting",
    "shut": "shut shuts shutting",
    "sit": "sit sits sat sitting",
    "slap": "slap slaps slapped slapping",
    "speak": "speak speaks spoke spoken speaking",
    "spend": "spend spends spent spending",
    "split": "split splits splitting",
    "spread": "spread spreads spreading",
    "stand": "stand stands stood standing",
    "steal": "steal steals stole stolen stealing",
    "stick": "stick sticks stuck sticking",
    "strike": "strike strikes struck striking",
    "swap": "swap swaps swapped swapping",
    "swear": "swear swears swore sworn swearing",
    "take": "take takes took taken taking",
    "teach": "teach teaches taught teaching",
    "tear": "tear tears tore torn tearing",
    "tell": "tell tells told telling",
    "think": "think thinks thought thinking",
    "throw": "throw throws threw thrown throwing",
    "undercut": "undercut undercuts undercutting",
    "understand": "understand understands understood understanding",
    "undertake": "undertake undertakes undertook undertaken undertaking",
    "undo": "undo undoes undid undone undoing",
    "unfreeze": "unfreeze unfreezes unfroze unfrozen unfreezing",
    "uphold": "uphold upholds upheld upholding",
    "want": "want wants wanted wanting",
    "win": "win wins won winning",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "withhold": "withhold withholds withheld withholding",
    "write": "write writes wrote written writing",
}
_DOUBLED = frozenset(
    [
        "admit",
        "ban",
        "bar",
        "cap",
        "commit",
        "cut",
        "defer",
        "deter",
        "drop",
        "equip",
        "expel",
        "format",
        "get",
        "let",
        "nod",
        "permit",
        "plan",
        "prefer",
        "put",
        "rebut",
        "refer",
        "regret",
        "rid",
        "rig",
        "run",
        "scrap",
        "set",
        "ship",
        "shut",
        "slam",
        "snub",
        "spur",
        "step",
        "stop",
        "strip",
        "submit",
        "swap",
        "transfer",
        "trap",
        "trim",
        "veto",
        "wed",
        "win",
        "compel",
        "repel",
        "concur",
        "rebel",
        "dig",
        "dim",
        "drag",
        "grab",
        "plot",
        "quit",
        "regroup",
    ]
) - {"format", "veto", "regroup", "win", "get", "let", "put", "set", "shut", "run", "cut"}


# Written with one "l" or two before an ending.
_EITHER = frozenset(
    [
        "cancel",
        "channel",
        "counsel",
        "dial",
        "fuel",
        "label",
        "level",
        "marshal",
        "model",
        "quarrel",
        "signal",
        "total",
        "travel",
        "unravel",
    ]
)
# Forms that are no lemma and do not end in -s, -ed or -ing ("held", "given").
_PAST = frozenset(f for forms in _IRREGULAR.values() for f in forms.split()[1:]) - frozenset(_IRREGULAR)


def is_base_form(word: str) -> bool:
    """Whether a verb's form is the bare one ("supply", not "supplies", "supplied", "held")."""
    return not word.endswith(("s", "ed", "ing")) and word not in _PAST


@lru_cache(maxsize=4000)
def verb_forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb, the lemma first: ``lift, lifts, lifted, lifting``; irregular ones from a table."""
    if lemma in _IRREGULAR:
        return tuple(_IRREGULAR[lemma].split())
    if lemma.startswith("re") and lemma[2:] in _IRREGULAR:
        return tuple("re" + form for form in _IRREGULAR[lemma[2:]].split())
    if lemma.endswith("e"):
        stem = lemma[:-1]
        ing = lemma + "ing" if lemma.endswith(("ee", "oe", "ye")) else stem + "ing"
        return lemma, lemma + "s", lemma + "d", ing
    if lemma.endswith("y") and lemma[-2:-1] not in ("a", "e", "i", "o", "u"):
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    ending = lemma[-1] if lemma in _DOUBLED else ""
    if lemma in _EITHER:
        return lemma, lemma + "s", lemma + "led", lemma + "ling", lemma + "ed", lemma + "ing"
    third = lemma + "es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else lemma + "s"
    return lemma, third, lemma + ending + "ed", lemma + ending + "ing"
