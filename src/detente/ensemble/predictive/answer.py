"""The predictive distribution of a case: over its draws, if there is a deal, and with the chance that there is none."""

from __future__ import annotations

import numpy as np

from detente.domain.axes import DrawMask
from detente.domain.draws import Draws
from detente.domain.forecast import HISTOGRAM_BINS, QUANTILES, Distribution
from detente.domain.predictive_answer import PointMass, PredictedIssue, PredictiveAnswer, TrackRecord
from detente.ensemble.predictive.choice import quantiles_of, shares
from detente.ensemble.predictive.features import POINTS, SituationPoint
from detente.ensemble.predictive.parameters import Parameters, shipped
from detente.ensemble.predictive.situations import TOP, Situations, situations_of
from detente.ensemble.predictive.widening import reasons, widened

# Draws the distribution is averaged over, evenly spaced: more do not move a quantile by a point.
DRAWS = 400
# With fewer draws that have a zone, what a deal looks like is told from all draws.
ENOUGH = 25
# Places with a smaller chance are not worth naming.
SMALLEST_MASS = 0.02


def predict(
    draws: Draws, zone: DrawMask | None, *, seed: int = 0, parameters: Parameters | None = None
) -> PredictiveAnswer:
    """Where each issue lands if there is a deal, and overall.

    ``zone`` says draw by draw whether there is room for a deal, None where nobody's consent is required. A deal is
    told from the draws with room, within the red lines of the parties whose consent it needs.
    """
    parameters = parameters or shipped()
    some = _picked(draws, zone)
    chance = None if zone is None else float(zone.mean())
    predicted = tuple(
        _issue(some, k, situations, parameters, 1.0 if chance is None else chance)
        for k, situations in enumerate(situations_of(some, seed=seed))
    )
    track = track_of(parameters)
    return PredictiveAnswer(chance, predicted, track, _words(predicted, chance, track))


def track_of(parameters: Parameters) -> TrackRecord:
    """How the fitted distribution fared, for the report."""
    fared = parameters.track
    return TrackRecord(
        issues=fared.issues,
        negotiations=fared.negotiations,
        within_ten=fared.within_ten,
        baseline_within_ten=fared.baseline_within_ten,
        coverage_80=fared.coverage_80,
        crps=fared.crps,
        source=str(parameters.trained_on.get("citation", "")),
    )


def _picked(draws: Draws, zone: DrawMask | None) -> Draws:
    """At most DRAWS draws, evenly spaced among those with room for a deal."""
    eligible = np.arange(draws.n)
    if zone is not None and int(zone.sum()) >= ENOUGH:
        eligible = np.flatnonzero(zone)
    step = max(1.0, eligible.size / DRAWS)
    # a counted range: stepping by a fraction up to the size can round to one draw too many
    index = eligible[np.floor(np.arange(min(DRAWS, eligible.size)) * step).astype(int)]
    return draws.picked(index)


def _issue(draws: Draws, k: int, situations: Situations, parameters: Parameters, chance: float) -> PredictedIssue:
    lines = np.isfinite(draws.red_line_low[:, :, k]) | np.isfinite(draws.red_line_high[:, :, k])
    why = reasons(int(draws.present[:, k].sum()), bool(lines[:, draws.required].any()))
    weaker, even = widened(parameters, why)
    probabilities = (1 - even) * shares(situations, weaker, coded=False) + even / POINTS.size
    probabilities = _within_red_lines(draws, k, probabilities)
    deal = probabilities.mean(axis=0)
    reference = int(np.rint(situations.reference_point[0]))
    overall = chance * deal
    overall[reference] += 1 - chance
    low, length = float(draws.scale_low[k]), float(draws.scale_high[k] - draws.scale_low[k])
    return PredictedIssue(
        issue=draws.issues[k],
        deal=_distribution(deal, low, length),
        overall=_distribution(overall, low, length),
        points=tuple(round(float(p), 5) for p in deal),
        masses=_masses(draws, k, situations, probabilities, reference),
        widened=tuple(reason.words for reason in why),
    )


def _within_red_lines(draws: Draws, k: int, probabilities: SituationPoint) -> SituationPoint:
    """No deal crosses a firm red line of a party whose consent it needs; a draw whose lines leave nothing stays."""
    if not draws.required.any():
        return probabilities
    points = draws.scale_low[k] + POINTS / TOP * (draws.scale_high[k] - draws.scale_low[k])
    slack = 0.5 * (points[1] - points[0])
    low = draws.red_line_low[:, draws.required, k].max(axis=1)
    high = draws.red_line_high[:, draws.required, k].min(axis=1)
    inside = (points[None] >= low[:, None] - slack) & (points[None] <= high[:, None] + slack)
    inside |= ~inside.any(axis=1, keepdims=True)
    kept = np.where(inside, probabilities, 0.0)
    allowed: SituationPoint = kept / kept.sum(axis=1, keepdims=True)
    return allowed


def _masses(
    draws: Draws, k: int, situations: Situations, probabilities: SituationPoint, reference: int
) -> tuple[PointMass, ...]:
    """The likeliest places, the reference point first, then actors by their chance."""
    rows = np.arange(len(situations))
    first = PointMass("reference_point", "", float(draws.reference_point[k]), _share(probabilities[:, reference]))
    places = []
    for a, actor in enumerate(draws.actors):
        if not draws.present[a, k]:
            continue
        cells = np.clip(np.rint(situations.position[:, a]), 0, TOP).astype(int)
        at = float(np.median(draws.position[:, a, k]))
        places.append(PointMass("position", actor, at, _share(probabilities[rows, cells])))
    likely = [mass for mass in places if mass.probability >= SMALLEST_MASS]
    return (first, *sorted(likely, key=lambda mass: -mass.probability))


def _share(probabilities: np.ndarray) -> float:
    return round(float(probabilities.mean()), 5)


def _distribution(probabilities: np.ndarray, low: float, length: float) -> Distribution:
    quantiles = quantiles_of(probabilities[None], np.array(QUANTILES))[0]
    bins = np.minimum((POINTS * HISTOGRAM_BINS / TOP).astype(int), HISTOGRAM_BINS - 1)
    histogram = np.bincount(bins, weights=probabilities, minlength=HISTOGRAM_BINS)
    return Distribution(
        mean=low + float(probabilities @ POINTS) / TOP * length,
        quantiles=tuple(low + float(q) / TOP * length for q in quantiles),
        histogram=tuple(round(float(share), 6) for share in histogram),
    )


def _words(predicted: tuple[PredictedIssue, ...], chance: float | None, track: TrackRecord) -> tuple[str, ...]:
    sentences = [
        f"Of {track.issues} European legislative issues forecast this way, each from others, {track.within_ten:.0%} "
        f"ended within 10 points of the forecast's median, {track.baseline_within_ten:.0%} within 10 points of the "
        f"compromise model; the central 80% held {track.coverage_80:.0%}."
    ]
    why = dict.fromkeys(words for one in predicted for words in one.widened)
    if why:
        sentences.append(f"The distribution is wider than that record alone would make it: {'; '.join(why)}.")
        sentences.append("How much wider is a stated prior, not an estimate.")
    if chance is None:
        sentences.append("Whether there is a deal cannot be judged, so this says where one would land.")
    elif chance < 1:
        sentences.append(
            f"Where there is no deal the reference points hold: overall the chance of a deal is taken as {chance:.0%}, "
            "the share of draws with room for one, which is the most it can be."
        )
    return tuple(sentences)
