"""From a case to the forecast register, and from the register to its scores."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from detente.app import pipeline
from detente.app.wiring import parse_date, versions
from detente.domain.analysis import Analysis
from detente.domain.errors import InputError, did_you_mean
from detente.domain.register import LEVELS, Entry, Foreseen, Question, Scorecard
from detente.ensemble.design import Design
from detente.ensemble.predictive.parameters import VERSION
from detente.evaluation.register_scores import score_register
from detente.storage.register import add_entry, read_register
from detente.storage.runs import canonical_json

Progress = Callable[[str, int, int], None]
YES_OR_NO = {"yes": 1.0, "no": 0.0, "1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0}


def add(
    file: Path,
    case: Path,
    *,
    by: str,
    criterion: str,
    issue: str | None = None,
    event: str | None = None,
    probability: float | None = None,
    baseline: float = 0.5,
    name: str = "",
    question: str = "",
    design: Design | None = None,
    at: str | None = None,
    progress: Progress = pipeline.silent,
) -> Entry:
    """Put a forecast on record; raises InputError where the question cannot be decided or the day has passed."""
    day, made = parse_date(by, "--by"), _day(at)
    if day is not None and day < made:
        raise InputError("--by", f"a day from {made} on", by, "a forecast is put on record before its outcome")
    if (issue is None) == (event is None):
        raise InputError(
            "--issue or --event", "one of the two", "both" if issue else "neither", "name what is forecast"
        )
    if not criterion.strip():
        raise InputError("--criterion", "how the outcome is decided", "nothing", "say what is read, and where")
    design = design or Design()
    analysis = pipeline.consider(case, design, parts=frozenset({"predictive"}), progress=progress)
    if issue is not None:
        asked = question or (analysis.case.issues[issue].question if issue in analysis.case.issues else issue)
        foreseen, base = of_issue(analysis, issue)
    else:
        asked = question or str(event)
        foreseen, base = of_event(probability, name, baseline)
    body = {
        "question": asdict(Question(asked, criterion, by)),
        "foreseen": asdict(foreseen),
        "baseline": asdict(base),
        "issue": issue,
        "case": analysis.case.case.id,
        "case_sha256": hashlib.sha256(
            canonical_json(analysis.case.model_dump(mode="json")).encode("utf-8")
        ).hexdigest(),
        "engines": list(design.engines),
        "draws": design.draws,
        "seed": design.seed,
        "versions": versions(),
    }
    return add_entry(file, "forecast", "", made.isoformat(), body)


def of_issue(analysis: Analysis, issue: str) -> tuple[Foreseen, Foreseen]:
    """The case's distribution of where an issue lands, given a deal, and the baseline: positions by salience."""
    known = list(analysis.case.issues)
    if issue not in known:
        raise InputError("--issue", "an issue of the case", f"'{issue}'", did_you_mean(issue, known))
    record = analysis.case.issues[issue]
    predictive = analysis.forecast.baseline.predictive
    place = predictive.get(issue) if predictive is not None else None
    if place is None:
        raise InputError("--issue", "an issue that is forecast", f"'{issue}'", "state who weighs how much on it")
    return (
        Foreseen(
            f"predictive distribution {VERSION}, given a deal",
            quantiles=_quantiles(place.points, record.low, record.high),
            low=record.low,
            high=record.high,
        ),
        Foreseen("positions by salience", quantiles=_empirical(analysis, issue), low=record.low, high=record.high),
    )


def _quantiles(points: tuple[float, ...], low: float, high: float) -> tuple[float, ...]:
    """Quantiles at LEVELS of probabilities at evenly spaced points of the scale."""
    places = np.linspace(low, high, len(points))
    below = np.cumsum(points) / sum(points)
    found = np.searchsorted(below, np.array(LEVELS) - 1e-12)
    return tuple(float(f"{places[k]:.6g}") for k in found)


def of_event(probability: float | None, name: str, baseline: float) -> tuple[Foreseen, Foreseen]:
    """A person's own probability, and the one to beat."""
    for option, value in (("--probability", probability), ("--baseline", baseline)):
        if value is None or not 0 <= value <= 1:
            got = "nothing" if value is None else f"{value}"
            raise InputError(option, "a probability between 0 and 1", got, "for example 0.2")
    if not name.strip():
        raise InputError("--name", "whose probability it is", "nothing", "a model never gives one: name the person")
    return Foreseen(name, probability=probability), Foreseen("as stated", probability=baseline)


def resolve(file: Path, forecast: str, *, outcome: str, source: str, by: str = "", at: str | None = None) -> Entry:
    """Put on record what happened; raises InputError for an unknown forecast or an outcome off its scale."""
    entry = _forecast(file, forecast)
    foreseen = Foreseen.from_dict(entry.body["foreseen"])
    if not source.strip():
        raise InputError("--source", "where the outcome can be read", "nothing", "name a document or an address")
    body = {"outcome": _outcome(foreseen, outcome), "source": source, "by": by}
    return add_entry(file, "resolution", forecast, _day(at).isoformat(), body)


def withdraw(file: Path, forecast: str, *, reason: str, at: str | None = None) -> Entry:
    """Take a forecast out of the scores, leaving it on record."""
    _forecast(file, forecast)
    if not reason.strip():
        raise InputError("--reason", "why the forecast is withdrawn", "nothing", "say why it should not be scored")
    return add_entry(file, "withdrawal", forecast, _day(at).isoformat(), {"reason": reason})


def entries(file: Path) -> tuple[Entry, ...]:
    """The entries of a register that must exist."""
    if not file.exists():
        raise InputError(str(file), "a register", "no such file", "make one with 'detente register add'")
    return read_register(file)


def scorecard(file: Path, at: str | None = None) -> Scorecard:
    """The register's scores as of a day."""
    return score_register(entries(file), _day(at).isoformat())


def entry_words(entry: Entry) -> list[str]:
    """An entry in a line or two."""
    if entry.kind == "forecast":
        foreseen, question = Foreseen.from_dict(entry.body["foreseen"]), entry.body["question"]
        return [
            f"{entry.forecast}  {entry.at}  {question['text']} Decided on {question['by']} by: {question['criterion']}",
            f"    {foreseen_words(foreseen)} ({foreseen.made_by})",
        ]
    said = f"outcome {entry.body['outcome']:g}, {entry.body['source']}" if entry.kind == "resolution" else ""
    return [f"{entry.forecast}  {entry.at}  {entry.kind}: {said or entry.body['reason']}"]


def foreseen_words(foreseen: Foreseen) -> str:
    """A distribution in words: its median and central 80%, or the probability."""
    if foreseen.probability is not None:
        return f"{foreseen.probability:.0%} likely"
    low, mid, high = (foreseen.quantiles[LEVELS.index(level)] for level in (0.1, 0.5, 0.9))
    return f"{mid:.3g}, with 80% between {low:.3g} and {high:.3g} on a scale from {foreseen.low:g} to {foreseen.high:g}"


def scorecard_words(card: Scorecard) -> list[str]:
    """The scorecard as lines of text."""
    lines = [
        f"{card.entries} entries, chain intact, head {card.head or '-'}; {len(card.scored)} resolved, "
        f"{len(card.open)} open, {len(card.overdue)} overdue, {len(card.withdrawn)} withdrawn."
    ]
    for one in card.scored:
        own = f"CRPS {one.crps:.3g}" if one.crps is not None else f"Brier {one.brier:.3g}"
        log = "infinite" if one.log is None or math.isinf(one.log) else f"{one.log:.3g}"
        skill = "no baseline" if one.skill is None else f"skill {one.skill:+.2f} against {one.baseline}"
        lines.append(f"{one.forecast}  {one.question} -> {one.outcome:g}: {own}, log score {log}, {skill}")
    for mean in card.means:
        lines.append(f"mean {mean.name:15} {mean.mean:8.3f}  [{mean.low:.3f}, {mean.high:.3f}]  n={mean.n}")
    for forecast in card.overdue:
        lines.append(f"{forecast}  overdue: its day has passed and no outcome is on record")
    return [*lines, card.caution] if card.caution else lines


def _forecast(file: Path, forecast: str) -> Entry:
    known = {e.forecast: e for e in entries(file) if e.kind == "forecast"}
    if forecast not in known:
        remedy = did_you_mean(forecast, list(known))
        raise InputError(str(file), "the id of a forecast on record", f"'{forecast}'", remedy)
    return known[forecast]


def _outcome(foreseen: Foreseen, text: str) -> float:
    if foreseen.of_event:
        if text.strip().lower() not in YES_OR_NO:
            raise InputError("--outcome", "yes or no", f"'{text}'", "say whether it happened")
        return YES_OR_NO[text.strip().lower()]
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not foreseen.low <= value <= foreseen.high:
        raise InputError(
            "--outcome", f"a number from {foreseen.low:g} to {foreseen.high:g}", f"'{text}'", "place it on the scale"
        )
    return value


def _empirical(analysis: Analysis, issue: str) -> tuple[float, ...]:
    """Quantiles of the parties' median positions, weighted by median salience."""
    found: dict[str, dict[str, float]] = {}
    for estimate in analysis.forecast.estimates:
        if estimate.issue == issue and estimate.parameter in ("position", "salience"):
            found.setdefault(estimate.actor, {})[estimate.parameter] = estimate.interval.mid
    pairs = sorted((v["position"], v["salience"]) for v in found.values() if len(v) == 2 and v["salience"] > 0)
    if not pairs:
        record = analysis.case.issues[issue]
        return tuple(record.low + level * (record.high - record.low) for level in LEVELS)
    total = sum(weight for _, weight in pairs)
    quantiles, below, place = [], pairs[0][1], 0
    for level in LEVELS:
        while below < level * total - 1e-12 and place < len(pairs) - 1:
            place += 1
            below += pairs[place][1]
        quantiles.append(float(f"{pairs[place][0]:.6g}"))
    return tuple(quantiles)


def _day(at: str | None) -> dt.date:
    return parse_date(at, "--at") or dt.date.today()
