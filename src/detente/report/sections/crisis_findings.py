"""What each model of bargaining in the shadow of war says of the case, in words with numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.domain.bargaining_answer import Commitment, CrisisAnswer, Threat, WarRisk
from detente.domain.forecast import Interval
from detente.report import words
from detente.report.figures import Number
from detente.report.lookup import Lookup

HOW = "#how-crisis"
ON_THE_SCALE = ("median", "status_quo")
"""Parameters that are points of the issue's scale; all others are shares or probabilities."""


@dataclass(frozen=True)
class Finding:
    """One question with its answer: plain text and numbers in turn; ``guessed`` where it rests on a guess."""

    question: str
    parts: tuple[Number, ...]
    citation: str
    guessed: bool

    @property
    def text(self) -> str:
        """The answer as one string."""
        return "".join(part.text for part in self.parts)


def findings_of(lookup: Lookup, crisis: CrisisAnswer) -> Iterator[Finding]:
    yield _room(lookup, crisis)
    if crisis.room.optimism is not None:
        yield _hopes(crisis, crisis.room.optimism)
    for risk in crisis.risks:
        yield _risk(lookup, crisis, risk)
    if crisis.commitment is not None:
        yield _commitment(lookup, crisis, crisis.commitment)
    for threat in crisis.threats:
        yield _threat(lookup, crisis, threat)
    if crisis.win_sets:
        yield _ratification(lookup, crisis)
    yield from _patience(lookup, crisis)


def _room(lookup: Lookup, crisis: CrisisAnswer) -> Finding:
    room = crisis.room
    low, high = scale_of(lookup, crisis)
    width = words.number(room.width.mid * (high - low), high - low)
    return _finding(
        crisis, "What does fighting leave to bargain over?",
        ("Because fighting costs both sides, everything ",
         between_ends(lookup, crisis, room.low_point, room.high_point),
         f" on the scale is better for both than fighting on: a range {width} wide. "
         "Bargaining as equals would divide it near ", point_of(lookup, crisis, room.division_point), "."),
        "Fearon 1995; Nash 1950", ("win_probability", "war_cost", "risk_exponent"),
    )  # fmt: skip


def _hopes(crisis: CrisisAnswer, optimism: Interval) -> Finding:
    room = crisis.room
    total = Interval(1 + optimism.low, 1 + optimism.mid, 1 + optimism.high)
    parts: list[str | Number] = [
        "What the sides themselves expect of fighting on adds up to ", _percent(total),
        " of what there is, before costs. After costs, nothing is left to share in ",
        Number(words.percent(room.empty.share), HOW, f"simulation error {words.simulation_error(room.empty)}"),
        " of draws",
    ]  # fmt: skip
    if room.missing is not None:
        parts += ["; there, somebody outside would have to add ", _percent(room.missing), " of the stake to reopen it"]
    parts.append(".")
    return _finding(crisis, "Do their hopes leave room?", parts, "Fearon 1995; Blainey 1988", ("expects", "war_cost"))


def _risk(lookup: Lookup, crisis: CrisisAnswer, risk: WarRisk) -> Finding:
    demander, other = lookup.actor(risk.demander), lookup.actor(risk.other)
    chance = Number(words.percent(risk.chance), HOW, f"draw by draw {_percent(risk.war).text}")
    share = Number(words.percent(risk.safe.share), HOW)
    safe = ("In ", share, " of draws the best demand risks nothing.") if risk.safe.share else ()
    return _finding(
        crisis, f"What does {demander} risk by not knowing what fighting costs {other}?",
        ("Its best take-it-or-leave-it demand is ", _percent(risk.demand), " of the stake; it is refused, and "
         "fighting goes on, with a chance of ", chance, f" ({words.chance(risk.chance)}). ", *safe),
        "Fearon 1995", ("win_probability", "war_cost", "cost_seen_lowest", "cost_seen_highest"),
    )  # fmt: skip


def _commitment(lookup: Lookup, crisis: CrisisAnswer, found: Commitment) -> Finding:
    rising = max(found.rising, key=lambda actor: found.rising[actor])
    when = f" through {found.by}" if found.by else ""
    return _finding(
        crisis, "Can a settlement of today survive tomorrow's balance?",
        (f"{lookup.actor(rising)} is the side whose chances of winning rise{when} in ",
         Number(words.percent(found.rising[rising]), HOW), " of draws. They shift by ", _percent(found.change),
         "; by more than ", _percent(found.critical), ", the other does better to fight now than to be weaker later."
         " No settlement lasts in ", Number(words.percent(found.war.share), HOW), " of draws, and in ",
         Number(words.percent(found.offers.share), HOW), " if the rising side could then dictate terms."),
        "Powell 2006", ("win_probability", "war_cost", "change", "discount"),
    )  # fmt: skip


def _threat(lookup: Lookup, crisis: CrisisAnswer, threat: Threat) -> Finding:
    challenger, target = lookup.actor(threat.challenger), lookup.actor(threat.target)
    used = ("win_probability", "war_cost", "audience_cost", "resolved", "unresolved_war_value")
    question = f"What is a public threat by {challenger} worth?"
    cite = "Fearon 1994, 1997"
    locked = Number(words.percent(threat.locked_in.share), HOW)
    if threat.concede.high == 0 and threat.bluff.high == 0:
        return _finding(
            crisis, question,
            (f"Little: to {target}, giving way on everything is worse than fighting, so it would not yield even to a "
             "threat that is surely meant, and bluffing does not pay. Having threatened, ", challenger,
             " could not go back without losing more at home than by fighting in ", locked, " of draws."),
            cite, used,
        )  # fmt: skip
    return _finding(
        crisis, question,
        (f"{target} gives way with a chance of ", _percent(threat.concede), f"; where {challenger} would not fight, it "
         "bluffs with a chance of ", _percent(threat.bluff), ". The threat leads to fighting with a chance of ",
         _percent(threat.war), ". Having threatened, it could not go back without losing more at home than by fighting "
         "in ", locked, " of draws."),
        cite, used,
    )  # fmt: skip


def _ratification(lookup: Lookup, crisis: CrisisAnswer) -> Finding:
    parts: list[str | Number] = []
    for one in crisis.win_sets:
        parts += [
            f"{words.possessive(lookup.actor(one.actor))} {one.body or 'ratifying body'} would accept what lies ",
            between_ends(lookup, crisis, one.low, one.high),
            "; ",
        ]
    share = crisis.ratifiable.share if crisis.ratifiable is not None else 0.0
    parts += [
        "in ",
        Number(words.percent(share), HOW),
        " of draws something better than fighting would pass everywhere",
    ]
    if crisis.signable_low is not None and crisis.signable_high is not None:
        parts += [", ", between_ends(lookup, crisis, crisis.signable_low, crisis.signable_high)]
    parts.append(".")
    return _finding(crisis, "What could be ratified at home?", parts, "Putnam 1988", (*ON_THE_SCALE, "war_cost"))


def _patience(lookup: Lookup, crisis: CrisisAnswer) -> Iterator[Finding]:
    shares = [(p.actor, p.first_share) for p in crisis.patience if p.first_share is not None]
    if shares:
        parts: list[str | Number] = ["By patience alone, "]
        for i, (actor, share) in enumerate(shares):
            parts += [
                ", and " if i else "",
                f"{lookup.actor(actor)} would get ",
                _percent(share),
                " of the range if it proposed first",
            ]
        parts.append(".")
        yield _finding(crisis, "Who can wait?", parts, "Rubinstein 1982", ("patience",))
    kept = [(p.actor, p.least, p.holds) for p in crisis.patience if p.least is not None and p.holds is not None]
    if kept:
        parts = []
        for i, (actor, least, holds) in enumerate(kept):
            parts += [
                "; " if i else "", f"{lookup.actor(actor)} must weigh the future at ", _percent(least),
                " or more for breaking it not to pay, and does so in ", Number(words.percent(holds.share), HOW),
                " of draws",
            ]  # fmt: skip
        parts.append(". This asks only whether the threat of renewed fighting deters; much else decides durability.")
        yield _finding(
            crisis, "Would an equal division hold itself?", parts, "Friedman 1971",
            ("patience", "breach_gain", "war_cost"),
        )  # fmt: skip


def _finding(
    crisis: CrisisAnswer, question: str, parts: Iterable[str | Number], citation: str, used: tuple[str, ...]
) -> Finding:
    guessed = any(one.parameter in used and one.basis.kind == "guess" for one in crisis.inputs)
    numbers = tuple(part if isinstance(part, Number) else Number(part) for part in parts)
    return Finding(question, numbers, citation, guessed)


def _percent(interval: Interval) -> Number:
    low, mid, high = (words.percent(v) for v in (interval.low, interval.mid, interval.high))
    text = mid if low == high else f"{mid} ({low.removesuffix('%')} to {high})"
    return Number(text, HOW, f"central 80% from {low} to {high}")


def scale_of(lookup: Lookup, crisis: CrisisAnswer) -> tuple[float, float]:
    record = lookup.issue_record(crisis.issue)
    return (record.low, record.high) if record is not None else (0.0, 1.0)


def between_ends(lookup: Lookup, crisis: CrisisAnswer, low: Interval, high: Interval) -> Number:
    bottom, top = scale_of(lookup, crisis)
    span = top - bottom
    left, right = words.number(low.mid, span), words.number(high.mid, span)
    text = f"only at {left}" if left == right else f"from {left} to {right}"
    detail = f"the lower end {words.between(low, span)}; the upper end {words.between(high, span)}"
    return Number(text, HOW, detail)


def point_of(lookup: Lookup, crisis: CrisisAnswer, interval: Interval) -> Number:
    low, high = scale_of(lookup, crisis)
    return Number(words.compact(interval, high - low), HOW, words.between(interval, high - low))
